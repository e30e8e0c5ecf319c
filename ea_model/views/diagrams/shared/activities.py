"""What a contract does on an element in as few words as the activity tree and the contract allow."""

from __future__ import annotations

from ea_model.metamodel.contract import Activity, Effect
from ea_model.scope import ElementScope, Provider, Scope
from ea_model.values import in_language

_ROLES = "ARS"


class ActivityWords:
    """The words for one contract in one language.

    An inner activity stands for its leaves only where a statement of the contract speaks of it and all of it that
    applies here is in scope: nobody is to read *the full service* where three activities were agreed.
    """

    def __init__(self, scope: Scope, provider: Provider, lang: str) -> None:
        self._activities, self._lang = scope.activities, lang
        placed = [p for p in scope.propagation.placed if p.provider == provider.key and p.truth]
        self._named = {p.statement.activity.id for p in placed if p.statement.effect == Effect.INCLUDE}

    def of(self, entry: ElementScope) -> str:
        """``R: beheer, ontwikkeling; S: levering``: the activities in scope, per role."""
        by_role: dict[str, set[str]] = {}
        for scoped in entry.activities:
            by_role.setdefault(scoped.role, set()).add(scoped.activity)
        applies = set(self._activities.needs(type(entry.element)))
        return "; ".join(
            f"{role}: {', '.join(self._shortest(None, by_role[role], applies))}" for role in _ROLES if role in by_role
        )

    def _shortest(self, within: Activity | None, leaves: set[str], applies: set[str]) -> list[str]:
        """Names for the leaves below an activity, from the top of the tree."""
        names: list[str] = []
        for activity in self._activities.by_id.values():
            if activity.part_of is not within:
                continue
            below = applies & set(self._activities.leaves_of(activity))
            whole = activity.id in self._named and len(below) > 1 and below <= leaves
            if whole or activity.id in leaves:
                names.append(in_language(activity.label, self._lang) or activity.id)
            elif below & leaves:
                names += self._shortest(activity, leaves, applies)
        return names
