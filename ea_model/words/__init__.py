"""Words a person reads, in Dutch and English; a test holds the languages together.

They stand in ``words/<language>/<theme>.toml``; a section may have entries in several themes. Those of a rule stand
together in ``words/rules/<CODE>.toml``, see `sections`; those only one page of the app says, in
``words/pages/<page>.toml`` under ``[nl]`` and ``[en]``: they too are labels of ``Ui``;
those of one question in ``words/questions/<Section>.toml``, of one picture in ``words/pictures`` likewise.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache

from ea_model.words.sections import LANGUAGES, Words


@cache
def table(lang: str) -> Words:
    """All labels of a language as ``section.key``; Dutch where the language is not one of ours."""
    return Words(lang) if lang in LANGUAGES else table(LANGUAGES[0])


def label(key: str, lang: str, **values: object) -> str:
    """The label of ``section.key``, with ``{name}`` places filled in; the key with its values when there is none."""
    try:
        return table(lang)[key].format(**values) if values else table(lang)[key]
    except KeyError:
        return unworded(key, values)


def unworded(key: str, values: Mapping[str, object]) -> str:
    """What a person reads where the words have no sentence: never an error."""
    return f"{key} ({', '.join(f'{name}: {value}' for name, value in values.items())})"


def label_of(item: Enum, lang: str) -> str:
    """The label of a code identifier such as ``Status.COVERED``."""
    return label(f"{type(item).__name__}.{item.name}", lang)


__all__ = ["LANGUAGES", "Words", "label", "label_of", "table", "unworded"]
