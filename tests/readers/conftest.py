"""Everything that is said of reading holds both ways: with the accelerators, and by the parser alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ea_model.readers.xml import accelerators

_NOT_READING = (
    "test_problem_words",
    "test_register",
    "test_unreadable_words",
    "test_exchange_lane",
    "test_folder_concept",
)
"""What is about words, or compares the two ways itself."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test of reading twice; the second time is not for a quick run."""
    if not metafunc.module.__name__.endswith(_NOT_READING):
        metafunc.fixturenames.append("way")
        metafunc.parametrize(
            "way", ("fast", pytest.param("careful", marks=pytest.mark.slow)), indirect=True, scope="module"
        )


@pytest.fixture(scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """``fast`` or ``careful``; the switch stands accordingly."""
    usual = accelerators.enabled
    accelerators.enabled = request.param == "fast"
    yield request.param
    accelerators.enabled = usual
