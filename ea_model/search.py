"""Finding anything in a model by a few words: elements, contracts, parties, views, statements, questions, sources.

Every word asked must occur; capitals and accents do not matter. Names count for more than texts, beginnings for more
than middles, so that what a person most likely means stands first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Contract, ScopeStatement
from ea_model.model import Model
from ea_model.values import LangText

_WORD = re.compile(r"\w+")
_LEAST = 4
"""Letters of a word that is worth mending."""


class Sort(Enum):
    """What was found, in the order in which groups are shown."""

    CONTRACT = "contract"
    PARTY = "party"
    ELEMENT = "element"
    RELATION = "relation"
    VIEW = "view"
    STATEMENT = "statement"
    QUESTION = "question"
    SOURCE = "source"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that can be found. ``about`` is the id of a concept it leads to, if it is no concept itself."""

    sort: Sort
    id: str
    names: tuple[str, ...]
    """The id and the name in every language, folded."""
    text: str
    """Everything else that is searched, folded."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """What was found; a lower ``rank`` is a better match."""

    entry: SearchEntry
    rank: int


def folded(text: object) -> str:
    """The text without capitals and accents."""
    plain = unicodedata.normalize("NFKD", str(text)).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def rank_of(words: list[str], names: Iterable[str], text: str) -> int | None:
    """How well folded words fit: 0 is the very name, higher is worse, None is not at all."""
    named = tuple(names)
    query = " ".join(words)
    if query in named:
        return 0
    everything = " ".join((*named, text))
    if not all(word in everything for word in words):
        return None
    if any(name.startswith(query) for name in named):
        return 1
    if any(all(any(part.startswith(word) for part in _WORD.findall(name)) for word in words) for name in named):
        return 2
    return 3 if any(all(word in name for word in words) for name in named) else 4


class SearchIndex:
    """Everything in a model that can be found. Reads every view of the model once."""

    def __init__(self, model: Model) -> None:
        self.entries: tuple[SearchEntry, ...] = tuple(_entries(model))
        self._vocabulary: tuple[str, ...] = ()

    def search(self, query: str) -> list[SearchHit]:
        """What holds every word of the query, the best matches first; nothing for a query without words."""
        words = folded(query).split()
        if not words:
            return []
        ranked = ((rank_of(words, e.names, e.text), e) for e in self.entries)
        hits = [SearchHit(entry, rank) for rank, entry in ranked if rank is not None]
        return sorted(hits, key=lambda h: (h.rank, len(h.entry.names[-1]), h.entry.names[-1], h.entry.id))

    def suggestion(self, query: str) -> str:
        """The query with words nobody uses replaced by ones that look like them; empty when there are none."""
        if not self._vocabulary:
            words = {w for e in self.entries for name in e.names for w in _WORD.findall(name) if len(w) >= _LEAST}
            self._vocabulary = tuple(sorted(words))
        query_words = folded(query).split()
        mended = []
        for word in query_words:
            spelled = any(word in w for w in self._vocabulary)
            near = [] if spelled or len(word) < _LEAST else get_close_matches(word, self._vocabulary, 1, 0.75)
            mended.append(near[0] if near else word)
        return " ".join(mended) if mended != query_words else ""


def _texts(text: str) -> Iterator[str]:
    yield from text.texts.values() if isinstance(text, LangText) else (str(text),)


def _all(*texts: str) -> str:
    return folded(" ".join(part for text in texts for part in _texts(text) if part))


def _names(id_: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (folded(id_), *map(folded, _texts(name))))))


def _entries(model: Model) -> Iterator[SearchEntry]:
    parties = {p.who.id for c in model.contracts for p in c.parties} | {
        p.id for s in model.statements for p in s.parties
    }
    for element in model.elements:
        sort = Sort.PARTY if element.id in parties else Sort.ELEMENT
        sort = Sort.CONTRACT if isinstance(element, Contract) else sort
        properties = (f"{key} {value}" for key, value in element.properties)
        text = _all(element.documentation, element.note, element.kind, *properties)
        yield SearchEntry(sort, element.id, _names(element.id, element.name), text)
    for relation in model.relations:
        yield SearchEntry(Sort.RELATION, relation.id, _names(relation.id, relation.name), _all(relation.documentation))
    for view in model.views:
        yield SearchEntry(Sort.VIEW, view.id, _names(view.id, str(view.name)), _all(view.documentation))
    for statement in model.statements:
        yield _of_statement(statement)
    for question in model.questions:
        about = question.about[0].id if question.about else next(iter(question.attributes), "").rpartition(".")[0]
        yield SearchEntry(
            Sort.QUESTION, question.id, _names(question.id, ""), _all(question.text, question.note), about
        )
    for fact in model.facts.values():
        yield SearchEntry(Sort.SOURCE, fact.fact, _names(fact.fact, ""), _all(fact.text, fact.quote))
    for document in model.documents.values():
        yield SearchEntry(Sort.DOCUMENT, document.id, _names(document.id, document.title), "")


def _of_statement(statement: ScopeStatement) -> SearchEntry:
    subject = statement.subject
    texts = [statement.activity.label, statement.note]
    texts += [subject.name or subject.id] if isinstance(subject, Element) else []
    texts += [p.name for p in statement.parties]
    texts += [statement.contract.id] if statement.contract is not None else []
    about = subject.id if subject is not None else ""
    return SearchEntry(Sort.STATEMENT, statement.id, _names(statement.id, ""), _all(*texts), about)
