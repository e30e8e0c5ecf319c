"""Views of two models: by id, else by name; of a changed one, how many boxes and lines came, went and changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from ea_model.compare.delta import Delta, delta
from ea_model.compare.fields import Plain
from ea_model.source.views import View, ViewConnection, ViewNode, every

_LISTS = ("nodes", "connections", "id")


def views_delta(before: Iterable[View], after: Iterable[View]) -> Delta[View]:
    """Compare drawings; one that has another id but a name that stands once on each side is the same drawing."""
    old, new = {v.id: v for v in before}, {v.id: v for v in after}
    names = {v.name: v.id for v in _once(v for v in old.values() if v.id not in new)}
    for view in _once(v for v in list(new.values()) if v.id not in old):
        if view.name in names:
            new[names[view.name]] = new.pop(view.id)
    return delta(old, new, _content)


def _once(views: Iterable[View]) -> list[View]:
    """Those whose name no other one has."""
    views_by_name: dict[str, list[View]] = {}
    for view in views:
        views_by_name.setdefault(view.name, []).append(view)
    return [same[0] for name, same in views_by_name.items() if name and len(same) == 1]


def _content(view: View) -> dict[str, Plain]:
    """The view's own fields, and every box and line by its id."""
    values: dict[str, Plain] = {f.name: getattr(view, f.name) for f in fields(view) if f.name not in _LISTS}
    for node, around in every(view.nodes):
        values[f"node {node.id}"] = (around.id if around else "", *_values(node))
    for line in view.connections:
        values[f"line {line.id}"] = tuple(_values(line))
    return {name: value for name, value in values.items() if value}


def _values(item: ViewNode | ViewConnection) -> list[Any]:
    return [getattr(item, f.name) for f in fields(item) if f.name not in _LISTS]
