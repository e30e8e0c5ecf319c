"""The parts of an exchange file everything is made of: nodes with their identifier, texts and properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ea_model.readers.xml.nodes import Node, children, named, text_of
from ea_model.source import conventions as form
from ea_model.source.records import Items, SourceText
from ea_model.values import LangText


def tagged(nodes: Iterator[Node]) -> str:
    """Texts in one or more languages; one that has no tag is a plain text."""
    texts: dict[str, str] = {}
    tags = 0
    for node in nodes:
        lang = node.get(form.XML_LANG) or ""
        tags += bool(lang)
        texts.setdefault(lang or form.UNDETERMINED, text_of(node))
    if not tags:
        return next(iter(texts.values()), "")
    return LangText(texts)


class PropertyDefinitions:
    """The property definitions of a file; gives the properties of a node."""

    def __init__(self, root: Node) -> None:
        self.keys: dict[str, str] = {}
        for definition in children(root, "propertyDefinitions", "propertyDefinition"):
            identifier = definition.get("identifier") or ""
            self.keys[identifier] = str(tagged(named(definition, "name"))) or identifier

    def of(self, node: Node, *, ours: bool) -> Owned:
        """The properties of one node, in order."""
        owned = Owned(ours=ours)
        for listed in children(node, "properties", "property"):
            reference = listed.get("propertyDefinitionRef") or listed.get("identifierRef") or ""
            value = tagged(named(listed, "value"))
            special = reference == form.SPECIALIZATION
            if special and not owned.specialization:
                owned.specialization = str(value)
            key = form.SPECIALIZATION_KEY if special else self.keys.get(reference, reference)
            owned.entries.append((key, value, listed.sourceline or 0))
        return owned


class Owned:
    """The properties of one node: key, value and line each; and the first specialization, which is one of them."""

    def __init__(self, *, ours: bool) -> None:
        self.ours = ours
        self.specialization = ""
        self.entries: list[tuple[str, str, int]] = []

    def first(self, key: str) -> str:
        """The exact value of the first property of that key; empty when there is none."""
        return next((form.unpack(value) for entry_key, value, _ in self.entries if entry_key == key), "")

    def has_prefix(self, prefix: str) -> bool:
        """Does any key begin that way?"""
        return any(key.startswith(prefix) for key, _, _ in self.entries)

    def recorded(self, stem: str) -> dict[str, str]:
        """The exact texts kept beside a text: by language, or its only one under ``verbatim``."""
        return {
            key.removeprefix(stem + "."): form.unpack(value)
            for key, value, _ in self.entries
            if key.startswith(stem + ".") and form.is_language(key[len(stem) + 1 :])
        }

    def typed(self, features: frozenset[str], prefix: str = "") -> dict[str, Any]:
        """Typed attributes by name as a model file spells them; repeated ones are a list, languages one text."""
        fields: dict[str, Any] = {}
        texts: dict[str, dict[str, str]] = {}
        for key, value, line in self.entries:
            name, _, rest = key.removeprefix(prefix).partition(".")
            if not key.startswith(prefix) or (prefix and name == "statement"):
                continue
            if key in ("exists.from", "exists.until"):
                fields.setdefault("exists", {})[SourceText(rest, line)] = SourceText(form.unpack(value), line)
            elif rest:
                if name in features and form.is_language(rest):
                    texts.setdefault(name, {})[rest] = form.unpack(value)
            elif name in features or name == "source":
                exact = form.unpack_value(str(value))
                _repeat(fields, SourceText(name, line), SourceText(exact, line) if isinstance(exact, str) else exact)
        for name, recorded in texts.items():
            fields[name] = restored([("", str(fields[name]))] if name in fields else [], recorded, str)
        return fields

    def free(self, features: frozenset[str] | None = None) -> Iterator[tuple[str, str]]:
        """Somebody's own properties; ``features`` are the words of ours in a file we wrote, None in another."""
        for key, value, _ in self.entries:
            if features is None:
                yield key, value
            elif not form.is_own(key, features):
                exact = {lang: form.unpack(t) for lang, t in value.texts.items()} if isinstance(value, LangText) else {}
                yield form.own_key(key), LangText(exact) if exact else form.unpack(value)


def _repeat(fields: dict[str, Any], name: str, value: Any) -> None:
    """A second value of a key makes a list of both."""
    if name not in fields:
        fields[name] = value
    elif isinstance(fields[name], Items):
        fields[name].append(value)
    else:
        fields[name] = Items([fields[name], value])


def restored(texts_in_file: list[tuple[str, str]], recorded: dict[str, str], clean: Callable[[str], str]) -> str:
    """A text in its languages: what was recorded beside it, and what somebody changed in the file since.

    ``texts_in_file`` stand there with their language (empty: not said). A text that equals a
    recorded one in any language is unchanged, since a tool may show only one language; another replaces the text
    of its language, or the primary one.
    """
    if form.VERBATIM in recorded:
        exact = recorded[form.VERBATIM]
        return exact if not texts_in_file or clean(exact) == texts_in_file[0][1] else texts_in_file[0][1]
    texts = dict(recorded)
    for lang, text in texts_in_file:
        if lang in texts and clean(texts[lang]) == text:
            continue
        if lang or all(clean(old_text) != text for old_text in recorded.values()):
            texts[lang or next(iter(texts))] = text
    return LangText(texts)


class XmlPart:
    """An element, a relationship, a view or the model itself, with its properties."""

    def __init__(self, node: Node, properties: Owned) -> None:
        self.node = node
        self.properties = properties
        self.identifier = node.get("identifier") or ""
        self.line = node.sourceline or 0

    @property
    def kind(self) -> str:
        """The ``xsi:type`` without a prefix."""
        return (self.node.get(form.XSI_TYPE) or "").rpartition(":")[2]


def name_of(part: XmlPart, name: str, clean: Callable[[str], str], *, ours: bool) -> str:
    """The name or the documentation of a part, with all its languages."""
    nodes = list(named(part.node, name))
    recorded = part.properties.recorded(name) if ours else {}
    if not recorded:
        if ours and len(nodes) == 1:
            return text_of(nodes[0])  # ours had no language; Archi gives every text one, if asked to
        text = tagged(iter(nodes))
        return text if name != "name" or isinstance(text, LangText) else text.strip()
    texts_in_file = [(node.get(form.XML_LANG) or "", clean(text_of(node))) for node in nodes]
    return restored(texts_in_file, recorded, clean)
