"""The words as they stand in their files, read by section: parsing all of them takes longer than most answers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")
_FOLDER = Path(__file__).parent
_RULES = _FOLDER / "rules"
_EXAMPLES = "\n[["
"""Where the examples of a rule begin: most of its page, and read by few."""
_SECTION = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_SHARED_SECTIONS = {"pages": "Ui", "pictures": "Picture"}
"""Folders whose files all hold words of one section; elsewhere a file is called as its section."""
_RULE, _VARIANT = "Rule", "RuleVariant"


class Words(Mapping[str, str]):
    """All labels of a language as ``section.key``; a section is parsed when one of its labels is first wanted."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._labels: dict[str, str] = {}
        self._parsed: set[str] = set()

    def __getitem__(self, key: str) -> str:
        if key not in self._labels and (section := key.partition(".")[0]) not in self._parsed:
            self._labels.update(self._section(section))
            self._parsed.add(section)  # not before its labels are there: sessions of the app share these words
        return self._labels[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    @cached_property
    def _whole(self) -> dict[str, str]:
        """Everything, in the order of the files."""
        return {
            key: text for section in (*self._texts, _RULE, _VARIANT) for key, text in self._section(section).items()
        }

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """The sections, each as the TOML of its parts; those of the rules have files of their own."""
        texts: dict[str, list[str]] = {}
        for file in files(self._lang):
            for section, text in _sections(file).items():
                texts.setdefault(section, []).append(text)
        for folder in ("questions", *_SHARED_SECTIONS):
            for file in files(folder):
                section = _SHARED_SECTIONS.get(folder, file.stem)
                texts.setdefault(section, []).append(_sections(file)[self._lang])
        return texts

    @cached_property
    def _of_rules(self) -> dict[str, dict[str, str]]:
        """A rule as labels: ``Rule.CODE``, ``Rule.CODE_why`` …, and its further sentences as ``RuleVariant.CODE_…``."""
        labels: dict[str, dict[str, str]] = {_RULE: {}, _VARIANT: {}}
        for file in files("rules"):
            code = file.stem
            parts = {"sentence": code} | {part: f"{code}_{part}" for part in ("finds", "why", "fix")}
            for name, text in tomllib.loads(_sections(file)[self._lang]).items():
                section = _RULE if name in parts else _VARIANT
                labels[section][f"{section}.{parts.get(name, f'{code}_{name}')}"] = text
        return labels

    def _section(self, section: str) -> dict[str, str]:
        if section in (_RULE, _VARIANT):
            return self._of_rules[section]
        parts = map(tomllib.loads, self._texts.get(section, ()))
        return {f"{section}.{key}": text for part in parts for key, text in part.items()}


def files(folder: str) -> list[Path]:
    """The files of a language, one a theme, or of another folder of words, in order of their names."""
    return sorted((_FOLDER / folder).glob("*.toml"))


@cache
def rule_facts() -> dict[str, dict[str, str]]:
    """What ``words/rules/CODE.toml`` says of each rule by code: ``severity`` and ``since`` (a version)."""
    return {file.stem: tomllib.loads(_sections(file)[""]) for file in files("rules")}


def rule_examples(code: str) -> dict[str, list[dict[str, Any]]]:
    """The examples of a rule, under ``fail`` and ``pass``: each a ``model`` (text) and the ids ``found`` in it."""
    return tomllib.loads("".join((_RULES / f"{code}.toml").read_text("utf-8").partition(_EXAMPLES)[1:]))


def _sections(file: Path) -> dict[str, str]:
    """The TOML of each section of a file without its examples, by name; what stands above all of them is under ""."""
    above, *parts = _SECTION.split(file.read_text("utf-8").partition(_EXAMPLES)[0])
    return {"": above, **dict(zip(parts[::2], parts[1::2], strict=True))}
