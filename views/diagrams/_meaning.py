"""What colours mean: one look for each class and each status, and a colour for each contract.

Fills carry text in ``#111`` at 7:1 or better and differ in lightness as well as in hue; a badge says the same as the
fill, so that nothing is told by colour alone. *Unknown* is hatched grey, never white.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ea_model.labels import label, label_of
from ea_model.scope import Coverer, ScopeClass, Status
from views.boxes import EMPHASIS, UNKNOWN
from views.diagram import LegendEntry, Node


@dataclass(frozen=True, slots=True)
class Look:
    """How a meaning is drawn."""

    fill: str
    hatched: bool = False
    dashed: bool = False


HATCHED = Look(UNKNOWN, hatched=True)
BYSTANDER = Look("#F3F3F0")
"""Customers and others beyond an interface, who carry no responsibility here."""
SEVERAL = Look("#E4E7F7")
"""Looked after by several contracts, none of which does more than the others."""

CLASS_LOOKS: dict[ScopeClass, Look] = {
    ScopeClass.DIRECT: Look("#7DB8EA"),
    ScopeClass.DERIVED: Look("#C3DFF7"),
    ScopeClass.POSSIBLE: Look("#FFD98A", dashed=True),
    ScopeClass.SHARED: Look("#FFFFFF"),
    ScopeClass.EXCLUDED: Look("#F2A58B"),
    ScopeClass.TOUCHED: Look("#EAF3FB"),
    ScopeClass.BOUNDARY: Look("#E2D6F3"),
    ScopeClass.OUTSIDE: Look("#E9E9E9"),
    ScopeClass.UNCOVERED: Look("#FBD3C4"),
    ScopeClass.UNKNOWN: HATCHED,
}
"""What an element is to a contract. Shared has no colour of its own: it adds its badge to that of another class."""

OWN = "#F2D375"
"""The own organisation, in pictures where each contract has its colour."""

STATUS_LOOKS: dict[Status, Look] = {
    Status.COVERED: Look("#C3DFF7"),
    Status.OVERLAP: Look("#F2A58B"),
    Status.JOINT: Look("#9FD8C4"),
    Status.SUPPORTED_ONLY: Look("#E2D6F3"),
    Status.OWN: Look(OWN),
    Status.OWN_IMPLICIT: Look("#FBE8B4", dashed=True),
    Status.EXCLUDED: Look("#FBD3C4"),
    Status.EXPIRED: Look("#D3C4B4"),
    Status.INDETERMINATE: Look("#FFD98A", dashed=True),
    Status.UNKNOWN: HATCHED,
    Status.NOT_APPLICABLE: Look("#FFFFFF"),
}
"""What holds for an activity on an element."""

PALETTE = ("#77AADD", "#EE8866", "#44BB99", "#FFAABB", "#BBCC33", "#B997DB", "#AAAA00", "#99DDFF", "#D6B48C")
"""The light colours of Paul Tol's technical note for SRON (2021), made to be told apart with any colour vision; without
its grey and yellow, which mean something else here, and with violet and tan for more contracts."""


def badge_of(meaning: ScopeClass | Status, lang: str) -> str:
    """The sign that stands for a meaning on a box."""
    return label(f"{type(meaning).__name__}Badge.{meaning.name}", lang)


def dressed(node: Node, look: Look, badge: str) -> Node:
    """The node with a meaning to it."""
    return replace(node, fill=look.fill, badge=badge, hatched=look.hatched, dashed=node.dashed or look.dashed)


def class_legend(
    classes: Iterable[ScopeClass], roles: Iterable[str], lang: str, *, bystanders: bool, interfaces: bool
) -> tuple[LegendEntry, ...]:
    """The classes that occur, in fixed order, the roles, then bystanders and interfaces if there are any."""
    found = set(classes)
    entries = [
        LegendEntry(look.fill, label_of(item, lang), badge_of(item, lang), hatched=look.hatched)
        for item, look in CLASS_LOOKS.items()
        if item in found
    ]
    entries += [LegendEntry("", label(f"Role.{role}", lang), f"{role}:") for role in roles]
    if bystanders:
        entries.append(LegendEntry(BYSTANDER.fill, label("Picture.bystander", lang)))
    if interfaces:
        entries.append(LegendEntry(EMPHASIS, label("Picture.interface_line", lang), line=2))
    return tuple(entries)


def contract_colours(coverers: Iterable[Coverer]) -> dict[str, str]:
    """A colour per coverer key: one for all own parties, else one that follows from the id of the contract.

    The id picks the colour, so that it stays when other contracts come and go; only where two ids pick the same does
    the later one move on. With more contracts than colours some share one; their ids on the boxes tell them apart.
    """
    colours: dict[str, str] = {}
    taken: set[int] = set()
    for coverer in sorted(coverers, key=lambda c: c.key):
        if coverer.own:
            colours[coverer.key] = OWN
            continue
        place = zlib.crc32(coverer.key.encode()) % len(PALETTE)
        if len(taken) < len(PALETTE):
            while place in taken:
                place = (place + 1) % len(PALETTE)
        taken.add(place)
        colours[coverer.key] = PALETTE[place]
    return colours
