"""Odd things in somebody else's model: what is written of it reads back, and what is lost of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import UnreadableError
from tests.readers.seeds import ARCHI, FOLDER, zipped
from tests.support.command import run

_XML = ('<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m">')  # fmt: skip
_ARCHI = 'xmlns:archimate="http://www.archimatetool.com/archimate"'
_HEAD = '"ID","Type","Name","Documentation","Specialization"\r\n"m","ArchimateModel","M","",""\r\n'


def _converted(source: Path, form: str, *more: str) -> Path:
    out = source.parent / f"out-{form}"
    ran = run("convert", source, out, "--to", form, *more)
    assert ran.code == 0, ran.err
    return out


@pytest.mark.parametrize("tag", ["2", "409", "nl_NL", "2020-01-01", "n" * 30, "a b", ""])
def test_a_tag_that_is_no_language_reads_back_from_our_text(tmp_path: Path, tag: str) -> None:
    texts = "".join(f'<{w} xml:lang="{tag}">{w}</{w}><{w} xml:lang="nl">N</{w}>' for w in ("name", "documentation"))
    source = tmp_path / "m.xml"
    source.write_text(
        f'{_XML}{texts}<elements><element identifier="a" xsi:type="Goal">{texts}</element></elements><organizations>'
        f'<item><label xml:lang="{tag}">X</label><label xml:lang="nl">Y</label><item identifierRef="a"/></item>'
        "</organizations></model>"
    )
    before, after = ea_model.load(source), ea_model.load(_converted(source, "text"))
    assert after.element("a").name == before.element("a").name
    assert after.name == before.name


@pytest.mark.parametrize("number", ["999999999999999999999", "1e999", "NaN", "-5", "1.5"])
def test_numbers_no_drawing_has_read_back(tmp_path: Path, number: str) -> None:
    source = tmp_path / "m.archimate"
    source.write_bytes(ARCHI.replace(b'width="-1"', f'width="{number}"'.encode()))
    exchange = _converted(source, "exchange")
    spelled = tmp_path / "m.xml"
    spelled.write_text(exchange.read_text().replace(' x="1"', f' x="{number}"'))
    for path in (source, spelled):
        for form in ("text", "exchange", "grafico"):
            assert len(ea_model.load(_converted(path, form)).views) == 1


def test_an_element_called_view_in_the_folders_of_a_file_is_converted(tmp_path: Path) -> None:
    source = tmp_path / "m.xml"
    source.write_text(
        f'{_XML}<name>M</name><elements><element identifier="a" xsi:type="Goal"><name>A</name></element></elements>'
        '<organizations><item><view>M</view><item identifierRef="a"/></item></organizations></model>'
    )
    for form in ("archi", "text"):
        assert ea_model.load(_converted(source, form)).element("a")


@pytest.mark.parametrize("space", ["\u00e9", "&#10;", "x&quot;y"])
def test_a_namespace_that_is_no_address_stops_no_conversion(tmp_path: Path, space: str) -> None:
    goal = f'<archimate:Goal {_ARCHI} xmlns:q="{space}" name="A" id="a"><q:x/></archimate:Goal>'
    folder = f'<archimate:Folder {_ARCHI} name="B" id="f" type="business"/>'
    source = tmp_path / "m.zip"
    files = {"folder.xml": FOLDER, "business/folder.xml": folder.encode(), "business/Goal_a.xml": goal.encode()}
    source.write_bytes(zipped({f"model/{name}": content for name, content in files.items()}))
    assert ea_model.load(source).element("a").kind == "Goal"
    assert ea_model.load(_converted(source, "archi")).element("a").kind == "Goal"
    single = tmp_path / "m.archimate"
    single.write_bytes(ARCHI.replace(b"<documentation>", f'<documentation xmlns:q="{space}">'.encode(), 1))
    assert ea_model.load(_converted(single, "grafico")).element("A")


def test_what_is_said_twice_makes_no_broken_file(tmp_path: Path) -> None:
    source = tmp_path / "m.archimate"
    twice = ARCHI.replace(b"<documentation>d</documentation>", b"<documentation>d</documentation>" * 2)
    source.write_bytes(twice.replace(b'name="A" id="a"', b'name="A" id="a" documentation="e"'))
    assert str(ea_model.load(_converted(source, "grafico")).element("a").documentation) == "d"


def test_the_type_in_a_folder_of_coarchi_is_the_tag_of_the_file(tmp_path: Path) -> None:
    source = tmp_path / "m.archimate"
    source.write_bytes(ARCHI)
    folder = _converted(source, "grafico")
    actor = next(folder.rglob("BusinessActor_a.xml"))
    actor.rename(actor.with_name("Goal_a.xml"))
    view = next(folder.rglob("ArchimateDiagramModel_v.xml"))
    view.rename(view.with_name("Capability_v.xml"))
    model = ea_model.load(folder)
    assert (model.element("a").kind, [view.id for view in model.views]) == ("BusinessActor", ["v"])
    assert ea_model.load(_converted(folder, "archi")).element("a").kind == "BusinessActor"


def test_two_things_of_one_id_in_a_folder_leave_both_in_a_file(tmp_path: Path) -> None:
    source = tmp_path / "m.archimate"
    source.write_bytes(ARCHI)
    folder = _converted(source, "grafico")
    actor = next(folder.rglob("BusinessActor_a.xml"))
    actor.write_text(actor.read_text().replace('id="a"', 'id="v"'))
    relation = next(folder.rglob("AccessRelationship_r.xml"))
    relation.write_text(relation.read_text().replace("BusinessActor_a.xml#a", "BusinessActor_a.xml#v"))
    model = ea_model.load(_converted(folder, "archi"))
    assert model.element("v").kind == "BusinessActor"
    assert len(model.views) == 1


def test_a_table_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "elements.csv"
    for content in ('"a","Goal","A","cut in the mid', '"a","Goal","A","never closed\r\n"b","Goal","B","",""\r\n"c","'):
        path.write_text(_HEAD + content)
        with pytest.raises(UnreadableError, match="quote"):
            ea_model.load(path)
    path.write_text(_HEAD + '"a","Goal","A ""quoted""","two\r\nlines"')
    assert str(ea_model.load(path).element("a").name) == 'A "quoted"'


def test_files_in_utf_16_are_read_or_told_as_such(tmp_path: Path) -> None:
    table = tmp_path / "elements.csv"
    table.write_text(_HEAD + '"a","Goal","\u00c5","",""', encoding="utf-16")
    assert str(ea_model.load(table).element("a").name) == "\u00c5"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        path = tmp_path / "m.yaml"
        path.write_text("model: {id: m, name: M}\n", encoding=encoding)
        assert "UTF-16" in run("check", path).err


def test_an_element_in_a_text_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.xml"
    path.write_text(
        f'{_XML}<name>M</name><elements>\n<element identifier="a" xsi:type="Goal"><name>Manager<x>Y</x> </name>'
        "<documentation>D<y>Z</y>E</documentation></element></elements></model>"
    )
    model = ea_model.load(path)
    assert (str(model.element("a").name), str(model.element("a").documentation)) == ("ManagerY ", "DZE")
    assert "m.xml:2" in "".join(map(str, model.problems))


def test_formulas_in_the_tables_of_archi_are_told(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("model: {id: m, name: M}\nelements: {a: {type: Node, name: \"=cmd|' /C calc'!A0\"}}\n")
    ran = run("convert", path, tmp_path / "out", "--to", "csv", "--strict", "--lang", "en")
    assert ran.code == 0
    assert "1 texts begin as a formula" in ran.err


def _lines(path: Path, ends: list[tuple[str, str]]) -> Path:
    """A file of Archi with a view of two boxes, and plain lines between these ends."""
    lines = "".join(
        f'<sourceConnection id="l{number}" source="{source}" target="{target}"/>'
        for number, (source, target) in enumerate(ends)
    )
    boxes = ARCHI[ARCHI.index(b"<sourceConnection") : ARCHI.index(b"</sourceConnection>") + len(b"</sourceConnection>")]
    path.write_bytes(ARCHI.replace(boxes, lines.encode()))
    return path


@pytest.mark.parametrize(
    "ends",
    [[("l0", "n")], [("n", "l0")], [("l1", "n"), ("l0", "n")], [("n", "l1"), ("n", "l0")], [("n", "n"), ("l1", "l0")]],
)
def test_lines_in_a_circle_are_left_out_and_told(tmp_path: Path, ends: list[tuple[str, str]]) -> None:
    source = _lines(tmp_path / "m.archimate", ends)
    text = _converted(source, "text")
    for form in ("archi", "exchange", "grafico"):
        assert len(ea_model.load(_converted(text, form)).views[0].connections) < len(ends)
    assert run("view", source, "v", "-o", tmp_path / "v.svg").code == 0


def test_a_long_chain_of_lines_takes_no_time(tmp_path: Path) -> None:
    source = _lines(tmp_path / "m.archimate", [*((f"l{number + 1}", "n") for number in range(3000)), ("nowhere", "n")])
    text = _converted(source, "text")
    for form in ("archi", "exchange"):
        assert not ea_model.load(_converted(text, form)).views[0].connections
    assert run("view", source, "v", "-o", tmp_path / "v.svg").code == 0
