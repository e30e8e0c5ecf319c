"""The grammar of the text format on one page, made from its schema: ``python -m ea_model.loader.grammar FILE``.

Written into ``docs/GRAMMAR.md``; what a key means stands in ``models/README.md``.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ea_model.loader.concepts import VERBS
from ea_model.loader.schema import Schema, schema
from ea_model.metamodel import Metamodel, specialization_of

_HEAD = """\
# The grammar of a model as text

Made from the metamodel by `make schema`; what each key means, with examples: [models/README.md](../models/README.md),
and for editors [model.schema.json](model.schema.json). A model is every `*.yaml` below a folder, read together; each
file has sections, a section has entries by id (`model` itself has the fields), an entry has fields. An id has letters,
digits and `. _ -`, a letter or `_` first.

`x*` is one x or a list of them; `→ Kind` the id, or the only name, of one of that kind; a field without a type is plain
text. `text` is one text or one per language: `{nl: …, en: …}`. `flag` is `true` or `false`. `date` is `2019-12-11`,
`2019-10`, `2019-Q3`, `2019`, `a..b`, `open` or `{from, until, status}`. A value of an attribute may be `onbekend`,
`onbekend U01` or `n.v.t.`
"""
_WIDTH = 150
_FEW = 20
"""Words that are all said; the rules are more."""
_PARTS = ("reference", "party", "selector", "condition")
_APART = ("elements", "relations", "extend", "translations", "views", "folders", "source")
"""Sections of which more is to be said than their fields."""
_CONVERTED = """\
relations: type, from, to, and the fields of a relation
extend: the fields of an element of the model that `model: {extends: …}` names, but type, name and documentation
translations: language: id: field: text
views, folders, source: what a converted model has besides; models/README.md has them"""


def page() -> str:
    """The page as the file has it."""
    whole = schema()
    definitions: dict[str, Schema] = whole["definitions"]
    sections: dict[str, Schema] = whole["properties"]
    entries = [
        _line(name, _fields(section["properties"] if name == "model" else _entry(section, definitions), definitions))
        for name, section in sections.items()
        if name not in _APART
    ]
    parts = [_line(name, _fields(definitions[name]["properties"], definitions)) for name in _PARTS]
    words = [
        f"{name.removeprefix('word.')}: {' · '.join(part['anyOf'][0]['enum'])}"
        for name, part in definitions.items()
        if name.startswith("word.")
    ]
    activities = [part["const"] for part in definitions["activity"]["anyOf"] if "const" in part]
    verbs = [f"{verb} ({kind})" for verb, (kind, _) in VERBS.items()]
    kinds = {
        sort: _kinds(sections[f"{sort}s"]["additionalProperties"], definitions) for sort in ("element", "relation")
    }
    blocks = {
        "Sections": [*entries, _CONVERTED],
        "An element": [*kinds["element"],
                       _line("covers, excludes (of contracts, actors and roles)",
                             ["subject: activity* or the fields of a statement", "or a list of such fields"]),
                       _line("relations, as verb: id* or {id: sources or fields}", verbs)],
        "A relation": kinds["relation"],
        "Parts": parts,
        "Words, English first": [textwrap.fill("; ".join(words), _WIDTH, break_on_hyphens=False)],
        "Activities": [textwrap.fill(", ".join(activities), _WIDTH)],
    }  # fmt: skip
    return _HEAD + "".join(f"\n## {title}\n\n```\n{chr(10).join(lines)}\n```\n" for title, lines in blocks.items())


def _line(name: str, items: Iterable[str]) -> str:
    return textwrap.fill(f"{name}: {', '.join(items)}", _WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _entry(section: Schema, definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """The fields of one entry of a section."""
    entry = section["additionalProperties"]
    fields: dict[str, Schema] = _meant(entry, definitions)["properties"]
    return fields


def _kinds(entry: Schema, definitions: Mapping[str, Schema]) -> list[str]:
    """What all kinds have, then those that have more."""
    groups = [(part["if"]["properties"]["type"]["enum"], _meant(part["then"], definitions)["properties"])
              for part in entry["allOf"]]  # fmt: skip
    common = {key: part for key, part in groups[0][1].items() if all(fields.get(key) == part for _, fields in groups)}
    plain = [key for key in common if key not in VERBS]
    lines = [_line("every kind", _fields({key: common[key] for key in plain}, definitions))]
    kinds, bare = Metamodel(), []
    for names, fields in groups:
        own = {key: part for key, part in fields.items() if key not in common and key not in ("covers", "excludes")}
        if own:
            lines.append(_line(", ".join(names), _fields(own, definitions)))
        else:
            bare += [name for name in names if (kind := kinds.get(name)) and specialization_of(kind)]
    return [*lines, _line("no more", [*bare, "every other type of ArchiMate"])]


def _fields(fields: Mapping[str, Schema], definitions: Mapping[str, Schema]) -> list[str]:
    return [f"{key} {shape}".rstrip() for key, part in fields.items() for shape in [_shape(part, definitions)]]


def _meant(part: Schema, definitions: Mapping[str, Schema]) -> Schema:
    return definitions[part["$ref"].removeprefix("#/definitions/")] if "$ref" in part else part


def _shape(part: Schema, definitions: Mapping[str, Schema]) -> str:
    """The type of a value in a word or two; nothing for plain text."""
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/definitions/")
        return _shape(definitions[name], definitions) if name.startswith("field.") else _named(name)
    if "enum" in part:
        return " · ".join(part["enum"]) if len(part["enum"]) < _FEW else "code"
    choices: list[Any] = part.get("anyOf", [])
    if len(choices) == 2 and choices[1] == {"type": "array", "items": choices[0]}:
        shape = _shape(choices[0], definitions)
        return f"({shape})*" if " or " in shape else f"{shape}*"
    if part.get("properties"):
        return "{" + ", ".join(_fields(part["properties"], definitions)) + "}"
    shapes = [_shape(choice, definitions) for choice in choices if "pattern" not in choice]
    return " or ".join(dict.fromkeys(filter(None, shapes)))


def _named(name: str) -> str:
    """What the page calls a definition."""
    kind = name.removeprefix("id.")
    return f"→ {kind}" if kind != name else "" if name == "value" else name.removeprefix("word.")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
