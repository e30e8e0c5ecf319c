"""Words a person reads, in Dutch and English, from one table per language; a test holds the tables together."""

from __future__ import annotations

import tomllib
from enum import Enum
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).parent / "words"


@cache
def table(lang: str) -> dict[str, str]:
    """All labels of a language as ``section.key``; Dutch where the language is not one of ours."""
    file = _FOLDER / f"{lang if lang in LANGUAGES else LANGUAGES[0]}.toml"
    with file.open("rb") as handle:
        sections = tomllib.load(handle)
    return {f"{section}.{key}": text for section, entries in sections.items() for key, text in entries.items()}


def label(key: str, lang: str, **values: object) -> str:
    """The label of ``section.key``, with ``{name}`` places filled in; `KeyError` when there is none."""
    return table(lang)[key].format(**values) if values else table(lang)[key]


def label_of(item: Enum, lang: str) -> str:
    """The label of a code identifier such as ``Status.COVERED``."""
    return table(lang)[f"{type(item).__name__}.{item.name}"]
