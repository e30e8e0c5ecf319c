"""What all tests share: the two models of the repository, loaded once and never written (they are sealed)."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Callable, Generator
from datetime import date

import pytest

from ea_model.model import Model
from ea_model.scope import Scope, scope_of
from tests.support import examples, marks
from tests.support.builders import REFERENCE, SAMEN, load

Ask = Callable[..., Scope]
_TESTS = itertools.count(1)
_LOOK_EVERY = 100
"""Tests between two looks for what nobody has any more."""
__all__ = ["examples"]  # its import sets the one profile of all properties


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
    for item in items:
        marks.mark(item)
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("browser", "slow")])


def pytest_collection_finish() -> None:
    """What was collected stays to the end: looking for garbage among all of it took a third of the time of a run."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test uses only what its marks say."""
    if next(_TESTS) % _LOOK_EVERY == 0:
        gc.collect()
    with marks.watched(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On a build machine no test is skipped in silence: what it needs is there, or the run fails."""
    report = yield
    if os.environ.get("CI") and report.skipped and call.excinfo is not None and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"{item.nodeid} was skipped: {call.excinfo.value}"
    return report


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
