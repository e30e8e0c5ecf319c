"""Answers for programs and for the terminal: one question a file, each a declared type that also reads as text.

The JSON of an answer and its description in ``docs/answers.schema.json`` both come from its type. ``data`` functions
fill it, ``text`` functions write the same for a person. They ask the model and never compute.
"""

from __future__ import annotations

import datetime as dt
import json
from enum import Enum
from typing import Annotated, Any

import msgspec

from ea_model.model import Model
from ea_model.values import Provenance
from ea_model.views.answers.shared.structs import Count, Data, ModelData, note
from ea_model.words import label

SCHEMA_VERSION = "2"


class OutcomeKind(Enum):
    """Whether there is an answer; that there is none, and why, are four different things."""

    FOUND = "FOUND"
    EMPTY = "EMPTY"
    """The question was answered: there is nothing."""
    REFUSED = "REFUSED"
    """The question cannot be answered as it was asked."""
    CUT_OFF = "CUT_OFF"
    """There may be more than what is shown."""
    UNKNOWN = "UNKNOWN"
    """The model does not say, or not precisely enough."""


class Outcome(Data):
    """What came of a question: ``reason`` is the key of its sentence, ``values`` fill that."""

    kind: OutcomeKind
    reason: str = ""
    values: dict[str, Any] = msgspec.field(default_factory=dict)

    @classmethod
    def of(cls, kind: OutcomeKind, reason: str, **values: object) -> Outcome:
        """An outcome with the values of its sentence."""
        return cls(kind=kind, reason=reason, values=values)

    def sentence(self, lang: str) -> str:
        """The reason in words; empty when there is an answer without more."""
        values = {name: value(lang) if callable(value) else value for name, value in self.values.items()}
        return label(self.reason, lang, **values) if self.reason else ""


FOUND = Outcome(kind=OutcomeKind.FOUND)


class OutcomeData(Data):
    """What came of the question; only FOUND has no reason."""

    kind: OutcomeKind
    reason: Annotated[str, note("Code identifier of the sentence.")]
    sentence: Annotated[str, note("The reason in words, in the language asked for.")]
    shown: Annotated[Count | None, note("How many are shown of what was cut off.")]


class Receipt(Data):
    """By what an answer was given: the same question on the same revision gives the same bytes."""

    product: str
    product_version: str
    schema_version: str
    revision: Annotated[str | None, note("Hash of every file of the model; null: no model was loaded.")]
    question: Annotated[str, note("The command that gives this answer again.")]
    day: Annotated[dt.date | None, note("The day asked about, else the day of the model; null: it has none.")]
    outcome: OutcomeData


class Answer(Data, tag_field="kind", tag=""):
    """The answer to one question."""

    def outcome(self) -> Outcome:
        """What came of the question."""
        return FOUND

    def day(self) -> dt.date | None:
        """The day the answer itself names."""
        moment = getattr(self, "moment", None)
        return None if moment is None else moment.date


class RefusedAnswer(Answer, tag="refused"):
    """Any command that cannot answer what was asked (exit code 2 or 3)."""

    message: Annotated[str, note("Why, in the language asked for.")]
    near: Annotated[list[str], note("Ids that were perhaps meant.")]

    def outcome(self) -> Outcome:
        return Outcome.of(OutcomeKind.REFUSED, "Outcome.refused", because=self.message)


class ModelAnswer(Answer, tag=""):
    """An answer about a model."""

    model: ModelData


def model_data(model: Model) -> ModelData:
    """Of which model, version and revision an answer speaks."""
    return ModelData(id=model.id, name=str(model.name), version=model.version, revision=model.revision)


def plain(value: object) -> Any:
    """A part of an answer in JSON's own types: code identifiers by their names, a text as nothing but text."""
    if isinstance(value, msgspec.Struct):
        kind = value.__struct_config__.tag
        fields = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return {**({"kind": kind} if kind else {}), **{name: plain(getattr(value, field)) for name, field in fields}}
    if isinstance(value, dict):
        return {plain(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, Enum) and (isinstance(value, Provenance) or not isinstance(value, str)):
        return value.name  # any other word of a closed list is what a model holds
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def as_json(answer: Answer, receipt: Receipt) -> str:
    """The answer with its receipt as JSON text, readable and stable."""
    return written({"schema_version": SCHEMA_VERSION, **plain(answer), "receipt": plain(receipt)})


def written(document: object) -> str:
    """A document in JSON's own types as text."""
    return json.dumps(document, ensure_ascii=False, indent=2)
