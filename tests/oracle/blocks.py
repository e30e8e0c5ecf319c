"""The blocks of docs/SEMANTICS.md: a model, and the cells, classes, hits and streams it must give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from ea_model.loader import build
from ea_model.model import Model
from tests.support.builders import ROOT, reading_of

_BLOCK = re.compile(r"^```scope\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(
    r"(?:in (?P<plateau>\S+): )?(?:on (?P<day>\S+): )?"
    r"(?:(?P<element>\S+) · (?P<leaf>\S+): (?P<status>[A-Z_]+)(?: by (?P<leads>.+?))?(?: may be (?P<may>.+))?"
    r"|(?P<named>\S+) is (?P<scope_class>[A-Z_]+) for (?P<contract>\S+)|boundaries: (?P<count>\d+)"
    r"|(?P<failed>\S+) hits (?P<hit>\S+): (?P<surety>certain|possible)"
    r"|(?P<stream>\S+) runs from (?P<source>\S+) to (?P<target>\S+))"
)


@dataclass(frozen=True)
class Expected:
    """One line below a model."""

    text: str
    plateau: str | None
    day: date | None
    parts: dict[str, Any]


@dataclass(frozen=True)
class Block:
    """A model and what is expected of it."""

    line: int
    model: Model
    expected: tuple[Expected, ...]


def blocks() -> list[Block]:
    """Every block of the specification, in order."""
    text = (ROOT / "docs" / "SEMANTICS.md").read_text(encoding="utf-8")
    return [_block(text.count("\n", 0, found.start()) + 1, found[1]) for found in _BLOCK.finditer(text)]


def _block(line: int, text: str) -> Block:
    body, _, lines = text.partition("---\n")
    sections = yaml.load(body, Loader=yaml.CBaseLoader)  # noqa: S506 - builds only text
    given = sections.get("elements", {})
    frame = {name: {"type": "Contract"} for name in ("C", "D")} | {
        name: {"type": "BusinessActor"} for name in ("org", "supplier")
    }
    sections["elements"] = {**frame, **given}
    head = {"id": "block", "organisation": "org", **({"baseline": "P0"} if "P0" in given else {})}
    model = build(reading_of({"model": head, **sections}))
    return Block(line, model, tuple(_expected(entry) for entry in lines.splitlines() if entry.strip()))


def _expected(text: str) -> Expected:
    found = _LINE.fullmatch(text)
    if found is None:
        raise ValueError(f"docs/SEMANTICS.md: nothing is expected by the line '{text}'")
    day = date.fromisoformat(found["day"]) if found["day"] else None
    return Expected(text, found["plateau"], day, found.groupdict())
