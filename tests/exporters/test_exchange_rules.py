"""An exchange file is held against the rules of the format and of Archi without any schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ea_model.exchange import rules, xsd
from ea_model.loader import load
from ea_model.messages.problems import Level, UnreadableError
from tests.support.builders import ROOT
from tests.support.command import run
from tests.support.examples import examples
from tests.support.exchange import exported, sample_view, schema
from tests.support.marks import CORPUS

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m">
  <name xml:lang="nl">Model</name>
  <documentation>Tekst</documentation>
  <properties><property propertyDefinitionRef="p"><value>1</value></property></properties>
  <elements>
    <element identifier="a" xsi:type="ApplicationComponent"><name>A</name></element>
    <element identifier="b" xsi:type="DataObject"><name>B</name></element>
    <element identifier="g" xsi:type="Grouping"/>
  </elements>
  <relationships>
    <relationship identifier="r" xsi:type="Access" source="a" target="b" accessType="Read"/>
    <relationship identifier="s" xsi:type="Association" source="a" target="r" isDirected="true"/>
    <relationship identifier="t" xsi:type="Influence" source="a" target="b" modifier="+"/>
  </relationships>
  <organizations>
    <item><label>Application</label><item><label>Kern</label><item identifierRef="a"/></item></item>
    <item><label>Relations</label><item identifierRef="r"/></item>
  </organizations>
  <propertyDefinitions><propertyDefinition identifier="p" type="string"><name>P</name></propertyDefinition></propertyDefinitions>
  <views><diagrams>
    <view identifier="v" viewpoint="Layered"><name>V</name>
      <node identifier="n1" xsi:type="Element" elementRef="a" x="0" y="0" w="1" h="1">
        <style lineWidth="2"><fillColor r="0" g="128" b="255" a="100"/><font size="9.5" style="bold"/></style>
      </node>
      <node identifier="n2" xsi:type="Element" elementRef="b" x="10" y="10" w="20" h="20"/>
      <node identifier="n3" xsi:type="Label" x="0" y="50" w="20" h="20"><label>Noot</label><viewRef ref="w"/></node>
      <node identifier="n4" xsi:type="Container" x="0" y="90" w="20" h="20"><label>Kader</label></node>
      <connection identifier="c1" xsi:type="Relationship" relationshipRef="r" source="n1" target="n2"/>
      <connection identifier="c2" xsi:type="Line" source="n3" target="n2"><bendpoint x="1" y="2"/></connection>
      <connection identifier="c3" xsi:type="Relationship" relationshipRef="s" source="n1" target="c1"/>
    </view>
    <view identifier="w"><name>W</name><node identifier="n5" xsi:type="Element" elementRef="a" x="0" y="0" w="9" h="9"/></view>
  </diagrams></views>
</model>
"""  # noqa: E501 - a file as it is written

NAMESPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
ELEMENTS = FILE[FILE.index("  <elements>") : FILE.index("  <relationships>")]
NODE = '<node identifier="x" xsi:type="Element" elementRef="a" x="0" y="0" w="1" h="1"/>'

BAD = {
    "namespace": ("archimate/3.0/", "archimate/3.1/", "begins with 'model', not with 'model' of the exchange"),
    "root": ("model", "modell", "begins with 'modell'"),
    "order of the model": ("  <elements>", "<metadata/><properties/>\n  <elements>", "'properties' stands"),
    "order of an element": ("<name>A</name>", "<documentation/><name>A</name>", "'name' stands behind 'documentation'"),
    "order of a relationship": ('accessType="Read"/>', 'accessType="Read"><documentation/><name/></relationship>',
                                "'name' stands behind"),
    "order of a view": ("<name>W</name>", "<documentation/><name>W</name>", "'name' stands behind 'documentation'"),
    "order of a node": ("<label>Noot</label><viewRef", "<documentation/><label>Noot</label><viewRef",
                        "'label' stands behind 'documentation'"),
    "order of a connection": ('<bendpoint x="1" y="2"/>', '<bendpoint x="1" y="2"/><label>L</label>',
                              "'label' stands behind 'bendpoint'"),
    "connection before node": ("    </view>\n    <view", f"      {NODE}\n    </view>\n    <view",
                               "'node' stands behind 'connection'"),
    "twice": ("  <relationships>", "  <elements><element identifier='z' xsi:type='Grouping'/></elements>"
                                   "\n  <relationships>", "'elements' stands twice"),
    "stranger": ("<name>A</name>", "<name>A</name><label>x</label>", "'label' cannot stand in 'element'"),
    "unknown tag": ("<name>A</name>", "<name>A</name><thing/>", "'thing' cannot stand in 'element'"),
    "text": ("<elements>", "<elements>los", "text cannot stand in 'elements'"),
    "nodes in a text": ("<viewRef ref", f"{NODE}<viewRef ref", "'node' cannot stand in 'node Label'"),
    "no name": ("<name>A</name>", "", "'element' lacks 'name'"),
    "no name of a model": ('<name xml:lang="nl">Model</name>', "", "'model' lacks 'name'"),
    "no value": ("<value>1</value>", "", "'property' lacks 'value'"),
    "no identifier": ('<element identifier="a"', "<element", "'element' lacks the attribute 'identifier'"),
    "no type": ('"b" xsi:type="DataObject"', '"b"', "'element' lacks the attribute 'type'"),
    "no source": ('"Access" source="a"', '"Access"', "'relationship' lacks the attribute 'source'"),
    "no elementRef": ('xsi:type="Element" elementRef="b"', 'xsi:type="Element"', "'node' lacks the attribute 'elemen"),
    "no relationshipRef": (' relationshipRef="r"', "", "'connection' lacks the attribute 'relationshipRef'"),
    "no end of a connection": ('source="n3" ', "", "'connection' lacks the attribute 'source'"),
    "unknown type": ('"DataObject"', '"Dataobject"', "'Dataobject' is no type of 'element'"),
    "long relation type": ('"Access"', '"AccessRelationship"', "'AccessRelationship' is no type"),
    "no such attribute": ('<element identifier="a"', '<element identifier="a" colour="x"', "no attribute 'colour'"),
    "no name for an id": ('identifier="g"', 'identifier="2 g"', "identifier of 'element' is '2 g', not a letter"),
    "identifier twice": ('identifier="n5"', 'identifier="a"', "identifier 'a' stands at line 7 too"),
    "source nowhere": ('source="a" target="r"', 'source="q" target="r"', "source of 'relationship' is 'q'"),
    "target is a view": ('source="a" target="r"', 'source="a" target="v"', "which is no element/relationship"),
    "elementRef": ('elementRef="b"', 'elementRef="r"', "elementRef of 'node' is 'r', which is no element"),
    "relationshipRef": ('relationshipRef="r"', 'relationshipRef="a"', "which is no relationship of"),
    "viewRef": ('ref="w"', 'ref="a"', "ref of 'viewRef' is 'a', which is no view"),
    "propertyDefinitionRef": ('Ref="p"', 'Ref="a"', "which is no propertyDefinition"),
    "identifierRef": ('identifierRef="r"', 'identifierRef="nix"', "which is no identifier of the file"),
    "ends in another view": ('source="n3" target="n2"', 'source="n3" target="n5"', "which stands in another view"),
    "accessType elsewhere": ('modifier="+"', 'accessType="Read"', "accessType is for Access; here stands Influence"),
    "isDirected elsewhere": ('modifier="+"', 'isDirected="true"', "isDirected is for Association"),
    "modifier elsewhere": ('isDirected="true"', 'modifier="+"', "modifier is for Influence"),
    "accessType unknown": ('"Read"', '"read"', "accessType of 'relationship' is 'read', not Access, Read, Write"),
    "isDirected unknown": ('isDirected="true"', 'isDirected="yes"', "isDirected of 'relationship' is 'yes'"),
    "property type": ('type="string"', 'type="text"', "type of 'propertyDefinition' is 'text', not string, boolean"),
    "half a point": ('x="10"', 'x="10.5"', "x of 'node' is '10.5', not a whole number of at least 0"),
    "below zero": ('y="10"', 'y="-1"', "y of 'node' is '-1', not a whole number of at least 0"),
    "no width": ('w="9"', 'w="0"', "w of 'node' is '0', not a whole number of at least 1"),
    "bendpoint": ('y="2"', 'y="-2"', "y of 'bendpoint' is '-2'"),
    "colour": ('b="255"', 'b="256"', "b of 'fillColor' is '256', not a whole number from 0 to 255"),
    "opacity": ('a="100"', 'a="101"', "a of 'fillColor' is '101', not a whole number from 0 to 100"),
    "font": ('size="9.5"', 'size="9.4"', "size of 'font' is '9.4'"),
    "language": ('xml:lang="nl"', 'xml:lang="n l"', "lang of 'name' is 'n l', not a language tag"),
    "empty properties": ("<name>A</name>", "<name>A</name><properties/>", "'properties' is empty; leave it out"),
    "empty organizations": ("  <propertyDefinitions>", "  <organizations/>\n  <propertyDefinitions>",
                            "'organizations' is empty; leave it out"),
}  # fmt: skip
"""What becomes what in `FILE`, and what is said of it: the format does not allow it."""

UNCHECKED = {"identifierRef", "no end of a connection"}
"""What the schema forbids and libxml2 lets pass: references that are no keys, and a connection without an end."""

ARCHI = {
    "prefix": ('xsi:type="DataObject"', f'xmlns:x="{NAMESPACE}" xsi:type="x:DataObject"', "has a prefix", Level.ERROR),
    "relation at a text": ('source="n1" target="n2"', 'source="n3" target="n2"', "ends at a text", Level.ERROR),
    "access": (' accessType="Read"', "", "Archi reads it as Write", Level.WARNING),
    "directed": ('isDirected="true"', 'isDirected="1"', "Archi takes only 'true'", Level.WARNING),
    "viewpoint": ('"Layered"', '"Contracten"', "Archi has no viewpoint 'Contracten'", Level.WARNING),
    "reversed": ('source="n1" target="n2"', 'source="n2" target="n1"', "does not run as 'r' does", Level.WARNING),
    "line between elements": ('source="n3" target="n2"', 'source="n1" target="n2"', "line 'c2'", Level.WARNING),
    "line at a connection": ('source="n3" target="n2"', 'source="n3" target="c1"', "line 'c2'", Level.WARNING),
    "top folder": ("<label>Application<", "<label>Applicaties<", "no top folder 'Applicaties'", Level.WARNING),
    "two folders": ('<item identifierRef="r"/>', '<item identifierRef="a"/>', "'a' stands in a folder", Level.WARNING),
    "a node in a folder": ('identifierRef="r"', 'identifierRef="n1"', "names a node", Level.WARNING),
    "an item that holds": ('<item identifierRef="a"/>', '<item identifierRef="a"><item identifierRef="b"/></item>',
                           "holds items itself", Level.WARNING),
}  # fmt: skip
"""What the format allows, and what Archi does with it."""


def _with(old: str, new: str) -> bytes:
    assert old in FILE
    return FILE.replace(old, new, 1 if old != "model" else -1).encode()


def _found(content: bytes) -> list[str]:
    return [f"{p.place.line} {p.code} {p.message}" for p in rules.problems("a.xml", content)]


def test_a_good_file_gives_nothing() -> None:
    assert _found(FILE.encode()) == []
    assert exchange_schema_of(FILE.encode()) == []


def exchange_schema_of(content: bytes) -> list[str]:
    """What the schema says, where it is installed."""
    schema()
    return [p.message for p in xsd.violations("a.xml", content)]


@pytest.mark.parametrize("name", BAD)
def test_each_rule_of_the_format_tells_what_breaks_it(name: str) -> None:
    old, new, said = BAD[name]
    content = _with(old, new)
    found = rules.problems("a.xml", content)
    told = [p for p in found if p.code == "EXCHANGE" and said in p.message]
    assert told, found
    changed = next(
        i for i, (a, b) in enumerate(zip(FILE.encode().split(b"\n"), content.split(b"\n"), strict=False)) if a != b
    )
    assert abs(told[0].place.line - changed - 1) <= 1
    assert told[0].level is Level.ERROR
    assert name in UNCHECKED or exchange_schema_of(content), "the schema allows it"


@pytest.mark.parametrize("name", ARCHI)
def test_each_rule_of_archi_tells_what_it_does(name: str) -> None:
    old, new, said, level = ARCHI[name]
    content = _with(old, new)
    (found,) = rules.problems("a.xml", content)
    assert (found.code, found.level, said in found.message) == ("ARCHI", level, True), found
    assert exchange_schema_of(content) == []


def test_a_model_without_elements_opens_nowhere() -> None:
    content = f'<model xmlns="{NAMESPACE}" identifier="m"><name>M</name></model>'.encode()
    assert _found(content) == ["1 ARCHI holds no element; Archi opens no such file"]


def test_a_prefixed_namespace_is_told() -> None:
    content = FILE.replace("<model xmlns=", "<x:model xmlns:x=").replace("</model", "</x:model").encode()
    assert "2 EXCHANGE the namespace of the format has a prefix; it must be the default one" in _found(content)


def test_references_may_run_ahead_and_foreign_parts_are_free() -> None:
    parts = '<o:x xmlns:o="urn:o" identifier="a"><o:y/>los</o:x>'
    assert _found(_with("<name>A</name>", f"<name>A</name>{parts}")) == []


def test_lines_are_right_far_down_a_file() -> None:
    """A parser that keeps lines in sixteen bits would say 65535."""
    content = _with("  <relationships>", "\n" * 70_000 + "  <relationships>").replace(b'"Read"', b'"read"')
    (found,) = rules.problems("a.xml", content)
    assert found.place.line == 70_012


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "SYNTAX"),
        (f'<item xmlns="{NAMESPACE}"/>'.encode(), "EXCHANGE"),
        (b"PK\x03\x04", "SYNTAX"),
        (FILE.encode()[:-20], "SYNTAX"),
        (b"<a>" * 300, "DEPTH"),
    ],
)
def test_what_is_no_xml_is_one_problem(content: bytes, code: str) -> None:
    assert code in {p.code for p in rules.problems("a.xml", content)}


def test_hostile_input_is_refused_and_bounded() -> None:
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        rules.problems("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    flood = f'<model xmlns="{NAMESPACE}">{"<x/>" * 5000}</model>'.encode()
    assert len(rules.problems("a.xml", flood)) == rules.MOST
    assert _found(_with('x="10"', f'x="{"9" * 100_000}"'))[0].startswith("26 EXCHANGE x of 'node'")


@pytest.mark.parametrize("folder", ["models/samen", "tests/models/reference", "tests/models/everything"])
def test_our_own_exports_give_nothing(folder: str) -> None:
    assert _found(exported(load(ROOT / folder), left_out=[])) == []


def test_our_own_drawings_give_nothing() -> None:
    assert _found(exported(load(ROOT / "tests/models/reference"), sample_view())) == []


@pytest.mark.parametrize("file", sorted(CORPUS.glob("eamodelset/*/model.xml"))[::12], ids=lambda f: f.parent.name)
def test_real_files_that_keep_to_the_schema_give_only_what_archi_adds(file: Path) -> None:
    content = file.read_bytes()
    own = {p.code for p in rules.problems(str(file), content)}
    assert ("EXCHANGE" in own) == bool(exchange_schema_of(content))


@examples(150)
@given(st.data())
def test_whatever_happens_to_a_file_the_schema_and_the_rules_agree(data: st.DataObject) -> None:
    """Parts go, move, come twice or lose an attribute: refused by the one is refused by the other."""
    root = etree.fromstring(FILE.encode())
    parts = [part for part in root.iter(etree.Element) if part is not root]
    part = data.draw(st.sampled_from(parts))
    above = part.getparent()
    assert above is not None
    match data.draw(st.sampled_from(["go", "move", "strip", "swap"])):
        case "go":
            above.remove(part)
        case "move":
            above.insert(0, part)
        case "strip" if part.attrib:
            del part.attrib[data.draw(st.sampled_from(sorted(map(str, part.attrib))))]
        case "swap" if part.attrib:
            name = data.draw(st.sampled_from(sorted(map(str, part.attrib))))
            part.set(name, data.draw(st.sampled_from(["a", "r", "n1", "v", "p", "0", "300", "-1", "", "Read", "true"])))
    content = etree.tostring(root)
    own = [p.message for p in rules.problems("a.xml", content) if p.code == "EXCHANGE"]
    laxer = {f"'connection' lacks the attribute '{end}'" for end in ("source", "target")}
    held = [said for said in own if "identifierRef" not in said and said not in laxer]
    theirs = exchange_schema_of(content)
    assert own or not theirs, theirs
    assert theirs or not held, held


def test_the_command_checks_with_and_without_the_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, odd = tmp_path / "bad.xml", tmp_path / "odd.xml"
    bad.write_bytes(_with('x="10"', 'x="10.5"'))
    odd.write_bytes(_with(' accessType="Read"', ""))
    schema()
    told = run("check", odd, "--xsd", "--lang", "nl")
    assert (told.code, f"{odd}:12: ARCHI Access heeft geen accessType" in told.out) == (0, True)
    assert "XSD" in run("check", bad, "--xsd").out
    xsd.schema.cache_clear()
    monkeypatch.setattr(xsd, "find_spec", lambda _: None)
    ran = run("check", bad, "--xsd", "--lang", "nl")
    xsd.schema.cache_clear()
    assert ran.code == 1
    assert f"{bad}:26: EXCHANGE x van 'node' is '10.5', niet een geheel getal van ten minste 0" in ran.out
    assert "requirements-schemas.txt" in ran.err


def test_an_export_tells_what_archi_makes_of_it_as_data(tmp_path: Path) -> None:
    odd, target = tmp_path / "odd.xml", tmp_path / "out.xml"
    odd.write_bytes(_with('viewpoint="Layered"', 'viewpoint="Eigen"'))
    ran = run("export", "archimate", odd, "-o", target, "--validate", "--report", "json", "--lang", "en")
    assert (ran.code, [p["code"] for p in json.loads(ran.err[ran.err.index("{") :])["problems"]]) == (0, ["ARCHI"])
    assert target.is_file()
