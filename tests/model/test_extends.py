"""A text folder on top of another model: statements over elements that live in somebody else's file."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import ea_model
from ea_model import exporters
from ea_model.messages.problems import Level, ModelLoadError
from ea_model.model import Model
from tests.support.builders import ROOT, cell, ids
from tests.support.command import run
from tests.support.marks import CORPUS

EXCHANGE = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       identifier="id-theirs">
  <name>Theirs</name>
  <elements>
    <element identifier="id-shop" xsi:type="ApplicationComponent"><name>Shop</name></element>
    <element identifier="id-part" xsi:type="ApplicationComponent"><name>Part</name></element>
    <element identifier="1-odd" xsi:type="Node"><name>Odd</name></element>
  </elements>
  <relationships>
    <relationship identifier="id-r" xsi:type="Composition" source="id-shop" target="id-part"/>
  </relationships>
</model>
"""
OURS = """
model: {id: ours, name: Ours, extends: ../theirs.xml, organisation: own}
elements:
  own: {type: BusinessActor, name: Own}
  supplier: {type: BusinessActor, name: Supplier, owner: supplier}
  c: {type: Contract, name: C, parties: [{who: supplier, as: opdrachtnemer}], concerns: id-shop}
extend:
  id-part: {owner: supplier, criticality: kritiek, properties: {checked: yes}}
  "1-odd": {reusable: true, serves: id-shop}
statements:
  s: {contract: c, subject: id-shop, activity: beheer}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of somebody else, and a folder of ours on top of it."""
    (tmp_path / "theirs.xml").write_text(EXCHANGE, encoding="utf-8")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "model.yaml").write_text(OURS, encoding="utf-8")
    return tmp_path / "ours"


def _refused(folder: Path, old: str, new: str, told: str) -> None:
    file = folder / "model.yaml"
    file.write_text(OURS.replace(old, new), encoding="utf-8")
    with pytest.raises(ModelLoadError, match=told):
        ea_model.load(folder)


def test_statements_and_relations_of_ours_reach_elements_of_theirs(folder: Path) -> None:
    model = ea_model.load(folder)
    assert (model.id, model.name) == ("ours", "Ours")
    assert ids(model.elements) == ["1-odd", "c", "id-part", "id-shop", "own", "supplier"]
    assert cell(ea_model.scope_of(model), "id-shop", "applicatiebeheer").status.name == "COVERED"
    assert {r.id for r in model.relations} == {"id-r", "c.concerns.id-shop", "1-odd.serves.id-shop"}


def test_extend_gives_elements_of_theirs_what_the_contract_language_has(folder: Path) -> None:
    part = ea_model.load(folder).element("id-part")
    assert (part.name, part.owner.id, part.criticality) == ("Part", "supplier", "critical")  # type: ignore[union-attr]
    assert part.properties == (("checked", "yes"),)


def _extended(folder: Path, entries: str) -> Model:
    text = OURS.replace(OURS[OURS.index("  id-part: {owner") : OURS.index("statements:")], entries)
    (folder / "model.yaml").write_text(text, encoding="utf-8")
    return ea_model.load(folder)


def test_extend_says_of_many_what_it_says_of_one(folder: Path) -> None:
    entries = """\
  all: {select: {kind: ApplicationComponent}, owner: supplier, criticality: normaal, serves: 1-odd}
  id-part: {criticality: kritiek}
  Odd: {reusable: true}
"""
    model = _extended(folder, entries)
    owned = {e.id: (e.owner, e.criticality) for e in model.elements if e.id.startswith("id-")}
    supplier = model["supplier"]
    assert owned == {"id-shop": (supplier, "normal"), "id-part": (supplier, "critical")}
    assert {r.id for r in model.incoming(model["1-odd"])} == {"id-shop.serves.1-odd", "id-part.serves.1-odd"}
    assert model.element("1-odd").reusable


def test_a_selector_of_extend_that_finds_nothing_or_says_two_things_is_told(folder: Path) -> None:
    assert "EXTENDS nothing in the other model is what 'none' selects" in "\n".join(
        map(str, _extended(folder, "  none: {select: {name: nergens}, reusable: true}\n").problems)
    )
    for entries, told in (
        (
            "  a: {select: {kind: Node}, count: 1}\n  b: {select: {name: odd}, count: 2}\n",
            "'count' of '1-odd' is said at",
        ),
        ("  a: {select: {kind: Node}, name: x}\n", "the name of 'a' is for the model this one extends to say"),
        ("  a: {select: , reusable: true}\n", "a selector without a condition"),
        ("  a: {select: {kind: ApplicationComponent}, own: x}\n", "'own'"),
    ):
        with pytest.raises(ModelLoadError, match=told) as caught:
            _extended(folder, entries)
        assert len([p for p in caught.value.problems if p.level is Level.ERROR]) == 1


def test_an_owner_given_by_extend_counts_for_scope(folder: Path) -> None:
    theirs = cell(ea_model.scope_of(ea_model.load(folder)), "id-part", "applicatiebeheer")
    text = OURS.replace("owner: supplier, criticality", "criticality")
    (folder / "model.yaml").write_text(text, encoding="utf-8")
    own = cell(ea_model.scope_of(ea_model.load(folder)), "id-part", "applicatiebeheer")
    assert (theirs.status.name, own.status.name) == ("UNKNOWN", "COVERED")


def test_their_file_keeps_its_own_rules_and_ours_stays_strict(folder: Path) -> None:
    assert any(p.code == "ID" and p.place.file.endswith("theirs.xml") for p in ea_model.load(folder).problems)
    _refused(folder, "  own: {", "  9own: {type: Node}\n  own: {", "ID '9own' cannot be an id")


def test_the_revision_covers_both(folder: Path) -> None:
    first = ea_model.load(folder).revision
    theirs = folder.parent / "theirs.xml"
    theirs.write_text(EXCHANGE.replace("Part<", "Piece<"), encoding="utf-8")
    second = ea_model.load(folder).revision
    (folder / "model.yaml").write_text(OURS + "\n", encoding="utf-8")
    assert len({first, second, ea_model.load(folder).revision}) == 3
    assert [Path(file).name for file in ea_model.load(folder).contents.files] == ["model.yaml", "theirs.xml"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("../theirs.xml", "../nowhere.xml", r"model\.yaml:2:\d+: EXTENDS there is no model at .*nowhere\.xml; mend"),
        ("../theirs.xml", "https://example.org/a.xml", "EXTENDS extends is a path, not an address"),
        ("../theirs.xml", "$EA_TEST_NOWHERE", "set the environment variable EA_TEST_NOWHERE to its path"),
        ("../theirs.xml", "[a, b]", "EXTENDS extends is the path of one model"),
        ("../theirs.xml", ".", "EXTENDS extends goes round in a circle"),
        ("../theirs.xml", "..", "EXTENDS extends goes round in a circle"),
        (", extends: ../theirs.xml", "", "EXTENDS extend: adds to a model that this one extends"),
        ("  own: {", "  id-part: {type: Node}\n  own: {", r"DUPLICATE-ID 'id-part' is already used at .*theirs\.xml:7"),
        ("criticality: kritiek", "name: Mine", "EXTENDS the name of 'id-part' is for the model this one extends"),
        ("criticality: kritiek", "colour: red", "FIELD ApplicationComponent 'id-part' has no 'colour'"),
        ("  id-part: {owner", "  own: {owner", "EXTENDS 'own' stands in this folder itself"),
        ("  id-part: {owner", "  id-prt: {owner", "REFERENCE there is no element 'id-prt'.*did you mean 'id-part'"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place(folder: Path, old: str, new: str, told: str) -> None:
    _refused(folder, old, new, told)


def test_models_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "m.yaml").write_text(f"model: {{id: {name}, extends: ../{other}}}\n")
    with pytest.raises(ModelLoadError, match="goes round in a circle"):
        ea_model.load(tmp_path / "a")


def test_only_text_can_make_another_file_be_read(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    assert run("convert", folder, target).code == 0
    content = target.read_text(encoding="utf-8")
    (key,) = re.findall(
        r'<propertyDefinition identifier="([^"]+)"[^>]*>\s*<name>ea\.model\.organisation</name>', content
    )
    value = f'propertyDefinitionRef="{key}">'
    hostile = content.replace("<name>ea.model.organisation<", "<name>ea.model.extends<")
    assert value in hostile
    target.write_text(hostile, encoding="utf-8")
    model = ea_model.load(target)
    assert [p.code for p in model.problems if "is not read" in p.message] == ["EXTENDS"]


def test_a_chain_of_models_is_one_model_up_to_a_bound(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"m{number}").mkdir()
        below = f", extends: ../m{number - 1}" if number else ""
        text = f"model: {{id: m{number}{below}}}\nelements: {{e{number}: {{type: Node}}}}\n"
        (tmp_path / f"m{number}" / "m.yaml").write_text(text)
    assert ids(ea_model.load(tmp_path / "m4").elements) == ["e0", "e1", "e2", "e3", "e4"]
    with pytest.raises(ModelLoadError, match="more than 8 models"):
        ea_model.load(tmp_path / "m9")


def test_kinds_activities_and_facts_of_the_other_model_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "m.yaml").write_text("""
model: {id: base, name: Base, organisation: own}
documents: {d: {title: D}}
facts: {F1: {document: d}}
kinds: {Shared: {extends: ApplicationComponent}}
activities: {documenting: {part_of: beheer, layers: [Application]}}
elements: {own: {type: BusinessActor}, x: {type: Shared, source: F1}}
""")
    (tmp_path / "top").mkdir()
    text = """
model: {id: top, extends: ../base}
kinds: {Special: {extends: Shared}}
elements: {y: {type: Special, source: F1, serves: x}}
statements: {s: {contract: eigen, subject: x, activity: documenting, source: F1}}
"""
    (tmp_path / "top" / "m.yaml").write_text(text)
    model = ea_model.load(tmp_path / "top")
    assert [type(c).__mro__[1].__name__ for c in (model["x"], model["y"])] == ["ApplicationComponent", "Shared"]
    assert [p.id for p in model.statements[0].parties] == ["own"]
    assert set(model.contents.sections["kinds"]) == {"Shared", "Special"}
    (tmp_path / "top" / "m.yaml").write_text(text + "facts: {F1: {quote: other}}\ndocuments: {d: {title: E}}\n")
    with pytest.raises(ModelLoadError, match="'F1' is already one of the facts") as caught:
        ea_model.load(tmp_path / "top")
    assert "'d' is already one of the documents" in str(caught.value)


@pytest.mark.parametrize("name", ["exchange", "text"])
def test_exports_carry_everything(folder: Path, tmp_path: Path, name: str) -> None:
    model = ea_model.load(folder)
    target = tmp_path / ("out.xml" if name == "exchange" else "out")
    assert run("convert", folder, target, "--to", name).code == 0
    again = ea_model.load(target)
    assert set(map(_id, ids(again.elements))) == set(map(_id, ids(model.elements)))
    assert [s.id for s in again.statements] == ["s"]
    assert again.element("id-part").criticality == "critical"
    assert exporters.format_of(target) == name


def _id(identifier: str) -> str:
    return identifier.removeprefix("id-")


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    manual = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml extends\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    (tmp_path / "theirs.xml").write_text(EXCHANGE.replace("1-odd", "1234"), encoding="utf-8")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "model.yaml").write_text(block, encoding="utf-8")
    model = ea_model.load(tmp_path / "m")
    assert model.element("1234").owner is model["hoster"]
    assert [s.subject.id for s in model.statements if s.subject] == ["id-shop"]


def _gemma() -> Model:
    found = Path(os.environ.get("EA_GEMMA") or CORPUS / "gemma" / "gemma.archimate")
    if not found.exists():
        pytest.skip(f"GEMMA is not here: set EA_GEMMA to its path, or put it at {found}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EA_GEMMA", str(found))
        return ea_model.load(ROOT / "models" / "gemma")


@pytest.mark.corpus
def test_the_worked_example_over_gemma_answers() -> None:
    model = _gemma()
    now, later = (ea_model.scope_of(model, plateau) for plateau in ("vb-nu", "vb-straks"))
    registration, catalogue = "id-a97b6545-d5a7-485d-9b13-3ce22db5b9cf", "id-3ef9cdd9-631c-4d3e-88c3-f756423d6314"
    assert model.element(registration).name == "Zaakregistratiecomponent"
    assert model.element(catalogue).name == "Zaaktypecataloguscomponent"
    assert _leads(cell(now, registration, "applicatiebeheer")) == {"vb-zaak"}
    assert _leads(cell(later, registration, "applicatiebeheer")) == {"vb-opvolger"}
    assert all("voorbeeld" in str(c.name).lower() for c in model.contracts if c.id.startswith("vb-"))


def _leads(found: object) -> set[str]:
    return {lead.provider.contract.id for lead in found.leads}  # type: ignore[attr-defined]


def test_the_worked_example_says_what_to_do_without_gemma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EA_GEMMA", raising=False)
    ran = run("check", ROOT / "models" / "gemma")
    assert ran.code == 3
    assert "geef de omgevingsvariabele EA_GEMMA het pad" in ran.err
