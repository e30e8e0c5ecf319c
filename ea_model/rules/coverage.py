"""Rules about cells: gaps, silence, overlaps, implicit responsibility and what has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.severity import Severity
from ea_model.questions.agenda.wording import day_words
from ea_model.rules import Finding, FindingBlock, Rule
from ea_model.rules.names import activity_of, name_of
from ea_model.scope import Cell, Scope, Status, scope_of, undecided_elements
from ea_model.scope.activities import REQUIRED
from ea_model.scope.enums import STATUSES
from ea_model.scope.kernel import Ints
from ea_model.scope.open_questions import reference_day, validity_of
from ea_model.values import Period, Truth
from ea_model.words import label, label_of

Values = dict[str, Any]
"""What fills a sentence, see `Finding.values`."""


def speaks_of_scope(scope: Scope) -> bool:
    """Does the model say anything about contract scope? Where it does not, silence is not worth telling."""
    return bool(scope.model.statements or scope.model.closures)


def _with(scope: Scope, status: Status) -> NDArray[np.bool_]:
    """Per element and leaf: has the cell this status?"""
    return np.equal(scope.status, STATUSES.index(status))


def _many(
    scope: Scope,
    code: str,
    mask: NDArray[np.bool_],
    values: Callable[[Element, str], Values],
    graded: Severity | None = None,
) -> FindingBlock:
    """A finding on every cell of a mask over elements and leaves; ``values`` fill the sentence."""
    leaves, elements = scope.activities.leaves, scope.index.elements

    @cache
    def cells() -> tuple[Ints, Ints]:
        """Element and leaf of every finding, once somebody looks."""
        order = np.array(sorted(range(len(leaves)), key=leaves.__getitem__), dtype=np.int64)
        numbers = np.array(scope.index.by_id(np.flatnonzero(mask.any(axis=1))), dtype=np.int64)
        rows, columns = np.nonzero(mask[numbers][:, order])
        return numbers[rows], order[columns]

    def make(position: int) -> Finding:
        numbers, columns = cells()
        element, leaf = elements[numbers[position]], leaves[columns[position]]
        filling = {"element": name_of(element), "activity": activity_of(scope, leaf), **values(element, leaf)}
        return Finding(code, element.id, filling, detail=leaf, graded=graded)

    return FindingBlock(code, int(np.count_nonzero(mask)), make, graded=graded)


def _cells(code: str, status: Status) -> Callable[[Scope], Iterator[FindingBlock]]:
    """A rule that says something about every required cell of a status."""
    filling: Values = {"status": lambda lang: label_of(status, lang)}

    def check(scope: Scope) -> Iterator[FindingBlock]:
        if speaks_of_scope(scope):
            mask = _with(scope, status) & (scope.needs == REQUIRED)
            yield _many(scope, code, mask, lambda _element, _leaf: filling)

    return check


def _implicit(scope: Scope) -> Iterator[FindingBlock]:
    """Implicitly own; critical where the element is."""

    def values(element: Element, _leaf: str) -> Values:
        owner = scope.owner(element)
        return {"owner": name_of(owner) if owner is not None else "?"}

    if not scope.model.closures:
        return
    mask, critical = _with(scope, Status.OWN_IMPLICIT), scope.index.critical[:, None]
    yield _many(scope, "IMPLICIT", mask & critical, values, Severity.CRITICAL)
    yield _many(scope, "IMPLICIT", mask & ~critical, values)


def _overlap(scope: Scope) -> Iterator[FindingBlock]:
    def values(element: Element, leaf: str) -> Values:
        leads = scope.cell(element, leaf).leads
        return {"leads": ", ".join(lead.provider.label() for lead in leads if lead.certain)}

    yield _many(scope, "OVERLAP", _with(scope, Status.OVERLAP), values)


def _expired(scope: Scope) -> Iterator[Finding]:
    """One finding per contract and element, not per cell; without a day, seen from the day the model speaks of."""
    dated = scope if scope.moment.day is not None else _on_the_day_of_the_model(scope)
    if dated is None:
        return
    cells_by_contract: dict[tuple[str, str], list[Cell]] = {}
    for cell in dated.cells_in(_with(dated, Status.EXPIRED)):
        for provider in cell.ended if dated is scope or _has_no_other(scope, cell) else ():
            cells_by_contract.setdefault((provider.label(), cell.element.id), []).append(cell)
    for (contract, element_id), cells in sorted(cells_by_contract.items()):
        counted = "Expired.activity" if len(cells) == 1 else "Expired.activities"
        values: Values = {
            "contract": contract,
            "element": name_of(cells[0].element),
            "count": len(cells),
            "activities": partial(label, counted, count=len(cells)),
        }
        if dated is not scope and dated.moment.day is not None:
            values["day"] = partial(day_words, dated.moment.day)
        sentence = "" if dated is scope else "RuleVariant.EXPIRED_seen"
        yield Finding("EXPIRED", element_id, values, detail=contract, sentence=sentence)


def _on_the_day_of_the_model(scope: Scope) -> Scope | None:
    """The same plateau on that day; None where there is no such day, the plateau is over or nothing had ended yet."""
    day, plateau = reference_day(scope.model), scope.moment.plateau
    if day is None or (plateau is not None and Period(None, plateau.until).at(day) is not Truth.YES):
        return None
    unknowns = scope.facts.unknowns
    periods = [validity_of(contract, unknowns) for contract in scope.model.contracts]
    periods += [Period(s.valid_from, s.valid_until) for s in scope.model.statements if s.valid_until is not None]
    return scope_of(scope.model, plateau, day) if any(p.ended_before(day) for p in periods) else None


def _has_no_other(scope: Scope, cell: Cell) -> bool:
    """Has nobody but who ended by then a part in the cell, whenever? Else the plateau is about what comes after."""
    whenever = scope.cell(cell.element, cell.activity)
    return all(part.provider in cell.ended for part in (*whenever.leads, *whenever.support))


def _shared(scope: Scope) -> Iterator[Finding]:
    """Shared elements nobody decided about: reusable, reached by several, no statement of their own."""
    for element, providers in undecided_elements(scope):
        values = {"element": name_of(element), "contracts": ", ".join(c.label() for c in providers)}
        yield Finding("SHARED", element.id, values)


RULES = (
    Rule("GAP", _cells("GAP", Status.EXCLUDED)),
    Rule("IMPLICIT", _implicit),
    Rule("UNKNOWN", _cells("UNKNOWN", Status.UNKNOWN)),
    Rule("OVERLAP", _overlap),
    Rule("EXPIRED", _expired),
    Rule("SHARED", _shared),
)
