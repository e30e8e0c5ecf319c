"""Each good reason of the proof on published models: the difference it is for has it, and one like it has not."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.corpus.beside_archi import beside_archi
from benchmarks.corpus.reasons import is_good, of_exchange, of_native, of_rows

_X = (
    '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' identifier="m"{root}>{body}</model>'
)
_SCHEMA = ' xsi:schemaLocation="http://www.opengroup.org/xsd/archimate/3.0/ x.xsd"'
_A = (
    '<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:archimate="http://www.archimatetool.com/archimate" name="M" id="m" version="{version}">'
    "{body}</archimate:model>"
)
_E = '<element xsi:type="archimate:{kind}" id="{id}"{more}/>'


def _exchange(body: str, root: str = "") -> bytes:
    return _X.format(body=body, root=root).encode()


def _archi(body: str, version: str = "5.0.0") -> bytes:
    return _A.format(body=body, version=version).encode()


def _folder(kind: str, body: str) -> str:
    return f'<folder name="{kind}" id="f-{kind}" type="{kind}">{body}</folder>'


def _view(parts: str, concepts: str = "") -> str:
    view = f'<element xsi:type="archimate:ArchimateDiagramModel" id="v">{parts}</element>'
    return _folder("business", concepts) + _folder("diagrams", view)


def _box(more: str = "", inside: str = "", kind: str = "DiagramObject", identifier: str = "n") -> str:
    return f'<child xsi:type="archimate:{kind}" id="{identifier}"{more}>{inside}</child>'


def _concept(kind: str, more: str = "", identifier: str = "a") -> str:
    return _E.format(kind=kind, id=identifier, more=more)


_LINE = '<sourceConnection id="c" source="n" target="n" {}="r"/>'
_SHOWS = ' archimateElement="a"'

EXCHANGE = {
    "an id that XML does not allow": (
        '<elements><element identifier="1a" xsi:type="Goal"/></elements>',
        '<elements><element identifier="id-1a" xsi:type="Goal"/></elements>',
        '<elements><element identifier="id-1a" xsi:type="Value"/></elements>',
    ),
    "an id that the source uses twice": (
        '<elements><element identifier="a" xsi:type="Goal"/><element identifier="a" xsi:type="Value"/></elements>',
        '<elements><element identifier="a" xsi:type="Goal"/></elements>',
        "",
    ),
    "a line or relation whose end is not in the source": (
        '<relationships><relationship identifier="r" source="x" target="y" xsi:type="Flow"/></relationships>',
        "",
        None,
    ),
    "the type of a view is written out": (
        '<views><diagrams><view identifier="v"/></diagrams></views>',
        '<views><diagrams><view identifier="v" xsi:type="Diagram"/></diagrams></views>',
        '<views><diagrams><view identifier="v" xsi:type="Other"/></diagrams></views>',
    ),
}
"""Reason: what stood there, what is written, and what would be a loss."""


@pytest.mark.parametrize("reason", EXCHANGE)
def test_a_reason_for_an_exchange_file(reason: str) -> None:
    before, after, lost = EXCHANGE[reason]
    named = of_exchange(_exchange(before), _exchange(after))
    assert named
    assert all(is_good(name) and reason in name for name in named)
    if lost:
        assert not all(map(is_good, of_exchange(_exchange(before), _exchange(lost))))
    if reason.startswith("a line"):
        fine = _exchange(before.replace('"x"', '"r"').replace('"y"', '"r"'))
        assert not any(map(is_good, of_exchange(fine, _exchange(after))))


NATIVE: dict[str, tuple[str, str, str, str]] = {
    "a top folder that is not there": ("5.0.0", "", _folder("other", ""), _folder("unheard", "")),
    "concepts of types that Archi does not have": (
        "5.0.0", _folder("business", _concept("Unheard")), _folder("business", ""), "",
    ),
    "viewpoints were numbers": (
        "3.1.1",
        _folder("diagrams", _concept("ArchimateDiagramModel", ' viewpoint="13"', "v")),
        _folder("diagrams", _concept("ArchimateDiagramModel", ' viewpoint="infrastructure"', "v")),
        "",
    ),
    "no folder of connectors": (
        "3.1.1",
        _folder("connectors", _concept("Junction")),
        _folder("other", _concept("Junction")),
        _folder("business", _concept("Junction")),
    ),
    "a line called its relation otherwise": (
        "3.1.1", _view(_box(inside=_LINE.format("relationship"))),
        _view(_box(inside=_LINE.format("archimateRelationship"))), _view(_box(inside=_LINE.format("model"))),
    ),
    "types that ArchiMate 3 calls otherwise": (
        "3.1.1", _folder("technology", _concept("Network")), _folder("technology", _concept("CommunicationNetwork")),
        _folder("technology", _concept("Node")),
    ),
    "usual sizes were left out": (
        "2.2.1", _view(_box(inside='<bounds x="1" y="2"/>')),
        _view(_box(inside='<bounds x="1" y="2" width="120" height="55"/>')),
        _view(_box(inside='<bounds x="9" y="2" width="120" height="55"/>')),
    ),
    "changed the two figures": (
        "4.9.0", _view(_box(_SHOWS), _concept("Node")), _view(_box(_SHOWS + ' type="1"'), _concept("Node")),
        _view(_box(_SHOWS + ' type="2"'), _concept("Node")),
    ),
    "the words of a group stood at the left": (
        "4.0.0", _view(_box(kind="Group")), _view(_box(' textAlignment="1"', kind="Group")),
        _view(_box(' textAlignment="4"', kind="Group")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("reason", NATIVE)
def test_a_reason_for_a_file_of_archi(reason: str) -> None:
    version, before, after, lost = NATIVE[reason]
    named = of_native(_archi(before, version), _archi(after))
    others = [name for name in named if reason not in name and "today's" not in name and "no folder" not in name]
    assert all(map(is_good, named)), named
    assert any(reason in name for name in named)
    assert not [name for name in others if "top folder" not in name]
    if lost:
        assert not all(map(is_good, of_native(_archi(before, version), _archi(lost))))
    if version != "5.0.0":  # what was changed for older files is a loss in one of today
        assert not all(map(is_good, of_native(_archi(before.replace('"13"', '"x"')), _archi(after))))


_N1, _N2 = '<bounds x="0" y="0" width="9" height="9"/>', '<node identifier="n" xsi:type="Element"{}>{}</node>'


def _drawn(parts: str, root: str = _SCHEMA) -> bytes:
    return _exchange(
        f'<views><diagrams><view identifier="v" xsi:type="Diagram">{parts}</view></diagrams></views>', root
    )


BESIDE = {
    "lines between a box and the box around it": (
        _view(_box(inside=_box(inside='<sourceConnection id="c" source="k" target="n"/>', identifier="k"))),
        _drawn('<connection identifier="c" xsi:type="Line" source="k" target="n"/>'), _drawn(""),
    ),
    "no sketch and no canvas": (
        _folder("diagrams", _concept("SketchModel", "", "s")),
        _exchange('<views><diagrams><view identifier="s" xsi:type="Diagram"/></diagrams></views>', _SCHEMA),
        _exchange("", _SCHEMA),
    ),
    "OrJunction of older files": (
        _folder("other", _concept("OrJunction")),
        _exchange('<elements><element identifier="a" xsi:type="OrJunction"/></elements>', _SCHEMA),
        _exchange('<elements><element identifier="a" xsi:type="AndJunction"/></elements>', _SCHEMA),
    ),
    "no line width of a box": (
        _view(_box(' lineWidth="3"')), _drawn(_N2.format("", '<style lineWidth="3"/>')),
        _drawn(_N2.format("", "")),
    ),
    "its defaults out": (
        _view(_box()), _drawn(_N2.format("", "")),
        _drawn(_N2.format("", '<style><fillColor r="1" g="2" b="3"/></style>')),
    ),
    "gives views no type": (
        _view(""), _exchange('<views><diagrams><view identifier="v" xsi:type="Diagram"/></diagrams></views>'),
        _exchange('<views><diagrams><view identifier="v"/></diagrams></views>'),
    ),
    "writes empty names and texts out": (
        "", _exchange(""), _exchange("<name/>"),
    ),
    "an empty name of what has none": (
        _folder("other", _concept("Grouping")),
        _exchange('<elements><element identifier="a" xsi:type="Grouping"/></elements>', _SCHEMA),
        _exchange('<elements><element identifier="a" xsi:type="Grouping"><name/></element></elements>', _SCHEMA),
    ),
    "gives it a version": ("", _exchange(""), _exchange("", ' version="1"')),
}  # fmt: skip
"""Reason: a file of Archi, what we write of it, what the other file says."""


@pytest.mark.parametrize("reason", BESIDE)
def test_a_reason_beside_the_file_archi_wrote(reason: str) -> None:
    native, ours, theirs = BESIDE[reason]
    named = beside_archi(_archi(native), ours, theirs)
    assert named
    assert all(is_good(name) for name in named), named
    assert any(reason in name for name in named), named


@pytest.mark.parametrize("reason", ["lines between a box", "no sketch", "no line width", "OrJunction"])
def test_what_archi_has_and_we_have_not_is_a_loss(reason: str) -> None:
    native, ours, theirs = next(value for key, value in BESIDE.items() if reason in key)
    if reason != "OrJunction":
        assert not all(map(is_good, beside_archi(_archi(native), theirs, ours)))
    assert not all(map(is_good, beside_archi(_archi(""), ours, theirs)))


def test_what_another_tool_writes_is_none_of_archis_ways() -> None:
    ours = _exchange('<views><diagrams><view identifier="v" xsi:type="Diagram"/></diagrams></views>')
    theirs = _exchange('<views><diagrams><view identifier="v"/></diagrams></views>', _SCHEMA)
    assert not all(map(is_good, beside_archi(_archi(_view("")), ours, theirs)))


def test_rows_differ_only_in_the_kind_of_an_old_junction() -> None:
    one: Counter[tuple[str, ...]] = Counter([("j", "Junction_Type", "Or")])
    other: Counter[tuple[str, ...]] = Counter([("j", "Junction_Type", "And")])
    assert all(map(is_good, of_rows(one, other)))
    assert not any(map(is_good, of_rows(other, one)))
    assert not any(map(is_good, of_rows(Counter([("j", "Node", "Or")]), Counter())))
