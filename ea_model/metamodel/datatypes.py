"""The attribute types of the metamodel: how a value is written in a model file, checked and shown in Ecore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from typing import Any

from pyecore.ecore import EDataType, EEnum, EEnumLiteral

from ea_model.messages import Message
from ea_model.values import (
    Count,
    Fraction,
    FuzzyDate,
    Provenance,
    Quantity,
    SourceRef,
    brief,
    decimal,
    money,
    whole,
    written,
)  # fmt: skip
from ea_model.values.closed_list import ClosedList, listed
from ea_model.values.durations import length


@dataclass(frozen=True, slots=True)
class ValueType:
    """One kind of value. ``parse`` reads text and raises `ValueError` with a sentence and a remedy."""

    name: str
    python: tuple[type, ...]
    parse: Callable[[str], Any]
    datatype: Any
    languages: bool = False
    """A model file may give one text per language."""
    loose: Callable[[str], Any] | None = None
    """What reads a value of somebody else's format that our own text would refuse."""
    words: tuple[str, ...] = ()
    """Every word it reads, where those are a closed list."""


def parse_boolean(text: str) -> bool:
    """Read ``true``/``false`` or ``ja``/``nee``."""
    word = text.strip().lower()
    if word in {"true", "ja", "yes"}:
        return True
    if word in {"false", "nee", "no"}:
        return False
    raise ValueError(Message("no_boolean", text=brief(text)))


def text_of(value: object) -> str:
    """Write a value the way a model file has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return written(value)
    return ": ".join(value) if isinstance(value, tuple) else str(value)


def _scalar(
    name: str,
    python: type,
    parse: Callable[[str], Any],
    *,
    languages: bool = False,
    loose: Callable[[str], Any] | None = None,
) -> ValueType:
    # To other Ecore tools every value is the text a model file has: each of them may be "onbekend".
    datatype = EDataType(name, to_string=text_of, instanceClassName="java.lang.String")
    datatype.eType = python
    return ValueType(name, (python,), parse, datatype, languages, loose)


TEXT = _scalar("Text", str, str)
LABEL = _scalar("Label", str, str, languages=True)
INTEGER = _scalar("Integer", int, whole)
NUMBER = _scalar("Number", Decimal, decimal)
BOOLEAN = _scalar("Boolean", bool, parse_boolean)
DATE = _scalar("SoftDate", FuzzyDate, FuzzyDate.parse)
QUANTITY = _scalar("Quantity", Quantity, Quantity.parse)
MONEY = _scalar("Money", Quantity, money, loose=Quantity.parse)
LENGTH = replace(QUANTITY, parse=length, loose=Quantity.parse)
"""A quantity of time."""
COUNT = _scalar("Count", Count, Count.parse)
FRACTION = _scalar("Fraction", Fraction, Fraction.parse)
PROVENANCE = _scalar("Provenance", Provenance, Provenance.parse)
SOURCE = _scalar("SourceRef", SourceRef, str)
PROPERTY = _scalar("Property", tuple, str)

DECLARABLE = {
    "text": TEXT, "label": LABEL, "integer": INTEGER, "number": NUMBER, "boolean": BOOLEAN, "date": DATE,
    "quantity": QUANTITY, "money": MONEY, "count": COUNT, "fraction": FRACTION,
}  # fmt: skip
"""Attribute types a model may use for its own kinds (beside ``enum`` and ``reference``)."""

SHARED_DATATYPES = [
    t.datatype
    for t in (
        TEXT,
        LABEL,
        INTEGER,
        NUMBER,
        BOOLEAN,
        DATE,
        QUANTITY,
        MONEY,
        COUNT,
        FRACTION,
        PROVENANCE,
        SOURCE,
        PROPERTY,
    )
]


def enumeration(name: str, *values: str) -> ValueType:
    """An attribute type with a closed list of words, as a model declares one."""

    def parse(text: str) -> str:
        word = text.strip()
        if word not in values:
            raise ValueError(Message("not_one_of", text=brief(text), words=", ".join(values)))
        return word

    return ValueType(name, (str,), parse, _enum(name, values), words=values)


@cache
def closed(words: type[ClosedList]) -> ValueType:
    """The attribute type of a closed list of words: one, and one Ecore enumeration, per list."""
    all_words = partial(listed, words)

    def parse(text: str) -> str:
        word = words.read(text)
        if word is None:
            raise ValueError(Message("not_one_of", text=brief(text), words=all_words))
        return word.value

    spellings = tuple(spelling for word in words for spelling in word.spellings)
    return ValueType(words.__name__, (str,), parse, _enum(words.__name__, tuple(words)), words=spellings)


def _enum(name: str, values: tuple[str, ...]) -> Any:
    enum = EEnum(name)
    for value in values:
        enum.eLiterals.append(EEnumLiteral(name=value, value=len(enum.eLiterals)))
    return enum
