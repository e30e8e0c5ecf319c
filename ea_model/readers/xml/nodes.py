"""Nodes of an XML tree, whatever the version of their namespace."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Node = etree._Element  # noqa: SLF001 - lxml's own name for the type of its elements


def named(node: Node, name: str) -> Iterator[Node]:
    """The children of one name, in any version of the namespace."""
    return node.iterchildren("{*}" + name)


def children(node: Node, container: str, name: str) -> Iterator[Node]:
    """The children of one name in the containers of one name directly below a node."""
    for section in named(node, container):
        yield from named(section, name)


def text_of(node: Node) -> str:
    """All text of an element, as it stands."""
    return "".join(node.itertext()) if len(node) else node.text or ""
