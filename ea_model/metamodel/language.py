"""One version of the modelling language: its types, relations, layers, relationship table and viewpoints.

Everything a version says stands in a folder of its own (``data/3.2``), so that another version is another folder.
Sources of 3.2: The Open Group, ArchiMate 3.2 Specification, Appendix B (relationships) and Appendix C (viewpoints).
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from pyecore.ecore import EClass, EPackage

from ea_model.metamodel import archimate, contract
from ea_model.metamodel.archimate import DATA, Aspect, Concept, Element, Relation
from ea_model.metamodel.lean import LeanClass

STOCK = "3.2"
"""The version models are in unless they say otherwise, and the one exchange files and Archi speak."""
_ANY_RELATION = "Relationship"
_IN_EVERY_VIEW = frozenset({"Grouping", "Junction"})


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One example viewpoint; ``shows`` None means every element type."""

    id: str
    name: str
    shows: frozenset[str] | None

    def admits(self, element_type: str) -> bool:
        """May an element of this ArchiMate type stand in the view?"""
        return self.shows is None or element_type in self.shows or element_type in _IN_EVERY_VIEW


class Language:
    """A version of the language, read from a folder; `stock` gives the usual one.

    A type that another version has too, with the same layer and aspect, is the same class in both; else it is a class
    of this language's own. Kinds of the contract language specialise the type they build on, or the one that
    ``[stands_for]`` names where there is none: in a language without Contract a contract may be a BusinessObject.
    """

    def __init__(self, version: str, folder: Path | None = None) -> None:
        self.version = version
        self._folder = folder or DATA / version
        facts = tomllib.loads((self._folder / "language.toml").read_text(encoding="utf-8"))
        self.name: str = facts["name"]
        self.package: Any = None
        """Ecore package of the classes that are this language's own, once there is one."""
        layers: dict[str, dict[str, Any]] = facts["layers"]
        self.layers = tuple(layers)
        self._counts_as = {layer: str(more["counts_as"]) for layer, more in layers.items() if "counts_as" in more}
        self.lanes = tuple(layer for layer, more in layers.items() if more.get("carries"))
        """Layers within which scope flows along a realization (rule S4)."""
        self.housed: str = facts["housed"]
        """The layer whose elements a facility or location houses (rule S6)."""
        classes = _classes_of(archimate.eClass)
        self.relation_types = {name: cast(type[Relation], classes[name]) for name in facts["relations"]}
        self.element_types = {row["type"]: self._type(row, classes) for row in self.rows("elements.csv")}
        self._stands_for: dict[str, str] = facts["stands_for"]
        bound = {name: self._bound(kind) for name, kind in _classes_of(contract.eClass).items()}
        self.kinds: dict[str, type[Concept]] = {
            **self.element_types, **self.relation_types, **{name: kind for name, kind in bound.items() if kind},
        }  # fmt: skip
        """Types, and kinds of the contract language, by name; such a kind wins from its namesake."""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def data(self, file: str) -> Path:
        """A table of the contract language (activities, applicability): this version's own, or the usual one."""
        own = self._folder / file
        return own if own.exists() else DATA / file

    def rows(self, file: str) -> Iterator[dict[str, str]]:
        """The rows of a table of `data`; lines with ``#`` name the source."""
        with self.data(file).open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(line for line in handle if not line.startswith("#"))

    def _type(self, row: dict[str, str], classes: dict[str, type[Concept]]) -> type[Element]:
        shared = cast(type[Element] | None, classes.get(row["type"]))
        if shared is not None and (shared.layer, shared.aspect) == (row["layer"], row["aspect"]):
            return shared
        return self._own_class(row["type"], (shared or Element,), row["type"], row["layer"], row["aspect"])

    def _bound(self, kind: type[Concept]) -> type[Concept] | None:
        """A kind of the contract language as it is here; None where the language has nothing it could be a kind of."""
        if issubclass(kind, Relation):
            return kind if kind.type_name in self.relation_types else None
        anchors = (self._stands_for.get(base.__name__, base.__name__) for base in kind.__mro__ if _is_type(base))
        base = next((self.element_types[name] for name in anchors if name in self.element_types), None)
        if base is None or (issubclass(kind, base) and kind.type_name == base.type_name):
            return kind if base else None
        bases = (kind,) if issubclass(kind, base) else (kind, base)
        return self._own_class(kind.__name__, bases, base.type_name, base.layer, base.aspect)

    def _own_class(self, name: str, bases: tuple[type, ...], type_name: str, layer: str, aspect: str) -> type[Element]:
        """A class in a package of this language's own."""
        if self.package is None:
            module = cast(Any, ModuleType(f"ea_model_language_{self.name}_{self.version}".replace(".", "_")))
            module.name = module.nsPrefix = self.name.lower()
            module.nsURI = f"urn:ea-model:language:{self.name}:{self.version}"
            module.eClass = EPackage(name=module.name, nsURI=module.nsURI, nsPrefix=module.nsPrefix)
            self.package = module
        module_name = self.package.__name__
        body = {"__module__": module_name, "type_name": type_name, "layer": layer, "aspect": aspect, "__doc__": None}
        sys.modules[module_name] = self.package  # pyecore looks the package of a class up there
        try:
            return cast(type[Element], LeanClass(name, bases, body))
        finally:
            del sys.modules[module_name]

    def types(self, *names: str) -> tuple[type[Element], ...]:
        """The classes of these element types, as far as the language has them: what ``isinstance`` takes."""
        return tuple(self.element_types[name] for name in names if name in self.element_types)

    def layer_of(self, kind: type[Element]) -> str:
        """The layer that fences an activity; empty for composites, which let everything through."""
        if kind.aspect in {Aspect.COMPOSITE, Aspect.CONNECTOR} and kind.layer == "Other":
            return ""
        return self.responsible_layer(kind.layer)

    def responsible_layer(self, layer: str) -> str:
        """The layer it counts as where responsibilities go: physical elements lie in technology."""
        return self._counts_as.get(layer, layer)

    @cached_property
    def relationship_table(self) -> dict[tuple[str, str], str]:
        """Letters of the permitted relationship types by (source type, target type)."""
        return {(row["source"], row["target"]): row["relationships"] for row in self.rows("relationships.csv")}

    def _letters(self, source: type[Concept], target: type[Concept]) -> str:
        return self.relationship_table.get((_end_type(source), _end_type(target)), "")

    def permits(self, relation: type[Relation], source: type[Concept], target: type[Concept]) -> bool:
        """Does the language permit this relation between concepts of these kinds?"""
        return relation.symbol in self._letters(source, target)

    def permitted(self, source: type[Concept], target: type[Concept]) -> tuple[str, ...]:
        """Names of all relationship types permitted between two kinds."""
        letters = self._letters(source, target)
        return tuple(name for name, kind in self.relation_types.items() if kind.symbol in letters)

    @cached_property
    def viewpoints(self) -> dict[str, Viewpoint]:
        """The viewpoints by id."""
        names: dict[str, str] = {}
        types: dict[str, set[str]] = {}
        for row in self.rows("viewpoints.csv"):
            names[row["viewpoint_id"]] = row["exchange_name"]
            types.setdefault(row["viewpoint_id"], set()).add(row["element_type"])
        return {i: Viewpoint(i, n, None if "*" in types[i] else frozenset(types[i])) for i, n in names.items()}


def _classes_of(package: EPackage) -> dict[str, type[Concept]]:
    """Concrete concepts of a package by name."""
    classes = (c.python_class for c in package.eClassifiers if isinstance(c, EClass))
    return {c.__name__: c for c in classes if issubclass(c, Concept) and not c.eClass.abstract}


def _is_type(base: type) -> bool:
    """Is it a type of ArchiMate itself, of whatever version?"""
    return issubclass(base, Concept) and base.__dict__.get("type_name") == base.__name__


def _end_type(kind: type[Concept]) -> str:
    return _ANY_RELATION if issubclass(kind, Relation) else kind.type_name


@cache
def stock() -> Language:
    """The language models are in unless they say otherwise."""
    return Language(STOCK)
