"""The second figure of a kind: the symbol of the notation as large as its box, with the name in it.

Shapes that hold a name stretch to the box; symbols such as the actor keep their proportions, and only what is closed
in them is filled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import notation_of
from ea_model.views.svg.elements import number
from ea_model.views.svg.icons import ICONS


@dataclass(frozen=True, slots=True)
class Figure:
    """What to paint: outlines that are filled, lines that are not, and where the name goes."""

    outlines: tuple[str, ...]
    strokes: tuple[str, ...]
    words: Box
    dashed: bool = False


def path(*parts: str | float) -> str:
    """Path data out of letters and numbers."""
    return " ".join(part if isinstance(part, str) else number(part) for part in parts)


def _rect(x: float, y: float, w: float, h: float) -> str:
    return path("M", x, y, "h", w, "v", h, "h", -w, "Z")


def _inner(box: Box, left: float = 5, top: float = 5, right: float = 5, bottom: float = 5) -> Box:
    return Box(
        round(box.x + left),
        round(box.y + top),
        max(round(box.w - left - right), 1),
        max(round(box.h - top - bottom), 1),
    )


def _node(box: Box) -> Figure:
    deep = min(14, box.w / 4, box.h / 4)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    whole = path("M", x, y + deep, "L", x + deep, y, "H", right, "V", bottom - deep, "L", right - deep, bottom,
                 "H", x, "Z")  # fmt: skip
    edges = path("M", x, y + deep, "H", right - deep, "V", bottom, "M", right - deep, y + deep, "L", right, y)
    return Figure((whole,), (edges,), _inner(box, 5, deep + 3, deep + 5))


def _device(box: Box) -> Figure:
    foot = min(12, box.h / 4)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    lean = min(10, box.w / 6)
    stand = path("M", x + lean, bottom - foot, "L", x, bottom, "H", right, "L", right - lean, bottom - foot, "Z")
    return Figure((stand, _rounded(Box(x, y, box.w, round(box.h - foot)), 10)), (), _inner(box, 5, 5, 5, foot))


def _rounded(box: Box, radius: float) -> str:
    r = min(radius, box.w / 2, box.h / 2)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return path("M", x + r, y, "H", right - r, "A", r, r, "0 0 1", right, y + r, "V", bottom - r, "A", r, r, "0 0 1",
                right - r, bottom, "H", x + r, "A", r, r, "0 0 1", x, bottom - r, "V", y + r, "A", r, r, "0 0 1",
                x + r, y, "Z")  # fmt: skip


def _component(box: Box) -> Figure:
    lug_w, lug_h = min(20, box.w / 4), min(10, box.h / 6)
    left = box.x + lug_w / 2
    body = _rect(left, box.y, box.right - left, box.h)
    lugs = tuple(_rect(box.x, box.y + at, lug_w, lug_h) for at in (lug_h, lug_h * 3))
    return Figure((body, *lugs), (), _inner(box, lug_w + 4))


def _artifact(box: Box) -> Figure:
    fold = min(18, box.w / 3, box.h / 3)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    page = path("M", x, y, "H", right - fold, "L", right, y + fold, "V", bottom, "H", x, "Z")
    corner = path("M", right - fold, y, "V", y + fold, "H", right)
    return Figure((page,), (corner,), _inner(box, 5, 5, fold))


def _object(box: Box) -> Figure:
    head = min(12, box.h / 3)
    line = path("M", box.x, box.y + head, "H", box.right)
    return Figure((_rect(box.x, box.y, box.w, box.h),), (line,), _inner(box, 5, head + 2))


def _contract(box: Box) -> Figure:
    head = min(12, box.h / 4)
    lines = path("M", box.x, box.y + head, "H", box.right, "M", box.x, box.bottom - head, "H", box.right)
    return Figure((_rect(box.x, box.y, box.w, box.h),), (lines,), _inner(box, 5, head + 2, 5, head + 2))


def _product(box: Box) -> Figure:
    head = min(12, box.h / 3)
    tab = path("M", box.x, box.y + head, "H", box.x + box.w / 2, "V", box.y)
    return Figure((_rect(box.x, box.y, box.w, box.h),), (tab,), _inner(box, 5, head + 2))


def _wavy(box: Box) -> str:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    wave = min(6, box.h / 6)
    return path("M", x, y, "H", right, "V", bottom - wave, "C", right - box.w / 4, bottom - 3 * wave,
                x + box.w / 4, bottom + wave, x, bottom - wave, "Z")  # fmt: skip


def _deliverable(box: Box) -> Figure:
    return Figure((_wavy(box),), (), _inner(box, 5, 5, 5, 14))


def _representation(box: Box) -> Figure:
    head = min(12, box.h / 4)
    line = path("M", box.x, box.y + head, "H", box.right)
    return Figure((_wavy(box),), (line,), _inner(box, 5, head + 2, 5, 14))


def _pill(box: Box) -> Figure:
    return Figure(
        (_rounded(box, min(box.w, box.h) / 2),),
        (),
        _inner(box, min(box.h / 3, box.w / 5), 5, min(box.h / 3, box.w / 5)),
    )


def _process(box: Box) -> Figure:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    tip, shaft = min(box.h / 2, box.w / 3), box.h / 5
    arrow = path("M", x, y + shaft, "H", right - tip, "V", y, "L", right, y + box.h / 2, "L", right - tip, bottom,
                 "V", bottom - shaft, "H", x, "Z")  # fmt: skip
    return Figure((arrow,), (), _inner(box, 5, shaft + 2, tip / 2, shaft))


def _function(box: Box) -> Figure:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    rise = box.h / 5
    mark = path("M", x, y + rise, "L", x + box.w / 2, y, "L", right, y + rise, "V", bottom, "L", x + box.w / 2,
                bottom - rise, "L", x, bottom, "Z")  # fmt: skip
    return Figure((mark,), (), _inner(box, 5, rise, 5, rise))


def _event(box: Box) -> Figure:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    notch, round_ = min(18, box.w / 4), min(box.h / 2, box.w / 3)
    shape = path("M", x, y, "H", right - round_, "A", round_, box.h / 2, "0 0 1", right - round_, bottom, "H", x,
                 "L", x + notch, y + box.h / 2, "Z")  # fmt: skip
    return Figure((shape,), (), _inner(box, notch + 2, 5, round_ / 2))


def _interaction(box: Box) -> Figure:
    gap, half = 3, box.w / 2
    y, bottom = box.y, box.bottom
    left, right = box.x + half - gap, box.x + half + gap
    width = half - gap
    sides = (
        path("M", left, y, "A", width, box.h / 2, "0 0 0", left, bottom, "Z"),
        path("M", right, y, "A", width, box.h / 2, "0 0 1", right, bottom, "Z"),
    )
    return Figure(sides, (), _inner(box, box.w / 8, 5, box.w / 8))


def _ellipse(x: float, y: float, rx: float, ry: float) -> str:
    return path("M", x - rx, y, "A", rx, ry, "0 1 1", x + rx, y, "A", rx, ry, "0 1 1", x - rx, y, "Z")


def _value(box: Box) -> Figure:
    oval = _ellipse(box.x + box.w / 2, box.y + box.h / 2, box.w / 2, box.h / 2)
    return Figure((oval,), (), _inner(box, box.w / 8, box.h / 8, box.w / 8, box.h / 8))


def _role(box: Box) -> Figure:
    bend = min(box.w / 6, 18)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    body = path("M", right - bend, y, "H", x + bend, "A", bend, box.h / 2, "0 0 0", x + bend, bottom, "H", right - bend,
                "A", bend, box.h / 2, "0 0 0", right - bend, y, "Z")  # fmt: skip
    lid = _ellipse(right - bend, y + box.h / 2, bend, box.h / 2)
    return Figure((body, lid), (), _inner(box, bend / 2 + 2, 5, 2 * bend))


def _slanted(box: Box) -> str:
    lean = min(20, box.w / 5)
    return path("M", box.x + lean, box.y, "H", box.right, "L", box.right - lean, box.bottom, "H", box.x, "Z")


def _requirement(box: Box) -> Figure:
    lean = min(20, box.w / 5)
    return Figure((_slanted(box),), (), _inner(box, lean, 5, lean))


def _constraint(box: Box) -> Figure:
    lean = min(20, box.w / 5)
    bar = path("M", box.x + 2 * lean, box.y, "L", box.x + lean, box.bottom)
    return Figure((_slanted(box),), (bar,), _inner(box, 2 * lean, 5, lean))


def _value_stream(box: Box) -> Figure:
    tip = min(box.w / 5, box.h / 2)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    middle = y + box.h / 2
    shape = path("M", x, y, "H", right - tip, "L", right, middle, "L", right - tip, bottom, "H", x, "L", x + tip,
                 middle, "Z")  # fmt: skip
    return Figure((shape,), (), _inner(box, tip + 2, 5, tip))


def _grouping(box: Box) -> Figure:
    return Figure((_rect(box.x, box.y, box.w, box.h),), (), _inner(box), dashed=True)


_FIGURES: dict[str, Callable[[Box], Figure]] = {
    "Node": _node, "Device": _device, "ApplicationComponent": _component, "Artifact": _artifact,
    "BusinessObject": _object, "DataObject": _object, "Contract": _contract, "Product": _product,
    "Deliverable": _deliverable, "Representation": _representation, "BusinessProcess": _process,
    "ApplicationProcess": _process, "TechnologyProcess": _process, "BusinessService": _pill,
    "ApplicationService": _pill, "TechnologyService": _pill, "BusinessFunction": _function,
    "ApplicationFunction": _function, "TechnologyFunction": _function, "BusinessEvent": _event,
    "ApplicationEvent": _event, "TechnologyEvent": _event, "ImplementationEvent": _event,
    "BusinessInteraction": _interaction, "ApplicationInteraction": _interaction, "TechnologyInteraction": _interaction,
    "Value": _value, "BusinessRole": _role, "Stakeholder": _role, "Requirement": _requirement,
    "Constraint": _constraint, "ValueStream": _value_stream, "Grouping": _grouping,
}  # fmt: skip
"""Shapes that stretch to their box, by kind."""

_GRID = 16


def figure_of(kind: str, box: Box) -> Figure | None:
    """The second figure of a kind; None for a kind that has one look only."""
    if kind in _FIGURES:
        return _FIGURES[kind](box)
    icon = notation_of(kind).icon
    if icon is None:
        return None
    side = min(box.w, box.h)
    symbol = scaled(ICONS[icon], box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side / _GRID)
    parts = ["M" + part for part in symbol.split("M")[1:]]
    closed = "".join(part for part in parts if part.endswith("Z"))
    lines = "".join(part for part in parts if not part.endswith("Z"))
    return Figure((closed,) if closed else (), (lines,) if lines else (), _inner(box))


def scaled(symbol: str, left: float, top: float, factor: float) -> str:
    """A symbol enlarged and moved: its numbers, not a transformation, so that its lines keep their width."""
    out: list[str] = []
    for letter, numbers in _commands(symbol):
        if letter == "H":
            moved = [left + n * factor for n in numbers]
        elif letter == "V":
            moved = [top + n * factor for n in numbers]
        elif letter == "A":
            moved = []
            for at in range(0, len(numbers), 7):
                rx, ry, turn, large, sweep, x, y = numbers[at : at + 7]
                moved += [rx * factor, ry * factor, turn, large, sweep, left + x * factor, top + y * factor]
        else:
            moved = [(left, top)[i % 2] + n * factor for i, n in enumerate(numbers)]
        out.append(letter + " ".join(number(n) for n in moved))
    return "".join(out)


def _commands(symbol: str) -> list[tuple[str, list[float]]]:
    """Path data in its commands; all are absolute."""
    commands: list[tuple[str, list[float]]] = []
    text = ""
    for char in [*symbol, "Z"]:
        if char.isalpha():
            if commands:
                commands[-1][1].extend(float(part) for part in text.split())
            commands.append((char, []))
            text = ""
        else:
            text += char
    return commands[:-1]
