"""What stops and what flows: the labels of a world, by certain paths and by any (docs/SEMANTICS.md 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ea_model.model import Model
from tests.oracle.situation import Arc, Claims, Column, Situation, World

Labels = dict[Column, set[str]]
"""Per label the elements it stands at."""
Key = tuple[str, str, str]
"""Element, provider and leaf."""
Keys = set[Key]


class Flow(Situation):
    """The labels of one world."""

    def __init__(self, model: Model, world: World) -> None:
        super().__init__(model, world)
        self.taken, self.weakened = self._takeouts(self.excludes, self.includes)
        self.claims = self._claims(self.includes)
        self.certain, self.possible = self._labels()
        self.ended = self._ended()

    def _takeouts(self, excludes: list[Any], includes: list[Any]) -> tuple[Keys, Keys]:
        """T1: (element, provider, leaf) taken out for certain, and those that become at most possible."""
        claims = self._claims(includes)
        taken: Keys = set()
        weakened: Keys = set()
        for statement in excludes:
            who = self.provider(statement)
            for leaf in self.leaves_of(statement.activity):
                waiting = [(s.id, True) for s in self.subjects[statement.id]]
                while waiting:
                    here, surely = waiting.pop()
                    key = (here, who, leaf)
                    if key in taken or (not surely and key in weakened):
                        continue
                    (taken if surely else weakened).add(key)
                    for arc in self.out.get(here, ()):
                        head = self.elements[arc.head]
                        if not self.carries(arc, leaf) or not self._certain_by_itself(arc):
                            continue
                        if who in claims.get((arc.head, leaf), ()) or not self.admits(leaf, head):
                            continue
                        waiting.append((arc.head, surely and arc.kind in ("Composition", "Aggregation")))
        return taken, weakened - taken

    def _seeded(self, includes: list[Any], taken: Keys) -> tuple[Labels, Labels]:
        """S0: where statements put their labels, and where they put those that must not travel."""
        seeds: Labels = {}
        still: Labels = {}
        for statement in includes:
            for leaf in self.leaves_of(statement.activity):
                column = self.column(statement, leaf)
                if column is not None:
                    where = still if statement.propagate == "none" else seeds
                    subjects = {s.id for s in self.subjects[statement.id]}
                    where.setdefault(column, set()).update(
                        s for s in subjects if (s, column.provider, leaf) not in taken
                    )
        return seeds, still

    def _certain(self, seeds: Labels, still: Labels, claims: Claims, taken: Keys, weakened: Keys) -> Labels:
        """Labels by certain paths: S4 lets in where everything else is reached, so until nothing changes."""
        certain = {c: set(x) for c, x in seeds.items()}
        before: Labels = {}
        while before != certain:
            before, served = certain, self._served(certain, still)
            uses = partial(self._is_certain, weakened=weakened, served=served)
            certain = {column: self._spread(column, where, claims, taken, uses) for column, where in before.items()}
        return {c: certain.get(c, set()) | still.get(c, set()) for c in {*certain, *still}}

    def _is_certain(self, arc: Arc, key: Key, *, weakened: Keys, served: Keys) -> bool:
        """Does an arc carry for certain?"""
        return self._certain_by_itself(arc) and key not in weakened and (arc.rule != "S4" or key in served)

    def _labels(self) -> tuple[Labels, Labels]:
        """Per label the elements it reaches for certain, and those it reaches at all."""
        claims = self.claims
        seeds, still = self._seeded(self.includes, self.taken)
        certain = self._certain(seeds, still, claims, self.taken, self.weakened)
        possible = {
            c: self._spread(c, seeds.get(c, set()), claims, self.taken, lambda _arc, _key: True)
            | still.get(c, set()) | certain[c]
            for c in certain
        }  # fmt: skip
        self.travelling = seeds
        self.seeds = {c: seeds.get(c, set()) | still.get(c, set()) for c in certain}
        return certain, possible

    def _served(self, certain: Labels, still: Labels) -> Keys:
        """S4: (realizer, provider, leaf) where every service it realizes is reached by that provider for certain."""
        reached: dict[tuple[str, str], set[str]] = {}
        for labels in (certain, still):
            for column, where in labels.items():
                reached.setdefault((column.provider, column.leaf), set()).update(where)
        services: dict[str, set[str]] = {}
        for arc in self.arcs:
            if arc.rule == "S4" and arc.tail != arc.head:
                services.setdefault(arc.head, set()).add(arc.tail)
        return {(head, *who) for who, where in reached.items() for head, served in services.items() if served <= where}

    def _spread(
        self, column: Column, start: set[str], claims: Claims, taken: Keys, uses: Callable[[Arc, Key], bool]
    ) -> set[str]:
        """Where a label gets to from ``start`` along the arcs it uses, before anything stops it."""
        family = self.family(column.provider)
        reached, waiting = set(start), list(start)
        while waiting:
            for arc in self.out.get(waiting.pop(), ()):
                key, head = (arc.head, column.provider, column.leaf), self.elements[arc.head]
                if arc.head in reached or key in taken or self.external(head):
                    continue
                if not self.carries(arc, column.leaf) or not self.admits(column.leaf, head) or not uses(arc, key):
                    continue
                if claims.get((arc.head, column.leaf), set()) - family:
                    continue
                reached.add(arc.head)
                waiting.append(arc.head)
        return reached

    def _ended(self) -> Labels:
        """Labels of what is over, along today's certain arcs, as far as an exclude of then did not take them out."""
        over = [s for s in self.model.statements if s.id in self.world.over]
        includes = [s for s in over if s.effect == "include"]
        if not includes:
            return {}
        excludes = [*self.excludes, *(s for s in over if s.effect == "exclude")]
        taken, weakened = self._takeouts(excludes, [*self.includes, *includes])
        return self._certain(*self._seeded(includes, taken), {}, taken, weakened)
