"""Statements as columns of bits: who (contract or own party) does which leaf activity in which involvement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract, Effect, Role, ScopeStatement
from ea_model.model import Model
from ea_model.scope.activities import Activities
from ea_model.scope.kernel import Bits, columns_in, mask_of, occupied
from ea_model.selection import IsThere, always, selection_of
from ea_model.source.conventions import OWN
from ea_model.values import in_language

LEAD, SUPPORT, INFORM, ACCOUNTABLE, CONSULTED, JOINT, EXCLUDE = (
    "lead", "support", "inform", "accountable", "consulted", "joint", "exclude",
)  # fmt: skip
"""Involvements a column stands for. R and A lead, S supplies capacity, C and I never give coverage; *accountable*
and *joint* travel along with a lead and mark that it is the A, or was declared joint, *consulted* along with who is
informed and marks the C; *exclude* takes out."""

OWN_PREFIX = f"{OWN}:"
LEADING_ROLES = (Role.RESPONSIBLE, Role.ACCOUNTABLE)
_INVOLVEMENT_OF: dict[str, str] = {**dict.fromkeys(LEADING_ROLES, LEAD), Role.SUPPORTING: SUPPORT}


@dataclass(frozen=True, slots=True)
class Provider:
    """Under what something is done: a contract, or in-house by the own ``parties``."""

    key: str
    contract: Contract | None
    parties: tuple[Element, ...] = ()

    @property
    def own(self) -> bool:
        return self.contract is None

    def label(self, lang: str = "nl") -> str:
        """What a person reads: the id of the contract, or the names of the own parties."""
        if self.contract is not None:
            return str(self.contract.id)
        return " + ".join(in_language(p.name or p.id, lang) for p in self.parties)


class ColumnShape(NamedTuple):
    """What the columns of a statement depend on; very many statements have the same."""

    provider: str
    parties: tuple[str, ...]
    activity: str
    effect: str
    role: str
    joint: bool


def shape_of(statement: ScopeStatement) -> ColumnShape:
    """The shape of a statement."""
    parties = tuple(sorted(p.id for p in statement.parties))
    contract = statement.contract
    provider = OWN_PREFIX + "+".join(parties) if contract is None else contract.id
    return ColumnShape(provider, parties, statement.activity.id, statement.effect, statement.role, statement.joint)


def provider_of(statement: ScopeStatement) -> Provider:
    """The provider a statement speaks for."""
    if statement.contract is not None:
        return Provider(statement.contract.id, statement.contract)
    return Provider(shape_of(statement).provider, None, tuple(sorted(statement.parties, key=lambda p: p.id)))


@dataclass(frozen=True, slots=True)
class Column:
    """One bit of a label."""

    provider: str
    parties: tuple[str, ...]
    leaf: str
    involvement: str


def involvements(shape: ColumnShape) -> Iterator[str]:
    """The involvements a statement seeds."""
    if shape.effect == Effect.EXCLUDE:
        yield EXCLUDE
        return
    yield _INVOLVEMENT_OF.get(shape.role, INFORM)
    if shape.role == Role.ACCOUNTABLE:
        yield ACCOUNTABLE
    if shape.role == Role.CONSULTED:
        yield CONSULTED
    if shape.joint and shape.role in LEADING_ROLES:
        yield JOINT


class ColumnTable:
    """All columns of a set of statements, numbered in a fixed order, with masks over them."""

    def __init__(
        self, statements: Sequence[ScopeStatement], shapes: Sequence[ColumnShape], activities: Activities
    ) -> None:
        self.providers: dict[str, Provider] = {}
        for statement, shape in zip(statements, shapes, strict=True):
            if shape.provider not in self.providers:
                self.providers[shape.provider] = provider_of(statement)
        columns = {column for shape in set(shapes) for column in self.columns_of(shape, activities)}
        ordered = sorted(columns, key=lambda c: (c.provider, c.leaf, c.parties, c.involvement))
        self.columns: tuple[Column, ...] = tuple(ordered)
        self.number = {column: i for i, column in enumerate(ordered)}
        self.words = max(1, (len(ordered) + 63) // 64)
        self._facts = {
            "provider": np.array([c.provider for c in ordered], dtype=object),
            "leaf": np.array([c.leaf for c in ordered], dtype=object),
            "involvement": np.array([c.involvement for c in ordered], dtype=object),
        }
        self._masks: dict[tuple[str | None, str | None, str | None], Bits] = {}
        self._keys = sorted(self.providers)
        self.places: dict[str, int] = {key: i for i, key in enumerate(self._keys)}
        """The bit of each provider in a set of providers."""
        self.provider_words = max(1, (len(self.places) + 63) // 64)
        own = np.array([self.providers[c.provider].own for c in ordered], dtype=bool)
        self.own: Bits = self._mask(own)
        """The columns of own parties."""

    def _mask(self, chosen: NDArray[np.bool_]) -> Bits:
        return mask_of(np.flatnonzero(chosen).tolist(), self.words)

    @staticmethod
    def columns_of(shape: ColumnShape, activities: Activities) -> Iterator[Column]:
        """The columns a statement sets on its subjects."""
        for leaf in activities.leaves_of(shape.activity):
            for involvement in involvements(shape):
                yield Column(shape.provider, shape.parties, leaf, involvement)

    def mask(self, *, provider: str | None = None, leaf: str | None = None, involvement: str | None = None) -> Bits:
        """The columns that match; None matches everything. Masks are cached, do not write to them."""
        key = (provider, leaf, involvement)
        if key not in self._masks:
            chosen = np.ones(len(self.columns), dtype=bool)
            for name, value in zip(self._facts, key, strict=True):
                if value is not None:
                    chosen &= self._facts[name] == value
            self._masks[key] = self._mask(chosen)
        return self._masks[key]

    def leaves_mask(self, leaves: set[str]) -> Bits:
        """The columns of a set of leaves."""
        return mask_of([i for i, c in enumerate(self.columns) if c.leaf in leaves], self.words)

    def providers_in(self, rows: Bits, columns: Bits) -> Bits:
        """Per row of labels, who has any of its bits among ``columns``: bit sets of providers, see `places`."""
        sets = np.zeros((len(rows), self.provider_words), dtype=np.uint64)
        for key, place in self.places.items():
            mask = self.mask(provider=key) & columns
            words = np.flatnonzero(mask)
            if words.size:  # the columns of a provider stand together
                near = slice(int(words[0]), int(words[-1]) + 1)
                rows_with_any = occupied(rows[:, near] & mask[near])
                sets[rows_with_any, place >> 6] |= np.uint64(1) << np.uint64(place & 63)
        return sets

    def of_providers(self, rows: Bits) -> Bits:
        """The rows, where whoever covers a leaf in any way has every column of that leaf."""
        wider = rows.copy()
        for covering, leaf_columns in self._doings:
            wider[occupied(rows & covering)] |= leaf_columns
        return wider

    @cached_property
    def _doings(self) -> list[tuple[Bits, Bits]]:
        """Per provider and leaf of more than one column: those that cover, and all of them."""
        groups: dict[tuple[str, str], list[int]] = {}
        for number, column in enumerate(self.columns):
            groups.setdefault((column.provider, column.leaf), []).append(number)
        covering = self.mask(involvement=LEAD) | self.mask(involvement=SUPPORT)
        masks = [mask_of(numbers, self.words) for numbers in groups.values() if len(numbers) > 1]
        return [(mask & covering, mask) for mask in masks]

    def keys_in(self, providers: Bits) -> list[str]:
        """The keys of a set of providers, in order."""
        return [self._keys[place] for place in columns_in(providers)]


def subjects_of(model: Model, statement: ScopeStatement, outside: IsThere = always) -> Iterator[Element]:
    """The elements a statement is about: its subject, or all that its selector finds (``outside``: `Selection.of`)."""
    if statement.subject is not None:
        yield statement.subject
    elif statement.selector is not None:
        yield from selection_of(model).of(statement.selector, outside=outside)
