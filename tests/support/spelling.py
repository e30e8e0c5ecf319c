"""Other spellings of an XML file: the same infoset, written in every legal way XML has for it.

`respelled` writes a tree with chosen `Habits`; what a reader makes of it may not depend on them. A habit that is off
leaves the plainest spelling, so that a failing test shrinks to the habits that matter.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
DECOYS = (
    " <element identifier='decoy' id='decoy'><name>decoy</name></element> ",
    '<element identifier="decoy" xsi:type="Goal"><name xml:lang="nl">decoy</name></element>',
    '\n    <element identifier="decoy" xsi:type="Goal">\n      <name xml:lang="nl">decoy</name>\n    </element>\n',
    '<relationship identifier="decoy" source="id-a" target="id-a" xsi:type="Association" />',
    '<element xsi:type="archimate:BusinessActor" name="decoy" id="decoy"/>',
    '<name xml:lang="en">decoy</name>',
    '<view identifier="decoy"><name>decoy</name></view>',
    " </elements></relationships></views> <views> ",
    " <folder type='diagrams'> </folder> > \" ' ",
    " <property propertyDefinitionRef='x' key='x' value='y'/> ",
    "",
    " ]]> &undefined; & < ",
    " elements> ships> views> ",
    "<!DOCTYPE x>",
)
"""What looks like a part of the model and stands in a comment or an instruction."""
ENCODINGS = {
    "utf-8": ("", "UTF-8"),
    "UTF8": ("", "utf-8"),
    "utf-8-sig": ("", "UTF-8"),
    "utf-16": ("", "UTF-16"),
    "utf-16-le": ("", "UTF-16"),
    "utf-16-be": ("", "UTF-16"),
    "utf-32": ("", "UTF-32"),
    "iso-8859-1": ("", "ISO-8859-1"),
    "cp1252": ("", "windows-1252"),
    "ascii": ("", "US-ASCII"),
}
"""Encodings by Python's name, with the name XML declares."""


@dataclass(frozen=True)
class Habits:
    """What somebody's writer of XML does otherwise."""

    seed: int = 0
    order: bool = False
    """Attributes in any order."""
    quotes: bool = False
    """Single quotes around values, now and then."""
    references: bool = False
    """``&#65;``, ``&#x41;`` and ``&quot;`` for characters that need no reference."""
    cdata: bool = False
    comments: bool = False
    instructions: bool = False
    tags: bool = False
    """White space within tags, also line ends."""
    empty: bool = False
    """``<a/>`` for elements without content, now and then."""
    layout: str = "kept"
    """White space between elements: ``kept``, ``none``, ``tabs``, ``lines``."""
    ends: str = "\n"
    """How lines end."""
    prefix: str | None = None
    """The prefix of the namespace of the root; None is as it stands, empty is none."""
    xsi: str = "xsi"
    declared: str = "root"
    """Where prefixes are declared: at the ``root``, in each ``section`` below it, or ``late``, where they are used."""
    sections: bool = False
    """Children of the root in another order."""
    declaration: str = "double"
    """The XML declaration: ``double`` or ``single`` quotes, ``odd`` white space, or ``none``."""
    encoding: str = "utf-8"
    tail: bool = False
    """Comments, instructions and white space after the root."""

    @classmethod
    def only(cls, habit: str, seed: int = 0) -> Habits:
        """One habit that is on or off."""
        on: dict[str, Any] = {habit: True}
        return cls(seed=seed, **on)


def habits(encodings: bool = True) -> st.SearchStrategy[Habits]:
    """Any habits."""
    on = st.booleans()
    return st.builds(
        Habits, seed=st.integers(0, 2**32), order=on, quotes=on, references=on, cdata=on, comments=on,
        instructions=on, tags=on, empty=on, layout=st.sampled_from(["kept", "none", "tabs", "lines"]),
        ends=st.sampled_from(["\n", "\r\n", "\r"]), prefix=st.sampled_from([None, "", "am", "é.x-1", "_", "xmlx"]),
        xsi=st.sampled_from(["xsi", "i", "p1.x"]), declared=st.sampled_from(["root", "section", "late"]),
        sections=on, declaration=st.sampled_from(["double", "single", "odd", "none"]),
        encoding=st.sampled_from(list(ENCODINGS) if encodings else ["utf-8"]), tail=on,
    )  # fmt: skip


def respelled(canonical: bytes, chosen: Habits) -> bytes:
    """The same infoset as ``canonical``, spelled with these habits."""
    root = etree.fromstring(canonical, etree.XMLParser(resolve_entities=False, no_network=True))
    return _Speller(root, chosen).content


class _Speller:
    """Writes one tree; the result is ``content``."""

    def __init__(self, root: etree._Element, chosen: Habits) -> None:
        self.chosen = chosen
        self.chance = random.Random(chosen.seed)  # noqa: S311 - chance, not a secret
        self.own = str(etree.QName(root).namespace or "")
        self.root = root
        self.old = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
        self.prefixes = {XSI: chosen.xsi, XML: "xml"}
        self.prefixes[self.own] = str(root.prefix or "") if chosen.prefix is None else chosen.prefix
        self.local_children = len(root) > 0 and etree.QName(root[0]).namespace is None
        if self.local_children and not self.prefixes[self.own]:
            self.prefixes[self.own] = "am"  # its children have no namespace
        parts = [self._head(), self._between(), self._element(root, {}, 0)]
        if chosen.tail:
            parts += [self._between(), "\n", self._noise(), " \n\n"]
        text = "".join(parts)
        self.content = self._encoded(text)

    def _encoded(self, text: str) -> bytes:
        encoding = self.chosen.encoding
        if self.chosen.declaration == "none" and encoding not in ("utf-8", "UTF8", "utf-8-sig", "utf-16", "utf-32"):
            encoding = "utf-8"
        if encoding in ("utf-8", "UTF8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"):
            return text.encode(encoding)
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:  # a name or a comment that this encoding has no place for
            if re.search(r"<[^>]*é", text):
                text = text.replace("é.x-1", "e.x-1")
            return text.encode(encoding, "xmlcharrefreplace")

    def _head(self) -> str:
        name = ENCODINGS[self.chosen.encoding][1]
        match self.chosen.declaration:
            case "none":
                return ""
            case "single":
                return f"<?xml version='1.0' encoding='{name}'?>"
            case "odd":
                return f'<?xml   version = "1.0"\n\tencoding= "{name}"  standalone = \'no\'  ?>\n'
            case _:
                return f'<?xml version="1.0" encoding="{name}"?>\n'

    def _often(self, share: float = 0.3) -> bool:
        return self.chance.random() < share

    def _noise(self) -> str:
        """A comment or an instruction, where the habits have them."""
        found = []
        if self.chosen.comments and self._often():
            found.append(f"<!--{self.chance.choice(DECOYS)}-->")
        if self.chosen.instructions and self._often():
            decoy = self.chance.choice(DECOYS)
            found.append(f"<?{self.chance.choice(('x', 'xml-stylesheet', 'element'))} {decoy}?>")
        return "".join(found)

    def _between(self, kept: str = "") -> str:
        """What stands between elements, where text means nothing."""
        match self.chosen.layout:
            case "none":
                space = ""
            case "tabs":
                space = "\n\t\t"
            case "lines":
                space = self.chance.choice(("\n", "\n\n\n", " ", "\t \n"))
            case _:
                space = kept
        return self._noise() + space.replace("\n", self.chosen.ends) + self._noise()

    def _qualified(self, name: str, *, attribute: bool) -> tuple[str, str]:
        """The name as written, and the prefix it needs declared."""
        parsed = etree.QName(name)
        if parsed.namespace is None:
            return parsed.localname, ""
        prefix = self.prefixes.get(parsed.namespace)
        if prefix is None:
            old = next((p for p, uri in self.old.items() if uri == parsed.namespace), None)
            prefix = self.prefixes[parsed.namespace] = old or f"f{len(self.prefixes)}"
        if attribute and not prefix:
            prefix = "own"
        return (f"{prefix}:{parsed.localname}" if prefix else parsed.localname), parsed.namespace

    def _needed(self, node: etree._Element) -> dict[str, str]:
        """Prefixes a tag itself uses, with what they stand for."""
        uris = {etree.QName(node).namespace, *(etree.QName(a).namespace for a in node.attrib)}
        kind = node.get(f"{{{XSI}}}type", "")
        if ":" in kind:
            uris.add(self.old[kind.partition(":")[0]])
        found = {}
        for uri in uris - {None, XML}:
            self._qualified(f"{{{uri}}}x", attribute=False)
            found[self.prefixes[str(uri)]] = str(uri)
        return found

    def _declarations(self, node: etree._Element, known: dict[str, str], depth: int) -> dict[str, str]:
        """What a tag declares: what it needs, or already what stands below it needs."""
        wanted = self._needed(node)
        early = {"root": 0, "section": 1, "late": -1}[self.chosen.declared]
        if depth == early:
            for below in node.iter(etree.Element):
                wanted |= self._needed(below)
        return {prefix: uri for prefix, uri in wanted.items() if known.get(prefix) != uri}

    def _element(self, node: etree._Element, known: dict[str, str], depth: int) -> str:
        name, _ = self._qualified(str(node.tag), attribute=False)
        declared = self._declarations(node, known, depth)
        known = known | declared
        pairs = [(f"xmlns:{p}" if p else "xmlns", uri) for p, uri in declared.items()]
        for key, value in node.attrib.items():
            shown = self._kind(str(value)) if str(key) == f"{{{XSI}}}type" else str(value)
            pairs.append((self._qualified(str(key), attribute=True)[0], shown))
        if self.chosen.order:
            self.chance.shuffle(pairs)
        tag = name + "".join(self._gap() + self._attribute(*pair) for pair in pairs)
        content = self._content(node, known, depth)
        space = self.chance.choice(("", " ", "\n")) if self.chosen.tags else ""
        if not content and self.chosen.empty and self._often(0.6):
            return f"<{tag}{space}/>"
        return f"<{tag}{space}>{content}</{name}{space}>"

    def _kind(self, value: str) -> str:
        """The value of ``xsi:type``, whose prefix goes by its namespace too."""
        prefix, colon, local = value.partition(":")
        return f"{self.prefixes[self.old[prefix]]}:{local}" if colon else value

    def _gap(self) -> str:
        return self.chance.choice((" ", "  ", "\n    ", "\t", "\r\n ")) if self.chosen.tags else " "

    def _attribute(self, name: str, value: str) -> str:
        quote = "'" if self.chosen.quotes and self._often(0.5) else '"'
        equals = self.chance.choice(("=", " = ", "\n=", "= ")) if self.chosen.tags else "="
        written = "".join(self._character(c, "<&\n\t\r" + quote) for c in value)
        return f"{name}{equals}{quote}{written}{quote}"

    def _character(self, character: str, special: str) -> str:
        """A character as itself or by reference; those of ``special`` always by reference."""
        named = {"<": "&lt;", "&": "&amp;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
        code = ord(character)
        may = self.chosen.references and self._often(0.2 if character not in named else 0.5)
        must = character in special or (self.chosen.encoding in ("ascii", "iso-8859-1", "cp1252") and code > 126)
        if not must and not may:
            return character
        if character in named and not (self.chosen.references and self._often(0.4)):
            return named[character]
        return self.chance.choice((f"&#{code};", f"&#x{code:X};", f"&#x{code:06x};", f"&#{code:05d};"))

    def _text(self, text: str) -> str:
        """Text, partly in CDATA, with comments in it."""
        if self.chosen.cdata and text and self._often(0.5):
            begin, end = sorted(self.chance.randrange(len(text) + 1) for _ in range(2))
            inner = text[begin:end]
            plain = all(ord(c) < 127 for c in inner) or self.chosen.encoding.lower().startswith("utf")
            if "]]>" not in inner and "\r" not in inner and plain:
                inner = inner.replace("\n", self.chosen.ends)
                before, after = self._text_plain(text[:begin], text), self._text_plain(text[end:], text)
                return f"{before}<![CDATA[{inner}]]>{after}"
        at = self.chance.randrange(len(text) + 1)
        return self._text_plain(text[:at], text) + self._noise() + self._text_plain(text[at:], text)

    def _text_plain(self, piece: str, whole: str) -> str:
        special = "<&\r>" if "]]>" in whole else "<&\r"
        return "".join(self._character(c, special) for c in piece).replace("\n", self.chosen.ends)

    def _reordered(self, children: list[etree._Element]) -> list[etree._Element]:
        """Sections in any order; what lies side by side under one name keeps its own."""
        sections: dict[object, list[etree._Element]] = {}
        for child in children:
            sections.setdefault((child.tag, child.get("type")), []).append(child)
        names = list(sections)
        self.chance.shuffle(names)
        return [child for name in names for child in sections[name]]

    def _content(self, node: etree._Element, known: dict[str, str], depth: int) -> str:
        children = list(node)
        if not children:
            return self._text(node.text or "") if node.text else self._noise()
        if self.chosen.sections and depth == 0:
            children = self._reordered(children)
        parts = [self._between(node.text or "")]
        for child in children:
            parts += [self._element(child, known, depth + 1), self._between(child.tail or "")]
        return "".join(parts)
