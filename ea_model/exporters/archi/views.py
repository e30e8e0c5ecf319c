"""Views of a file of Archi: nodes placed relative to the node around them, lines inside the node they start from.

Source: Archi's metamodel; a bend is kept as its distance from the centres of both ends.
"""

from __future__ import annotations

from collections.abc import Callable

from ea_model.exporters.archi.looks import look, rest
from ea_model.exporters.shared.escape import attribute, content, indent, property_line
from ea_model.exporters.shared.exporter import Loss
from ea_model.exporters.shared.losses import in_view
from ea_model.messages import Message
from ea_model.model import Model
from ea_model.source.views import View, ViewConnection, ViewNode, bends_of, every, offsets_of, with_ends

_VIEWPOINTS = {
    "Capability Map": "capability",
    "Implementation and Deployment": "implementation_deployment",
    "Implementation and Migration": "implementation_migration",
    "Resource Map": "resource",
}
"""Ids of viewpoints that do not follow from their name."""
_SHAPES = {"Element": "DiagramObject", "Container": "Group", "Label": "Note"}
_PLAIN_SHAPES = frozenset({"DiagramObject", "Group", "Note", "DiagramModelReference", "DiagramModelImage"})


def viewpoint_id(name: str) -> str:
    """The id Archi has for a viewpoint, out of its name."""
    return _VIEWPOINTS.get(name) or name.lower().replace(" ", "_")


class Drawings:
    """Writes the views of one model."""

    def __init__(self, model: Model, report: Callable[[Loss], None], images: dict[str, bytes]) -> None:
        self.elements = {e.id for e in model.elements}
        self.relations = {r.id for r in model.relations}
        self.views = {view.id for view in model.views}
        self.images = images
        self.report = report

    def view(self, view: View, depth: int, tag: str = "element", typed: bool = True) -> str:
        """One view; in the folder format it is the root of a file and its type the tag."""
        return _ArchiView(self, view, depth).text(tag, typed=typed)


class _ArchiView:
    """One view being written."""

    def __init__(self, room: Drawings, view: View, depth: int) -> None:
        self.room, self.view, self.depth = room, view, depth
        self.nodes = {node.id: node for node, _ in every(view.nodes)}
        self.around = {node.id: around for node, around in every(view.nodes)}
        self.lines = self._kept()
        self.leaving: dict[str, list[ViewConnection]] = {}
        self.arriving: dict[str, list[str]] = {}
        for line in self.lines.values():
            self.leaving.setdefault(line.source, []).append(line)
            self.arriving.setdefault(line.target, []).append(line.id)
        self.out: list[str] = []

    def _kept(self) -> dict[str, ViewConnection]:
        """The lines whose ends are in the view; Archi opens no file in which one is not, or that runs in a circle."""
        lines = {line.id: line for line in self.view.connections}
        whole = {line.id for line in with_ends(lines.values(), self.nodes.keys())}
        for lost in [identifier for identifier in lines if identifier not in whole]:
            del lines[lost]
            self._tell(Message("ViewLoss.end_absent", id=lost))
        return lines

    def _tell(self, sentence: Message) -> None:
        self.room.report(in_view(self.view.id, sentence))

    def text(self, tag: str, *, typed: bool) -> str:
        view, margin = self.view, indent(self.depth)
        prefix = "canvas" if view.kind == "CanvasModel" else "archimate"
        head = f'{margin}<{tag} xsi:type="{prefix}:{view.kind}"' if typed else f"{margin}<{tag}"
        head += (f' name="{attribute(str(view.name))}"' if view.name else "") + f' id="{attribute(view.id)}"'
        if view.router:
            head += f' connectionRouterType="{attribute(view.router)}"'
        if view.viewpoint:
            head += f' viewpoint="{attribute(viewpoint_id(view.viewpoint))}"'
        attributes, parts = rest(view.more, self.depth + 1)
        self.out.append(f"{head}{attributes}>\n")
        self._write_nodes()
        if view.documentation:
            self.out.append(f"{margin}  <documentation>{content(str(view.documentation))}</documentation>\n")
        for key, value in view.properties:
            self.out.append(property_line(key, str(value), margin + "  "))
        self.out.append(f"{parts}{margin}</{tag}>\n")
        return "".join(self.out)

    def _write_nodes(self) -> None:
        """Nodes with what is in them, without recursion: however deep somebody nested them."""
        waiting: list[tuple[ViewNode | str, int]] = [(n, self.depth + 1) for n in reversed(self.view.nodes)]
        while waiting:
            node, depth = waiting.pop()
            if isinstance(node, str):
                self.out.append(node)
                continue
            self._open(node, depth)
            waiting.append((f"{indent(depth)}</child>\n", depth))
            waiting.extend((child, depth + 1) for child in reversed(node.nodes))

    def _open(self, node: ViewNode, depth: int) -> None:
        margin = indent(depth)
        shape = self._shape(node)
        prefix = "canvas" if shape.startswith("Canvas") else "archimate"
        head = f'{margin}<child xsi:type="{prefix}:{shape}"'
        if shape in ("Group", "SketchModelSticky", "SketchModelActor") or shape.startswith("Canvas"):
            name = node.more.get("name") or ("" if _has_text(shape, node) else node.label)
            head += f' name="{attribute(name)}"' if name else ""
        head += f' id="{attribute(node.id)}"'
        if node.id in self.arriving:
            head += f' targetConnections="{attribute(" ".join(self.arriving[node.id]))}"'
        more = {name: value for name, value in node.more.items() if name not in ("name", "content")}
        attributes, parts = rest(more, depth + 1, node.style)
        head += look(node.style, more) + attributes
        if shape == "DiagramObject":
            head += f' archimateElement="{attribute(node.element)}"'
        elif shape == "DiagramModelReference":
            head += f' model="{attribute(node.view)}"'
        if node.image in self.room.images:
            head += f' imagePath="{attribute(node.image)}"'
        self.out.append(f"{head}>\n{self._bounds(node, margin)}")
        for line in self.leaving.get(node.id, ()):
            self._line(line, depth + 1)
        if shape in ("Note", "SketchModelSticky") or (shape.startswith("Canvas") and "content" in node.more):
            text = node.more.get("content", node.label)
            self.out.append(f"{margin}  <content>{content(text)}</content>\n" if text else "")
        if node.documentation:
            self.out.append(f"{margin}  <documentation>{content(node.documentation)}</documentation>\n")
        for key, value in node.properties:
            self.out.append(property_line(key, value, margin + "  "))
        self.out.append(parts)

    def _shape(self, node: ViewNode) -> str:
        """What the node can be: Archi opens no file in which a node shows something that is not there."""
        shape = node.shape or ("DiagramModelReference" if node.view else _SHAPES[node.kind])
        if node.element or shape == "DiagramObject":
            if node.element in self.room.elements:
                return "DiagramObject"
            self._tell(Message("ViewLoss.no_element_group", id=node.id, element=node.element))
            return "Group"
        if shape == "DiagramModelReference" and node.view not in self.room.views:
            self._tell(Message("ViewLoss.no_view_note", id=node.id, view=node.view))
            return "Note"
        if shape == "DiagramModelImage" and node.image not in self.room.images:
            self._tell(Message("ViewLoss.no_image_group", id=node.id))
            return "Group"
        if self.view.kind == "ArchimateDiagramModel" and shape not in _PLAIN_SHAPES:
            return _SHAPES[node.kind]
        return "Group" if shape == "Note" and node.nodes else shape

    def _bounds(self, node: ViewNode, margin: str) -> str:
        around = self.around[node.id]
        x, y = (node.x, node.y) if around is None else (node.x - around.x, node.y - around.y)
        return f'{margin}  <bounds{_said(x=x, y=y)} width="{node.width}" height="{node.height}"/>\n'

    def _line(self, first: ViewConnection, depth: int) -> None:
        """A line, and the lines that start from it inside it."""
        waiting: list[tuple[ViewConnection | str, int]] = [(first, depth)]
        while waiting:
            line, level = waiting.pop()
            if isinstance(line, str):
                self.out.append(line)
                continue
            body = self._line_head(line, level)
            inner = self.leaving.get(line.id, ())
            margin = indent(level)
            if body or inner:
                self.out.append(f">\n{body}")
                waiting.append((f"{margin}</sourceConnection>\n", level))
                waiting.extend((other, level + 1) for other in reversed(inner))
            else:
                self.out.append("/>\n")

    def _line_head(self, line: ViewConnection, depth: int) -> str:
        """Writes the open tag without its end; returns what stands inside."""
        margin = indent(depth)
        relation = line.relation if line.relation in self.room.relations else ""
        if line.relation and not relation:
            self._tell(Message("ViewLoss.no_relation_line", id=line.id, relation=line.relation))
        head = f"{margin}<sourceConnection" + (' xsi:type="archimate:Connection"' if relation else "")
        if line.label and not relation:
            head += f' name="{attribute(line.label)}"'
        head += f' id="{attribute(line.id)}"'
        if line.id in self.arriving:
            head += f' targetConnections="{attribute(" ".join(self.arriving[line.id]))}"'
        attributes, parts = rest(line.more, depth + 1, line.style)
        head += look(line.style, line.more) + attributes
        head += f' source="{attribute(line.source)}" target="{attribute(line.target)}"'
        if line.type:
            head += f' type="{attribute(line.type)}"'
        if relation:
            head += f' archimateRelationship="{attribute(relation)}"'
        self.out.append(head)
        return self._bends(line, margin) + self._words(line, margin) + parts

    def _words(self, line: ViewConnection, margin: str) -> str:
        body = ""
        if line.documentation:
            body += f"{margin}  <documentation>{content(line.documentation)}</documentation>\n"
        for key, value in line.properties:
            body += property_line(key, value, margin + "  ")
        return body

    def _bends(self, line: ViewConnection, margin: str) -> str:
        """Where Archi kept them as long as nothing moved since, else from where they are drawn."""
        source, target = self.nodes.get(line.source), self.nodes.get(line.target)
        offsets = line.offsets if bends_of(line.offsets, source, target) == line.bendpoints else ()
        if not offsets and line.bendpoints and (source is None or target is None):
            self._tell(Message("ViewLoss.bends", id=line.id))
        return "".join(
            f"{margin}  <bendpoint{_said(startX=sx, startY=sy, endX=tx, endY=ty)}/>\n"
            for sx, sy, tx, ty in offsets or offsets_of(line.bendpoints, source, target)
        )


def _has_text(shape: str, node: ViewNode) -> bool:
    """Is the label of a sticky its text? Where that is empty the label is its name."""
    return shape == "SketchModelSticky" and "content" not in node.more


def _said(**numbers: int) -> str:
    """Numbers as attributes; Archi writes no zero."""
    return "".join(f' {name}="{number}"' for name, number in numbers.items() if number)
