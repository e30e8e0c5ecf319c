"""The sealed, indexed model: what every question, exporter and view reads, and nobody writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, KeysView, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from ea_model.messages.problems import Place, Problem, UnknownIdError
from ea_model.metamodel import Metamodel
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import (
    Activity,
    Applicability,
    Capability,
    ClosureStatement,
    Condition,
    Contract,
    Document,
    OpenQuestion,
    Plateau,
    Requirement,
    ScopeStatement,
    Statement,
    TermConflict,
    Waiver,
)
from ea_model.metamodel.lean import LeanObject, stated_values
from ea_model.metamodel.severity import Severity
from ea_model.source.document import ForeignPart
from ea_model.source.locations import Places
from ea_model.source.views import View
from ea_model.values import LangText, SourceRef
from ea_model.values.durations import Span
from ea_model.values.memo import Memo

E = TypeVar("E", bound=Element)
C = TypeVar("C", bound=Concept)


@dataclass(slots=True)
class Contents:
    """Everything a loader gathered; `Model` seals and indexes it."""

    id: str = "model"
    name: str = ""
    version: str = ""
    documentation: str = ""
    organisation: Element | None = None
    baseline: Plateau | None = None
    as_of: date | None = None
    """The day the model speaks of; None leaves it to its documents."""
    horizon: Span | None = None
    """How far ahead the end of a contract counts as near; None is the usual one."""
    format: int | None = None
    """The version of the text format it says it is in; None where it says none, as before there was one."""
    metamodel: Metamodel = field(default_factory=Metamodel)
    keeps_sources: bool | None = None
    """Does the model say that everything in it names its source? It also does when it has documents or facts."""
    elements: list[Element] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    facts: dict[str, SourceRef] = field(default_factory=dict)
    statements: list[ScopeStatement] = field(default_factory=list)
    closures: list[ClosureStatement] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    terms: list[TermConflict] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    severities: dict[str, Severity] = field(default_factory=dict)
    """By code of a rule, what the model makes of its findings."""
    activities: dict[str, Activity] = field(default_factory=dict)
    applicability: dict[str, Applicability] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)
    judge: Callable[[], list[Problem]] = list
    """Finds what is odd about a model that nevertheless loads; asked when somebody wants to know."""
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The raw entries of sections that change the language (kinds, activities, applicability, rules), for writers."""
    revision: str = ""
    files: list[str] = field(default_factory=list)
    foreign: ForeignPart = field(default_factory=ForeignPart)
    """What the source holds beside concepts: views, folders, itself."""


def wholes_of(plateau: Plateau) -> tuple[Plateau, ...]:
    """The plateau and the plateaus it is part of, innermost first."""
    chain: list[Plateau] = []
    step: Plateau | None = plateau
    while step is not None and step not in chain:
        chain.append(step)
        step = step.part_of
    return tuple(chain)


def holds_in(said_for: tuple[Element, ...], wholes: tuple[Plateau, ...]) -> bool:
    """Does what was said for some plateaus hold in a plateau and its wholes? Said for none means said for all."""
    return not said_for or any(plateau in said_for for plateau in wholes)


def _has_id(element: Element, name: str, _folded: str) -> bool:
    return element.id == name


def _has_folded_id(element: Element, _wanted: str, folded: str) -> bool:
    return element.id.casefold() == folded


def _has_name(element: Element, _wanted: str, folded: str) -> bool:
    texts = element.name.texts.values() if isinstance(element.name, LangText) else (element.name,)
    return any(text.casefold() == folded for text in texts)


def _conditions(conditions: tuple[Condition, ...]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        yield from _conditions(condition.parts)


class Model(Memo):
    """A loaded model. Concepts are sealed: writing to one raises `SealedError`."""

    def __init__(self, contents: Contents) -> None:
        self._memos = {}
        self.contents = contents
        self.id = contents.id
        self.name = contents.name
        self.version = contents.version
        self.revision = contents.revision
        self.organisation = contents.organisation
        self.baseline = contents.baseline
        self.metamodel = contents.metamodel
        self.language = contents.metamodel.language
        self.elements: tuple[Element, ...] = tuple(contents.elements)
        self.relations: tuple[Relation, ...] = tuple(contents.relations)
        self.documents = contents.documents
        self.facts = contents.facts
        self.statements: tuple[ScopeStatement, ...] = tuple(contents.statements)
        self.closures: tuple[ClosureStatement, ...] = tuple(contents.closures)
        self.questions: tuple[OpenQuestion, ...] = tuple(contents.questions)
        self.terms: tuple[TermConflict, ...] = tuple(contents.terms)
        self.waivers: tuple[Waiver, ...] = tuple(contents.waivers)
        self.severities = contents.severities
        self.activities = contents.activities
        self.applicability = contents.applicability
        self.places = contents.places
        self.foreign = contents.foreign
        self._by_id: dict[str, Concept] = {}
        self._by_class: dict[type[Concept], list[Concept]] = defaultdict(list)
        self._by_kind: dict[type[Concept], tuple[Concept, ...]] = {}
        self._index()
        for sealed in (*self.all_statements(), *self._small_print()):
            sealed.seal()

    def _index(self) -> None:
        """One pass over concepts; there are very many, so values are read as `lean` keeps them."""
        by_id, by_class = self._by_id, self._by_class
        for concept in self.concepts():
            concept.seal()
            by_id[stated_values(concept)["id"]] = concept
            by_class[type(concept)].append(concept)

    @cached_property
    def _ends(self) -> tuple[dict[str, list[Relation]], dict[str, list[Relation]]]:
        """Relations by the id of their source, and by that of their target."""
        outgoing: dict[str, list[Relation]] = defaultdict(list)
        incoming: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            stated = stated_values(relation)
            outgoing[stated_values(stated["source"])["id"]].append(relation)
            incoming[stated_values(stated["target"])["id"]].append(relation)
        return outgoing, incoming

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the load told, and what is odd about the model though it loads."""
        return (*self.contents.problems, *self.contents.judge())

    def _small_print(self) -> Iterator[LeanObject]:
        """What hangs on concepts and statements without being one."""
        for contract in self.by_kind(Contract):
            yield from contract.parties
        for capability in self.by_kind(Capability):
            yield from capability.needed_for
        for requirement in self.by_kind(Requirement):
            yield from _conditions(requirement.condition)
        for statement in (*self.statements, *self.closures):
            if statement.selector is not None:
                yield statement.selector
        yield from self.waivers
        yield from self.documents.values()
        yield from self.activities.values()
        yield from self.applicability.values()

    def concepts(self) -> Iterator[Concept]:
        """Every element, then every relation."""
        yield from self.elements
        yield from self.relations

    @property
    def ids(self) -> KeysView[str]:
        """Ids of every concept, in the order of `concepts`."""
        return self._by_id.keys()

    def all_statements(self) -> Iterator[Statement]:
        """Scope statements, closures, open questions and term conflicts."""
        yield from self.statements
        yield from self.closures
        yield from self.questions
        yield from self.terms

    def __getitem__(self, concept_id: str) -> Concept:
        """The concept of that id; `UnknownIdError` names those that look like it."""
        try:
            return self._by_id[concept_id]
        except KeyError:
            raise UnknownIdError("concept", concept_id, self._by_id) from None

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._by_id

    def get(self, concept_id: str) -> Concept | None:
        """The concept of that id, or None."""
        return self._by_id.get(concept_id)

    def element(self, name: str) -> Element:
        """The element a person means: by id, else by id or name in any language without regard to case."""
        return self._meant(name, "element", self.elements)

    def contract(self, name: str) -> Contract:
        """The contract a person means, as `element` finds it."""
        return self._meant(name, "contract", self.contracts)

    def plateau(self, name: str) -> Plateau:
        """The plateau a person means, as `element` finds it."""
        return self._meant(name, "plateau", self.plateaus)

    def _meant(self, name: str, what: str, among: Iterable[E]) -> E:
        candidates = list(among)
        folded = name.casefold()
        for test in (_has_id, _has_folded_id, _has_name):
            matches = [e for e in candidates if test(e, name, folded)]
            if len(matches) == 1:
                return matches[0]
            if matches:
                ids = ", ".join(sorted(e.id for e in matches))
                raise UnknownIdError(f"single_{what}", f"{name} ({ids})", ())
        ids_and_names = [e.id for e in candidates] + [str(e.name) for e in candidates if e.name]
        raise UnknownIdError(what, name, ids_and_names)

    def by_kind(self, kind: type[C]) -> tuple[C, ...]:
        """Every element or relation of a class or its subclasses."""
        if kind not in self._by_kind:
            self._by_kind[kind] = self._of_kind(kind)
        return cast(tuple[C, ...], self._by_kind[kind])

    def _of_kind(self, kind: type[C]) -> tuple[C, ...]:
        groups = [cs for cls, cs in self._by_class.items() if issubclass(cls, kind)]
        if len(groups) == 1:
            return cast(tuple[C, ...], tuple(groups[0]))
        members = {cls for cls in self._by_class if issubclass(cls, kind)}
        among = self.elements if issubclass(kind, Element) else self.concepts()
        return cast(tuple[C, ...], tuple(c for c in among if type(c) in members)) if members else ()

    def in_plateau(self, concept: Concept, plateau: Plateau | None) -> bool:
        """Does a concept belong to a plateau? No plateaus named means all; a part holds what its whole holds.

        A relation also needs both its ends there.
        """
        if plateau is None:
            return True
        if not holds_in(concept.plateaus, wholes_of(plateau)):
            return False
        if isinstance(concept, Relation):
            return self.in_plateau(concept.source, plateau) and self.in_plateau(concept.target, plateau)
        return True

    def place(self, concept_id: str) -> Place:
        """Where an entry stands in the model files; empty when it has no place."""
        place: Place = self.places.get(concept_id, Place())
        return place

    @property
    def views(self) -> Sequence[View]:
        """The drawings the source of the model carries; each is read when somebody first looks at it."""
        return self.foreign.views

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Every contract, by id."""
        return tuple(sorted(self.by_kind(Contract), key=lambda c: c.id))

    @cached_property
    def plateaus(self) -> tuple[Plateau, ...]:
        """Every plateau, by id."""
        return tuple(sorted(self.by_kind(Plateau), key=lambda p: p.id))

    def outgoing(self, concept: Concept) -> tuple[Relation, ...]:
        """Relations that start at a concept."""
        return tuple(self._ends[0].get(concept.id, ()))

    def incoming(self, concept: Concept) -> tuple[Relation, ...]:
        """Relations that end at a concept."""
        return tuple(self._ends[1].get(concept.id, ()))
