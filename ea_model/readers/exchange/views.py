"""Views and folders of an exchange file, as far as `drawing` can hold them; one view at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ea_model.readers.exchange.nodes import PropertyDefinitions, XmlPart, name_of, tagged
from ea_model.readers.xml.nodes import Node, named, text_of
from ea_model.source import conventions as form
from ea_model.source.views import PLAIN, Style, View, ViewConnection, ViewNode
from ea_model.values import LangText

_SHAPES = {"Element": "DiagramObject", "Container": "Group", "Label": "Note"}
"""What Archi makes of the kinds of nodes."""
_OPAQUE = 100
_USUAL_LINES = {"", "#5c5c5c"}
"""Outlines that say nothing: none, and the one Archi writes by itself."""


@dataclass(frozen=True, slots=True)
class ExchangeViewContext:
    """What the views of one file are drawn with."""

    properties: PropertyDefinitions
    ids: Mapping[str, str]
    """The model's ids of concepts and views that have another identifier."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the views by identifier, for references to them."""
    ours: bool = False
    """Did this exporter write the file?"""


def views_of(root: Node, properties: PropertyDefinitions, ids: dict[str, str], *, ours: bool) -> list[View]:
    """Every view of the file; ``ids`` gives the model's ids of concepts that have another identifier."""
    nodes = [
        node
        for views in named(root, "views")
        for diagrams in named(views, "diagrams")
        for node in named(diagrams, "view")
    ]
    names = {node.get("identifier") or "": str(tagged(named(node, "name"))).strip() for node in nodes}
    own = _own_ids(nodes, properties) if ours else {}
    scenery = ExchangeViewContext(properties, {**ids, **own}, names, ours)
    return [view_of(node, scenery) for node in nodes]


def _own_ids(nodes: list[Node], properties: PropertyDefinitions) -> dict[str, str]:
    """The model's ids of the views that could not keep theirs."""
    own_ids = {node.get("identifier") or "": properties.of(node, ours=True).first("id") for node in nodes}
    return {identifier: own for identifier, own in own_ids.items() if own}


def view_of(node: Node, scenery: ExchangeViewContext) -> View:
    """One view, from its ``view`` in the ``diagrams``."""
    ours = scenery.ours
    part = XmlPart(node, scenery.properties.of(node, ours=ours))
    own = part.properties.first if ours else _none
    return View(
        id=own("id") or part.identifier,
        name=name_of(part, "name", form.one_line, ours=ours),
        documentation=name_of(part, "documentation", form.block, ours=ours) or _text(node, "documentation"),
        viewpoint=own("viewpoint") or node.get("viewpoint") or "",
        properties=list(part.properties.free(frozenset({"viewpoint"}) if ours else None)),
        nodes=_nodes(node, scenery),
        connections=[_connection(child, scenery) for child in named(node, "connection")],
        more={"viewpointRef": node.get("viewpointRef", "")} if node.get("viewpointRef") else {},
    )


def _text(node: Node, name: str) -> str:
    """A text of a part of a view; an empty one that is there is in no language, to be told from none."""
    nodes = list(named(node, name))
    return tagged(iter(nodes)) or (LangText({form.UNDETERMINED: ""}) if nodes else "")


def _none(_: str) -> str:
    return ""


def _nodes(view: Node, scenery: ExchangeViewContext) -> list[ViewNode]:
    outermost: list[ViewNode] = []
    waiting = [(view, outermost)]
    while waiting:
        parent, siblings = waiting.pop()
        for child in named(parent, "node"):
            box = _node(child, scenery)
            siblings.append(box)
            waiting.append((child, box.nodes))
    return outermost


def _node(node: Node, scenery: ExchangeViewContext) -> ViewNode:
    element = node.get("elementRef") or ""
    kind = "Element" if element else (node.get(form.XSI_TYPE) or "Label").rpartition(":")[2]
    kind = kind if kind in _SHAPES else "Label"
    view = next((reference.get("ref") or "" for reference in named(node, "viewRef")), "")
    label = _text(node, "label")
    style = _style(node)
    # Archi aligns the words of frames and texts to the left, and derives an outline unless it is told not to.
    more = {} if element else {"textAlignment": "1"}
    if style.line not in _USUAL_LINES:
        more["deriveElementLineColor"] = "false"
    return ViewNode(
        id=node.get("identifier") or "",
        x=_whole(node.get("x")),
        y=_whole(node.get("y")),
        width=_whole(node.get("w")),
        height=_whole(node.get("h")),
        kind=kind,
        element=scenery.ids.get(element, element),
        label=label if label or not view else scenery.names.get(view, ""),
        style=style,
        shape="DiagramModelReference" if view and kind == "Label" else _SHAPES[kind],
        view=scenery.ids.get(view, view),
        documentation=_text(node, "documentation"),
        more=more,
    )


def _connection(node: Node, scenery: ExchangeViewContext) -> ViewConnection:
    relation = node.get("relationshipRef") or ""
    return ViewConnection(
        id=node.get("identifier") or "",
        source=node.get("source") or "",
        target=node.get("target") or "",
        relation=scenery.ids.get(relation, relation),
        label=_text(node, "label"),
        bendpoints=[_point(bend) for bend in named(node, "bendpoint")],
        style=_style(node),
        source_attachment=next(map(_point, named(node, "sourceAttachment")), None),
        target_attachment=next(map(_point, named(node, "targetAttachment")), None),
        documentation=_text(node, "documentation"),
    )


def _point(node: Node) -> tuple[int, int]:
    return _whole(node.get("x")), _whole(node.get("y"))


def _style(node: Node) -> Style:
    style = next(named(node, "style"), None)
    if style is None:
        return PLAIN
    parts = {str(part.tag).rpartition("}")[2]: part for part in style.iterchildren("*")}
    font = parts.get("font")
    ink = next(named(font, "color"), None) if font is not None else None
    return _look(
        _rgba(parts.get("fillColor")), _rgba(parts.get("lineColor")), _rgba(ink), style.get("lineWidth"),
        *((None,) * 3 if font is None else (font.get("name"), font.get("size"), font.get("style"))),
    )  # fmt: skip


_Rgba = tuple[str | None, str | None, str | None, str | None] | None


def _rgba(node: Node | None) -> _Rgba:
    return None if node is None else (node.get("r"), node.get("g"), node.get("b"), node.get("a"))


@lru_cache(maxsize=4096)
def _look(
    fill: _Rgba, line: _Rgba, ink: _Rgba, width: str | None, font: str | None, size: str | None, styles: str | None
) -> Style:
    """One object for each look: a view repeats a handful of them on thousands of boxes."""
    style = Style(
        fill=_hex(fill),
        line=_hex(line),
        font=_hex(ink),
        line_width=_whole(width),
        fill_alpha=_percent(fill),
        line_alpha=_percent(line),
        font_name=font or "",
        font_size=max(_number(size), 0),
        font_style=frozenset((styles or "").split()) - {"plain"},
    )
    return PLAIN if style == PLAIN else style


def _hex(colour: _Rgba) -> str:
    """``#rrggbb``; empty when there is no colour."""
    return "#" + "".join(f"{min(max(_whole(part), 0), 255):02x}" for part in colour[:3]) if colour else ""


def _percent(colour: _Rgba) -> float:
    return min(max(_whole(colour[3]), 0), _OPAQUE) if colour and colour[3] else _OPAQUE


def _number(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0
    return number if abs(number) < 1e9 else 0  # not for a number that is none either


def _whole(text: str | None) -> int:
    """A coordinate; old tools wrote fractions, and nothing is worth losing a view for."""
    if text and text.isdecimal() and len(text) < 10:  # nearly all of them
        return int(text)
    return round(_number(text))


def folders_of(root: Node, ids: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The folder below its top folder of every concept and view that has one."""
    paths: dict[str, tuple[str, ...]] = {}
    for section in named(root, "organizations"):
        for path, identifier in _listed(section):
            inner = path[1:] if path[:1] and path[0] in form.FOLDERS else path
            if inner:
                paths[ids.get(identifier, identifier)] = inner
    return paths


def _listed(section: Node) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everything listed in the folders of a section, in the order of the file, with its path."""
    waiting: list[tuple[Node, tuple[str, ...]]] = [(item, ()) for item in reversed(list(named(section, "item")))]
    while waiting:
        item, path = waiting.pop()
        identifier = item.get("identifierRef")
        if identifier:
            yield path, identifier
        label = next((text_of(child).strip() for child in named(item, "label")), "")
        inner = (*path, label) if label else path
        waiting.extend((child, inner) for child in reversed(list(named(item, "item"))))
