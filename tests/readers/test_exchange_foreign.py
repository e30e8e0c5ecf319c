"""Reading exchange files of others: every published one opens with everything in it; what is none says what it is."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import ea_model
from ea_model import rules
from ea_model.messages.problems import Level, ModelLoadError, UnreadableError
from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.model import Model
from ea_model.readers.exchange import reader
from ea_model.values import LangText
from tests.support.examples import examples
from tests.support.exchange import (
    NS,
    TYPE,
    assert_valid,
    by_id,
    exported,
    found,
    imported,
    parsed,
    picture,
    properties,
    reading,
)
from tests.support.marks import CORPUS


def _exchange_files() -> list[Path]:
    if not CORPUS.is_dir():
        return []
    return [
        *sorted(CORPUS.glob("eamodelset/*/model.xml")),
        CORPUS / "gemma" / "gemma.xml",
        *sorted(CORPUS.glob("vera/*.xml")),
        *sorted(CORPUS.glob("oddities/*.xml")),
    ]


corpus = pytest.mark.parametrize(
    "path",
    _exchange_files()
    or [pytest.param(CORPUS, marks=pytest.mark.skip(reason=f"there is no corpus of published models at {CORPUS}"))],
    ids=lambda path: str(path.relative_to(CORPUS)) if path != CORPUS else "none",
)


@corpus
def test_every_published_model_opens_with_everything_in_it(path: Path) -> None:
    root = etree.parse(path).getroot()
    model = ea_model.load(path)
    elements, relations = found(root, "x:elements/x:element"), found(root, "x:relationships/x:relationship")
    assert [e.id for e in model.elements] == [e.get("identifier") for e in elements]
    assert [r.id for r in model.relations] == [r.get("identifier") for r in relations]
    assert Counter(_type(e) for e in model.elements) == Counter(e.get(TYPE) for e in elements)
    assert Counter(archimate_type(type(r)) for r in model.relations) == Counter(r.get(TYPE) for r in relations)
    listed = sum(len(c.properties) for c in model.concepts())
    assert listed == sum(len(found(node, "x:properties/x:property")) for node in (*elements, *relations))
    views = list(root.iter("{*}view"))
    assert len(model.views) == len(views)
    drawn = sum(1 + _inside(node) for view in model.views for node in view.nodes)
    assert drawn == sum(1 for view in views for _ in view.iter("{*}node"))
    assert sum(len(view.connections) for view in model.views) == sum(1 for _ in root.iter("{*}connection"))
    assert not [p for p in model.problems if p.level is Level.ERROR]


def _type(element: Element) -> str:
    kind = archimate_type(type(element))
    return {"and": "AndJunction", "or": "OrJunction"}[element.eGet("junction_type")] if kind == "Junction" else kind


def _inside(node: object) -> int:
    inner = getattr(node, "nodes", ())
    return len(inner) + sum(_inside(child) for child in inner)


@corpus
def test_every_published_model_survives_our_export(path: Path, tmp_path: Path) -> None:
    """As it stood to the byte; and written anew the same model, its odd ids aside."""
    model = ea_model.load(path)
    assert exported(model) == path.read_bytes()
    content = exported(model, left_out=[], fresh=True)
    again = imported(content, tmp_path)
    if not any(p.code == "ID" for p in model.problems) and model.name != model.id:
        assert {**picture(again), "revision": ""} == {**picture(model), "revision": ""}
    if "gemma" not in path.parts and "vera" not in path.parts:  # the schema takes a second for each of those
        assert_valid(content)


def _foreign(body: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="{NS["x"]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m" version="3">
  <name>Van een ander</name>
  {body}
</model>""".encode()


def test_keys_with_our_names_stay_free_in_files_of_others(tmp_path: Path) -> None:
    model = imported(
        _foreign("""
      <elements><element identifier="a" xsi:type="Contract"><name> A </name><properties>
        <property propertyDefinitionRef="p1"><value>binnenkort</value></property>
        <property propertyDefinitionRef="p2"><value>F1</value></property>
        <property propertyDefinitionRef="p1"><value xml:lang="en">"soon"</value></property>
      </properties></element></elements>
      <propertyDefinitions><propertyDefinition identifier="p1" type="date"><name>end</name></propertyDefinition>
        <propertyDefinition identifier="p2" type="string"><name>source</name></propertyDefinition></propertyDefinitions>
    """),
        tmp_path,
    )
    contract = model.contract("a")
    assert (contract.name, contract.end, contract.sources) == (" A ", None, ())
    assert contract.properties == (("end", "binnenkort"), ("source", "F1"), ("end", '"soon"'))
    assert (model.id, model.name, model.version) == ("m", "Van een ander", "3")
    again = imported(exported(model), tmp_path)
    assert picture(again) == picture(model)


def test_odd_files_are_told_not_refused(tmp_path: Path) -> None:
    """Bad and double ids, unknown types, dangling ends also at a relation that fell away itself, no ids at all."""
    model = imported(
        _foreign("""
      <elements><element identifier="1é" xsi:type="BusinessActor"><name/></element>
        <element identifier="1é" xsi:type="BusinessRole"><name>dubbel</name></element>
        <element identifier="z" xsi:type="Zomaar"><name>Z</name></element>
        <element xsi:type="Goal"><name>zonder</name></element>
        <element identifier="p/1" xsi:type="archimate:Contract"><name xml:lang="nl-NL">C</name><name>X</name></element>
        <element identifier="j" xsi:type="OrJunction"/>
      </elements>
      <relationships><relationship identifier="r1" source="1é" target="weg" xsi:type="Serving"/>
        <relationship identifier="r2" source="r1" target="1é" xsi:type="Association"/>
        <relationship identifier="r3" source="1é" target="p/1" xsi:type="Access" accessType="Write"/>
        <relationship identifier="r4" source="r3" target="1é" xsi:type="Association" isDirected="true"/>
        <relationship identifier="r5" source="1é" target="p/1" xsi:type="Vreemd"/>
        <relationship identifier="r6" source="r5" target="1é" xsi:type="Association"/>
      </relationships>"""),
        tmp_path,
    )
    assert [e.id for e in model.elements] == ["1é", "p/1", "j"]
    assert [r.id for r in model.relations] == ["r3", "r4"]
    assert model["r3"].eGet("access_type") == "Write"
    assert model["r4"].eGet("directed") is True
    assert model["r4"].eGet("source") is model["r3"]
    assert model["j"].eGet("junction_type") == "or"
    name = model["p/1"].name
    assert isinstance(name, LangText)
    assert name.texts == {"nl-NL": "C", "und": "X"}
    assert Counter(p.code for p in model.problems if p.code != "RELATION") == {
        "ID": 2, "DUPLICATE-ID": 1, "KIND": 2, "REFERENCE": 3,
    }  # fmt: skip
    assert not [p for p in model.problems if p.level is Level.ERROR]
    content = exported(model, left_out=[], fresh=True)
    assert_valid(content)
    assert {n.get("identifier") for n in found(parsed(content), "x:elements/x:element")} == {"id-1é", "id-p_1", "j"}


def test_specializations_of_others(tmp_path: Path) -> None:
    """One that bears the name of a kind of ours on the same type is that kind; every other stays what it was."""
    model = imported(
        _foreign("""
      <elements>
        <element identifier="a" xsi:type="Node"><name>A</name><properties>
          <property propertyDefinitionRef="specialization"><value>Platform</value></property></properties></element>
        <element identifier="b" xsi:type="Device"><name>B</name><properties>
          <property propertyDefinitionRef="specialization"><value>Platform</value></property>
          <property propertyDefinitionRef="specialization"><value>Rek</value></property></properties></element>
      </elements>
      <propertyDefinitions><propertyDefinition identifier="specialization" type="string"><name>Specialization</name>
      </propertyDefinition></propertyDefinitions>"""),
        tmp_path,
    )
    assert [e.kind for e in model.elements] == ["Platform", "Device"]
    assert model["b"].properties == (("Specialization", "Platform"), ("Specialization", "Rek"))
    root = parsed(exported(model))
    assert properties(root, by_id(root, "b")) == [("Specialization", "Platform"), ("Specialization", "Rek")]
    assert picture(imported(exported(model), tmp_path)) == picture(model)


def test_folders_of_others_are_kept(tmp_path: Path) -> None:
    model = imported(
        _foreign("""
      <elements><element identifier="a" xsi:type="Node"><name>A</name></element>
        <element identifier="b" xsi:type="Node"><name>B</name></element></elements>
      <organizations><item><label>Technology &amp; Physical</label>
          <item><label>Rekencentrum</label><item identifierRef="a"/></item></item>
        <item><label>Eigen</label><item><label>Diep</label><item identifierRef="b"/></item></item></organizations>"""),
        tmp_path,
    )
    assert model.foreign.folders == {"a": ("Rekencentrum",), "b": ("Eigen", "Diep")}
    content = exported(model, fresh=True)
    again = imported(content, tmp_path)
    assert again.foreign.folders == model.foreign.folders
    assert [item.findtext("x:label", namespaces=NS) for item in found(parsed(content), "x:organizations/x:item")] == [
        "Technology & Physical",
        "Eigen",
    ]


# What is no exchange file.


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE model [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + ']><model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" identifier="m"><name>&j;</name></model>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", [BOMB, '<!DOCTYPE model SYSTEM "file:///etc/passwd"><model/>'])
def test_a_document_type_is_refused(text: str, encoding: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"model\.xml: has a document type \(DOCTYPE\)"):
        reading(text.encode(encoding), tmp_path)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<model", 1),
        (b"<p>\n<b>\n</p>", 3),
        (_foreign("<elements>")[:-20], 4),
        ("\ufeff<model".encode("utf-16"), 1),
        (b'<?xml version="1.0" encoding="utf-16"?>\n<model/>', 1),
        (b"<model>\n\x00</model>", 2),
        (b"<model>&niets;</model>", 1),
        (b"<a>" * 300, 1),
    ],
    ids=["cut", "crossed", "truncated", "utf-16", "wrong-encoding", "nul", "entity", "deep"],
)
def test_broken_xml_gives_one_error_with_its_line(content: bytes, line: int, tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError) as caught:
        reading(content, tmp_path)
    (problem,) = caught.value.problems
    assert problem.code in ("SYNTAX", "ENCODING", "DEPTH")
    assert problem.place.line == line
    assert re.search(
        "is not well-formed XML here|is not in utf-16, which it says it is|nested more than", problem.message
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html/>", "its first element is 'html'"),
        (
            b'<a:model xmlns:a="http://www.archimatetool.com/Bogus"/>',
            "nor a file of Archi: its first element is 'model'",
        ),
    ],
)
def test_other_xml_says_what_it_is(content: bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        reading(content, tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        reader.read(tmp_path / "weg.xml")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_the_encoding_of_a_file_is_honoured(reference: Model, encoding: str, tmp_path: Path) -> None:
    root = parsed(exported(reference))
    content = etree.tostring(root, encoding="unicode").encode(encoding, "xmlcharrefreplace")
    if encoding in {"windows-1252", "iso-8859-1"}:
        content = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + content
    file = tmp_path / "model.xml"
    file.write_bytes(content)
    again = picture(ea_model.load(file))
    assert {**again, "revision": ""} == {**picture(reference), "revision": ""}


@examples(300)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_other_input_is_refused_by_name(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with pytest.raises((UnreadableError, ModelLoadError)) as caught:
            reading(content, Path(folder))
        assert str(caught.value).startswith(folder)


def test_what_a_foreign_file_lost_on_the_way_in_is_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "foreign.xml"
    file.write_text(
        '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name>M</name>'
        '<elements><element identifier="a" xsi:type="BusinessActor"><name>A</name></element></elements>'
        '<relationships><relationship identifier="r" source="a" target="gone" xsi:type="Association"/></relationships>'
        "</model>",
        encoding="utf-8",
    )
    model = ea_model.load(file)
    found = [f for f in rules.run([ea_model.scope_of(model)]) if f.code == "INPUT"]
    assert ["gone" in f.text("nl") for f in found] == [True]
    assert found[0].place.line == 1
