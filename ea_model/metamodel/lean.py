"""Lean instance storage for pyecore: features that keep raw values in the instance, nothing beside them.

A stock pyecore object carries a value object, listeners and sets for every feature. Concepts are many, so they use
these descriptors instead: reflection (``eClass``, ``eGet``, ``eSet``, ``eAllStructuralFeatures``), type checks and
XMI export keep working, creation costs a tenth. Pinned to pyecore 0.15.2, which is frozen upstream.

Lean features do not notify, keep no inverse references and no containment; a sealed object refuses to be written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from pyecore.ecore import (
    BadValueError,
    EAttribute,
    EClass,
    EEnum,
    EObject,
    EPackage,
    EProxy,
    EReference,
    ETypedElement,
    MetaEClass,
)

from ea_model.metamodel.datatypes import ValueType, text_of
from ea_model.values import NO_VALUE

SEALED = "_sealed"


class SealedError(TypeError):
    """A loaded model is read-only; somebody tried to write to one of its concepts."""


class _Self:
    """What pyecore calls ``dyn_inst``: the EClass of a class, and of an instance the instance."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        return owner.eClass if instance is None else instance


def _package(module: str) -> str:
    """The module that is the Ecore package: pyecore wants one, while a large package is written in several."""
    above = module.rpartition(".")[0]
    return above if hasattr(sys.modules.get(above), "nsURI") else module


class LeanClass(MetaEClass):
    """The metaclass of lean classes: promotes them to EClasses, and makes instances in one step."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> LeanClass:
        """A class of the Ecore package that its module is, or is a part of."""
        return cast(LeanClass, super().__new__(cls, name, bases, {**body, "__module__": _package(body["__module__"])}))

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
        super().__init__(name, bases, body)
        cls.dyn_inst = _Self()

    def __call__(cls, **values: object) -> Any:
        """An instance with these feature values; abstract classes have none."""
        if "_abstract" in cls.__dict__:
            raise TypeError(f"'{cls.__name__}' is abstract; choose one of its kinds")
        instance: Any = object.__new__(cls)
        for name, value in values.items():
            setattr(instance, name, value)
        return instance


def make_abstract(kind: type[LeanObject]) -> None:
    """Say of a class, here and in Ecore, that it has no instances of its own."""
    kind._abstract = True
    kind.eClass.abstract = True


class LeanObject(EObject):
    """An `EObject` whose only storage is its instance dictionary."""

    if TYPE_CHECKING:

        def __init__(self, **values: object) -> None: ...

    def __getattr__(self, name: str) -> Any:
        """Answer what pyecore asks of every object and a lean one does not store."""
        try:
            answer = _ABSENT[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no attribute '{name}'") from None
        return answer(self)

    def seal(self) -> None:
        """Refuse every later change."""
        self.__dict__[SEALED] = True


stated_values: Callable[[LeanObject], Mapping[str, Any]] = attrgetter("__dict__")
"""What is stated of an object, by feature: raw values, without what a feature answers when nobody stated anything.

To be read only. It is as fast as storage can be reached, for loops over very many concepts.
"""


def stated_features(instance: LeanObject) -> Iterator[tuple[str, Any]]:
    """Every feature stated of an object with its value, in the order of the metamodel; explicit unknowns too."""
    values = stated_values(instance)
    return ((name, values[name]) for name in features_of(type(instance)) if name in values)


def telling_features(instance: LeanObject) -> Iterator[tuple[str, Any]]:
    """The stated features whose value says more than silence would: neither empty nor what the class answers anyway."""
    features = features_of(type(instance))
    stated = stated_features(instance)
    return ((name, value) for name, value in stated if value not in (features[name].fallback, None, ()))


def _is_set(self: LeanObject) -> list[Any]:
    """The features that hold a value, in the order of the metamodel (pyecore's exporters walk this).

    A reference to nobody knows what is not among them: Ecore has no such reference.
    """
    stored = self.__dict__
    features = (f for f in self.eClass.eAllStructuralFeatures() if f.name in stored)
    return [f for f in features if f.is_attribute or not _is_unknown(stored[f.name])]


def _is_unknown(value: object) -> bool:
    return any(isinstance(item, NO_VALUE) for item in (value if isinstance(value, tuple) else (value,)))


_ABSENT: dict[str, Any] = {
    "_isset": _is_set,
    "_inverse_rels": lambda _: set(),
    "listeners": lambda _: [],
    "_eternal_listener": lambda _: [],
    "_container": lambda _: None,
    "_containment_feature": lambda _: None,
    "_eresource": lambda _: None,
    "_internal_id": lambda _: None,
}


class _Stored:
    """What lean attributes and references share: the value, or tuple of values, lies in the instance dictionary."""

    _name: str
    is_many: bool
    fallback: object
    """What an instance answers that was never set."""
    accepts: tuple[type, ...]
    literals: frozenset[str] = frozenset()
    """The closed list of words, where there is one."""
    _plain_types: frozenset[type] = frozenset()
    """Types whose values need no further check: the short way for most of what a model holds."""

    def __get__(self, instance: Any, owner: object = None) -> Any:
        if instance is None:
            return self
        return instance.__dict__.get(self._name, self.fallback)

    def __set__(self, instance: Any, value: Any) -> None:
        stored = instance.__dict__
        if SEALED in stored:
            name = stored.get("id", "it")
            raise SealedError(f"the model is sealed; '{self._name}' of {name} cannot be changed")
        if type(value) in self._plain_types:
            stored[self._name] = value
            return
        if self.is_many and type(value) is not tuple:
            value = tuple(value) if isinstance(value, (list, set, frozenset)) else (value,)
        for item in value if self.is_many else (value,):
            if item is not None and not isinstance(item, self.accepts):
                raise BadValueError(got=item, expected=self.expected, feature=self)
            if self.literals and type(item) is str and item not in self.literals:
                raise BadValueError(got=item, expected=sorted(self.literals), feature=self)
        stored[self._name] = value

    @property
    def expected(self) -> str:
        """Name of the type, for messages."""
        raise NotImplementedError


class LeanAttribute(_Stored, EAttribute):
    """An attribute of a value type; many-valued ones hold a tuple."""

    def __init__(
        self,
        value_type: ValueType,
        *,
        name: str | None = None,
        default: object = None,
        many: bool = False,
        required: bool = False,
        knowable: bool = True,
        key: bool = False,
    ) -> None:
        if isinstance(default, StrEnum) and value_type.python == (str,):
            default = default.value  # a model holds the plain word
        super().__init__(name, value_type.datatype, upper=-1 if many else 1, lower=int(required), iD=key)
        self.value_type = value_type
        self.is_many = many
        self.is_required = required
        self.knowable = knowable
        self.fallback = () if many else default
        self.accepts = value_type.python + (NO_VALUE if knowable else ())
        closed = many or _literals(value_type)
        self._plain_types = frozenset() if closed else frozenset(self.accepts)
        self.literals = frozenset(x.name for x in _literals(value_type))
        self.default_value = None if many else default
        if default not in (None, "") and not many:
            self.defaultValueLiteral = text_of(default)  # what an Ecore file says

    def get_default_value(self) -> object:
        """The value of an instance that was never set."""
        return self.fallback

    @property
    def expected(self) -> str:
        return self.value_type.name


def _literals(value_type: ValueType) -> list[Any]:
    datatype = value_type.datatype
    return list(datatype.eLiterals) if isinstance(datatype, EEnum) else []


class LeanReference(_Stored, EReference):
    """A reference without opposite or containment; many-valued ones hold a tuple."""

    def __init__(
        self,
        target: EClass | type[EObject] | str,
        *,
        name: str | None = None,
        many: bool = False,
        required: bool = False,
        knowable: bool = True,
    ) -> None:
        self.awaits = target if isinstance(target, str) else ""
        """Name of the class it will lead to, while that is not there yet: see `close_package`."""
        super().__init__(name, None if self.awaits else target, upper=-1 if many else 1, lower=int(required))
        self.is_many = many
        self.is_required = required
        self.knowable = knowable
        self.fallback = () if many else None
        if not self.awaits:
            self.lead_to(getattr(target, "eClass", target) if isinstance(target, type) else target)

    def lead_to(self, target: EClass) -> None:
        """Say to what class it leads."""
        self.target: EClass = target
        self.accepts = (target.python_class, EProxy, *(NO_VALUE if self.knowable else ()))

    @property
    def expected(self) -> str:
        return str(self.target.name)


# In Ecore files and tools they are ordinary attributes and references.
LeanAttribute.eClass = EAttribute.eClass
LeanReference.eClass = EReference.eClass

LeanFeature = LeanAttribute | LeanReference


def add_feature(kind: type[LeanObject], name: str, feature: LeanFeature) -> None:
    """Give a class a feature whose type was not known yet when the class body ran."""
    feature.name = name
    setattr(kind, name, feature)
    kind.eClass.eStructuralFeatures.append(feature)
    if "_features" in kind.__dict__:
        del kind._features


def close_package(package: EPackage) -> None:
    """All classes are there: references that were declared by name now lead to the class of that name."""
    classes = {c.name: c for c in package.eClassifiers if isinstance(c, EClass)}
    for feature in (f for kind in classes.values() for f in kind.eStructuralFeatures if getattr(f, "awaits", "")):
        feature.eType = classes[feature.awaits]
        feature.lead_to(classes[feature.awaits])
        feature.awaits = ""


def let_go(kind: type[LeanObject]) -> None:
    """Have the classes and types that a class builds on forget it, so that they do not keep it when nobody has it.

    pyecore notes at every object what refers to it, and the shared ones live as long as the program.
    """
    for parent in kind.eClass.eSuperTypes:
        parent._inverse_rels.discard((kind.eClass, EClass.eSuperTypes))
    for feature in kind.eClass.eStructuralFeatures:
        feature.eType._inverse_rels.discard((feature, ETypedElement.eType))


def features_of(kind: type[LeanObject]) -> dict[str, LeanFeature]:
    """Every feature of a class by name, inherited ones included; cached on the class."""
    cached: dict[str, LeanFeature] | None = kind.__dict__.get("_features")
    if cached is None:
        cached = {f.name: f for f in kind.eClass.eAllStructuralFeatures()}
        kind._features = cached
    return cached
