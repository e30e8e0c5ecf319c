"""What the drawing of a view asks of the model: kinds, names, labels."""

from __future__ import annotations

from ea_model.metamodel.archimate import Concept, Relation, archimate_type
from ea_model.model import Model
from ea_model.source.views import View, ViewConnection, ViewNode, every
from ea_model.views.imported.expressions import Facts, rendered
from ea_model.views.words.kinds import name_of

_SPECIALIZATION = "Specialization"
_CONTENT = ("Note", "SketchModelSticky", "CanvasModelBlock", "CanvasModelSticky")


class ViewFacts:
    """One view, its model and the language of the drawing."""

    def __init__(self, model: Model, view: View, lang: str) -> None:
        self.model, self.view, self.lang = model, view, lang
        self.around = {node.id: parent for node, parent in every(view.nodes)}
        self.nodes = {node.id: node for node, _ in every(view.nodes)}
        self.lines = {line.id: line for line in view.connections}

    def kind(self, concept_id: str) -> str:
        """The ArchiMate type of a concept; empty when there is none."""
        concept = self.model.get(concept_id) if concept_id else None
        if concept is None:
            return ""
        kind = archimate_type(type(concept))
        if kind == "Junction":
            return "OrJunction" if str(concept.eGet("junction_type")).lower() == "or" else "AndJunction"
        return kind

    def relation(self, line: ViewConnection) -> Relation | None:
        """The relation a line shows."""
        concept = self.model.get(line.relation) if line.relation else None
        return concept if isinstance(concept, Relation) else None

    def text(self, node: ViewNode) -> str:
        """What stands in a node."""
        expression = node.more.get("labelExpression")
        if expression and expression.strip():
            parent = self.around.get(node.id)
            return rendered(expression, self._facts_of_node(node), lambda prefix: self._other(prefix, node, parent))
        if node.element:
            concept = self.model.get(node.element)
            return str(concept.name) if concept is not None else node.label or node.element
        return "" if node.more.get("content") == "" else node.label

    def label(self, line: ViewConnection) -> str:
        """What stands on a line."""
        if line.more.get("nameVisible") == "false":
            return ""
        relation = self.relation(line)
        expression = line.more.get("labelExpression")
        if expression and expression.strip():
            facts = self._facts(relation) if relation else Facts(name=line.label, documentation=line.documentation,
                                                                 properties=line.properties)  # fmt: skip
            return rendered(expression, facts, lambda prefix: self._other_of_line(prefix, line, relation))
        if relation is None:
            return line.label
        strength = str(relation.eGet("strength") or "") if archimate_type(type(relation)) == "Influence" else ""
        return " ".join(part for part in (str(relation.name), strength) if part)

    def _facts_of_node(self, node: ViewNode) -> Facts:
        concept = self.model.get(node.element) if node.element else None
        if concept is not None:
            return self._facts(concept)
        if node.view:
            view = next((v for v in self.model.views if v.id == node.view), None)
            if view is not None:
                return _facts_of_view(view)
        has_content = node.shape in _CONTENT
        return Facts(
            name=node.more.get("name", "") if has_content else node.label,
            content=self.nodes[node.id].label if has_content and node.more.get("content") != "" else "",
            documentation=node.documentation,
            properties=node.properties,
        )

    def _facts(self, concept: Concept) -> Facts:
        kind = archimate_type(type(concept))
        return Facts(
            name=str(concept.name),
            kind=name_of(kind, self.lang),
            specialization=next((str(v) for k, v in concept.properties if k == _SPECIALIZATION), ""),
            documentation=str(concept.documentation),
            strength=str(concept.eGet("strength") or "") if kind == "Influence" else "",
            access=name_of(str(concept.eGet("access_type")), self.lang) if kind == "Access" else "",
            properties=tuple((str(key), str(value)) for key, value in concept.properties),
        )

    def _other(self, prefix: str, node: ViewNode, parent: ViewNode | None) -> Facts | None:
        if prefix == "parent":
            return self._facts_of_node(parent) if parent else _facts_of_view(self.view)
        if ":" in prefix:
            return self._neighbour(prefix, node.element)
        return self._common(prefix, node.element)

    def _other_of_line(self, prefix: str, line: ViewConnection, relation: Relation | None) -> Facts | None:
        if prefix in {"source", "target"}:
            if relation is not None:
                return self._facts(relation.source if prefix == "source" else relation.target)
            end = self.nodes.get(line.source if prefix == "source" else line.target)
            return self._facts_of_node(end) if end else None
        return self._common(prefix, line.relation)

    def _common(self, prefix: str, concept_id: str) -> Facts | None:
        folders = self.model.foreign.folders
        if prefix == "model":
            return Facts(name=str(self.model.name), documentation=str(self.model.contents.documentation),
                         properties=tuple(self.model.foreign.properties))  # fmt: skip
        if prefix == "view":
            return _facts_of_view(self.view)
        if prefix in {"mfolder", "vfolder"}:
            path = folders.get(concept_id if prefix == "mfolder" else self.view.id, ())
            return Facts(name=path[-1]) if path else None
        return None

    def _neighbour(self, prefix: str, element_id: str) -> Facts | None:
        """The other end of the first relation of a type at an element, as Archi takes it."""
        word, _, end = prefix.partition(":")
        concept = self.model.get(element_id) if element_id else None
        if concept is None:
            return None
        among = self.model.incoming(concept) if end == "source" else self.model.outgoing(concept)
        for relation in among:
            if archimate_type(type(relation)).lower() == word:
                return self._facts(relation.source if end == "source" else relation.target)
        return None


def _facts_of_view(view: View) -> Facts:
    return Facts(name=str(view.name), documentation=str(view.documentation), viewpoint=view.viewpoint,
                 properties=tuple((str(key), str(value)) for key, value in view.properties))  # fmt: skip
