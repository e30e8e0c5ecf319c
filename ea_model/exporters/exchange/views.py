"""Views of an exchange file: laid-out boxes and lines under the rules Archi's importer has for them.

Geometry is absolute, whole and not negative; a line that shows a relation runs between the boxes of its own ends,
since Archi would otherwise silently reconnect the relation. What breaks a rule is left out and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from ea_model.exporters.exchange.ids import Identifiers
from ea_model.exporters.exchange.style import Looks
from ea_model.exporters.exchange.xml import Pair, Properties, language_pairs, text_lines
from ea_model.exporters.shared.escape import attribute, indent
from ea_model.exporters.shared.exporter import Loss
from ea_model.exporters.shared.losses import in_view
from ea_model.messages import Message
from ea_model.metamodel import stock
from ea_model.source import conventions as form
from ea_model.source.views import View, ViewConnection, ViewNode, every, origin, with_ends
from ea_model.values import LangText

_VIEW_KEYS = frozenset({"viewpoint"})
_DEPTH = 3
"""How deep the tag of a view stands in the file."""

Ends = tuple[str, str]


class ViewWriter:
    """Writes the views of one model; ``ids`` holds every concept, ``ends`` the ends of every relation, by model id."""

    def __init__(
        self,
        ids: dict[str, str],
        ends: dict[str, Ends],
        identifiers: Identifiers,
        properties: Properties,
        report: Callable[[Loss], None],
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
        self.looks = Looks()
        self.viewpoints: frozenset[str] = frozenset()
        """Identifiers of the viewpoints that the file defines itself."""
        self.views: dict[str, str] = {}
        """Identifier of each view in the file by its model id, for references to it."""

    def text(self, views: Sequence[tuple[View, str, bool]], definitions: bytes = b"") -> str:
        """The ``views`` section: each view with its identifier, and whether its parts may keep theirs.

        ``definitions`` are the viewpoints of the source, as XML.
        """
        if not views and not definitions:
            return ""
        defined = ""
        if definitions:
            node = etree.fromstring(definitions)
            viewpoint_ids = (str(viewpoint.get("identifier") or "") for viewpoint in node.iterchildren("*"))
            self.viewpoints = frozenset(filter(None, viewpoint_ids))
            defined = f"    {etree.tostring(node, encoding='unicode', with_tail=False)}\n"
        self.views = {view.id: identifier for view, identifier, _ in views}
        written = [self._view(view, identifier, verbatim=verbatim) for view, identifier, verbatim in views]
        diagrams = f"    <diagrams>\n{''.join(written)}    </diagrams>\n" if written else ""
        return f"  <views>\n{defined}{diagrams}  </views>\n"

    def _view(self, view: View, identifier: str, *, verbatim: bool) -> str:
        margin = indent(_DEPTH)
        inner = indent(_DEPTH + 1)
        viewpoint = f' viewpoint="{attribute(form.one_line(view.viewpoint))}"' if view.viewpoint else ""
        defined = view.more.get("viewpointRef", "")
        viewpoint += f' viewpointRef="{attribute(defined)}"' if defined in self.viewpoints else ""
        head = f'{margin}<view identifier="{identifier}" xsi:type="Diagram"{viewpoint}>\n'
        head += text_lines("name", view.name, inner, None if self.plain else form.one_line)
        if view.documentation or isinstance(view.documentation, LangText):
            head += text_lines("documentation", view.documentation, inner, None if self.plain else form.block)
        pairs = [] if self.plain else self._restoring(view, identifier)
        head += self.properties.text(pairs + self.properties.free(view.properties, _VIEW_KEYS), inner)
        lines = "".join(_ExchangeView(self, view, identifier, verbatim=verbatim).lines())
        return f"{head}{lines}{margin}</view>\n"

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
    return frozenset(viewpoint.name for viewpoint in stock().viewpoints.values())


class _ExchangeView:
    """The nodes and connections of one view."""

    def __init__(self, writer: ViewWriter, view: View, identifier: str, *, verbatim: bool) -> None:
        self.writer = writer
        self.view = view
        standing = list(every(view.nodes))
        pictures = [node for node, _ in standing if node.shape.endswith("Image")]
        placed = [(n, around) for n, around in standing if not n.shape.endswith("Image")] if pictures else standing
        self.nodes = {node.id: node for node, _ in placed}
        self.parent = {node.id: around.id for node, around in placed if around is not None}
        self.lines_by_id = {connection.id: connection for connection in view.connections}
        for picture in pictures:
            self._report(Message("ViewLoss.picture", id=picture.id))
        if len(self.nodes) < len(placed):
            self._report(Message("ViewLoss.id_of_another", count=len(placed) - len(self.nodes)))
        self.connections = self._kept()
        prefix = "" if verbatim else f"{identifier}."
        parts = (*self.nodes, *self.connections)
        identifiers = writer.identifiers.take_each([p if p.startswith(prefix) else prefix + p for p in parts])
        self.ids = dict(zip(parts, identifiers, strict=True))
        left, top = origin(view)
        self.left, self.top = -left, -top

    def _kept(self) -> dict[str, ViewConnection]:
        """The connections that follow the rules, without those that end at one that does not."""
        connections = {c.id: c for c in self.view.connections if self._fits(c)}
        whole = {connection.id for connection in with_ends(connections.values(), self.nodes.keys())}
        for lost in [identifier for identifier in connections if identifier not in whole]:
            del connections[lost]
            self._report(Message("ViewLoss.end_left_out", id=lost))
        return connections

    def lines(self) -> Iterator[str]:
        """All nodes, then all connections: the schema wants that order. Without recursion, however deep they nest."""
        outermost: list[ViewNode] = []
        inside: dict[str | None, list[ViewNode]] = {}
        for node in self.nodes.values():
            inside.get(self.parent.get(node.id), outermost).append(node)
            inside[node.id] = []
        waiting: list[tuple[ViewNode | None, int]] = [(node, _DEPTH + 1) for node in reversed(outermost)]
        while waiting:
            box, depth = waiting.pop()
            if box is None:
                yield f"{indent(depth)}</node>\n"
                continue
            within = inside[box.id]
            yield self._node(box, depth, empty=not within)
            if within:
                waiting.append((None, depth))
                waiting.extend((node, depth + 1) for node in reversed(within))
        for connection in self.connections.values():
            yield self._connection(connection)

    def _node(self, node: ViewNode, depth: int, *, empty: bool) -> str:
        """A node up to what stands in it; one with nothing in it as a whole."""
        margin, inner = indent(depth), indent(depth + 1)
        kind = self._kind(node)
        reference = f' elementRef="{self.writer.ids[node.element]}"' if kind == "Element" else ""
        own = ""
        label = node.element if kind != node.kind and not node.label else node.label
        if label or isinstance(label, LangText):
            own = text_lines("label", label, inner)
        if node.documentation or isinstance(node.documentation, LangText):
            own += text_lines("documentation", node.documentation, inner)
        own += self._look(node, kind, inner)
        if kind == "Label" and node.view in self.writer.views:
            own += f'{inner}<viewRef ref="{self.writer.views[node.view]}"/>\n'
        head = (
            f'{margin}<node identifier="{self.ids[node.id]}" xsi:type="{kind}"{reference} x="{node.x + self.left}"'
            f' y="{node.y + self.top}" w="{max(node.width, 1)}" h="{max(node.height, 1)}"'
        )
        if not empty:
            return f"{head}>\n{own}"
        return f"{head}>\n{own}{margin}</node>\n" if own else f"{head}/>\n"

    def _kind(self, node: ViewNode) -> str:
        """The kind a node can be: a text holds no boxes, and a box shows an element there is."""
        if node.kind == "Element" and node.element not in self.writer.ids:
            self._report(Message("ViewLoss.no_element_frame", id=node.id, element=node.element))
            return "Container"
        if node.kind == "Label" and node.nodes:
            self._report(Message("ViewLoss.text_with_boxes", id=node.id))
            return "Container"
        return node.kind

    def _connection(self, connection: ViewConnection) -> str:
        margin, inner = indent(_DEPTH + 1), indent(_DEPTH + 2)
        kind, reference = "Line", ""
        if connection.relation:
            kind = "NestingRelationship" if not self.writer.plain and self._nested(connection) else "Relationship"
            reference = f' relationshipRef="{self.writer.ids[connection.relation]}"'
        ids = self.ids
        head = (
            f'{margin}<connection identifier="{ids[connection.id]}" xsi:type="{kind}"{reference}'
            f' source="{ids[connection.source]}" target="{ids[connection.target]}"'
        )
        own = ""
        if connection.label or isinstance(connection.label, LangText):
            own = text_lines("label", connection.label, inner)
        if connection.documentation or isinstance(connection.documentation, LangText):
            own += text_lines("documentation", connection.documentation, inner)
        own += self._look(connection, kind, inner)
        first, last = connection.source_attachment, connection.target_attachment
        points = [("sourceAttachment", first), *(("bendpoint", bend) for bend in connection.bendpoints)]
        for name, point in (*points, ("targetAttachment", last)):
            if point is not None:
                x, y = point
                own += f'{inner}<{name} x="{max(x + self.left, 0)}" y="{max(y + self.top, 0)}"/>\n'
        return f"{head}>\n{own}{margin}</connection>\n" if own else f"{head}/>\n"

    def _look(self, part: ViewNode | ViewConnection, kind: str, margin: str) -> str:
        text, odd = self.writer.looks.lines(part.style, kind, margin)
        for colour in odd:
            self._report(Message("ViewLoss.no_colour", id=part.id, colour=colour))
        return text

    def _nested(self, connection: ViewConnection) -> bool:
        """Does one end stand in the other?"""
        ends = (connection.source, connection.target)
        return any(self.parent.get(child) == other for child, other in (ends, ends[::-1]))

    def _fits(self, connection: ViewConnection) -> bool:
        """May the line be written? What is wrong with it is reported."""
        ends = (connection.source, connection.target)
        if not all(end in self.nodes or end in self.lines_by_id for end in ends):
            self._report(Message("ViewLoss.end_absent", id=connection.id))
            return False
        if self.writer.plain:
            return not connection.relation or connection.relation in self.writer.ids
        concept_ids = tuple(map(self._shown, ends))
        if connection.relation:
            if self.writer.ends.get(connection.relation) == concept_ids:
                return True
            self._report(Message("ViewLoss.other_ends", id=connection.id, relation=connection.relation))
            return False
        if all(concept_ids) or not set(ends) <= self.nodes.keys():
            self._report(Message("ViewLoss.plain_line", id=connection.id))
            return False
        return True

    def _shown(self, end: str) -> str:
        """The concept that stands at an end of a line; empty for a frame or a text."""
        if end in self.nodes:
            node = self.nodes[end]
            return node.element if node.kind == "Element" else ""
        return self.lines_by_id[end].relation

    def _report(self, sentence: Message) -> None:
        self.writer.report(in_view(self.view.id, sentence))
