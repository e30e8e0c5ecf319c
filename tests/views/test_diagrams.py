"""Computed pictures: they say what the scope answer says, stay readable, and never depend on chance."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from lxml import etree

from ea_model.messages.problems import UnknownIdError
from ea_model.model import Model
from ea_model.scope import Scope, ScopeClass, contract_scopes, scope_of
from ea_model.values import Truth
from ea_model.views import diagrams
from ea_model.views.diagrams import CLASS_LOOKS, NAMES, PICTURES, TIMELINES, PictureOptions
from ea_model.views.layout import layout
from ea_model.views.picture_options import ASKABLE
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.scene.diagram import GROUP, NOTE, Diagram, Node
from ea_model.views.svg.elements import NAMESPACE
from ea_model.views.svg.paint import paint
from ea_model.words import LANGUAGES, label
from tests.conftest import Ask
from tests.support.builders import REFERENCE, load, model_of
from tests.support.command import run


def drawn(scope: Scope, name: str, **options: object) -> Diagram:
    return PICTURES[name].build(scope, PictureOptions(**options))  # type: ignore[arg-type]


def boxes(diagram: Diagram) -> dict[str, Node]:
    return {node.id: node for node in diagram.nodes}


def every_picture(model: Model) -> Iterator[tuple[str, Diagram]]:
    """Every picture of every contract in every plateau, and around a few elements."""
    for plateau in model.plateaus:
        scope = scope_of(model, plateau)
        for contract in [c.id for c in model.contracts] + [c.provider.key for c in contract_scopes(scope)]:
            yield f"scope {plateau.id} {contract}", drawn(scope, "scope", contract=contract)
            if contract in model:
                yield f"impact {plateau.id} {contract}", drawn(scope, "impact", contract=contract, lang="en")
        for element in ("digipoort", "it-infrastructuur", "logius"):
            yield f"element {plateau.id} {element}", drawn(scope, "element", element=element, lang="en")
            yield f"impact {plateau.id} {element}", drawn(scope, "impact", element=element)
        yield f"impact {plateau.id}", drawn(scope, "impact", party="logius", lang="en")
        for colour in ("contract", "status", "severity", "plateau", "type", "name"):
            yield f"landscape {plateau.id} {colour}", drawn(scope, "landscape", colour_by=colour, lang="en")
        yield f"matrix {plateau.id}", drawn(scope, "matrix")
        yield f"streams {plateau.id}", drawn(scope, "streams", lang="en")
        for other in model.plateaus:
            yield f"compare {plateau.id} {other.id}", drawn(scope, "compare", versus=other.id)
        yield f"model {plateau.id}", drawn(scope, "model")


def test_every_module_of_pictures_is_registered() -> None:
    public = [m.name for m in pkgutil.iter_modules(diagrams.__path__) if not m.ispkg]
    found = [import_module(f"ea_model.views.diagrams.{name}").PICTURE for name in public]
    assert {picture.name: picture for picture in found} == {**PICTURES, **TIMELINES}
    for picture in found:
        assert all(label(picture.label_key, lang) for lang in LANGUAGES)


def test_the_framework_agreement_in_the_planned_state(ask_reference: Ask) -> None:
    picture = drawn(ask_reference("P1"), "scope", contract="C-RAAM")
    nodes = boxes(picture)
    digipoort, shared, platform = nodes["digipoort"], nodes["microservices"], nodes["it-platform"]
    assert digipoort.badge.startswith("D")
    assert digipoort.fill == CLASS_LOOKS[ScopeClass.DIRECT].fill
    assert "ontwikkeling" in digipoort.label
    assert nodes[digipoort.parent or ""].label == "Scope C-RAAM"
    assert shared.badge.startswith("M")
    assert shared.parent == "digipoort"
    assert shared.dashed
    assert platform.fill == CLASS_LOOKS[ScopeClass.BOUNDARY].fill
    assert platform.parent is None
    assert "(Logius)" in platform.label
    crossing = [edge for edge in picture.edges if edge.emphasis]
    assert [(edge.source, edge.target, edge.kind) for edge in crossing] == [("it-platform", "digipoort", "Serving")]
    assert "leverancier – eigen" in crossing[0].title
    assert {entry.badge for entry in picture.legend} >= {"D", "M", "+", "↔"}
    assert picture.facts["Contract"] == "C-RAAM Raamovereenkomst gegevensuitwisseling"
    assert picture.facts["Plateau"] == "P1 gepland"
    assert ask_reference("P1").model.revision in picture.facts["Model"]


def test_what_is_excluded_on_an_element_in_scope_is_marked(ask_reference: Ask) -> None:
    picture = drawn(ask_reference("P1"), "scope", contract="C-INF2")
    infrastructure = boxes(picture)["it-infrastructuur"]
    assert infrastructure.badge == "D + ×"
    assert "uitgesloten: huisvesting" in infrastructure.title
    assert ("×", "uitgesloten") in {(entry.badge, entry.label) for entry in picture.legend}


def test_parts_stand_inside_their_whole_without_a_line(ask_reference: Ask) -> None:
    picture = drawn(ask_reference("P0"), "scope", contract="C-INF")
    assert {boxes(picture)[part].parent for part in ("servers", "storage", "systeemsoftware")} == {"it-infrastructuur"}
    assert not [edge for edge in picture.edges if edge.kind == "Composition"]


def test_activities_are_named_as_the_contract_names_them(ask_samen: Ask) -> None:
    nodes = boxes(drawn(ask_samen("P0"), "scope", contract="C-INF"))
    assert nodes["systeemsoftware"].label.splitlines() == ["Systeemsoftware", "R: technisch beheer, levering"]
    nodes = boxes(drawn(ask_samen("P0"), "scope", contract="C-DGP"))
    assert nodes["digipoort"].label.splitlines() == ["Digipoort", "R: ontwikkeling, beheer"]


def test_the_contract_stands_with_its_parties(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P0"), "scope", contract="C-DGP")
    nodes = boxes(picture)
    assert nodes["C-DGP"].emphasis
    assert (nodes["visma-connect"].badge, nodes["logius"].badge) == ("opdrachtnemer", "opdrachtgever")
    assert {nodes[id_].parent for id_ in ("C-DGP", "visma-connect", "logius")} == {"\0frame contract"}
    assert ("C-DGP", "digipoort", "Association") in {(e.source, e.target, e.kind) for e in picture.edges}
    assert any(edge.emphasis and edge.target == "belastingdienst" for edge in picture.edges)


def test_no_relation_is_made_up(ask_samen: Ask, samen: Model) -> None:
    for plateau in ("P0", "P1", "P2"):
        for contract in contract_scopes(ask_samen(plateau)):
            for edge in drawn(ask_samen(plateau), "scope", contract=contract.provider.key).edges:
                relation = samen[edge.relation or ""]
                assert (relation.source.id, relation.target.id) == (edge.source, edge.target)


def test_a_contract_that_covers_nothing_says_so(ask_reference: Ask) -> None:
    picture = drawn(ask_reference("P1"), "scope", contract="C-DGP")
    notes = [node.label for node in picture.nodes if node.kind == NOTE]
    assert notes == ["Op dit moment valt niets binnen de scope."]


def test_in_the_last_month_it_is_not_certain_that_a_contract_holds(ask_reference: Ask) -> None:
    before, during, after = (
        boxes(drawn(ask_reference("P0", day), "scope", contract="C-DGP"))
        for day in ("2019-09-30", "2019-10-15", "2020-01-01")
    )
    assert not before["digipoort"].dashed
    assert during["digipoort"].dashed
    assert "op deze datum niet zeker" in during["digipoort"].title
    assert "digipoort" not in after


def test_unknown_names_are_refused(ask_reference: Ask) -> None:
    with pytest.raises(UnknownIdError):
        drawn(ask_reference("P1"), "scope", contract="C-RAM")
    with pytest.raises(UnknownIdError):
        drawn(ask_reference("P1"), "element", element="digipoortje")


def test_the_landscape_shows_every_element_with_responsibilities_once(ask_samen: Ask) -> None:
    for plateau in ("P0", "P1", "P2"):
        scope = ask_samen(plateau)
        shown = [node.element for node in drawn(scope, "landscape").nodes if node.kind != GROUP]
        assert sorted(shown, key=str) == sorted({cell.element.id for cell in scope.cells()})


def test_the_landscape_marks_who_is_responsible_and_what_is_not_known(ask_reference: Ask) -> None:
    picture = drawn(ask_reference("P1"), "landscape")
    nodes = boxes(picture)
    assert nodes["digid"].hatched
    assert nodes["digid"].badge.startswith("?")
    assert nodes["digipoort"].label.splitlines()[1] == "Logius + C-RAAM (S)"
    assert nodes["digipoort"].badge.startswith("! 1 ? ")
    assert nodes["odc"].label.splitlines()[1] == "A-ODC"
    assert nodes["odc"].fill != nodes["siem-soc"].fill
    labels = [entry.label for entry in picture.legend]
    assert {"A-ODC – Housing (1)", "Logius – eigen (2)", "impliciet eigen", "onbekend"} <= set(labels)


def test_the_surroundings_of_an_element(ask_reference: Ask) -> None:
    picture = drawn(ask_reference("P1"), "element", element="it-infrastructuur")
    expected = {
        "it-infrastructuur",
        "servers",
        "storage",
        "systeemsoftware",
        "it-platform",
        "digid",
        "mijnoverheid",
        "odc",
    }
    assert set(boxes(picture)) == expected
    assert [node.id for node in picture.nodes if node.emphasis] == ["it-infrastructuur"]
    assert ("odc", "it-infrastructuur") in {(edge.source, edge.target) for edge in picture.edges}


def test_an_element_that_is_not_there_says_so(ask_reference: Ask) -> None:
    notes = [n.label for n in drawn(ask_reference("P0"), "element", element="it-platform").nodes if n.kind == NOTE]
    assert "het element bestaat hier niet" in notes


def test_the_whole_model_can_be_drawn(ask_samen: Ask, samen: Model) -> None:
    scope = ask_samen("P1")
    picture = drawn(scope, "model", most_nodes=10_000)
    here = {element.id for element in samen.elements if scope.facts.existence(element)}
    nodes = boxes(picture)
    assert {node.element for node in picture.nodes if node.element} == here
    lines = {edge.relation for edge in picture.edges}
    for relation in samen.relations:
        ends = [relation.source.id, relation.target.id]
        if scope.facts.existence(relation) is not Truth.NO and set(ends) <= here and relation.id not in lines:
            assert nodes[ends[1]].parent == ends[0]
    root = etree.fromstring(paint(diagram_scene(picture, layout(picture))))
    assert len(root.findall(f".//{{{NAMESPACE}}}g[@data-node]")) >= len(here)


def test_the_overview_counts_what_it_does_not_show(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P1"), "model")
    assert len(picture.nodes) <= 150
    nodes = boxes(picture)
    assert nodes["\0kind Goal"].label == "Doel (22)"
    assert all(nodes[edge.source].kind == GROUP for edge in picture.edges if edge.kind == "Line")


@pytest.mark.slow
@pytest.mark.parametrize("which", ["reference", "samen"])
def test_every_picture_can_be_laid_out_and_painted(which: str, request: pytest.FixtureRequest) -> None:
    for what, picture in every_picture(request.getfixturevalue(which)):
        root = etree.fromstring(paint(diagram_scene(picture, layout(picture), "nl")))
        assert root.tag == f"{{{NAMESPACE}}}svg", what


def test_the_same_model_gives_the_same_pictures(reference: Model) -> None:
    again = load(REFERENCE)
    assert dict(every_picture(reference)) == dict(every_picture(again))


def test_what_is_only_perhaps_there_is_dashed() -> None:
    model = model_of("""
        elements:
          app: {type: ApplicationComponent, name: App, exists: {from: 2020}}
          C1: {type: Contract, name: Contract}
          leverancier: {type: BusinessActor, name: Leverancier}
        statements:
          s1: {contract: C1, party: leverancier, subject: app, activity: ontwikkeling, role: R}
        """)
    node = boxes(drawn(scope_of(model, at=date(2020, 6, 1)), "scope", contract="C1"))["app"]
    assert node.dashed
    assert "niet zeker" in node.title


def test_the_command_knows_every_picture_and_every_option_from_where_they_are_declared() -> None:
    words = " ".join(run("view", "--help").out.split())
    assert f"{', '.join(NAMES)}." in words
    assert all(option.flag in words and option.meaning in words for option in ASKABLE.values())
    asked = PictureOptions.of({"party": None, "via": "Flow,Serving", "lang": "en"})
    assert asked == PictureOptions(via=("Flow", "Serving"), lang="en")
