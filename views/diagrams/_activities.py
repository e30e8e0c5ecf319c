"""What a contract does on an element in as few words as the activity tree and the contract allow."""

from __future__ import annotations

from ea_model.metamodel.contract import Activity
from ea_model.scope import Coverer, ElementScope, Scope
from ea_model.values import in_language

_ROLES = "ARS"


def activity_words(scope: Scope, coverer: Coverer, entry: ElementScope, lang: str) -> str:
    """``R: beheer, ontwikkeling; S: levering``: the activities in scope, per role.

    An inner activity stands for its leaves only where a statement of the contract speaks of it and all of it that
    applies here is in scope: nobody is to read *the full service* where three activities were agreed.
    """
    by_role: dict[str, set[str]] = {}
    for scoped in entry.activities:
        by_role.setdefault(scoped.role, set()).add(scoped.activity)
    placed = [p for p in scope.worlds.placed if p.coverer == coverer.key and p.truth]
    named = frozenset(p.statement.activity.id for p in placed if p.statement.effect == "include")
    applies = frozenset(scope.activities.needs(type(entry.element)))
    return "; ".join(
        f"{role}: {', '.join(_shortest(scope, None, by_role[role], applies, named, lang))}"
        for role in _ROLES
        if role in by_role
    )


def _shortest(
    scope: Scope,
    within: Activity | None,
    leaves: set[str],
    applies: frozenset[str],
    named: frozenset[str],
    lang: str,
) -> list[str]:
    """Names for the leaves below an activity, from the top of the tree."""
    found: list[str] = []
    for activity in scope.activities.by_id.values():
        if activity.part_of is not within:
            continue
        below = applies & set(scope.activities.leaves_of(activity))
        whole = activity.id in named and len(below) > 1 and below <= leaves
        if whole or activity.id in leaves:
            found.append(in_language(activity.label, lang) or activity.id)
        elif below & leaves:
            found += _shortest(scope, activity, leaves, applies, named, lang)
    return found
