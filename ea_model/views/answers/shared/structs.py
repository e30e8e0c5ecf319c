"""What answers are made of: records with declared fields, and the types of fields that several share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from msgspec import Meta, Struct

from ea_model.scope import Status
from ea_model.values import Provenance, Truth


def note(text: str) -> Meta:
    """What a field means, for who reads the schema."""
    return Meta(description=text)


class Data(Struct, kw_only=True, forbid_unknown_fields=True, rename=lambda field: field.rstrip("_")):
    """A part of an answer; a field whose name is a word of Python (``class_``) goes without the underscore."""


def one_of(*words: str) -> Meta:
    """A field that holds one of these words."""
    return Meta(extra_json_schema={"enum": list(words)})


def named(definition: str) -> Meta:
    """A field that holds a word of a list the program keeps elsewhere."""
    return Meta(extra_json_schema={"$ref": f"#/$defs/{definition}"})


Count = Annotated[int, Meta(ge=0)]
Digits = Annotated[str, Meta(pattern=r"^\d+(\.\d+)?$")]
"""A decimal number as text, so that nothing rounds it."""
LanguageCode = Annotated[str, Meta(pattern="^[A-Za-z]{2,3}$")]
Label = str | dict[LanguageCode, str]
"""A text, or one per language with the primary language first."""
Place = Annotated[str, note("file:line:column; empty when there is none.")]
RoleCode = Annotated[str, named("Role")]
RuleCode = Annotated[str, named("Rule")]
LevelCode = Annotated[str, named("Level")]
RuleOfDerivation = Annotated[
    str,
    Meta(
        pattern=r"^(DR[1-8]|PDR([1-9]|1[0-2])|JUNCTION|NONE)$",
        description="DR: valid; PDR: potential; JUNCTION: only passes through junctions; NONE: no rule goes on here.",
    ),
]
Plain = Annotated[Any, note("As a model file has it: text, texts by language, fields, or a list; null: not stated.")]
Counts = Annotated[dict[Status, Count], note("Number of required cells by status.")]


class ModelData(Data):
    """The model that was asked."""

    id: str
    name: str
    version: str
    revision: Annotated[str, note("Hash of the model files; the same files give the same revision.")]


class MomentData(Data):
    """When the answer holds; two nulls: the whole model."""

    plateau: Annotated[str | None, note("Id of a plateau.")]
    date: dt.date | None


class ElementData(Data):
    """The identity of an element."""

    id: str
    name: Label
    kind: Annotated[str, note("Name of the class, the most specific one.")]


class ProviderData(Data):
    """A contract, or own parties without one."""

    contract: Annotated[str | None, note("Id of the contract; null for own parties.")]
    own: bool
    parties: Annotated[list[str], note("Ids of elements.")]


class LeadData(Data):
    """Somebody's part in a cell."""

    contract: str | None
    own: bool
    parties: list[ElementData]
    role: RoleCode
    certain: Annotated[bool, note("By a certain path; false: only possibly.")]
    truth: Truth


class CellData(Data):
    """One activity on one element."""

    element: ElementData
    activity: str
    status: Status
    may_be: Annotated[list[Status], note("Where the status is INDETERMINATE: every status it may have on that day.")]
    required: Annotated[bool, note("Somebody must do this; false: it may be done.")]
    leads: list[LeadData]
    support: list[LeadData]
    informed: Annotated[list[LeadData], note("Consulted (C) or informed (I); that is no coverage.")]
    excluded_by: list[ProviderData]
    ended: Annotated[list[ProviderData], note("Contracts that covered it and are over.")]
    closure: Annotated[str | None, note("Id of the statement that says no contract covers it.")]


class SourceData(Data):
    """A phrase of a document."""

    fact: Annotated[str, note("Id in the source register; empty when written in place.")]
    document: str
    page: Count
    lines: Annotated[str, note("12 or 12-13; empty when not given.")]
    quote: str


class StepData(Data):
    """One step of a path, by a rule of the semantics."""

    rule: str
    from_: str
    to: str
    certain: bool
    relations: list[str]


class PathData(Data):
    """From the subject of a statement to the element."""

    statement: str
    activity: str
    rolled_down: Annotated[bool, note("The statement names an inner activity.")]
    provenance: Provenance
    truth: Truth
    sources: list[SourceData]
    steps: list[StepData]
