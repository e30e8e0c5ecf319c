"""The fast lane: concepts of an exchange file that are spelled the way tools spell them, many in one expression.

A file of a hundred thousand concepts says nearly all of them in one and the same shape. The lane takes a stretch of
such concepts in one go and hands everything else to the parser: another order of attributes, a second language, a
numeric character reference, anything unknown. What it takes is well-formed by the expression that took it: every byte
is matched, and no byte can open a comment, a section of characters or an instruction, or XML does not allow.
The lane is closed from where such a thing stands on, and for a file that binds the names of the format in another way.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Any

import numpy as np

from ea_model.source.records import ConceptTable

XSI = "http://www.w3.org/2001/XMLSchema-instance"
JUNCTIONS = {"AndJunction": "and", "OrJunction": "or"}
_SHORTEST, _LONGEST = 1 << 14, 1 << 20
"""Bytes of a stretch: as long as the last ones went well, the next is twice as long."""

_SAID = r'[^"<&\t\n\r]*+'
_CODED = r"&(?:amp|lt|gt|quot|apos);"
_TEXT = rf"[^<&]*+(?:{_CODED}[^<&]*+)*+"
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_ATTRIBUTES = re.compile(rb'\s([A-Za-z:]+)="')
_WANTED = {"element": ("identifier", "xsi:type"), "relationship": ("identifier", "xsi:type", "source", "target")}
_DETAIL = re.compile(r' (\w+)="([^"]*)"')
_DETAILS = ("accessType", "isDirected", "modifier")
_FEATURES = {"accessType": "access_type", "isDirected": "directed", "modifier": "strength"}


def is_open(opening: bytes, space: str) -> bool:
    """May a file use the lane? ``opening`` is the tag of its root, ``space`` the namespace of it."""
    return all(name.encode() in opening for name in (f' xmlns="{space}"', f' xmlns:xsi="{XSI}"'))


def may_hide(content: bytes, begin: int, end: int) -> bool:
    """Could these bytes open a comment, an instruction or a section of characters, which may hold anything?"""
    return content.find(b"<!", begin, end) >= 0 or content.find(b"<?", begin, end) >= 0


def details(fields: dict[str, Any], attributes: dict[str, str]) -> None:
    """What a relation says beside its ends, as the concept will hold it."""
    for word, feature in _FEATURES.items():
        if word in attributes:
            text = attributes[word]
            fields[feature] = text in ("true", "1") if feature == "directed" else text


class Lane:
    """The lane through one section; ``languages`` grows while the parser meets the first text of each sort."""

    def __init__(
        self, content: bytes, bulk: ConceptTable, described: list[dict[str, Any]], languages: dict[str, str], end: int
    ) -> None:
        self._content, self._bulk, self._described, self._languages = content, bulk, described, languages
        self._end = end
        self._stretch = _SHORTEST
        self._order: tuple[str, ...] = ()
        self._learned: dict[str, str] | None = None
        self._shape = self._property = re.compile("")
        self._known: dict[str, dict[str, Any]] = {}

    def take(self, at: int, tag: str) -> int:
        """Take concepts from ``at`` on, where one begins; where the first one stands that the lane leaves alone."""
        while at < self._end:
            names = tuple(name.decode() for name in _ATTRIBUTES.findall(self._content, at, self._close_of(at)))
            order = tuple(name for name in names if name not in _DETAILS)
            if self._order != order or self._learned != self._languages:
                if sorted(order) != sorted(_WANTED[tag]):
                    return at
                self._learn(tag, order)
            length, more = self._take_stretch(at, tag)
            at += length
            self._stretch = min(self._stretch * 2, _LONGEST) if more else _SHORTEST
            if not more:
                return at
        return at

    def _close_of(self, at: int) -> int:
        return max(self._content.find(b">", at, self._end), at)

    def _take_stretch(self, at: int, tag: str) -> tuple[int, bool]:
        """Bytes taken, and whether the whole stretch was."""
        end = self._content.find(f"<{tag} ".encode(), at + self._stretch, self._end)
        end = self._end if end < 0 else end
        stretch = self._content[at:end]
        if not _is_clean(stretch):
            return 0, False
        try:
            text = stretch.decode("utf-8")
        except UnicodeDecodeError:
            return 0, False
        rest = self._rows(tag, text)
        return end - at - len(rest.encode("utf-8")), not rest

    def _learn(self, tag: str, order: tuple[str, ...]) -> None:
        """The shape of a concept, with its attributes in the order of the first and texts in their one language."""
        self._order, self._learned = order, dict(self._languages)
        heads = " ".join(f'{name}="({_SAID})"' for name in order)
        extra = "".join(f'(?: {name}="{_SAID}")?+' for name in _DETAILS) if tag == "relationship" else ""
        value = self._tag("value") or "(?!)"
        listed = rf'<property propertyDefinitionRef="{_SAID}">\s*+{value}{_TEXT}</value>\s*+</property>\s*+'
        texts = "".join(
            rf"(?:({opened})({_TEXT})</{what}>\s*+)?+" if (opened := self._tag(what)) else "()()"
            for what in ("name", "documentation")
        )
        self._shape = re.compile(
            rf"<{tag} {heads}({extra})"
            rf"(?:/>|>\s*+{texts}(?:<properties>\s*+((?:{listed})++)</properties>\s*+)?+</{tag}>)\s*+"
            r"|([\s\S]++)"
        )
        self._property = re.compile(rf'<property propertyDefinitionRef="({_SAID})">\s*+{value}({_TEXT})</value>')

    def _tag(self, what: str) -> str:
        """The tag of a text in the language texts of its sort have in this file; nothing before the first is met."""
        if what not in self._languages:
            return ""
        language = self._languages[what]
        return re.escape(f'<{what} xml:lang="{language}">' if language else f"<{what}>")

    def _rows(self, tag: str, text: str) -> str:
        """A row for every concept the shape fits, as long as it fits; what is left of the text."""
        matches = self._shape.findall(text)
        rest: str = matches[-1][-1] if matches else ""
        if rest:
            matches.pop()
        kinds, rows = self._bulk.kinds, self._bulk.rows
        order = self._order
        pick = itemgetter(*(order.index(name) for name in _WANTED[tag]))
        coded = "&" in text
        relations = tag == "relationship"
        for groups in matches:
            extra, name_tag, name, documentation_tag, documentation, properties, _ = groups[len(order) :]
            if relations:
                identifier, kind, source, target = pick(groups)
                fields = {"id": identifier, "source": source, "target": target}
                if extra:
                    fields |= self._known.get(extra) or self._details(extra)
            else:
                identifier, kind = pick(groups)
                fields = {"id": identifier}
                if kind in JUNCTIONS:
                    fields["junction_type"], kind = JUNCTIONS[kind], "Junction"
            if name_tag:
                fields["name"] = plain(name) if coded else name
            if documentation_tag:
                fields["documentation"] = plain(documentation) if coded else documentation
            if properties:
                fields["properties"] = self._properties(properties, coded)
                self._described.append(fields)
            kinds.append(kind)
            rows.append(fields)
        return rest

    def _details(self, extra: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        details(fields, dict(_DETAIL.findall(extra)))
        self._known[extra] = fields
        return fields

    def _properties(self, text: str, coded: bool) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = self._property.findall(text)
        return [(ref, plain(value)) for ref, value in pairs] if coded else pairs


def _is_clean(stretch: bytes) -> bool:
    """May all of it stand in XML, and does XML leave all of it as it is (it changes ``\\r``)?"""
    control = np.count_nonzero(np.frombuffer(stretch, np.uint8) < ord(" "))
    if control != stretch.count(b"\n") + stretch.count(b"\t"):
        return False
    return b"]]>" not in stretch and (stretch.isascii() or not any(sign in stretch for sign in _NO_CHARACTERS))


def plain(text: str) -> str:
    """A text without the five codes XML has for its own signs."""
    if "&" not in text:
        return text
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(code, sign)
    return text
