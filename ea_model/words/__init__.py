"""Words a person reads, in Dutch and English; a test holds the languages together.

They stand in ``words/<language>/<theme>.toml``; a section may have entries in several themes.
"""

from __future__ import annotations

import tomllib
from enum import Enum
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).parent


@cache
def table(lang: str) -> dict[str, str]:
    """All labels of a language as ``section.key``; Dutch where the language is not one of ours."""
    found: dict[str, str] = {}
    for file in files(lang):
        with file.open("rb") as handle:
            for section, entries in tomllib.load(handle).items():
                found.update({f"{section}.{key}": text for key, text in entries.items()})
    return found


def files(lang: str) -> list[Path]:
    """The files of a language, one a theme, in order of their names."""
    return sorted((_FOLDER / (lang if lang in LANGUAGES else LANGUAGES[0])).glob("*.toml"))


def label(key: str, lang: str, **values: object) -> str:
    """The label of ``section.key``, with ``{name}`` places filled in; `KeyError` when there is none."""
    return table(lang)[key].format(**values) if values else table(lang)[key]


def label_of(item: Enum, lang: str) -> str:
    """The label of a code identifier such as ``Status.COVERED``."""
    return table(lang)[f"{type(item).__name__}.{item.name}"]
