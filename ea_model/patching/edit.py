"""One edit of one text: as few characters as possible change, comments and layout stay."""

from __future__ import annotations

from typing import Any

from ea_model.messages import Message
from ea_model.patching.tree import TextNode
from ea_model.source.yaml_writer import on_one_line

_ENDLESS = 1 << 30
"""A value a patch writes stands on one line, however long."""


class MisfitError(ValueError):
    """The text has no place for the edit; the message says why."""


def changed(text: str, entry: TextNode, path: list[str], value: Any) -> str:
    """The text with one field of an entry, or a field in a field, given another value."""
    node = entry
    for depth, name in enumerate(path):
        if node.entries is None:
            raise MisfitError(Message("misfit_field", path=".".join(path[:depth]) or "it", key=name))
        if name not in node.entries:
            for inner in reversed(path[depth + 1 :]):
                value = {inner: value}
            return _with_field(text, node, name, value)
        _, node = node.entries[name]
    if node.start == node.end:  # nothing stands behind the colon
        return f"{text[: node.start]} {spelled(value)}{text[node.start :]}"
    return text[: node.start] + spelled(value) + text[node.end :]


def without(text: str, section: TextNode, name: str) -> str:
    """The text without one entry of a section."""
    if section.entries is None:
        raise MisfitError(Message("misfit_section", name=name))
    key, value = section.entries[name]
    end = max(key.end, value.end)
    if not section.flow:
        line = text.rfind("\n", 0, key.start) + 1
        after = _line_end(text, end)
        return text[:line] + text[after:]
    names = list(section.entries)
    place = names.index(name)
    if place + 1 < len(names):
        return text[: key.start] + text[section.entries[names[place + 1]][0].start :]
    if place:
        before = section.entries[names[place - 1]]
        return text[: max(part.end for part in before)] + text[end:]
    return text[: key.start] + text[end:]


def without_item(text: str, items: TextNode, number: int) -> str:
    """The text without one item of a list that has more."""
    item, last = items.items[number], number + 1 == len(items.items)
    if not items.flow:
        line = text.rfind("\n", 0, item.start) + 1
        return text[:line] + text[_line_end(text, item.end) :]
    if last:
        return text[: items.items[number - 1].end] + text[item.end :]
    return text[: item.start] + text[items.items[number + 1].start :]


def _with_field(text: str, node: TextNode, name: str, value: Any) -> str:
    """The text with a field more at the end of a mapping."""
    entries = node.entries or {}
    pair = on_one_line({name: value}, _ENDLESS) or ""
    if not pair or "\n" in pair:
        raise MisfitError(Message("misfit_value", name=name))
    pair = pair[1:-1]
    last = max((part.end for both in entries.values() for part in both), default=0)
    if node.flow:
        comma = ", " if entries else ""
        place = last or node.end - 1
        return f"{text[:place]}{comma}{pair}{text[place:]}"
    if not entries:
        raise MisfitError(Message("misfit_empty"))
    first = next(iter(entries.values()))[0]
    margin = text[text.rfind("\n", 0, first.start) + 1 : first.start]
    if margin.strip():
        raise MisfitError(Message("misfit_form"))
    ending = "\r\n" if "\r\n" in text else "\n"
    place = _line_end(text, last)
    before = text[:place] if text[:place].endswith("\n") else text[:place] + ending
    return f"{before}{margin}{pair}{ending}{text[place:]}"


def _line_end(text: str, place: int) -> int:
    """Behind the line break of the line a place is on."""
    line_break = text.find("\n", place)
    return len(text) if line_break < 0 else line_break + 1


def spelled(value: Any) -> str:
    """A value on one line; raises `MisfitError` where it has none."""
    line = on_one_line(value, _ENDLESS)
    if line is None:
        raise MisfitError(Message("misfit_lines"))
    return line
