"""The exchange file: valid against the Open Group schemas, and every rule of the recipe Archi needs.

The numbers are those of docs/EXCHANGE.md.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import ea_model
from ea_model import exporters
from ea_model.model import Model
from ea_model.source.conventions import FOLDERS
from ea_model.source.views import Style, View, ViewConnection, ViewNode
from tests.support.builders import SAMEN, model_of
from tests.support.exchange import (
    LANG,
    NS,
    TYPE,
    assert_valid,
    by_id,
    exported,
    found,
    golden,
    parsed,
    properties,
    sample_view,
)

EVERYTHING = Path(__file__).parents[1] / "models" / "everything"
REFERENCE = Path(__file__).parents[1] / "models" / "reference"
ORDER = ["name", "documentation", "properties", "elements", "relationships", "organizations", "propertyDefinitions",
         "views"]  # fmt: skip


@pytest.fixture(scope="module", params=[REFERENCE, EVERYTHING, SAMEN], ids=lambda path: path.name)
def content(request: pytest.FixtureRequest) -> bytes:
    """The exchange file of a model, with a view where we have one."""
    model = ea_model.load(request.param)
    return exported(model, *([sample_view()] if request.param == REFERENCE else []))


@pytest.fixture(scope="module")
def root(content: bytes) -> etree._Element:
    """The same file, parsed."""
    return parsed(content)


def test_the_file_is_valid(content: bytes) -> None:
    assert_valid(content)


def test_golden(reference: Model) -> None:
    golden("reference.xml", exported(reference, sample_view()))


def test_rule_1_root_namespace_and_order(content: bytes, root: etree._Element) -> None:
    assert root.nsmap[None] == NS["x"]
    assert root.prefix is None
    assert b"encoding='UTF-8'" in content.splitlines()[0]
    present = list(dict.fromkeys(etree.QName(child).localname for child in root))
    assert present == [name for name in ORDER if name in present]
    assert "elements" in present
    assert all(":" not in node.get(TYPE, "") for node in root.iter())


def test_rule_1_no_empty_containers(root: etree._Element) -> None:
    containers = (
        "properties",
        "elements",
        "relationships",
        "organizations",
        "propertyDefinitions",
        "views",
        "diagrams",
    )
    assert all(len(node) for name in containers for node in root.iter(f"{{*}}{name}"))


def test_rule_1_a_model_without_relations_or_properties_has_no_empty_container() -> None:
    file = exported(model_of("model: {id: m}"))
    assert_valid(file)
    assert not found(parsed(file), "x:relationships")


def test_rule_1_a_model_without_elements_is_told(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("model: {id: m}", encoding="utf-8")
    losses: list[exporters.Loss] = []
    assert_valid(exported(ea_model.load(tmp_path), left_out=losses))
    assert list(map(str, losses)) == ["the model has no element; Archi opens no exchange file without one"]


def test_rule_2_identifiers(root: etree._Element) -> None:
    identifiers = [node.get("identifier", "") for node in root.iter() if node.get("identifier")]
    assert max(Counter(identifiers).values()) == 1
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", i) or i.startswith("p.") for i in identifiers)
    for view in root.iter("{*}view"):
        assert all(part.get("identifier", "").startswith(view.get("identifier", "") + ".") for part in _parts(view))


def _parts(view: etree._Element) -> list[etree._Element]:
    return [*view.iter("{*}node"), *view.iter("{*}connection")]


def test_rule_2_ids_stay_unless_xml_has_no_room_for_them() -> None:
    root = parsed(exported(ea_model.load(EVERYTHING)))
    assert by_id(root, "portaal").get(TYPE) == "ApplicationComponent"
    assert root.get("identifier") == "model-alles"
    assert ("id", "alles") in properties(root, root)
    reserved = by_id(root, "id-specialization")
    assert ("id", "specialization") in properties(root, reserved)


def test_rule_3_one_line_names_and_values_primary_language_first(root: etree._Element) -> None:
    for name in ("name", "value"):
        for node in root.iter(f"{{*}}{name}"):
            text = node.text or ""
            assert text == " ".join(re.split("[ \t\r\n]+", text)).strip(" ")
    everything = parsed(exported(ea_model.load(EVERYTHING)))
    names = found(by_id(everything, "leverancier"), "x:name")
    assert [(n.get(LANG), n.text) for n in names] == [("en", "Supplier"), ("nl", "Leverancier")]


def test_rule_4_what_the_format_has_no_place_for_is_a_property() -> None:
    model = ea_model.load(EVERYTHING)
    root = parsed(exported(model))
    about = dict(properties(root, root))
    assert about["version"] == "2.1 <concept>"
    assert about["revision"] == model.revision
    assert about["ea.model.organisation"] == "bureau"
    assert about["ea.unknowns.U2"] == '{"text":"Van wie is hij?","about":["leverancier","leverancier.owner"]}'
    assert about["ea.statements.s5"].startswith('{"contract":"C-NOK"')
    said = properties(root, by_id(root, "C-RAAM"))
    assert ("end", "onbekend U1") in said
    assert ("start", "2019-07-15..2019-09-30") in said
    assert ("parties", '{"who":"bureau","as":"client"}') in said
    portaal = properties(root, by_id(root, "portaal"))
    assert [v for k, v in portaal if k == "partners"] == ["bureau", "leverancier"]
    assert [v for k, v in portaal if k == "plateaus"] == ["nu", "straks"]
    assert ("source.place", "De brief p2 r3-7") in portaal
    assert ("source.quote", 'levert "digitale" diensten') in portaal
    assert ("exists.until", "onbekend U1") in portaal
    assert ("property:status", "een vrije eigenschap met de naam van een attribuut") in portaal
    assert ("eigen-sleutel", "een") in portaal


def test_rule_4_a_viewpoint_archi_does_not_know_is_a_property() -> None:
    model = model_of("model: {id: m}")
    root = parsed(exported(model, View("v", "Eigen", viewpoint="Contract"), View("w", "Laag", viewpoint="Layered")))
    assert ("viewpoint", "Contract") in properties(root, by_id(root, "v"))
    assert properties(root, by_id(root, "w")) == []


def test_rule_5_specializations() -> None:
    root = parsed(exported(ea_model.load(EVERYTHING)))
    (definition,) = (d for d in root.iter("{*}propertyDefinition") if d.get("identifier") == "specialization")
    assert definition.findtext("x:name", namespaces=NS) == "Specialization"
    expected = {
        "portaal": ("ApplicationComponent", "Voorziening"),
        "basis": ("ApplicationComponent", "Basisvoorziening"),
        "C-RAAM": ("Contract", "FrameworkAgreement"),
        "berichten": ("BusinessObject", "MessageStream"),
        "levert": ("Serving", "Levert"),
    }
    for identifier, (kind, specialization) in expected.items():
        node = by_id(root, identifier)
        assert node.get(TYPE) == kind
        assert dict(reversed(properties(root, node)))["Specialization"] == specialization
    for namesake in ("C-OUD", "doel", "nu", "databank"):
        assert "Specialization" not in dict(properties(root, by_id(root, namesake)))


def test_rule_6_access_types_and_direction(root: etree._Element) -> None:
    for relation in root.iter("{*}relationship"):
        assert (relation.get("accessType") in {"Access", "Read", "Write", "ReadWrite"}) == (
            relation.get(TYPE) == "Access"
        )
        assert relation.get("isDirected") in ({"true", None} if relation.get(TYPE) == "Association" else {None})
    everything = parsed(exported(ea_model.load(EVERYTHING)))
    assert by_id(everything, "leest").get("accessType") == "Read"
    assert by_id(everything, "op-relatie").get("isDirected") == "true"
    assert by_id(everything, "terug").get("isDirected") is None
    assert by_id(everything, "gevolg.influences.risico").get("modifier") == "++"


def test_rule_7_folders(root: etree._Element) -> None:
    tops = [item.findtext("x:label", namespaces=NS) for item in found(root, "x:organizations/x:item")]
    assert tops == [name for name in FOLDERS if name in tops]
    listed = Counter(item.get("identifierRef") for item in root.iter("{*}item") if item.get("identifierRef"))
    concepts = [*root.iter("{*}element"), *root.iter("{*}relationship"), *root.iter("{*}view")]
    assert listed == Counter(node.get("identifier") for node in concepts)
    for item in root.iter("{*}item"):
        assert (item.get("identifierRef") is None) == (item.find("x:label", NS) is not None)


def test_rule_7_concepts_stand_in_the_folder_of_their_layer_and_statements_apart(reference: Model) -> None:
    root = parsed(exported(reference, sample_view()))
    folder = {
        leaf.get("identifierRef"): [
            label.text for up in reversed(list(leaf.iterancestors("{*}item"))) for label in found(up, "x:label")
        ]
        for leaf in root.iter("{*}item")
        if leaf.get("identifierRef")
    }
    assert folder["C-INF"] == ["Business"]
    assert folder["servers"] == folder["odc"] == ["Technology & Physical"]
    assert folder["P0"] == ["Implementation & Migration"]
    assert folder["s3"] == ["Relations", "Scope"]
    assert folder["it-infrastructuur.serves.digipoort"] == ["Relations"]
    assert folder["v"] == ["Views", "Contracten"]


def test_rule_8_geometry_and_lines(reference: Model) -> None:
    root = parsed(exported(reference, sample_view()))
    view = by_id(root, "v")
    tags = [etree.QName(child).localname for child in view]
    assert tags == sorted(tags, key=["name", "documentation", "properties", "node", "connection"].index)
    nodes = {node.get("identifier"): node for node in view.iter("{*}node")}
    for node in nodes.values():
        assert all(re.fullmatch(r"\d+", node.get(side, "")) for side in "xywh")
    assert nodes["v.servers"].get("x") == "40"  # absolute, though nested in a box at 20
    kinds = {c.get("identifier"): c.get(TYPE) for c in view.iter("{*}connection")}
    assert kinds == {
        "v.scope": "Relationship", "v.serves": "Relationship", "v.part": "NestingRelationship", "v.remark": "Line",
    }  # fmt: skip
    for connection in view.iter("{*}connection"):
        relation = connection.get("relationshipRef")
        if relation:
            for end in ("source", "target"):
                assert nodes[connection.get(end)].get("elementRef") == by_id(root, relation).get(end)
    assert not list(root.iter("{*}sourceAttachment", "{*}targetAttachment"))


def test_rule_8_a_drawing_left_of_the_origin_is_moved(reference: Model) -> None:
    view = View("v", "V", nodes=[ViewNode("a", -30, -5, 10, 0, element="servers"), ViewNode("b", 0, 0, 9, 9, "Label")])
    file = exported(reference, view)
    assert_valid(file)
    places = [(n.get("x"), n.get("y"), n.get("h")) for n in parsed(file).iter("{*}node")]
    assert places == [("0", "0", "1"), ("30", "5", "9")]


def test_rule_8_lines_archi_would_misread_are_left_out_and_told(reference: Model) -> None:
    nodes = [ViewNode(i, 0, 0, 10, 10, element=i) for i in ("servers", "storage", "odc", "it-infrastructuur")]
    lines = [
        ViewConnection("reversed", "it-infrastructuur", "odc", "odc.serves.it-infrastructuur"),
        ViewConnection("unknown", "odc", "it-infrastructuur", "geen-relatie"),
        ViewConnection("plain", "servers", "storage"),
        ViewConnection("nowhere", "servers", "weg", "x"),
        ViewConnection("on-a-lost-line", "servers", "reversed", "x"),
        ViewConnection("good", "odc", "it-infrastructuur", "odc.serves.it-infrastructuur"),
        ViewConnection("to-a-line", "servers", "good"),
    ]
    losses: list[exporters.Loss] = []
    file = exported(reference, View("v", "V", nodes=nodes, connections=lines), left_out=losses)
    assert_valid(file)
    assert [c.get("identifier") for c in parsed(file).iter("{*}connection")] == ["v.good"]
    assert len(losses) == 6
    assert all(str(loss).startswith("view 'v': ") for loss in losses)


def test_rule_8_a_line_at_a_line_shows_a_relation_at_a_relation() -> None:
    nodes = [ViewNode(i, 0, 0, 10, 10, element=i) for i in ("portaal", "proces-a", "C-RAAM")]
    lines = [
        ViewConnection("flow", "portaal", "proces-a", "stroom"),
        ViewConnection("about", "flow", "C-RAAM", "op-relatie"),
    ]
    file = exported(ea_model.load(EVERYTHING), View("v", "V", nodes=nodes, connections=lines))
    assert_valid(file)
    assert by_id(parsed(file), "v.about").get("source") == "v.flow"


def test_rule_8_a_line_at_a_line_that_was_left_out_goes_too() -> None:
    nodes = [ViewNode(i, 0, 0, 10, 10, element=i) for i in ("portaal", "proces-a", "C-RAAM")]
    lines = [
        ViewConnection("about", "flow", "C-RAAM", "op-relatie"),
        ViewConnection("flow", "proces-a", "portaal", "stroom"),
    ]
    losses: list[exporters.Loss] = []
    file = exported(ea_model.load(EVERYTHING), View("v", "V", nodes=nodes, connections=lines), left_out=losses)
    assert_valid(file)
    assert [str(loss).split(" ", 3)[3] for loss in losses] == [
        "'flow' does not run between the ends of 'stroom'",
        "'about' ends at a connection that was left out",
    ]


def test_rule_8_a_box_without_its_element_becomes_a_frame(reference: Model) -> None:
    inner = ViewNode("in", 0, 0, 5, 5, element="servers")
    boxes = [
        ViewNode("weg", 0, 0, 10, 10, element="weg"),
        ViewNode("tekst", 0, 0, 10, 10, "Label", label="t", nodes=[inner]),
    ]
    losses: list[exporters.Loss] = []
    file = exported(reference, View("v", "V", nodes=boxes), left_out=losses)
    assert_valid(file)
    assert [n.get(TYPE) for n in parsed(file).iter("{*}node")] == ["Container", "Container", "Element"]
    assert len(losses) == 2


def test_rule_9_colours_and_texts(reference: Model) -> None:
    root = parsed(exported(reference, sample_view()))
    fill = by_id(root, "v.contract").find("x:style/x:fillColor", NS)
    assert fill is not None
    assert dict(fill.attrib) == {"r": "255", "g": "255", "b": "0"}
    assert by_id(root, "v.servers").find("x:style", NS) is None
    note = by_id(root, "v.note")
    assert note.get(TYPE) == "Label"
    assert note.findtext("x:label", namespaces=NS) == "geel: onder het contract\nwit: erbuiten"


def test_a_colour_that_is_none_is_left_out_and_told(reference: Model) -> None:
    losses: list[exporters.Loss] = []
    style = Style(fill="geel", line="#12", font="#zzzzzz", line_width=2)
    view = View("v", "V", nodes=[ViewNode("a", 0, 0, 1, 1, element="servers", style=style)])
    file = exported(reference, view, left_out=losses)
    assert_valid(file)
    (look,) = parsed(file).iter("{*}style")
    assert (dict(look.attrib), len(look)) == ({"lineWidth": "2"}, 0)
    assert [loss.sentence("en") for loss in losses if loss.code == "view"] == [
        f"view 'v': '{colour}' of 'a' is not a colour and is left out" for colour in ("geel", "#12", "#zzzzzz")
    ]


def test_two_views_with_the_same_parts_have_ids_of_their_own(reference: Model) -> None:
    assert_valid(exported(reference, sample_view("v"), sample_view("w"), sample_view("servers")))


def test_a_statement_is_a_directed_association_that_says_it_all() -> None:
    root = parsed(exported(ea_model.load(EVERYTHING)))
    node = by_id(root, "s1")
    assert [node.get(k) for k in (TYPE, "source", "target", "isDirected")] == [
        "Association", "C-RAAM", "portaal", "true",
    ]  # fmt: skip
    assert next((n.get(LANG), n.text) for n in found(node, "x:name")) == ("nl", "beheer")
    said = dict(properties(root, node))
    assert said["scope.statement"] == "s1"
    assert (said["scope.effect"], said["scope.role"], said["scope.activity"]) == ("include", "S", "beheer")
    assert (said["scope.from"], said["scope.until"]) == ("2019-10", "onbekend U1")
    assert said["scope.plateaus"] == "nu"
    assert "scope.party" not in said  # it is who does the work under the contract, and stays so
    assert said["scope.provenance"] == "assumed"
    assert said["source"] == "F1"
    own = by_id(root, "s2")
    assert (own.get("source"), own.get("target")) == ("bureau", "portaal")
    assert [v for k, v in properties(root, own) if k == "scope.party"] == ["bureau", "leverancier"]


def test_what_can_be_no_association_stands_with_the_model() -> None:
    root = parsed(exported(ea_model.load(EVERYTHING)))
    carried = {key for key, _ in properties(root, root) if key.startswith("ea.statements.")}
    assert carried == {"ea.statements.s4", "ea.statements.s5"}  # selectors name no one subject
    assert {"s1", "s2", "s3"} <= {node.get("identifier") for node in root.iter("{*}relationship")}
