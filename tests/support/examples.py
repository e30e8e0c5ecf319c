"""How many examples a property is tried on: counts are those of a whole run, and a quick run takes a tenth."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A loaded machine is no finding: nothing here has a deadline or a watch on how long examples take to make.
settings.register_profile("house", deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
settings.register_profile("quick", settings.get_profile("house"), max_examples=10)
settings.load_profile("house")


def examples(count: int, *, derandomize: bool = False) -> settings:
    """So many examples where the profile takes a hundred; as many more or fewer as the profile takes."""
    return settings(max_examples=max(1, count * settings().max_examples // 100), derandomize=derandomize)
