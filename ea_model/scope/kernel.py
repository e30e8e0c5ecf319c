"""The sweep: labels flow along arcs until nothing changes. One pure function over arrays, no object in it.

It can run in another process or on a partition of a federation as it stands (``docs/ARCHITECTURE.md``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""Bit sets, one row per element, one word per 64 columns."""
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def sweep(
    indptr: Ints, heads: Ints, lanes: Ints, lane_masks: Bits, seeds: Bits, admits: Bits,
    earlier: Bits | None = None,
) -> Bits:  # fmt: skip
    """Spread ``seeds`` along arcs; returns the labels every element ends up with.

    ``indptr``/``heads``: arcs in compressed rows, element ``i`` reaches ``heads[indptr[i]:indptr[i+1]]``.
    ``lanes``: per arc, the row of ``lane_masks`` that says which columns may use it.
    ``admits``: per element, the columns that may enter it; a seed stands whether or not it is admitted.
    ``earlier``: labels that have spread already, from which ``seeds`` are to go on.
    Cycles end by themselves: only labels that are new somewhere travel on. Cost: each (element, label) moves once.
    """
    labels = seeds.copy() if earlier is None else earlier | seeds
    frontier = np.flatnonzero(occupied(seeds))
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
        new = occupied(arriving)
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


def occupied(rows: Bits) -> NDArray[np.bool_]:
    """Which rows have any bit. A word at a time: rows are many and short, which ``any`` along them is slow at."""
    if not rows.shape[1]:
        return np.zeros(len(rows), dtype=bool)
    bits = rows[:, 0].copy()
    for word in range(1, rows.shape[1]):
        bits |= rows[:, word]
    return np.not_equal(bits, 0)


def put_together(numbers: Ints, rows: Bits) -> tuple[Ints, Bits]:
    """Rows of bits by number, ascending, each number once with all its bits."""
    if not numbers.size:
        return numbers, rows
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    first = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    return numbers[first], np.bitwise_or.reduceat(rows[order], first, axis=0)


def merge(into: Bits, numbers: Ints, rows: Bits) -> None:
    """Put rows of bits into the rows with these numbers; a number may occur more than once."""
    numbers, rows = put_together(numbers, rows)
    into[numbers] |= rows


def unique(numbers: Ints) -> Ints:
    """The different numbers, ascending. That of numpy brings its masked arrays along, at every start of a command."""
    ordered: Ints = np.sort(numbers)
    changes: Mask = np.diff(ordered, prepend=ordered[:1] - 1) != 0
    return ordered[changes]


def distinct(rows: Bits) -> tuple[Ints, Ints]:
    """Which rows stand for all: the positions of one row of each content, and per row the one that equals it.

    Labels of very many elements have few different contents, so that whatever depends on them is decided once per
    content. Rows are told apart by a hash, and compared afterwards, so that the answer is exact.
    """
    hashed = np.zeros(len(rows), dtype=np.uint64)
    for word in range(rows.shape[1]):
        hashed ^= rows[:, word]
        hashed *= _SPREAD
        hashed ^= hashed >> np.uint64(29)
    _, first, inverse = np.unique(hashed, return_index=True, return_inverse=True)
    if not np.array_equal(rows[first[inverse]], rows):  # two contents with one hash
        _, first, inverse = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return first, inverse.reshape(-1)


_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number whose multiples spread over all 64 bits (2^64 divided by the golden ratio)."""


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
