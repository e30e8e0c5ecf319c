"""Folders, elements, relations and specializations of a file of Archi."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ea_model import exchange_form as form
from ea_model.drawing import View
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Concept, Relation, archimate_type
from ea_model.model import Model
from exporters._markup import attribute, content, indent, property_line

if TYPE_CHECKING:
    from exporters._archi_views import Drawings

TOP = {
    "strategy": "Strategy",
    "business": "Business",
    "application": "Application",
    "technology": "Technology & Physical",
    "motivation": "Motivation",
    "implementation_migration": "Implementation & Migration",
    "other": "Other",
    "relations": "Relations",
    "diagrams": "Views",
}
"""Archi's top folders: type and name."""
_TOP_OF_LAYER = {
    "Strategy": "strategy", "Business": "business", "Application": "application", "Technology": "technology",
    "Physical": "technology", "Motivation": "motivation", "Implementation & Migration": "implementation_migration",
    "Other": "other",
}  # fmt: skip
_ACCESS = {"Read": "1", "Access": "2", "ReadWrite": "3"}
"""Access types by number; Write is what Archi takes an absent one for."""


@dataclass(slots=True)
class Folder:
    """A folder with its folders and what stands in it."""

    identifier: str
    folders: dict[str, Folder] = field(default_factory=dict)
    concepts: list[Concept | View] = field(default_factory=list)


def derived_id(*parts: str) -> str:
    """An id that follows from what it is for, so that the same model gives the same bytes."""
    return "id-" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def type_name(concept: Concept) -> str:
    """The class Archi has for a concept."""
    name = archimate_type(type(concept))
    return f"{name}Relationship" if isinstance(concept, Relation) else name


class Concepts:
    """Writes the folders of one model with everything in them."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._profiles: dict[tuple[str, str], str] = {}
        self._types: dict[type[Concept], str] = {}

    def tree(self) -> dict[str, Folder]:
        """Every concept and view once, below the top folder Archi keeps it in."""
        tops = {kind: Folder(derived_id(self.model.id, kind)) for kind in TOP}
        known = self.model.extras.get("folders", {})
        for element in self.model.elements:
            self._put(tops, _TOP_OF_LAYER.get(element.layer, "other"), known.get(element.id, ()), element)
        for relation in self.model.relations:
            self._put(tops, "relations", known.get(relation.id, ()), relation)
        for view in self.model.views:
            self._put(tops, "diagrams", known.get(view.id, ()), view)
        return tops

    def _put(self, tops: dict[str, Folder], top: str, path: Iterable[str], thing: Concept | View) -> None:
        folder = tops[top]
        walked = [self.model.id, top]
        for name in path:
            walked.append(name)
            if name not in folder.folders:
                folder.folders[name] = Folder(derived_id(*walked))
            folder = folder.folders[name]
        folder.concepts.append(thing)

    def folders(self, drawings: Drawings) -> Iterator[str]:
        """The nine top folders; then nothing is left but what stands at the end of the file."""
        for kind, folder in self.tree().items():
            yield from self._folder(folder, TOP[kind], 1, drawings, f' type="{kind}"')

    def _folder(self, folder: Folder, name: str, depth: int, drawings: Drawings, kind: str = "") -> Iterator[str]:
        margin = indent(depth)
        yield f'{margin}<folder name="{attribute(name)}" id="{folder.identifier}"{kind}'
        if not folder.folders and not folder.concepts:
            yield "/>\n"
            return
        yield ">\n"
        for inner, below in folder.folders.items():
            yield from self._folder(below, inner, depth + 1, drawings)
        for thing in folder.concepts:
            yield drawings.view(thing, depth + 1) if isinstance(thing, View) else self.concept(thing, depth + 1)
        yield f"{margin}</folder>\n"

    def concept(self, concept: Concept, depth: int, tag: str = "element", typed: bool = True) -> str:
        """One concept; in the folder format it is the root of a file and its type the tag."""
        margin = indent(depth)
        head = f'{margin}<{tag} xsi:type="archimate:{self.type_of(concept)}"' if typed else f"{margin}<{tag}"
        stored = concept.__dict__
        name = stored.get("name", "")
        if name:
            head += f' name="{attribute(str(name))}"'
        head += f' id="{attribute(concept.id)}"' + self.details(concept)
        properties, special = self._parted(concept)
        if special:
            head += f' profiles="{" ".join(special)}"'
        body = ""
        documentation = stored.get("documentation", "")
        if documentation:
            body = f"{margin}  <documentation>{content(str(documentation))}</documentation>\n"
        for key, value in properties:
            body += property_line(key, str(value), margin + "  ")
        return f"{head}>\n{body}{margin}</{tag}>\n" if body else f"{head}/>\n"

    def type_of(self, concept: Concept) -> str:
        """The class Archi has for a concept."""
        known = self._types.get(type(concept))
        if known is None:
            known = self._types[type(concept)] = type_name(concept)
        return known

    def details(self, concept: Concept) -> str:
        """What a relation or a junction says in attributes of its own."""
        stored = concept.__dict__
        if not isinstance(concept, Relation):
            return ' type="or"' if stored.get("junction_type") == "or" else ""
        said = f' source="{attribute(concept.source.id)}" target="{attribute(concept.target.id)}"'
        return said + qualities(concept, self.type_of(concept))

    def _parted(self, concept: Concept) -> tuple[list[tuple[str, str]], list[str]]:
        """Properties, and the ids of the specializations: the kind it is, and those that stand among the properties."""
        listed = concept.__dict__.get("properties", ())
        names = [kind] if (kind := specialization_of(type(concept))) else []
        names += [str(value) for key, value in listed if key == form.SPECIALIZATION_KEY and value]
        if not names:
            return list(listed), []
        special = [self.profile(name, concept) for name in names]
        return [(k, v) for k, v in listed if k != form.SPECIALIZATION_KEY or not v], special

    def profile(self, name: str, concept: Concept) -> str:
        """The id of the specialization of that name for concepts of that type."""
        kind = self.type_of(concept)
        return self._profiles.setdefault((name, kind), derived_id(self.model.id, "profile", name, kind))

    def profiles(self) -> Iterator[str]:
        """Every specialization that is used."""
        for (name, kind), identifier in self._profiles.items():
            yield f'  <profile name="{attribute(name)}" id="{identifier}" conceptType="{kind}"/>\n'


def qualities(relation: Relation, kind: str) -> str:
    """What a relation says beside its ends, as attributes."""
    stored = relation.__dict__
    if kind == "AccessRelationship":
        number = _ACCESS.get(relation.eGet("access_type"), "")
        return f' accessType="{number}"' if number else ""
    if kind == "AssociationRelationship" and stored.get("directed"):
        return ' directed="true"'
    if kind == "InfluenceRelationship" and stored.get("strength"):
        return f' strength="{attribute(stored["strength"])}"'
    return ""


__all__ = ["TOP", "Concepts", "Folder", "derived_id", "qualities", "type_name"]
