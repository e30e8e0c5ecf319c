"""Matrix, streams, impact, comparison and coloured landscapes: each says what the question behind it answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml
from lxml import etree

from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.contract import Flow
from ea_model.model import Model
from ea_model.questions.impact import element_fails
from ea_model.scope import Scope, Status, scope_of
from ea_model.values import Quantity
from ea_model.views import pictures
from ea_model.views.diagrams import PICTURES, STATUS_LOOKS, PictureOptions
from ea_model.views.diagrams.shared.parts import bundle_words, frame_id
from ea_model.views.diagrams.shared.volumes import volume_words
from ea_model.views.layout import layout
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.render.to_view import as_view
from ea_model.views.scene.diagram import CELL, GROUP, NOTE, Diagram, Edge, Node
from ea_model.views.scene.notation import notation_of
from ea_model.views.svg.elements import NAMESPACE
from ea_model.views.svg.paint import paint
from tests.conftest import Ask
from tests.support.builders import model_of


def drawn(scope: Scope, name: str, **options: Any) -> Diagram:
    return PICTURES[name].build(scope, PictureOptions(**options))


def boxes(diagram: Diagram) -> dict[str, Node]:
    return {node.id: node for node in diagram.nodes}


def line(diagram: Diagram, source: str, target: str) -> Edge:
    return next(edge for edge in diagram.edges if (edge.source, edge.target) == (source, target))


def legend(diagram: Diagram) -> dict[str, str]:
    return {entry.label: entry.badge for entry in diagram.legend}


# --- the responsibility matrix ---


def test_the_matrix_has_a_field_for_every_cell(ask_samen: Ask) -> None:
    for plateau in ("P0", "P1", "P2"):
        scope = ask_samen(plateau)
        fields = [node for node in drawn(scope, "matrix").nodes if node.id.startswith("\0field")]
        assert len(fields) == len(scope.cells())


def test_a_field_says_role_contract_and_status_in_words_and_colour(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    picture = drawn(scope, "matrix")
    nodes = boxes(picture)
    covered, own = nodes["\0field servers levering"], nodes["\0field digipoort operationeel_beheer"]
    unknown, both = nodes["\0field digid onderhoud"], nodes["\0field digipoort ontwikkeling"]
    assert (covered.label, covered.fill) == ("R C-INF2", STATUS_LOOKS[Status.COVERED].fill)
    assert own.label == "! Logius"
    assert own.dashed
    assert (unknown.label, unknown.hatched) == ("?", True)
    assert both.label == "A Logius + S C-RAAM"
    assert "ondersteunend: " in both.title
    # 27 before migration was asked of what the work package Migratie concerns: Digipoort, DigiD, MijnOverheid
    assert legend(picture)["onbekend (30)"] == "?"
    assert legend(picture)["verantwoordelijk"] == "R"


def test_rows_and_columns_of_the_matrix_line_up(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P1"), "matrix")
    placed = layout(picture)
    columns: dict[int, set[int]] = {}
    rows: dict[int, set[int]] = {}
    for node in picture.nodes:
        assert node.place is not None
        columns.setdefault(node.place.column, set()).add(placed.boxes[node.id].x)
        rows.setdefault(node.place.row, set()).add(placed.boxes[node.id].y)
    assert all(len(xs) == 1 for xs in columns.values())
    assert all(len(ys) == 1 for ys in rows.values())
    found = list(placed.boxes.values())
    assert not any(a.overlaps(b) for i, a in enumerate(found) for b in found[:i])


def test_the_matrix_of_one_contract_has_only_its_rows(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P1"), "matrix", contract="C-SOC")
    assert {node.element for node in picture.nodes if node.element} == {"siem-soc"}


def test_equal_rows_become_one_with_their_number() -> None:
    picture = drawn(scope_of(many(500)), "matrix")
    texts = [node.label for node in picture.nodes if node.place and node.place.column == 0]
    assert "Applicatiecomponent (499)" in texts
    assert "App 0" in texts  # somebody has a part in it
    assert len({node.place.row for node in picture.nodes if node.place}) < 10


def many(count: int, **more: Any) -> Model:
    """Applications of which the first is under contract."""
    elements: dict[str, Any] = {
        "C1": {"type": "Contract", "name": "Contract"},
        "leverancier": {"type": "BusinessActor", "name": "Leverancier"},
    }
    elements |= {
        f"app-{n}": {"type": "ApplicationComponent", "name": f"App {n}", "properties": {"Kleur": f"K{n % 30}"}}
        for n in range(count)
    }
    about = {"contract": "C1", "party": "leverancier", "subject": "app-0", "activity": "beheer", "role": "R"}
    return model_of(yaml.safe_dump({"elements": elements | more, "statements": {"s1": about}}))


def test_a_model_without_responsibilities_has_a_matrix_that_says_so() -> None:
    scope = scope_of(model_of("elements: {d: {type: Driver, name: Wet}}"))
    picture = drawn(scope, "matrix", lang="en")
    assert picture.nodes[-1].label.startswith("At this moment there is nothing")
    assert layout(picture).width > 0
    assert "streams" not in {drawing.name for drawing in pictures.drawings(scope, "nl")}


# --- message streams ---


def test_the_more_a_stream_carries_the_wider_its_line(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P0"), "streams")
    widths = [line(picture, "digipoort-dienst", x).weight for x in ("digiinkoop", "dnb", "kvk", "berichtenbox")]
    assert widths == sorted(set(widths))
    assert line(picture, "digipoort-dienst", "berichtenbox").label == "circa 90 mln"
    assert any(entry.label.endswith("mln berichten per jaar") for entry in picture.legend)


def test_a_part_of_a_stream_is_never_more_than_the_stream(ask_samen: Ask) -> None:
    """Stream 1 has four recipients and nobody knows how it is divided."""
    assert line(drawn(ask_samen("P0"), "streams"), "digipoort-dienst", "kvk").label == "≤ 40 mln"


def test_an_unknown_volume_is_dashed_and_thin(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P0"), "streams")
    unknown = line(picture, "eid", "programma-samen")
    assert unknown.dashed
    assert unknown.weight == min(edge.weight for edge in picture.edges if edge.kind == "Flow")
    assert not line(picture, "digipoort-dienst", "kvk").dashed
    assert any(entry.dashed and entry.label == "volume onbekend" for entry in picture.legend)
    root = etree.fromstring(paint(diagram_scene(picture, layout(picture))))
    path, _head = root.xpath(f"//*[@data-edge='{unknown.id}']/*[local-name()='path']")
    assert path.get("stroke-dasharray")


def test_streams_of_one_element_only(ask_samen: Ask, samen: Model) -> None:
    picture = drawn(ask_samen("P0"), "streams", element="digipoort")
    flows = [edge for edge in picture.edges if edge.kind == "Flow"]
    assert flows
    assert all(isinstance(samen[e.relation or ""], Flow) and samen[e.relation or ""].stream for e in flows)
    assert boxes(picture)["digipoort"].emphasis


def test_a_model_without_flows_says_so() -> None:
    notes = [node.label for node in drawn(scope_of(many(1)), "streams").nodes if node.kind == NOTE]
    assert notes == ["Op dit moment stroomt hier niets."]


# --- impact ---


def test_the_impact_map_shows_every_hit_with_its_chain(ask_samen: Ask, samen: Model) -> None:
    scope = ask_samen("P1")
    found = element_fails(scope, samen.element("digipoort"))
    picture = drawn(scope, "impact", element="digipoort")
    nodes = boxes(picture)
    assert nodes["digipoort"].badge == "×"
    for hit in found.hits:
        assert nodes[hit.element.id].badge == ("Z" if hit.certain else "M")
        assert nodes[hit.element.id].dashed is not hit.certain
        assert {relation.id for relation in hit.path} <= {edge.relation for edge in picture.edges}
    assert legend(picture)[f"zeker geraakt ({sum(h.certain for h in found.hits)})"] == "Z"


def test_certain_ways_are_thicker_than_possible_ones(ask_samen: Ask, samen: Model) -> None:
    scope = ask_samen("P1")
    picture = drawn(scope, "impact", element="digipoort")
    certain = {r.id for hit in element_fails(scope, samen.element("digipoort")).hits if hit.certain for r in hit.path}
    for edge in picture.edges:
        assert edge.weight == (2 if edge.relation in certain else 1)


def test_a_contract_that_ends_leaves_cells_uncovered(ask_samen: Ask) -> None:
    nodes = boxes(drawn(ask_samen("P0"), "impact", contract="C-INF"))
    assert nodes["C-INF"].emphasis
    assert nodes["servers"].badge == "×"
    assert "levering" in nodes["servers"].label


def test_what_is_further_away_is_counted_per_kind(ask_samen: Ask, samen: Model) -> None:
    scope = ask_samen("P1")
    hits = element_fails(scope, samen.element("odc")).hits
    picture = drawn(scope, "impact", element="odc", most_nodes=5)
    further = [n for n in picture.nodes if n.parent == "\0frame further"]
    counted = sum(int(node.label.rpartition("(")[2].rstrip(")")) for node in further)
    assert counted == len(hits) - 5
    assert sum(int(e.label.rpartition("(")[2].rstrip(")")) for e in picture.legend if e.badge in ("Z", "M")) == len(
        hits
    )


# --- two plateaus ---


def test_the_comparison_shows_what_comes_goes_and_changes(ask_samen: Ask, samen: Model) -> None:
    before, after = ask_samen("P0"), ask_samen("P1")
    picture = drawn(before, "compare", versus="P1")
    signs = {node.element: node.badge for node in picture.nodes if node.element and node.badge}
    for element in samen.elements:
        was, now = (bool(scope.facts.existence(element)) for scope in (before, after))
        if was != now:
            assert signs[element.id] == ("+" if now else "−")
    assert signs["servers"] == "~"
    assert "levering: C-INF → C-INF2" in boxes(picture)["servers"].title
    assert "verhuist van Ministerie IenW naar Logius" in boxes(picture)["sp-cloud-team"].title


def test_the_way_back_is_the_other_way_round(ask_samen: Ask) -> None:
    there, back = drawn(ask_samen("P0"), "compare", versus="P1"), drawn(ask_samen("P1"), "compare", versus="P0")
    turned = {"+": "−", "−": "+"}
    assert {n.element: n.badge for n in there.nodes if n.badge} == {
        n.element: turned.get(n.badge, n.badge) for n in back.nodes if n.badge
    }


def test_a_plateau_is_equal_to_itself(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P0"), "compare", versus="P0")
    assert [node.kind for node in picture.nodes] == [NOTE]
    assert picture.edges == ()


# --- landscapes by something else ---


@pytest.mark.parametrize("colour", ["status", "severity", "plateau", "type", "criticality"])
def test_the_legend_counts_what_is_drawn(ask_samen: Ask, colour: str) -> None:
    picture = drawn(ask_samen("P1"), "landscape", colour_by=colour)
    shown = [node for node in picture.nodes if node.element]
    assert shown
    assert sum(int(e.label.rpartition("(")[2].rstrip(")")) for e in picture.legend) == len(shown)
    badges = {entry.badge for entry in picture.legend}
    assert {node.badge for node in shown} <= badges


def test_a_property_of_the_model_can_be_a_colour() -> None:
    picture = drawn(scope_of(many(120)), "landscape", colour_by="kleur")
    assert picture.title == "Landschap naar Kleur"
    labels = list(legend(picture))
    assert len(labels) == 9
    assert labels[-1] == "andere waarden (22) (88)"


def test_what_is_unknown_is_hatched_and_what_is_not_said_is_white() -> None:
    more = {
        "u": {"type": "ApplicationComponent", "name": "Onzeker", "criticality": "onbekend"},
        "k": {"type": "ApplicationComponent", "name": "Kern", "criticality": "kritiek"},
    }
    nodes = boxes(drawn(scope_of(many(1, **more)), "landscape", colour_by="criticality"))
    assert nodes["u"].hatched
    assert (nodes["app-0"].fill, nodes["app-0"].badge) == ("#FFFFFF", "–")
    assert nodes["k"].badge == "1"


def test_colour_by_something_nobody_has_is_refused(ask_samen: Ask) -> None:
    with pytest.raises(UnknownIdError, match="criticality"):
        drawn(ask_samen("P1"), "landscape", colour_by="critcality")


@pytest.mark.slow
def test_thousands_of_boxes_become_counts_per_kind_and_colour() -> None:
    picture = drawn(scope_of(many(2000)), "landscape", colour_by="kleur")
    assert len(picture.nodes) <= 600
    assert (
        sum(int(n.label.rpartition("(")[2].rstrip(")")) for n in picture.nodes if "(" in n.label)
        + sum(1 for n in picture.nodes if n.element)
        == 2000
    )


# --- all of them ---


def test_every_drawing_is_a_view_for_other_tools(ask_samen: Ask) -> None:
    found = {drawing.name: drawing for drawing in pictures.drawings(ask_samen("P1"), "nl")}
    assert {"matrix", "streams", "landscape", "compare-P0", "impact-C-RAAM", "scope-C-RAAM"} <= set(found)
    for drawing in found.values():
        view = drawing.view()
        shown = [node for node in drawing.diagram.nodes if node.kind not in (GROUP, CELL, NOTE)]
        inside = list(view.nodes)
        for node in inside:
            inside += node.nodes
        assert {node.element for node in inside if node.element} == {n.element for n in shown if n.element}
        texts = [node.label for node in view.nodes]
        assert all(any(entry.label in text for text in texts) for entry in drawing.diagram.legend)


def test_volumes_become_line_widths_that_other_tools_know(ask_samen: Ask) -> None:
    picture = drawn(ask_samen("P0"), "streams")
    view = as_view(diagram_scene(picture, layout(picture)), "view-1")
    widths = {connection.style.line_width for connection in view.connections}
    assert widths == {0, 2, 3}


def test_a_picture_that_needs_more_says_what(ask_samen: Ask) -> None:
    for name, word in (("scope", "C-RAAM"), ("impact", "--party"), ("compare", "P2"), ("element", "--element")):
        with pytest.raises(pictures.MissingOptionError, match=word):
            pictures.diagram(ask_samen("P1"), name)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["matrix", "streams"])
def test_pictures_tell_in_words_what_they_show(ask_samen: Ask, name: str, lang: str) -> None:
    root = etree.fromstring(pictures.picture(ask_samen("P1"), name, lang=lang))
    assert root.get("role") == "img"
    assert root.findtext(f"{{{NAMESPACE}}}title")
    assert root.findtext(f"{{{NAMESPACE}}}desc")
    nodes = root.findall(f".//{{{NAMESPACE}}}g[@data-node]")
    assert all(node.findtext(f"{{{NAMESPACE}}}title") for node in nodes if "node" in (node.get("class") or "").split())


def test_half_a_million_is_not_rounded_away() -> None:
    volume = Quantity(Decimal(500_000), Decimal(500_000), "berichten", "jaar", approximate=True)
    assert volume_words(volume, "nl") == "circa 500.000 berichten per jaar"
    assert volume_words(Quantity(Decimal(2), None, "", "dag"), "en") == "≥ 2 per day"


def test_one_of_several_senders_sends_at_most_everything() -> None:
    model = model_of("""
        elements:
          a: {type: BusinessActor, name: A}
          b: {type: BusinessActor, name: B}
          dienst: {type: ApplicationService, name: Dienst}
          s: {type: MessageStream, name: S, volume: 10 berichten per dag, senders: [a, b]}
        relations:
          f1: {type: Flow, from: a, to: dienst, stream: s}
          f2: {type: Flow, from: dienst, to: b, stream: s}
        """)
    picture = drawn(scope_of(model), "streams")
    assert line(picture, "a", "dienst").label == "≤ 10"
    assert line(picture, "dienst", "b").label == "10"


def test_boxes_of_a_landscape_stand_by_name(samen: Model) -> None:
    drawn = PICTURES["landscape"].build(scope_of(samen, "P0"), PictureOptions())
    of_layer = [node.label.split("\n")[0] for node in drawn.nodes if node.parent == frame_id("Application")]
    assert len(of_layer) > 1
    assert of_layer == sorted(of_layer, key=str.casefold)


def test_one_relation_is_said_as_one() -> None:
    assert (bundle_words(1, "nl"), bundle_words(2, "nl")) == ("1 relatie", "2 relaties")


def test_the_map_of_a_contract_explains_the_colour_of_its_services(samen: Model) -> None:
    drawn = PICTURES["scope"].build(scope_of(samen, "P0"), PictureOptions(contract="C-DGP"))
    (service,) = [node for node in drawn.nodes if node.element == "digipoort-dienst"]
    assert notation_of(service.kind).fill in {entry.fill for entry in drawn.legend}
    assert not any("(1)" in node.label for node in drawn.nodes)
