"""Views of an exchange file: laid-out boxes and lines under the rules Archi's importer has for them.

Geometry is absolute, whole and not negative; a line that shows a relation runs between the boxes of its own ends,
since Archi would otherwise silently reconnect the relation. What breaks a rule is left out and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ea_model import exchange_form as form
from ea_model.drawing import View, ViewConnection, ViewNode, every, origin
from ea_model.metamodel.tables import viewpoints
from exporters._exchange_ids import Identifiers
from exporters._exchange_style import write_style
from exporters._exchange_xml import Node, Pair, Properties, add, add_texts, language_pairs, typed

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
        *,
        plain: bool = False,
    ) -> None:
        self.ids = ids
        self.ends = ends
        self.identifiers = identifiers
        self.properties = properties
        self.report = report
        self.plain = plain
        """Somebody else's views: as they are, without what restores ours and without Archi's rules for lines."""
        self.views: dict[str, str] = {}
        """Identifier of each view in the file by its model id, for references to it."""

    def write(self, parent: Node, views: Sequence[tuple[View, str, bool]]) -> Node | None:
        """The ``views`` section: each view with its identifier, and whether its parts may keep theirs."""
        if not views:
            return None
        self.views = {view.id: identifier for view, identifier, _ in views}
        section = add(parent, "views")
        diagrams = add(section, "diagrams")
        for view, identifier, verbatim in views:
            self._write_view(diagrams, view, identifier, verbatim=verbatim)
        return section

    def _write_view(self, section: Node, view: View, identifier: str, *, verbatim: bool) -> None:
        node = typed(section, "view", "Diagram", identifier=identifier)
        if view.viewpoint:
            node.set("viewpoint", form.one_line(view.viewpoint))
        add_texts(node, "name", view.name, form.legal if self.plain else form.one_line)
        if view.documentation:
            add_texts(node, "documentation", view.documentation, form.legal if self.plain else form.block)
        pairs = [] if self.plain else self._restoring(view, identifier)
        self.properties.write(node, pairs + self.properties.free(view.properties, _VIEW_KEYS))
        _Drawing(self, view, identifier, verbatim=verbatim).write(node)

    @staticmethod
    def _restoring(view: View, identifier: str) -> list[Pair]:
        """What brings back what the format or Archi would change."""
        pairs = [] if identifier == view.id else [("id", form.pack(view.id))]
        if view.viewpoint and view.viewpoint not in _archi_viewpoints():
            pairs.append(("viewpoint", form.pack(view.viewpoint)))
        pairs += language_pairs("name", view.name, form.one_line)
        return pairs + language_pairs("documentation", view.documentation, form.block)


def _archi_viewpoints() -> frozenset[str]:
    """Names Archi knows; it silently drops any other."""
    return frozenset(viewpoint.name for viewpoint in viewpoints().values())


class _Drawing:
    """The nodes and connections of one view."""

    def __init__(self, writer: ViewWriter, view: View, identifier: str, *, verbatim: bool) -> None:
        self.writer = writer
        self.view = view
        placed = [(node, around) for node, around in every(view.nodes) if not _is_picture(node)]
        self.nodes = {node.id: node for node, _ in placed}
        self.parent = {node.id: around.id for node, around in placed if around is not None}
        self.lines = {connection.id: connection for connection in view.connections}
        for node, _ in every(view.nodes):
            if _is_picture(node):
                self._report(f"the picture '{node.id}' is left out, the format has none")
        if len(self.nodes) < len(placed):
            self._report(f"{len(placed) - len(self.nodes)} nodes have the id of another and are left out")
        self.connections = self._kept()
        prefix = "" if verbatim else f"{identifier}."
        take = writer.identifiers.take
        self.ids = {
            part: take(part if part.startswith(prefix) else prefix + part) for part in (*self.nodes, *self.connections)
        }
        left, top = origin(view)
        self.left, self.top = -left, -top

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
        written: dict[str, Node] = {}
        for node in self.nodes.values():
            written[node.id] = self._write_node(written.get(self.parent.get(node.id, ""), parent), node)
        for connection in self.connections.values():
            self._write_connection(parent, connection)

    def _write_node(self, parent: Node, node: ViewNode) -> Node:
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
            add_texts(written, "label", label, form.legal)
        if node.documentation:
            add_texts(written, "documentation", node.documentation, form.legal)
        write_style(written, node.style, kind)
        if kind == "Label" and node.view in self.writer.views:
            add(written, "viewRef", ref=self.writer.views[node.view])
        return written

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
            kind = "NestingRelationship" if nested and not self.writer.plain else "Relationship"
        written = typed(parent, "connection", kind, identifier=self.ids[connection.id])
        if connection.relation:
            written.set("relationshipRef", self.writer.ids[connection.relation])
        written.set("source", self.ids[connection.source])
        written.set("target", self.ids[connection.target])
        if connection.label:
            add_texts(written, "label", connection.label, form.legal)
        if connection.documentation:
            add_texts(written, "documentation", connection.documentation, form.legal)
        write_style(written, connection.style, kind)
        first, last = connection.source_attachment, connection.target_attachment
        points = [("sourceAttachment", first), *(("bendpoint", bend) for bend in connection.bendpoints)]
        for name, point in (*points, ("targetAttachment", last)):
            if point is not None:
                x, y = point
                add(written, name, x=str(max(x + self.left, 0)), y=str(max(y + self.top, 0)))

    def _fits(self, connection: ViewConnection) -> bool:
        """May the line be written? What is wrong with it is reported."""
        shown = [self._shown(end) for end in (connection.source, connection.target)]
        if None in shown:
            self._report(f"connection '{connection.id}' ends at something that is not in the view")
            return False
        if self.writer.plain:
            return not connection.relation or connection.relation in self.writer.ids
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
        return self.lines[end].relation if end in self.lines else None

    def _report(self, sentence: str) -> None:
        self.writer.report(f"view '{self.view.id}': {sentence}")


def _is_picture(node: ViewNode) -> bool:
    return node.shape.endswith("Image")
