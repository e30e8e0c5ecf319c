"""A cell in a few words."""

from __future__ import annotations

from ea_model.scope import Cell, Status
from ea_model.words import label_of


def cell_text(cell: Cell, lang: str) -> str:
    """One cell in a few words: the role and contract of each lead and supporter, or the status."""
    if not cell.required and cell.status is Status.UNKNOWN and not (cell.leads or cell.support or cell.informed):
        return "·"
    if cell.status in (Status.COVERED, Status.OWN, Status.JOINT, Status.OVERLAP, Status.SUPPORTED_ONLY):
        who = [f"{x.role} {x.provider.label(lang)}" for x in (*cell.leads, *cell.support, *cell.informed) if x.certain]
        prefix = f"{label_of(cell.status, lang)}: " if cell.status in (Status.OVERLAP, Status.JOINT) else ""
        return prefix + " + ".join(who)
    possible = [f"{x.role}? {x.provider.label(lang)}" for x in (*cell.leads, *cell.support)]
    possible += [f"{x.role} {x.provider.label(lang)}" for x in cell.informed]
    tail = f" ({' + '.join(possible)})" if possible else ""
    return label_of(cell.status, lang) + tail
