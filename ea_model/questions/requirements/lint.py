"""The lint of a requirement: suspicious words in their context, and the form a testable requirement has.

Source: SMART and the characteristics of ISO/IEC/IEEE 29148 (unambiguous, complete, singular, verifiable). Hits are
hints for a person: whether a requirement is acceptable and realistic no program can say, and none is claimed here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, IntEnum

from ea_model.questions.requirements.words import LintVocabulary, SuspiciousWord, WordCategory, language, language_of

_QUOTED = re.compile(
    r"“[^”]{0,400}”|„[^”“]{0,400}[”“]|‘[^’]{0,400}’|\"[^\"]{0,400}\"|«[^»]{0,400}»|`[^`]{0,400}`"
    r"|(?<!\w)'[^']{1,400}'(?!\w)"
)
"""Bounded, so that a text full of opening marks is still read once."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[)”’\"']{0,3}\s+(?=[^\W\d_a-z]|[“‘\"(])")
_SHORT = re.compile(
    r"\b(?:[^\W\d_]|etc|enz|resp|bijv|bv|evt|incl|excl|art|nr|no|ca|vgl|mr|dr|ir|st)\.$", re.IGNORECASE
)  # fmt: skip
"""An initial or an abbreviation before a point."""
_CONTEXT = 40
"""Characters shown on either side of a hit."""


class FormIssue(Enum):
    """What a requirement lacks as a whole."""

    SENTENCES = "sentences"
    MODALS = "modals"
    MEASURE = "measure"
    TIME = "time"
    SUBJECT = "subject"
    ATTRIBUTES = "attributes"
    ACTIVITY = "activity"


class LintWeight(IntEnum):
    """A doubt makes a requirement not SMART (finding NONSMART); a note is there to be looked at."""

    NOTE = 0
    DOUBT = 1


class Excuse(Enum):
    """Why a suspicious word is none here."""

    QUOTED = "quoted"
    NAME = "name"
    PHRASE = "phrase"
    QUANTITY = "quantity"
    SET = "set"
    WITHIN = "within"
    """Part of a suspicious phrase that is shown already, or the same word for a second reason."""


@dataclass(frozen=True, slots=True)
class WordHit:
    """A suspicious word: where it stands (in characters from 0) and what excuses it, if anything does."""

    word: str
    category: WordCategory
    counted: bool
    start: int
    end: int
    excuse: Excuse | None = None


@dataclass(frozen=True, slots=True)
class FormHint:
    """Something about the requirement as a whole, with the words it is about."""

    issue: FormIssue
    weight: LintWeight
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lint:
    """What the lint says about one text; `hits` and `hints` are what is left to look at."""

    text: str
    language: str
    found: tuple[WordHit, ...]
    """Every suspicious word, the excused ones too."""
    hints: tuple[FormHint, ...]
    measures: tuple[str, ...]
    times: tuple[str, ...]
    conditions: tuple[str, ...]

    @property
    def hits(self) -> tuple[WordHit, ...]:
        """The suspicious words that nothing excuses."""
        return tuple(hit for hit in self.found if hit.excuse is None)

    @property
    def words(self) -> int:
        """The plain count: every occurrence of every word of the counted list, excused or not."""
        return sum(hit.counted for hit in self.found)

    @property
    def doubtful(self) -> bool:
        """Is there more than a note?"""
        return bool(self.hits) or any(hint.weight is LintWeight.DOUBT for hint in self.hints)

    def context(self, hit: WordHit) -> tuple[str, str, str]:
        """The text before a hit, the hit as written, and the text after it."""
        before, after = self.text[: hit.start], self.text[hit.end :]
        if len(before) > _CONTEXT:
            before = "…" + before[-_CONTEXT:].partition(" ")[2]
        if len(after) > _CONTEXT:
            after = after[:_CONTEXT].rpartition(" ")[0] + "…"
        return before, self.text[hit.start : hit.end], after


def lint_text(text: str, lang: str = "", *, sets: frozenset[str] = frozenset()) -> Lint:
    """Judge a text alone, without what a model knows about it.

    ``lang`` is a language code; empty: found from the text. ``sets`` are names that bound a total ("alle …"), in
    `folded` form.
    """
    text = " ".join(text.split())
    lists = language(lang or language_of(text))
    hits = tuple(_judged(text, lists, sets))
    measures = tuple(m.group() for m in lists.measure.finditer(text))
    times = tuple(m.group() for m in lists.time.finditer(text))
    hit_places = {place for hit in hits for place in range(hit.start, hit.end)}
    conditions = tuple(m.group() for m in lists.condition.finditer(text) if m.start() not in hit_places)
    return Lint(
        text=text,
        language=lists.code,
        found=hits,
        hints=tuple(_form(text, lists, measured=bool(measures), timed=bool(times or conditions))),
        measures=measures,
        times=times,
        conditions=conditions,
    )


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def sentences(text: str) -> list[str]:
    """The sentences of a text; a point after an abbreviation ends none."""
    parts: list[str] = []
    begin = 0
    for stop in _SENTENCE_END.finditer(text):
        if not _SHORT.search(text[max(begin, stop.start() - 8) : stop.start()]):
            parts.append(text[begin : stop.start()])
            begin = stop.end()
    return [part for part in (*parts, text[begin:]) if part.strip()]


def _judged(text: str, lists: LintVocabulary, sets: frozenset[str]) -> Iterator[WordHit]:
    """Every hit in order, excused where something excuses it."""
    lower = text.lower()
    likely = [word for word in lists.words if word.start in lower]
    hits = sorted((hit for word in likely for hit in _hits(text, word)), key=lambda h: (h.start, -h.end))
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    shown_up_to = 0
    for hit in hits:
        excuse = _excuse(hit, text, lists, sets, quoted)
        if excuse is None and hit.end <= shown_up_to:
            excuse = Excuse.WITHIN
        if excuse is None:
            shown_up_to = max(shown_up_to, hit.end)
        yield replace(hit, excuse=excuse)


def _hits(text: str, word: SuspiciousWord) -> Iterator[WordHit]:
    for match in word.pattern.finditer(text):
        yield WordHit(word.word, word.category, word.counted, match.start(), match.end())


def _excuse(
    hit: WordHit, text: str, lists: LintVocabulary, sets: frozenset[str], quoted: list[tuple[int, int]]
) -> Excuse | None:
    place = bisect_right(quoted, (hit.start, len(text))) - 1
    if place >= 0 and hit.end <= quoted[place][1]:
        return Excuse.QUOTED
    if _part_of_a_name(hit, text):
        return Excuse.NAME
    for friend in lists.friends:
        if friend.excuses(hit.word, text, hit.start, hit.end):
            return Excuse[friend.reason]
    if hit.category is WordCategory.TOTAL and sets and _names_a_set(text[hit.end : hit.end + 120], sets):
        return Excuse.SET
    return None


def _part_of_a_name(hit: WordHit, text: str) -> bool:
    """Glued to other letters by a sign, as in an id, a path or a compound."""
    before, after = text[max(0, hit.start - 2) : hit.start], text[hit.end : hit.end + 2]
    return bool(re.search(r"[\w)][-_./:@]$", before) or re.match(r"[-_/:@.]\w", after))


def _names_a_set(after: str, sets: frozenset[str]) -> bool:
    """Does a name of the model follow, in the singular or the plural?"""
    words = re.findall(r"[\w’'&-]+", after.casefold())[:6]
    for length in range(len(words), 0, -1):
        phrase = " ".join(words[:length])
        endings = ("", "s", "'s", "’s", "en", "n")
        if any(phrase.endswith(e) and phrase[: len(phrase) - len(e)] in sets for e in endings):
            return True
    return False


def _form(text: str, lists: LintVocabulary, *, measured: bool, timed: bool) -> Iterator[FormHint]:
    """What the text says about the form of the requirement."""
    parts = sentences(text)
    if len(parts) > 1:
        yield FormHint(FormIssue.SENTENCES, LintWeight.NOTE, (str(len(parts)),))
    modals = [m.group() for m in lists.modals.finditer(text)]
    if len(modals) > 1:
        yield FormHint(FormIssue.MODALS, LintWeight.NOTE, tuple(modals))
    elif not modals and not lists.statements.search(text):
        yield FormHint(FormIssue.MODALS, LintWeight.NOTE)
    if not measured:
        yield FormHint(FormIssue.MEASURE, LintWeight.DOUBT)
    if not timed:
        yield FormHint(FormIssue.TIME, LintWeight.NOTE)
