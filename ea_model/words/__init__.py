"""Words a person reads, in Dutch and English; a test holds the languages together.

They stand in ``words/<language>/<theme>.toml``; a section may have entries in several themes. Those of a rule stand
together in ``words/rules/<CODE>.toml``, see `rule_pages`; those only one page of the app says, in
``words/pages/<page>.toml`` under ``[nl]`` and ``[en]``: they too are labels of ``Ui``;
those of one question in ``words/questions/<Section>.toml``, of one picture in ``words/pictures`` likewise.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).parent
_RULES = _FOLDER / "rules"
_EXAMPLES = "\n[["
"""Where the examples of a rule begin: most of its page, and read by few."""


@cache
def table(lang: str) -> dict[str, str]:
    """All labels of a language as ``section.key``; Dutch where the language is not one of ours."""
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    labels: dict[str, str] = {}
    for file in files(lang):
        with file.open("rb") as handle:
            for section, entries in tomllib.load(handle).items():
                labels.update({f"{section}.{key}": text for key, text in entries.items()})
    for section, words in bilingual("questions").items():
        labels.update({f"{section}.{key}": text for key, text in words[lang].items()})
    for words in bilingual("pages").values():
        labels.update({f"Ui.{key}": text for key, text in words[lang].items()})
    for words in bilingual("pictures").values():
        labels.update({f"Picture.{key}": text for key, text in words[lang].items()})
    for code, page in rule_pages().items():
        labels.update(_rule_labels(code, page[lang]))
    return labels


@cache
def bilingual(folder: str) -> dict[str, dict[str, Any]]:
    """The files of a folder that hold both languages, by name and in its order."""
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted((_FOLDER / folder).glob("*.toml"))}


@cache
def rule_pages() -> dict[str, dict[str, Any]]:
    """What ``words/rules/CODE.toml`` says of each rule but its examples, by code and in order of code.

    ``severity`` and ``since`` (a version); per language ``sentence``, ``finds``, ``why``, ``fix``, and further
    sentences under names of their own.
    """
    pages = {file.stem: file.read_text("utf-8") for file in sorted(_RULES.glob("*.toml"))}
    return {code: tomllib.loads(page.partition(_EXAMPLES)[0]) for code, page in pages.items()}


def rule_examples(code: str) -> dict[str, list[dict[str, Any]]]:
    """The examples of a rule, under ``fail`` and ``pass``: each a ``model`` (text) and the ids ``found`` in it."""
    return tomllib.loads("".join((_RULES / f"{code}.toml").read_text("utf-8").partition(_EXAMPLES)[1:]))


def _rule_labels(code: str, words: dict[str, str]) -> dict[str, str]:
    """A rule as labels: ``Rule.CODE``, ``Rule.CODE_why`` …, and its further sentences as ``RuleVariant.CODE_…``."""
    parts = {"sentence": f"Rule.{code}"} | {part: f"Rule.{code}_{part}" for part in ("finds", "why", "fix")}
    return {parts.get(name, f"RuleVariant.{code}_{name}"): text for name, text in words.items()}


def files(lang: str) -> list[Path]:
    """The files of a language, one a theme, in order of their names."""
    return sorted((_FOLDER / (lang if lang in LANGUAGES else LANGUAGES[0])).glob("*.toml"))


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
