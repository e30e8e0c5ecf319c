"""Reading our own exchange files: they come back as the model they were, also after Archi, whatever stands in them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import ea_model
from ea_model.messages.problems import Level, ModelLoadError
from ea_model.model import Model
from ea_model.source.conventions import pack, unpack
from ea_model.source.views import View
from ea_model.values import LangText
from tests.support.builders import REFERENCE, SAMEN, model_of
from tests.support.examples import examples
from tests.support.exchange import (
    LANG,
    NS,
    TYPE,
    assert_valid,
    by_id,
    exported,
    found,
    imported,
    parsed,
    parts,
    picture,
    sample_view,
)

EVERYTHING = Path(__file__).parents[1] / "models" / "everything"
MODELS = pytest.mark.parametrize("path", [REFERENCE, EVERYTHING, SAMEN], ids=lambda path: path.name)


@MODELS
def test_the_same_model_comes_back(path: Path, tmp_path: Path) -> None:
    """Concept by concept: kind, every feature, sources, statements, questions, terms, kinds, matrix, order."""
    model = ea_model.load(path)
    again = imported(exported(model), tmp_path)
    before, after = picture(model), picture(again)
    for part, expected in before.items():
        assert after[part] == expected, part
    assert [p for p in again.problems if p.level is Level.ERROR] == []


@MODELS
def test_a_second_export_has_the_same_bytes(path: Path, tmp_path: Path) -> None:
    first = exported(ea_model.load(path), *([sample_view()] if path == REFERENCE else []))
    assert exported(imported(first, tmp_path)) == first


def test_views_come_back(reference: Model, tmp_path: Path) -> None:
    view = sample_view()
    (again,) = imported(exported(reference, view), tmp_path).views
    assert parts(again) == parts(view)


def test_a_given_view_replaces_its_namesake(reference: Model, tmp_path: Path) -> None:
    model = imported(exported(reference, sample_view("v"), sample_view("w")), tmp_path)
    again = imported(exported(model, View("w", "Nieuw")), tmp_path)
    assert [(v.id, str(v.name)) for v in again.views] == [("v", "Contract C-INF in P0"), ("w", "Nieuw")]


def test_the_revision_holds_while_nobody_changed_a_byte(reference: Model, tmp_path: Path) -> None:
    content = exported(reference)
    assert imported(content, tmp_path).revision == reference.revision
    changed = imported(content.replace(b"DigiD", b"DigID"), tmp_path)
    assert changed.revision != reference.revision
    assert changed.name == reference.name


# What Archi does to a file of ours.


def _through_archi(content: bytes, lang: str = "nl", tag: str = "") -> bytes:
    """The same file as Archi writes it back: one language, white space collapsed, ids of definitions its own."""
    root = parsed(content)
    for parent in list(root.iter()):
        for name in ("name", "documentation", "value"):
            texts = found(parent, f"x:{name}")
            shown = next((t for t in texts if t.get(LANG) == lang), texts[0] if texts else None)
            for text in texts:
                if text is not shown:
                    parent.remove(text)
            if shown is not None:
                shown.attrib.pop(LANG, None)
                words = shown.text or ""
                shown.text = words.strip() if name == "documentation" else " ".join(words.split())
                if tag:
                    shown.set(LANG, tag)
    for number, definition in enumerate(root.iter("{*}propertyDefinition"), 1):
        old = definition.get("identifier", "")
        if old != "specialization":
            definition.set("identifier", f"propid-{number}")
            for use in root.iter("{*}property"):
                if use.get("propertyDefinitionRef") == old:
                    use.set("propertyDefinitionRef", f"propid-{number}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@pytest.mark.slow
@MODELS
@pytest.mark.parametrize(("lang", "tag"), [("nl", ""), ("en", ""), ("en", "en")])
def test_nothing_of_ours_is_lost_in_archi(path: Path, lang: str, tag: str, tmp_path: Path) -> None:
    model = ea_model.load(path)
    again = imported(_through_archi(exported(model), lang, tag), tmp_path)
    before, after = picture(model), picture(again)
    del before["revision"], after["revision"]
    for part, expected in before.items():
        found_part = _without_tag(after[part], tag) if tag else after[part]
        assert found_part == expected, part


def _without_tag(value: Any, tag: str) -> Any:
    """Archi tags every free value when asked for a language; that is what the file says, and no loss."""
    if isinstance(value, dict):
        return {key: _without_tag(item, tag) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        if len(value) == 2 and value[0] == "text" and [lang for lang, _ in value[1]] == [tag]:
            return ["str", value[1][0][1]]
        return type(value)(_without_tag(item, tag) for item in value)
    return value


def _edited(model: Model, edit: Callable[[etree._Element], None], folder: Path) -> Model:
    root = parsed(exported(model))
    edit(root)
    return imported(etree.tostring(root), folder)


def _property(root: etree._Element, node: etree._Element, key: str, value: str) -> None:
    """Give a node a property as a person in Archi does."""
    definitions = found(root, "x:propertyDefinitions")[0]
    identifier = f"new-{len(definitions)}"
    definition = etree.SubElement(definitions, f"{{{NS['x']}}}propertyDefinition", identifier=identifier, type="string")
    etree.SubElement(definition, f"{{{NS['x']}}}name").text = key
    containers = found(node, "x:properties")
    container = containers[0] if containers else etree.SubElement(node, f"{{{NS['x']}}}properties")
    listed = etree.SubElement(container, f"{{{NS['x']}}}property", propertyDefinitionRef=identifier)
    etree.SubElement(listed, f"{{{NS['x']}}}value").text = value


def test_a_name_changed_in_archi_is_the_name(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        names = found(by_id(root, "leverancier"), "x:name")
        names[0].text = "Vendor"
        by_id(root, "leverancier").remove(names[1])
        del names[0].attrib[LANG]

    name = _edited(ea_model.load(EVERYTHING), edit, tmp_path)["leverancier"].name
    assert isinstance(name, LangText)
    assert name.texts == {"en": "Vendor", "nl": "Leverancier"}


def test_what_archi_users_add_is_read(reference: Model, tmp_path: Path) -> None:
    """A typed attribute by its name, a property of their own, a statement drawn as an association."""

    def edit(root: etree._Element) -> None:
        digid = by_id(root, "digid")
        _property(root, digid, "criticality", "kritiek")
        _property(root, digid, "Leverdatum", "morgen")
        _property(root, digid, "end", "een attribuut van een contract")
        relations = found(root, "x:relationships")[0]
        drawn = etree.SubElement(
            relations, f"{{{NS['x']}}}relationship", identifier="id-1f2e", source="C-DGP", target="digid"
        )
        drawn.set(TYPE, "Association")
        etree.SubElement(drawn, f"{{{NS['x']}}}documentation").text = "zo bedoeld"
        _property(root, drawn, "scope.activity", "beheer")
        _property(root, drawn, "kleur", "rood")

    model = _edited(reference, edit, tmp_path)
    digid = model.element("digid")
    assert digid.criticality == "critical"
    assert digid.properties == (("Leverdatum", "morgen"), ("end", "een attribuut van een contract"))
    (statement,) = (s for s in model.statements if s.id == "id-1f2e")
    assert (statement.contract, statement.subject) == (model.contract("C-DGP"), digid)
    assert (statement.activity.id, statement.role, statement.note) == ("beheer", "R", "zo bedoeld")
    assert "id-1f2e" not in model
    assert [p.message for p in model.problems if p.code == "FIELD"] == [
        "property 'kleur' of statement 'id-1f2e' has no place in a model; it is left out"
    ]


def test_a_value_of_ours_that_is_wrong_is_refused_at_its_line(reference: Model, tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        _property(root, by_id(root, "C-DGP2"), "end", "binnenkort")

    with pytest.raises(ModelLoadError) as caught:
        _edited(reference, edit, tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("VALUE", str(tmp_path / "model.xml"))
    line = (tmp_path / "model.xml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert "new-" in line


@pytest.mark.parametrize("value", ["geen json", "[1]", "{" * 5000])
def test_an_entry_that_is_broken_is_refused_at_its_line(reference: Model, tmp_path: Path, value: str) -> None:
    def edit(root: etree._Element) -> None:
        _property(root, root, "ea.closures.k2", value)

    with pytest.raises(ModelLoadError) as caught:
        _edited(reference, edit, tmp_path)
    assert [p.code for p in caught.value.problems] == ["JSON"]
    assert caught.value.problems[0].place.line


# Hostile texts.

TEXT = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "\n",
        '"',
        "{",
        "{}",
        '"a"',
        "a\x00b",
        "]]>",
        "<!--",
        "\r\n",
        "\u2028",
        "\ufffe",
        "a  b",
        "&amp;",
        "\u0085",
    ]
)
KEY = TEXT | st.sampled_from(["name", "source", "status", "ea.format", "scope.activity", "property:", "Specialization"])


@examples(150)
@given(
    name=TEXT, translation=TEXT, documentation=TEXT, note=TEXT, strength=TEXT, pairs=st.lists(st.tuples(KEY, TEXT))
)  # fmt: skip
def test_any_text_survives(
    name: str,
    translation: str,
    documentation: str,
    note: str,
    strength: str,
    pairs: list[tuple[str, str]],
) -> None:
    """Control characters, markup, white space and quotes come back exactly."""
    model = model_of("""
        elements:
          a: {type: Assessment}
          b: {type: Goal, influences: {a: {id: r}}}
        """)
    a, r = model["a"], model["r"]
    for concept in (a, r):
        concept.__dict__.pop("_sealed")
    a.name, a.documentation, a.note = LangText({"nl": name, "en": translation}), documentation, note
    a.properties = tuple(pairs)
    r.name = name
    r.eSet("strength", strength)
    view = View("v", name, documentation, properties=list(pairs))
    with tempfile.TemporaryDirectory() as folder:
        content = exported(model, view)
        again = imported(content, Path(folder))
    assert_valid(content)
    assert picture(again)["elements"] == picture(model)["elements"]
    assert picture(again)["relations"] == picture(model)["relations"]
    (drawn,) = again.views
    assert (str(drawn.name), str(drawn.documentation), drawn.properties) == (name, documentation, list(pairs))


def test_what_is_packed_is_one_line_and_reads_back() -> None:
    for text in ("a\nb", "  a", "a  b", "\t", '"', "{", "\x00", "\ufffe", ""):
        packed = pack(text)
        assert packed == " ".join(packed.split())
        assert unpack(packed) == text
    assert pack("gewone tekst, “met” leestekens") == "gewone tekst, “met” leestekens"
