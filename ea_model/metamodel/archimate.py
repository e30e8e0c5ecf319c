"""The ArchiMate 3.2 language as an Ecore package: 61 element types, 11 relationship types, layer and aspect.

Source: The Open Group, ArchiMate 3.2 Specification; the element list with layers and aspects is
``data/3.2/elements.csv``. Everything a model adds to a concept beyond ArchiMate (sources, provenance, plateaus, life
cycle, owner) sits on `Concept` and `Element`, so that every kind has it. As pyecore wants it for static packages,
this module *is* the package.
"""

from __future__ import annotations

import csv
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, cast

from pyecore.ecore import EAnnotation, EClass, EPackage

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.lean import (
    LeanAttribute,
    LeanClass,
    LeanObject,
    LeanReference,
    add_feature,
    close_package,
    make_abstract,
)
from ea_model.values import Count, Provenance, SoftDate, SourceRef, Unknown
from ea_model.values.closed_list import ClosedList

name = "archimate"
nsURI = "http://www.opengroup.org/xsd/archimate/3.2"  # noqa: N816 - the name pyecore looks for
nsPrefix = "archimate"  # noqa: N816
eClass = EPackage(name=name, nsURI=nsURI, nsPrefix=nsPrefix)  # noqa: N816

DATA = Path(__file__).parent / "data"


class Criticality(ClosedList):
    """How badly an element is missed when it fails."""

    CRITICAL = "critical", "kritiek"
    NORMAL = "normal", "normaal"
    NOT_ESSENTIAL = "not_essential", "niet-essentieel"


class LifeStatus(ClosedList):
    """Where an element is in its life."""

    EXISTING = "existing", "bestaand"
    NEW = "new", "nieuw"
    UNPROVEN = "unproven", "onbewezen"
    EXPIRED = "dropped", "vervallen"


class AccessType(ClosedList):
    """What behaviour does with what it accesses."""

    ACCESS = "Access"
    READ = "Read"
    WRITE = "Write"
    READ_WRITE = "ReadWrite"


class JunctionType(ClosedList):
    """Does everything that meets at a junction count, or one of it?"""

    AND = "and"
    OR = "or"


class Aspect(StrEnum):
    """What a type is within its layer, the same in every version of the language."""

    ACTIVE_STRUCTURE = "Active Structure"
    BEHAVIOR = "Behavior"
    PASSIVE_STRUCTURE = "Passive Structure"
    STRUCTURE = "Structure"
    MOTIVATION = "Motivation"
    COMPOSITE = "Composite"
    CONNECTOR = "Relationship Connector"


def attribute(value_type: dt.ValueType | type[ClosedList], **options: Any) -> Any:
    """Declare an attribute; untyped here so that the class body can state the type of the value."""
    return LeanAttribute(value_type if isinstance(value_type, dt.ValueType) else dt.closed(value_type), **options)


def reference(target: type[LeanObject] | str, **options: Any) -> Any:
    """Declare a reference, to a class or to the name of one that its package has once it is complete."""
    return LeanReference(target, **options)


class Concept(LeanObject, metaclass=LeanClass):
    """An element or a relation."""

    eClass: ClassVar[EClass]  # noqa: N815
    type_name: ClassVar[str] = ""
    """The ArchiMate type a kind is, or specialises: what the exchange format calls it."""

    id: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    name: str = attribute(dt.LABEL, knowable=False, default="")
    documentation: str = attribute(dt.LABEL, knowable=False, default="")
    note: str = attribute(dt.LABEL, knowable=False, default="")
    sources: tuple[SourceRef, ...] = attribute(dt.SOURCE, many=True, knowable=False)
    source_of: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    """Attributes with sources of their own, ``end: F028, F029``; these are among its sources too."""
    provenance: Provenance = attribute(dt.PROVENANCE, knowable=False, default=Provenance.STATED)
    preference: bool = attribute(dt.BOOLEAN, default=False)
    exists_from: SoftDate = attribute(dt.DATE)
    exists_until: SoftDate = attribute(dt.DATE)
    properties: tuple[tuple[str, str], ...] = attribute(dt.PROPERTY, many=True, knowable=False)
    plateaus: tuple[Element, ...] = reference("Plateau", many=True, knowable=False)

    def sources_of(self, feature: str) -> tuple[SourceRef, ...]:
        """What an attribute rests on: the facts it cites itself, else whatever the concept as a whole cites."""
        facts = dict(entry.split(": ") for entry in self.source_of).get(feature, "").split(", ")
        return tuple(source for source in self.sources if source.fact in facts) or self.sources

    @property
    def kind(self) -> str:
        """Name of the class of this concept, the most specific one."""
        return cast(str, self.eClass.name)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id} «{self.name}»>"


class Element(Concept):
    """A box. Subclasses come from ``data/3.2/elements.csv``; ``layer`` and ``aspect`` are class facts."""

    layer: ClassVar[str] = ""
    aspect: ClassVar[str] = ""

    reusable: bool = attribute(dt.BOOLEAN, default=False)
    open_list: bool = attribute(dt.BOOLEAN, default=False)
    criticality: str | Unknown | None = attribute(Criticality)
    status: str | Unknown | None = attribute(LifeStatus)
    count: Count | Unknown | None = attribute(dt.COUNT)
    owner: Element | Unknown | None = reference("Element")


class Relation(Concept):
    """A line from ``source`` to ``target``; either end may itself be a relation."""

    symbol: ClassVar[str] = ""
    """The letter of this type in ``data/3.2/relationships.csv``."""

    source: Concept = reference(Concept, required=True, knowable=False)
    target: Concept = reference(Concept, required=True, knowable=False)
    interface_standard: str | Unknown | None = attribute(dt.LABEL)
    """What was agreed for an interface: a message standard, a protocol."""
    interface_owner: Element | Unknown | None = reference("Element")
    interface_requirement: Element | Unknown | None = reference("Element")


class Composition(Relation):
    """Whole to part, the part belongs to one whole."""

    symbol = "c"


class Aggregation(Relation):
    """Whole to part, the part may be shared."""

    symbol = "g"


class Assignment(Relation):
    """Who or what performs, holds or hosts."""

    symbol = "i"


class Realization(Relation):
    """The source makes the target real."""

    symbol = "r"


class Serving(Relation):
    """The source provides its function to the target."""

    symbol = "v"


class Access(Relation):
    """Behaviour or active structure uses passive structure."""

    symbol = "a"
    access_type: str = attribute(AccessType, knowable=False, default=AccessType.ACCESS)


class Influence(Relation):
    """The source affects a motivation element."""

    symbol = "n"
    strength: str = attribute(dt.TEXT, knowable=False, default="")


class Triggering(Relation):
    """Temporal or causal order."""

    symbol = "t"


class Flow(Relation):
    """Transfer from source to target."""

    symbol = "f"


class Specialization(Relation):
    """The source is a special case of the target."""

    symbol = "s"


class Association(Relation):
    """Related in a way not said otherwise; may have a direction since 3.1."""

    symbol = "o"
    directed: bool = attribute(dt.BOOLEAN, knowable=False, default=False)


for _base in (Concept, Element, Relation):
    make_abstract(_base)
Concept.eClass.eSuperTypes.clear()

for _relation in Relation.__subclasses__():
    _relation.type_name = _relation.__name__

_PARENTS = {"Contract": "BusinessObject"}
"""Types that specialise another concrete type (Contract is a kind of BusinessObject, 3.2 chapter 8)."""


def _annotate(kind: EClass, layer: str, aspect: str) -> None:
    """Put layer and aspect where Ecore tools can read them."""
    note = EAnnotation(source=nsURI)
    note.details.update({"layer": layer, "aspect": aspect})
    kind.eAnnotations.append(note)


def _create_element_types() -> dict[str, type[Element]]:
    """One concrete class per row of the element table."""
    types: dict[str, type[Element]] = {}
    with (DATA / "3.2" / "elements.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    for row in rows:
        base = types.get(_PARENTS.get(row["type"], ""), Element)
        body = {"__module__": __name__, "__doc__": None}
        body |= {"type_name": row["type"], "layer": row["layer"], "aspect": row["aspect"]}
        kind = cast(type[Element], LeanClass(row["type"], (base,), body))
        _annotate(kind.eClass, row["layer"], row["aspect"])
        types[row["type"]] = kind
    return types


_TYPES = _create_element_types()

add_feature(_TYPES["Junction"], "junction_type", attribute(JunctionType, default=JunctionType.AND, knowable=False))

_LISTS: tuple[type[ClosedList], ...] = (Criticality, LifeStatus, AccessType, JunctionType)
for _datatype in [*dt.SHARED_DATATYPES, *(dt.closed(words).datatype for words in _LISTS)]:
    eClass.eClassifiers.append(_datatype)
close_package(eClass)


def archimate_type(kind: type[Concept]) -> str:
    """The ArchiMate type a kind is, or specialises: what the exchange format calls it."""
    if not kind.type_name:
        raise ValueError(f"{kind.__name__} is no kind of ArchiMate concept")
    return kind.type_name
