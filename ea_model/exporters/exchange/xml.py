"""The XML of an exchange file, one level up: texts per language, and properties with their definitions.

What there is little of is a tree of lxml, what there is much of (views, the concepts of foreign models) is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from ea_model.exporters.exchange.ids import Identifiers
from ea_model.exporters.shared.escape import content
from ea_model.source import conventions as form
from ea_model.values import LangText

Node = etree._Element  # noqa: SLF001 - lxml's own name for the type of its elements
Pair = tuple[str, Any]
"""A property: its key as written, and its value as a text in one or more languages."""

LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""What the schema takes for a language."""


def add(parent: Node, name: str, text: str | None = None, **attributes: str) -> Node:
    """A child element of the exchange namespace."""
    child = etree.SubElement(parent, f"{{{form.NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def typed(parent: Node, name: str, kind: str, **attributes: str) -> Node:
    """A child element with an ``xsi:type``; unprefixed, because Archi compares the raw attribute."""
    child = add(parent, name, None, **attributes)
    child.set(form.XSI_TYPE, kind)
    return child


def add_texts(parent: Node, name: str, text: str, clean: Callable[[str], str]) -> None:
    """One child per language, the primary one first: Archi shows the first where it has no better."""
    if not isinstance(text, LangText):
        add(parent, name, clean(text))
        return
    for lang, words in text.texts.items():
        child = add(parent, name, clean(words))
        if lang != form.UNDETERMINED and LANGUAGE.fullmatch(lang):
            child.set(form.XML_LANG, lang)


def text_lines(name: str, text: str, margin: str, clean: Callable[[str], str] | None = None, language: str = "") -> str:
    """The same as lines; ``language`` is the attribute of a text that has no language of its own."""
    if not isinstance(text, LangText):
        return f"{margin}<{name}{language}>{content(clean(text) if clean else text)}</{name}>\n"
    return "".join(
        f"{margin}<{name}{_tag_of(lang)}>{content(clean(words) if clean else words)}</{name}>\n"
        for lang, words in text.texts.items()
    )


def _tag_of(lang: str) -> str:
    return f' xml:lang="{lang}"' if lang != form.UNDETERMINED and LANGUAGE.fullmatch(lang) else ""


def language_pairs(key: str, text: str, clean: Callable[[str], str]) -> list[Pair]:
    """What restores a text after a tool that keeps one language, or trims: nothing when it needs no help."""
    if isinstance(text, LangText):
        return [(f"{key}.{lang}", form.pack(words)) for lang, words in text.texts.items()]
    return [] if clean(text) == text else [(f"{key}.{form.VERBATIM}", form.pack(text))]


def field_pairs(fields: dict[str, Any], prefix: str = "") -> list[Pair]:
    """The fields of an entry as properties: lists repeat the key, languages follow the primary text."""
    pairs: list[Pair] = []
    for name, value in fields.items():
        key = prefix + name
        if isinstance(value, list):
            pairs += [(key, form.pack_json(v) if isinstance(v, dict) else form.pack(v)) for v in value]
        elif isinstance(value, dict):
            pairs.append((key, form.pack(next(iter(value.values()), ""))))
            pairs += [(f"{key}.{lang}", form.pack(words)) for lang, words in value.items()]
        else:
            pairs.append((key, form.pack(value)))
    return pairs


class Properties:
    """Writes property lists, and collects the definitions they need."""

    def __init__(self, identifiers: Identifiers, features: frozenset[str]) -> None:
        self.features = features
        self._identifiers = identifiers
        self._definitions: dict[str, str] = {}

    def write(self, parent: Node, pairs: Iterable[Pair], specialization: str = "") -> None:
        """The ``properties`` of a concept, a view or the model; no empty container, which the schema refuses."""
        listed = [(form.SPECIALIZATION_KEY, specialization), *pairs] if specialization else list(pairs)
        if not listed:
            return
        container = add(parent, "properties")
        for key, value in listed:
            reference = self._definition(key)
            add_texts(add(container, "property", propertyDefinitionRef=reference), "value", value, form.legal)

    def text(self, pairs: Iterable[Pair], margin: str, language: str = "", escaped: Iterator[str] | None = None) -> str:
        """The same as lines.

        ``language`` is the attribute of values that have no language of their own; ``escaped`` gives each value as it
        stands between tags, where somebody already knows.
        """
        begin, middle, end = f'{margin}  <property propertyDefinitionRef="', f"{margin}    ", f"{margin}  </property>\n"
        lines = []
        for key, value in pairs:
            written = content(value) if escaped is None else next(escaped)
            said = f"{middle}<value{language}>{written}</value>\n"
            if isinstance(value, LangText):
                said = text_lines("value", value, middle)
            lines.append(f'{begin}{self._definition(key)}">\n{said}{end}')
        return f"{margin}<properties>\n{''.join(lines)}{margin}</properties>\n" if lines else ""

    def free(self, pairs: Iterable[tuple[str, str]], also: frozenset[str] = frozenset()) -> list[Pair]:
        """Somebody's own properties, where the keys ``also`` mean something of ours too.

        A specialization the model does not know as a kind stays a specialization.
        """
        reserved = self.features | also
        return [
            (key if _is_specialization(key, value) else form.free_key(key, reserved), _packed(value))
            for key, value in pairs
        ]

    def _definition(self, key: str) -> str:
        if key not in self._definitions:
            special = key == form.SPECIALIZATION_KEY
            self._definitions[key] = form.SPECIALIZATION if special else self._identifiers.take(f"p.{key}", "p")
        return self._definitions[key]

    def write_definitions(self, parent: Node) -> None:
        """Every definition that was used, by key."""
        if not self._definitions:
            return
        container = add(parent, "propertyDefinitions")
        for key, identifier in sorted(self._definitions.items()):
            definition = add(container, "propertyDefinition", identifier=identifier, type="string")
            add(definition, "name", form.legal(key))


def _is_specialization(key: str, value: str) -> bool:
    """A specialization needs a name a person can read."""
    return key == form.SPECIALIZATION_KEY and value != "" and form.pack(value) == value


def _packed(text: str) -> str:
    if isinstance(text, LangText):
        return LangText({lang: form.pack(words) for lang, words in text.texts.items()})
    return form.pack(text)
