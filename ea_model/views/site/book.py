"""What every page of a site shares: the model, the moments, the language, and where the page of each thing stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import PurePath

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.model import Model
from ea_model.scope import ContractScope, ElementScope, Provider, Scope, contract_scope, contract_scopes
from ea_model.source.views import View
from ea_model.values import in_language
from ea_model.views.site.naming import stems
from ea_model.views.words import concepts
from ea_model.words import label

_NOTHING: tuple[str, str] = ("", "")
Draw = Callable[[Scope, str, str], bytes]
"""A computed picture as SVG: of a moment, by name, of the contract with a key (empty for pictures of no contract)."""


class Book:
    """A model as the pages of one site, in one language."""

    def __init__(self, model: Model, scopes: Iterable[Scope], lang: str, draw: Draw) -> None:
        self.model, self.scopes, self.lang, self.draw = model, tuple(scopes), lang, draw
        self.views: tuple[View, ...] = tuple(model.views)
        self.name = in_language(model.name, lang) or model.id
        self._elements = stems(element.id for element in model.elements)
        self._relations = stems(relation.id for relation in model.relations)
        self._views = stems(self._view_keys())
        self.view_paths = tuple(f"v/{self._views[key]}.html" for key in self._view_keys())
        """The page of each view, in the order of the views."""
        self._kinds = stems(element.kind for element in model.elements)
        self.covered: tuple[dict[str, ContractScope], ...] = tuple(
            {covered.provider.key: covered for covered in contract_scopes(scope)} for scope in self.scopes
        )
        """Per moment, what each contract and own party has in scope, by key."""
        self._contracts = stems(self.providers)
        self.shown_in: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """The views an element stands in, by its id: title and page; filled while the views are drawn."""

    def _view_keys(self) -> Iterator[str]:
        """The id of each view; a file may have two views with the same."""
        counts: Counter[str] = Counter()
        for view in self.views:
            counts[view.id] += 1
            yield view.id if counts[view.id] == 1 else f"{view.id} {counts[view.id]}"

    def view_title(self, view: View) -> str:
        """What a view is called."""
        return " ".join(in_language(view.name, self.lang).split()) or view.id

    def say(self, key: str, **values: object) -> str:
        """A word of the site."""
        return label(f"Site.{key}", self.lang, **values)

    @cached_property
    def providers(self) -> dict[str, Provider]:
        """Every contract and own party with a page of its own, by key: what covers something, or has parties."""
        providers = {key: covered.provider for entries in self.covered for key, covered in entries.items()}
        for contract in self.model.contracts:
            if contract.parties and contract.id not in providers:
                providers[contract.id] = contract_scope(self.scopes[0], contract).provider
        return dict(sorted(providers.items()))

    @cached_property
    def entries(self) -> tuple[dict[str, list[tuple[Provider, ElementScope]]], ...]:
        """Per moment, by id of an element, what it is to each contract that has to do with it."""
        moments = []
        for covered in self.covered:
            by_element: dict[str, list[tuple[Provider, ElementScope]]] = defaultdict(list)
            for contract in covered.values():
                for entry in contract.within:
                    by_element[entry.element.id].append((contract.provider, entry))
            moments.append(by_element)
        return tuple(moments)

    def contract_title(self, provider: Provider) -> str:
        """A contract with its id and name, an own party with its name."""
        contract = provider.contract
        if contract is None:
            return label("Ui.own_party", self.lang, name=provider.label(self.lang))
        name = concepts.name(contract, self.lang)
        return contract.id if name == contract.id else f"{contract.id} – {name}"

    def moment(self, number: int) -> str:
        """Anchor of a moment on pages that have a part for each."""
        return f"m{number + 1}"

    def element_path(self, element: Element) -> str:
        """The page of an element."""
        return f"e/{self._elements[element.id]}.html"

    def kind_path(self, kind: str) -> str:
        """The list of all elements of a kind."""
        return f"k/{self._kinds[kind]}.html"

    def view_path(self, view_id: str) -> str | None:
        """The page of a view; None where there is no such view."""
        stem = self._views.get(view_id)
        return f"v/{stem}.html" if stem else None

    def contract_path(self, key: str) -> str | None:
        """The page with the scope of a contract or own party; None where it has none."""
        stem = self._contracts.get(key)
        return f"c/{stem}.html" if stem else None

    def path(self, concept: Concept) -> str:
        """Where a concept is told about: an element on its page, a relation on the page of where it starts."""
        if isinstance(concept, Element):
            return self.element_path(concept)
        host = start(concept) if isinstance(concept, Relation) else None
        if host is None or not isinstance(concept, Relation):
            return "elements.html"
        return f"{self.element_path(host)}#{self.relation_anchor(concept)}"

    def relation_anchor(self, relation: Relation) -> str:
        """The anchor of a relation on the page of where it starts."""
        return f"r-{self._relations[relation.id]}"

    def node_anchor(self, element_id: str) -> str:
        """The anchor of an element in a drawing."""
        return f"n-{self._elements[element_id]}"

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Anchors of open questions, facts, documents and statements by id."""
        statements = (s.id for s in self.model.all_statements())
        names = stems((*self.model.facts, *self.model.documents, *statements))
        return {key: f"s-{stem}" for key, stem in names.items()}

    @cached_property
    def pages_by_text(self) -> dict[str, str]:
        """Where a text that is exactly the name or id of one thing leads; nowhere when several are called so."""
        meanings: dict[str, tuple[str, str]] = {}

        def learn(text: str, owner: str, path: str) -> None:
            if text:
                meanings[text] = (owner, path) if meanings.get(text, (owner, path))[0] == owner else _NOTHING

        for element in self.model.elements:
            for text in (concepts.name(element, self.lang), element.id):
                learn(text, element.id, self.element_path(element))
        for relation in self.model.relations:
            learn(concepts.name(relation, self.lang), relation.id, self.path(relation))
        for key, provider in self.providers.items():
            meanings[provider.label(self.lang)] = (key, self.contract_path(key) or "")
            meanings[self.contract_title(provider)] = (key, self.contract_path(key) or "")
        for question in self.model.questions:
            meanings[question.id] = (question.id, f"questions.html#{self.anchors[question.id]}")
        for fact in self.model.facts:
            meanings[fact] = (fact, f"sources.html#{self.anchors[fact]}")
        return {text: path for text, (_, path) in meanings.items() if path}

    @cached_property
    def _files(self) -> dict[str, str]:
        """Files of the model as they are called from its folder: a site tells nothing of the machine it was made on."""
        files = [PurePath(file) for file in self.model.contents.files]
        root = files[0].parent if files else PurePath()
        root = min((f.parent for f in files if root.is_relative_to(f.parent)), key=lambda p: len(p.parts), default=root)
        return {str(f): f.relative_to(root).as_posix() if f.is_relative_to(root) else f.name for f in files}

    def place(self, written: str) -> str:
        """A place in the files of the model, without the way to them."""
        file, colon, rest = written.partition(":")
        for _ in range(written.count(":")):
            if file in self._files:
                break
            more, _, rest = rest.partition(":")
            file = f"{file}:{more}"
        return f"{self._files[file]}{colon if rest else ''}{rest}" if file in self._files else written


def start(relation: Relation) -> Element | None:
    """The element a relation starts at; one that starts at a relation starts where that one does.

    None for relations that only lead to each other.
    """
    visited: set[str] = set()
    concept: Concept = relation
    while isinstance(concept, Relation) and concept.id not in visited:
        visited.add(concept.id)
        concept = concept.source
    if isinstance(concept, Element):
        return concept
    return None
