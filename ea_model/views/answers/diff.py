"""What differs between two situations, models or revisions: as data, as text, and as Markdown for a review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ea_model.compare import Comparison, Delta, FieldChange, MoneyChange, SituationChange
from ea_model.model import Model
from ea_model.questions.costs import Total
from ea_model.rules import Finding
from ea_model.views.answers import document
from ea_model.views.answers.shared.common import cell_data, element_data, label_data, moment_data, provider_data
from ea_model.views.answers.shared.diff_rows import DiffSection, sections
from ea_model.words import label


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what the user called it, and the model."""

    title: str
    model: Model


def data(found: Comparison, before: Side, after: Side) -> dict[str, Any]:
    """Everything that came, went and changed; what is equal is only counted."""
    return document(
        "diff",
        after.model,
        before=_side_data(before),
        after=_side_data(after),
        equal=not found,
        sections=[_section_data(name, delta) for name, delta in found.deltas.items()],
        moved=[
            {"element": element_data(m.element), "before": [w.id for w in m.before], "after": [w.id for w in m.after]}
            for m in found.moved
        ],
        renamed=[{"before": element_data(r.before), "after": element_data(r.after)} for r in found.renamed],
        situations=[_situation_data(s) for s in found.situations],
        findings={
            "new": [_finding_data(f) for f in found.findings.new],
            "gone": [_finding_data(f) for f in found.findings.gone],
            "same": found.findings.same,
        },
        money=[_money_data(m) for m in found.money],
    )


def _side_data(side: Side) -> dict[str, Any]:
    model = side.model
    return {
        "title": side.title,
        "model": {"id": model.id, "name": str(model.name), "version": model.version, "revision": model.revision},
    }


def _section_data(name: str, delta: Delta[Any]) -> dict[str, Any]:
    return {
        "section": name,
        "added": [_entry_data(e) for e in delta.added],
        "removed": [_entry_data(e) for e in delta.removed],
        "changed": [{**_entry_data(c.after), "fields": [_field_data(f) for f in c.fields]} for c in delta.changed],
        "same": delta.same,
    }


def _entry_data(entry: Any) -> dict[str, Any]:
    """The identity of any entry: a concept, a statement, a fact, a document, a view."""
    return {
        "id": str(getattr(entry, "id", "") or getattr(entry, "fact", "")),
        "name": label_data(getattr(entry, "name", "")),
        "kind": str(getattr(entry, "kind", "") or type(entry).__name__),
    }


def _field_data(change: FieldChange) -> dict[str, Any]:
    return {"name": change.name, "before": _plain_data(change.before), "after": _plain_data(change.after)}


def _plain_data(value: Any) -> Any:
    """A plain value in JSON's own types."""
    if isinstance(value, dict):
        return {str(k): _plain_data(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain_data(item) for item in value]
    return value if value is None or isinstance(value, (str, int)) else str(value)


def _situation_data(change: SituationChange) -> dict[str, Any]:
    return {
        "before": moment_data(change.before),
        "after": moment_data(change.after),
        "cells": [
            {
                "element": element_data(c.element), "activity": c.activity,
                "before": cell_data(c.before) if c.before else None, "after": cell_data(c.after) if c.after else None,
            }
            for c in change.cells
        ],
        "classes": [
            {
                "coverer": provider_data(c.provider), "element": element_data(c.element),
                "before": c.before.name if c.before else None, "after": c.after.name if c.after else None,
            }
            for c in change.classes
        ],
        "boundaries": {
            "added": [b.relation.id for b in change.boundaries.added],
            "removed": [b.relation.id for b in change.boundaries.removed],
            "changed": [b.id for b in change.boundaries.changed],
        },
    }  # fmt: skip


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code, "severity": finding.severity.name, "situation": finding.situation,
        "subject": finding.subject, "message": label_data_of(finding),
    }  # fmt: skip


def label_data_of(finding: Finding) -> dict[str, str]:
    """The sentence of a finding in both languages."""
    return {lang: finding.text(lang) for lang in ("nl", "en")}


def _money_data(change: MoneyChange) -> dict[str, Any]:
    return {
        "measure": change.measure, "situation": change.situation,
        "before": _total_data(change.before), "after": _total_data(change.after),
    }  # fmt: skip


def _total_data(total: Total | None) -> dict[str, Any] | None:
    """Bounds as decimal text; null where there is no upper bound."""
    if total is None:
        return None
    bounds = total.known.interval
    return {
        "low": _number(bounds.low), "high": _number(bounds.high), "unknown": [line.id for line in total.unknown],
    }  # fmt: skip


def _number(value: Any) -> str | None:
    if value is None:
        return None
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


def groups(found: Comparison, lang: str) -> tuple[DiffSection, ...]:
    """The differences in groups of lines, as every form of this answer shows them."""
    return tuple(sections(found, lang))


def text(found: Comparison, before: Side, after: Side, lang: str, most: int | None) -> str:
    """The differences in groups, at most ``most`` lines a group (None: all)."""
    title = label("Diff.title", lang, before=before.title, after=after.title)
    if not found:
        return f"{title}\n{label('Diff.equal', lang)}"
    lines = [title]
    for section in sections(found, lang):
        lines += ["", f"{section.title}  {section.summary}".rstrip()]
        lines += [f"  {row.mark} {row.what}{f': {row.detail}' if row.detail else ''}" for row in section.rows[:most]]
        lines += _rest(section, lang, most, "  ")
    return "\n".join(lines)


def markdown(found: Comparison, before: Side, after: Side, lang: str, most: int | None) -> str:
    """The same as a comment on a change: a heading and a table per group; nothing of the model is read as markup."""
    title = label("Diff.title", lang, before=escaped(before.title), after=escaped(after.title))
    lines = [f"## {title}", ""]
    if not found:
        return "\n".join([*lines, label("Diff.equal", lang), ""])
    for section in sections(found, lang):
        lines += [f"### {escaped(section.title)}", ""]
        lines += [escaped(section.summary), ""] if section.summary else []
        if section.rows:
            lines += [f"| | {label('Diff.what', lang)} | {label('Diff.detail', lang)} |", "|---|---|---|"]
            lines += [f"| {r.mark} | {escaped(r.what)} | {escaped(r.detail)} |" for r in section.rows[:most]]
            lines.append("")
        rest = _rest(section, lang, most, "")
        lines += [*rest, ""] if rest else []
    return "\n".join(lines)


def _rest(section: DiffSection, lang: str, most: int | None, indent: str) -> list[str]:
    left = len(section.rows) - most if most is not None else 0
    return [f"{indent}{label('Diff.rest', lang, count=left)}"] if left > 0 else []


def escaped(value: str) -> str:
    """Text that Markdown shows as it is: no markup, no link, no name that is called, no HTML."""
    flat = " ".join(value.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    flat = re.sub(r"([\\`*_{}\[\]()#|!~])", r"\\\1", flat)
    return re.sub(r"(?<!\w)@(?=\w)", "@\u200b", flat.replace("://", ":\u200b//"))
