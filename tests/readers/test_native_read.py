"""Reading files of Archi itself: all that is in them, also old, odd and zipped ones, and what is none or means harm."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from ea_model import exporters, readers
from ea_model.exporters.shared import losses
from ea_model.messages.problems import EaModelError, Level, ModelLoadError, UnreadableError
from ea_model.metamodel import stock
from ea_model.model import Model
from ea_model.readers.archi import reader
from ea_model.readers.archi.vocabulary import viewpoint_name
from ea_model.readers.xml import encoding
from ea_model.source.views import Style, ViewNode
from tests.support.examples import examples
from tests.support.exchange import assert_valid, exported, imported, picture

NEW = "http://www.archimatetool.com/archimate"
OLD = "http://www.bolton.ac.uk/archimate"


def _native(body: str, namespace: str = NEW, version: str = "5.0.0") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<a:model xmlns:a="{namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  name=" M " id="m" version="{version}">
{body}
</a:model>""".encode()


WHOLE = _native("""
  <folder name="Bedrijf" id="f1" type="business"><folder name="Klant" id="f2"><folder name="" id="f3">
      <element xsi:type="a:BusinessActor" name=" A " id="a"><documentation> twee
regels</documentation><property key="k" value="1"/><property key="k"/></element></folder>
    <element xsi:type="a:BusinessObject" name="B" id="b" profiles="p2 p1"/></folder>
    <element xsi:type="a:Junction" id="j" type="or"/><element xsi:type="a:Junction" id="i"/></folder>
  <folder name="Relaties" id="f4" type="relations">
    <element xsi:type="a:AccessRelationship" id="r0" source="a" target="b"/>
    <element xsi:type="a:AccessRelationship" id="r1" source="a" target="b" accessType="1"/>
    <element xsi:type="a:AccessRelationship" id="r2" source="a" target="b" accessType="2"/>
    <element xsi:type="a:AccessRelationship" id="r3" source="a" target="b" accessType="3"/>
    <element xsi:type="a:InfluenceRelationship" name="R" id="r4" source="a" target="b" strength="++"/>
    <element xsi:type="a:AssociationRelationship" id="r5" source="r4" target="a" directed="true"/>
    <element xsi:type="a:AssociationRelationship" id="r6" source="r5" target="a"/></folder>
  <folder name="Views" id="f5" type="diagrams"><folder name="Kaarten" id="f6">
    <element xsi:type="a:ArchimateDiagramModel" name="V" id="v" viewpoint="capability">
      <child xsi:type="a:DiagramObject" id="n1" archimateElement="a" fillColor="#C9E7B7" lineColor="red">
        <bounds x="-100" y="40" width="100" height="60"/>
        <sourceConnection xsi:type="a:Connection" id="c1" source="n1" target="n2" archimateRelationship="r0" lineWidth="2">
          <bendpoint startX="100" endX="-160" endY="-85"/>
          <sourceConnection id="c2" source="c1" target="n4" name="zie"/></sourceConnection>
        <sourceConnection id="c3" source="n1" target="n6"><sourceConnection id="c4" source="c3" target="n3"/>
        </sourceConnection></child>
      <child xsi:type="a:Group" id="n3" name="Groep"><bounds x="100" y="100" width="400" height="140"/>
        <child xsi:type="a:DiagramObject" id="n2" archimateElement="b"><bounds x="10" y="30"/></child></child>
      <child xsi:type="a:Note" id="n4"><bounds x="300" y="0" width="185" height="80"/><content>Let op</content></child>
      <child xsi:type="a:DiagramModelReference" id="n5" model="s"><bounds width="10" height="10"/></child>
      <child xsi:type="a:DiagramModelImage" id="n6" imagePath="images/x.png"><bounds width="10" height="10"/></child>
    </element></folder>
    <element xsi:type="a:SketchModel" name="Schets" id="s">
      <child xsi:type="a:SketchModelSticky" id="s1" name="Sticky"><bounds x="5" y="6" width="90" height="90"/>
        <content>Idee</content><child xsi:type="a:SketchModelActor" id="s2" name="Wie"><bounds x="1" y="1"/></child></child>
    </element></folder>
  <profile name="Klantbeeld" id="p1" conceptType="BusinessObject"/><profile name="Dossier" id="p2"/>
  <property key="eigenaar" value="IM"/><purpose>Waarom</purpose><metadata/>""")  # noqa: E501


TOLD = [
    "view 'v': the picture 'n6' is left out, the format has none",
    "view 'v': connection 'c3' ends at something that is not in the view",
    "view 'v': connection 'c4' ends at a connection that was left out",
]
"""What an exchange file of it cannot hold."""


def test_everything_in_a_file_of_archi(tmp_path: Path) -> None:
    model = _loaded(WHOLE, tmp_path)
    assert (model.id, model.name, model.version, model.contents.documentation) == ("m", " M ", "", "Waarom")
    assert model.foreign.properties == (("eigenaar", "IM"),)
    assert (model["a"].name, model["a"].documentation) == (" A ", " twee\nregels")
    assert model["a"].properties == (("k", "1"), ("k", ""))
    assert model["b"].properties == (("Specialization", "Dossier"), ("Specialization", "Klantbeeld"))
    assert [model[i].eGet("junction_type") for i in "ji"] == ["or", "and"]
    assert [model[f"r{i}"].eGet("access_type") for i in range(4)] == ["Write", "Read", "Access", "ReadWrite"]
    assert (model["r4"].name, model["r4"].eGet("strength")) == ("R", "++")
    assert [model[i].eGet("directed") for i in ("r5", "r6")] == [True, False]
    assert model["r6"].eGet("source") is model["r5"]
    assert model.foreign.folders == {"a": ("Klant",), "b": ("Klant",), "v": ("Kaarten",)}
    assert not [p for p in model.problems if p.code == "FIELD"]
    lost: list[losses.Loss] = []
    content = exported(model, left_out=lost)
    assert [str(loss) for loss in lost if loss.code == "view"] == TOLD
    assert {loss["code"] for loss in losses.as_data(lost, "en")} == {"view", "images", "looks", "sketches"}
    assert_valid(content)
    assert {**picture(imported(content, tmp_path)), "revision": ""} == {**picture(model), "revision": ""}


def test_views_become_absolute(tmp_path: Path) -> None:
    view, sketch = _loaded(WHOLE, tmp_path).views
    assert (view.viewpoint, sketch.name) == ("Capability Map", "Schets")
    assert [_box(node) for node in view.nodes] == [
        ("n1", "Element", "a", "", (-100, 40, 100, 60), []),
        ("n3", "Container", "", "Groep", (100, 100, 400, 140), [("n2", "Element", "b", "", (110, 130, 120, 55), [])]),
        ("n4", "Label", "", "Let op", (300, 0, 185, 80), []),
        ("n5", "Label", "", "Schets", (0, 0, 10, 10), []),
        ("n6", "Label", "", "", (0, 0, 10, 10), []),
    ]
    assert [_box(node) for node in sketch.nodes] == [
        ("s1", "Container", "", "Idee", (5, 6, 90, 90), [("s2", "Label", "", "Wie", (6, 7, 120, 55), [])])
    ]
    first, second, *to_picture = view.connections
    assert (first.relation, first.source, first.target, first.bendpoints) == ("r0", "n1", "n2", [(30, 71)])
    assert (second.relation, second.source, second.target, second.label) == ("", "c1", "n4", "zie")
    assert [line.id for line in to_picture] == ["c3", "c4"]
    assert [(n.shape, n.view, n.image) for n in view.nodes[3:]] == [
        ("DiagramModelReference", "s", ""), ("DiagramModelImage", "", "images/x.png"),
    ]  # fmt: skip
    assert (view.kind, sketch.kind, sketch.nodes[0].shape) == (
        "ArchimateDiagramModel", "SketchModel", "SketchModelSticky",
    )  # fmt: skip
    assert (view.nodes[0].style, first.style) == (Style(fill="#c9e7b7"), Style(line_width=2))


def _box(node: ViewNode) -> Any:
    place = (node.x, node.y, node.width, node.height)
    return node.id, node.kind, node.element, node.label, place, [_box(child) for child in node.nodes]


def _loaded(content: bytes, folder: Path, name: str = "x.archimate") -> Model:
    (folder / name).write_bytes(content)
    return ea_model.load(folder / name)


def test_viewpoints_have_the_names_of_the_exchange_format() -> None:
    assert {i: viewpoint_name(i) for i in stock().viewpoints} == {i: v.name for i, v in stock().viewpoints.items()}
    assert [viewpoint_name(word) for word in ("22", "99", "100000", "")] == ["Motivation", "99", "100000", ""]


OF_ARCHIMATE_2 = """
  <folder name="Technologie" id="f1" type="technology">
    <element xsi:type="a:InfrastructureService" name="S" id="s"/><element xsi:type="a:Network" name="N" id="n"/>
    <element xsi:type="a:InfrastructureFunction" name="F" id="f"/><element xsi:type="a:CommunicationPath" id="c"/>
    <element xsi:type="a:InfrastructureInterface" name="I" id="i"/></folder>
  <folder name="Connectors" id="f2" type="connectors"><element xsi:type="a:OrJunction" id="o"/>
    <element xsi:type="a:AndJunction" id="d"/></folder>
  <folder name="Derived Relations" id="f3" type="derived">
    <element xsi:type="a:UsedByRelationship" id="r1" source="s" target="f"/>
    <element xsi:type="a:UsedByRelationship" id="r2" source="s" target="i"/>
    <element xsi:type="a:RealisationRelationship" id="r3" source="f" target="s"/>
    <element xsi:type="a:SpecialisationRelationship" id="r4" source="f" target="f"/></folder>
  <folder name="Views" id="f4" type="diagrams"><element xsi:type="a:ArchimateDiagramModel" id="v" viewpoint="2">
    <child xsi:type="a:Group" id="g"><bounds x="10" y="10"/>
      <child xsi:type="a:DiagramObject" id="n1" archimateElement="f"><bounds x="350" y="200" width="-1" height="-1"/>
        <sourceConnection xsi:type="a:Connection" id="c1" source="n1" target="n2" relationship="r3"/></child>
      <child xsi:type="a:DiagramObject" id="n2" archimateElement="o"><bounds x="5" y="5"/></child></child>
  </element></folder>"""


def test_archimate_2_is_read_as_what_became_of_it(tmp_path: Path) -> None:
    model = _loaded(_native(OF_ARCHIMATE_2, OLD, "2.2.1"), tmp_path)
    assert [(c.id, c.kind) for c in model.concepts()] == [
        ("s", "TechnologyService"), ("n", "CommunicationNetwork"), ("f", "TechnologyFunction"), ("c", "Path"),
        ("i", "TechnologyInterface"), ("o", "Junction"), ("d", "Junction"), ("r1", "Serving"), ("r2", "Serving"),
        ("r3", "Realization"), ("r4", "Specialization"),
    ]  # fmt: skip
    assert [model[i].eGet("junction_type") for i in "od"] == ["or", "and"]
    told = {p.message: p.place.line for p in model.problems if p.code == "KIND"}
    assert len(told) == 10
    assert told["UsedByRelationship of ArchiMate 2 is read as Serving (2 times, first here)"] == 12
    assert told["Network of ArchiMate 2 is read as CommunicationNetwork (once, first here)"] == 6
    (view,) = model.views
    assert view.viewpoint == "Application Behaviour"
    assert view.connections[0].relation == "r3"
    (group,) = view.nodes
    assert (group.width, group.height) == (480, 283)  # as large as what is in it, which stands below the title
    assert [(n.x, n.y, n.width, n.height) for n in group.nodes] == [(360, 228, 120, 55), (15, 33, 15, 15)]


def test_odd_files_are_told_not_refused(tmp_path: Path) -> None:
    model = _loaded(
        _native("""<folder name="X" id="f" type="other"><documentation>x</documentation><property key="k" value="v"/>
          <element xsi:type="a:Vreemd" id="z"/><element id="t"/><element xsi:type="a:Goal" name="zonder"/>
          <element xsi:type="a:Goal" name="G" id="g" profiles="weg"/><element xsi:type="a:Goal" id="g"/>
          <element xsi:type="a:ServingRelationship" id="r1" source="g" target="weg"/>
          <element xsi:type="a:VreemdRelationship" id="r2" source="g" target="g"/>
          <element xsi:type="a:AccessRelationship" id="r3" source="g" target="g" accessType="9"/></folder>
        <folder name="V" id="w"><element xsi:type="a:ArchimateDiagramModel" name="V" id="v">
          <child xsi:type="a:DiagramObject" id="n" archimateElement="weg" fillColor="rood">
            <bounds x="veel" width="10" height="1.5"/>
            <sourceConnection id="c" source="n" target="weg"><bendpoint startX="1"/></sourceConnection>
            <sourceConnection id="d" source="n" target="n"><bendpoint startX="-7" endY="1e300"/></sourceConnection>
          </child>
          <child/></element></folder><nieuws>x</nieuws>"""),
        tmp_path,
    )
    assert [c.id for c in model.concepts()] == ["g", "r3"]
    assert model["r3"].eGet("access_type") == "Write"
    assert sorted((p.code, p.level) for p in model.problems if p.code != "RELATION") == [
        (code, Level.WARNING) for code in ("DUPLICATE-ID", "ID", "KIND", "KIND", "KIND", "REFERENCE", "REFERENCE")
    ]
    (view,) = model.views
    assert [_box(node)[:5] for node in view.nodes] == [
        ("n", "Element", "weg", "", (0, 0, 10, 2)), ("", "Label", "", "", (0, 0, 120, 55)),
    ]  # fmt: skip
    dangling, far = view.connections
    assert (dangling.bendpoints, len(far.bendpoints)) == ([], 1)


def _zipped(content: bytes, name: str = "model.xml", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    handle = io.BytesIO()
    with zipfile.ZipFile(handle, "w", method) as archive:
        for other in ("/etc/passwd", "../../model.xml", "images/model.xml", "C:\\model.xml"):
            archive.writestr(other, b"<evil/>")
        archive.writestr(name, content)
    return handle.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zipped_file_says_the_same_whatever_else_is_in_it(method: int, tmp_path: Path) -> None:
    plain, zipped = _loaded(WHOLE, tmp_path), _loaded(_zipped(WHOLE, method=method), tmp_path)
    assert picture(zipped) == picture(plain)
    assert [p.name for p in tmp_path.rglob("*")] == ["x.archimate"]  # nothing was unpacked


@pytest.mark.parametrize("name", ["x.archimate", "x.xml", "x.zip", "x"])
@pytest.mark.parametrize(
    "content", [WHOLE, _zipped(WHOLE), b"\n\n<!--" + b"x" * 99_999 + b"-->" + WHOLE.partition(b"?>")[2]]
)
def test_it_is_known_by_its_content_not_its_name(content: bytes, name: str, tmp_path: Path) -> None:
    assert len(_loaded(content, tmp_path, name).relations) == 7


PACKED = _zipped(WHOLE)


def _changed(content: bytes, at: int, value: int, also_at: int | None = None) -> bytes:
    """A zip with a byte of its last entry changed, and with the one that repeats it in the table of contents."""
    changed = bytearray(content)
    changed[content.rindex(b"PK\3\4") + at] = value
    if also_at is not None:
        changed[content.rindex(b"PK\1\2") + also_at] = value
    return bytes(changed)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (_zipped(WHOLE, "word/document.xml"), "is a zip archive without model.xml, so it is no file of Archi"),
        (PACKED[:-30], r"is a broken zip archive \(File is not a zip file\)"),
        (b"PK", r"is a broken zip archive \(File is not a zip file\)"),
        (_changed(PACKED, 200, 0), "is a broken zip archive"),
        (_changed(PACKED, 6, 1, also_at=8), r"its model\.xml cannot be unpacked \(.*password"),
        (_changed(PACKED, 8, 99, also_at=10), r"its model\.xml cannot be unpacked \(.*compression method"),
        (_zipped(b"<!DOCTYPE model SYSTEM 'file:///etc/passwd'><model/>"), r"has a document type \(DOCTYPE\)"),
        (WHOLE.replace(b"<a:model", b"<!DOCTYPE x [<!ENTITY e 'e'>]><a:model"), r"has a document type \(DOCTYPE\)"),
        (_zipped(b"<model xmlns='http://www.opengroup.org/xsd/archimate/3.0/'/>"), "holds no model of Archi"),
        (_zipped(WHOLE + b" " * 3_000_000), r"its model\.xml is larger than 1 MB; split the model"),
        (_zipped(os.urandom(1_100_000)), r"x\.archimate: is larger than 1 MB; split the model"),
    ],
    ids=["no model", "cut", "two letters", "changed", "locked", "method", "doctype in zip", "doctype", "exchange file",
         "bomb", "large"],
)  # fmt: skip
def test_what_is_none_or_means_harm_gets_one_sentence(
    content: bytes, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 1_048_576)
    with pytest.raises(UnreadableError, match=sentence):
        _loaded(content, tmp_path)


@pytest.mark.parametrize("pack", [bytes, _zipped])
def test_a_file_that_is_cut_says_where(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError) as caught:
        _loaded(pack(WHOLE[:-400]), tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line > 30) == ("SYNTAX", True)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        reader.read(tmp_path / "weg.archimate")


@examples(300)
@given(st.sampled_from([WHOLE, PACKED]), st.integers(0, len(PACKED)), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_file_opens_or_is_refused_by_name(content: bytes, at: int, noise: bytes, cut: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.archimate"
        file.write_bytes(content[:at] + noise + (b"" if cut else content[at + len(noise) :]))
        told = ""
        try:
            readers.read(file)
        except EaModelError as error:
            told = str(error)
        assert not told or told.startswith(folder)


LOOKS = """<folder name="A" id="f" type="application">
    <element xsi:type="a:ApplicationComponent" name="C" id="c"/>
    <element xsi:type="a:Grouping" name="G" id="g"/></folder>
  <folder name="V" id="w" type="diagrams"><element xsi:type="a:ArchimateDiagramModel" id="v" connectionRouterType="2">
    <child xsi:type="a:DiagramObject" id="n1" archimateElement="c" alpha="51" lineWidth="2"
      font="1|Segoe UI|10.5|3|WINDOWS|1|"><bounds x="0" y="0" width="10" height="10"/>
      <feature name="lineAlpha" value="102"/><feature name="gradient" value="1"/></child>
    <child xsi:type="a:DiagramObject" id="n2" archimateElement="g" type="1" textAlignment="4">
      <bounds x="0" y="0" width="10" height="10"/><property key="k" value="1"/></child>
    <child xsi:type="a:Group" id="n3" borderType="1"><bounds x="0" y="0" width="10" height="10"/>
      <documentation>Waarom</documentation></child>
  </element></folder>"""


def test_everything_a_view_says_of_its_looks_is_kept(tmp_path: Path) -> None:
    (view,) = _loaded(_native(LOOKS), tmp_path).views
    first, second, third = view.nodes
    look = first.style
    assert (look.fill_alpha, look.line_alpha, look.line_width) == (20, 40, 2)
    assert (look.font_name, look.font_size, look.font_style) == ("Segoe UI", 10.5, frozenset({"bold", "italic"}))
    assert first.more == {"font": "1|Segoe UI|10.5|3|WINDOWS|1|", "gradient": "1"}
    assert (second.more, second.properties) == ({"type": "1", "textAlignment": "4"}, (("k", "1"),))
    assert (third.more, third.documentation, view.router) == ({"borderType": "1"}, "Waarom", "2")


def test_a_colour_that_is_none_goes_back_as_it_came_and_is_told_of_other_formats(tmp_path: Path) -> None:
    model = _loaded(WHOLE.replace(b'lineColor="red"', b'lineColor="red" fontColor="#12"'), tmp_path)
    assert model.views[0].nodes[0].more == {"lineColor": "red", "fontColor": "#12"}
    losses: list[exporters.Loss] = []
    for name in ("archi", "exchange"):
        handle = io.BytesIO()
        exporters.load(name).write(model, exporters.Options(report=losses.append, fresh=True), handle)
        assert (b'lineColor="red" fontColor="#12"' in handle.getvalue()) == (name == "archi")
    assert "looks" in {loss.code for loss in losses}


def test_older_files_look_as_archi_shows_them_today(tmp_path: Path) -> None:
    """Version 5 changed figures of some kinds, 4.4 the alignment of frames, and 4.0.1 had one opacity for both."""
    for version, kept in (("4.9.0", ("1", "0", None, None)), ("4.0.1", ("1", "0", None, "1"))):
        (view,) = _loaded(_native(LOOKS, version=version), tmp_path).views
        first, second, third = view.nodes
        assert (
            first.more.get("type", "0"),
            second.more.get("type", "0"),
            first.more.get("lineAlpha"),
            third.more.get("textAlignment"),
        ) == kept
        assert second.more["textAlignment"] == "4"
