"""Where everything stands in a YAML text: keys and values with their begin and end, as places in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

_BREAKS = "\r\n"


@dataclass(slots=True)
class TextNode:
    """One key or value; ``start`` and ``end`` are places in the text, the end behind its last character."""

    start: int
    end: int
    flow: bool = False
    """Between brackets, so that its parts stand between commas."""
    text: str = ""
    """Of a scalar."""
    entries: dict[str, tuple[TextNode, TextNode]] | None = None
    """Of a mapping: key and value by the text of the key."""
    items: list[TextNode] = field(default_factory=list)


def tree_of(text: str) -> TextNode | None:
    """The root of a text; None when there is nothing in it. Raises `yaml.YAMLError` when it is no YAML.

    The reader of models has accepted the text before: no aliases, one document, bounded depth.
    """
    stack: list[tuple[TextNode, list[TextNode]]] = []
    root: TextNode | None = None
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        node: TextNode | None = None
        if isinstance(event, yaml.ScalarEvent):
            node = _scalar(event, text)
        elif isinstance(event, yaml.CollectionStartEvent):
            begin: Any = event.start_mark
            collection = TextNode(begin.index, 0, flow=bool(event.flow_style))
            if isinstance(event, yaml.MappingStartEvent):
                collection.entries = {}
            stack.append((collection, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            node, parts = stack.pop()
            _close(node, parts, event)
        if node is None:
            continue
        if stack:
            stack[-1][1].append(node)
        else:
            root = node
    return root


def _scalar(event: Any, text: str) -> TextNode:
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        while end > start and text[end - 1] in _BREAKS:
            end -= 1
    return TextNode(start, end, text=event.value)


def _close(node: TextNode, parts: list[TextNode], event: Any) -> None:
    """A collection ends with its bracket, or with the last thing in it: not with the comments behind that."""
    if node.entries is None:
        node.items = parts
    else:
        node.entries = {key.text: (key, value) for key, value in zip(parts[::2], parts[1::2], strict=True)}
    node.end = event.end_mark.index if node.flow else max((part.end for part in parts), default=node.start)
