"""The look of a view goes into an exchange file and comes back: colours, opacity, letters, references, texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import ea_model
from ea_model import exporters
from ea_model.model import Model
from ea_model.source.views import Style, View, ViewConnection, ViewNode, every
from tests.support.exchange import assert_valid, by_id, exported, imported, parsed
from tests.support.marks import CORPUS


def _sample() -> tuple[View, View]:
    look = Style(
        fill="#102030", line="#405060", font="#708090", line_width=3, fill_alpha=40, line_alpha=60,
        font_name="Segoe UI", font_size=9.5, font_style=frozenset({"bold", "italic", "underline", "strikethrough"}),
    )  # fmt: skip
    nodes = [
        ViewNode("servers", -40, 190, 100, 40, element="servers", style=look),
        ViewNode("odc", 300, 20, 100, 40, element="odc"),
        ViewNode("frame", 10, 20, 200, 100, "Container", label="Kader", documentation="Waarom\nhier",
                 style=Style(fill_alpha=0)),
        ViewNode("other", 20, 320, 90, 40, "Label", label="Ander", view="w", shape="DiagramModelReference"),
        ViewNode("beeld", 20, 420, 90, 40, "Label", shape="DiagramModelImage", image="images/x.png"),
    ]  # fmt: skip
    lines = [
        ViewConnection("remark", "other", "servers", label="zie", documentation="omdat", bendpoints=[(5, 300)],
                       source_attachment=(20, 340), target_attachment=(10, 230), style=Style(line_width=2)),
        ViewConnection("picture", "beeld", "servers"),
    ]  # fmt: skip
    return View("v", "V", nodes=nodes, connections=lines, properties=[("k", "v")]), View("w", "Ander")


def test_a_look_comes_back_as_it_went(reference: Model, tmp_path: Path) -> None:
    losses: list[exporters.Loss] = []
    content = exported(reference, *_sample(), left_out=losses)
    assert_valid(content)
    assert list(map(str, losses)) == [
        "view 'v': the picture 'beeld' is left out, the format has none",
        "view 'v': connection 'picture' ends at something that is not in the view",
    ]
    view = next(view for view in imported(content, tmp_path).views if view.id == "v")
    boxes = {box.id.removeprefix("v."): box for box, _ in every(view.nodes)}
    servers = boxes["servers"]
    assert (servers.x, servers.y) == (0, 190)  # the drawing began left of zero
    look = servers.style
    assert (look.fill, look.line, look.font, look.line_width) == ("#102030", "#405060", "#708090", 3)
    assert (look.fill_alpha, look.line_alpha) == (40, 60)
    assert (look.font_name, look.font_size) == ("Segoe UI", 9.5)
    assert look.font_style == {"bold", "italic", "underline"}  # the format knows no other
    assert boxes["odc"].style == Style()
    assert (boxes["frame"].documentation, boxes["frame"].style.fill_alpha) == ("Waarom\nhier", 0)
    assert (boxes["other"].view, boxes["other"].shape, boxes["other"].label) == ("w", "DiagramModelReference", "Ander")
    (line,) = view.connections
    assert (line.label, line.documentation, line.style.line_width) == ("zie", "omdat", 2)
    assert (line.source_attachment, line.bendpoints, line.target_attachment) == ((60, 340), [(45, 300)], (50, 230))
    assert view.properties == [("k", "v")]


def test_nodes_with_one_id_are_told(reference: Model) -> None:
    losses: list[exporters.Loss] = []
    nodes = [ViewNode("a", 0, 0, 9, 9, "Container", nodes=[ViewNode("a", 1, 1, 9, 9, element="servers")])]
    assert_valid(exported(reference, View("v", "V", nodes=nodes), left_out=losses))
    assert list(map(str, losses)) == ["view 'v': 1 nodes have the id of another and are left out"]


def test_a_reference_to_a_view_that_is_not_written_stays_a_text(reference: Model) -> None:
    view, _ = _sample()
    root = parsed(exported(reference, view, left_out=[]))
    assert not list(by_id(root, "v.other").iter("{*}viewRef"))


@pytest.mark.parametrize(("size", "written"), [(11.25, "11"), (11.3, "11.5"), (0.1, "1"), (5000, "999")])
def test_letters_have_a_size_the_schema_knows(reference: Model, size: float, written: str) -> None:
    view = View("v", "V", nodes=[ViewNode("a", 0, 0, 9, 9, element="servers", style=Style(font_size=size))])
    content = exported(reference, view)
    assert_valid(content)
    assert [font.get("size") for font in parsed(content).iter("{*}font")] == [written]


def test_boxes_within_boxes_without_end_are_written_and_read(reference: Model, tmp_path: Path) -> None:
    outermost = leaf = ViewNode("0", 0, 0, 9, 9, "Container")
    for number in range(1, 200):
        leaf.nodes.append(ViewNode(str(number), number, number, 9, 9, "Container"))
        leaf = leaf.nodes[0]
    view = imported(exported(reference, View("v", "V", nodes=[outermost])), tmp_path).views[-1]
    assert [node.x for node, _ in every(view.nodes)] == list(range(200))


def test_a_line_of_another_tool_keeps_its_colour(tmp_path: Path) -> None:
    """Archi derives outlines from fills; a file that gives them a colour of its own means it."""
    file = tmp_path / "x.xml"
    node = '<node identifier="n{0}" x="0" y="0" w="9" h="9" xsi:type="Label"><label>x</label><style>{1}</style></node>'
    usual, own = '<lineColor r="92" g="92" b="92"/>', '<lineColor r="255" g="0" b="0"/>'
    file.write_text(
        '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" identifier="m"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><name>M</name><elements>'
        '<element identifier="a" xsi:type="Goal"><name>A</name></element></elements><views><diagrams>'
        f'<view identifier="v"><name>V</name>{node.format(1, usual)}{node.format(2, own)}</view>'
        "</diagrams></views></model>",
        encoding="utf-8",
    )
    (view,) = ea_model.load(file).views
    assert [node.more.get("deriveElementLineColor") for node in view.nodes] == [None, "false"]


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus of published models")
def test_views_of_archi_are_valid_as_exchange_file() -> None:
    content = exported(ea_model.load(CORPUS / "archimodels/ArchiMetal/ArchiMetal.archimate"), left_out=[])
    assert_valid(content)
    assert sum(1 for _ in etree.fromstring(content).iter("{*}viewRef")) > 0
