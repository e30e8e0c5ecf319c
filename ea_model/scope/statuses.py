"""Which statuses a cell may have: the table of docs/SEMANTICS.md 6, decided between the two bounds of a moment.

A status is firm where it is the same in every world; a cell that may have several is indeterminate. Everything that
depends on labels is decided once per pattern, and only closures per cell.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ea_model.scope.activities import Activities
from ea_model.scope.columns import ACCOUNTABLE, EXCLUDE, JOINT, LEAD, SUPPORT, ColumnTable
from ea_model.scope.enums import STATUSES, Status
from ea_model.scope.kernel import Bits, Mask, count_bits, occupied
from ea_model.scope.patterns import Patterns
from ea_model.scope.propagation import PropagationBounds

Flags = NDArray[np.uint16]
"""Sets of statuses, one bit each in order of `STATUSES`."""
FLAG = {status: np.uint16(1 << number) for number, status in enumerate(STATUSES)}
NOBODY = FLAG[Status.EXPIRED] | FLAG[Status.EXCLUDED] | FLAG[Status.UNKNOWN]
"""Nobody covers the cell or supplies capacity to it: a closure says that this is known."""

_SINGLE = np.full(1 << len(STATUSES), STATUSES.index(Status.INDETERMINATE), dtype=np.int8)
_SINGLE[[1 << number for number in range(len(STATUSES))]] = np.arange(len(STATUSES))


def settled(flags: Flags) -> NDArray[np.int8]:
    """The one status each cell has, or INDETERMINATE, as its position in `STATUSES`."""
    codes: NDArray[np.int8] = _SINGLE[flags]
    return codes


def statuses_in(flags: int) -> tuple[Status, ...]:
    """The statuses of a set, in order."""
    return tuple(status for status in STATUSES if flags & int(FLAG[status]))


def pattern_flags(
    patterns: Patterns, needs: NDArray[np.int8], bounds: PropagationBounds, activities: Activities
) -> Flags:
    """Per pattern and leaf, the statuses it may have before any closure."""
    flags = np.empty(needs.shape, dtype=np.uint16)
    for column, leaf in enumerate(activities.leaves):
        flags[:, column] = _Leaf(patterns, bounds, leaf).flags()
    flags[needs == 0] = FLAG[Status.NOT_APPLICABLE]
    return flags


class _Leaf:
    """One activity over all patterns."""

    def __init__(self, patterns: Patterns, bounds: PropagationBounds, leaf: str) -> None:
        self.patterns, self.table, self.leaf = patterns, bounds.table, leaf
        surely, perhaps = bounds.surely.frames, bounds.perhaps.frames
        # Framework or part, one of them leads: where a part only may, the framework counts in its stead.
        self.lower = self._without_frames(patterns.lower_certain, perhaps)
        self.upper = self._without_frames(patterns.upper_certain, surely)

    def _mask(self, involvement: str) -> Bits:
        return self.table.mask(leaf=self.leaf, involvement=involvement)

    def _without_frames(self, rows: Bits, frames: frozenset[tuple[str, str]]) -> Bits:
        """Labels without those of a framework agreement where one of its call-offs or lots leads."""
        left = rows.copy() if frames else rows
        for frame, part in sorted(frames):
            led = occupied(rows & self.table.mask(provider=part, leaf=self.leaf, involvement=LEAD))
            left[led] &= ~self.table.mask(provider=frame, leaf=self.leaf)
        return left

    def flags(self) -> Flags:
        """The first line of the table that fits decides; here every line that may be the first."""
        lead, support, own = self._mask(LEAD), self._mask(SUPPORT), self.table.own
        fewest, most = count_bits(self.lower & lead), count_bits(self.upper & lead)
        one = (fewest <= 1) & (most >= 1)
        is_own = occupied(self.lower & lead & own)
        covered = one & np.where(fewest == 1, ~is_own, occupied(self.upper & lead & ~own))
        owned = one & np.where(fewest == 1, is_own, occupied(self.upper & lead & own))
        joint, overlap = self._several(fewest, most)
        supported = (fewest == 0) & occupied(self.upper & support)
        nobody = (fewest == 0) & ~occupied(self.lower & support)
        expired, never = self._split(nobody, self.patterns.perhaps_ended, self.patterns.ended, lead | support)
        excluded, unknown = self._split(never, self.patterns.perhaps_taken, self.patterns.taken, self._mask(EXCLUDE))
        flags = np.zeros(len(fewest), dtype=np.uint16)
        for mask, status in (
            (covered, Status.COVERED), (owned, Status.OWN), (joint, Status.JOINT), (overlap, Status.OVERLAP),
            (supported, Status.SUPPORTED_ONLY), (expired, Status.EXPIRED), (excluded, Status.EXCLUDED),
            (unknown, Status.UNKNOWN),
        ):  # fmt: skip
            flags[mask] |= FLAG[status]
        return flags

    def _several(self, fewest: NDArray[np.int64], most: NDArray[np.int64]) -> tuple[Mask, Mask]:
        """Where several leads may be joint, and where they may be an overlap."""
        lower, upper = (
            [count_bits(rows & self._mask(mark)) for mark in (JOINT, ACCOUNTABLE)] for rows in (self.lower, self.upper)
        )
        firm = (fewest == most) & (lower[0] == upper[0]) & (lower[1] == upper[1])
        together = (lower[0] == fewest) & (lower[1] == 1)
        joint: Mask = (most > 1) & np.where(firm, together, (upper[0] > 1) & (upper[1] > 0))
        overlap: Mask = (most > 1) & ~(firm & together)
        return joint, overlap

    @staticmethod
    def _split(among: Mask, perhaps: Bits, surely: Bits, columns: Bits) -> tuple[Mask, Mask]:
        """Those that may have any of these columns, and those that may have none."""
        return among & occupied(perhaps & columns), among & ~occupied(surely & columns)


__all__ = ["FLAG", "NOBODY", "ColumnTable", "Flags", "pattern_flags", "settled", "statuses_in"]
