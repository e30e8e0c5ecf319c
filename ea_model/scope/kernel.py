"""The sweep: labels flow along arcs until nothing changes. One pure function over arrays, no object in it.

It can run in another process or on a partition of a federation as it stands (``docs/ARCHITECTURE.md``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""Bit sets, one row per element, one word per 64 columns."""
Ints = NDArray[np.int64]


def sweep(indptr: Ints, heads: Ints, lanes: Ints, lane_masks: Bits, seeds: Bits, admits: Bits) -> Bits:
    """Spread ``seeds`` along arcs; returns the labels every element ends up with.

    ``indptr``/``heads``: arcs in compressed rows, element ``i`` reaches ``heads[indptr[i]:indptr[i+1]]``.
    ``lanes``: per arc, the row of ``lane_masks`` that says which columns may use it.
    ``admits``: per element, the columns that may enter it; a seed stands whether or not it is admitted.
    Cycles end by themselves: only labels that are new somewhere travel on. Cost: each (element, label) moves once.
    """
    labels = seeds.copy()
    frontier = np.flatnonzero(seeds.any(axis=1))
    fresh = seeds[frontier]
    while frontier.size:
        begins = indptr[frontier]
        counts = indptr[frontier + 1] - begins
        total = int(counts.sum())
        if not total:
            break
        rows = np.repeat(np.arange(frontier.size), counts)
        ends = np.cumsum(counts)
        arcs = np.arange(total) - np.repeat(ends - counts, counts) + begins[rows]
        target = heads[arcs]
        arriving = fresh[rows] & lane_masks[lanes[arcs]] & admits[target] & ~labels[target]
        new = arriving.any(axis=1)
        target, arriving = target[new], arriving[new]
        if not target.size:
            break
        order = np.argsort(target, kind="stable")
        target, arriving = target[order], arriving[order]
        first = np.flatnonzero(np.r_[True, target[1:] != target[:-1]])
        frontier = target[first]
        fresh = np.bitwise_or.reduceat(arriving, first, axis=0)
        labels[frontier] |= fresh
    return labels


def count_bits(rows: Bits) -> Ints:
    """How many columns each element carries."""
    counts: Ints = np.bitwise_count(rows).sum(axis=1, dtype=np.int64)
    return counts


def mask_of(columns: list[int], words: int) -> Bits:
    """The bit set with these columns."""
    mask = np.zeros(words, dtype=np.uint64)
    for column in columns:
        mask[column >> 6] |= np.uint64(1) << np.uint64(column & 63)
    return mask


def columns_in(row: Bits) -> list[int]:
    """The columns of one bit set, ascending."""
    return [
        (word << 6) + bit
        for word, value in enumerate(row.tolist())
        for bit in range(value.bit_length())
        if value >> bit & 1
    ]


def compress(tails: Ints, size: int) -> Ints:
    """Row pointers for arcs sorted by tail."""
    indptr = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(tails, minlength=size), out=indptr[1:])
    return indptr
