"""The interface register: every relation that crosses a contract boundary."""

from __future__ import annotations

from typing import Any

from ea_model.labels import label, label_of
from ea_model.scope import BoundaryInterface, Scope
from views.answers import document
from views.answers.common import coverer_data, element_data, grid, moment_data, moment_text, name, sentence


def data(scope: Scope, boundaries: tuple[BoundaryInterface, ...]) -> dict[str, Any]:
    """The given boundary interfaces."""
    return document("boundaries", scope.model, moment=moment_data(scope), boundaries=[_boundary(b) for b in boundaries])


def _boundary(boundary: BoundaryInterface) -> dict[str, Any]:
    return {
        "relation": boundary.relation.id,
        "type": boundary.relation.kind,
        "source": element_data(boundary.source),
        "target": element_data(boundary.target),
        "source_side": [coverer_data(c) for c in boundary.source_side],
        "target_side": [coverer_data(c) for c in boundary.target_side],
        "kind": boundary.kind.name,
        "same_suppliers": [p.id for p in boundary.same_suppliers],
        "internal": boundary.internal,
        "assigned_elsewhere": boundary.assigned_elsewhere,
    }


def text(scope: Scope, boundaries: tuple[BoundaryInterface, ...], lang: str) -> str:
    """The register for the terminal."""
    rows = []
    for b in boundaries:
        unknown = label("Status.UNKNOWN", lang)
        sides = [", ".join(c.label(lang) for c in side) or unknown for side in (b.source_side, b.target_side)]
        kind = label_of(b.kind, lang)
        if b.same_suppliers:
            kind += f" ({', '.join(name(p, lang) for p in b.same_suppliers)})"
        rows.append([sentence(b.relation, lang), *sides, kind])
    headers = [label(f"Answer.{h}", lang) for h in ("relation", "source_side", "target_side", "boundary_kind")]
    title = f"{scope.model.name} — {moment_text(scope, lang)}"
    body = grid(rows, headers) if rows else label("Answer.no_boundary", lang)
    internal = sum(1 for b in boundaries if b.internal)
    return "\n".join([title, body, label("Answer.boundary_count", lang, count=len(boundaries), internal=internal)])
