"""What stopped a contract on its way to a cell, in one sentence; and selectors, for a reader."""

from __future__ import annotations

from ea_model.metamodel.archimate import Element, Relation
from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope import Because, Reason
from ea_model.views.words import concepts
from ea_model.words import label


def is_told(because: Because) -> bool:
    """Has a reason a stop to tell, besides its word and its paths? Those of an exclude tell it themselves."""
    return because.stopped is not None and because.reason is not Reason.EXCLUDED


def sentence(because: Because, lang: str) -> str:
    """The rule that stopped it, with the relation and the statement by which; nothing where nothing stopped it."""
    stop = because.stopped
    if stop is None:
        return ""
    target = stop.target
    owner = None if target is None or not isinstance(target.owner, Element) else target.owner
    return label(
        f"StopRule.{stop.rule.name}",
        lang,
        statement=_statement(stop.statement, lang),
        by=_statement(stop.by, lang),
        target="" if target is None else concepts.name(target, lang),
        owner="" if owner is None else concepts.name(owner, lang),
        relation=_relations(stop.relations, lang) or ("" if target is None else concepts.name(target, lang)),
    )


def _statement(statement: ScopeStatement | None, lang: str) -> str:
    """The id of a statement, and under what it stands."""
    if statement is None:
        return label("Ui.unknown", lang)
    under = label("Ui.in_house", lang) if statement.contract is None else statement.contract.id
    return f"{statement.id} ({under})"


def _relations(relations: tuple[Relation, ...], lang: str) -> str:
    """A relation, or a chain through junctions, as it is written."""
    return ", ".join(
        f"{concepts.name(r.source, lang)} {concepts.verb(r, lang)} {concepts.name(r.target, lang)}" for r in relations
    )
