"""Views, folders and free properties as a model file spells them (``models/README.md``), in both directions.

Spelled values are texts, lists and mappings. Only what differs from the default of `source.views` is spelled, and
places are short: ``at: 20 150 260 100`` is x, y, width and height. `view_of` and the others raise `FormError` with
the value that is wrong, so that whoever knows its place can tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar, cast

from ea_model.messages import Message
from ea_model.source.views import PLAIN, Style, View, ViewConnection, ViewNode, is_colour
from ea_model.values import LangText, brief

Pairs = Iterable[tuple[str, str]]
T = TypeVar("T")

DEEPEST = 24
"""Boxes in boxes a view can have here; deeper ones are left out, and told."""

_KEYS = {"source": "from", "target": "to", "bendpoints": "bends", "source_attachment": "leaves",
         "target_attachment": "arrives"}  # fmt: skip
"""Attributes of drawings that a model file calls otherwise."""
_AT = ("x", "y", "width", "height")
_CALLED: dict[type[Any], str] = {View: "view", ViewNode: "box", ViewConnection: "line", Style: "style"}


class FormError(ValueError):
    """A value that cannot be read; ``value`` is the text, list or mapping it is about."""

    def __init__(self, value: object, message: Message) -> None:
        super().__init__(message)
        self.value = value


def spelled_text(text: str) -> Any:
    """A text, or a text per language."""
    return dict(text.texts) if isinstance(text, LangText) else str(text)


def text_of(value: Any) -> str:
    """What `spelled_text` gave."""
    if isinstance(value, dict):
        if not value or not all(isinstance(text, str) for text in value.values()):
            raise FormError(value, Message("text_shape"))
        return LangText({str(lang): str(text) for lang, text in value.items()})
    if not isinstance(value, str):
        raise FormError(value, Message("one_text_no_list"))
    return str(value)


def spelled_pairs(pairs: Pairs) -> Any:
    """Free properties as a mapping of key to value or values; as a list of such where that would change their order."""
    grouped: dict[str, list[Any]] = {}
    last = None
    for key, value in pairs:
        if key in grouped and key != last:
            return [{str(k): spelled_text(v)} for k, v in pairs]
        grouped.setdefault(str(key), []).append(spelled_text(value))
        last = key
    return {key: values[0] if len(values) == 1 else values for key, values in grouped.items()}


def pairs_of(value: Any) -> tuple[tuple[str, str], ...]:
    """What `spelled_pairs` gave."""
    parts = value if isinstance(value, list) else [value]
    pairs: list[tuple[str, str]] = []
    for part in parts:
        if not isinstance(part, dict):
            raise FormError(value, Message("properties_shape"))
        for key, texts in part.items():
            pairs.extend((str(key), text_of(text)) for text in (texts if isinstance(texts, list) else [texts]))
    return tuple(pairs)


def view_fields(view: View, report: Callable[[Message], None]) -> dict[str, Any]:
    """One entry of ``views:``; ``report`` is told what has no place in it."""
    spelled = _fields_of(view, ("id", "nodes", "connections"))
    if view.nodes:
        spelled["nodes"] = _nodes(view, view.nodes, 1, report)
    if view.connections:
        lines = [(line.id, _fields_of(line, ("id",))) for line in view.connections]
        spelled["connections"] = _by_id(lines)
    return spelled


def _nodes(view: View, nodes: list[ViewNode], depth: int, report: Callable[[Message], None]) -> Any:
    entries = []
    for node in nodes:
        place = " ".join(_number(getattr(node, name)) for name in _AT)
        spelled = {"at": place, **_fields_of(node, ("id", "nodes", *_AT))}
        if node.nodes and depth == DEEPEST:
            report(Message("ViewLoss.too_deep", id=view.id, most=DEEPEST))
        elif node.nodes:
            spelled["nodes"] = _nodes(view, node.nodes, depth + 1, report)
        entries.append((node.id, spelled))
    return _by_id(entries)


def _by_id(entries: list[tuple[str, dict[str, Any]]]) -> Any:
    """Entries under their ids; a list where an id stands twice."""
    by_id = dict(entries)
    return by_id if len(by_id) == len(entries) else [{"id": key, **entry} for key, entry in entries]


def _fields_of(record: View | ViewNode | ViewConnection | Style, but: tuple[str, ...]) -> dict[str, Any]:
    """The attributes that differ from their default, in the order of the class."""
    spelled: dict[str, Any] = {}
    for attribute in fields(record):
        value = getattr(record, attribute.name)
        if attribute.name not in but and (value != _default(attribute) or isinstance(value, LangText)):
            spelled[_KEYS.get(attribute.name, attribute.name)] = _spell(attribute, value)
    return spelled


def _default(attribute: Field[Any]) -> Any:
    if attribute.default_factory is not MISSING:
        return attribute.default_factory()
    return attribute.default


def _spell(attribute: Field[Any], value: Any) -> Any:
    return _CODECS[str(attribute.type)][0](value)


def view_of(view_id: str, entry: Mapping[str, Any]) -> View:
    """The view one entry of ``views:`` spells."""
    inner: dict[str, Callable[[Any], Any]] = {"nodes": _nodes_of, "connections": _connections_of}
    return _filled(View, entry, {"id": str(view_id)}, {"name": ""}, inner)


def _nodes_of(value: Any) -> list[ViewNode]:
    return [_node_of(node_id, entry) for node_id, entry in _entries(value)]


def _node_of(node_id: str, entry: dict[str, Any]) -> ViewNode:
    at = entry.get("at", "")
    numbers = _numbers(at, 4)
    rest = {key: value for key, value in entry.items() if key not in ("at", "id")}
    fixed = {"id": node_id, **dict(zip(_AT, numbers, strict=True))}
    return _filled(ViewNode, rest, fixed, {}, {"nodes": _nodes_of})


def _connections_of(value: Any) -> list[ViewConnection]:
    connections = []
    for line_id, entry in _entries(value):
        for end in ("from", "to"):
            if end not in entry:
                raise FormError(entry, Message("drawn_line_ends", id=line_id))
        rest = {key: value for key, value in entry.items() if key != "id"}
        connections.append(_filled(ViewConnection, rest, {"id": line_id}, {}, {}))
    return connections


def _entries(value: Any) -> list[tuple[str, dict[str, Any]]]:
    """What `_by_id` gave."""
    pairs: list[tuple[Any, Any]]
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        pairs = [(entry.get("id", ""), entry) for entry in value]
    else:
        raise FormError(value, Message("boxes_shape"))
    for key, entry in pairs:
        if not isinstance(entry, dict):
            raise FormError(key, Message("box_shape", key=key))
    return [(str(key), entry) for key, entry in pairs]


def _filled(
    kind: type[T],
    entry: Mapping[str, Any],
    fixed: dict[str, Any],
    defaults: dict[str, Any],
    inner: dict[str, Callable[[Any], Any]],
) -> T:
    """An object of a class: what is known already, and the fields of an entry by the types of its attributes."""
    attributes = _ATTRIBUTES[kind]
    values = {**defaults, **fixed}
    for key, value in entry.items():
        if key not in attributes or attributes[key].name in fixed:
            field_names = ", ".join(name for name in attributes if attributes[name].name not in fixed)
            raise FormError(key, Message(f"{_CALLED[kind]}_no_field", key=key, shown=field_names))
        attribute = attributes[key]
        read = inner.get(key) or _CODECS[str(attribute.type)][1]
        values[attribute.name] = read(value)
    return kind(**values)


_ATTRIBUTES = {
    kind: {_KEYS.get(attribute.name, attribute.name): attribute for attribute in fields(kind)} for kind in _CALLED
}
"""The attributes of each class by their name in a model file."""


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _numbers(value: Any, count: int, what: str = "") -> tuple[int, ...]:
    """Whole numbers with white space between them."""
    words = value.split() if isinstance(value, str) else []
    try:
        numbers = tuple(int(word) for word in words)
    except ValueError:
        numbers = ()
    if len(numbers) != count or any(len(word) > 20 for word in words):
        place = Message("box_place") if count == len(_AT) else "x y"
        raise FormError(value, Message("whole_numbers", count=count, what=what or place))
    return numbers


def _point(value: Any) -> tuple[int, int]:
    return cast(tuple[int, int], _numbers(value, 2))


def _points(value: Any) -> list[tuple[int, int]]:
    return [_point(item) for item in (value if isinstance(value, list) else [value])]


def _fours(value: Any) -> tuple[tuple[int, int, int, int], ...]:
    fours = [_numbers(item, 4, "dx dy dx dy") for item in (value if isinstance(value, list) else [value])]
    return cast(tuple[tuple[int, int, int, int], ...], tuple(fours))


def _float(value: Any) -> float:
    try:
        number = float(_word(value))
    except ValueError:
        raise FormError(value, Message("no_number", text=value)) from None
    if not -1e9 < number < 1e9:
        raise FormError(value, Message("no_drawn_number", text=value))
    return number


def _int(value: Any) -> int:
    return int(_float(value))


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise FormError(value, Message("one_text"))
    return str(value)


def _colour(value: Any) -> str:
    colour = _word(value)
    if colour and not is_colour(colour):
        raise FormError(value, Message("no_colour", text=brief(colour)))
    return colour


def _words(value: Any) -> frozenset[str]:
    return frozenset(_word(item) for item in (value if isinstance(value, list) else [value]))


def _mapping(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise FormError(value, Message("texts_shape"))
    return {str(key): _word(item) for key, item in value.items()}


def _style(value: Any) -> Style:
    if not isinstance(value, dict):
        raise FormError(value, Message("style_shape"))
    return _filled(Style, value, {}, {}, {}) if value else PLAIN


def _pair_words(point: tuple[int, int]) -> str:
    return f"{point[0]} {point[1]}"


_CODECS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "str": (spelled_text, text_of),
    "Colour": (str, _colour),
    "int": (_number, _int),
    "float": (_number, _float),
    "frozenset[str]": (sorted, _words),
    "tuple[tuple[str, str], ...]": (spelled_pairs, pairs_of),
    "list[tuple[str, str]]": (spelled_pairs, lambda value: list(pairs_of(value))),
    "dict[str, str]": (dict, _mapping),
    "Style": (lambda style: _fields_of(style, ()), _style),
    "list[tuple[int, int]]": (lambda points: [_pair_words(point) for point in points], _points),
    "tuple[int, int] | None": (_pair_words, _point),
    "tuple[tuple[int, int, int, int], ...]": (lambda all_: [" ".join(map(str, four)) for four in all_], _fours),
}
"""How each type of attribute is spelled and read, by its annotation in `ea_model.source.views`."""
