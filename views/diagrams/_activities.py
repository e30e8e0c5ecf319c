"""A list of leaf activities in as few words as the activity tree allows."""

from __future__ import annotations

from collections.abc import Sequence

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Activity
from ea_model.scope import Scope, ScopedActivity
from ea_model.values import in_language


def activity_words(scope: Scope, element: Element, scoped: Sequence[ScopedActivity], lang: str) -> str:
    """``R: beheer, ontwikkeling; S: levering``: per role, inner activities where all that applies is there."""
    by_role: dict[str, set[str]] = {}
    for entry in scoped:
        by_role.setdefault(entry.role, set()).add(entry.activity)
    applies = frozenset(scope.activities.needs(type(element)))
    return "; ".join(
        f"{role}: {', '.join(_shortest(scope, None, frozenset(leaves), applies, lang))}"
        for role, leaves in sorted(by_role.items(), key=lambda item: "ARS".find(item[0]))
    )


def _shortest(
    scope: Scope, within: Activity | None, leaves: frozenset[str], applies: frozenset[str], lang: str
) -> list[str]:
    """Names for the leaves below an activity, from the top of the tree."""
    found: list[str] = []
    for activity in scope.activities.by_id.values():
        if activity.part_of is not within:
            continue
        below = applies & set(scope.activities.leaves_of(activity))
        if (len(below) > 1 and below <= leaves) or activity.id in leaves:
            found.append(in_language(activity.label, lang) or activity.id)
        elif below & leaves:
            found += _shortest(scope, activity, leaves, applies, lang)
    return found
