"""Folders, elements, relations and specializations of a file of Archi."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from ea_model.exporters.archi.looks import features, rest
from ea_model.exporters.shared.escape import attribute, attributes, content, indent, property_line
from ea_model.exporters.shared.folder_placement import derived_id, placed
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Concept, Relation, archimate_type
from ea_model.metamodel.lean import stated_values
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.source.document import Profile
from ea_model.source.folders import Folder
from ea_model.source.views import View

if TYPE_CHECKING:
    from ea_model.exporters.archi.views import Drawings

_ACCESS = {"Read": "1", "Access": "2", "ReadWrite": "3"}
"""Access types by number; Write is what Archi takes an absent one for."""


def type_name(concept: Concept) -> str:
    """The class Archi has for a concept."""
    name = archimate_type(type(concept))
    return f"{name}Relationship" if isinstance(concept, Relation) else name


class Concepts:
    """Writes the folders of one model with everything in them."""

    def __init__(self, model: Model) -> None:
        self.model = model
        document = model.foreign.document
        self.features = document.features if document is not None else {}
        self._profiles: dict[tuple[str, str], Profile] = {}
        self._unused: list[Profile] = []
        """Further ones of the same name for the same type."""
        for profile in document.profiles if document is not None else ():
            first = self._profiles.setdefault((profile.name, profile.type), profile)
            self._unused += [] if first is profile else [profile]
        self._types: dict[type[Concept], str] = {}

    def folders(self, drawings: Drawings) -> Iterator[str]:
        """Archi's nine top folders with everything in them; without recursion, however deep somebody nested them."""
        views = {view.id: view for view in self.model.views}
        by_id: dict[str, Concept | View] = {concept.id: concept for concept in self.model.concepts()} | views
        used_ids: set[str] = set()
        waiting: list[tuple[Folder | Concept | View | str, int]] = [
            (top, 1) for top in reversed(placed(self.model, views))
        ]
        while waiting:
            part, depth = waiting.pop()
            if isinstance(part, View):
                yield drawings.view(part, depth)
            elif isinstance(part, Concept):
                yield self.concept(part, depth)
            elif isinstance(part, str):
                yield part
            else:
                margin = indent(depth)
                head, lines = self._of_folder(part, used_ids, depth + 1)
                empty = not part.inside and not lines
                yield f"{margin}<folder{head}/>\n" if empty else f"{margin}<folder{head}>\n"
                if not empty:
                    waiting.append((f"{lines}{margin}</folder>\n", depth))
                    listed = [by_id[inner] for inner in part.inside if isinstance(inner, str)]
                    waiting += [(item, depth + 1) for item in reversed(listed)]  # Archi has them after the folders
                    waiting += [(inner, depth + 1) for inner in reversed(part.inside) if isinstance(inner, Folder)]

    def _of_folder(self, folder: Folder, used_ids: set[str], depth: int) -> tuple[str, str]:
        """What a folder says: attributes, and what stands inside; its id is its own while no other has it."""
        own_id, again = folder.id, len(used_ids)
        while not own_id or own_id in used_ids:
            own_id = derived_id(self.model.id, "folder", str(folder.name), str(again))
            again += 1
        used_ids.add(own_id)
        head = f' name="{attribute(str(folder.name))}"' if folder.name else ""
        head += f' id="{attribute(own_id)}"' + (f' type="{attribute(folder.kind)}"' if folder.kind else "")
        attributes, parts = rest(folder.more, depth)
        margin = indent(depth)
        lines = ""
        if folder.documentation:
            lines = f"{margin}<documentation>{content(str(folder.documentation))}</documentation>\n"
        lines += "".join(property_line(key, str(value), margin) for key, value in folder.properties)
        return head + attributes, lines + parts

    def concept(self, concept: Concept, depth: int, tag: str = "element", typed: bool = True) -> str:
        """One concept; in the folder format it is the root of a file and its type the tag."""
        margin = indent(depth)
        head = f'{margin}<{tag} xsi:type="archimate:{self.type_of(concept)}"' if typed else f"{margin}<{tag}"
        stated = stated_values(concept)
        name = stated.get("name", "")
        if name:
            head += f' name="{attribute(str(name))}"'
        head += f' id="{attribute(concept.id)}"' + self.details(concept)
        properties, special = self._parted(concept)
        if special:
            head += f' profiles="{" ".join(special)}"'
        body = ""
        documentation = stated.get("documentation", "")
        if documentation:
            body = f"{margin}  <documentation>{content(str(documentation))}</documentation>\n"
        for key, value in properties:
            body += property_line(key, str(value), margin + "  ")
        if concept.id in self.features:
            more, parts = features(self.features[concept.id], depth + 1)
            head, body = head + more, body + parts
        return f"{head}>\n{body}{margin}</{tag}>\n" if body else f"{head}/>\n"

    def type_of(self, concept: Concept) -> str:
        """The class Archi has for a concept."""
        name = self._types.get(type(concept))
        if name is None:
            name = self._types[type(concept)] = type_name(concept)
        return name

    def details(self, concept: Concept) -> str:
        """What a relation or a junction says in attributes of its own."""
        stated = stated_values(concept)
        if not isinstance(concept, Relation):
            return ' type="or"' if stated.get("junction_type") == "or" else ""
        attributes = f' source="{attribute(concept.source.id)}" target="{attribute(concept.target.id)}"'
        return attributes + qualities(concept, self.type_of(concept))

    def _parted(self, concept: Concept) -> tuple[list[tuple[str, str]], list[str]]:
        """Properties, and the ids of the specializations: the kind it is, and those that stand among the properties."""
        listed = stated_values(concept).get("properties", ())
        names = [kind] if (kind := specialization_of(type(concept))) else []
        names += [str(value) for key, value in listed if key == form.SPECIALIZATION_KEY and value]
        if not names:
            return list(listed), []
        special = [self.profile(name, concept) for name in names]
        return [(k, v) for k, v in listed if k != form.SPECIALIZATION_KEY or not v], special

    def profile(self, name: str, concept: Concept) -> str:
        """The id of the specialization of that name for concepts of that type."""
        key = (name, self.type_of(concept))
        if key not in self._profiles:
            self._profiles[key] = Profile(derived_id(self.model.id, "profile", *key), *key)
        return self._profiles[key].id

    def profiles(self, images: Container[str]) -> Iterator[str]:
        """The specializations of the source and every other that is used; a picture only where it is at hand."""
        for profile in (*self._unused, *self._profiles.values()):
            more = {k: v for k, v in profile.more.items() if k != "imagePath" or v in images}
            name = f' name="{attribute(profile.name)}"' if profile.name else ""
            kind = f' conceptType="{attribute(profile.type)}"' if profile.type else ""
            yield f'  <profile{name} id="{attribute(profile.id)}"{kind}{attributes(more)}/>\n'


def qualities(relation: Relation, kind: str) -> str:
    """What a relation says beside its ends, as attributes."""
    stated = stated_values(relation)
    if kind == "AccessRelationship":
        number = _ACCESS.get(relation.eGet("access_type"), "")
        return f' accessType="{number}"' if number else ""
    if kind == "AssociationRelationship" and stated.get("directed"):
        return ' directed="true"'
    if kind == "InfluenceRelationship" and stated.get("strength"):
        return f' strength="{attribute(stated["strength"])}"'
    return ""


__all__ = ["Concepts", "qualities", "type_name"]
