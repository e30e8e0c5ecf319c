"""What colours mean: one look for each class and each status, and a colour for each contract.

Fills carry text in ``#111`` at 7:1 or better and differ in lightness as well as in hue; a badge says the same as the
fill, so that nothing is told by colour alone. *Unknown* is hatched grey, never white.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ea_model.scope import Provider, ScopeClass, Status
from ea_model.views.scene.diagram import LegendEntry, Node
from ea_model.views.scene.notation import EMPHASIS, UNKNOWN
from ea_model.words import label, label_of


@dataclass(frozen=True, slots=True)
class MeaningLook:
    """How a meaning is drawn."""

    fill: str
    hatched: bool = False
    dashed: bool = False


HATCHED = MeaningLook(UNKNOWN, hatched=True)
BYSTANDER = MeaningLook("#F3F3F0")
"""Customers and others beyond an interface, who carry no responsibility here."""
SEVERAL = MeaningLook("#E4E7F7")
"""Looked after by several contracts, none of which does more than the others."""

CLASS_LOOKS: dict[ScopeClass, MeaningLook] = {
    ScopeClass.DIRECT: MeaningLook("#7DB8EA"),
    ScopeClass.DERIVED: MeaningLook("#C3DFF7"),
    ScopeClass.POSSIBLE: MeaningLook("#FFD98A", dashed=True),
    ScopeClass.SHARED: MeaningLook("#FFFFFF"),
    ScopeClass.EXCLUDED: MeaningLook("#F2A58B"),
    ScopeClass.TOUCHED: MeaningLook("#EAF3FB"),
    ScopeClass.BOUNDARY: MeaningLook("#E2D6F3"),
    ScopeClass.OUTSIDE: MeaningLook("#E9E9E9"),
    ScopeClass.UNCOVERED: MeaningLook("#FBD3C4"),
    ScopeClass.UNKNOWN: HATCHED,
}
"""What an element is to a contract. Shared has no colour of its own: it adds its badge to that of another class."""

OWN = "#F2D375"
"""The own organisation, in pictures where each contract has its colour."""

STATUS_LOOKS: dict[Status, MeaningLook] = {
    Status.COVERED: MeaningLook("#C3DFF7"),
    Status.OVERLAP: MeaningLook("#F2A58B"),
    Status.JOINT: MeaningLook("#9FD8C4"),
    Status.SUPPORTED_ONLY: MeaningLook("#E2D6F3"),
    Status.OWN: MeaningLook(OWN),
    Status.OWN_IMPLICIT: MeaningLook("#FBE8B4", dashed=True),
    Status.EXCLUDED: MeaningLook("#FBD3C4"),
    Status.EXPIRED: MeaningLook("#D3C4B4"),
    Status.INDETERMINATE: MeaningLook("#FFD98A", dashed=True),
    Status.UNKNOWN: HATCHED,
    Status.NOT_APPLICABLE: MeaningLook("#FFFFFF"),
}
"""What holds for an activity on an element."""

PALETTE = ("#77AADD", "#EE8866", "#44BB99", "#FFAABB", "#BBCC33", "#B997DB", "#AAAA00", "#99DDFF", "#D6B48C")
"""The light colours of Paul Tol's technical note for SRON (2021), made to be told apart with any colour vision; without
its grey and yellow, which mean something else here, and with violet and tan for more contracts."""


def badge_of(meaning: ScopeClass | Status, lang: str) -> str:
    """The sign that stands for a meaning on a box."""
    return label(f"{type(meaning).__name__}Badge.{meaning.name}", lang)


def dressed(node: Node, look: MeaningLook, badge: str) -> Node:
    """The node with a meaning to it."""
    return replace(node, fill=look.fill, badge=badge, hatched=look.hatched, dashed=node.dashed or look.dashed)


def class_legend(
    classes: Iterable[ScopeClass], roles: Iterable[str], lang: str, *, bystanders: bool, interfaces: bool
) -> tuple[LegendEntry, ...]:
    """The classes that occur, in fixed order, the roles, then bystanders and interfaces if there are any."""
    classes = set(classes)
    entries = [
        LegendEntry(look.fill, label_of(item, lang), badge_of(item, lang), hatched=look.hatched)
        for item, look in CLASS_LOOKS.items()
        if item in classes
    ]
    entries += [LegendEntry("", label(f"Role.{role}", lang), f"{role}:") for role in roles]
    if bystanders:
        entries.append(LegendEntry(BYSTANDER.fill, label("Picture.bystander", lang)))
    if interfaces:
        entries.append(LegendEntry(EMPHASIS, label("Picture.interface_line", lang), line=2))
    return tuple(entries)


def contract_colours(providers: Iterable[Provider]) -> dict[str, str]:
    """A colour per provider key: one for all own parties, else one that follows from the id of the contract.

    The id picks the colour, so that it stays when other contracts come and go; only where two ids pick the same does
    the later one move on. With more contracts than colours some share one; their ids on the boxes tell them apart.
    """
    colours: dict[str, str] = {}
    places: set[int] = set()
    for provider in sorted(providers, key=lambda c: c.key):
        if provider.own:
            colours[provider.key] = OWN
            continue
        place = zlib.crc32(provider.key.encode()) % len(PALETTE)
        if len(places) < len(PALETTE):
            while place in places:
                place = (place + 1) % len(PALETTE)
        places.add(place)
        colours[provider.key] = PALETTE[place]
    return colours
