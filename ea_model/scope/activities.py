"""The activity tree and the applicability matrix in the form the sweep needs."""

from __future__ import annotations

from collections.abc import Mapping

from ea_model.metamodel import Language
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Activity, Applicability

DEVELOPMENT = "ontwikkeling"
"""Required, where it applies at all, for an element that a work package realizes."""
MIGRATION = "migratie"
"""The same for one that a work package realizes or is associated with."""

REQUIRED, OPTIONAL = 2, 1


class Activities:
    """Leaves in order of the tree, what each activity covers, and what each kind of element needs."""

    def __init__(
        self, activities: Mapping[str, Activity], matrix: Mapping[str, Applicability], language: Language
    ) -> None:
        self.by_id = activities
        self._matrix = matrix
        self._language = language
        self._rows: dict[type[Element], dict[str, int]] = {}
        inner = {a.part_of.id for a in activities.values() if a.part_of}
        children: dict[str, list[str]] = {}
        for activity in activities.values():
            children.setdefault(activity.part_of.id if activity.part_of else "", []).append(activity.id)
        ordered: list[str] = []
        waiting = list(reversed(children.get("", [])))
        while waiting:
            code = waiting.pop()
            ordered.append(code)
            waiting.extend(reversed(children.get(code, [])))
        self.leaves: tuple[str, ...] = tuple(code for code in ordered if code not in inner)
        self.index = {code: i for i, code in enumerate(self.leaves)}
        self._covers: dict[str, list[str]] = {code: [] for code in activities}
        for leaf in self.leaves:
            step: Activity | None = activities[leaf]
            while step is not None:
                self._covers[step.id].append(leaf)
                step = step.part_of

    def leaves_of(self, activity: Activity | str) -> list[str]:
        """The leaves an activity stands for; a leaf stands for itself."""
        return self._covers[activity if isinstance(activity, str) else activity.id]

    def is_client_side(self, leaf: str) -> bool:
        """Direction, support, capacity and migration are the client's and make no boundary."""
        return self.by_id[leaf].client_side

    def layers(self, leaf: str) -> frozenset[str]:
        """Layers the activity may flow into; empty means any."""
        return frozenset(self._language.responsible_layer(layer) for layer in self.by_id[leaf].layers)

    def needs(self, kind: type[Element]) -> dict[str, int]:
        """Leaf to `REQUIRED` or `OPTIONAL` for a kind: the row of its nearest ancestor that has one."""
        needs = self._rows.get(kind)
        if needs is None:
            row = next((self._matrix[b.__name__] for b in kind.__mro__ if b.__name__ in self._matrix), None)
            needs = {}
            if row is not None:
                needs.update(dict.fromkeys(row.optional, OPTIONAL))
                needs.update(dict.fromkeys(row.required, REQUIRED))
            self._rows[kind] = needs
        return needs
