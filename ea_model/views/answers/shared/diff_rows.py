"""A comparison as groups of lines for a person: what it is about, and what of it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ea_model.compare import Comparison, Delta, FieldChange, SituationChange, shown
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import ClosureStatement, Effect, ScopeStatement
from ea_model.model import Model
from ea_model.questions.costs import CostTotal
from ea_model.rules import Finding
from ea_model.scope import BoundaryInterface, Cell, Lead
from ea_model.selection import subject_words
from ea_model.values import SourceRef, in_language
from ea_model.values.formatting import amount
from ea_model.views.answers.shared.common import moment_text, name, sentence
from ea_model.views.answers.shared.diff_summary import short
from ea_model.words import label, label_of

ADDED, REMOVED, CHANGED, MOVED, LINE = "+", "−", "~", "→", "·"
_LONGEST = 80
"""Characters of a value in a line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One difference."""

    mark: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DiffSection:
    """One group of differences."""

    title: str
    summary: str
    rows: tuple[Row, ...]


def sections(comparison: Comparison, lang: str) -> Iterator[DiffSection]:
    """Every group with something in it, in reading order; first all of it in a few sentences."""
    lines = tuple(Row(LINE, line(words, 6 * _LONGEST)) for words in short(comparison, lang))
    if lines:
        yield DiffSection(label("Diff.short", lang), "", lines)
    for section, delta in comparison.deltas.items():
        if delta:
            yield DiffSection(label(f"Diff.{section}", lang), _summary(delta, lang), tuple(_rows(delta, lang)))
        if section == "elements":
            yield from _hints(comparison, lang)
    for situation in comparison.situations:
        yield from _situation(situation, lang)
    if comparison.findings.new or comparison.findings.gone or comparison.findings.changed:
        yield _findings(comparison, lang)
    if comparison.money:
        rows = [
            Row(CHANGED, f"{m.measure} {m.situation}".strip(), _arrow(_total(m.before, lang), _total(m.after, lang)))
            for m in comparison.money
        ]
        yield DiffSection(label("Diff.money", lang), "", tuple(rows))


def _summary(delta: Delta[Any], lang: str) -> str:
    return label(
        "Diff.summary", lang, added=len(delta.added), removed=len(delta.removed), changed=len(delta.changed),
        same=delta.same,
    )  # fmt: skip


def _rows(delta: Delta[Any], lang: str) -> Iterator[Row]:
    yield from (Row(ADDED, _entry(e, lang)) for e in delta.added)
    yield from (Row(REMOVED, _entry(e, lang)) for e in delta.removed)
    for changed in delta.changed:
        yield from (Row(CHANGED, _entry(changed.after, lang), _field(f, lang)) for f in changed.fields)


def _entry(entry: Any, lang: str) -> str:
    """How a person knows an entry."""
    if isinstance(entry, Relation):
        return line(f"{sentence(entry, lang)} ({entry.id})")
    if isinstance(entry, Concept):
        return line(f"{name(entry, lang)} ({entry.kind} {entry.id})")
    if isinstance(entry, ScopeStatement):
        return line(f"{entry.id}: {_statement(entry, lang)}")
    if isinstance(entry, ClosureStatement):
        about = (entry.element, entry.contract)
        words = [name(e, lang) for e in about if e is not None]
        words += [in_language(entry.activity.label, lang)] if entry.activity else []
        return line(f"{entry.id}: {' · '.join(words)}")
    if isinstance(entry, SourceRef):
        return line(f"{entry.fact}: {in_language(entry.text, lang) or entry.quote}")
    names = (getattr(entry, attribute, "") for attribute in ("name", "text", "title", "reason"))
    text = next(filter(None, names), "")
    return line(f"{in_language(text, lang)} ({entry.id})" if text else str(entry.id))


def _statement(statement: ScopeStatement, lang: str) -> str:
    contract = statement.contract.id if statement.contract else label("Diff.own", lang)
    subject = subject_words(statement, lang)
    effect = "" if statement.effect == Effect.INCLUDE else f" ({statement.effect})"
    return f"{contract} · {subject} · {in_language(statement.activity.label, lang)} · {statement.role}{effect}"


def _field(change: FieldChange, lang: str) -> str:
    before, after = shown(change.before, lang), shown(change.after, lang)
    if before == after:  # only another language differs
        before, after = str(change.before or ""), str(change.after or "")
    return f"{change.name} {_arrow(before, after)}"


def _arrow(before: str, after: str) -> str:
    return f"{_quoted(before)} → {_quoted(after)}"


def _quoted(value: str) -> str:
    return f"“{line(value)}”" if value else "∅"


def line(value: str, longest: int = 0) -> str:
    """One line without control characters, shortened in the middle where it is a long value."""
    flat = "".join(c if c.isprintable() else " " for c in " ".join(value.split()))
    limit = longest or 3 * _LONGEST
    return flat if len(flat) <= limit else f"{flat[: limit - 21]} … {flat[-18:]}"


def _hints(comparison: Comparison, lang: str) -> Iterator[DiffSection]:
    if comparison.moved:
        rows = [
            Row(MOVED, _entry(m.element, lang), _arrow(_names(m.before, lang), _names(m.after, lang)))
            for m in comparison.moved
        ]
        yield DiffSection(label("Diff.moved", lang), "", tuple(rows))
    if comparison.renamed:
        rows = [
            Row(MOVED, line(f"{name(r.after, lang)} ({r.after.kind})"), f"{r.before.id} → {r.after.id}")
            for r in comparison.renamed
        ]
        yield DiffSection(label("Diff.renamed", lang), label("Diff.renamed_hint", lang), tuple(rows))


def _names(elements: tuple[Element, ...], lang: str) -> str:
    return ", ".join(name(e, lang) for e in elements)


def _situation(change: SituationChange, lang: str) -> Iterator[DiffSection]:
    """Cells, classes and interfaces of one situation."""
    old, new = moment_text(change.before, lang), moment_text(change.after, lang)
    when = old if old == new else f"{old} → {new}"
    model = change.after.model
    if change.cells:
        cells = [
            Row(CHANGED, line(f"{name(c.element, lang)} · {_activity(model, change.before.model, c.activity, lang)}"),
                f"{_cell(c.before, lang)} → {_cell(c.after, lang)}")
            for c in change.cells
        ]  # fmt: skip
        yield DiffSection(label("Diff.cells", lang, when=when), str(len(cells)), tuple(cells))
    if change.classes:
        classes = [
            Row(CHANGED, line(f"{c.provider.label(lang)} · {name(c.element, lang)}"),
                " → ".join(label_of(x, lang) if x else "∅" for x in (c.before, c.after)))
            for c in change.classes
        ]  # fmt: skip
        yield DiffSection(label("Diff.classes", lang, when=when), str(len(classes)), tuple(classes))
    if change.boundaries:
        delta = change.boundaries
        rows = [Row(ADDED, line(sentence(b.relation, lang))) for b in delta.added]
        rows += [Row(REMOVED, line(sentence(b.relation, lang))) for b in delta.removed]
        rows += [
            Row(CHANGED, line(sentence(b.after.relation, lang)),
                f"{_sides(b.before, lang)} → {_sides(b.after, lang)}")
            for b in delta.changed
        ]  # fmt: skip
        yield DiffSection(label("Diff.boundaries", lang, when=when), _summary(delta, lang), tuple(rows))


def _sides(boundary: BoundaryInterface, lang: str) -> str:
    """Who looks after either end."""
    sides = (boundary.source_side, boundary.target_side)
    return " | ".join(", ".join(c.label(lang) for c in side) or "∅" for side in sides)


def _activity(model: Model, other: Model, leaf: str, lang: str) -> str:
    activity = model.activities.get(leaf) or other.activities.get(leaf)
    return in_language(activity.label, lang) if activity else leaf


def _cell(cell: Cell | None, lang: str) -> str:
    """The status of a cell, and who has a part in it."""
    if cell is None:
        return "∅"
    who = [_part(x, lang) for x in (*cell.leads, *cell.support)]
    who += [name(cell.owner, lang)] if cell.owner is not None else []
    holders = f" ({', '.join(who)})" if who else ""
    return line(f"{label_of(cell.status, lang)}{holders}")


def _part(lead: Lead, lang: str) -> str:
    """Somebody's part: the contract and who does it, the role, and a question mark where it is only possible."""
    parties = "" if lead.provider.own else f" {_names(lead.parties, lang)}"
    return f"{lead.provider.label(lang)}{parties} {lead.role}{'' if lead.certain else '?'}"


def _findings(comparison: Comparison, lang: str) -> DiffSection:
    changes = comparison.findings
    rows = [Row(ADDED, f.code, _finding_text(f, lang)) for f in changes.new]
    rows += [Row(REMOVED, f.code, _finding_text(f, lang)) for f in changes.gone]
    rows += [Row(CHANGED, was.code, _weights(was, now, lang)) for was, now in changes.changed]
    summary = label(
        "Diff.finding_counts", lang, new=len(changes.new), gone=len(changes.gone), changed=len(changes.changed),
        same=changes.same,
    )  # fmt: skip
    return DiffSection(label("Diff.findings", lang), summary, tuple(rows))


def _weights(was: Finding, now: Finding, lang: str) -> str:
    """A finding with how it weighed and weighs: its severity, or that somebody waived it."""
    before, after = (label("Diff.waived", lang) if f.waiver else label_of(f.severity, lang) for f in (was, now))
    return f"{_finding_text(now, lang)} {_arrow(before, after)}"


def _finding_text(finding: Finding, lang: str) -> str:
    when = f"{finding.situation}: " if finding.situation else ""
    return line(f"[{label_of(finding.severity, lang)}] {when}{finding.text(lang)}", 2 * _LONGEST)


def _total(total: CostTotal | None, lang: str) -> str:
    """Bounds with their unit; what is unknown is never left out."""
    if total is None:
        return ""
    bounds, unit = total.known.interval, total.measure.unit
    low = amount(bounds.low, unit, lang)
    text = low if bounds.is_point or bounds.high is None else f"{low} – {amount(bounds.high, unit, lang)}"
    at_least = bounds.high is None or bool(total.unknown)
    unknown = label("Diff.unknown", lang, count=len(total.unknown)) if total.unknown else ""
    return f"{'≥ ' if at_least else ''}{text}{unknown}"
