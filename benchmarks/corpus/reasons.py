"""Why two files that should say the same do not: every difference gets a name, and good ones are marked as such.

A good reason is one where the source breaks its own format, or where Archi is the one that loses; it starts with ``=``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.corpus.facts import Fact, Facts, Node, facts_of, parsed

GOOD = "= "
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_TWO = ("Realisation", "Specialisation", "UsedBy", "Infrastructure", "Network", "CommunicationPath", "Junction")
"""Words in the types that ArchiMate 3 called otherwise."""


def is_good(reason: str) -> bool:
    """Is a difference nobody could do anything about?"""
    return reason.startswith(GOOD)


def differences(before: Facts, after: Facts) -> Iterator[tuple[Fact, int, str]]:
    """Every fact that only one side has, how often, and which side: ``lost`` or ``new``."""
    for fact, times in (before - after).items():
        yield fact, times, "lost"
    for fact, times in (after - before).items():
        yield fact, times, "new"


def of_exchange(before: bytes, after: bytes) -> Counter[str]:
    """What a fresh exchange file lost of the one it was read from."""
    named: Counter[str] = Counter()
    root = parsed(before)
    broken = _Broken(root)
    for fact, times, side in differences(facts_of(before), facts_of(after)):
        named[broken.reason(fact, side) or f"{side} {fact[1]}"] += times
    return named


class _Broken:
    """What in an exchange file breaks the rules of its format: ids and references."""

    def __init__(self, root: Node) -> None:
        every = [node.get("identifier") or "" for node in root.iter("*") if node.get("identifier") is not None]
        self.model = root.get("identifier") or ""
        self.twice = {identifier for identifier, times in Counter(every).items() if times > 1}
        self.odd = {i for i in every if not re.fullmatch(r"[^\W\d][\w.-]*", i)}
        known = set(every)
        self.dangling = {
            node.get("identifier") or ""
            for node in root.iter("*")
            for name, value in node.attrib.items()
            if name in ("source", "target", "relationshipRef", "elementRef") and value not in known
        }
        while more := {
            node.get("identifier") or "" for node in root.iter("{*}connection", "{*}relationship")
            if {node.get("source"), node.get("target"), node.get("relationshipRef")} & self.dangling
        } - self.dangling:  # fmt: skip
            self.dangling |= more

    def reason(self, fact: Fact, side: str) -> str:
        """The name of a difference, or nothing."""
        owner, sort, value = fact
        words = {owner, value, owner.partition("-")[2], value.partition("-")[2], owner.partition("/")[0]}
        if sort == "@type" and value == "Diagram" and side == "new":
            return f"{GOOD}the type of a view is written out, which says nothing new"
        if side == "new" and (sort == "item" or sort.startswith("organizations")):
            return f"{GOOD}what the source lists in no folder is listed in the top folder it belongs to"
        if owner == self.model and sort == "name":
            return f"{GOOD}a model without a name is called by its id"
        if words & self.twice:
            return f"{GOOD}an id that the source uses twice, which the schema forbids"
        if words & self.odd:
            return f"{GOOD}an id that XML does not allow gets 'id-' before it, as Archi does"
        if words & self.dangling:
            return f"{GOOD}a line or relation whose end is not in the source"
        return ""


def of_native(before: bytes, after: bytes) -> Counter[str]:
    """What a fresh file of Archi lost of the one it was read from."""
    named: Counter[str] = Counter()
    root = parsed(before)
    old = (root.get("version") or "5.0.0") < "5.0.0"
    unknown = _unknown(root) | _twice(root)
    for fact, times, side in differences(facts_of(before), facts_of(after)):
        if fact[0] in unknown:
            named[f"{GOOD}concepts of types that are not ArchiMate, or whose id the source uses twice"] += times
            continue
        named[_native_reason(fact, side, old=old) or f"{side} {fact[1]}"] += times
    return named


def _unknown(root: Node) -> set[str]:
    """Ids of what is of no type that Archi has."""
    return {
        node.get("id") or ""
        for node in root.iter("element")
        if (node.get(_XSI_TYPE) or "").rpartition(":")[2].startswith("Bogus") or not node.get(_XSI_TYPE)
    }


def _twice(root: Node) -> set[str]:
    times = Counter(node.get("id") for node in root.iter("element", "child", "sourceConnection"))
    return {identifier or "" for identifier, often in times.items() if often > 1}


def _native_reason(fact: Fact, side: str, *, old: bool) -> str:
    owner, sort, value = fact
    folder = owner.startswith("/")
    if folder and sort in ("is a", "stands in", "@type", "@name"):
        return f"{GOOD}a top folder has Archi's own name again, or is made" if owner.count("/") == 1 else (
            "a folder without anything in it" if side == "lost" else "new folder")  # fmt: skip
    if folder:
        return f"{sort} of a folder"
    if sort == "@viewpoint" and (value.isdecimal() or side == "new"):
        return f"{GOOD}viewpoints were numbers before 4.0"
    if sort == "stands in" and old:
        return f"{GOOD}the folders of older files were others"
    if sort == "@name" and side == "new" and value == owner:
        return f"{GOOD}a model without a name is called by its id"
    if sort == "bendpoint":
        return "bends that an end moved away from are one point, as Archi draws them"
    if old and (sort in ("@version", "@relationship", "@archimateRelationship", "bounds", "@type", "@textAlignment",
                         "@viewpoint", "feature", "@alpha") or any(word in value for word in _TWO)):  # fmt: skip
        return f"{GOOD}what Archi's own converters change in an older file"
    return ""


def of_rows(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> Counter[str]:
    """Why rows of CSV files differ."""
    named: Counter[str] = Counter()
    for side, rows in (("ours", ours - theirs), ("theirs", theirs - ours)):
        for row, times in rows.items():
            junction = row[1:2] == ("Junction_Type",)
            named[
                f"{GOOD}Archi says And of every junction of the old types" if junction else f"row only in {side}"
            ] += times
    return named
