"""The XML of an exchange file, one level up: texts per language, and properties with their definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ea_model.exporters.exchange.ids import Identifiers
from ea_model.exporters.shared.escape import attribute, content
from ea_model.source import conventions as form
from ea_model.values import LangText

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
Pair = tuple[str, Any]
"""A property: its key as written, and its value as a text in one or more languages."""

LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""What the schema takes for a language."""


def opening(identifier: str, version: str = "") -> str:
    """The tag of the model."""
    more = f' version="{attribute(version)}"' if version else ""
    return (
        f'<model xmlns="{form.NAMESPACE}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{form.NAMESPACE} {_SCHEMA}"'
        f' identifier="{attribute(identifier)}"{more}>\n'
    )


def closed(head: str, body: str, tag: str, margin: str) -> str:
    """An element from its opening tag without the last sign; without a body it is its own end."""
    return f"{margin}{head}>\n{body}{margin}</{tag}>\n" if body else f"{margin}{head}/>\n"


def text_lines(name: str, text: str, margin: str, clean: Callable[[str], str] | None = None, language: str = "") -> str:
    """One line per language, the primary one first: Archi shows the first where it has no better.

    ``language`` is the attribute of a text that has no language of its own.
    """
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

    def text(
        self,
        pairs: Iterable[Pair],
        margin: str,
        language: str = "",
        escaped: Iterator[str] | None = None,
        clean: Callable[[str], str] | None = None,
    ) -> str:
        """The ``properties`` of a concept, a view or the model; no empty container, which the schema refuses.

        ``language`` is the attribute of values that have no language of their own; ``escaped`` gives each value as it
        stands between tags, where somebody already knows.
        """
        begin, middle, end = f'{margin}  <property propertyDefinitionRef="', f"{margin}    ", f"{margin}  </property>\n"
        lines = []
        for key, value in pairs:
            written = content(clean(value) if clean else value) if escaped is None else next(escaped)
            value_lines = f"{middle}<value{language}>{written}</value>\n"
            if isinstance(value, LangText):
                value_lines = text_lines("value", value, middle, clean)
            lines.append(f'{begin}{self._definition(key)}">\n{value_lines}{end}')
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

    def definitions(self) -> Iterator[str]:
        """Every definition that was used, by key."""
        definitions = [(identifier, "string", form.legal(key)) for key, identifier in sorted(self._definitions.items())]
        yield from definition_lines(definitions)


def definition_lines(definitions: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """The ``propertyDefinitions``: identifier, data type and name of each."""
    if definitions:
        yield "  <propertyDefinitions>\n"
        for identifier, kind, name in definitions:
            yield f'    <propertyDefinition identifier="{identifier}" type="{kind}">\n'
            yield f"      <name>{content(name)}</name>\n    </propertyDefinition>\n"
        yield "  </propertyDefinitions>\n"


def _is_specialization(key: str, value: str) -> bool:
    """A specialization needs a name a person can read."""
    return key == form.SPECIALIZATION_KEY and value != "" and form.pack(value) == value


def _packed(text: str) -> str:
    if isinstance(text, LangText):
        return LangText({lang: form.pack(words) for lang, words in text.texts.items()})
    return form.pack(text)
