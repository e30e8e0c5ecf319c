"""The metamodel: every kind of every package with layer, aspect, supertypes and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pyecore.ecore import EClass, EEnum

from ea_model.metamodel import Metamodel
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.datatypes import text_of
from ea_model.metamodel.lean import LeanAttribute
from ea_model.values import LangText, in_language
from ea_model.views.answers import Answer
from ea_model.views.answers.shared.common import grid, label_data
from ea_model.views.answers.shared.structs import Data, Label, note
from ea_model.words import label


class LanguageData(Data):
    """The language of the kinds."""

    name: str
    version: str


class SupertypeData(Data):
    """A kind by its package."""

    package: str
    name: str


class AttributeData(Data):
    """An attribute or reference."""

    name: str
    type: Annotated[str, note("Value type, enumeration, or the kind it refers to.")]
    reference: bool
    many: bool
    required: bool
    may_be_unknown: bool
    default: str | None


class KindData(Data):
    """A kind with the attributes it adds to its supertypes."""

    name: str
    label: Annotated[Label | None, note("What a person reads for a kind the model declares.")]
    abstract: bool
    layer: str | None
    aspect: str | None
    supertypes: list[SupertypeData]
    attributes: Annotated[list[AttributeData], note("What it adds to its supertypes.")]


class EnumerationData(Data):
    """A closed list of values."""

    name: str
    values: list[str]


class PackageData(Data):
    """A package of kinds."""

    name: str
    uri: str
    kinds: list[KindData]
    enumerations: list[EnumerationData]


class MetamodelAnswer(Answer, tag="metamodel"):
    """ea metamodel"""

    language: LanguageData
    packages: Annotated[list[PackageData], note("Those another one builds on first.")]


def data(metamodel: Metamodel) -> MetamodelAnswer:
    """Packages in the order they build on each other; a class lists the attributes it adds to its supertypes."""
    return MetamodelAnswer(
        language=LanguageData(name=metamodel.language.name, version=metamodel.language.version),
        packages=[_package(metamodel, package) for package in metamodel.packages()],
    )


def _package(metamodel: Metamodel, package: Any) -> PackageData:
    return PackageData(
        name=package.name,
        uri=package.nsURI,
        kinds=[_kind(metamodel, kind) for kind in _classes(package)],
        enumerations=[
            EnumerationData(name=enum.name, values=[literal.name for literal in enum.eLiterals])
            for enum in package.eClassifiers
            if isinstance(enum, EEnum)
        ],
    )


def _classes(package: Any) -> Iterator[Any]:
    yield from (classifier for classifier in package.eClassifiers if isinstance(classifier, EClass))


def _kind(metamodel: Metamodel, kind: Any) -> KindData:
    python = kind.python_class
    layered = python if issubclass(python, Element) else None
    return KindData(
        name=kind.name,
        label=label_data(_label(metamodel, kind)) or None,
        abstract=bool(kind.abstract),
        layer=(layered.layer if layered else "") or None,
        aspect=(layered.aspect if layered else "") or None,
        supertypes=[SupertypeData(package=parent.ePackage.name, name=parent.name) for parent in kind.eSuperTypes],
        attributes=[_attribute(feature) for feature in kind.eStructuralFeatures],
    )


def _label(metamodel: Metamodel, kind: Any) -> str:
    return metamodel.labels.get(kind.name, "") if metamodel.declared.get(kind.name) is kind.python_class else ""


def _attribute(feature: Any) -> AttributeData:
    """One attribute or reference; ``type`` is the value type or the kind it refers to."""
    default = feature.fallback if isinstance(feature, LeanAttribute) and not feature.is_many else None
    return AttributeData(
        name=feature.name,
        type=feature.eType.name,
        reference=bool(feature.is_reference),
        many=bool(feature.is_many),
        required=bool(feature.is_required),
        may_be_unknown=bool(feature.knowable),
        default=_default(default),
    )


def _default(value: object) -> str | None:
    return None if value in (None, "") else text_of(value)


def text(metamodel: Metamodel, lang: str) -> str:
    """A table per package for the terminal."""
    parts = []
    for package in metamodel.packages():
        title = f"{package.name} — {package.nsURI}"
        rows = [_row(metamodel, kind, lang) for kind in _classes(package)]
        headers = [label(f"Answer.{h}", lang) for h in ("kind", "layer", "aspect", "supertypes", "attributes")]
        parts.append("\n".join([title, "=" * len(title), grid(rows, headers)]))
    return "\n\n".join(parts)


def _row(metamodel: Metamodel, kind: Any, lang: str) -> list[str]:
    described = _kind(metamodel, kind)
    name = kind.name
    if described.label:
        text = _label(metamodel, kind)
        name += f" ({in_language(text, lang) if isinstance(text, LangText) else text})"
    if described.abstract:
        name += f" [{label('Answer.abstract', lang)}]"
    parents = ", ".join(parent.name for parent in described.supertypes)
    attributes = ", ".join(_attribute_text(a) for a in described.attributes)
    return [name, described.layer or "", described.aspect or "", parents, attributes]


def _attribute_text(attribute: AttributeData) -> str:
    """``name: type``, with ``*`` for many, ``!`` for required and what it is when nothing is said."""
    marks = ("*" if attribute.many else "") + ("!" if attribute.required else "")
    default = f" = {attribute.default}" if attribute.default is not None else ""
    return f"{attribute.name}: {attribute.type}{marks}{default}"
