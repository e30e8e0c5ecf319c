"""The product's answers held against the plain walk: cells, leads and classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from ea_model.loader import build
from ea_model.model import Model
from ea_model.scope import Cell, Lead, Scope, Status, contract_scope, contract_scopes, scope_of
from ea_model.values import Truth
from tests.oracle.generate import sections
from tests.oracle.semantics import Walk
from tests.oracle.worlds import TooSoftError, answers, worlds
from tests.support.builders import reading_of

Moment = tuple[str | None, date | None]
MOMENTS: tuple[Moment, ...] = (("P0", None), ("P1", None), ("P1b", None), (None, None))
DAYS: tuple[Moment, ...] = (
    ("P0", date(2019, 6, 15)), ("P1", date(2019, 10, 10)), ("P0", date(2020, 1, 5)), ("P1", date(2022, 1, 1)),
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One thing the product says and the worlds do not, or the other way round."""

    what: str
    product: Any
    walk: Any


@dataclass
class Tally:
    """What was compared."""

    moments: int = 0
    cells: int = 0
    classes: int = 0
    soft: int = 0
    """Cells the product calls indeterminate."""
    too_soft: int = 0
    """Moments with more soft things than are enumerated."""
    agreed: int = 0
    """Of those, how many have one status in every world: the product says less than could be known."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def model_of(seed: int, *, soft: bool) -> Model:
    """The model of a seed."""
    return build(reading_of(sections(seed, soft=soft)))


def _key(lead: Lead) -> tuple[str, tuple[str, ...]]:
    return lead.provider.key, tuple(sorted(p.id for p in lead.parties))


def differences(model: Model, moment: Moment, tally: Tally) -> Iterator[Difference]:
    """Everything that does not fit; `TooSoftError` where there are too many worlds."""
    scope = scope_of(model, *moment)
    tally.moments += 1
    for (element, leaf), answer in answers(model, scope.moment.plateau, moment[1]).items():
        if answer.statuses == {"NOT_APPLICABLE"}:
            continue
        tally.cells += 1
        cell = scope.cell(model.element(element), leaf)
        yield from _cell(cell, answer, f"{model.id} {moment} {element} {leaf}", tally)
    if moment[1] is None:
        yield from _classes(scope, tally)


def _cell(cell: Cell, answer: Any, what: str, tally: Tally) -> Iterator[Difference]:
    soft = cell.status is Status.INDETERMINATE
    statuses = {status.name for status in cell.may_be} if soft else {cell.status.name}
    tally.soft += soft
    tally.agreed += soft and len(answer.statuses) == 1
    if not answer.statuses <= statuses:
        yield Difference(f"{what}: status", statuses, answer.statuses)
    firm = {_key(lead) for lead in cell.leads if lead.certain and lead.truth is Truth.YES}
    if not firm <= (answer.always or frozenset()):
        yield Difference(f"{what}: leads in every world", firm, answer.always)
    named = {_key(lead) for lead in cell.leads}
    if not named <= answer.ever:
        yield Difference(f"{what}: leads in some world", named, answer.ever)
    if not soft and cell.status is not Status.NOT_APPLICABLE and not (answer.always or frozenset()) <= named:
        yield Difference(f"{what}: leads not named", named, answer.always)


def _classes(scope: Scope, tally: Tally) -> Iterator[Difference]:
    (world,) = worlds(scope.model, scope.moment.plateau, None)
    walk = Walk(scope.model, world)
    spoken = {s.contract.id for s in scope.model.statements if s.contract is not None}
    silent = [contract_scope(scope, c) for c in scope.model.contracts if c.id not in spoken]
    for contract in (*contract_scopes(scope), *silent):
        for entry in contract.elements:
            tally.classes += 1
            plain = walk.class_of(contract.provider.key, entry.element)
            if entry.scope_class.name != plain:
                what = f"{scope.model.id} {scope.moment} {contract.provider.key} {entry.element.id}: class"
                yield Difference(what, entry.scope_class.name, plain)


def compared(seeds: Iterable[int], tally: Tally) -> Iterator[Difference]:
    """The differences of many models: of three, two small with soft dates on two days, one up to 60 elements large."""
    for seed in seeds:
        soft = seed % 3 > 0
        model = model_of(seed, soft=soft)
        moments = DAYS if soft else MOMENTS
        for moment in (moments[seed % 4], moments[(seed // 4 + 1 + seed) % 4]):
            try:
                yield from differences(model, moment, tally)
            except TooSoftError:
                tally.too_soft += 1
