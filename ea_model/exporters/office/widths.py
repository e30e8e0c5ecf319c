"""How wide columns are, so that common words need not be broken."""

from __future__ import annotations

import re

from ea_model.words.document import Table

_LONGEST, _SHORTEST = 22, 9
"""Letters of a word beyond which it may be broken: where there is room, and at the least."""
_WORDS = 0.75
"""Part of the line that single words may fill."""
_PADDING = 3
_LINE = {False: 105, True: 155}
"""Letters on a line of a table, on a page upright and on its side."""
_BREAKS = re.compile("[ \\n\\t]+")
"""Where a line may end; a space that does not break is none."""
_FROM_SMALL = 9
_SMALL_LINE = 1.15


def shares(table: Table, *, landscape: bool) -> list[int]:
    """The share of each column: what its longest word needs, the rest of the line to those with the longest texts."""
    line = _LINE[landscape] * (_SMALL_LINE if is_small(table) else 1)
    texts = [[column.title, *(row[n].text for row in table.cells)] for n, column in enumerate(table.columns)]
    longest = [_longest(column) for column in texts]
    # Where words alone would fill the line, the longest may be broken.
    cap = next((cap for cap in range(_LONGEST, _SHORTEST, -1) if _needed(longest, cap) <= _WORDS * line), _SHORTEST)
    needed = [min(word, cap) + _PADDING for word in longest]
    wants = [column.weight * max(_typical(text) - need, 1) ** 0.5
             for column, text, need in zip(table.columns, texts, needed, strict=True)]  # fmt: skip
    rest = max(line - sum(needed), 0)
    return [round(100 * (need + rest * want / sum(wants))) for need, want in zip(needed, wants, strict=True)]


def is_small(table: Table) -> bool:
    """Does the table have so many columns that its letters are smaller?"""
    return len(table.columns) > _FROM_SMALL


def _needed(longest: list[int], cap: int) -> int:
    return sum(min(word, cap) + _PADDING for word in longest)


def _longest(texts: list[str]) -> int:
    """Letters of the longest word."""
    return max((len(word) for text in texts for word in _BREAKS.split(text)), default=1)


def _typical(texts: list[str]) -> float:
    """Letters of a text somewhat longer than most."""
    lengths = sorted(len(text) for text in texts)
    return lengths[len(lengths) * 9 // 10]
