"""The relations that touch one element."""

from __future__ import annotations

from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.questions.impact import Neighbour
from ea_model.scope import Scope
from ea_model.values import Truth
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import arrow, grid, label_data, moment_data, moment_text, name
from ea_model.views.answers.shared.structs import Data, ElementData, MomentData
from ea_model.words import label, label_of


class NeighbourData(Data):
    """A relation with what stands at its other end."""

    relation: str
    type: str
    outgoing: bool
    other: ElementData
    truth: Truth


class NeighboursAnswer(ModelAnswer, tag="neighbours"):
    """ea neighbours"""

    moment: MomentData
    element: ElementData
    neighbours: list[NeighbourData]

    def outcome(self) -> Outcome:
        return FOUND if self.neighbours else Outcome.of(OutcomeKind.EMPTY, "Derive.no_neighbours")


def data(scope: Scope, element: Element, neighbours: tuple[Neighbour, ...]) -> NeighboursAnswer:
    """Every relation with what stands at its other end."""
    return NeighboursAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        element=ElementData(id=element.id, name=label_data(element.name), kind=element.kind),
        neighbours=[
            NeighbourData(
                relation=n.relation.id,
                type=archimate_type(type(n.relation)),
                outgoing=n.outgoing,
                other=ElementData(id=n.other.id, name=label_data(n.other.name), kind=n.other.kind),
                truth=n.truth,
            )
            for n in neighbours
        ],
    )


def text(scope: Scope, element: Element, neighbours: tuple[Neighbour, ...], lang: str) -> str:
    """The same for a person."""
    title = f"{name(element, lang)} — {moment_text(scope, lang)}"
    if not neighbours:
        return f"{title}\n{label('Derive.no_neighbours', lang)}"
    rows = [
        [
            arrow(archimate_type(type(n.relation)), backward=not n.outgoing),
            name(n.other, lang),
            n.other.kind,
            label_of(n.truth, lang),
            n.relation.id,
        ]
        for n in neighbours
    ]
    headers = ["", *(label(f"Answer.{h}", lang) for h in ("element", "kind")), label("Derive.there", lang),
               label("Answer.relation", lang)]  # fmt: skip
    return f"{title}\n{grid(rows, headers)}"
