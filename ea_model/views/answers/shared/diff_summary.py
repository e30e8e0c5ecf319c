"""A comparison in a few sentences: what comes and goes, who does how much, what weighs; the groups have the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.compare import Comparison, SituationChange
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract, Ownership, ScopeStatement
from ea_model.metamodel.contract.selectors import subject_id
from ea_model.metamodel.severity import Severity
from ea_model.scope import Scope, Status, boundary_columns
from ea_model.views.answers.shared.agreements import agreements, counterparties
from ea_model.views.answers.shared.common import moment_text, name
from ea_model.words import label, label_of

_SYSTEMS = ("Application", "Technology")
_SHOWN = 8
"""Names on a line."""


def short(comparison: Comparison, lang: str) -> Iterator[str]:
    """A line for each of the things a person asks first, where it differs."""
    elements = comparison.elements
    yield from _come_and_go("contracts", elements.added, elements.removed, Contract, lang)
    layer_of = {id(e): _layer(comparison, e) for e in (*elements.added, *elements.removed)}
    come, go = ([e for e in side if layer_of[id(e)] in _SYSTEMS] for side in (elements.added, elements.removed))
    yield from _come_and_go("systems", come, go, Element, lang)
    owned = [r for r in comparison.relations.added if isinstance(r, Ownership)]
    changes = [f"{name(r.source, lang)} → {name(r.target, lang)}" for r in owned]
    changes += [f"{name(m.element, lang)} → {_names(m.after, lang)}" for m in comparison.moved]
    if changes:
        yield label("Diff.hands", lang, changes="; ".join(changes))
    for situation in comparison.situations:
        yield from _amounts(situation, lang, named=len(comparison.situations) > 1)
    heavy = [
        [f for f in side if f.severity >= Severity.HIGH] for side in (comparison.findings.new, comparison.findings.gone)
    ]
    if any(heavy):
        yield label("Diff.heavy", lang, new=len(heavy[0]), gone=len(heavy[1]))
    same = list(_same_statements(comparison.statements.added, comparison.statements.removed))
    if same:
        yield label("Diff.same_statements", lang, pairs=", ".join(same))


def _layer(comparison: Comparison, element: Element) -> str:
    models = [scope.model for s in comparison.situations for scope in (s.after, s.before)]
    return models[0].language.layer_of(type(element)) if models else ""


def _come_and_go(
    key: str, added: Iterable[Element], removed: Iterable[Element], kind: type[Element], lang: str
) -> Iterator[str]:
    """``Contracten: erbij …; weg …``."""
    parts = [
        label(f"Diff.{way}", lang, names=_names(elements, lang))
        for way, side in (("come", added), ("go", removed))
        if (elements := [e for e in side if isinstance(e, kind)])
    ]
    if parts:
        yield f"{label(f'Diff.short_{key}', lang)}: {'; '.join(parts)}"


def _names(elements: Iterable[Element], lang: str) -> str:
    names = [name(e, lang) for e in elements]
    more = label("Finding.more", lang, count=len(names) - _SHOWN) if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}"


def _amounts(change: SituationChange, lang: str, *, named: bool) -> Iterator[str]:
    """How many cells, counterparties and interfaces there are on both sides, where that differs."""
    prefix = f"{moment_text(change.after, lang)}: " if named else ""
    before, after = (_figures(scope, lang) for scope in (change.before, change.after))
    differences = [f"{key} {before[key]} → {after[key]}" for key in after if before[key] != after[key]]
    if differences:
        yield f"{prefix}{'; '.join(differences)}"


def _figures(scope: Scope, lang: str) -> dict[str, str]:
    """What is counted, by its name: required cells of a status, own cells, counterparties, interfaces between parts."""
    counts = scope.counts()
    total = label("Diff.of", lang, total=sum(counts.values()))
    figures = {label_of(s, lang): f"{counts.get(s, 0)}{total}" for s in (Status.COVERED, Status.UNKNOWN)}
    figures[label("Diff.short_own", lang)] = str(len(scope.own_cells))
    contracts = agreements(scope)
    least, most = counterparties(contracts)
    slots = str(least) if least == most else f"{least}–{'…' if most is None else most}"
    figures[label("Diff.short_parties", lang)] = label("Diff.in_contracts", lang, slots=slots, count=len(contracts))
    figures[label("Diff.short_boundaries", lang)] = str(int(boundary_columns(scope).found.internal.sum()))
    return figures


def _same_statements(added: Iterable[ScopeStatement], removed: Iterable[ScopeStatement]) -> Iterator[str]:
    """Pairs that say the same under another id, so that nobody reads them as a change."""
    left = {_said(statement): statement.id for statement in removed}
    for statement in added:
        if _said(statement) in left:
            yield f"{left.pop(_said(statement))} = {statement.id}"


def _said(statement: ScopeStatement) -> tuple[object, ...]:
    """What a statement says, its id, plateaus, sources and remarks left out."""
    parties = tuple(sorted(party.id for party in statement.parties))
    return (
        statement.contract.id if statement.contract is not None else "",
        subject_id(statement.subject or statement.selector), statement.activity.id,
        statement.role, statement.effect, statement.propagate, parties,
    )  # fmt: skip
