"""What differs between models and situations: laws on random models, and every sort of difference on small ones."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model import rules
from ea_model.compare import SECTIONS, Comparison, compare, compare_models
from ea_model.loader import build
from ea_model.model import Model
from ea_model.scope import ScopeClass, Status, scope_of
from ea_model.source.views import View, ViewNode
from tests.conftest import Ask
from tests.support.builders import REFERENCE, SAMEN, ids, load, model_of, reading_of
from tests.support.examples import examples

BASE = """
elements:
  P0: {type: Plateau, name: Nu}
  a: {type: ApplicationComponent, name: Applicatie A, documentation: {nl: Oud, en: Old}}
  b: {type: ApplicationComponent, name: Applicatie B}
  deel: {type: ApplicationComponent, name: Deel}
  lev: {type: BusinessActor, name: Leverancier}
  C1: {type: Contract, parties: [{who: lev, as: opdrachtnemer}], value: 1 mln EUR per jaar}
relations:
  heel: {type: Composition, from: a, to: deel}
  dient: {type: Serving, from: a, to: b}
statements:
  s1: {contract: C1, party: lev, subject: a, activity: onderhoud}
closures:
  k1: {element: b, activity: onderhoud}
"""


def changed(*replacements: tuple[str, str]) -> Comparison:
    """What differs after text was replaced in the model."""
    text = BASE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return compare_models(model_of(BASE), model_of(text))


def fields(found: Comparison, section: str) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Changed fields by entry: name, before, after."""
    delta = found.deltas[section]
    return {c.id: {f.name: (f.before, f.after) for f in c.fields} for c in delta.changed}


def test_a_name_a_text_in_another_language_and_a_kind_are_fields() -> None:
    found = changed(("name: Applicatie A", "name: Applicatie AA"), ("en: Old", "en: Older"),
                    ("b: {type: ApplicationComponent", "b: {type: ApplicationService"))  # fmt: skip
    assert fields(found, "elements") == {
        "a": {
            "name": ("Applicatie A", "Applicatie AA"),
            "documentation": ({"nl": "Oud", "en": "Old"}, {"nl": "Oud", "en": "Older"}),
        },
        "b": {"type": ("ApplicationComponent", "ApplicationService")},
    }
    assert (found.elements.added, found.elements.removed) == ((), ())


def test_attributes_properties_parties_and_unknowns_are_fields() -> None:
    found = changed(
        ("name: Applicatie B", "name: Applicatie B, criticality: onbekend, properties: {sleutel: waarde}"),
        ("{who: lev, as: opdrachtnemer}", "{who: lev, as: opdrachtnemer, count: 2}"),
        ("value: 1 mln", "value: 2 mln"),
    )
    assert fields(found, "elements")["b"] == {
        "criticality": (None, "onbekend"), "properties.sleutel": (None, "waarde"),
    }  # fmt: skip
    assert fields(found, "elements")["C1"].keys() == {"parties", "value"}
    assert [m.measure for m in found.money] == ["EUR per_year"]


def test_a_relation_that_runs_elsewhere_and_an_element_that_moves() -> None:
    found = changed(("from: a, to: deel", "from: b, to: deel"))
    assert fields(found, "relations") == {"heel": {"from": ("a", "b")}}
    assert [(m.element.id, ids(m.before), ids(m.after)) for m in found.moved] == [("deel", ["a"], ["b"])]


def test_a_second_whole_is_no_move() -> None:
    found = changed(("dient: {", "ook: {type: Aggregation, from: b, to: deel}\n  dient: {"))
    assert ids(found.relations.added) == ["ook"]
    assert found.moved == ()


def test_another_id_is_a_removal_and_an_addition_with_a_hint() -> None:
    found = changed(("  deel: {", "  onderdeel: {"), ("to: deel", "to: onderdeel"))
    assert (ids(found.elements.removed), ids(found.elements.added)) == (["deel"], ["onderdeel"])
    assert [(r.before.id, r.after.id) for r in found.renamed] == [("deel", "onderdeel")]


def test_two_candidates_for_a_rename_give_no_hint() -> None:
    found = changed(("  deel: {type: ApplicationComponent, name: Deel}",
                     "  d1: {type: ApplicationComponent, name: Deel}\n  d2: {type: ApplicationComponent, name: Deel}"),
                    ("to: deel", "to: d1"))  # fmt: skip
    assert found.renamed == ()


def test_statements_closures_cells_classes_and_findings() -> None:
    found = changed(
        ("subject: a, activity: onderhoud", "subject: b, activity: onderhoud"), ("element: b", "element: a")
    )
    assert fields(found, "statements") == {"s1": {"subject": ("a", "b")}}
    assert fields(found, "closures") == {"k1": {"element": ("b", "a")}}
    (situation,) = found.situations
    statuses = {
        (c.element.id, c.activity): (c.before and c.before.status, c.after and c.after.status) for c in situation.cells
    }
    assert statuses == {
        ("a", "onderhoud"): (Status.COVERED, Status.OWN_IMPLICIT),
        ("b", "onderhoud"): (Status.OWN_IMPLICIT, Status.COVERED),
        ("deel", "onderhoud"): (Status.COVERED, Status.UNKNOWN),
    }
    classes = {(c.provider.key, c.element.id): c.after for c in situation.classes}
    assert classes["C1", "b"] is ScopeClass.DIRECT
    assert {f.code for f in found.findings.new} >= {"IMPLICIT", "UNKNOWN"}
    assert {f.code for f in found.findings.gone} >= {"IMPLICIT"}


def test_who_supplies_is_a_difference_even_under_the_same_contract() -> None:
    other = ("  lev: {", "  lev2: {type: BusinessActor, name: Ander}\n  lev: {")
    found = changed(other, ("party: lev", "party: lev2"), ("{who: lev,", "{who: lev2,"))
    assert {(c.element.id, c.activity) for c in found.situations[0].cells} >= {("a", "onderhoud")}


def test_views_are_compared_by_id_then_name_then_content() -> None:
    def drawn(*views: View) -> Model:
        reading = reading_of({"model": {"id": "test"}})
        reading.foreign.views = list(views)
        return build(reading)

    box = ViewNode("n1", 0, 0, 10, 10, element="a")
    before = drawn(View("v1", "Een", nodes=[box]), View("v2", "Twee"), View("v3", "Drie"))
    after = drawn(
        View("v1", "Een", nodes=[ViewNode("n1", 5, 0, 10, 10, element="a")]), View("v9", "Twee"), View("v4", "Vier")
    )
    found = compare_models(before, after).views
    assert [v.name for v in found.added] == ["Vier"]
    assert [v.name for v in found.removed] == ["Drie"]
    assert [(c.id, [f.name for f in c.fields]) for c in found.changed] == [("v1", ["node n1"])]
    assert found.same == 1


def test_plateaus_of_one_model_differ_in_what_exists(ask_samen: Ask) -> None:
    found = compare(ask_samen("P0"), ask_samen("P1"))
    assert "it-platform" in ids(found.elements.added)
    assert [(m.element.id, ids(m.before), ids(m.after)) for m in found.moved] == [
        ("sp-cloud-team", ["ministerie-ienw"], ["logius"])
    ]
    assert found.facts.same == len(ask_samen("P0").model.facts)
    assert not any(found.deltas[s] for s in ("facts", "documents", "questions", "terms", "views"))


@pytest.mark.parametrize("path", [SAMEN, REFERENCE], ids=["samen", "reference"])
def test_a_model_does_not_differ_from_itself_read_again(path: Any) -> None:
    found = compare_models(load(path), load(path))
    assert not found
    assert all(not delta for delta in found.deltas.values())


@pytest.mark.parametrize("plateau", ["P0", "P1", "P2"])
def test_a_situation_does_not_differ_from_itself(ask_samen: Ask, plateau: str) -> None:
    assert not compare(ask_samen(plateau), ask_samen(plateau))


KINDS = ("ApplicationComponent", "Node", "Contract", "Requirement")
ACTIVITIES = ("beheer", "onderhoud", "levering", "ontwikkeling")


def random_model(seed: int) -> Model:
    """A small model whose entries come from a pool of ids, so that two of them overlap."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    chosen = sorted(dice.sample([f"e{n}" for n in range(8)], dice.randint(1, 8)))
    elements: dict[str, Any] = {"lev": {"type": "BusinessActor", "name": "Lev"}}
    for key in chosen:
        elements[key] = {"type": dice.choice(KINDS), "name": f"Naam {dice.randint(0, 5)}"}
    contracts = [key for key in chosen if elements[key]["type"] == "Contract"]
    things = [key for key in chosen if elements[key]["type"] in ("ApplicationComponent", "Node")]
    relations = {
        f"r{n}": {"type": "Association", "from": dice.choice(chosen), "to": dice.choice(chosen)}
        for n in range(dice.randint(0, 6))
    }
    statements: dict[str, Any] = {}
    if contracts and things:
        for n in range(dice.randint(0, 4)):
            statements[f"s{n}"] = {
                "contract": dice.choice(contracts), "party": "lev", "subject": dice.choice(things),
                "activity": dice.choice(ACTIVITIES), "role": dice.choice("RAS"),
            }  # fmt: skip
    sections: dict[str, Any] = {"model": {"id": "test"}, "elements": elements, "relations": relations}
    return build(reading_of({**sections, "statements": statements}))


def mirror(found: Comparison) -> object:
    """Everything a comparison says, told from the other side."""
    return _told(found, back=True)


def _told(found: Comparison, *, back: bool = False) -> object:
    turn = (lambda pair: (pair[1], pair[0])) if back else (lambda pair: pair)
    sections = {}
    for name in SECTIONS:
        delta = found.deltas[name]
        added, removed = turn((_ids(delta.added), _ids(delta.removed)))
        values = {(c.id, f.name, repr(turn((f.before, f.after)))) for c in delta.changed for f in c.fields}
        sections[name] = (added, removed, values, delta.same)
    cells = {
        (c.element.id, c.activity, turn((c.before and c.before.status, c.after and c.after.status)))
        for s in found.situations
        for c in s.cells
    }
    classes = {
        (c.provider.key, c.element.id, turn((c.before, c.after))) for s in found.situations for c in s.classes
    }  # fmt: skip
    said = [
        sorted((f.code, f.subject, f.text("nl")) for f in side) for side in (found.findings.new, found.findings.gone)
    ]
    renames = {turn((r.before.id, r.after.id)) for r in found.renamed}
    return sections, cells, classes, turn((said[0], said[1])), renames


def _ids(entries: tuple[Any, ...]) -> list[str]:
    return [e.id for e in entries]


@examples(60)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_back_again_is_the_mirror_image(one: int, other: int) -> None:
    before, after = random_model(one), random_model(other)
    assert _told(compare_models(before, after)) == mirror(compare_models(after, before))


@examples(60)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_came_and_went_adds_up(one: int, other: int) -> None:
    before, after = random_model(one), random_model(other)
    found = compare_models(before, after)
    sizes = [
        (found.elements, before.elements, after.elements), (found.relations, before.relations, after.relations),
        (found.statements, before.statements, after.statements),
    ]  # fmt: skip
    for delta, old, new in sizes:
        assert len(old) + len(delta.added) - len(delta.removed) == len(new)
        assert delta.same + len(delta.changed) + len(delta.removed) == len(old)
    assert not compare_models(before, random_model(one))


@examples(40)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_cells_without_a_change_are_equal_on_both_sides(one: int, other: int) -> None:
    before, after = scope_of(random_model(one)), scope_of(random_model(other))
    changes = {(c.element.id, c.activity) for c in compare(before, after).situations[0].cells}
    here = {(c.element.id, c.activity): c for c in before.cells()}
    for cell in after.cells():
        key = (cell.element.id, cell.activity)
        if key in here and key not in changes:
            assert here[key].status is cell.status
            assert ids(here[key].responsible) == ids(cell.responsible)


HOLDS = "model: {id: x, organisation: org, as_of: 2019-12-11}\nelements:\n  org: {type: BusinessActor}\n" + (
    BASE.removeprefix("\nelements:\n")
)


@pytest.mark.parametrize(
    ("section", "edit"),
    [
        ("model", HOLDS.replace("as_of: 2019-12-11", "as_of: 2020-01-01")),
        ("model", HOLDS.replace("as_of:", "horizon: 6 maanden, as_of:")),
        ("rules", f"{HOLDS}rules: {{UNKNOWN: {{severity: info}}}}\n"),
        ("waivers", f"{HOLDS}waivers:\n  w: {{rule: UNKNOWN, subject: a, reason: kan wachten, by: mij}}\n"),
        ("kinds", f"{HOLDS}kinds:\n  Wiekslag: {{extends: ApplicationComponent}}\n"),
        ("activities", f"{HOLDS}activities:\n  malen: {{label: malen, part_of: beheer}}\n"),
        ("applicability", f"{HOLDS}applicability:\n  BusinessProcess: {{required: [regie]}}\n"),
    ],
)
def test_what_a_model_says_about_itself_is_a_difference(section: str, edit: str) -> None:
    comparison = compare_models(model_of(HOLDS), model_of(edit))
    assert comparison
    assert [name for name, entries in comparison.deltas.items() if entries] == [section]


def test_a_finding_that_is_waived_or_weighs_otherwise_is_told() -> None:
    before = model_of(HOLDS)
    waived = compare_models(before, model_of(f"{HOLDS}waivers:\n  w: {{rule: UNKNOWN, subject: a, reason: later}}\n"))
    assert {(was.subject, was.waiver is None, now.waiver is None) for was, now in waived.findings.changed} == {
        ("a", True, False)
    }
    graded = compare_models(before, model_of(f"{HOLDS}rules: {{UNKNOWN: {{severity: high}}}}\n"))
    assert {(was.severity.name, now.severity.name) for was, now in graded.findings.changed} == {("INFO", "HIGH")}
    assert (graded.findings.new, graded.findings.gone) == ((), ())


EDITS = (
    ("as_of: 2019-12-11", "as_of: 2021-01-01"), ("organisation: org, ", ""), ("name: Deel", "name: Stuk"),
    ("activity: onderhoud}\nclosures", "activity: regie}\nclosures"), ("{element: b, ", "{element: a, "),
    ("value: 1 mln", "end: 2020-06, value: 2 mln"), ("  dient: {type: Serving, from: a, to: b}\n", ""),
    ("type: Serving", "type: Flow"), ("as: opdrachtnemer", "as: opdrachtgever"),
)  # fmt: skip
MORE = (
    "rules: {UNKNOWN: {severity: high}, SOURCE: {severity: medium}}\n",
    "waivers:\n  w: {rule: UNKNOWN, subject: [a, deel], reason: later}\n",
    "applicability:\n  ApplicationComponent: {required: [regie]}\n",
    "unknowns:\n  U1: {about: a, text: Wie dan}\n",
)


@examples(60)
@given(st.sets(st.sampled_from(EDITS)), st.sets(st.sampled_from(MORE)), st.sets(st.sampled_from(MORE)))
def test_an_empty_difference_means_identical_findings(
    edits: set[tuple[str, str]], more: set[str], others: set[str]
) -> None:
    text = HOLDS
    for old, new in sorted(edits):
        text = text.replace(old, new)
    before, after = model_of(HOLDS + "".join(sorted(more))), model_of(text + "".join(sorted(others)))
    findings = [
        [(f.code, f.subject, f.detail, f.situation, f.severity, f.waiver and f.waiver.id, f.text("en"))
         for f in rules.run([scope_of(model, "P0")])]
        for model in (before, after)
    ]  # fmt: skip
    assert compare_models(before, after) or findings[0] == findings[1]
    assert bool(compare_models(before, before)) is False
