"""What every contract covers, all at once: per element who has it inside, touches it and borders on it.

Sets of providers are bits, as labels are (`ColumnTable.places` says which bit is whose). Semantics: SEMANTICS 6.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.scope.activities import REQUIRED
from ea_model.scope.cells import Scope
from ea_model.scope.columns import EXCLUDE, LEAD, SUPPORT
from ea_model.scope.enums import STATUSES, ScopeClass, Status
from ea_model.scope.index import RULES, ScopeIndex
from ea_model.scope.kernel import Bits, Ints, Mask, compress, count_bits, merge, occupied, sweep, unique

CLASSES = tuple(ScopeClass)
CLASS_CODE = {scope_class: number for number, scope_class in enumerate(CLASSES)}
"""Positions in `CLASSES`, which the arrays hold."""

_UPWARD = tuple(RULES.index(rule) for rule in ("S1", "S2", "S3"))
"""Whole-part rules: a contract that covers the part touches the whole."""
_SOMEWHERE = (
    Status.COVERED, Status.OWN, Status.JOINT, Status.OVERLAP, Status.SUPPORTED_ONLY, Status.INDETERMINATE,
)  # fmt: skip
"""Statuses of cells somebody has, or may have, a part in."""


def _packed(mask: Mask) -> Bits:
    """Rows of booleans as rows of bits."""
    octets = np.packbits(mask, axis=1, bitorder="little")
    words = np.zeros((len(octets), -(-octets.shape[1] // 8) * 8), dtype=np.uint8)
    words[:, : octets.shape[1]] = octets
    bits: Bits = words.view(np.uint64)
    return bits


class Demarcation:
    """The contracts around every element of one scope answer."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.size = len(scope.index.elements)
        self._members: dict[str, tuple[Ints, ...]] = {}
        table, patterns = scope.table, scope.patterns
        self.active: Bits = table.mask(involvement=LEAD) | table.mask(involvement=SUPPORT)
        """The columns that give coverage."""
        self._here: Mask = scope.profiles.with_cells
        self.direct: Bits = self._direct()
        """A statement names the element."""
        self.certain: Bits = self._spread(patterns.upper_certain & patterns.cells) | self.direct
        """By certain paths."""
        self.inside: Bits = self.covering | self.certain
        """In any way."""
        excluding = table.mask(involvement=EXCLUDE)
        excluded_providers = table.providers_in(patterns.perhaps_taken & patterns.cells, excluding)
        self.excluded: Bits = patterns.spread(excluded_providers, self.size)
        """An exclude takes out at least one cell."""

    def _spread(self, labels: Bits) -> Bits:
        """Who has any of these labels of patterns, per element."""
        return self.scope.patterns.spread(self.scope.table.providers_in(labels, self.active), self.size)

    def _direct(self) -> Bits:
        """Statements on a cell, and those that name an element without cells and give one somewhere else."""
        scope, upper = self.scope, self.scope.propagation.upper
        seeded = scope.patterns.numbers
        seeds = upper.seeds[seeded]
        has_labels = occupied(seeds)
        seeded, seeds = seeded[has_labels], seeds[has_labels]
        has_cells = self._here[seeded]
        seeds[has_cells] &= scope.profiles.masks[scope.profiles.of[seeded[has_cells]]]
        if not has_cells.all():
            from_here = upper.departing & scope.propagation.leading_to(scope.cell_mask)
            seeds[~has_cells] = from_here[seeded[~has_cells]]
        direct = np.zeros((self.size, scope.table.provider_words), dtype=np.uint64)
        direct[seeded] = scope.table.providers_in(seeds, self.active)
        return direct

    @cached_property
    def touched(self) -> Bits:
        """Wholes of which only a part is inside, at any depth."""
        index = self.scope.index
        arcs = self.scope.propagation.upper.arcs
        arcs = arcs[np.isin(index.rules[arcs], _UPWARD)]
        arcs = arcs[np.argsort(index.heads[arcs], kind="stable")]
        all_bits = np.full((1, self.inside.shape[1]), ~np.uint64(0))
        lanes = np.zeros(len(arcs), dtype=np.int64)
        admits = np.broadcast_to(all_bits, self.inside.shape)
        heads, tails = compress(index.heads[arcs], self.size), index.tails[arcs]
        return sweep(heads, tails, lanes, all_bits, self.inside, admits) & ~self.inside

    @cached_property
    def boundary(self) -> Bits:
        """Outside, but a boundary relation leads inside, or a statement of the element itself kept somebody out."""
        index, scope, propagation = self.scope.index, self.scope, self.scope.propagation
        bordering = np.zeros_like(self.inside)
        inhabited = occupied(self.inside)
        positions = np.flatnonzero(index.crossing.alive(scope.facts.relations > 0))
        ends = index.crossing.sources[positions], index.crossing.targets[positions]
        for one, other in (ends, ends[::-1]):
            near = inhabited[one]
            merge(bordering, other[near], self.inside[one[near]])
        arcs = propagation.upper.arcs
        arcs = arcs[inhabited[index.tails[arcs]]]
        tails, heads = index.tails[arcs], index.heads[arcs]
        leaving = self.inside[tails] & ~self.inside[heads]
        out = occupied(leaving)
        tails, heads, leaving = tails[out], heads[out], leaving[out]
        arriving = (
            propagation.upper.possible[tails] & propagation.layer_admits[heads] & ~propagation.upper.excluded[heads]
        )
        arriving &= scope.profiles.masks[scope.profiles.of[heads]]
        merge(bordering, heads, leaving & scope.table.providers_in(arriving, self.active))
        return bordering & ~self.inside

    def elsewhere(self, leaves: set[str]) -> NDArray[np.int8]:
        """Per element, the class of it for a contract that deals with these leaves, and has nothing to do with it.

        Judged on those of the leaves that it requires, and on all it requires where it requires none of them.
        """
        required, stated, somewhere = self._of_leaves
        dealt = np.zeros((1, self.scope.needs.shape[1]), dtype=bool)
        dealt[:, [self.scope.activities.index[leaf] for leaf in leaves]] = True
        asked_about = _packed(dealt)
        judged = np.where(occupied(required & asked_about)[:, None], asked_about, required)
        codes = np.full(self.size, CLASS_CODE[ScopeClass.UNKNOWN], dtype=np.int8)
        codes[occupied(stated & judged)] = CLASS_CODE[ScopeClass.UNCOVERED]
        codes[occupied(somewhere & judged)] = CLASS_CODE[ScopeClass.OUTSIDE]
        return codes

    @cached_property
    def _of_leaves(self) -> tuple[Bits, Bits, Bits]:
        """Per element a bit per leaf: is it required, is something said of it then, has somebody a part in it then."""
        required = self.scope.needs == REQUIRED
        silent = np.array([s in (Status.UNKNOWN, Status.NOT_APPLICABLE) for s in STATUSES])
        somewhere = np.array([s in _SOMEWHERE for s in STATUSES])
        statuses = self.scope.status
        return _packed(required), _packed(required & ~silent[statuses]), _packed(required & somewhere[statuses])

    @cached_property
    def stated(self) -> Bits:
        """The columns of what is said here: the activities each contract deals with."""
        return self.scope.propagation.stated & self.active

    @cached_property
    def silent(self) -> Mask:
        """Per element and leaf: is it required and unknown?"""
        mask: Mask = (self.scope.needs == REQUIRED) & (self.scope.status == STATUSES.index(Status.UNKNOWN))
        return mask

    @cached_property
    def explicit(self) -> Mask:
        """Per element: has it any statement on a cell of its own?"""
        scope, numbers = self.scope, self.scope.patterns.numbers
        explicit = np.zeros(self.size, dtype=bool)
        cells = scope.profiles.masks[scope.profiles.of[numbers]]
        explicit[numbers] = occupied(scope.propagation.upper.seeds[numbers] & cells)
        return explicit

    @cached_property
    def reusable(self) -> Mask:
        """Per element: said to be reusable, or part of several wholes."""
        index, arcs = self.scope.index, self.scope.propagation.upper.arcs
        shares = arcs[index.rules[arcs] == RULES.index("S2")]
        mask: Mask = index.reusable | (_wholes(index, shares) > 1)
        return mask

    @cached_property
    def covering(self) -> Bits:
        """Per element, the providers that have any of its cells in scope, possibly or for certain."""
        patterns = self.scope.patterns
        return self._spread(patterns.reached & patterns.cells)

    @cached_property
    def several(self) -> Mask:
        """Per element: is it in scope of two or more providers?"""
        return count_bits(self.covering) > 1

    def of(self, name: str, place: int) -> Ints:
        """The elements in which a provider, by its bit, stands in the sets of that name."""
        if name not in self._members:
            self._members[name] = members(getattr(self, name), len(self.scope.table.places))
        return self._members[name][place]

    def undecided(self) -> tuple[Ints, Bits]:
        """Reusable elements reached by somebody only possibly, without a statement of their own; and by whom."""
        possible = self.inside & ~self.certain
        chosen = occupied(possible) & self.reusable & ~self.explicit & (self.scope.facts.elements > 0)
        numbers = np.flatnonzero(chosen & self._here)
        return numbers, possible[numbers]


def _wholes(index: ScopeIndex, shares: Ints) -> Ints:
    """Per element, how many wholes aggregate it, whatever the number of relations."""
    size = len(index.elements)
    pairs = unique(index.heads[shares] * size + index.tails[shares])
    return np.bincount(pairs // size, minlength=size)


def demarcation_of(scope: Scope) -> Demarcation:
    """The demarcation of an answer, computed once and kept with it."""
    return scope.memo(Demarcation)


def members(sets: Bits, places: int) -> tuple[Ints, ...]:
    """Per provider, by its bit, the numbers of the rows it stands in."""
    rows = np.flatnonzero(occupied(sets))
    columns = np.ascontiguousarray(sets[rows].T)
    bits = ((columns[place >> 6], np.uint64(1) << np.uint64(place & 63)) for place in range(places))
    return tuple(rows[(column & bit) != 0] for column, bit in bits)
