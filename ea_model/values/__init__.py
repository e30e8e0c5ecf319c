"""The value types every fact needs: soft dates, ranges, counts, fractions, unknowns and source references.

They know nothing but themselves (models/README.md). Each has ``parse(text)`` and a canonical ``str``
that reads back as the same value; `ValueError` carries a sentence a person can act on.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum, IntFlag
from functools import partial

from ea_model.messages import Message
from ea_model.values.closed_list import ClosedList, listed
from ea_model.values.numbers import EXACT, NUMBER, brief, decimal, number, plain, times, whole, written
from ea_model.values.quantities import Quantity, money

__all__ = [
    "NO_VALUE",
    "Count",
    "DateBasis",
    "Fraction",
    "FuzzyDate",
    "LangText",
    "NotApplicable",
    "Period",
    "PeriodSide",
    "Provenance",
    "Quantity",
    "SoftDate",
    "SourceRef",
    "Truth",
    "Unknown",
    "brief",
    "decimal",
    "in_language",
    "money",
    "number",
    "whole",
    "written",
]  # fmt: skip


class DateBasis(ClosedList):
    """What a date rests on: a plan, or what came to pass."""

    PLANNED = "planned", "gepland"
    ACTUAL = "actual", "werkelijk"


class Truth(IntEnum):
    """Three-valued answer; a conjunction is the minimum."""

    NO = 0
    MAYBE = 1
    YES = 2


class PeriodSide(IntFlag):
    """On which side of a period a day may lie: before its begin, during it, after its end; or several of these."""

    BEFORE = 1
    DURING = 2
    AFTER = 4


class Provenance(ClosedList):
    """How a statement relates to its source."""

    STATED = "stated", "gesteld"
    INTERPRETED = "interpreted", "geïnterpreteerd", "geinterpreteerd"
    ASSUMED = "assumed", "aangenomen"
    DERIVED = "derived", "afgeleid"

    @classmethod
    def parse(cls, text: str) -> Provenance:
        """Read a word of the list, in English or Dutch."""
        member = cls.read(text)
        if member is None:
            raise ValueError(Message("bad_provenance", words=partial(listed, cls), text=brief(text)))
        return member


class LangText(str):
    """A text in one or more languages; it *is* its primary text, so it can be used as any string."""

    __slots__ = ("texts",)
    texts: dict[str, str]

    def __new__(cls, texts: dict[str, str]) -> LangText:
        self = super().__new__(cls, next(iter(texts.values()), ""))
        self.texts = dict(texts)
        return self

    def __reduce__(self) -> tuple[type[LangText], tuple[dict[str, str]]]:
        return (LangText, (self.texts,))

    def in_language(self, lang: str) -> str:
        """The text in ``lang``, or the primary text where there is none."""
        return self.texts.get(lang, str(self))


def in_language(text: str, lang: str) -> str:
    """The text of a name in ``lang``, whether it has one language or several."""
    return text.in_language(lang) if isinstance(text, LangText) else str(text)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Explicitly not known (never null, never 0); ``item`` is the open question it belongs to."""

    item: str = ""

    def __str__(self) -> str:
        return f"onbekend {self.item}".strip()

    @staticmethod
    def parse(text: str) -> Unknown | None:
        """Read ``onbekend``, ``unknown`` or either with a question id; None if it is something else."""
        match = re.fullmatch(r"(?:onbekend|unknown)(?:\s+([A-Za-z_][\w.-]*))?", text.strip(), re.IGNORECASE)
        return Unknown(match.group(1) or "") if match else None


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The attribute has no meaning here."""

    def __str__(self) -> str:
        return "n.v.t."

    @staticmethod
    def parse(text: str) -> NotApplicable | None:
        return NotApplicable() if text.strip().lower() in {"n.v.t.", "nvt", "n/a"} else None


NO_VALUE = (Unknown, NotApplicable)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A day somewhere in ``earliest``..``latest`` (both included).

    ``precision`` is day, month, quarter, year, range or open (no bound on that side: nothing is awaited); ``status``
    is a `DateBasis`, or empty.
    """

    earliest: date
    latest: date
    precision: str = "day"
    status: str = ""

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(Message("date_backwards", last=self.latest, first=self.earliest))
        if self.status and self.status not in frozenset(DateBasis):
            raise ValueError(Message("date_status", text=brief(self.status)))

    @property
    def is_day(self) -> bool:
        return self.earliest == self.latest

    @classmethod
    def parse(cls, text: str) -> FuzzyDate:
        words = text.strip().split()
        status = DateBasis.read(words[-1]) if len(words) > 1 else None
        body = " ".join(words[:-1] if status else words)
        if body == "open":
            return cls(date.min, date.max, "open", status or "")
        if ".." in body:
            low, _, high = body.partition("..")
            first, last = _single_date(low.strip()), _single_date(high.strip())
            return cls(first.earliest, last.latest, "range", status or "")
        return replace(_single_date(body), status=status or "")

    def __str__(self) -> str:
        first, last = self.earliest, self.latest
        text = {
            "day": first.isoformat(),
            "month": first.isoformat()[:7],
            "quarter": f"{first.isoformat()[:4]}-Q{(first.month + 2) // 3}",
            "year": first.isoformat()[:4],
            "open": "open",
        }.get(self.precision, f"{first.isoformat()}..{last.isoformat()}")
        return f"{text} {self.status}".strip()


def _single_date(text: str) -> FuzzyDate:
    """Read one date of day, quarter, month or year precision."""
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
            day = date(*map(int, match.groups()))
            return FuzzyDate(day, day, "day")
        if match := re.fullmatch(r"(\d{4})-[Qq]([1-4])", text):
            year, month = int(match[1]), int(match[2]) * 3
            return FuzzyDate(date(year, month - 2, 1), _last_day(year, month), "quarter")
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
            year, month = int(match[1]), int(match[2])
            return FuzzyDate(date(year, month, 1), _last_day(year, month), "month")
        if re.fullmatch(r"\d{4}", text):
            return FuzzyDate(date(int(text), 1, 1), date(int(text), 12, 31), "year")
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(Message("no_calendar_day", text=text)) from error
    raise ValueError(Message("no_date", text=brief(text)))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


SoftDate = FuzzyDate | Unknown | NotApplicable | None


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``; None means open on that side, `Unknown` means nobody knows."""

    start: SoftDate = None
    end: SoftDate = None

    def at(self, day: date) -> Truth:
        """Does the period hold on ``day``? The rule of docs/SEMANTICS.md 3."""
        return min(self._started(day), self._not_ended(day))

    def ended_before(self, day: date) -> bool:
        """Certainly over on ``day``."""
        return isinstance(self.end, FuzzyDate) and day > self.end.latest

    def sides(self, day: date) -> PeriodSide:
        """Every side on which ``day`` may lie, for some choice of what is soft."""
        begun, going_on = self._started(day), self._not_ended(day)
        sides = PeriodSide(0)
        if going_on is not Truth.YES:
            sides |= PeriodSide.AFTER
        if going_on is not Truth.NO:
            sides |= PeriodSide.DURING if begun is not Truth.NO else PeriodSide(0)
            sides |= PeriodSide.BEFORE if begun is not Truth.YES else PeriodSide(0)
        return sides

    def _started(self, day: date) -> Truth:
        if isinstance(self.start, Unknown):
            return Truth.MAYBE
        if not isinstance(self.start, FuzzyDate) or self.start.precision == "open":
            return Truth.YES
        if day < self.start.earliest:
            return Truth.NO
        return Truth.YES if self.start.latest <= day else Truth.MAYBE

    def _not_ended(self, day: date) -> Truth:
        if isinstance(self.end, Unknown):
            return Truth.MAYBE
        if not isinstance(self.end, FuzzyDate) or self.end.precision == "open":
            return Truth.YES
        if day > self.end.latest:
            return Truth.NO
        certain = day < self.end.earliest or (self.end.is_day and day <= self.end.earliest)
        return Truth.YES if certain else Truth.MAYBE

    def __str__(self) -> str:
        return f"{self.start or 'open'} – {self.end or 'open'}"


_COUNT = re.compile(
    rf"(?:(?P<least>minstens|at least|>=) ?|(?P<most>hoogstens|at most|<=) ?)?(?P<low>{NUMBER})"
    rf"(?:(?<![a-z])\.\.(?P<high>{NUMBER}|\*))?"
)
_LONGEST_COUNT = 80


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things between ``low`` and ``high`` (None: no upper bound)."""

    low: int
    high: int | None

    @classmethod
    def parse(cls, text: str) -> Count:
        match = _COUNT.fullmatch(text.strip().lower()) if len(text) <= _LONGEST_COUNT else None
        if match and (match["least"] or not (match["most"] or match["high"])):
            low = whole(match["low"])
            return cls(low, None if match["least"] else low)
        if match and match["most"]:
            return cls(0, whole(match["low"]))
        if match:
            return cls(whole(match["low"]), None if match["high"] == "*" else whole(match["high"]))
        raise ValueError(Message("no_count", text=brief(text)))

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError(Message("range_backwards", range=f"{self.low}..{self.high}"))

    def __str__(self) -> str:
        if self.high is None:
            return f"minstens {self.low}"
        return str(self.low) if self.low == self.high else f"{self.low}..{self.high}"


@dataclass(frozen=True, slots=True)
class Fraction:
    """A share between 0 and 1; "grotendeels" is (0.5, 1.0]."""

    low: Decimal
    high: Decimal
    low_exclusive: bool = False

    @classmethod
    def parse(cls, text: str) -> Fraction:
        body = text.strip()
        exclusive = body.startswith(">")
        low, dots, high = body.lstrip("> ").partition("..")
        first = _share(low)
        last = _share(high) if dots else (Decimal(1) if exclusive else first)
        if not Decimal(0) <= first <= last <= Decimal(1):
            raise ValueError(Message("no_share", text=brief(text)))
        return cls(first, last, exclusive)

    def __str__(self) -> str:
        sign = ">" if self.low_exclusive else ""
        low, high = (number(EXACT.multiply(share, Decimal(100))) for share in (self.low, self.high))
        return f"{low}%" if self.low == self.high and not sign else f"{sign}{low}%..{high}%"


def _share(text: str) -> Decimal:
    body = text.strip()
    return times(plain(body[:-1]), Decimal("0.01")) if body.endswith("%") else plain(body)


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One phrase of one document: where it stands and what it says, literally.

    ``page`` and the lines count from 1; 0 means not given. ``fact`` is the id in the source register, if any.
    """

    document: str = ""
    page: int = 0
    line_from: int = 0
    line_to: int = 0
    quote: str = ""
    fact: str = ""
    text: str = ""
    category: str = ""
    before: str = ""
    """The words before the quotation, where it needs them to be found again; ``after`` those after it."""
    after: str = ""

    @property
    def lines(self) -> str:
        if not self.line_from:
            return ""
        return str(self.line_from) if self.line_to == self.line_from else f"{self.line_from}-{self.line_to}"

    def __str__(self) -> str:
        place = f"p{self.page} " if self.page else ""
        place += f"r{self.lines} " if self.lines else ""
        return f"{self.fact + ' ' if self.fact else ''}{place}“{self.quote}”".strip()
