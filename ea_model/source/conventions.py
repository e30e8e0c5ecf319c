"""What the writer and the reader of the exchange file agree on: names, keys, and how a text survives the way.

The format carries strings, and Archi collapses white space in property values and names. `pack` writes any text as
one line that reads back exactly; `unpack` and `unpack_json` undo it. Every key of ours begins with a word of
`FIXED_STEMS` or the name of a feature (the file lists those), so that somebody else's property is never mistaken
for ours: one that could be is written with `ESCAPE` before its key.

Source: The Open Group, ArchiMate Model Exchange File Format 3.1; what Archi makes of it: docs/EXCHANGE.md.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ea_model.messages import Message

NAMESPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

FORMAT = "1"
FORMAT_KEY = "ea.format"
"""A model property that says the file is ours; its value is the version of the conventions on this page."""
FEATURES_KEY = "ea.features"
"""The property keys that stand for typed attributes, in one line."""
SEAL_KEY = "ea.seal"
"""Hash of the file as written: while it fits, the file still is the model revision it names."""
SEAL_EMPTY = "sha256:" + "0" * 64
REVISION_KEY = "revision"
VERSION_KEY = "version"
VERBATIM = "verbatim"
"""``name.verbatim`` holds a name that the format could not write as it is; ``name.nl`` one of several languages."""
SCOPE = "scope."
"""Prefix of the properties that make an association a scope statement."""
SCOPE_ID = SCOPE + "statement"
STRENGTH_KEY = "ea.strength"
"""The strength of an influence that an attribute could not hold as it is."""
OWN = "own"
"""What stands for the contract of an in-house statement."""
IN_HOUSE_WORDS = (OWN, "eigen")
"""What a person may write for it."""

SPECIALIZATION = "specialization"
"""Id of the property definition whose values Archi turns into specializations."""
SPECIALIZATION_KEY = "Specialization"
"""Its name, and the key of a specialization that is no kind of the model."""

UNDETERMINED = "und"
"""Language of a text that has no tag beside others that have one."""

FOLDERS = ("Strategy", "Business", "Application", "Technology & Physical", "Motivation",
           "Implementation & Migration", "Other", "Relations", "Views")  # fmt: skip
"""Archi's top folders, under the English names its importer knows."""

ESCAPE = "property:"
FIXED_STEMS = frozenset({"documentation", "ea", "exists", "id", "name", "scope", "source"})
"""First words of the keys we write beside those of attributes."""
_SOURCE_KEYS = frozenset({"source", "source.quote", "source.place"})
_EXACT_KEYS = frozenset({"id", "exists.from", "exists.until"}) | _SOURCE_KEYS
_SUFFIX = re.compile(rf"[A-Za-z]{{2,3}}(-[A-Za-z0-9]{{1,8}})*|{VERBATIM}")

_WHITE = re.compile(r"[ \t\r\n]+")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # the few: the many take long to compile


def legal(text: str) -> str:
    """The text without the characters XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def one_line(text: str) -> str:
    """The text as Archi keeps a name: trimmed, legal, every run of white space one space."""
    return _WHITE.sub(" ", legal(text)).strip(" ")


def block(text: str) -> str:
    """The text as Archi keeps documentation: legal, trimmed, lines as they are."""
    return legal(text).replace("\r\n", "\n").strip(" \t\r\n")


def pack(text: str) -> str:
    """Any text as one line; a text that is one already stays readable, the rest becomes a JSON string."""
    if text == one_line(text) and not text.startswith(('"', "{")):
        return text
    return pack_json(text)


def pack_json(value: object) -> str:
    """A value as one line of JSON without anything XML or Archi would change."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    line = _ILLEGAL.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
    return re.sub("(?<= ) ", "\\\\u0020", line)


def unpack(text: str) -> str:
    """What `pack` was given; a text it cannot have written stays as it is."""
    if not text.startswith('"'):
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str) else text


def unpack_json(text: str) -> Any:
    """What `pack_json` was given, every scalar as text. Raises `ValueError` when it is no JSON."""
    try:
        return _texts(json.loads(text, parse_int=str, parse_float=str, parse_constant=str))
    except RecursionError as error:
        raise ValueError(Message("json_deep")) from error


def _texts(value: Any) -> Any:
    """Values as a model file spells them: text, lists and mappings only."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def unpack_value(text: str) -> Any:
    """The value of a typed property: a text, or the mapping a party or a source written in place is."""
    if text.startswith("{"):
        try:
            return unpack_json(text)
        except ValueError:
            return text
    return unpack(text)


def is_language(suffix: str) -> bool:
    """Does the rest of a key name a language, or the verbatim text?"""
    return _SUFFIX.fullmatch(suffix) is not None


def is_own(key: str, features: frozenset[str]) -> bool:
    """Is a property of this key, in a file we wrote, part of what we wrote?"""
    stem, _, rest = key.partition(".")
    if key in _EXACT_KEYS or stem == "ea":
        return True
    return (stem in features and not rest) or (stem in features | {"name", "documentation"} and is_language(rest))


def is_reserved(key: str, features: frozenset[str]) -> bool:
    """Must somebody's own property of this key be marked as such? Wider than `is_own`, to have room for more."""
    stem = key.partition(".")[0]
    return key.startswith(ESCAPE) or stem in FIXED_STEMS or stem in features


def free_key(key: str, features: frozenset[str]) -> str:
    """The key under which somebody's own property is written."""
    plain = pack(key) == key and key not in {"", SPECIALIZATION_KEY}
    return key if plain and not is_reserved(key, features) else ESCAPE + pack(key)


def own_key(key: str) -> str:
    """What `free_key` was given."""
    return unpack(key.removeprefix(ESCAPE)) if key.startswith(ESCAPE) else key
