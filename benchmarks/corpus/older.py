"""What Archi's own converters change in a file of an older version, and what Archi adds to a file when it opens it."""

from __future__ import annotations

import re

from benchmarks.corpus.facts import Fact, Facts, Node
from ea_model.metamodel import stock

GOOD = "= "
"""What the name of a good reason begins with."""
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_TOPS = frozenset({
    "strategy", "business", "application", "technology", "motivation", "implementation_migration", "other", "relations",
    "diagrams",
})  # fmt: skip
_RENAMED = {
    "AndJunction": "Junction", "OrJunction": "Junction", "CommunicationPath": "Path",
    "InfrastructureFunction": "TechnologyFunction", "InfrastructureInterface": "TechnologyInterface",
    "InfrastructureService": "TechnologyService", "Network": "CommunicationNetwork",
    "RealisationRelationship": "RealizationRelationship", "SpecialisationRelationship": "SpecializationRelationship",
    "UsedByRelationship": "ServingRelationship",
}  # fmt: skip
_SWAPPED = frozenset({
    "Grouping", "BusinessObject", "Contract", "Representation", "Product", "DataObject", "Meaning", "Value",
    "Deliverable", "ApplicationComponent", "Artifact", "Device", "Node",
})  # fmt: skip
"""Types of which version 5.0.0 changed the figures round."""
_RELATIONS = ("Composition", "Aggregation", "Assignment", "Realization", "Serving", "Access", "Influence", "Triggering",
              "Flow", "Specialization", "Association")  # fmt: skip
_TYPES = frozenset({source for source, _ in stock().relationship_table} | {f"{kind}Relationship" for kind in _RELATIONS}
                   | _RENAMED.keys() | {"ArchimateDiagramModel", "SketchModel", "CanvasModel"})  # fmt: skip
"""What Archi has a class for, or had."""
_UNTITLED = (4, 4, 0)
"""The version since which words of a group stand where it says and not always at the left."""
_TITLE, _TITLE_APART = 18, (3, 1, 1)
"""Height of the title of a group, and the version since which it counts."""


def _numbers(value: str) -> dict[str, int]:
    return {name: int(number) for name, number in re.findall(r"(\w+)='(-?\d+)'", value)}


class Older:
    """One file and what was written anew of it."""

    def __init__(self, root: Node, after: Node) -> None:
        self.version = tuple(int(part) for part in re.findall(r"\d+", root.get("version") or "5.0.0"))
        self.folders = {f"/{folder.get('type')}" for folder in root.iterchildren("folder")}
        self.id = root.get("id") or ""
        self.kinds: dict[str, str] = {}
        self.unknown: set[str] = set()
        seen: set[str] = set()
        known = {node.get("id") for node in after.iter("element")}
        for node in root.iter("element"):
            identifier, kind = node.get("id") or "", (node.get(_XSI_TYPE) or "").rpartition(":")[2]
            if identifier in seen or (identifier not in known and kind not in _TYPES):
                self.unknown.add(identifier)
            seen.add(identifier)
            self.kinds[identifier] = kind
        lost = [node for node in root.iter("element") if {node.get("source"), node.get("target")} & self.unknown]
        self.unknown |= {node.get("id") or "" for node in lost}
        self.boxes = {node.get("id") or "": node for node in root.iter("child")}

    def reason(self, fact: Fact, side: str, before: Facts, after: Facts) -> str:
        """The name of a difference, or nothing."""
        owner, sort, value = fact
        if sort == "@version" and owner == self.id:
            return f"{GOOD}the version of the format that is written is today's"
        if {owner, value} & self.unknown:
            return f"{GOOD}concepts of types that Archi does not have or whose id stands twice: it opens no such file"
        if side == "new" and owner[1:] in _TOPS and owner not in self.folders:
            return f"{GOOD}a top folder that is not there is made, as Archi does when it opens the file"
        if self.version >= (5, 0, 0) and sort != "@viewpoint":
            return ""
        return self._converted(fact, side, before, after)

    def _same_place(self, owner: str, was: dict[str, int], now: dict[str, int]) -> bool:
        """The same but for a size that was left out and the title of the group around it."""
        around = self.boxes[owner].getparent() if owner in self.boxes else None
        titled = around is not None and (around.get(_XSI_TYPE) or "").endswith(":Group")
        moved = now.get("y", 0) - was.get("y", 0)
        sizes = all(was.get(side, -1) in (-1, now.get(side)) for side in ("width", "height"))
        return was.get("x", 0) == now.get("x", 0) and moved in ((0, _TITLE) if titled else (0,)) and sizes

    def _converted(self, fact: Fact, side: str, before: Facts, after: Facts) -> str:  # noqa: C901, PLR0911 - a list
        owner, sort, value = fact
        other = after if side == "lost" else before

        def also(sort: str, value: str) -> bool:
            return (owner, sort, value) in other

        if sort == "@viewpoint":
            numbers = [v for (o, s, v) in (before if side == "new" else {fact: 1}) if (o, s) == (owner, sort)]
            return f"{GOOD}viewpoints were numbers before 4.0" if any(v.isdecimal() for v in numbers) else ""
        if self.version < (4, 0, 0):
            if "/connectors" in (owner, value) and side == "lost":
                return f"{GOOD}ArchiMate 3 has no folder of connectors; Archi moves them to its folder of others"
            if sort == "stands in" and value == "/other" and self.kinds.get(owner, "").endswith("Junction"):
                return f"{GOOD}ArchiMate 3 has no folder of connectors; Archi moves them to its folder of others"
            if (sort == "@relationship" and also("@archimateRelationship", value)) or (
                sort == "@archimateRelationship" and also("@relationship", value)
            ):
                return f"{GOOD}before 4.0 a line called its relation otherwise"
            kind = self.kinds.get(owner, "")
            if (
                sort == "@type"
                and kind in _RENAMED
                and value in (f"archimate:{kind}", f"archimate:{_RENAMED[kind]}", "or")
            ):
                return f"{GOOD}types that ArchiMate 3 calls otherwise"
        if sort == "bounds" and self.version < _TITLE_APART:
            place = _numbers(value)
            others = [_numbers(v) for (o, s, v) in other if (o, s) == (owner, sort)]
            pairs = [(place, n) if side == "lost" else (n, place) for n in others]
            if any(self._same_place(owner, was, now) for was, now in pairs):
                return (
                    f"{GOOD}before 3.0 usual sizes were left out, before 3.1.1 the title of a group was no part of it"
                )
        box = self.boxes.get(owner)
        if box is None:
            return ""
        kind = self.kinds.get(box.get("archimateElement") or "", "")
        if sort == "@type" and value == "1" and kind in _SWAPPED:
            return f"{GOOD}version 5.0.0 of the format changed the two figures of some types round"
        titled = kind == "Grouping" or (box.get(_XSI_TYPE) or "").endswith(":Group")
        if sort == "@textAlignment" and value == "1" and side == "new" and titled and self.version < _UNTITLED:
            return f"{GOOD}before 4.4.0 the words of a group stood at the left whatever it said"
        return ""
