"""From requirement to element, contract and source; and which part of a contract's scope has requirements at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ea_model.metamodel.archimate import Aggregation, Aspect, Composition, Element, Relation
from ea_model.metamodel.contract import Contract, Recommendation, Requirement, RequirementsProgramme
from ea_model.model import Model
from ea_model.questions.requirements.judging import KINDS, Requirements, neighbours, requirements_of
from ea_model.questions.requirements.lint import Lint
from ea_model.scope import Provider, Scope, contract_scopes
from ea_model.values import SourceRef

Cell = tuple[Element, str]
"""An element and a leaf activity."""


@dataclass(frozen=True, slots=True)
class Traced:
    """One requirement with everything it leads to, each sorted by id."""

    requirement: Element
    text: str
    lint: Lint | None
    programme: RequirementsProgramme | None
    parts: tuple[Element, ...]
    """Requirements and constraints it consists of; what they are tied to counts for the whole too."""
    elements: tuple[Element, ...]
    """What it asks something of: elements of any layer but motivation, contracts aside."""
    motives: tuple[Element, ...]
    """Goals, findings, principles it answers or serves."""
    interfaces: tuple[Relation, ...]
    """Relations that name it as what is agreed where they cross a boundary."""
    named: tuple[Contract, ...]
    """Contracts it is tied to by the model itself."""
    contracts: tuple[Provider, ...]
    """Contracts and own parties with one of its elements in scope; if it names contracts, only those."""
    sources: tuple[SourceRef, ...]

    @property
    def binding(self) -> bool:
        """Can a supplier be held to it? It has a text and is no recommendation."""
        return bool(self.text) and not isinstance(self.requirement, Recommendation)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the requirements reach over the scope of one contract, in cells (element, activity)."""

    provider: Provider
    requirements: tuple[Element, ...]
    with_requirement: tuple[Element, ...]
    without_requirement: tuple[Element, ...]
    covered: tuple[Cell, ...]
    uncovered: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The trace of a model at a moment."""

    scope: Scope
    traced: tuple[Traced, ...]
    coverage: tuple[Coverage, ...]
    programmes: tuple[RequirementsProgramme, ...]

    @property
    def without_element(self) -> tuple[Element, ...]:
        """Requirements that ask nothing of anything in the model."""
        return tuple(t.requirement for t in self.traced if not t.elements and not t.named)


def trace(scope: Scope) -> Trace:
    """Every requirement that exists at the moment of the scope, and the coverage of every contract there."""
    model = scope.model
    requirements = requirements_of(model)
    existing = [r for r in requirements.all if scope.facts.existence(r)]
    cells = {c.provider: tuple((e, a.activity) for e, a in c.cells()) for c in contract_scopes(scope)}
    traced = tuple(_trace(scope, requirements, r, cells) for r in sorted(existing, key=lambda r: r.id))
    programmes = tuple(p for p in model.by_kind(RequirementsProgramme) if scope.facts.existence(p))
    coverage = tuple(_coverage(scope, provider, within, traced) for provider, within in cells.items())
    return Trace(scope, traced, coverage, programmes)


def _trace(
    scope: Scope, requirements: Requirements, requirement: Element, cells: dict[Provider, tuple[Cell, ...]]
) -> Traced:  # fmt: skip
    model, exists = requirements.model, scope.facts.existence
    parts = _by_id(_parts(model, requirement))
    near = _by_id(end for part in (requirement, *parts) for end in neighbours(model, part) if exists(end))
    interfaces = tuple(r for r in requirements.interfaces.get(requirement.id, ()) if exists(r))
    elements = [
        e for e in near if e.aspect != Aspect.MOTIVATION and not isinstance(e, (Contract, RequirementsProgramme))
    ]
    elements += [e for r in interfaces for e in (r.source, r.target) if isinstance(e, Element)]
    named = tuple(e for e in near if isinstance(e, Contract))
    ids = {e.id for e in elements}
    contracts = tuple(
        provider for provider, within in cells.items()
        if (provider.contract in named if named else any(e.id in ids for e, _ in within))
    )  # fmt: skip
    return Traced(
        requirement=requirement,
        text=requirements.text(requirement),
        lint=requirements.lint(requirement),
        programme=getattr(requirement, "programme", None),
        parts=parts,
        elements=_by_id(elements),
        motives=tuple(e for e in near if e.aspect == Aspect.MOTIVATION and not _requires(e)),
        interfaces=interfaces,
        named=named,
        contracts=contracts,
        sources=requirement.sources,
    )


def _parts(model: Model, requirement: Element) -> Iterator[Element]:
    """What a requirement consists of, all the way down; circles are legal input."""
    visited = {requirement.id}
    waiting = [requirement]
    while waiting:
        for relation in model.outgoing(waiting.pop()):
            part = relation.target
            whole = isinstance(relation, (Composition, Aggregation))
            if whole and isinstance(part, Element) and _requires(part) and part.id not in visited:
                visited.add(part.id)
                waiting.append(part)
                yield part


def _requires(element: Element) -> bool:
    return isinstance(element, Requirement) or element.kind in KINDS


def _coverage(scope: Scope, provider: Provider, within: tuple[Cell, ...], traced: tuple[Traced, ...]) -> Coverage:
    """A requirement covers the cells of its elements: all, or those of the activities it names.

    What has no text cannot be tested, and a recommendation binds no supplier: neither covers anything.
    """
    required_cells: set[tuple[str, str]] = set()
    of_contract = [t for t in traced if provider in t.contracts and t.binding]
    for one in of_contract:
        named = getattr(one.requirement, "activities", ())
        leaves = {leaf for a in named if a in scope.model.activities for leaf in scope.activities.leaves_of(a)}
        ids = {e.id for e in one.elements}
        for element, leaf in within:
            if element.id in ids and (leaf in leaves or not named):
                required_cells.add((element.id, leaf))
    covered = tuple(cell for cell in within if (cell[0].id, cell[1]) in required_cells)
    uncovered = tuple(cell for cell in within if (cell[0].id, cell[1]) not in required_cells)
    reached = {e.id for e, _ in covered}
    return Coverage(
        provider=provider,
        requirements=tuple(t.requirement for t in of_contract),
        with_requirement=_by_id(e for e, _ in covered),
        without_requirement=_by_id(e for e, _ in uncovered if e.id not in reached),
        covered=covered,
        uncovered=uncovered,
    )


def _by_id(elements: Iterable[Element]) -> tuple[Element, ...]:
    return tuple(sorted({e.id: e for e in elements}.values(), key=lambda e: e.id))
