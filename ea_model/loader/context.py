"""What the passes of the loader share: the records, the contents that grow, and the problems."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any

from ea_model.messages import Message, did_you_mean
from ea_model.messages.problems import Level, Place, Problem, close_to
from ea_model.metamodel import Language, Metamodel
from ea_model.metamodel.archimate import Concept, Element
from ea_model.metamodel.contract import PartyCapacity, Plateau
from ea_model.metamodel.lean import stated_values
from ea_model.model import Contents
from ea_model.source.conventions import IN_HOUSE_WORDS
from ea_model.source.records import ParsedEntry, place_of
from ea_model.values import LangText

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")

VERBATIM = "verbatim"
"""Value of ``model: {ids: …}`` that keeps ids no model of ours could have."""
MEANT = {
    **dict.fromkeys(("leverancier", "supplier", "contractor"), PartyCapacity.CONTRACTOR.dutch),
    **dict.fromkeys(("klant", "client"), PartyCapacity.CLIENT.dutch),
    "zelf": IN_HOUSE_WORDS[-1], "maintenance": "onderhoud",
    "development": "ontwikkeling", "support": "ondersteuning", "functioneel beheer": "applicatiebeheer",
}  # fmt: skip
"""Words people use for those of the language, where no likeness leads to them."""
MOST_COMPARED = 200_000
"""Words that are compared to find what somebody meant, in one load: some seconds of work."""


class Load:
    """One load: passes read ``records``, fill ``contents`` and note problems."""

    def __init__(
        self, records: list[ParsedEntry], *, lenient: bool = False, file: str = "", language: Language | None = None
    ) -> None:
        self.file = file
        """What a problem without a better place is about."""
        self.lenient = lenient
        """Somebody else's format: what only our own files promise is told, not refused (`Reading.lenient`)."""
        self.verbatim = any(
            isinstance(r.fields, dict) and r.fields.get("ids") == VERBATIM for r in records if r.section == "model"
        )
        """A model in our text that came from somewhere else: ids stay as they were there."""
        self.odd_ids: list[tuple[str, Place]] = []
        """Identifiers a lenient load kept though ours could not be such."""
        self.tied: list[tuple[str, Place]] = []
        """Open questions that an ``onbekend U01`` somewhere is tied to."""
        self.asked: dict[str, list[tuple[Concept, str]]] = {}
        """The concepts and attributes that are unknown, by the open question they name."""
        self.refused: set[str] = set()
        """Ids of entries that were told to be wrong, or could not be read: what refers to them is no second mistake."""
        self.made_ids: set[str] = set()
        """Ids of entries that are made of other ids, which are as good as those are."""
        self.alike: set[str] = set()
        """Ids of entries that one text may stand for together, so that its mistake is told of the first only."""
        self._alike_told: set[tuple[Any, ...]] = set()
        self.several: dict[str, tuple[str, ...]] = {}
        """Ids of the statements that one entry stands for, by the id of that entry."""
        self._comparisons = MOST_COMPARED
        self.contents = Contents(metamodel=Metamodel(language))
        self.problems: list[Problem] = []
        self.concepts: dict[str, Concept] = {}
        self.records: dict[str, list[ParsedEntry]] = {}
        for record in records:
            self.records.setdefault(record.section, []).append(record)

    def section(self, name: str) -> list[ParsedEntry]:
        """The records of one section, in the order they were read."""
        return self.records.get(name, [])

    def distinct(self, name: str) -> list[ParsedEntry]:
        """The records of a section, each id once; a second one of an id is an error."""
        first: dict[str, ParsedEntry] = {}
        for record in self.section(name):
            if record.id in first:
                message = Message("two_of", section=name, id=record.id, place=first[record.id].place)
                self.error(record.place, "DUPLICATE-ID", message)
            else:
                first[record.id] = record
        return list(first.values())

    def error(
        self, place: Place, code: str, message: Message, *, near: tuple[str, Collection[str]] | None = None
    ) -> None:
        """Note an error; ``near`` is (what was written, what could have been meant)."""
        if self.alike:
            sentence = (place, code, message.id, *(value for _, value in message.values if value not in self.alike))
            if sentence in self._alike_told:
                return
            self._alike_told.add(sentence)
        self.problems.append(Problem(place, code, did_you_mean(message, self._near(*near) if near else ())))

    def _near(self, word: str, words: Collection[str]) -> tuple[str, ...]:
        """What was probably meant; when very much is wrong the last problems go without, so that the report comes."""
        meant = MEANT.get(word.strip().casefold().replace("_", " "))
        if meant in words:
            return (str(meant),)
        if len(words) > self._comparisons:
            return ()
        self._comparisons -= len(words)
        return close_to(word, words)

    def warning(self, place: Place, code: str, message: Message) -> None:
        """Note something worth telling that does not stop the load."""
        self.problems.append(Problem(place, code, message, Level.WARNING))

    def contradict(self, place: Place, message: Message, subject: str = "") -> None:
        """Note what contradicts itself but may be meant: finding CONTRADICTION."""
        self.problems.append(Problem(place, "CONTRADICTION", message, Level.WARNING, subject))

    def complain(
        self, place: Place, code: str, message: Message, *, near: tuple[str, Collection[str]] | None = None
    ) -> None:
        """An error in a file of ours, a warning in somebody else's format."""
        if self.lenient:
            self.warning(place, code, message)
        else:
            self.error(place, code, message, near=near)

    def take(self, identifier: str, place: Place) -> None:
        """Note where an id stands; one that stands elsewhere already is an error."""
        first = self.contents.places.get(identifier)
        if first is not None:
            message = Message("id_used_own" if identifier in self.made_ids else "id_used", id=identifier, place=first)
            self.error(place, "DUPLICATE-ID", message)
        self.contents.places[identifier] = place

    def concept(self, concept_id: object, place: Place, kind: type[Any] = Element) -> Concept | None:
        """Resolve an id, else the name of the only element of a kind that has it, or note that it dangles."""
        if not isinstance(concept_id, str):
            self.error(place, "SHAPE", Message("one_id"))
            return None
        concept = self.concepts.get(self.id_of(concept_id, kind))
        if concept is None and concept_id not in self.refused:
            self._dangles(concept_id, place_of(concept_id, place), kind)
        return concept

    def id_of(self, text: str, kind: type[Any] = Element) -> str:
        """The id somebody means: what is written where it is one, else that of the only element of this name."""
        if text in self.concepts or self.lenient or text in self.refused:
            return text
        named = self.named(text, kind)
        return named[0] if len(named) == 1 else text

    def named(self, name: str, kind: type[Any]) -> list[str]:
        """The ids of the elements of a kind that are called so, in any language."""
        return [i for i in self._names.get(name, ()) if isinstance(self.concepts.get(i), kind)]

    def _dangles(self, concept_id: str, place: Place, kind: type[Any]) -> None:
        """Tell of an id that is nowhere, with what was probably meant: a list, one of several of a name, another id."""
        named = [] if self.lenient else self.named(concept_id, kind) or self.named(concept_id, Element)
        if len(named) > 1:
            message = Message("name_of_several", name=concept_id, ids=", ".join(named))
            self.error(place, "REFERENCE", message)
            return
        parts = [part.strip() for part in concept_id.split(",")]
        if len(parts) > 1 and all(IDENTIFIER.fullmatch(part) for part in parts):
            self.error(place, "SHAPE", Message("list_meant", text=concept_id, list=", ".join(parts)))
            return
        # A relation is called after its ends, so the one that is broken looks most like what is missing.
        own = [i for i in self.concepts if not i.endswith(f".{concept_id}") and not i.startswith(f"{concept_id}.")]
        message = Message("no_concept", id=concept_id)
        self.error(place, "REFERENCE", message, near=(named[0], named) if named else (concept_id, own))

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The ids of the elements of each name in any language, when names are first taken for ids."""
        entries = {str(record.id): record.fields.get("name") for record in self.section("elements")}
        names: dict[str, list[str]] = {}
        for element in self.contents.elements:
            name = entries.get(element.id) or stated_values(element).get("name", "")
            by_language = name.texts if isinstance(name, LangText) else name if isinstance(name, dict) else {"": name}
            for text in {str(text) for text in by_language.values() if isinstance(text, str) and text}:
                names.setdefault(text, []).append(element.id)
        return names

    def concept_of(self, concept_id: object, place: Place, kind: type[Any], what: Message) -> Any:
        """Resolve an id that must be of a kind (``what`` names it in the message)."""
        concept = self.concept(concept_id, place, kind if issubclass(kind, Element) else Element)
        if concept is not None and not isinstance(concept, kind):
            where = place_of(concept_id, place)
            self.error(where, "REFERENCE", Message("other_kind", id=concept_id, kind=concept.kind, what=what))
            return None
        return concept

    def plateaus(self, value: object, place: Place) -> tuple[Plateau, ...]:
        """Resolve one plateau id or a list of them."""
        plateaus = (self.concept_of(i, place, Plateau, Message("a_plateau")) for i in as_list(value))
        return tuple(p for p in plateaus if p is not None)

    def elements(self, value: object, place: Place) -> tuple[Element, ...]:
        """Resolve one element id or a list of them."""
        elements = (self.concept_of(i, place, Element, Message("an_element")) for i in as_list(value))
        return tuple(e for e in elements if e is not None)

    def check_identifier(self, identifier: str, place: Place) -> bool:
        """An id must survive every format: letter or _ first, then letters, digits and ``. _ -``."""
        if IDENTIFIER.fullmatch(identifier):
            return True
        if self.verbatim and identifier:
            return True
        if self.lenient and identifier:
            self.odd_ids.append((identifier, place))
            return True
        self.error(place, "ID", Message("bad_id", id=identifier))
        return False


def as_list(value: object) -> list[Any]:
    """One value or a list as a list; nothing as an empty list."""
    if isinstance(value, list):
        return value
    return [] if value in ("", None) else [value]
