"""Derived relations with the modelled relations and the rules behind them."""

from __future__ import annotations

from typing import Annotated, Any

from ea_model.metamodel.archimate import Element, Relation, archimate_type
from ea_model.questions.derivation import Cut, Derived, DerivedRelations
from ea_model.scope import Scope
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import arrow, element_data, grid, moment_data, moment_text, name
from ea_model.views.answers.shared.structs import Data, ElementData, MomentData, RuleOfDerivation, note
from ea_model.words import label


class DerivedData(Data):
    """A relation that follows from others."""

    source: ElementData
    target: ElementData
    type: str
    certain: bool
    rules: list[RuleOfDerivation]
    chain: Annotated[list[str], note("Ids of modelled relations.")]
    modelled: Annotated[str | None, note("A modelled relation that says the same.")]


class DeriveAnswer(ModelAnswer, tag="derive"):
    """ea derive"""

    moment: MomentData
    element: ElementData
    other: ElementData | None
    relations: list[DerivedData]
    cut: list[Cut]

    def outcome(self) -> Outcome:
        if self.cut:
            return Outcome.of(OutcomeKind.CUT_OFF, f"Derive.cut_{self.cut[0].name}", shown=len(self.relations))
        return FOUND if self.relations else Outcome.of(OutcomeKind.EMPTY, "Derive.nothing")


def data(scope: Scope, element: Element, other: Element | None, answer: DerivedRelations) -> DeriveAnswer:
    """What can be derived for one element, or between two."""
    return DeriveAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        element=element_data(element),
        other=element_data(other) if other is not None else None,
        relations=[_derived(d) for d in answer.relations],
        cut=sorted(answer.cut, key=lambda cut: cut.name),
    )


def _derived(derived: Derived) -> DerivedData:
    return DerivedData(
        source=element_data(derived.source),
        target=element_data(derived.target),
        type=derived.type,
        certain=derived.certain,
        rules=list(derived.rules),
        chain=[r.id for r in derived.chain],
        modelled=derived.modelled.id if derived.modelled is not None else None,
    )


def text(scope: Scope, element: Element, other: Element | None, answer: DerivedRelations, lang: str) -> str:
    """The same for a person, certain ones first."""
    who = " – ".join(name(e, lang) for e in (element, other) if e is not None)
    lines = [label("Derive.title", lang, who=who, moment=moment_text(scope, lang))]
    headers = [label(f"Derive.{h}", lang) for h in ("derived", "sureness", "rules", "chain")]
    table = [_row(d, element, lang) for d in answer.relations]
    lines.append(grid(table, headers) if table else label("Derive.nothing", lang))
    certain = sum(1 for d in answer.relations if d.certain)
    lines += ["", label("Derive.counted", lang, certain=certain, potential=len(answer.relations) - certain)]
    lines += [label(f"Derive.cut_{cut.name}", lang) for cut in sorted(answer.cut, key=lambda c: c.name)]
    return "\n".join(lines)


def _row(derived: Derived, element: Element, lang: str) -> list[str]:
    start = element if element in (derived.source, derived.target) else derived.source
    sentence = f"{name(derived.source, lang)} {arrow(derived.type)} {name(derived.target, lang)}"
    if derived.modelled is not None:
        sentence += f" ({label('Derive.modelled', lang, relation=derived.modelled.id)})"
    return [sentence, sureness(derived.certain, lang), ", ".join(derived.rules), chain_text(start, derived.chain, lang)]


def sureness(certain: bool, lang: str) -> str:
    """Certain or possible, in words."""
    return label("Derive.certain" if certain else "Derive.potential", lang)


def chain_text(start: Element, chain: tuple[Relation, ...], lang: str) -> str:
    """A chain of relations as one line, from the element it starts at."""
    words = [name(start, lang)]
    at: Any = start
    if chain and start not in (chain[0].source, chain[0].target):
        at = chain[-1].source if chain[-1].target is start else chain[-1].target
    for relation in chain:
        backward = relation.target is at
        at = relation.source if backward else relation.target
        words.append(f"{arrow(archimate_type(type(relation)), backward=backward)} {name(at, lang)}")
    return " ".join(words)
