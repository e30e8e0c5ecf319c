"""What came, went and changed between two collections of entries with ids; and which of them only got another id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ea_model.compare.fields import Plain, fields_of
from ea_model.metamodel.archimate import Aggregation, Composition, Element, Relation
from ea_model.metamodel.lean import LeanObject

T = TypeVar("T")
L = TypeVar("L", bound=LeanObject)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry before and after; None where it says nothing."""

    name: str
    before: Plain
    after: Plain


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """An entry that is on both sides and not the same."""

    id: str
    before: T
    after: T
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Delta(Generic[T]):
    """The way from one collection to another, each part by id; what is equal is only counted."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()
    changed: tuple[Changed[T], ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Moved:
    """An element that is part of another whole than before."""

    element: Element
    before: tuple[Element, ...]
    after: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A removed and an added element of one type and name: perhaps one element that got another id."""

    before: Element
    after: Element


def delta(before: Mapping[str, T], after: Mapping[str, T], fields: Callable[[T], dict[str, Plain]]) -> Delta[T]:
    """Compare by id, field by field."""
    changed: list[Changed[T]] = []
    shared = before.keys() & after.keys()
    for key in sorted(shared):
        old, new = before[key], after[key]
        if old is not new and (difference := differences(fields(old), fields(new))):
            changed.append(Changed(key, old, new, difference))
    return Delta(
        added=tuple(after[key] for key in sorted(after.keys() - shared)),
        removed=tuple(before[key] for key in sorted(before.keys() - shared)),
        changed=tuple(changed),
        same=len(shared) - len(changed),
    )


def delta_of(before: Iterable[L], after: Iterable[L]) -> Delta[L]:
    """Compare entries of a model."""
    return delta({_id(e): e for e in before}, {_id(e): e for e in after}, fields_of)


def _id(entry: LeanObject) -> str:
    return str(getattr(entry, "id", ""))


def differences(before: dict[str, Plain], after: dict[str, Plain]) -> tuple[FieldChange, ...]:
    """The fields that are not equal, in the order of the first side, then of the second."""
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        FieldChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def moved(before: Iterable[Relation], after: Iterable[Relation], shared: frozenset[str]) -> tuple[Moved, ...]:
    """Elements of both sides that left one whole (by composition or aggregation) for another."""
    old, new = _wholes(before), _wholes(after)
    moves: list[Moved] = []
    for part in sorted(shared & old.keys() & new.keys()):
        was, now = old[part], new[part]
        if was.keys() - now.keys() and now.keys() - was.keys():
            element = next(iter(now.values()))[0]
            moves.append(Moved(element, tuple(w for _, w in was.values()), tuple(w for _, w in now.values())))
    return tuple(moves)


def _wholes(relations: Iterable[Relation]) -> dict[str, dict[str, tuple[Element, Element]]]:
    """By id of a part: the part and each whole, by id of the whole in order."""
    wholes_by_part: dict[str, dict[str, tuple[Element, Element]]] = {}
    for relation in relations:
        whole, part = relation.source, relation.target
        if (
            isinstance(relation, (Composition, Aggregation))
            and isinstance(whole, Element)
            and isinstance(part, Element)
        ):
            wholes_by_part.setdefault(part.id, {})[whole.id] = (part, whole)
    return {part: dict(sorted(wholes.items())) for part, wholes in wholes_by_part.items()}


def renamed(elements: Delta[Element]) -> tuple[Renamed, ...]:
    """Pairs that may be one element; only where type and name fit exactly one on each side."""
    gone, come = _by_name(elements.removed), _by_name(elements.added)
    pairs = ((gone[key], come[key]) for key in gone.keys() & come.keys())
    renames = [Renamed(old[0], new[0]) for old, new in pairs if len(old) == 1 and len(new) == 1]
    return tuple(sorted(renames, key=lambda r: r.before.id))


def _by_name(elements: Iterable[Element]) -> dict[tuple[str, str], list[Element]]:
    elements_by_name: dict[tuple[str, str], list[Element]] = {}
    for element in elements:
        name = " ".join(str(element.name).casefold().split())
        if name:
            elements_by_name.setdefault((element.kind, name), []).append(element)
    return elements_by_name
