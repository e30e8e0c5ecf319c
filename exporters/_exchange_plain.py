"""Somebody else's model as an exchange file: their names, texts, keys and ids, and nothing of ours.

Ids stay as they are where XML allows, and become names as Archi makes them (``id-`` before a digit). A real file has
very many concepts, so they are put together as strings; every text goes through one escape over all texts together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from lxml import etree

from ea_model import exchange_form as form
from ea_model.carried import Carried
from ea_model.metamodel.archimate import Concept, archimate_type
from ea_model.model import Model
from ea_model.values import LangText
from exporters import Options
from exporters._exchange_folders import organizations
from exporters._exchange_ids import Identifiers
from exporters._exchange_views import ViewWriter
from exporters._exchange_xml import LANGUAGE, Pair, Properties
from exporters._markup import attribute, content

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_NAMELESS = frozenset({"Grouping", "Location", "AndJunction", "OrJunction"})
"""Element types that need no name."""
_BARE = 4
"""What every sealed relation holds: its id, its ends and the seal."""
_ILLEGAL = re.compile("[^\0\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = frozenset({"string", "boolean", "currency", "date", "time", "number"})
"""Data types of properties in the schema."""


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """Write a plain model with its views and those of the options."""
    _Document(model, options).write(handle)


class _Document:
    """One file: identifiers first, then the sections in the order the schema wants."""

    def __init__(self, model: Model, options: Options) -> None:
        self.model = model
        self.carried: Carried = model.extras["carried"]
        self.languages = {what: f' xml:lang="{lang}"' if LANGUAGE.fullmatch(lang) else ""
                          for what, lang in self.carried.languages.items()}  # fmt: skip
        self.views = {view.id: view for view in (*model.views, *options.views)}
        identifiers = Identifiers()
        self.model_id = identifiers.take(model.id)
        self.ids = identifiers.take_all([concept.__dict__["id"] for concept in model.concepts()])
        self.verbatim = all(own == written for own, written in self.ids.items())
        self.view_ids = identifiers.take_all(self.views)
        self.properties = _Properties(identifiers, self.carried.definitions, self.languages.get("value", ""))
        self.drawings = ViewWriter(self.ids, {}, identifiers, self.properties, options.report, plain=True)

    def write(self, handle: BinaryIO) -> None:
        """Write the file; definitions stand before the views that use them, so those are made first."""
        head = [self._head(), *self._elements(), *self._relations(), *self._organizations()]
        views = self._views()
        head += self.properties.definitions()
        handle.write("".join(head).encode("utf-8"))
        handle.write(views)
        handle.write(b"</model>\n")

    def _head(self) -> str:
        model = self.model
        version = f' version="{attribute(model.version)}"' if model.version else ""
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<model xmlns="{form.NAMESPACE}" xmlns:xsi="{_XSI}"'
            f' xsi:schemaLocation="{form.NAMESPACE} {_SCHEMA}" identifier="{attribute(self.model_id)}"{version}>\n'
        )
        text += self._texts("name", model.name, "  ", "model name")
        if model.contents.documentation:
            text += self._texts("documentation", model.contents.documentation, "  ", "model documentation")
        text += self.properties.text(model.extras.get("properties", ()), "  ")
        return text + _metadata(self.carried.metadata)

    def _texts(self, tag: str, text: str, margin: str, what: str = "") -> str:
        """One child per language; a plain text has the language of the file it came from, if that had one."""
        if not isinstance(text, LangText):
            return f"{margin}<{tag}{self.languages.get(what or tag, '')}>{content(text)}</{tag}>\n"
        return "".join(
            f"{margin}<{tag}{_tag_of(lang)}>{content(words)}</{tag}>\n" for lang, words in text.texts.items()
        )

    def _elements(self) -> Iterator[str]:
        elements = self.model.elements
        if not elements:
            return
        yield "  <elements>\n"
        ids, lang, kinds, rest = self.ids, self.languages.get("name", ""), _kinds(elements), self._rest
        for element, name in zip(elements, _names(elements), strict=True):
            stored = element.__dict__
            kind = kinds[type(element)]
            if kind == "Junction":
                kind = "OrJunction" if stored.get("junction_type") == "or" else "AndJunction"
            head = f'    <element identifier="{ids[stored["id"]]}" xsi:type="{kind}"'
            if name or kind not in _NAMELESS or "name" in stored:
                own = f"      <name{lang}>{name}</name>\n"
                if isinstance(stored.get("name"), LangText):
                    own = self._texts("name", stored["name"], "      ")
            else:
                own = ""
            if "properties" in stored or "documentation" in stored:
                own += rest(stored)
            yield f"{head}>\n{own}    </element>\n" if own else f"{head}/>\n"
        yield "  </elements>\n"

    def _relations(self) -> Iterator[str]:
        relations = self.model.relations
        if not relations:
            return
        yield "  <relationships>\n"
        lang, kinds, rest = self.languages.get("name", ""), _kinds(relations), self._rest
        rows: list[dict[str, Any]] = [relation.__dict__ for relation in relations]
        own_ids = self._written([row["id"] for row in rows])
        sources = self._written([row["source"].__dict__["id"] for row in rows])
        targets = self._written([row["target"].__dict__["id"] for row in rows])
        types = [kinds[type(relation)] for relation in relations]
        names = _names(relations)
        for stored, own_id, source, target, kind, name in zip(
            rows, own_ids, sources, targets, types, names, strict=True
        ):
            head = f'    <relationship identifier="{own_id}" source="{source}" target="{target}" xsi:type="{kind}"'
            if len(stored) == _BARE:
                yield f"{head}/>\n"
                continue
            if "access_type" in stored:
                head += f' accessType="{stored["access_type"]}"'
            elif "directed" in stored:
                head += ' isDirected="true"' if stored["directed"] else ' isDirected="false"'
            elif "strength" in stored:
                head += f' modifier="{attribute(stored["strength"])}"'
            own = ""
            if "name" in stored:
                own = f"      <name{lang}>{name}</name>\n"
                if isinstance(stored["name"], LangText):
                    own = self._texts("name", stored["name"], "      ")
            if "properties" in stored or "documentation" in stored:
                own += rest(stored)
            yield f"{head}>\n{own}    </relationship>\n" if own else f"{head}/>\n"
        yield "  </relationships>\n"

    def _written(self, ids: list[str]) -> list[str]:
        """Ids as they stand in the file; in most files all may stay as they are."""
        return ids if self.verbatim else [self.ids[identifier] for identifier in ids]

    def _rest(self, stored: dict[str, Any]) -> str:
        """Documentation and properties of a concept."""
        text = self._texts("documentation", stored["documentation"], "      ") if "documentation" in stored else ""
        return text + self.properties.text(stored.get("properties", ()), "      ")

    def _organizations(self) -> Iterable[str]:
        return (
            organizations(self.model, self.ids, self.view_ids, self.languages.get("label", ""))
            if self.carried.organized
            else ()
        )

    def _views(self) -> bytes:
        root = etree.Element(f"{{{form.NAMESPACE}}}model", nsmap={None: form.NAMESPACE, "xsi": _XSI})
        read = {id(view) for view in self.model.views}
        section = self.drawings.write(
            root, [(view, self.view_ids[i], id(view) in read) for i, view in self.views.items()]
        )
        if section is None:
            return b""
        etree.indent(section, level=1)
        text = etree.tostring(section, encoding="UTF-8", with_tail=False)
        return b"  <views>" + text.partition(b"<views")[2].partition(b">")[2] + b"\n"


def _kinds(concepts: Sequence[Concept]) -> dict[type[Concept], str]:
    """The ArchiMate type of every class in use."""
    return {made: archimate_type(made) for made in {type(concept) for concept in concepts}}


def _names(concepts: Sequence[Concept]) -> list[str]:
    return escaped([concept.__dict__.get("name") or "" for concept in concepts])


def escaped(texts: list[str]) -> list[str]:
    """Texts as they stand between tags; all in one go, since looking at each takes longer than writing it."""
    joined = "\0".join(texts)
    if joined.count("\0") >= len(texts) or _ILLEGAL.search(joined):
        return [content(text) for text in texts]
    for sign, code in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        if sign in joined:
            joined = joined.replace(sign, code)
    return joined.split("\0")


def _tag_of(lang: str) -> str:
    return f' xml:lang="{lang}"' if lang != form.UNDETERMINED and LANGUAGE.fullmatch(lang) else ""


def _metadata(metadata: bytes) -> str:
    """The metadata of the source with the prefixes it needs, and no others."""
    if not metadata:
        return ""
    node = etree.fromstring(metadata)
    etree.cleanup_namespaces(node)
    text = etree.tostring(node, encoding="unicode", with_tail=False)
    return f"  {text}\n"


class _Properties(Properties):
    """Properties under their own keys, with the definitions of the source where it had them."""

    def __init__(self, identifiers: Identifiers, known: Iterable[tuple[str, str, str]], language: str) -> None:
        super().__init__(identifiers, frozenset())
        self._language = language
        self._known: dict[str, tuple[str, str]] = {}
        """Identifier and data type by key."""
        self._others: list[tuple[str, str, str]] = []
        """Definitions of a key that another one has too."""
        for identifier, key, kind in known:
            special = identifier == form.SPECIALIZATION
            given = identifier if special else identifiers.take(identifier or "propid", "propid")
            name = form.SPECIALIZATION_KEY if special else key
            if name in self._known:
                self._others.append((given, name, kind))
            else:
                self._known[name] = (given, kind)

    def _definition(self, key: str) -> str:
        if key not in self._known:
            special = key == form.SPECIALIZATION_KEY
            wanted = form.SPECIALIZATION if special else self._identifiers.take(f"propid-{len(self._known) + 1}", "p")
            self._known[key] = (wanted, "string")
        return self._known[key][0]

    def free(self, pairs: Iterable[tuple[str, str]], also: frozenset[str] = frozenset()) -> list[Pair]:  # noqa: ARG002
        """Every property as it is."""
        return list(pairs)

    def text(self, pairs: Iterable[tuple[str, str]], margin: str) -> str:
        """The ``properties`` of the model or of a concept; nothing where there are none."""
        lines = []
        for key, value in pairs:
            head = f'{margin}  <property propertyDefinitionRef="{self._definition(key)}">\n{margin}    '
            if isinstance(value, LangText):
                values = [f"<value{_tag_of(lang)}>{content(words)}</value>\n" for lang, words in value.texts.items()]
                lines.append(head + f"{margin}    ".join(values) + f"{margin}  </property>\n")
            else:
                lines.append(f"{head}<value{self._language}>{content(value)}</value>\n{margin}  </property>\n")
        return f"{margin}<properties>\n{''.join(lines)}{margin}</properties>\n" if lines else ""

    def definitions(self) -> Iterator[str]:
        """Every definition, those of the source first and in its order."""
        every = [(given, key, kind) for key, (given, kind) in self._known.items()] + self._others
        if not every:
            return
        yield "  <propertyDefinitions>\n"
        for given, key, kind in every:
            shown = kind if kind in _TYPES else "string"
            yield f'    <propertyDefinition identifier="{given}" type="{shown}">\n'
            name = "" if key == given else content(key)  # the reader calls one without a name by its id
            yield f"      <name>{name}</name>\n    </propertyDefinition>\n"
        yield "  </propertyDefinitions>\n"
