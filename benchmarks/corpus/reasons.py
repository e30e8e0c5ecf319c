"""Why two files that should say the same do not: every difference gets a name, and good ones are marked as such.

A good reason is one where the source breaks its own format, where Archi converts it too, or where Archi is the one
that loses; it starts with ``=``. None is about a sort of facts alone: each looks at what stands on the other side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.corpus.facts import Fact, Facts, Node, facts_of, parsed
from benchmarks.corpus.older import GOOD, Older

_ID = re.compile(r"[^\W\d][\w.-]*")


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
    broken = _Broken(parsed(before))
    source = broken.with_legal_ids(facts_of(before), named)
    for fact, times, side in differences(source, facts_of(after)):
        named[broken.reason(fact, side) or f"{side} {fact[1]}"] += times
    return named


class _Broken:
    """What in an exchange file breaks the rules of its format: ids and references."""

    def __init__(self, root: Node) -> None:
        every = [node.get("identifier") or "" for node in root.iter("*") if node.get("identifier") is not None]
        self.twice = {identifier for identifier, times in Counter(every).items() if times > 1}
        self.odd = {i for i in every if i and not _ID.fullmatch(i)}
        known = set(every)
        self.dangling = {
            node.get("identifier") or ""
            for node in root.iter("{*}connection", "{*}relationship", "{*}node")
            for name, value in node.attrib.items()
            if name in ("source", "target", "relationshipRef", "elementRef") and value not in known
        }
        while more := {
            node.get("identifier") or "" for node in root.iter("{*}connection", "{*}relationship")
            if {node.get("source"), node.get("target"), node.get("relationshipRef")} & self.dangling
        } - self.dangling:  # fmt: skip
            self.dangling |= more

    def with_legal_ids(self, facts: Facts, named: Counter[str]) -> Facts:
        """The facts with the ids that XML does not allow as they have to be; how many those are goes to ``named``."""
        if not self.odd:
            return facts
        inside = re.compile("'(" + "|".join(map(re.escape, sorted(self.odd, key=len, reverse=True))) + ")'")
        legal: Facts = Counter()
        for (owner, sort, value), times in facts.items():
            head, slash, rest = owner.partition("/")
            own = f"id-{head}{slash}{rest}" if head in self.odd else owner
            said = f"id-{value}" if value in self.odd else inside.sub(r"'id-\1'", value)
            legal[own, sort, said] += times
            if (own, said) != (owner, value):
                named[f"{GOOD}an id that XML does not allow gets 'id-' before it, as Archi does"] += times
        return legal

    def reason(self, fact: Fact, side: str) -> str:
        """The name of a difference, or nothing."""
        owner, sort, value = fact
        if sort == "@type" and value == "Diagram" and side == "new":
            return f"{GOOD}the type of a view is written out, which the schema demands"
        if {owner, value, owner.removeprefix("id-"), value.removeprefix("id-")} & self.twice:
            return f"{GOOD}an id that the source uses twice, which the schema forbids"
        if {owner, value} & self.dangling and side == "lost":
            return f"{GOOD}a line or relation whose end is not in the source, which the schema forbids"
        return ""


def of_native(before: bytes, after: bytes) -> Counter[str]:
    """What a fresh file of Archi lost of the one it was read from."""
    named: Counter[str] = Counter()
    source = Older(parsed(before), parsed(after))
    one, other = facts_of(before), facts_of(after)
    for fact, times, side in differences(one, other):
        named[source.reason(fact, side, one, other) or f"{side} {fact[1]}"] += times
    return named


def of_rows(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> Counter[str]:
    """Why rows of CSV files differ."""
    named: Counter[str] = Counter()
    for side, rows in (("ours", ours - theirs), ("theirs", theirs - ours)):
        for row, times in rows.items():
            junction = row[1:] == ("Junction_Type", "Or" if side == "ours" else "And")
            named[
                f"{GOOD}Archi says And of every junction of the old types" if junction else f"row only in {side}"
            ] += times
    return named
