"""Format 1 of the text: what it stores, what it still reads, and what may stand apart."""

from __future__ import annotations

from pathlib import Path

import pytest

import ea_model
from ea_model.metamodel.archimate import Criticality, LifeStatus
from ea_model.metamodel.contract import Contract
from ea_model.metamodel.contract.words import ENUMERATIONS
from ea_model.model import Model
from ea_model.values import Provenance, in_language
from ea_model.values.closed_list import ClosedList

MODEL = """
model: {format: 1, id: shop, name: Winkel, organisation: bv}
documents: {letter: {title: Brief, date: 2019-12-11}}
elements:
  bv: {type: BusinessActor, name: Winkel BV, source: letter}
  hoster: {type: BusinessActor, name: Hoster, owner: hoster}
  shop: {type: ApplicationComponent, name: Winkel, serves: {bv: {name: Verkoop}}}
  C:
    type: Contract
    name: Contract
    price: onbekend U01
    client: bv
    suppliers: [{who: hoster, count: 2}]
unknowns: {U01: {text: Prijs}}
translations:
  en: {shop: {name: Shop}, U01: {text: Price}, model: {name: The shop}, shop.serves.bv: {name: Sales}}
"""


def _load(folder: Path, text: str) -> Model:
    file = folder / "model.yaml"
    file.write_text(text, encoding="utf-8")
    return ea_model.load(file)


@pytest.mark.parametrize("words", [*ENUMERATIONS, Criticality, LifeStatus, Provenance])
def test_every_list_stores_english_words_and_reads_dutch_ones_too(words: type[ClosedList]) -> None:
    for word in words:
        assert word.value.isascii()
        assert " " not in word.value
        assert [words.read(spelling) for spelling in word.spellings] == [word] * len(word.spellings)
        assert words.read(word.dutch.upper()) is word


def test_sides_of_a_contract_have_fields_of_their_own(tmp_path: Path) -> None:
    contract = _load(tmp_path, MODEL).element("C")
    assert isinstance(contract, Contract)
    assert [(p.who.id, p.capacity, str(p.count or "")) for p in contract.parties] == [
        ("bv", "client", ""), ("hoster", "contractor", "2"),
    ]  # fmt: skip


def test_a_side_that_says_another_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ea_model.ModelLoadError, match="the side follows from the field"):
        _load(tmp_path, MODEL.replace("count: 2", "as: client"))


def test_what_a_question_is_about_follows_from_what_is_unknown(tmp_path: Path) -> None:
    (question,) = _load(tmp_path, MODEL).contents.questions
    assert ([c.id for c in question.about], question.attributes) == (["C"], ("C.price",))


def test_a_document_is_a_source(tmp_path: Path) -> None:
    (source,) = _load(tmp_path, MODEL).element("bv").sources
    assert (source.document, source.fact, source.page) == ("letter", "", 0)


def test_translations_may_stand_apart(tmp_path: Path) -> None:
    model = _load(tmp_path, MODEL)
    texts = (model.name, model.element("shop").name, model["shop.serves.bv"].name, model.contents.questions[0].text)
    assert [in_language(text, "nl") for text in texts] == ["Winkel", "Winkel", "Verkoop", "Prijs"]
    assert [in_language(text, "en") for text in texts] == ["The shop", "Shop", "Sales", "Price"]


@pytest.mark.parametrize(
    ("apart", "message"),
    [
        ("shopp: {name: Shop}", "there is no 'shopp' to translate"),
        ("shop: {nam: Shop}", "'shop' has no text 'nam' to translate"),
        ("shop: Shop", "write 'shop' with its texts"),
    ],
)
def test_a_translation_of_nothing_is_told(tmp_path: Path, apart: str, message: str) -> None:
    with pytest.raises(ea_model.ModelLoadError, match=message):
        _load(tmp_path, MODEL.replace("shop: {name: Shop}", apart))


def test_a_text_is_not_translated_twice(tmp_path: Path) -> None:
    with pytest.raises(ea_model.ModelLoadError, match="has 'name' in en already"):
        _load(tmp_path, MODEL.replace("name: Winkel, serves", "name: {nl: Winkel, en: Store}, serves"))


@pytest.mark.parametrize(("written", "message"), [("2", "is format 2 of the text"), ("een", "'een' is no format")])
def test_another_format_is_refused(tmp_path: Path, written: str, message: str) -> None:
    with pytest.raises(ea_model.ModelLoadError, match=message):
        _load(tmp_path, MODEL.replace("format: 1", f"format: {written}"))
