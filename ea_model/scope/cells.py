"""The answer to a scope question: the status of every cell, and what each contract covers, computed once.

A `Scope` belongs to one model and one moment; it is made of arrays, and hands out objects for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ea_model.metamodel import contract
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import ClosureStatement, Role
from ea_model.model import Model
from ea_model.scope.activities import OPTIONAL, REQUIRED
from ea_model.scope.columns import ACCOUNTABLE, CONSULTED, EXCLUDE, INFORM, LEAD, SUPPORT, Column, Provider
from ea_model.scope.enums import STATUSES, Status
from ea_model.scope.index import ScopeIndex, index_of
from ea_model.scope.kernel import Bits, Mask, columns_in, occupied
from ea_model.scope.moment import Moment, MomentFacts
from ea_model.scope.patterns import Patterns, Profiles
from ea_model.scope.propagation import PropagationBounds
from ea_model.scope.statuses import FLAG, NOBODY, Flags, pattern_flags, settled, statuses_in
from ea_model.values import Truth
from ea_model.values.memo import Memo

_LETTERS = {
    LEAD: (ACCOUNTABLE, Role.ACCOUNTABLE, Role.RESPONSIBLE), INFORM: (CONSULTED, Role.CONSULTED, Role.INFORMED),
}  # fmt: skip
"""Per involvement the mark that travels along with it, the letter where that is there, and the letter where not."""
_CODE = {status: i for i, status in enumerate(STATUSES)}
OWN_STATUSES = (Status.OWN, Status.OWN_IMPLICIT)


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody with a role in a cell: under a contract or in-house, and how sure that is."""

    provider: Provider
    parties: tuple[Element, ...]
    role: str
    """R, A or S; ``A`` also where the same party is responsible and accountable."""
    certain: bool
    """By certain paths (False: only possibly)."""
    truth: Truth
    """In time: YES or MAYBE."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One activity on one element: its status, and everybody who has a part in it."""

    element: Element
    activity: str
    status: Status
    required: bool
    leads: tuple[Lead, ...] = ()
    support: tuple[Lead, ...] = ()
    informed: tuple[Lead, ...] = ()
    """Who is consulted or informed: told, never coverage."""
    excluded_by: tuple[Provider, ...] = ()
    ended: tuple[Provider, ...] = ()
    may_be: tuple[Status, ...] = ()
    """Where the status is indeterminate, what it may be."""
    closure: ClosureStatement | None = None
    owner: Element | None = None
    """On whom it falls where the status is implicitly own."""

    @property
    def responsible(self) -> tuple[Element, ...]:
        """Who answers for it for certain: the parties that lead, or the owner where it is implicitly own."""
        if self.status is Status.OWN_IMPLICIT:
            return () if self.owner is None else (self.owner,)
        parties = (p for lead in self.leads if lead.certain and lead.truth is Truth.YES for p in lead.parties)
        return tuple(dict.fromkeys(parties))


class Scope(Memo):
    """All cells of one model at one moment."""

    def __init__(self, model: Model, moment: Moment) -> None:
        self._memos = {}
        self.model = model
        self.moment = moment
        self.index: ScopeIndex = index_of(model)
        self.activities = self.index.activities
        self.facts = MomentFacts(self.index, moment)
        self.propagation = PropagationBounds(self.facts)
        self.table = self.propagation.table
        self.profiles = Profiles(self.facts, self.table)
        self.needs: NDArray[np.int8] = self.profiles.needs[self.profiles.of]
        """Per element and leaf: not applicable (0), optional (1) or required (2); 0 for what is not here."""
        self.patterns = Patterns(self.propagation, self.profiles)
        self.closed, self._surely_closed = self._closures()
        self.flags = self._flags()
        """Per element and leaf, the statuses it may have (`statuses`)."""
        self.status: NDArray[np.int8] = settled(self.flags)

    @property
    def providers(self) -> dict[str, Provider]:
        """Contracts and own parties that any statement speaks for, by key."""
        return self.table.providers

    @cached_property
    def cell_mask(self) -> Bits:
        """Per element, the columns whose leaf applies to it."""
        mask: Bits = self.profiles.masks[self.profiles.of]
        return mask

    @cached_property
    def involved(self) -> Mask:
        """Per element: is scope about it? Its kind requires a cell, or somebody has, had or lost a part in one.

        A role or service that is merely there has cells, which are unknown, and stands in no list for that. C and I are
        no part.
        """
        patterns = self.patterns
        labels = (patterns.reached | patterns.perhaps_taken | patterns.perhaps_ended) & ~self._told
        involved: Mask = (self.needs == REQUIRED).any(axis=1) | self.profiles.asked
        involved[patterns.numbers] |= occupied(labels & patterns.cells)[patterns.of]
        return involved

    @property
    def _told(self) -> Bits:
        """The columns of C and I."""
        return self.table.mask(involvement=INFORM) | self.table.mask(involvement=CONSULTED)

    @cached_property
    def _informing(self) -> Mask:
        """Per element: is anybody consulted or informed about a cell of it?"""
        informing, patterns = np.zeros(len(self.index.elements), dtype=bool), self.patterns
        labels = patterns.reached & patterns.cells & self._told
        informing[patterns.numbers] = occupied(labels)[patterns.of]
        return informing

    def _closures(self) -> tuple[NDArray[np.int32], Mask]:
        """Per cell, 1 + the number of the first closure that may close it, or 0; and whether one surely does."""
        closed = np.zeros(self.needs.shape, dtype=np.int32)
        surely = np.zeros(self.needs.shape, dtype=bool)
        for number, closure in enumerate(self.model.closures):
            if not self.facts.holds(closure.plateaus):
                continue
            leaves = self.activities.leaves_of(closure.activity) if closure.activity else self.activities.leaves
            columns = np.array([self.activities.index[leaf] for leaf in leaves], dtype=np.int64)
            block = np.ix_(self._closed_rows(closure, least=False), columns)
            closed[block] = np.where(closed[block] == 0, number + 1, closed[block])
            surely[np.ix_(self._closed_rows(closure, least=True), columns)] = True
        return closed, surely

    def closed_by(self, closure: ClosureStatement) -> Mask:
        """Per element and leaf: may this closure speak of it here?"""
        mask = np.zeros(self.needs.shape, dtype=bool)
        if self.facts.holds(closure.plateaus):
            leaves = self.activities.leaves_of(closure.activity) if closure.activity else self.activities.leaves
            columns = np.array([self.activities.index[leaf] for leaf in leaves], dtype=np.int64)
            mask[np.ix_(self._closed_rows(closure, least=False), columns)] = True
        return mask

    def _closed_rows(self, closure: ClosureStatement, *, least: bool) -> NDArray[np.int64]:
        """The elements a closure speaks of; for a contract, those it covers a cell of (C and I cover none)."""
        bounds = self.propagation
        bound, statements = (bounds.lower, bounds.surely) if least else (bounds.upper, bounds.perhaps)
        rows = np.full(len(self.index.elements), closure.element is None and closure.selector is None)
        if closure.element is not None:
            rows[self.index.number[closure.element.id]] = True
        if closure.selector is not None:
            rows[statements.selected(closure.selector)] = True
        if closure.contract is not None:
            mine = self.table.mask(provider=closure.contract.id)
            covering = mine & (self.table.mask(involvement=LEAD) | self.table.mask(involvement=SUPPORT))
            rows &= occupied(bound.certain & self.cell_mask & covering)
        return np.flatnonzero(rows)

    def _flags(self) -> Flags:
        """The statuses every cell may have: per profile where nobody has a part, per pattern where somebody has."""
        silent = np.where(self.profiles.needs > 0, FLAG[Status.UNKNOWN], FLAG[Status.NOT_APPLICABLE])
        flags: Flags = silent.astype(np.uint16)[self.profiles.of]
        needs = self.profiles.needs[self.patterns.profiles]
        flags[self.patterns.numbers] = pattern_flags(self.patterns, needs, self.propagation, self.activities)[
            self.patterns.of
        ]
        if self.model.closures:
            closable = ((flags & NOBODY) > 0) & (self.needs == REQUIRED) & (self.closed > 0)
            flags[closable] |= FLAG[Status.OWN_IMPLICIT]
            flags[closable & self._surely_closed & self.profiles.surely_required()] &= ~NOBODY
        return flags

    def may_be(self, number: int, column: int) -> tuple[Status, ...]:
        """The statuses a cell may have where the day leaves it open; none where its status is firm."""
        flags = int(self.flags[number, column])
        return statuses_in(flags) if flags & (flags - 1) else ()

    def held(self, columns: Bits) -> NDArray[np.bool_]:
        """Per element and leaf: does any of these columns stand in the cell, possibly or for certain?"""
        cells, reached = np.zeros(self.needs.shape, dtype=bool), self.patterns.reached & columns
        rows = [occupied(reached & self.table.mask(leaf=leaf)) for leaf in self.activities.leaves]
        cells[self.patterns.numbers] = np.stack(rows, axis=1)[self.patterns.of]
        return cells & (self.needs > 0)

    def cells(self, element: Element | None = None, *, required_only: bool = False) -> tuple[Cell, ...]:
        """The cells of one element, or of all that are spoken of, in order of element id and activity.

        Those are the elements that are `involved`, and those of which somebody is consulted or informed.
        """
        numbers = self._numbers(element)
        return tuple(
            self._cell(number, int(column))
            for number in numbers
            for column in np.flatnonzero(self.needs[number] >= (REQUIRED if required_only else OPTIONAL))
        )

    def cell(self, element: Element, activity: str) -> Cell:
        """One cell, whatever its status; `KeyError` for an activity that is no leaf."""
        return self._cell(self.index.number[element.id], self.activities.index[activity])

    def _numbers(self, element: Element | None) -> list[int]:
        if element is not None:
            return [self.index.number[element.id]]
        return self.index.by_id(np.flatnonzero(self.involved | self._informing))

    def cells_in(self, mask: NDArray[np.bool_]) -> Iterator[Cell]:
        """The cells a mask over elements and leaves marks, by element id and activity."""
        for number in self.index.by_id(np.flatnonzero(mask.any(axis=1))):
            for column in np.flatnonzero(mask[number]):
                yield self._cell(number, int(column))

    def _cell(self, number: int, column: int) -> Cell:
        leaf = self.activities.leaves[column]
        closure = int(self.closed[number, column])
        status = STATUSES[self.status[number, column]]
        element = self.index.elements[number]
        required = bool(self.needs[number, column] == REQUIRED)
        ended = self.propagation.perhaps_ended
        is_labelled = self.patterns.labelled[number]
        return Cell(
            element=element,
            activity=leaf,
            status=status,
            required=required,
            leads=self._holders(number, leaf, LEAD) if is_labelled else (),
            support=self._holders(number, leaf, SUPPORT) if is_labelled else (),
            informed=self._holders(number, leaf, INFORM) if is_labelled else (),
            excluded_by=self._providers_in(self.propagation.lower.excluded[number], leaf, EXCLUDE)
            if is_labelled
            else (),
            ended=self._providers_in(ended[number], leaf, LEAD, SUPPORT) if is_labelled and ended is not None else (),
            may_be=self.may_be(number, column),
            closure=self.model.closures[closure - 1] if closure else None,
            owner=self.owner(element) if status is Status.OWN_IMPLICIT else None,
        )

    def _providers_in(self, row: Bits, leaf: str, *involvements: str) -> tuple[Provider, ...]:
        masks = [self.table.mask(leaf=leaf, involvement=involvement) for involvement in involvements]
        columns = [c for mask in masks for c in columns_in(row & mask)]
        keys = dict.fromkeys(self.table.columns[c].provider for c in columns)
        return tuple(self.providers[key] for key in keys)

    def _holders(self, number: int, leaf: str, involvement: str) -> tuple[Lead, ...]:
        """Everybody with this involvement in a cell, the surest first."""
        lower, upper = self.propagation.lower, self.propagation.upper
        mask = self.table.mask(leaf=leaf, involvement=involvement)
        holders: list[Lead] = []
        for column in columns_in((upper.possible[number] | lower.possible[number]) & mask):
            entry = self.table.columns[column]
            bit = np.uint64(1) << np.uint64(column & 63)
            certain = bool(upper.certain[number, column >> 6] & bit)
            row = lower.certain if certain else lower.possible
            truth = Truth.YES if row[number, column >> 6] & bit else Truth.MAYBE
            role = self._role(number, entry, involvement)
            parties = tuple(self._party(p) for p in entry.parties)
            holders.append(Lead(self.providers[entry.provider], parties, role, certain, truth))
        frames = self.propagation.perhaps.frames if involvement == LEAD else ()
        if frames:
            leading = {x.provider.key: x.truth for x in holders if x.certain}
            before = [(frame, leading[part], pair in self.propagation.surely.frames)
                      for pair in frames for frame, part in [pair] if part in leading]  # fmt: skip
            behind = {frame for frame, truth, surely in before if truth is Truth.YES and surely}
            doubtful = {frame for frame, *_ in before}
            holders = [
                replace(x, truth=Truth.MAYBE) if x.provider.key in doubtful else x
                for x in holders if x.provider.key not in behind
            ]  # fmt: skip
        return tuple(sorted(holders, key=lambda x: (not x.certain, -x.truth, x.provider.key)))

    def _role(self, number: int, entry: Column, involvement: str) -> str:
        """The letter of somebody's part; A goes before R and C before I."""
        if involvement == SUPPORT:
            return Role.SUPPORTING
        mark, first, second = _LETTERS[involvement]
        mask = self.table.mask(provider=entry.provider, leaf=entry.leaf, involvement=mark)
        marked = columns_in(self.propagation.upper.possible[number] & mask)
        return first if any(self.table.columns[c].parties == entry.parties for c in marked) else second

    def _party(self, element_id: str) -> Element:
        return self.index.elements[self.index.number[element_id]]

    def counts(self) -> dict[Status, int]:
        """How many required cells have each status."""
        values = self.status[self.needs == REQUIRED]
        numbers = np.bincount(values, minlength=len(STATUSES))
        return {status: int(numbers[i]) for i, status in enumerate(STATUSES) if numbers[i]}

    @cached_property
    def own_cells(self) -> tuple[tuple[Cell, bool], ...]:
        """Cells the own organisation leads, explicitly or implicitly; the flag says whether that is certain."""
        mask = (self.status == _CODE[Status.OWN_IMPLICIT]) | self.held(
            self.table.own & self.table.mask(involvement=LEAD)
        )
        cells: list[tuple[Cell, bool]] = []
        for cell in self.cells_in(mask & (self.needs > 0)):
            implicit = cell.status is Status.OWN_IMPLICIT
            cells.append((cell, implicit or any(lead.certain for lead in cell.leads if lead.provider.own)))
        return tuple(cells)

    def without_party(self) -> tuple[Element, ...]:
        """Elements of which every required cell is unknown: nobody is stated for anything."""
        required = self.needs == REQUIRED
        unknown = (self.status == _CODE[Status.UNKNOWN]) | ~required
        numbers = np.flatnonzero(required.any(axis=1) & unknown.all(axis=1))
        return tuple(self.index.elements[i] for i in self.index.by_id(numbers))

    def owner(self, element: Element) -> Element | None:
        """On whom an implicit responsibility falls: the owner of the element, else the own organisation."""
        owners = self.owners(element)
        return owners[0][0] if len(owners) == 1 and owners[0][1] is Truth.YES else None

    def owners(self, element: Element) -> list[tuple[Element, Truth]]:
        """Who owns an element here: by an ownership that holds, else its `owner`, else the own organisation."""
        owners = self.facts.ownerships(self.index.number[element.id])
        usual = element.owner if isinstance(element.owner, Element) else self.model.organisation
        if usual is not None and all(truth is Truth.MAYBE for _, truth in owners):
            owners = [(usual, Truth.MAYBE if owners else Truth.YES), *owners]
        return owners

    def contract_is_open(self, provider: Provider) -> bool:
        """Is the object of a contract not exhaustively listed, by itself or by one of its statements here?"""
        if isinstance(provider.contract, contract.Contract) and provider.contract.open_list is True:
            return True
        return provider.key in self._open_providers

    @cached_property
    def _open_providers(self) -> frozenset[str]:
        """Whose object is not exhaustively listed, by one of their statements here."""
        placed = (p for p in self.propagation.placed if p.truth)
        return frozenset(p.provider for p in placed if p.statement.open_list is True or _subject_is_open(p.statement))


def _subject_is_open(statement: contract.ScopeStatement) -> bool:
    return statement.subject is not None and statement.subject.open_list is True
