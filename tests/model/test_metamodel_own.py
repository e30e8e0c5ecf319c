"""Kinds a model declares for itself: real classes, with inheritance, required attributes, enumerations and defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyecore.ecore import BadValueError, EClass, EEnum

import ea_model
from ea_model.messages.problems import ModelLoadError
from ea_model.metamodel.archimate import archimate_type
from ea_model.metamodel.lean import features_of
from ea_model.model import Model
from ea_model.values import Count, FuzzyDate, LangText, Unknown
from ea_model.views.answers import metamodel as answer
from tests.support.builders import model_of

KINDS = """
kinds:
  Keten:
    extends: Voorziening
    attributes:
      links: {type: reference, to: ApplicationComponent, many: true}
      kanalen: {type: enum, values: [web, bericht], many: true}
  Voorziening:
    extends: ApplicationComponent
    label: {nl: voorziening, en: shared service}
    attributes:
      users: {type: count, required: true}
      channel: {type: enum, values: [web, bericht], default: web}
      manager: {type: reference, to: BusinessRole}
      since: date
  Levert:
    extends: Flow
    attributes: {sla: text}
elements:
  digipoort: {type: Voorziening, users: minstens 14, manager: baas, since: 2019-Q3}
  keten: {type: Keten, users: onbekend, links: [digipoort], kanalen: [web, bericht],
          flows_to: {digipoort: {type: Levert, sla: 99%}}}
  baas: {type: BusinessRole}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return model_of(KINDS)


def test_a_declared_kind_is_an_eclass_with_its_parent_as_supertype(model: Model) -> None:
    kind = model.element("digipoort").eClass
    assert isinstance(kind, EClass)
    assert [parent.name for parent in kind.eSuperTypes] == ["ApplicationComponent"]
    assert kind.ePackage.nsURI == "urn:ea-model:declared:test"
    assert isinstance(model["digipoort"], model.language.element_types["ApplicationComponent"])
    assert archimate_type(type(model["keten"])) == "ApplicationComponent"


def test_a_kind_may_be_declared_before_the_kind_it_extends(model: Model) -> None:
    chain = [parent.name for parent in model["keten"].eClass.eAllSuperTypes()]
    assert chain[0] == "Voorziening"
    assert {"ApplicationComponent", "Element", "Concept"} <= set(chain)


def test_attributes_are_inherited_typed_and_filled(model: Model) -> None:
    digipoort, keten = model["digipoort"], model["keten"]
    assert digipoort.eGet("users") == Count(14, None)
    assert digipoort.eGet("since") == FuzzyDate.parse("2019-Q3")
    assert digipoort.eGet("manager") is model["baas"]
    assert keten.eGet("users") == Unknown()
    assert keten.eGet("links") == (digipoort,)
    assert keten.eGet("kanalen") == ("web", "bericht")
    assert {"users", "channel", "links", "owner", "id"} <= set(features_of(type(keten)))


def test_an_attribute_that_is_not_filled_has_its_default(model: Model) -> None:
    assert model["digipoort"].eGet("channel") == "web"
    assert model["keten"].eGet("channel") == "web"
    assert not model["keten"].eIsSet("channel")


def test_a_relation_kind_of_the_model_is_written_under_the_verb_of_its_parent(model: Model) -> None:
    relation = model["keten.flows_to.digipoort"]
    assert relation.kind == "Levert"
    assert relation.eGet("sla") == "99%"
    assert archimate_type(type(relation)) == "Flow"


def test_an_enumeration_of_the_model_is_an_eenum_of_its_package_and_is_guarded(model: Model) -> None:
    kind = model.metamodel.get("Voorziening")
    assert kind is not None
    enum = features_of(kind)["channel"].eType
    assert isinstance(enum, EEnum)
    assert enum.ePackage is kind.eClass.ePackage
    with pytest.raises(BadValueError, match="post"):
        kind(id="x", channel="post")


def test_the_label_of_a_declared_kind_is_told_in_both_languages(model: Model) -> None:
    assert model.metamodel.labels["Voorziening"] == LangText({"nl": "voorziening", "en": "shared service"})
    package = answer.data(model.metamodel).packages[-1]
    told = {kind.name: kind for kind in package.kinds}
    assert told["Voorziening"].label == {"nl": "voorziening", "en": "shared service"}
    assert told["Voorziening"].layer == "Application"
    assert {a.name: a.default for a in told["Voorziening"].attributes}["channel"] == "web"
    assert "Voorziening (shared service)" in answer.text(model.metamodel, "en")


def test_kinds_of_one_model_are_unknown_to_the_next() -> None:
    with pytest.raises(ModelLoadError, match="there is no kind 'Voorziening'"):
        model_of("elements: {x: {type: Voorziening, users: 1}}")


def test_two_models_may_give_one_name_to_different_kinds(model: Model) -> None:
    other = model_of("kinds: {Voorziening: {extends: Facility}}\nelements: {x: {type: Voorziening}}")
    assert archimate_type(type(other["x"])) == "Facility"
    assert archimate_type(type(model["digipoort"])) == "ApplicationComponent"


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("users: {type: count, required: misschien}", "VALUE required: 'misschien' is not true or false"),
        ("users: {type: tekst}", "KIND 'tekst' is no attribute type – did you mean 'text'?"),
        ("users: {type: count, requird: true}", "FIELD an attribute has no 'requird' – did you mean 'required'?"),
        ("users: {type: enum}", "KIND 'users' is an enum without values; add values: [a, b]"),
        ("users: {type: enum, values: [a, b], default: c}", "VALUE users: 'c' is not one of a, b"),
        ("users: {type: enum, values: [a], many: ja, default: a}", "KIND 'users' holds many values"),
        ("users: {type: reference, to: BusinesRole}", "KIND 'users' refers to no known kind – did you mean"),
        ("users: [count]", "SHAPE attribute 'users' is a type, or {type: …, required: …}"),
        ("owner: text", "KIND 'owner' cannot be an attribute of Eigen; the name is taken or no word"),
        ("source: text", "KIND 'source' cannot be an attribute of Eigen"),
        ("serves: text", "KIND 'serves' cannot be an attribute of Eigen"),
        ("eClass: text", "KIND 'eClass' cannot be an attribute of Eigen"),
        ("'twee woorden': text", "KIND 'twee woorden' cannot be an attribute of Eigen"),
    ],
)
def test_an_attribute_that_cannot_be_is_told_where_it_stands(tmp_path: Path, spec: str, told: str) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        f"model: {{id: m}}\nkinds:\n  Eigen:\n    extends: Node\n    attributes:\n      {spec}\n", encoding="utf-8"
    )
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(tmp_path)
    (problem,) = caught.value.problems
    assert f"{problem.code} {problem.message}".startswith(told)
    assert (problem.place.file, problem.place.line) == (str(file), 6)
