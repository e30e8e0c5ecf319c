"""Our corner icons: stroke paths on a 16 × 16 grid, drawn with M, L, H, V, C, A and Z only."""

from __future__ import annotations

import math


def _ellipse(x: float, y: float, rx: float, ry: float) -> str:
    return f"M{x - rx:g} {y:g}A{rx:g} {ry:g} 0 1 1 {x + rx:g} {y:g}A{rx:g} {ry:g} 0 1 1 {x - rx:g} {y:g}Z"


def _circle(x: float, y: float, r: float) -> str:
    return _ellipse(x, y, r, r)


def _rect(x: float, y: float, w: float, h: float) -> str:
    return f"M{x:g} {y:g}H{x + w:g}V{y + h:g}H{x:g}Z"


def _gear(x: float, y: float, inner: float, outer: float, teeth: int) -> str:
    corners = []
    for tooth in range(teeth):
        # Four corners a tooth: valley, flank up, flank down, valley; 0.22 of the pitch leaves a square tooth.
        for share, radius in ((-0.28, inner), (-0.18, outer), (0.18, outer), (0.28, inner)):
            angle = 2 * math.pi * (tooth + share) / teeth
            corners.append(f"{x + radius * math.cos(angle):.2f} {y + radius * math.sin(angle):.2f}")
    return "M" + "L".join(corners) + "Z"


_SHEET = "M2.5 2.5H13.5V12C11.5 10.4 9.7 10.6 8 12C6.3 13.4 4.4 13.5 2.5 12Z"

ICONS: dict[str, str] = {
    "actor": _circle(8, 3.5, 2.2) + "M8 5.7V10.3M4 7.5H12M4.8 15L8 10.3L11.2 15",
    "artifact": "M3 1.5H9.5L13 5V14.5H3ZM9.5 1.5V5H13",
    "assessment": _circle(9.6, 6.4, 4.6) + "M6.3 9.7L1.5 14.5",
    "capability": "".join(_rect(x, y, 4, 4) for x, y in ((10, 2), (6, 6), (10, 6), (2, 10), (6, 10), (10, 10))),
    "collaboration": _circle(5.7, 8, 4.2) + _circle(10.3, 8, 4.2),
    "component": "M5 4V2H14V14H5V12M5 9V7" + _rect(2, 4, 6, 3) + _rect(2, 9, 6, 3),
    "constraint": "M4.5 4H15L11.5 12H1ZM7 4L3.5 12",
    "contract": _rect(1.5, 3, 13, 10) + "M1.5 6H14.5M1.5 10H14.5",
    "course-of-action": _circle(10, 6, 4.8) + _circle(10, 6, 1.8) + "M1.2 14.8L5.6 10.4M2.8 10H6V13.2",
    "deliverable": _SHEET,
    "device": "M3 2.5H13A1 1 0 0 1 14 3.5V10A1 1 0 0 1 13 11H3A1 1 0 0 1 2 10V3.5A1 1 0 0 1 3 2.5Z"
    "M4.5 11L2.5 14H13.5L11.5 11",
    "distribution": "M3.2 6.5H12.8M3.2 9.5H12.8M5.5 3.5L1 8L5.5 12.5M10.5 3.5L15 8L10.5 12.5",
    "driver": _circle(8, 8, 4.6) + _circle(8, 8, 1) + "M8 1V15M1 8H15M3.05 3.05L12.95 12.95M12.95 3.05L3.05 12.95",
    "equipment": _gear(5.8, 10.2, 3.3, 4.6, 8) + _circle(5.8, 10.2, 1.4) + _gear(12, 4, 2, 3, 6),
    "event": "M1.5 4H11A4 4 0 0 1 11 12H1.5L4.5 8Z",
    "facility": "M1.5 14V2.5H4.5V8.5L7.7 6V8.5L10.9 6V8.5L14.5 6V14Z",
    "function": "M2.5 14.2V6L8 2L13.5 6V14.2L8 10.2Z",
    "gap": _circle(8, 8, 5) + "M1 6.3H15M1 9.7H15",
    "goal": _circle(8, 8, 6.5) + _circle(8, 8, 4) + _circle(8, 8, 1.5),
    "interaction": "M7 3A5 5 0 0 0 7 13ZM9 3A5 5 0 0 1 9 13Z",
    "interface": _circle(11, 8, 3.6) + "M1 8H7.4",
    "location": "M8 15C5.2 11.2 3.4 8.6 3.4 5.8A4.6 4.6 0 1 1 12.6 5.8C12.6 8.6 10.8 11.2 8 15Z" + _circle(8, 5.8, 1.6),
    "material": "M4.7 2.5H11.3L14.6 8L11.3 13.5H4.7L1.4 8ZM5.9 4.7L3.9 8M6 11.3H10M12.1 8L10.1 4.7",
    "meaning": "M4.4 12.6A3 3 0 0 1 3.6 7A3.5 3.5 0 0 1 9.9 4.7A3 3 0 0 1 13.6 8A2.5 2.5 0 0 1 12.4 12.6Z",
    "network": "".join(_circle(x, y, 1.7) for x, y in ((5, 3.5), (13.5, 3.5), (2.5, 12.5), (11, 12.5)))
    + "M6.7 3.5H11.8M4.2 12.5H9.3M4.5 5.1L3 10.9M13 5.1L11.5 10.9",
    "node": _rect(1.5, 5, 9.5, 9.5) + "M1.5 5L5 1.5H14.5V11L11 14.5M11 5L14.5 1.5",
    "object": _rect(1.5, 3, 13, 10) + "M1.5 6H14.5",
    "outcome": _circle(6.8, 9.2, 5.6) + _circle(6.8, 9.2, 2.6) + "M6.8 9.2L14.6 1.4M11.8 4.2V1.4M11.8 4.2H14.6",
    "path": "M4.5 4.5L1 8L4.5 11.5M11.5 4.5L15 8L11.5 11.5M2.5 8H4.5M6.2 8H8M9.8 8H11.8",
    "plateau": "M5 4H15M3 8H13M1 12H11",
    "principle": "M3.4 2.4C6 1.6 10 1.6 12.6 2.4C13.4 6 13.4 10 12.6 13.6C10 14.4 6 14.4 3.4 13.6"
    "C2.6 10 2.6 6 3.4 2.4ZM7.6 4.3H8.4L8.2 9.6H7.8ZM7.7 11.6H8.3V12.2H7.7Z",
    "process": "M1 5.5H8.5V2.5L15 8L8.5 13.5V10.5H1Z",
    "product": _rect(1.5, 3, 13, 10) + "M1.5 6H8V3",
    "representation": _SHEET + "M2.5 5.3H13.5",
    "requirement": "M4.5 4H15L11.5 12H1Z",
    "resource": "M2.5 4H11A1 1 0 0 1 12 5V11A1 1 0 0 1 11 12H2.5A1 1 0 0 1 1.5 11V5A1 1 0 0 1 2.5 4Z"
    "M12 6.5H14.5V9.5H12M4 6.3V9.7M6.7 6.3V9.7M9.4 6.3V9.7",
    "role": "M11.8 4.2H4.2A2.2 3.8 0 0 0 4.2 11.8H11.8" + _ellipse(11.8, 8, 2.2, 3.8),
    "service": "M5 4H11A4 4 0 0 1 11 12H5A4 4 0 0 1 5 4Z",
    "system-software": _circle(6.2, 9.8, 4.7) + "M4.8 5.31A4.7 4.7 0 1 1 10.69 11.2",
    "value": _ellipse(8, 8, 6.8, 4.4),
    "value-stream": "M1 3H10.5L15 8L10.5 13H1L5 8Z",
    "work-package": "M3.1 10.1A5 5 0 1 1 7 12H14.4M11.8 9.4L14.4 12L11.8 14.6",
}
"""Path data by name."""
