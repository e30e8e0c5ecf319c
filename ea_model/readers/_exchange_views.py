"""Views and folders of an exchange file, as far as `drawing` can hold them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ea_model import exchange_form as form
from ea_model.drawing import Style, View, ViewConnection, ViewNode
from ea_model.readers._exchange_parts import Node, Part, Properties, name_of, named, tagged, text_of


def views_of(root: Node, properties: Properties, ids: dict[str, str], *, ours: bool) -> list[View]:
    """Every view of the file; ``ids`` gives the model's ids of concepts that have another identifier."""
    return [
        _view(Part(node, properties.of(node, ours=ours)), ids, ours=ours)
        for views in named(root, "views")
        for diagrams in named(views, "diagrams")
        for node in named(diagrams, "view")
    ]


def _view(part: Part, ids: dict[str, str], *, ours: bool) -> View:
    node, properties = part.node, part.properties
    return View(
        id=(properties.first("id") if ours else "") or part.identifier,
        name=name_of(part, "name", form.one_line, ours=ours),
        documentation=name_of(part, "documentation", form.block, ours=ours),
        viewpoint=(properties.first("viewpoint") if ours else "") or node.get("viewpoint") or "",
        properties=list(properties.free(frozenset({"viewpoint"}) if ours else None)),
        nodes=[_node(child, ids) for child in named(node, "node")],
        connections=[_connection(child, ids) for child in named(node, "connection")],
    )


def _node(node: Node, ids: dict[str, str]) -> ViewNode:
    element = node.get("elementRef") or ""
    kind = "Element" if element else (node.get(form.XSI_TYPE) or "Label").rpartition(":")[2]
    return ViewNode(
        id=node.get("identifier") or "",
        x=_whole(node.get("x")),
        y=_whole(node.get("y")),
        width=_whole(node.get("w")),
        height=_whole(node.get("h")),
        kind=kind if kind in {"Element", "Container"} else "Label",
        element=ids.get(element, element),
        label=str(tagged(named(node, "label"))),
        style=_style(node),
        nodes=[_node(child, ids) for child in named(node, "node")],
    )


def _connection(node: Node, ids: dict[str, str]) -> ViewConnection:
    relation = node.get("relationshipRef") or ""
    return ViewConnection(
        id=node.get("identifier") or "",
        source=node.get("source") or "",
        target=node.get("target") or "",
        relation=ids.get(relation, relation),
        label=str(tagged(named(node, "label"))),
        bendpoints=[(_whole(bend.get("x")), _whole(bend.get("y"))) for bend in named(node, "bendpoint")],
        style=_style(node),
    )


def _style(node: Node) -> Style:
    style = Style()
    for given in named(node, "style"):
        style.line_width = _whole(given.get("lineWidth"))
        style.line = _colour(named(given, "lineColor"))
        style.fill = _colour(named(given, "fillColor"))
        style.font = _colour(colour for font in named(given, "font") for colour in named(font, "color"))
    return style


def _colour(nodes: Iterator[Node]) -> str:
    """The first colour there is; empty when there is none."""
    return next((_hex(node.get("r"), node.get("g"), node.get("b")) for node in nodes), "")


@lru_cache(maxsize=4096)
def _hex(*parts: str | None) -> str:
    """``#rrggbb``; a view repeats a handful of colours on thousands of boxes."""
    return "#" + "".join(f"{min(max(_whole(part), 0), 255):02x}" for part in parts)


def _whole(text: str | None) -> int:
    """A coordinate; old tools wrote fractions, and nothing is worth losing a view for."""
    if not text:
        return 0
    try:
        return int(text) if text.isdecimal() else round(float(text))
    except (ValueError, OverflowError):
        return 0


def folders_of(root: Node, ids: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The folder below its top folder of every concept and view that has one."""
    found: dict[str, tuple[str, ...]] = {}
    for section in named(root, "organizations"):
        for path, identifier in _listed(section, ()):
            inner = path[1:] if path[:1] and path[0] in form.FOLDERS else path
            if inner:
                found[ids.get(identifier, identifier)] = inner
    return found


def _listed(item: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for child in named(item, "item"):
        label = next((text_of(label).strip() for label in named(child, "label")), "")
        identifier = child.get("identifierRef")
        if identifier:
            yield path, identifier
        yield from _listed(child, (*path, label) if label else path)
