"""Makes one box of the many of a kind that look alike: a landscape of thousands keeps its numbers and its colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ea_model.views.diagrams.shared.parts import own_id
from ea_model.views.scene.diagram import GROUP, NOTE, Node
from ea_model.words import label

_MOST_NAMES = 12
"""Names in the tooltip of a box that stands for many."""

_Alike = tuple[str | None, str, str | None, bool, bool, str]


def counted(nodes: Sequence[Node], most: int, kind_of: Callable[[str], str], lang: str) -> tuple[Node, ...]:
    """At most about ``most`` boxes: those alike in frame, kind and colour become one, the largest sets first.

    What stands inside an element is drawn beside it then. ``kind_of`` names the kind of an element, by its id.
    """
    if len(nodes) <= most:
        return tuple(nodes)
    frames = {node.id: node for node in nodes if node.kind == GROUP}
    by_id = {node.id: node for node in nodes}
    flat = [node if node.id in frames else replace(node, parent=_frame_of(node, by_id)) for node in nodes]
    sets: dict[_Alike, list[Node]] = {}
    for node in flat:
        if node.element and node.kind not in (GROUP, NOTE):
            sets.setdefault(_look(node), []).append(node)
    gone: dict[str, _Alike] = {}
    left = len(flat)
    for alike, members in sorted(sets.items(), key=lambda item: (-len(item[1]), item[1][0].id)):
        if left <= most or len(members) == 1:
            break
        gone.update((node.id, alike) for node in members)
        left -= len(members) - 1
    boxes: dict[str | _Alike, Node] = {}
    for node in flat:
        if node.id not in gone:
            boxes[node.id] = node
        elif gone[node.id] not in boxes:
            boxes[gone[node.id]] = _one_for(sets[gone[node.id]], kind_of, lang)
    return tuple(boxes.values())


def _frame_of(node: Node, by_id: dict[str, Node]) -> str | None:
    at = node.parent
    while at is not None and by_id[at].kind != GROUP:
        at = by_id[at].parent
    return at


def _look(node: Node) -> _Alike:
    """What two boxes share that may become one; the number of open activities in a badge is none of it."""
    sign = "".join(c for c in node.badge if not c.isdigit()) if " " in node.badge else node.badge
    return node.parent, node.kind, node.fill, node.hatched, node.dashed, sign


def _one_for(members: list[Node], kind_of: Callable[[str], str], lang: str) -> Node:
    first = members[0]
    names = [" ".join(node.label.split()) for node in members]
    more = len(names) - _MOST_NAMES
    words = names[:_MOST_NAMES] + ([label("Picture.more_elements", lang, count=more)] if more > 0 else [])
    text = label("Picture.kind_count", lang, kind=kind_of(first.element or ""), count=len(members))
    sign = _look(first)[-1].strip()
    return replace(
        first, id=own_id("many", first.id), element=None, label=text, title="; ".join(words), stereotype="", badge=sign
    )
