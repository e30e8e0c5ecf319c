"""Where quotations stand in an edition of their document: by their words and what stands around them.

A line number lasts one edition; words last longer. Letters and digits are compared, so that spaces, quotation marks and
words broken at the end of a line make no difference. Where words occur more than once, what the source reference says
stands before or after decides, then the order of the quotations around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from ea_model.values import SourceRef

_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s*\n\s*(?=[^\W\d_])")
"""A word broken at the end of a line."""
_GAP = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")
"""What a quotation left out."""
_LONGEST_GAP = 600
"""Letters that may stand where a quotation leaves something out."""
_NEAR = 0.5
"""Share of its words a passage has in common with a quotation it may once have been."""


class Anchoring(Enum):
    """What became of a quotation in an edition."""

    FOUND = "FOUND"
    """It stands where the reference says, or the reference names no line."""
    MOVED = "MOVED"
    AMBIGUOUS = "AMBIGUOUS"
    """Its words stand in several places, and nothing says which is meant."""
    ORPHANED = "ORPHANED"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation in an edition: the lines (from 1) where it stands, or may stand."""

    source: SourceRef
    anchoring: Anchoring
    lines: tuple[int, ...] = ()
    near: str = ""
    """Of one that is nowhere: the line that looks most like it."""


class Edition:
    """The text of a document, to look for quotations in."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        joined = _BROKEN.sub(lambda match: "\n" * match[0].count("\n"), text)
        letters = [(at, letter) for at, letter in enumerate(joined) if letter.isalnum()]
        self._letters = "".join(letter.casefold()[0] for _, letter in letters)
        self._places = [at for at, _ in letters]
        self._starts = {n for n, (at, _) in enumerate(letters) if at == 0 or not joined[at - 1].isalnum()}
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", joined))]

    def occurrences(self, quote: str) -> list[tuple[int, int]]:
        """Begin and end of every place where the words stand, counted in letters; words begin where words begin."""
        parts = [letters for part in _GAP.split(quote) if (letters := _letters(part))]
        if not parts:
            return []
        spans = []
        at = self._letters.find(parts[0])
        while at >= 0:
            end = self._end_of(parts, at)
            if at in self._starts and end is not None:
                spans.append((at, end))
            at = self._letters.find(parts[0], at + 1)
        return spans

    def _end_of(self, parts: Sequence[str], at: int) -> int | None:
        end = at + len(parts[0])
        for part in parts[1:]:
            following = self._letters.find(part, end, end + _LONGEST_GAP + len(part))
            if following < 0:
                return None
            end = following + len(part)
        return end

    def line_of(self, letter: int) -> int:
        """The line (from 1) a letter stands on."""
        return bisect_right(self._line_starts, self._places[letter])

    def stands_around(self, span: tuple[int, int], source: SourceRef) -> bool:
        """Do the words before and after, as far as the reference names them, stand there?"""
        before, after = _letters(source.before), _letters(source.after)
        return self._letters.endswith(before, 0, span[0]) and self._letters.startswith(after, span[1])

    def nearest(self, quote: str) -> str:
        """The line that has most words in common with a quotation; empty where none has half of them."""
        words = re.findall(r"\w+", quote.casefold())
        scored = (
            (sum(b.size for b in SequenceMatcher(None, words, line_words, autojunk=False).get_matching_blocks()), line)
            for line in self.lines
            if not set(words).isdisjoint(line_words := re.findall(r"\w+", line.casefold()))
        )
        score, line = max(scored, key=lambda pair: pair[0], default=(0, ""))
        return line.strip() if words and score >= _NEAR * len(words) else ""


def anchors(sources: Iterable[SourceRef], edition: Edition) -> tuple[Anchor, ...]:
    """What became of each quotation, in the order given, which is that of the document they were taken from."""
    quoted = [source for source in sources if source.quote]
    spans = [edition.occurrences(source.quote) for source in quoted]
    around = [
        [span for span in places if edition.stands_around(span, source)] or places
        for source, places in zip(quoted, spans, strict=True)
    ]
    settled = [_at_its_line(edition, source, places) or places for source, places in zip(quoted, around, strict=True)]
    return tuple(
        _anchor(edition, source, _in_order(settled, number)) for number, source in enumerate(quoted)
    )  # fmt: skip


def _at_its_line(edition: Edition, source: SourceRef, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places on the lines the reference names."""
    if not source.line_from:
        return []
    lines = range(source.line_from, source.line_to + 1)
    return [span for span in places if edition.line_of(span[0]) in lines or edition.line_of(span[1] - 1) in lines]


def _in_order(settled: list[list[tuple[int, int]]], number: int) -> list[tuple[int, int]]:
    """The places of one quotation that lie between those of the nearest ones of which the place is certain."""
    places = settled[number]
    if len(places) < 2:
        return places
    earlier = next((p[0][1] for p in reversed(settled[:number]) if len(p) == 1), 0)
    later = next((p[0][0] for p in settled[number + 1 :] if len(p) == 1), None)
    between = [span for span in places if span[0] >= earlier and (later is None or span[1] <= later)]
    return between or places


def _anchor(edition: Edition, source: SourceRef, places: list[tuple[int, int]]) -> Anchor:
    if not places:
        return Anchor(source, Anchoring.ORPHANED, near=edition.nearest(source.quote))
    lines = tuple(edition.line_of(begin) for begin, _ in places)
    if len(places) > 1:
        return Anchor(source, Anchoring.AMBIGUOUS, lines)
    stays = not source.line_from or bool(_at_its_line(edition, source, places))
    return Anchor(source, Anchoring.FOUND if stays else Anchoring.MOVED, lines)


def _letters(text: str) -> str:
    return "".join(letter.casefold()[0] for letter in _BROKEN.sub("", text) if letter.isalnum())
