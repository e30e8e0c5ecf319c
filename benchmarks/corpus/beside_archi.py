"""Our exchange file of a model beside the one Archi wrote of it: what differs, and who is right."""

from __future__ import annotations

import re
from collections import Counter

from benchmarks.corpus.facts import Fact, Node, facts_of, parsed
from benchmarks.corpus.older import GOOD
from benchmarks.corpus.reasons import differences

_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_POINT = re.compile(r"bendpoint\(x='(-?\d+)' y='(-?\d+)'\)")
_TITLE = 18
"""Height of the title of a group."""
_STYLES = ("style/fillColor", "style/lineColor", "style/font", "style@lineWidth")


def beside_archi(native: bytes, ours: bytes, theirs: bytes) -> Counter[str]:
    """Every difference by its reason; ``native`` is the file of Archi both were written from."""
    root = parsed(theirs)  # Archi says where the schema is, and never a version
    model = _Native(parsed(native), written_by_archi=_SCHEMA in root.attrib and "version" not in root.attrib)
    one, other = facts_of(theirs, loose=True), facts_of(ours, loose=True)
    if not any(sort == "item" for _, sort, _ in one):
        other = Counter({f: n for f, n in other.items() if f[1] != "item" and not f[1].startswith("organizations")})
    named: Counter[str] = Counter()
    found = list(differences(one, other))
    by_place: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for (owner, sort, value), _, side in found:
        by_place.setdefault((owner, sort), []).append((side, value))
    for fact, times, side in found:
        reason = model.reason(fact, side, by_place[fact[0], fact[1]])
        named[reason or f"{'Archi' if side == 'lost' else 'ours'} {fact[1]}"] += times
    return named


def _apart(both: list[tuple[str, str]]) -> int:
    """How far two numbers at one place are from each other; one where it is not two."""
    numbers = [int(value) for _, value in both if value.lstrip("-").isdecimal()]
    return numbers[0] - numbers[1] if len(numbers) == 2 else 1


def _id(identifier: str) -> str:
    return f"id-{identifier}" if identifier[:1].isdigit() else identifier


def _parent_id(node: Node) -> str:
    parent = node.getparent()
    return "" if parent is None else parent.get("id") or ""


class _Native:
    """What the native file says, as far as it explains a difference."""

    def __init__(self, root: Node, *, written_by_archi: bool) -> None:
        self.elsewhere = not written_by_archi
        self.either: set[str] = set()
        self.nameless: set[str] = set()
        self.drawn_elsewhere: set[str] = set()
        self.nested: set[str] = set()
        self.looks: dict[str, Node] = {}
        self.old = tuple(int(part) for part in re.findall(r"\d+", root.get("version") or "5")) < (3, 1, 1)
        times = Counter(node.get("id") or "" for node in root.iter("element", "child", "sourceConnection"))
        self.twice = {identifier for identifier, often in times.items() if often > 1}
        for element in root.iter("element"):
            kind = (element.get(_XSI_TYPE) or "").rpartition(":")[2]
            identifier = _id(element.get("id") or "")
            if not element.get("name"):
                self.nameless.add(identifier)
            if kind == "OrJunction" or element.get("type") == "or":
                self.either.add(identifier)
            if kind in ("SketchModel", "CanvasModel"):
                self.drawn_elsewhere |= {_id(part.get("id") or "") for part in element.iter("*")}
            for part in element.iter("child", "sourceConnection"):
                self.looks[_id(part.get("id") or "")] = part
        around = {_id(c.get("id") or ""): _id(_parent_id(c)) for c in root.iter("child")}
        self.inside = around
        lines = list(root.iter("sourceConnection"))
        for line in lines:
            source, target = _id(line.get("source") or ""), _id(line.get("target") or "")
            if around.get(source) == target or around.get(target) == source:
                self.nested.add(_id(line.get("id") or ""))
        while more := {
            _id(line.get("id") or "") for line in lines
            if {_id(line.get("source") or ""), _id(line.get("target") or "")} & self.nested
        } - self.nested:  # fmt: skip
            self.nested |= more

    def reason(self, fact: Fact, side: str, both: list[tuple[str, str]]) -> str:  # noqa: C901 - a list of reasons
        """The name of a difference, or nothing; ``both`` are all differences at its place."""
        owner, sort, value = fact
        if self.twice & {owner, value, owner.partition("-")[2], value.partition("-")[2]}:
            return f"{GOOD}an id that the source uses twice"
        if self.old and (sort == "bendpoint" or (sort == "@y" and _apart(both) % _TITLE == 0)):
            return f"{GOOD}before 3.1.1 the title of a group was no part of it; another tool than Archi wrote this file"
        if sort == "@version" and side == "lost" and self.elsewhere:
            return f"{GOOD}another tool wrote this file, and gives it a version"
        if sort == "propertyDefinition" and side == "lost":
            return f"{GOOD}another tool wrote this file, or somebody: Archi writes no definition that nothing uses"
        if side == "new" and {owner, value} & self.drawn_elsewhere:
            return f"{GOOD}Archi writes no sketch and no canvas"
        if side == "new" and owner in self.nested:
            return f"{GOOD}Archi leaves out lines between a box and the box around it"
        if sort == "@type" and owner in self.either and value.endswith("Junction"):
            return f"{GOOD}Archi writes OrJunction of older files as AndJunction"
        if sort in ("properties/property", "propertyDefinition") and ("key=''" in value or not value):
            return f"{GOOD}Archi writes no property that has no key"
        if sort == "metadata" and side == "lost":
            return f"{GOOD}metadata are typed in when Archi exports, and stand in no file of its own"
        if sort == "style@lineWidth" and side == "new" and owner in self.looks and self.looks[owner].tag == "child":
            return f"{GOOD}Archi writes no line width of a box"
        if sort in _STYLES:
            return self._style_reason(owner, sort, side)
        if sort == "bendpoint":
            return self._point_reason(both)
        if sort == "label" and side == "new" and owner in self.looks and self.looks[owner].tag == "sourceConnection":
            return f"{GOOD}Archi writes no text of a line"
        if sort in ("label", "documentation") and side == "new" and owner in self.looks:
            return f"{GOOD}Archi writes no {sort} of such a part of a view"
        if (sort, side, value) == ("name", "lost", "name()") and owner in self.nameless and not self.elsewhere:
            return f"{GOOD}Archi writes an empty name of what has none"
        if sort in ("name", "documentation") and side == "lost" and value == f"{sort}()":
            return f"{GOOD}another tool wrote this file, and writes empty names and texts out" if self.elsewhere else ""
        if sort == "@type" and value == "Diagram" and side == "new":
            return f"{GOOD}another tool wrote this file, and gives views no type" if self.elsewhere else ""
        if side == "new" and self.elsewhere and (sort == "item" or sort.startswith("organizations")):
            return f"{GOOD}another tool wrote this file, and lists only elements in folders"
        if sort == "@viewpoint" and side == "lost" and value == "None":
            return f"{GOOD}another tool wrote this file, and names the viewpoint of a view that has none"
        if sort == "@viewpoint" and side == "new":
            return f"{GOOD}Archi drops viewpoints it has no name for"
        return ""

    def _style_reason(self, owner: str, sort: str, side: str) -> str:
        part = self.looks.get(owner)
        said = set() if part is None else set(part.attrib)
        feature = set() if part is None else {f.get("name") for f in part.iterchildren("feature")}
        name = sort.rpartition("/")[2].rpartition("@")[2]
        if name == "font" and said & {"font", "fontColor"}:
            return f"{GOOD}Archi completes a font, and cuts its size to whole points"
        if (
            name in said
            or (name == "fillColor" and "alpha" in said)
            or (name == "lineColor" and "lineAlpha" in feature)
        ):
            return f"{GOOD}Archi rounds opacity down" if {"alpha"} & said or "lineAlpha" in feature else ""
        return f"{GOOD}Archi writes its defaults out, which say nothing" if side == "lost" else ""

    def _point_reason(self, both: list[tuple[str, str]]) -> str:
        """One pixel: Archi counts in fractions and cuts, so may be one short."""
        points = {side: sorted(tuple(map(int, m.groups())) for s, v in both if s == side and (m := _POINT.match(v)))
                  for side in ("lost", "new")}  # fmt: skip
        near = len(points["lost"]) == len(points["new"]) and all(
            abs(a - b) <= 1 for one, other in zip(points["lost"], points["new"], strict=True)
            for a, b in zip(one, other, strict=True)
        )  # fmt: skip
        return f"{GOOD}a bend is one pixel off, since Archi counts in fractions" if near else ""
