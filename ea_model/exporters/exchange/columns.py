"""The concepts of somebody else's model as the text of an exchange file.

A real file has very many concepts, so they are put together column by column: every text goes through one escape over
all texts together, since looking at each takes longer than writing it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ea_model.exporters.exchange.xml import Properties, text_lines
from ea_model.exporters.shared.escape import attribute, content
from ea_model.metamodel.archimate import Concept, archimate_type
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.values import LangText

_NAMELESS = frozenset({"Grouping", "Location", "AndJunction", "OrJunction"})
"""Element types that need no name."""
_JUNCTIONS = ("AndJunction", "OrJunction")
"""What a junction is in the format, which has one name for each kind of it."""
_BARE = 4
"""What every sealed relation holds: its id, its ends and the seal."""
_AT_ONCE = 2000
"""Concepts that are put together at a time: their texts then stay in the cache of the processor until written."""
_MARGIN = "      "
_ILLEGAL = re.compile("[^\0\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#xD;"))

Row = Mapping[str, Any]
"""What a concept holds, by feature."""


class _Identifiers(dict[Concept, str]):
    """Identifier in the file by concept: of every element, and of each relation that is the end of another."""

    def __init__(self, elements: Sequence[Concept], ids: Mapping[str, str]) -> None:
        super().__init__(zip(elements, ids.values(), strict=False))
        self._ids = ids

    def __missing__(self, relation: Concept) -> str:
        return self._ids[stated_values(relation)["id"]]


class Columns:
    """Writes the concepts of one model.

    ``ids`` gives their identifiers in the file, in the order of the model; ``languages`` the attribute for the
    language of plain texts, by what they are.
    """

    def __init__(
        self, model: Model, ids: Mapping[str, str], properties: Properties, languages: Mapping[str, str]
    ) -> None:
        self.model = model
        self.ids = list(ids.values())
        self.written = _Identifiers(model.elements, ids)
        self.properties = properties
        document = model.foreign.document
        self.of_text = document is not None and document.format == "text"
        """Does what a verb of our text says without a word stand among what was said?"""
        self.name, self.documentation, self.value = (
            languages.get(what, "") for what in ("name", "documentation", "value")
        )

    def elements(self) -> Iterator[str]:
        """The ``elements`` section, in the order of the model, some thousands at a time."""
        return _section("elements", self.model.elements, self.ids[: len(self.model.elements)], self._elements)

    def relations(self) -> Iterator[str]:
        """The ``relationships`` section, in the order of the model, some thousands at a time."""
        return _section("relationships", self.model.relations, self.ids[len(self.model.elements) :], self._relations)

    def _elements(self, elements: Sequence[Concept], ids: Sequence[str]) -> Iterator[str]:
        rows: list[Row] = list(map(stated_values, elements))
        for row, own_id, type_name, name, described in zip(
            rows, ids, _kinds(elements), _names(rows), self._descriptions(rows), strict=True
        ):
            kind = type_name if type_name != "Junction" else _JUNCTIONS[row.get("junction_type") == "or"]
            named = name or kind not in _NAMELESS or "name" in row
            own = self._name(row.get("name"), name) + described if named else described
            head = f'    <element identifier="{own_id}" xsi:type="{kind}"'
            yield f"{head}>\n{own}    </element>\n" if own else f"{head}/>\n"

    def _relations(self, relations: Sequence[Concept], ids: Sequence[str]) -> Iterator[str]:
        rows: list[Row] = list(map(stated_values, relations))
        written = self.written
        sources = [written[row["source"]] for row in rows]
        targets = [written[row["target"]] for row in rows]
        for row, own_id, source, target, kind, name, described in zip(
            rows, ids, sources, targets, _kinds(relations), _names(rows), self._descriptions(rows), strict=True
        ):
            head = f'    <relationship identifier="{own_id}" source="{source}" target="{target}" xsi:type="{kind}"'
            if len(row) == _BARE:
                yield f"{head}/>\n"
                continue
            if "access_type" in row:
                head += f' accessType="{row["access_type"]}"'
            elif "directed" in row and (row["directed"] or not self.of_text):
                head += ' isDirected="true"' if row["directed"] else ' isDirected="false"'
            elif "strength" in row:
                head += f' modifier="{attribute(row["strength"])}"'
            own = self._name(row["name"], name) + described if "name" in row else described
            yield f"{head}>\n{own}    </relationship>\n" if own else f"{head}/>\n"

    def _name(self, name: str | None, written: str) -> str:
        if isinstance(name, LangText):
            return text_lines("name", name, _MARGIN)
        return f"{_MARGIN}<name{self.name}>{written}</name>\n"

    def _descriptions(self, rows: list[Row]) -> list[str]:
        """Documentation and properties of every concept, empty where it has none."""
        descriptions = [""] * len(rows)
        described = [(at, row) for at, row in enumerate(rows) if "documentation" in row or "properties" in row]
        texts = escaped([row["documentation"] for _, row in described if "documentation" in row])
        values = escaped([value for _, row in described for _, value in row.get("properties", ())])
        next_text, next_value = iter(texts), iter(values)
        for at, row in described:
            text = ""
            if "documentation" in row:
                text = f"{_MARGIN}<documentation{self.documentation}>{next(next_text)}</documentation>\n"
                if isinstance(row["documentation"], LangText):
                    text = text_lines("documentation", row["documentation"], _MARGIN)
            if row.get("properties"):
                text += self.properties.text(row["properties"], _MARGIN, self.value, next_value)
            descriptions[at] = text
        return descriptions


def _section(
    name: str,
    concepts: Sequence[Concept],
    ids: Sequence[str],
    write: Callable[[Sequence[Concept], Sequence[str]], Iterator[str]],
) -> Iterator[str]:
    if not concepts:
        return
    yield f"  <{name}>\n"
    for at in range(0, len(concepts), _AT_ONCE):
        yield "".join(write(concepts[at : at + _AT_ONCE], ids[at : at + _AT_ONCE]))
    yield f"  </{name}>\n"


def _kinds(concepts: Sequence[Concept]) -> list[str]:
    """The ArchiMate type of each."""
    names = {kind: archimate_type(kind) for kind in set(map(type, concepts))}
    return [names[type(concept)] for concept in concepts]


def _names(rows: list[Row]) -> list[str]:
    return escaped([row.get("name") or "" for row in rows])


def escaped(texts: list[str]) -> list[str]:
    """Texts as they stand between tags; all in one go."""
    joined = "\0".join(texts)
    if joined.count("\0") >= len(texts) or _ILLEGAL.search(joined):
        return [content(text) for text in texts]
    for sign, code in _CODES:
        if sign in joined:
            joined = joined.replace(sign, code)
    return joined.split("\0")
