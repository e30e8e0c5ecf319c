"""One page: what it holds, and its links, which are relative so that a site works from any folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Activity, Condition, Need, Party
from ea_model.metamodel.lean import LeanObject, telling_features
from ea_model.scope import Lead, Provider
from ea_model.values import SourceRef, Truth, Unknown, in_language
from ea_model.views.documents.questions import attribute_name
from ea_model.views.site.book import Book
from ea_model.views.site.markup import Child, Children, badge, el, joined, listed
from ea_model.views.svg.elements import Element as Node
from ea_model.views.words import concepts as wording
from ea_model.words import label, label_of

_NESTED = (Condition, Need)
_PARTS = re.compile("(, |; )")


@dataclass(frozen=True)
class Leaf:
    """A page in the making."""

    book: Book
    path: str
    """Below the folder of the site, with ``/``."""
    chapter: str
    """The entry of the navigation it belongs to."""
    title: str
    body: list[Child] = field(default_factory=list)
    scripts: tuple[str, ...] = ()
    """Scripts beyond the one of every page."""
    figures: list[Node] = field(default_factory=list)
    """The computed pictures it holds."""

    @property
    def up(self) -> str:
        """The way back to the folder of the site."""
        return "../" * self.path.count("/")

    def say(self, key: str, **values: object) -> str:
        """A word of the site."""
        return self.book.say(key, **values)

    def word(self, item: Enum) -> str:
        """The word for a code identifier."""
        return label_of(item, self.book.lang)

    def add(self, *children: Children) -> None:
        """Put something at the end of the page."""
        for child in children:
            self.body.extend([child] if child is None or isinstance(child, (str, Node)) else child)

    def to(self, path: str, *words: Children, cls: str | None = None) -> Node:
        """A link to a page of the site."""
        return el("a", *words, href=self.up + path, cls=cls)

    def link(self, concept: Concept, words: str = "") -> Child:
        """A link to the page of an element, or to the place of a relation."""
        return self.to(self.book.path(concept), words or wording.name(concept, self.book.lang))

    def links(self, concepts: Iterable[Concept]) -> list[Child]:
        """Several of them in a row."""
        return joined(self.link(concept) for concept in concepts)

    def kind(self, concept: Concept) -> str:
        """What sort of thing it is."""
        return wording.kind(self.book.model, concept, self.book.lang)

    def provider(self, provider: Provider, anchor: str = "", *, whole: bool = False) -> Child:
        """A contract by its id (``whole``: and its name), an own party by its name; with a link to its scope."""
        words = self.book.contract_title(provider) if whole else provider.label(self.book.lang)
        path = self.book.contract_path(provider.key)
        return words if path is None else self.to(path + (f"#{anchor}" if anchor else ""), words)

    def toned(self, item: Enum) -> Child:
        """The word for a status, class or severity in its colour."""
        return badge(self.word(item), item.name)

    def text(self, text: str, cls: str = "said") -> Child:
        """A text of the model with its line breaks."""
        return el("p", in_language(text, self.book.lang), cls=cls)

    def linked(self, text: str) -> list[Child]:
        """A text in which what is exactly the name or id of one thing leads there, by itself or in a list."""
        children: list[Child] = []
        for number, line in enumerate(text.split("\n")):
            children += ["\n"] if number else []
            path = self.book.pages_by_text.get(line)
            parts = [line] if path else _PARTS.split(line)
            children += [self._to_its_page(part) for part in parts]
        return children

    def _to_its_page(self, text: str) -> Child:
        path = self.book.pages_by_text.get(text)
        return self.to(path, text) if path else self.book.place(text)

    def value(self, value: object) -> Children:
        """A value of an attribute: concepts as links, what is unknown as such, with its open question."""
        lang = self.book.lang
        if isinstance(value, Unknown):
            question = [" ", self._to_its_page(value.item)] if value.item else []
            return [badge(label("Ui.unknown", lang), "UNKNOWN"), *question]
        if isinstance(value, tuple):
            nested = bool(value) and isinstance(value[0], _NESTED)
            return joined((self.value(one) for one in value), " " if nested else ", ")
        return self._object(value) if isinstance(value, LeanObject) else wording.shown(value, lang)

    def _object(self, value: LeanObject) -> Children:
        """Something of the model: a link where it has a page, else everything it holds."""
        lang = self.book.lang
        if isinstance(value, Concept):
            return self.link(value)
        if isinstance(value, Party):
            return [self.link(value.who), wording.shown(value, lang).removeprefix(wording.name(value.who, lang))]
        if isinstance(value, Activity):
            return in_language(value.label, lang) or value.id
        return listed(self._parts(value), cls="parts")

    def _parts(self, value: LeanObject) -> Iterator[Children]:
        """Every feature of something that has no page of its own, such as what a capability is needed for."""
        for feature, part in telling_features(value):
            if part != "":
                yield [f"{attribute_name(feature, self.book.lang)}: ", *joined([self.value(part)])]

    def holder(self, lead: Lead, anchor: str = "") -> list[Child]:
        """Somebody's part in a cell: letter, under what, who, and whether that is certain."""
        mark = "" if lead.certain else "?"
        children: list[Child] = [el("abbr", f"{lead.role}{mark}", title=self.role(lead)), " ",
                              self.provider(lead.provider, anchor)]  # fmt: skip
        if not lead.provider.own and lead.parties:
            children += [": ", *self.links(lead.parties)]
        if lead.truth is Truth.MAYBE:
            children.append(f" ({label('Ui.perhaps_then', self.book.lang)})")
        return children

    def role(self, lead: Lead) -> str:
        """The word for the letter of a role, and that it is only possible where it is."""
        doubt = "" if lead.certain else f" ({label('Ui.possibly', self.book.lang)})"
        return label(f"Role.{lead.role}", self.book.lang) + doubt

    def sources(self, sources: Iterable[SourceRef]) -> list[Child]:
        """Quotes, literally, each with where it stands."""
        children: list[Child] = []
        for source in dict.fromkeys(sources):
            words = f"“{source.quote}”" if source.quote else label("Ui.no_quote", self.book.lang)
            place = wording.source_place(self.book.model, source, self.book.lang)
            mark: list[Child] = [self._to_its_page(source.fact), " "] if source.fact else []
            children.append(el("figure", el("blockquote", words), el("figcaption", mark, place), cls="quote"))
        return children

    def cited(self, sources: Iterable[SourceRef]) -> list[Child]:
        """Sources in short: the fact where there is one, else the place."""
        return joined(
            self._to_its_page(s.fact) if s.fact else wording.source_place(self.book.model, s, self.book.lang)
            for s in dict.fromkeys(sources)
        )

    def verb(self, relation: Relation, *, backwards: bool = False) -> str:
        """How a relation reads from one of its ends."""
        return wording.verb(relation, self.book.lang, backwards=backwards)

    def layer(self, element: Element) -> str:
        """The layer in words."""
        return label(f"Layer.{element.layer}", self.book.lang) if element.layer else ""
