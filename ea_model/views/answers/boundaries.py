"""The interface register: every relation that crosses a contract boundary."""

from __future__ import annotations

from typing import Annotated

from ea_model.questions.boundary_processes import PartiesBoundary
from ea_model.scope import BoundaryInterface, InterfaceKind, Scope
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared import boundary_processes
from ea_model.views.answers.shared.boundary_processes import PartiesBoundaryData
from ea_model.views.answers.shared.common import (
    element_data,
    grid,
    moment_data,
    moment_text,
    name,
    provider_data,
    sentence,
)
from ea_model.views.answers.shared.structs import Data, ElementData, MomentData, ProviderData, note
from ea_model.words import label, label_of


class BoundaryData(Data):
    """A relation that crosses a boundary."""

    relation: str
    type: Annotated[str, note("Kind of the relation.")]
    source: ElementData
    target: ElementData
    source_side: list[ProviderData]
    target_side: list[ProviderData]
    kind: InterfaceKind
    same_suppliers: list[str]
    internal: Annotated[bool, note("Between parts, not with a customer.")]
    assigned_elsewhere: bool
    missing: Annotated[list[str], note("What nobody agreed about it: interface_owner, _standard, _requirement.")]


class BoundariesAnswer(ModelAnswer, tag="boundaries"):
    """ea boundaries"""

    moment: MomentData
    boundaries: list[BoundaryData]
    processes: Annotated[list[PartiesBoundaryData], note("With --processes: the processes between parties.")]

    def outcome(self) -> Outcome:
        return FOUND if self.boundaries else Outcome.of(OutcomeKind.EMPTY, "Answer.no_boundary")


def data(
    scope: Scope, boundaries: tuple[BoundaryInterface, ...], meetings: tuple[PartiesBoundary, ...] = ()
) -> BoundariesAnswer:
    """The given boundary interfaces, and the processes where parties meet."""
    return BoundariesAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        boundaries=[_boundary(b) for b in boundaries],
        processes=boundary_processes.data(meetings),
    )


def _boundary(boundary: BoundaryInterface) -> BoundaryData:
    return BoundaryData(
        relation=boundary.relation.id,
        type=boundary.relation.kind,
        source=element_data(boundary.source),
        target=element_data(boundary.target),
        source_side=[provider_data(c) for c in boundary.source_side],
        target_side=[provider_data(c) for c in boundary.target_side],
        kind=boundary.kind,
        same_suppliers=[p.id for p in boundary.same_suppliers],
        internal=boundary.internal,
        assigned_elsewhere=boundary.assigned_elsewhere,
        missing=list(boundary.missing),
    )


def rows(boundaries: tuple[BoundaryInterface, ...], lang: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of the register."""
    headers = [
        label(f"Answer.{h}", lang) for h in ("relation", "source_side", "target_side", "boundary_kind", "missing")
    ]
    return headers, [_row(b, lang) for b in boundaries]


def _row(boundary: BoundaryInterface, lang: str) -> list[str]:
    nobody = label("Answer.external" if boundary.kind.with_outsider else "Status.UNKNOWN", lang)
    sides = [", ".join(c.label(lang) for c in s) or nobody for s in (boundary.source_side, boundary.target_side)]
    kind = label_of(boundary.kind, lang)
    if boundary.same_suppliers:
        kind += f" ({', '.join(name(p, lang) for p in boundary.same_suppliers)})"
    missing = ", ".join(label(f"Agreed.{part}", lang) for part in boundary.missing)
    return [sentence(boundary.relation, lang), *sides, kind, missing]


def text(scope: Scope, boundaries: tuple[BoundaryInterface, ...], lang: str) -> str:
    """The register for the terminal."""
    headers, table = rows(boundaries, lang)
    title = f"{scope.model.name} — {moment_text(scope, lang)}"
    body = grid(table, headers) if table else label("Answer.no_boundary", lang)
    internal = sum(1 for b in boundaries if b.internal)
    agreed = sum(1 for b in boundaries if not b.missing)
    count = label("Answer.boundary_count", lang, count=len(boundaries), internal=internal, agreed=agreed)
    return "\n".join([title, body, count])


def changes(
    before: Scope, earlier: tuple[BoundaryInterface, ...], now: tuple[BoundaryInterface, ...], lang: str
) -> list[str]:
    """Which are new since another situation, and which are gone, in words."""
    ids = [{b.relation.id for b in side} for side in (earlier, now)]
    new = [sentence(b.relation, lang) for b in now if b.relation.id not in ids[0]]
    gone = [sentence(b.relation, lang) for b in earlier if b.relation.id not in ids[1]]
    plateau = before.moment.plateau
    since = name(plateau, lang) if plateau is not None else label("Answer.whole_model", lang)
    nothing = label("Lists.nobody", lang)
    return [
        label("Lists.since_new", lang, plateau=since, relations="; ".join(new) or nothing),
        label("Lists.since_gone", lang, plateau=since, relations="; ".join(gone) or nothing),
    ]
