"""Rules about what changes hands from one plateau to the next: too much at once, and towards the own organisation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ea_model.metamodel.archimate import Assignment, Element, Realization, Serving
from ea_model.metamodel.contract import Capability, Maturity, Plateau, Platform
from ea_model.metamodel.severity import Severity
from ea_model.questions.resolved import resolved
from ea_model.rules import Finding, Rule
from ea_model.rules.names import Worded, activity_of, name_of
from ea_model.scope import Cell, Scope, scope_of
from ea_model.values import Truth
from ea_model.words import label

_TOO_MANY = 3
"""Of the five things that may change about an element, as many at once are a stack of risks."""
_WORK = {"developer": "ontwikkeling", "operator": "operationeel_beheer"}
_TECHNOLOGY = ("Technology", "Physical")
_WEAK = (Maturity.ABSENT, Maturity.LIMITED)


def _stacked(scope: Scope) -> Iterator[Finding]:
    """How much of what a critical element rests on is certainly another after a plateau this one follows."""
    critical = [scope.index.elements[n] for n in np.flatnonzero(scope.index.critical)]
    for past, before in _before(scope) if critical else ():
        carriers = _carriers(before), _carriers(scope)
        for element in critical:
            if not (scope.facts.existence(element) and before.facts.existence(element)):
                continue
            dimensions = [_dimensions(s, element, c) for s, c in zip((before, scope), carriers, strict=True)]
            changed = [name for name in dimensions[0] if _differs(name, dimensions[0][name], dimensions[1][name])]
            if len(changed) >= _TOO_MANY:
                values = {
                    "element": name_of(element), "before": name_of(past), "count": len(changed),
                    "total": len(dimensions[0]), "dimensions": _dimension_names(changed),
                }  # fmt: skip
                graded = Severity.CRITICAL if len(changed) == len(dimensions[0]) else None
                yield Finding("STACK", element.id, values, detail=past.id, graded=graded)


def _before(scope: Scope) -> Iterator[tuple[Plateau, Scope]]:
    plateau = scope.moment.plateau
    yield from ((past, scope_of(scope.model, past)) for past in (plateau.follows if plateau is not None else ()))


def _dimensions(scope: Scope, element: Element, carriers: dict[str, list[Element]]) -> dict[str, frozenset[str]]:
    """Ids of who develops, operates and supplies it, and of what platform and whose infrastructure carries it."""
    below = _below(element, carriers)
    platforms = frozenset(e.id for e in below if isinstance(e, Platform))
    work = {name: _responsible(scope, [element], leaf) for name, leaf in _WORK.items()}
    infrastructure = [e for e in below if e.id not in platforms]
    return {
        **work,
        "platform": platforms,
        "infrastructure": _responsible(scope, infrastructure),
        "supplier": _suppliers(scope, element),
    }


def _differs(name: str, before: frozenset[str], after: frozenset[str]) -> bool:
    """Who does it is another where both are known; a platform also where it comes or goes."""
    return before != after and (name == "platform" or bool(before and after))


def _responsible(scope: Scope, elements: list[Element], only: str = "") -> frozenset[str]:
    leaves = [leaf for leaf in scope.activities.leaves if only in ("", leaf)]
    cells = (scope.cell(element, leaf) for element in elements for leaf in leaves)
    return frozenset(party.id for cell in cells for party in cell.responsible)


def _suppliers(scope: Scope, element: Element) -> frozenset[str]:
    cells = (scope.cell(element, leaf) for leaf in scope.activities.leaves)
    parts = (lead for cell in cells for lead in (*cell.leads, *cell.support) if not lead.provider.own)
    return frozenset(p.id for lead in parts if lead.certain and lead.truth is Truth.YES for p in lead.parties)


def _carriers(scope: Scope) -> dict[str, list[Element]]:
    """By id of what is carried the technology that serves or realizes it, or is assigned to it, here and now."""
    carriers: dict[str, list[Element]] = {}
    for relation in resolved(scope, Serving, Realization, Assignment):
        certain = all(scope.facts.existence(r) is Truth.YES for r in relation.relations)
        if certain and relation.source.layer in _TECHNOLOGY:
            carriers.setdefault(relation.target.id, []).append(relation.source)
    return carriers


def _below(element: Element, carriers: dict[str, list[Element]]) -> list[Element]:
    """The technology an element rests on, at any depth."""
    below: dict[str, Element] = {}
    waiting = [element.id]
    while waiting:
        fresh = [e for e in carriers.get(waiting.pop(), ()) if e.id not in below and e is not element]
        below.update((e.id, e) for e in fresh)
        waiting += [e.id for e in fresh]
    return list(below.values())


def _dimension_names(names: list[str]) -> Worded:
    return lambda lang: ", ".join(label(f"Stack.{name}", lang) for name in names)


def _shifted(scope: Scope) -> Iterator[Finding]:
    """The own organisation certainly leads more cells than in a plateau this one follows; what it needs for that."""
    plateau = scope.moment.plateau
    now = _own(scope) if plateau is not None and plateau.follows else {}
    for past, before in _before(scope) if now else ():
        then = _own(before)
        added = [cell for key, cell in now.items() if key not in then]
        if plateau is None or len(now) <= len(then):
            continue
        needed = _needed(scope, added)
        values = {
            "plateau": name_of(plateau), "before": name_of(past), "then": len(then), "now": len(now),
            "cells": _cell_names(scope, added), "capabilities": _capability_names(needed),
        }  # fmt: skip
        graded = Severity.HIGH if any(c.maturity in _WEAK for c in needed) else None
        sentence = "" if needed else "RuleVariant.SHIFT_silent"
        yield Finding("SHIFT", plateau.id, values, detail=past.id, sentence=sentence, graded=graded)


def _own(scope: Scope) -> dict[tuple[str, str], Cell]:
    return {(cell.element.id, cell.activity): cell for cell, certain in scope.own_cells if certain}


def _needed(scope: Scope, cells: list[Cell]) -> list[Capability]:
    """The capabilities the model says these cells need, by id."""
    keys = {(cell.element.id, cell.activity) for cell in cells}
    capabilities = sorted(scope.model.by_kind(Capability), key=lambda c: str(c.id))
    return [
        c for c in capabilities
        if scope.facts.existence(c)
        and any((n.element.id, leaf) in keys for n in c.needed_for for leaf in scope.activities.leaves_of(n.activity))
    ]  # fmt: skip


def _cell_names(scope: Scope, cells: list[Cell]) -> Worded:
    def words(lang: str) -> str:
        activities: dict[str, list[str]] = {}
        for cell in cells:
            activities.setdefault(name_of(cell.element)(lang), []).append(activity_of(scope, cell.activity)(lang))
        return "; ".join(f"{element}: {', '.join(names)}" for element, names in activities.items())

    return words


def _capability_names(capabilities: list[Capability]) -> Worded:
    def words(lang: str) -> str:
        maturities = (
            label(f"Word.{c.maturity}", lang) if isinstance(c.maturity, str) else label("Ui.unknown", lang)
            for c in capabilities
        )
        names = (name_of(c)(lang) for c in capabilities)
        return ", ".join(f"{name} ({maturity})" for name, maturity in zip(names, maturities, strict=True))

    return words


RULES = (
    Rule("STACK", _stacked),
    Rule("SHIFT", _shifted),
)
