"""The manual of the model files: every example in it loads, and it names what there is."""

from __future__ import annotations

import re

import pytest

import ea_model
from ea_model.loader.concepts import VERBS
from ea_model.metamodel import Metamodel
from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.lean import features_of
from ea_model.metamodel.severity import Severity
from ea_model.model import Model
from ea_model.questions.compliance import compliance
from ea_model.scope import scope_of
from ea_model.values import Count, Fraction, FuzzyDate, LangText, Quantity, Truth, Unknown
from tests.support.builders import ROOT, model_of

README = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)

NAMED_ONLY = """
facts:
  F002: {document: letter}
  F003: {document: letter}
  F004: {document: letter}
  F051: {document: letter}
  F062: {document: letter}
kinds:
  PlannedComponent: {extends: ApplicationComponent}
elements:
  P1: {type: Plateau, follows: P0}
  basket: {type: ApplicationComponent}
  catalogue: {type: ApplicationComponent}
  order-service: {type: ApplicationService}
  help-service: {type: ApplicationService}
  hoster: {type: BusinessActor, owner: hoster}
  tender-a: {type: Tender}
"""
"""What the examples refer to without showing it."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The model that all examples of the manual make together, a file per example."""
    folder = tmp_path_factory.mktemp("shop")
    for number, block in enumerate((*BLOCKS, NAMED_ONLY)):
        (folder / f"{number}.yaml").write_text(block, encoding="utf-8")
    return ea_model.load(folder)


def _section(title: str) -> str:
    return README.split(f"\n## {title}\n")[-1].split("\n## ")[0]


def test_every_example_of_the_manual_loads_and_is_sound(shop: Model) -> None:
    assert len(BLOCKS) >= 6
    assert shop.problems == ()
    assert (shop.id, shop.name, shop.version) == ("shop", "Winkel", "1.0")


def test_the_example_means_what_its_comments_say(shop: Model) -> None:
    assert shop.organisation is shop["shop-bv"]
    assert shop.baseline is shop["P0"]
    webshop = shop.element("webshop")
    assert webshop.name == LangText({"nl": "Webwinkel", "en": "Web shop"})
    assert [source.fact for source in webshop.sources] == ["F001", "F002"]
    assert [p.id for p in webshop.plateaus] == ["P0", "P1"]
    ends = {r.id: r for r in shop.outgoing(webshop)}
    assert list(ends) == [
        "webshop.composes.basket", "webshop.composes.catalogue", "webshop.realizes.order-service",
        "webshop.realizes.help-service",
    ]  # fmt: skip
    assert [p.id for p in ends["webshop.realizes.help-service"].plateaus] == ["P1"]
    assert str(ends["webshop.realizes.help-service"].provenance) == "interpreted"
    hosting = shop.contract("C-HOST")
    assert hosting.end == FuzzyDate.parse("2020-11")
    assert hosting.price == Unknown("U01")
    by_hoster, own = shop.statements
    assert [p.id for p in by_hoster.parties] == ["hoster"]
    assert own.own
    assert own.contract is None
    assert own.parties == (shop["shop-bv"],)


def test_the_conditions_severities_and_waivers_of_the_manual_are_read(shop: Model) -> None:
    verdicts = {v.requirement.id: v.truth for v in compliance(scope_of(shop, "P0"))}
    assert verdicts == {"one-hoster": Truth.YES, "takeover": Truth.MAYBE}
    assert shop.severities == {"IFACE": Severity.MEDIUM}
    (waiver,) = shop.waivers
    assert (waiver.rule, waiver.subjects, waiver.by) == ("NOREQ", ("C-HOST",), "J. Jansen")


def test_the_activities_and_rows_of_the_manual_change_the_matrix(shop: Model) -> None:
    assert shop.activities["documentatie"].part_of is shop.activities["beheer"]
    assert shop.applicability["PlannedComponent"].required == ()
    assert shop.applicability["Device"].optional == ("huisvesting",)


def test_a_question_knows_what_it_is_about(shop: Model) -> None:
    (question,) = shop.questions
    assert question.attributes == ("C-HOST.price", "C-HOST.notice_period")
    assert question.about == (shop["C-HOST"],)
    (term,) = shop.terms
    assert term.readings == ("applicatieontwikkeling", "applicatiediensten")
    assert [source.fact for source in term.sources] == ["F051", "F062"]


def test_every_value_the_manual_shows_can_be_written() -> None:
    parsers = {
        "soft date": FuzzyDate.parse, "quantity": Quantity.parse, "count": Count.parse, "fraction": Fraction.parse,
        "unknown": Unknown.parse,
    }  # fmt: skip
    rows = dict(re.findall(r"^\| ([a-z ]+) \| (`.*) \|$", README, re.MULTILINE))
    assert set(parsers) <= set(rows)
    for name, parse in parsers.items():
        shown = [text for text in re.findall(r"`([^`]+)`", rows[name]) if not text.startswith("{")]
        assert len(shown) >= 2
        assert None not in [parse(text) for text in shown]


def test_a_date_may_be_written_as_a_mapping_with_its_status() -> None:
    text = "elements: {c: {type: Contract, end: {from: 2019-07-15, until: 2019-09, status: werkelijk}}}"
    assert model_of(text).contract("c").end == FuzzyDate.parse("2019-07-15..2019-09-30 werkelijk")


def test_an_open_date_is_kept_and_bounds_nothing() -> None:
    contract = model_of("elements: {c: {type: Contract, start: open, end: open}}").contract("c")
    assert str(contract.end) == "open"


def test_the_manual_names_every_verb_and_no_other() -> None:
    cells = [cell for row in re.findall(r"^\| `.*\|$", _section("Relations"), re.MULTILINE) for cell in row.split("|")]
    shown = {verb for cell in cells for verb in re.findall(r"`([a-z_]+)`", cell)} - {"strength"}
    assert shown == set(VERBS)


def test_the_manual_names_every_activity() -> None:
    activities = model_of("").activities
    assert {code for code in activities if f"`{code}`" not in README} == set()


def test_the_manual_names_every_kind_and_attribute_of_the_contract_language() -> None:
    language = Metamodel()
    for name in re.findall(r"`([A-Z][A-Za-z]+)`", _section("The contract language").split("\n* ")[0]):
        assert language.get(name) is not None, name
    described = re.findall(r"^\* \*\*([A-Za-z]+)\*\*(?:[^:]*): (.*?)(?=\n\* |\n\n)", README, re.MULTILINE | re.DOTALL)
    assert len(described) >= 5
    for name, text in described:
        kind = language.get(name)
        if kind is None:
            continue
        features = {*features_of(kind), "from"} | {"as", "type"}
        words = [word for word in re.findall(r"`([a-z_]+)`", text.split(". **")[0]) if "_" in word]
        assert set(words) <= features, name


def test_the_manual_names_every_attribute_type_a_model_may_declare() -> None:
    for name in (*dt.DECLARABLE, "enum", "reference"):
        assert f"`{name}`" in _section("Kinds of your own")
