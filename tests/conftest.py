"""What all tests share: the two models of the repository, loaded once and never written (they are sealed)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ea_model.model import Model
from ea_model.scope import Scope, scope_of
from tests.support.builders import REFERENCE, SAMEN, load

Ask = Callable[..., Scope]


@pytest.fixture(scope="session")
def samen() -> Model:
    """The model of the letter."""
    return load(SAMEN)


@pytest.fixture(scope="session")
def reference() -> Model:
    """The small model with hand-checked numbers."""
    return load(REFERENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest first, so that with several workers nobody waits at the end: whatever drives a browser."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def _asker(model: Model) -> Ask:
    def ask(plateau: str | None = None, at: str | None = None) -> Scope:
        return scope_of(model, plateau, date.fromisoformat(at) if at else None)

    return ask


@pytest.fixture(scope="session")
def ask_samen(samen: Model) -> Ask:
    """Ask the model of the letter at a plateau or a day."""
    return _asker(samen)


@pytest.fixture(scope="session")
def ask_reference(reference: Model) -> Ask:
    """Ask the small model at a plateau or a day."""
    return _asker(reference)
