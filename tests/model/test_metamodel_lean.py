"""Lean instances: what pyecore promises of its objects holds for them too, and a loaded model cannot be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyecore.ecore import BadValueError, EAttribute, EClass, EInt, EObject, EReference, EString
from pyecore.resources import URI
from pyecore.resources.xmi import XMIResource

from ea_model.metamodel import Metamodel, stock
from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Association, Concept, Element
from ea_model.metamodel.contract import Contract, Plateau
from ea_model.metamodel.lean import LeanAttribute, LeanClass, LeanObject, LeanReference, SealedError
from ea_model.model import Model
from ea_model.values import FuzzyDate, LangText, Provenance, SourceRef, Unknown

COMPONENT = stock().element_types["ApplicationComponent"]

# The same little class twice: as pyecore makes it, and lean.
name = nsPrefix = "twins"  # noqa: N816 - this module is an Ecore package, as pyecore wants it for classes in code
nsURI = "urn:ea-model:test:twins"  # noqa: N816


class LeanTwin(LeanObject, metaclass=LeanClass):
    label: Any = LeanAttribute(dt.TEXT, knowable=False)
    number: Any = LeanAttribute(dt.INTEGER, knowable=False, default=7)


LeanTwin.next = LeanReference(LeanTwin, name="next", knowable=False)
LeanTwin.eClass.eStructuralFeatures.append(LeanTwin.next)

_stock = EClass("StockTwin")
_stock.eStructuralFeatures.append(EAttribute("label", EString))
_stock.eStructuralFeatures.append(EAttribute("number", EInt, default_value=7))
_stock.eStructuralFeatures.append(EReference("next", _stock))

_FEATURES = ("label", "number", "next")
_VALUES = st.one_of(st.none(), st.text(max_size=5), st.integers(-5, 5), st.just("a twin"), st.just(2.5))


def _outcome(twin: Any, other: Any, feature: str, value: object, *, by_object: bool) -> object:
    """Set a feature and tell what then can be read of all of them."""
    asked = twin.eClass.findEStructuralFeature(feature) if by_object else feature
    refused = False
    try:
        twin.eSet(asked, other if value == "a twin" else value)
    except BadValueError:
        refused = True
    read = [twin.eGet(f) for f in _FEATURES]
    return refused, [x is other if isinstance(x, EObject) else x for x in read], [twin.eIsSet(f) for f in _FEATURES]


@given(st.lists(st.tuples(st.sampled_from(_FEATURES), _VALUES, st.booleans()), max_size=8))
def test_a_lean_object_sets_refuses_and_tells_as_a_stock_one(steps: list[tuple[str, object, bool]]) -> None:
    lean, stock = LeanTwin(), _stock()
    lean_other, stock_other = LeanTwin(), _stock()
    for feature, value, by_object in steps:
        ours = _outcome(lean, lean_other, feature, value, by_object=by_object)
        theirs = _outcome(stock, stock_other, feature, value, by_object=by_object)
        if isinstance(value, str) and value != "a twin" and feature == "label":
            assert ours == theirs
        assert ours == theirs, (feature, value)


def test_both_twins_have_the_same_features_in_the_same_order() -> None:
    for kind in (LeanTwin.eClass, _stock):
        assert [f.name for f in kind.eAllStructuralFeatures()] == list(_FEATURES)
    assert [f.many for f in LeanTwin.eClass.eAllStructuralFeatures()] == [f.many for f in _stock.eStructuralFeatures]
    assert LeanTwin().eClass is LeanTwin.eClass


def test_what_is_no_feature_cannot_be_asked() -> None:
    with pytest.raises(AttributeError, match="nope"):
        COMPONENT(id="a").eGet("nope")


@pytest.mark.parametrize(
    ("feature", "value"),
    [
        ("name", 4),
        ("reusable", "true"),
        ("criticality", "zeer kritiek"),
        ("exists_from", "2019-10"),
        ("count", 4),
        ("owner", "logius"),
        ("plateaus", (COMPONENT(id="not-a-plateau"),)),
        ("sources", ("F001",)),
        ("id", Unknown()),
    ],
)
def test_a_value_of_another_type_is_refused_and_changes_nothing(feature: str, value: object) -> None:
    element = COMPONENT(id="a")
    with pytest.raises(BadValueError, match=feature):
        element.eSet(feature, value)
    assert not element.eIsSet(feature) or feature == "id"
    assert element.id == "a"


def test_an_explicit_unknown_is_a_value_where_the_language_allows_it() -> None:
    element = COMPONENT(id="a", criticality=Unknown("U1"), owner=Unknown())
    assert element.criticality == Unknown("U1")
    assert element.eIsSet("criticality")


def test_an_abstract_class_has_no_instances() -> None:
    for kind in (Concept, Element):
        with pytest.raises(TypeError, match="abstract"):
            kind(id="a")


def test_a_feature_that_was_never_set_has_its_default() -> None:
    element = COMPONENT(id="a")
    assert (element.name, element.reusable, element.plateaus, element.owner) == ("", False, (), None)
    assert element.provenance is Provenance.STATED


def test_nothing_of_a_loaded_model_can_be_written(reference: Model) -> None:
    subject = reference.element("digipoort")
    before = subject.name
    with pytest.raises(SealedError, match="'name' of digipoort cannot be changed"):
        subject.name = "iets anders"
    with pytest.raises(SealedError, match="the model is sealed"):
        subject.eSet("plateaus", ())
    with pytest.raises(SealedError, match="the model is sealed"):
        reference.relations[0].target = subject
    with pytest.raises(SealedError, match="the model is sealed"):
        reference.statements[0].role = "A"
    assert subject.name == before


def _saved(folder: Path, *objects: LeanObject) -> Any:
    resource = XMIResource(URI(str(folder / "instances.xmi")))
    for each in objects:
        resource.append(each)
    resource.save()
    return etree.parse(folder / "instances.xmi").getroot()


def test_xmi_of_lean_instances_holds_what_was_set(tmp_path: Path) -> None:
    plateau = Plateau(id="P0")
    contract = Contract(
        id="C1",
        name=LangText({"nl": "Contract één", "en": "Contract one"}),
        contract_kind="internal",
        end=FuzzyDate.parse("2019-10"),
        price=Unknown("U01"),
        open_list=True,
        plateaus=(plateau,),
        properties=(("kleur", "heel rood"),),
        sources=(SourceRef("brief", 1, 2, 3, "twee woorden", "F1"),),
        owner=Unknown(),
    )
    component = COMPONENT(id="app")
    relation = Association(id="r", source=contract, target=component, directed=True)
    root = _saved(tmp_path, contract, plateau, component, relation)
    written = {child.get("id"): child for child in root}
    assert [etree.QName(child).localname for child in root] == [
        "Contract",
        "Plateau",
        "ApplicationComponent",
        "Association",
    ]
    assert etree.QName(written["C1"]).namespace == "urn:ea-model:contract:1"
    assert etree.QName(written["app"]).namespace == "http://www.opengroup.org/xsd/archimate/3.2"
    assert dict(written["C1"].attrib) == {
        "id": "C1", "name": "Contract één", "contract_kind": "internal", "end": "2019-10",
        "price": "onbekend U01", "open_list": "true", "plateaus": "P0",
    }  # fmt: skip
    assert [child.text for child in written["C1"]] == ["F1 p1 r2-3 “twee woorden”", "kleur: heel rood"]
    assert dict(written["r"].attrib) == {"id": "r", "source": "C1", "target": "app", "directed": "true"}
    assert dict(written["app"].attrib) == {"id": "app"}


def test_xmi_of_a_whole_loaded_model_can_be_written(tmp_path: Path, reference: Model) -> None:
    root = _saved(tmp_path, *reference.elements, *reference.relations)
    assert {child.get("id") for child in root} == {concept.id for concept in reference.concepts()}
    assert {child.get("id") for child in root if child.get("reusable") == "true"} == {"microservices"}
    ends = {child.get("id"): (child.get("source"), child.get("target")) for child in root if child.get("source")}
    assert ends == {r.id: (r.source.id, r.target.id) for r in reference.relations}


def test_features_added_to_a_language_are_found_on_kinds_made_before() -> None:
    kind = Metamodel().get("Flow")
    assert kind is not None
    assert {"stream", "interface_owner", "plateaus"} <= {f.name for f in kind.eClass.eAllStructuralFeatures()}
