"""Where the words of a box go when an icon stands in its corner: aside, or below it, rather than over it."""

from __future__ import annotations

from ea_model.source.views import ViewNode
from ea_model.views.imported.looks import Font
from ea_model.views.imported.words import LEADING, Area, set_in, width_of
from ea_model.views.scene.geometry import Box

ICON = 16
ICON_TOP = 5
_AIR = 1
_LEAST_WIDE, _LEAST_HIGH = 40, 12
_OVER_ICON, _BROKEN, _LESS = 3.0, 2.0, 4.0
"""What it costs that words stand over the icon, that a word is broken, that lines are left out."""
_SMALLER = 6.0
"""What smaller letters cost, for the share they lose."""
_FURTHER = 0.2
"""What each place further from the usual one costs."""


def room_for(text: str, box: Box, area: Area, font: Font, inward: int) -> Area:
    """The place for a text in ``box`` whose icon stands ``inward`` pixels from its right side.

    The author's own place unless words would cover the icon there; then the place with the least harm: as much
    narrower at both sides, at the icon's side only, or lower.
    """
    icon = Box(box.right - inward - ICON, box.y + ICON_TOP, ICON, ICON)
    if not text.strip() or not _covers(text, area, font, icon):
        return area
    room, aside = area.box, area.box.right - icon.x + 2 * _AIR
    places = [room, Box(room.x, room.y, room.w - aside, room.h)]
    if area.anchor == "middle":
        places.insert(1, Box(room.x + aside, room.y, room.w - 2 * aside, room.h))
    if area.place == 0:
        below = icon.bottom - _AIR
        places.append(Box(room.x, below, room.w, room.bottom - below))
    areas = [
        Area(place, area.anchor, area.place)
        for place in places
        if place is room or (place.w >= _LEAST_WIDE and place.h >= _LEAST_HIGH)
    ]
    harms = [_harm(text, place, font, icon) + _FURTHER * number for number, place in enumerate(areas)]
    return areas[harms.index(min(harms))]


def above(text: str, area: Area, font: Font, nodes: list[ViewNode]) -> Area:
    """The part of an area above the boxes in it, when a text at its top fits there, if need be in smaller letters."""
    highest = min((node.y for node in nodes), default=None)
    if area.place != 0 or highest is None:
        return area
    free = Area(Box(area.box.x, area.box.y, area.box.w, highest - area.box.y - _AIR), area.anchor)
    if free.box.h < _LEAST_HIGH:
        return area
    setting = set_in(text, free, font)
    return free if len(setting.lines) * setting.font.size * LEADING <= free.box.h + 2 else area


def _covers(text: str, area: Area, font: Font, icon: Box) -> bool:
    """Does a line of the text run into the icon?"""
    setting = set_in(text, area, font)
    step = setting.font.size * LEADING
    for number, line in enumerate(setting.lines):
        top = setting.top + number * step
        if top >= icon.bottom - _AIR or top + step <= icon.y + _AIR:
            continue
        wide = width_of(line.rstrip(), setting.font)
        right = {
            "start": area.box.x + wide,
            "middle": area.box.x + (area.box.w + wide) / 2,
            "end": area.box.right,
        }[area.anchor]
        if right > icon.x and line.strip():
            return True
    return False


def _harm(text: str, area: Area, font: Font, icon: Box) -> float:
    """How much worse than free words of the wanted size a text stands in a place."""
    setting = set_in(text, area, font)
    broken = any(width_of(word, setting.font) > area.box.w for word in text.split())
    return (
        _OVER_ICON * _covers(text, area, font, icon)
        + _BROKEN * broken
        + _LESS * (not setting.whole)
        + _SMALLER * (1 - setting.font.size / font.size)
    )
