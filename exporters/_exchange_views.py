"""Views of an exchange file: laid-out boxes and lines under the rules Archi's importer has for them.

Geometry is absolute, whole and not negative; a line that shows a relation runs between the boxes of its own ends,
since Archi would otherwise silently reconnect the relation. What breaks a rule is left out and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ea_model import exchange_form as form
from ea_model.drawing import Style, View, ViewConnection, ViewNode
from ea_model.metamodel.tables import viewpoints
from exporters._exchange_ids import Identifiers
from exporters._exchange_xml import Node, Properties, add, add_texts, language_pairs, typed

_VIEW_KEYS = frozenset({"viewpoint"})

Ends = tuple[str, str]


class ViewWriter:
    """Writes the views of one model; ``ids`` holds every concept, ``ends`` the ends of every relation, by model id."""

    def __init__(
        self,
        ids: dict[str, str],
        ends: dict[str, Ends],
        identifiers: Identifiers,
        properties: Properties,
        report: Callable[[str], None],
    ) -> None:
        self.ids = ids
        self.ends = ends
        self.identifiers = identifiers
        self.properties = properties
        self.report = report

    def write(self, parent: Node, views: Sequence[tuple[View, str, bool]]) -> Node | None:
        """The ``views`` section: each view with its identifier, and whether its parts may keep theirs."""
        if not views:
            return None
        section = add(parent, "views")
        diagrams = add(section, "diagrams")
        for view, identifier, verbatim in views:
            self._write_view(diagrams, view, identifier, verbatim=verbatim)
        return section

    def _write_view(self, section: Node, view: View, identifier: str, *, verbatim: bool) -> None:
        node = typed(section, "view", "Diagram", identifier=identifier)
        if view.viewpoint:
            node.set("viewpoint", form.one_line(view.viewpoint))
        add_texts(node, "name", view.name, form.one_line)
        if view.documentation:
            add_texts(node, "documentation", view.documentation, form.block)
        pairs = [] if identifier == view.id else [("id", form.pack(view.id))]
        if view.viewpoint and view.viewpoint not in _archi_viewpoints():
            pairs.append(("viewpoint", form.pack(view.viewpoint)))
        pairs += language_pairs("name", view.name, form.one_line)
        pairs += language_pairs("documentation", view.documentation, form.block)
        self.properties.write(node, pairs + self.properties.free(view.properties, _VIEW_KEYS))
        _Drawing(self, view, identifier, verbatim=verbatim).write(node)


def _archi_viewpoints() -> frozenset[str]:
    """Names Archi knows; it silently drops any other."""
    return frozenset(viewpoint.name for viewpoint in viewpoints().values())


class _Drawing:
    """The nodes and connections of one view."""

    def __init__(self, writer: ViewWriter, view: View, identifier: str, *, verbatim: bool) -> None:
        self.writer = writer
        self.view = view
        self.nodes = {node.id: node for node in _every(view.nodes)}
        self.parent = {child.id: node.id for node in self.nodes.values() for child in node.nodes}
        self.connections = self._kept()
        prefix = "" if verbatim else f"{identifier}."
        take = writer.identifiers.take
        self.ids = {
            part: take(part if part.startswith(prefix) else prefix + part) for part in (*self.nodes, *self.connections)
        }
        bends = [bend for connection in self.connections.values() for bend in connection.bendpoints]
        self.left = -min([0, *(n.x for n in self.nodes.values()), *(x for x, _ in bends)])
        self.top = -min([0, *(n.y for n in self.nodes.values()), *(y for _, y in bends)])

    def _kept(self) -> dict[str, ViewConnection]:
        """The connections that follow the rules, without those that end at one that does not."""
        kept = {c.id: c for c in self.view.connections if self._fits(c)}
        while lost := [c for c in kept.values() if not {c.source, c.target} <= self.nodes.keys() | kept.keys()]:
            for connection in lost:
                del kept[connection.id]
                self._report(f"connection '{connection.id}' ends at a connection that was left out")
        return kept

    def write(self, parent: Node) -> None:
        """All nodes, then all connections: the schema wants that order."""
        for node in self.view.nodes:
            self._write_node(parent, node)
        for connection in self.connections.values():
            self._write_connection(parent, connection)

    def _write_node(self, parent: Node, node: ViewNode) -> None:
        kind = self._kind(node)
        place = {"x": str(node.x + self.left), "y": str(node.y + self.top)}
        size = {"w": str(max(node.width, 1)), "h": str(max(node.height, 1))}
        written = typed(parent, "node", kind, identifier=self.ids[node.id])
        if kind == "Element":
            written.set("elementRef", self.writer.ids[node.element])
        for name, value in (place | size).items():
            written.set(name, value)
        label = node.label or (node.element if kind != node.kind else "")
        if label:
            add(written, "label", form.legal(label))
        _write_style(written, node.style)
        for child in node.nodes:
            self._write_node(written, child)

    def _kind(self, node: ViewNode) -> str:
        """The kind a node can be: a text holds no boxes, and a box shows an element there is."""
        if node.kind == "Element" and node.element not in self.writer.ids:
            self._report(f"node '{node.id}' shows '{node.element}', which is no element; it became a frame")
            return "Container"
        if node.kind == "Label" and node.nodes:
            self._report(f"the text '{node.id}' holds boxes; it became a frame")
            return "Container"
        return node.kind

    def _write_connection(self, parent: Node, connection: ViewConnection) -> None:
        kind = "Line"
        if connection.relation:
            ends = (connection.source, connection.target)
            nested = any(self.parent.get(child) == other for child, other in (ends, ends[::-1]))
            kind = "NestingRelationship" if nested else "Relationship"
        written = typed(parent, "connection", kind, identifier=self.ids[connection.id])
        if connection.relation:
            written.set("relationshipRef", self.writer.ids[connection.relation])
        written.set("source", self.ids[connection.source])
        written.set("target", self.ids[connection.target])
        if connection.label:
            add(written, "label", form.legal(connection.label))
        _write_style(written, connection.style)
        for x, y in connection.bendpoints:
            add(written, "bendpoint", x=str(x + self.left), y=str(y + self.top))

    def _fits(self, connection: ViewConnection) -> bool:
        """May the line be written? What is wrong with it is reported."""
        shown = [self._shown(end) for end in (connection.source, connection.target)]
        if None in shown:
            self._report(f"connection '{connection.id}' ends at something that is not in the view")
            return False
        if connection.relation:
            if self.writer.ends.get(connection.relation) == tuple(shown):
                return True
            self._report(f"connection '{connection.id}' does not run between the ends of '{connection.relation}'")
            return False
        if all(shown) or not {connection.source, connection.target} <= self.nodes.keys():
            self._report(f"line '{connection.id}' shows no relation; Archi draws such lines at texts and frames only")
            return False
        return True

    def _shown(self, end: str) -> str | None:
        """The concept that stands at an end of a line; empty for a frame or a text, None if nothing does."""
        if end in self.nodes:
            node = self.nodes[end]
            return node.element if node.kind == "Element" else ""
        return next((c.relation for c in self.view.connections if c.id == end), None)

    def _report(self, sentence: str) -> None:
        self.writer.report(f"view '{self.view.id}': {sentence}")


def _every(nodes: Sequence[ViewNode]) -> Iterator[ViewNode]:
    """Nodes with everything inside them, each before what it holds."""
    for node in nodes:
        yield node
        yield from _every(node.nodes)


def _write_style(parent: Node, style: Style) -> None:
    """Only what is not the tool's default; without a style Archi uses its own, which is what neutral boxes want."""
    if style == Style():
        return
    written = add(parent, "style")
    if style.line_width > 0:
        written.set("lineWidth", str(style.line_width))
    if style.line:
        add(written, "lineColor", **_rgb(style.line))
    if style.fill:
        add(written, "fillColor", **_rgb(style.fill))
    if style.font:
        add(add(written, "font"), "color", **_rgb(style.font))


def _rgb(colour: str) -> dict[str, str]:
    """``#rrggbb`` in the parts the format has. Raises `ValueError` for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"'{colour}' is not a colour; write #rrggbb")
    return {part: str(int(colour[at : at + 2], 16)) for part, at in (("r", 1), ("g", 3), ("b", 5))}
