"""Views a model came with are drawn as their author laid them out: every part of them, safely and always the same."""

from __future__ import annotations

import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

import ea_model
from ea_model.model import Model
from ea_model.source.views import Style, View, ViewConnection, ViewNode, every
from ea_model.views.imported import Pictures, draw
from ea_model.views.imported.anchors import Border, anchor, halfway, route
from ea_model.views.imported.connections import plain_line
from ea_model.views.imported.files import file_names
from ea_model.views.imported.line_labels import LineLabel, label_of
from ea_model.views.imported.looks import darker, font_of, look_of_line
from ea_model.views.imported.pictures import picture_of
from ea_model.views.imported.room import above, room_for
from ea_model.views.imported.view_facts import ViewFacts
from ea_model.views.imported.words import Area, broken, set_in, width_of, word_width
from ea_model.views.scene.geometry import Box
from ea_model.views.scene.notation import Head
from tests.support.drawings import golden
from tests.support.marks import CORPUS

SVG = "{http://www.w3.org/2000/svg}"
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000020000000308060000009d74660a0000000049454e44ae426082")
"""The head of a PNG of 2 by 3."""

NATIVE = """<?xml version="1.0" encoding="UTF-8"?>
<a:model xmlns:a="http://www.archimatetool.com/archimate" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  name="M" id="m" version="5.0.0">
  <folder name="B" id="f1" type="business">
    <element xsi:type="a:BusinessActor" name="Klant &lt;b&gt; &amp; co" id="a"><property key="status" value="nieuw"/></element>
    <element xsi:type="a:BusinessProcess" name="Aanvragen" id="p"/><element xsi:type="a:BusinessProcess" name="Deel" id="d"/>
    <element xsi:type="a:Junction" name="" id="j" type="or"/><element xsi:type="a:Node" name="Server" id="n"/>
    <element xsi:type="a:Grouping" name="Domein" id="g"/></folder>
  <folder name="R" id="f2" type="relations">
    <element xsi:type="a:AssignmentRelationship" id="r1" source="a" target="p"/>
    <element xsi:type="a:CompositionRelationship" id="r2" source="p" target="d"/>
    <element xsi:type="a:InfluenceRelationship" name="duwt" id="r3" source="n" target="p" strength="++"/>
    <element xsi:type="a:AssociationRelationship" id="r4" source="a" target="r3"/></folder>
  <folder name="V" id="f3" type="diagrams">
    <element xsi:type="a:ArchimateDiagramModel" name="Hoofdkaart" id="v">
      <child xsi:type="a:DiagramObject" id="o1" archimateElement="a" fillColor="#ffeedd" alpha="128"
        font="1|Arial|9.0|1|WINDOWS|1|" fontColor="#0000ff" textAlignment="1" textPosition="2">
        <bounds x="-20" y="30" width="120" height="55"/>
        <feature name="labelExpression" value="${name}\\n[${property:status}]"/>
        <sourceConnection xsi:type="a:Connection" id="c1" source="o1" target="o2" archimateRelationship="r1">
          <bendpoint startX="100" startY="60" endX="-100" endY="-80"/></sourceConnection>
        <sourceConnection xsi:type="a:Connection" id="c4" source="o1" target="c3" archimateRelationship="r4"/></child>
      <child xsi:type="a:DiagramObject" id="o2" archimateElement="p"><bounds x="200" y="200" width="200" height="120"/>
        <sourceConnection xsi:type="a:Connection" id="c2" source="o2" target="o3" archimateRelationship="r2"/>
        <child xsi:type="a:DiagramObject" id="o3" archimateElement="d" type="1"><bounds x="20" y="40" width="120" height="55"/></child>
      </child>
      <child xsi:type="a:DiagramObject" id="o4" archimateElement="n" type="1"><bounds x="240" y="20" width="120" height="70"/>
        <feature name="gradient" value="0"/>
        <sourceConnection xsi:type="a:Connection" id="c3" source="o4" target="o2" archimateRelationship="r3" lineWidth="2" lineColor="#ff0000"/>
      </child>
      <child xsi:type="a:DiagramObject" id="o5" archimateElement="j"><bounds x="150" y="120" width="15" height="15"/></child>
      <child xsi:type="a:DiagramObject" id="o6" archimateElement="g"><bounds x="10" y="240" width="140" height="90"/></child>
      <child xsi:type="a:Group" id="g1" name="Kader"><bounds x="420" y="20" width="200" height="120"/>
        <child xsi:type="a:DiagramModelReference" id="g2" model="s"><bounds x="20" y="40" width="120" height="55"/></child></child>
      <child xsi:type="a:Note" id="t1" textAlignment="1"><bounds x="420" y="160" width="185" height="80"/>
        <sourceConnection id="c5" source="t1" target="g1" name="zie" type="3"/><content>Let op:&#xA;twee regels</content></child>
      <child xsi:type="a:DiagramModelImage" id="i1" imagePath="images/x.png"><bounds x="420" y="260" width="60" height="60"/></child>
      <child xsi:type="a:DiagramModelImage" id="i2" imagePath="images/weg.svg"><bounds x="500" y="260" width="60" height="60"/></child>
    </element>
    <element xsi:type="a:SketchModel" name="Schets" id="s">
      <child xsi:type="a:SketchModelSticky" id="s1" name="Sticky" fillColor="#ffff00"><bounds x="5" y="6" width="90" height="90"/><content>Idee</content></child>
      <child xsi:type="a:SketchModelActor" id="s2" name="Wie"><bounds x="120" y="6" width="60" height="90"/></child></element>
  </folder></a:model>"""  # noqa: E501


@pytest.fixture(scope="module")
def drawn_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of Archi with pictures."""
    file = tmp_path_factory.mktemp("archi") / "model.archimate"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("model.xml", NATIVE)
        archive.writestr("images/x.png", PIXEL)
        archive.writestr("images/weg.svg", "<svg onload='alert(1)'/>")
    return file


def _svg(path: Path, name: str = "Hoofdkaart") -> etree._Element:
    model = ea_model.load(path)
    view = next(view for view in model.views if view.name == name)
    return etree.fromstring(draw(model, view, links={"s": "Schets.svg"}.get, pictures=Pictures(path)))


def _node(root: etree._Element, identifier: str) -> etree._Element:
    (found,) = root.iterfind(f".//{SVG}g[@data-node='{identifier}']")
    return found


def _texts(node: etree._Element) -> list[str]:
    return [part.text or "" for part in node.iter(f"{SVG}tspan")]


@pytest.mark.parametrize("name", ["Hoofdkaart", "Schets"])
def test_the_drawing_is_the_one_that_was_looked_at(drawn_model: Path, name: str) -> None:
    model = ea_model.load(drawn_model)
    view = next(view for view in model.views if view.name == name)
    written = draw(model, view, links={"s": "Schets.svg"}.get, pictures=Pictures(drawn_model))
    assert written == draw(
        ea_model.load(drawn_model), view, links={"s": "Schets.svg"}.get, pictures=Pictures(drawn_model)
    )
    golden(f"imported-{name.lower()}.svg", written)


def test_place_colours_letters_and_label_are_the_authors(drawn_model: Path) -> None:
    root = _svg(drawn_model)
    assert root.get("viewBox", "").split()[:2] == ["-30", "10"]  # ten pixels round what stands left of zero
    box = _node(root, "o1")
    outline = box.find(f"{SVG}path")
    assert outline is not None
    assert outline.get("d") == "M-20 30H100V85H-20Z"
    assert (outline.get("fill"), outline.get("fill-opacity")) == ("#FFEEDD", "0.5")
    assert outline.get("stroke") == darker("#FFEEDD", 0.7)
    words = box.find(f"{SVG}text")
    assert words is not None
    assert (words.get("fill"), words.get("font-weight"), words.get("text-anchor")) == ("#0000ff", "bold", None)
    assert words.get("font-family", "").startswith("'Arial'")
    assert _texts(box) == ["Klant <b> & co", "[nieuw]"]
    assert float(words[-1].get("y", "0")) > 70  # at the bottom


def test_shapes_links_pictures_and_notes(drawn_model: Path) -> None:
    root = _svg(drawn_model)
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == "Schets.svg"
    assert _texts(link) == ["Schets"]
    (image,) = root.iter(f"{SVG}image")
    assert image.get("href", "").startswith("data:image/png;base64,")
    assert len(_node(root, "i2").findall(f"{SVG}path")) == 1  # the cross of a picture that is none
    assert _texts(_node(root, "t1")) == ["Let op:", "twee regels"]
    assert _node(root, "o5").find(f"{SVG}circle") is not None
    gradient = root.find(f".//{SVG}linearGradient")
    assert gradient is not None
    server = _node(root, "o4").find(f"{SVG}path")
    assert server is not None
    assert server.get("fill") == f"url(#{gradient.get('id')})"


def test_lines_show_their_relation_and_end_at_borders(drawn_model: Path) -> None:
    lines = {g.get("data-edge"): g for g in _svg(drawn_model).iter(f"{SVG}g") if g.get("class") == "edge"}
    assert set(lines) == {"c1", "c3", "c4", "c5"}  # the box in the box says the composition
    assert [len(lines[line].findall(f"{SVG}path")) for line in ("c1", "c3", "c4", "c5")] == [3, 2, 1, 2]
    influence = lines["c3"].find(f"{SVG}path")
    assert influence is not None
    assert (influence.get("stroke"), influence.get("stroke-width"), influence.get("stroke-dasharray")) == (
        "#ff0000", "2", "6 3",
    )  # fmt: skip
    assert influence.get("d") == "M300 90L300 137.8M300 152.2L300 200"  # the line makes room for its words
    to_line = lines["c4"].find(f"{SVG}path")
    assert to_line is not None
    assert to_line.get("d", "").endswith("L300 145")  # the middle of the line it ends at
    texts = _texts(_svg(drawn_model))
    assert "duwt ++" in texts
    assert "zie" in texts


@pytest.mark.parametrize(
    ("towards", "expected"),
    [((50, -40), (50, 0)), ((250, 20), (100, 20)), ((200, 200), (100, 50)), ((-5, -5), (0, 0)), ((90, 25), (50, 25))],
)
def test_a_line_leaves_a_box_at_a_right_angle_or_its_corner(
    towards: tuple[float, float], expected: tuple[float, float]
) -> None:
    assert anchor(Border(0, 0, 100, 50), towards) == expected


def test_a_straight_line_runs_in_the_middle_of_what_both_ends_share() -> None:
    points = route(Border(0, 0, 100, 50), Border(60, 200, 100, 50), [], manhattan=False)
    assert points == [(80, 50), (80, 200)]
    turned = route(Border(0, 0, 100, 50), Border(300, 200, 100, 50), [], manhattan=True)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(turned))
    assert halfway([(0, 0), (10, 0), (10, 10)]) == (10, 0)


def test_a_line_between_boxes_that_lie_askew_leaves_from_their_corners() -> None:
    assert route(Border(0, 0, 100, 50), Border(200, 200, 100, 50), [], manhattan=False) == [(100, 50), (200, 200)]
    turned = route(Border(0, 0, 100, 50), Border(60, 200, 100, 50), [], manhattan=True)
    assert turned == [(80, 50), (80, 200)]  # what stands below each other needs no corners


@pytest.mark.parametrize("kind", ["Serving", "Triggering", "Flow", "Association", "Composition"])
def test_a_box_within_a_box_stands_for_any_relation(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "m.archimate"
    path.write_text(NATIVE.replace("a:CompositionRelationship", f"a:{kind}Relationship"), encoding="utf-8")
    edges = {group.get("data-edge") for group in _svg(path).iter(f"{SVG}g") if group.get("class") == "edge"}
    assert "c2" not in edges
    assert "c1" in edges


def test_words_on_a_line_make_a_gap_in_it_unless_little_of_it_would_be_left() -> None:
    look = look_of_line(ViewConnection("c", "a", "b"))
    label = LineLabel(("woord",), 40, -5, 20, 10, "middle", look)
    assert label.gaps([(0, 0), (100, 0)]) == [[(0, 0), (38, 0)], [(62, 0), (100, 0)]]
    assert label.gaps([(39, 0), (61, 0)]) == [[(39, 0), (61, 0)]]
    assert label.gaps([(0, 50), (100, 50)]) == [[(0, 50), (100, 50)]]


@pytest.mark.parametrize(
    ("place", "points", "corner"),
    [("0", [(0, 0), (100, 0)], (14, 4)), ("2", [(0, 0), (0, 100)], (4, None)), ("", [(0, 0), (200, 0)], (None, None))],
)
def test_a_label_stands_beside_the_end_its_author_chose(
    reference: Model, place: str, points: list[tuple[float, float]], corner: tuple[float | None, float | None]
) -> None:
    line = ViewConnection("c", "a", "b", label="woord", more={"textPosition": place} if place else {})
    found = label_of(line, points, ViewFacts(reference, View("v", "V"), "nl"))
    assert found is not None
    assert all(wanted is None or got == wanted for got, wanted in zip((found.x, found.y), corner, strict=True))
    if place == "2":
        assert found.y + found.h == pytest.approx(86)
    if not place:
        assert found.x + found.w / 2 == pytest.approx(100)


def test_words_go_round_the_icon_and_stay_whole() -> None:
    font = font_of(Style(), "")
    box = Box(0, 0, 120, 55)
    usual = Area(Box(5, 4, 110, 47))
    assert room_for("Kort", box, usual, font, 5) is usual
    long = room_for("Sannsynlighetsvurdering", box, usual, font, 5)
    assert long.box.y > 16  # below the icon, where the word stays whole
    assert len(set_in("Sannsynlighetsvurdering", long, font).lines) == 1
    beside = room_for("Registratie van klachten en bezwaren", box, usual, font, 5)
    found = set_in("Registratie van klachten en bezwaren", beside, font)
    assert all(beside.box.x + beside.box.w / 2 + width_of(line, found.font) / 2 <= 99 for line in found.lines[:1])


def test_the_name_of_a_box_stands_above_what_is_in_it() -> None:
    inner = [ViewNode("i", 10, 22, 80, 30)]
    usual, font = Area(Box(5, 4, 90, 90)), font_of(Style(), "")
    free = above("Informatie en data", usual, font, inner)
    assert free.box.bottom < 22
    assert above("woord " * 40, usual, font, inner) is usual


def test_the_flags_of_a_plain_line() -> None:
    assert (plain_line("3").target, plain_line("3").dash, plain_line("").target) == (Head.ARROW, "6 3", None)
    assert (plain_line("36").source, plain_line("36").dash) == (Head.WHITE_TRIANGLE, "2 2")
    assert plain_line("x" * 9).target is None


def test_a_point_is_a_pixel_on_a_mac_only() -> None:
    style = Style(font_name="Lucida Grande", font_size=12)
    assert font_of(style, "1|Lucida Grande|12.0|0|COCOA|1|").size == 12
    assert font_of(Style(font_name="Segoe UI", font_size=9), "1|Segoe UI|9.0|0|WINDOWS|1|").size == 12
    assert "'" not in font_of(Style(font_name="x'; url(http://a)"), "").family.split(",")[0].strip("'")


def test_words_break_where_they_may() -> None:
    font = font_of(Style(), "")
    assert broken("een twee", word_width("twee", False) * 12 + 1, font) == ("een", "twee")
    assert broken("WOZ-taxatiecomponent", 100, font)[0] == "WOZ-"
    assert broken("Zaakregistratiecomponent", 100, font) == ("Zaakregistratie-", "component")
    assert broken("0123456789012345678901234", 100, font)[0].isdecimal()
    assert broken("a\n\nb", 100, font) == ("a", "", "b")


def test_words_that_do_not_fit_get_smaller_and_then_fewer(reference: Model) -> None:
    box = ViewNode("n", 0, 0, 120, 55, "Label", label="woord " * 200)
    root = etree.fromstring(draw(reference, View("v", "V", nodes=[box]), links=lambda _: None))
    lines = _texts(_node(root, "n"))
    assert lines[-1].endswith("…")
    assert all(float(part.get("y", "0")) < 60 for part in root.iter(f"{SVG}tspan"))
    assert (root.findtext(f".//{SVG}g[@data-node='n']/{SVG}title") or "").count("woord") == 200


def test_only_pictures_are_pictures() -> None:
    assert picture_of(b"<svg/>") is None
    assert picture_of(b"\x89PNG\r\n\x1a\n") is not None
    shown = picture_of(PIXEL)
    assert shown is not None
    assert (shown.width, shown.height) == (2, 3)
    assert picture_of(b"GIF89a\x04\x00\x05\x00") is not None


@pytest.mark.parametrize("path", ["images/../model.xml", "/etc/passwd", "images/.x", "images/", "model.xml", "C:\\x"])
def test_a_picture_comes_from_its_folder_only(drawn_model: Path, path: str) -> None:
    assert Pictures(drawn_model).get(path) is None


def test_file_names_are_safe_anywhere_and_never_the_same() -> None:
    views = [View(str(i), name) for i, name in enumerate(["A/b", "a b", "../..", "con", "", "A b", "x" * 300])]
    names = file_names(views, "svg")
    assert names[:6] == ["A-b.svg", "a-b-2.svg", "2.svg", "con-view.svg", "4.svg", "A-b-3.svg"]
    assert len(names[6]) <= 84


def test_hostile_and_odd_views_are_drawn(reference: Model) -> None:
    deep = leaf = ViewNode("0", 0, 0, 10, 10, "Container", label="</svg><script>alert(1)</script>\x00\ud800")
    for number in range(1, 3000):
        leaf.nodes.append(ViewNode(str(number), number, number, 10, 10, "Container"))
        leaf = leaf.nodes[0]
    lines = [
        ViewConnection("a", "b", "a"), ViewConnection("b", "a", "0"), ViewConnection("c", "0", "0"),
        ViewConnection("d", "0", "weg"), ViewConnection("e", "0", "1", label="${" * 500),
    ]  # fmt: skip
    deep.more["labelExpression"] = "${if:" * 5000
    deep.style = Style(fill="url(javascript:x)", line="red")
    view = View("v", "V", nodes=[deep, ViewNode("n", 10**9, 0, 0, 0, element="weg")], connections=lines)
    svg = draw(reference, view, links=lambda _: "javascript:x")
    root = etree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert b"url(java" not in svg


def test_an_empty_view_is_an_empty_sheet(reference: Model) -> None:
    assert etree.fromstring(draw(reference, View("v", ""), links=lambda _: None)).get("width") == "40"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus of published models")
@pytest.mark.parametrize(
    "name", ["archimodels/Archisurance/Archisurance.archimate", "archimodels/ArchiMetal/ArchiMetal.archimate"]
)
def test_every_box_and_line_of_published_views_is_drawn(name: str) -> None:
    model = ea_model.load(CORPUS / name)
    for view in model.views:
        root = etree.fromstring(draw(model, view, links=lambda _: None))
        drawn = [group.get("data-node") for group in root.iter(f"{SVG}g") if group.get("data-node")]
        assert drawn == [node.id for node, _ in every(view.nodes)]
