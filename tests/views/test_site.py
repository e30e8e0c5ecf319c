"""A site tells what the app tells, in plain files whose links all lead somewhere, whatever the model is called."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from ea_model.metamodel.contract import Contract
from ea_model.model import Model
from ea_model.scope import contract_scope, scope_of
from ea_model.views import site
from ea_model.views.site.naming import stems
from tests.support.builders import SAMEN, model_of
from tests.support.command import run
from tests.support.marks import CORPUS
from tests.support.site import broken_links, mistakes, page, pages, words, written

GEMMA = CORPUS / "gemma" / "gemma.xml"
HOSTILE = """<?xml version="1.0" encoding="UTF-8"?>
<a:model xmlns:a="http://www.archimatetool.com/archimate" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  name="&lt;script>alert(1)&lt;/script>" id="m" version="5.0.0">
  <folder name="B" id="f1" type="business">
    <element xsi:type="a:BusinessActor" name="&lt;img src=x onerror=alert(1)>" id="../../etc/passwd">
      <documentation>&lt;/script>&lt;script>alert(2)&lt;/script> &amp;lt;b> javascript:alert(3)</documentation>
      <property key="&quot; onclick=&quot;alert(4)" value="&lt;svg onload=alert(5)>"/></element>
    <element xsi:type="a:BusinessActor" name="Twee" id="A b/c"/><element xsi:type="a:BusinessActor" name="Twee" id="a B/c"/>
    <element xsi:type="a:BusinessActor" name="" id="con"/><element xsi:type="a:BusinessActor" name="Über" id="Über-ß-名"/>
    <element xsi:type="a:BusinessActor" name="Groot" id="Klant"/><element xsi:type="a:BusinessActor" name="Klein" id="klant"/>
    <element xsi:type="a:BusinessActor" name="Lang" id="LONG"/></folder>
  <folder name="R" id="f2" type="relations">
    <element xsi:type="a:AssociationRelationship" id="r/1" source="../../etc/passwd" target="A b/c"/>
    <element xsi:type="a:AssociationRelationship" id="r2" source="r/1" target="Klant" name="&lt;i>"/></folder>
  <folder name="&lt;b>V" id="f3" type="diagrams">
    <element xsi:type="a:ArchimateDiagramModel" name="&quot;>&lt;script>alert(6)&lt;/script>" id="../v">
      <child xsi:type="a:DiagramObject" id="o1" archimateElement="../../etc/passwd"><bounds x="0" y="0" width="120" height="55"/>
        <sourceConnection xsi:type="a:Connection" id="c1" source="o1" target="o2" archimateRelationship="r/1"/></child>
      <child xsi:type="a:DiagramObject" id="o2" archimateElement="A b/c"><bounds x="200" y="0" width="120" height="55"/></child>
      <child xsi:type="a:DiagramModelReference" id="o3" model="nul"><bounds x="0" y="90" width="120" height="55"/></child>
    </element>
    <element xsi:type="a:ArchimateDiagramModel" name="" id="nul"/></folder></a:model>""".replace("LONG", "x" * 300)  # noqa: E501 - a file as a tool writes it


@pytest.fixture(scope="module")
def samen_site(samen: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the letter's model."""
    return written(samen, tmp_path_factory.mktemp("samen"))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a model whose every text tries something."""
    file = tmp_path_factory.mktemp("hostile") / "model.archimate"
    file.write_text(HOSTILE, encoding="utf-8")
    return written(ea_model.load(file), tmp_path_factory.mktemp("site"))


def test_a_contract_without_parties_has_its_row(tmp_path: Path) -> None:
    folder = written(model_of("elements: {C: {type: Contract, name: Zonder partijen}}"), tmp_path)
    assert "Zonder partijen" in "".join(words(root) for _, root in pages(folder))


@pytest.mark.slow
def test_every_link_of_every_page_leads_somewhere(samen_site: Path) -> None:
    assert broken_links(samen_site) == []


@pytest.mark.slow
def test_every_page_is_well_formed_and_can_be_found_ones_way_in(samen_site: Path) -> None:
    for path, root in pages(samen_site):
        assert mistakes((samen_site / path).read_bytes()) == [], path
        ids: Counter[str] = Counter(root.xpath("//@id"))
        assert [name for name, count in ids.items() if count > 1] == [], path
        assert root.get("lang") == "nl"
        assert len(root.xpath("//main")) == len(root.xpath("//h1")) == len(root.xpath("//header")) == 1
        assert root.xpath("//a[@class='skip']/@href") == ["#main"]
        assert root.xpath("//head/title")[0].text
        levels = [int(tag.tag[1]) for tag in root.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert levels[0] == 1, path
        for table in root.xpath("//table"):
            assert table.xpath(".//th[@scope]"), path
        policy = root.xpath("//meta[@http-equiv]/@content")[0]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert root.xpath("//@style | //style | //script[not(@src)] | //*[starts-with(name(@*), 'on')]") == []


def test_the_page_of_an_element_says_what_the_model_says(samen_site: Path, samen: Model) -> None:
    root = page(samen_site, "e/digipoort.html")
    text = words(root)
    assert "Digipoort is een van de diensten" in text, "a quote"
    assert "impliciet eigen" in text
    assert "applications.yaml:4:3" in text
    assert str(SAMEN) not in text
    assert "e/it-platform.html" not in text
    links = root.xpath("//main//a/@href")
    for relation in samen.outgoing(samen["digipoort"]):
        assert any(link.endswith(f"e/{relation.target.id}.html") for link in links)
    assert "../c/C-RAAM.html" in links


def test_a_kind_without_cells_says_so_and_who_looks_after_what_lies_next_to_it(samen_site: Path) -> None:
    text = words(page(samen_site, "e/berichtenbox.html"))
    assert "Dit model zegt niet welke activiteiten dit soort element nodig heeft" in text
    assert "Berichtenbox voor Burgers: C-DGP" in text
    assert "eigenaar hier: Belastingdienst" in words(page(samen_site, "e/digipoort-ht.html"))


def test_the_page_of_a_contract_has_exactly_its_scope(samen_site: Path, samen: Model) -> None:
    root = page(samen_site, "c/C-RAAM.html")
    covered = contract_scope(scope_of(samen, "P1"), samen.contract("C-RAAM"))
    (table,) = root.xpath("//table[starts-with(caption, 'Wat eronder valt, P1')]")
    rows = [address.removeprefix("../e/").removesuffix(".html") for address in table.xpath("./tbody/tr/th/a/@href")]
    assert rows == [entry.element.id for entry in covered.within if entry.activities]
    assert table.xpath(".//details//a[contains(@href, '#s-')]"), "every why names its statement"
    assert root.xpath("//svg//a"), "the map can be clicked"
    assert "één of meer te contracteren leveranciers" in words(root)


def test_every_contract_and_every_element_has_a_page(samen_site: Path, samen: Model) -> None:
    assert {f"{element.id}.html" for element in samen.elements} == {p.name for p in (samen_site / "e").iterdir()}
    contracts = {f"{c.id}.html" for c in samen.by_kind(Contract) if c.parties}
    assert contracts <= {p.name for p in (samen_site / "c").iterdir()}


def test_the_overview_counts_what_the_answer_counts(samen_site: Path, samen: Model) -> None:
    text = words(page(samen_site, "index.html"))
    for plateau in ("P0", "P1", "P2"):
        counts = scope_of(samen, plateau).counts()
        assert all(str(count) in text for count in counts.values())
    assert "impliciet eigen 0 1 0" in text


@pytest.mark.slow
def test_the_same_model_gives_the_same_bytes_wherever_it_stands(samen: Model, tmp_path: Path) -> None:
    copy = tmp_path / "elders" / "samen"
    copy.mkdir(parents=True)
    for file in SAMEN.rglob("*.yaml"):
        target = copy / file.relative_to(SAMEN)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    here, there = dict(site.files(samen, "nl")), dict(site.files(ea_model.load(copy), "nl"))
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []


@pytest.mark.slow
def test_another_language_has_the_same_pages(samen: Model, samen_site: Path, tmp_path: Path) -> None:
    english = written(samen, tmp_path, "en")
    assert {path for path, _ in pages(english)} == {path for path, _ in pages(samen_site)}
    assert "implicitly own" in words(page(english, "e/digipoort.html"))
    assert page(english, "index.html").get("lang") == "en"


def test_texts_of_a_model_never_become_syntax(hostile_site: Path) -> None:
    for path, root in pages(hostile_site):
        assert mistakes((hostile_site / path).read_bytes()) == [], path
        assert all(address.startswith(("../assets/", "assets/")) for address in root.xpath("//script/@src"))
        assert root.xpath("//script[not(@src)] | //img | //*[@onerror or @onload or @onclick]") == [], path
        assert not [address for address in root.xpath("//@href") if address.lower().startswith("javascript")]
    assert broken_links(hostile_site) == []
    assert "<script>alert(1)</script>" in page(hostile_site, "index.html").xpath("string(//h1)")
    for script in (hostile_site / "assets").glob("*-0.js"):
        assert re.fullmatch(rb"eaSite\(\{.*\}\);\n", script.read_bytes())
        assert script.read_bytes().isascii()


def test_hostile_ids_give_files_that_every_system_can_hold(hostile_site: Path) -> None:
    names = [file.relative_to(hostile_site).as_posix() for file in hostile_site.rglob("*") if file.is_file()]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9/_.-]+\.[a-z]+", name), name
        assert len(name) < 100
        assert Path(name).stem.casefold() not in ("con", "nul")


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(["a", "A", "a-", "con", "CON", "..", "a/b", "a b"]))))
def test_names_are_safe_and_never_the_same(ids: list[str]) -> None:
    found = stems(ids)
    assert set(found) == set(ids)
    assert len({name.casefold() for name in found.values()}) == len(found)
    for name in found.values():
        assert re.fullmatch("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?", name)
        assert len(name) < 120


def test_a_name_does_not_depend_on_what_else_there_is() -> None:
    assert stems(["a/b"])["a/b"] == stems(["x", "a-b", "a/b", "a b"])["a/b"]
    assert stems(["digipoort"]) == {"digipoort": "digipoort"}


def test_what_a_model_does_not_have_is_left_out_with_a_word_why(tmp_path: Path) -> None:
    model = model_of("elements: {klant: {type: BusinessActor, name: Klant}}")
    folder = written(model, tmp_path)
    text = words(page(folder, "index.html"))
    assert "Contracten : geen contract" in text
    assert "Kosten : het model noemt geen bedragen." in text
    assert not (folder / "costs.html").exists()
    assert not page(folder, "index.html").xpath("//nav//a[contains(@href, 'costs')]")
    assert broken_links(folder) == []


def test_relations_that_only_lead_to_each_other_do_no_harm(tmp_path: Path) -> None:
    model = model_of("""
        elements: {a: {type: BusinessActor}, b: {type: BusinessActor}}
        relations:
          r1: {type: Association, from: a, to: b}
          r2: {type: Association, from: r1, to: a}
          r3: {type: Association, from: b, to: r2}
    """)
    folder = written(model, tmp_path)
    assert broken_links(folder) == []
    assert "#r-r2" in " ".join(
        page(folder, "e/b.html").xpath("//a/@href") + page(folder, "e/a.html").xpath("//a/@href")
    )


@pytest.mark.slow
def test_the_command_writes_a_whole_site_and_tells_where_to_begin(tmp_path: Path) -> None:
    target = tmp_path / "uit" / "site"
    answer = run("site", SAMEN, "-o", target, "--format", "json").answer
    files = [file for file in target.rglob("*") if file.is_file()]
    assert answer["files"] == len(files)
    assert answer["bytes"] == sum(file.stat().st_size for file in files)
    assert (target / answer["start"]).is_file()
    assert broken_links(target) == []


@pytest.mark.slow
def test_a_new_site_replaces_the_old_one_and_nothing_of_the_user(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert run("site", SAMEN, "-o", target).code == 0
    (target / "e" / "oud.html").write_text("van mij", encoding="utf-8")
    stale = target / "e" / "weg.html"
    stale.write_text("oude bladzijde", encoding="utf-8")
    manifest = target / site.MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8") + "e/weg.html\n../../elders\n", encoding="utf-8")
    assert run("site", SAMEN, "-o", target, "--lang", "en").code == 0
    assert (target / "e" / "oud.html").read_text(encoding="utf-8") == "van mij"
    assert not stale.exists()
    assert page(target, "index.html").get("lang") == "en"


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("belangrijk", encoding="utf-8")
    ran = run("site", SAMEN, "-o", tmp_path)
    assert ran.code == 3
    assert "brief.txt" in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["brief.txt"]
    file = tmp_path / "brief.txt"
    assert run("site", SAMEN, "-o", file).code == 3
    assert file.read_text(encoding="utf-8") == "belangrijk"


@pytest.mark.corpus
@pytest.mark.skipif(not GEMMA.is_file(), reason=f"GEMMA is not here: put it at {GEMMA}")
def test_a_big_model_gives_a_whole_site_in_time(tmp_path: Path) -> None:
    model = ea_model.load(GEMMA)
    begin = time.process_time()
    folder = written(model, tmp_path)
    taken = time.process_time() - begin
    assert taken < 60
    assert sum(file.stat().st_size for file in folder.rglob("*.*")) < 100_000_000
    assert len(list((folder / "e").iterdir())) == len(model.elements)
    assert len(list((folder / "v").iterdir())) == len(model.views)
    assert broken_links(folder) == []


def test_a_site_of_the_letter_stays_small(samen_site: Path) -> None:
    sizes = {path: (samen_site / path).stat().st_size for path, _ in pages(samen_site)}
    assert sum(sizes.values()) < 6_000_000
    assert max(sizes.values()) < 400_000


def test_cells_know_their_column_for_narrow_screens(samen_site: Path) -> None:
    (table, *_) = page(samen_site, "findings.html").xpath("//table[contains(@class, 'stacks')]")
    heads = table.xpath("./thead//th/text()")
    for row in table.xpath("./tbody/tr"):
        assert [cell.get("data-head") for cell in row.xpath("./td")] == heads[1:]
    assert not page(samen_site, "matrix.html").xpath("//table[contains(@class, 'matrix')]//@data-head")
