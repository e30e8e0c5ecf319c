"""The metamodel: a version of ArchiMate, the contract language on top, and the kinds a model declares for itself.

Knows pyecore; knows no files, no XML, no colours.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

from pyecore.ecore import EPackage

from ea_model.metamodel import archimate, contract
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.language import Language, stock
from ea_model.metamodel.lean import LeanClass, LeanFeature, add_feature

_numbers = itertools.count(1)


class Metamodel:
    """The kinds one model can use, by name: those of its language, and those it declares itself."""

    def __init__(self, language: Language | None = None) -> None:
        self.language = language or stock()
        self._kinds: dict[str, type[Concept]] = dict(self.language.kinds)
        self.declared: dict[str, type[Concept]] = {}
        self.labels: dict[str, str] = {}
        """What a person reads for a declared kind, perhaps in several languages."""
        self.package: Any = None
        """Ecore package of the declared kinds, once there is one."""

    def get(self, name: str) -> type[Concept] | None:
        """The class of that name, or None."""
        return self._kinds.get(name)

    def element_kinds(self) -> list[str]:
        """Names that can be the ``type`` of an element."""
        return [n for n, k in self._kinds.items() if issubclass(k, Element) and not k.eClass.abstract]

    def relation_kinds(self) -> list[str]:
        """Names that can be the ``type`` of a relation."""
        return [n for n, k in self._kinds.items() if issubclass(k, Relation)]

    def declare(self, model_id: str, name: str, parent: type[Concept], label: str) -> type[Concept]:
        """Create a kind of the model's own as a class of its own Ecore package."""
        module = self._module(model_id)
        sys.modules[module.__name__] = module  # pyecore looks the package of a class up there
        try:
            kind = cast(type[Concept], LeanClass(name, (parent,), {"__module__": module.__name__}))
        finally:
            del sys.modules[module.__name__]
        self._kinds[name] = self.declared[name] = kind
        self.labels[name] = label
        return kind

    def _module(self, model_id: str) -> ModuleType:
        if self.package is None:
            module = cast(Any, ModuleType(f"ea_model_declared_{next(_numbers)}"))
            module.name = module.nsPrefix = model_id
            module.nsURI = f"urn:ea-model:declared:{model_id}"
            module.eClass = EPackage(name=model_id, nsURI=module.nsURI, nsPrefix=model_id)
            self.package = module
        return cast(ModuleType, self.package)

    def packages(self) -> Iterator[Any]:
        """The Ecore packages, those another one builds on first."""
        yield archimate.eClass
        yield contract.eClass
        if self.language.package is not None:
            yield self.language.package.eClass
        if self.package is not None:
            yield self.package.eClass


def specialization_of(kind: type[Concept]) -> str:
    """Name of the specialization a kind is of its ArchiMate type; empty for a plain type or a namesake."""
    base = archimate.archimate_type(kind)
    return "" if kind.__name__ == base else kind.__name__


__all__ = [
    "Concept", "Element", "Language", "LeanFeature", "Metamodel", "Relation", "add_feature", "archimate", "contract",
    "specialization_of", "stock",
]  # fmt: skip
