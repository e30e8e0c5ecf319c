"""Edits of a statement that stands under its contract: the part of a line that says it, and nothing else there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ea_model.messages import Message
from ea_model.metamodel.contract.statements import COVERS, EXCLUDES
from ea_model.patching.edit import MisfitError, changed, spelled, without, without_item
from ea_model.patching.tree import TextNode

_FOLLOWING = ("contract", "effect", "id")
"""Fields that where a statement stands says."""
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class ShortStatement:
    """What says one statement under a contract, and what that stands in, from the inside."""

    node: TextNode
    around: tuple[tuple[TextNode, str | int], ...]
    """Each mapping or list around it, with the key or the number it stands at there."""


def short_statement(text: str, root: TextNode | None, line: int, column: int) -> ShortStatement:
    """What stands at a place (from 1) under a contract; raises `MisfitError` where an entry says it with others."""
    place = _offset(text, line) + column - 1
    for section in ("elements", "extend"):
        entries = root.entries.get(section) if root is not None and root.entries else None
        for _, entry in (entries[1].entries or {}).values() if entries else ():
            for verb in (COVERS, EXCLUDES):
                if entry.entries and verb in entry.entries:
                    statement = _at(entry.entries[verb][1], place, ((entry, verb),))
                    if statement is not None and not _says_several(statement.node):
                        return statement
    raise MisfitError(Message("misfit_several"))


def _offset(text: str, line: int) -> int:
    """Where a line begins."""
    breaks = [0, *(match.end() for match in _BREAK.finditer(text))]
    return breaks[line - 1]


def _at(node: TextNode, place: int, around: tuple[tuple[TextNode, str | int], ...]) -> ShortStatement | None:
    """What begins at a place in a mapping of subjects or a list, at most as deep as a statement stands."""
    parts: list[tuple[str | int, TextNode]] = [(key, value) for key, (_, value) in (node.entries or {}).items()]
    parts += enumerate(node.items)
    for where, part in parts:
        inner = ((node, where), *around)
        if part.start == place and not part.items:
            return ShortStatement(part, inner)
        if part.items and len(around) == 1:
            inner_statement = _at(part, place, inner)
            if inner_statement is not None:
                return inner_statement
    return None


def removed(text: str, statement: ShortStatement) -> str:
    """The text without a statement; what then holds nothing goes too."""
    for container, where in statement.around:
        if isinstance(where, int) and len(container.items) > 1:
            return without_item(text, container, where)
        if isinstance(where, str) and (len(container.entries or {}) > 1 or where in (COVERS, EXCLUDES)):
            return without(text, container, where)
    raise MisfitError(Message("misfit_form"))


def edited(text: str, statement: ShortStatement, path: list[str], value: Any) -> str:
    """The text with one field of a statement given another value."""
    by_key = isinstance(statement.around[0][1], str) or len(statement.around) > 2
    if path[0] in _FOLLOWING or (path[0] == "subject" and by_key):
        raise MisfitError(Message("misfit_follows", name=path[0]))
    if statement.node.entries is not None:
        return changed(text, statement.node, path, value)
    fields: dict[str, Any] = {"activity": statement.node.text}
    for name in reversed(path[1:]):
        value = {name: value}
    fields[path[0]] = value
    short = fields["activity"] if list(fields) == ["activity"] else fields
    return text[: statement.node.start] + spelled(short) + text[statement.node.end :]


def _says_several(node: TextNode) -> bool:
    fields = node.entries or {}
    return any(name in fields and len(fields[name][1].items) > 1 for name in ("subject", "activity"))
