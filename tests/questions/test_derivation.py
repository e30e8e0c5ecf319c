"""Derived relations over models: chains with provenance, certainty, junctions, bounds, duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ea_model.metamodel import stock
from ea_model.metamodel.archimate import archimate_type
from ea_model.questions.derivation import (
    JUNCTION,
    Bounds,
    Cut,
    Derived,
    DerivedRelations,
    allowed,
    between,
    conclusions,
    derived_of,
    duplicates,
)
from ea_model.questions.derivation.rules import End
from ea_model.scope import Scope
from tests.conftest import Ask
from tests.support.builders import scope
from tests.support.command import run
from tests.support.examples import examples

SERVED = """
    elements:
      infra: {type: Node, serves: [platform], composes: [servers]}
      servers: {type: Device}
      platform: {type: Node, serves: [app]}
      app: {type: ApplicationComponent, realizes: [dienst]}
      dienst: {type: ApplicationService, serves: [afnemer]}
      afnemer: {type: BusinessActor}
      domein: {type: ApplicationComponent, composes: [app]}
"""


def said(answer: DerivedRelations) -> dict[tuple[str, str, str], Derived]:
    """Derived relations by source, type and target."""
    return {(d.source.id, d.type, d.target.id): d for d in answer.relations}


def of(answer: Scope, element: str, bounds: Bounds | None = None) -> dict[tuple[str, str, str], Derived]:
    return said(derived_of(answer, answer.model.element(element), bounds))


def test_a_service_passes_what_it_serves_to_what_realizes_it_for_certain() -> None:
    derived = of(scope(SERVED), "app")[("app", "Serving", "afnemer")]
    assert derived.certain
    assert derived.rules == ("DR3",)
    assert [r.kind for r in derived.chain] == ["Realization", "Serving"]
    assert derived.modelled is None


def test_the_whole_is_served_where_its_part_is() -> None:
    derived = of(scope(SERVED), "platform")[("platform", "Serving", "domein")]
    assert (derived.certain, derived.rules) == (True, ("DR4",))


def test_serving_twice_and_serving_by_a_part_are_only_potential() -> None:
    found = of(scope(SERVED), "app")
    twice = found[("infra", "Serving", "app")]
    assert (twice.certain, twice.rules) == (False, ("PDR7",))
    part = of(scope(SERVED), "servers")[("servers", "Serving", "platform")]
    assert (part.certain, part.rules) == (False, ("PDR6",))


def test_one_potential_step_makes_the_whole_chain_potential() -> None:
    derived = of(scope(SERVED), "infra")[("infra", "Serving", "domein")]
    assert not derived.certain
    assert set(derived.rules) == {"PDR7", "DR4"}


def test_the_contract_examples_of_the_domain() -> None:
    answer = scope(
        """
        elements:
          C: {type: Contract, concerns: [deel]}
          D: {type: Contract, concerns: [geheel]}
          geheel: {type: ApplicationComponent, composes: [deel]}
          deel: {type: ApplicationComponent}
        """
    )
    assert of(answer, "C")[("C", "Association", "geheel")].rules == ("DR4",)
    assert of(answer, "D")[("D", "Association", "deel")].rules == ("PDR5",)


def test_only_certain_ones_on_request_and_only_the_types_asked_for() -> None:
    answer = scope(SERVED)
    app = answer.model.element("app")
    assert all(d.certain for d in derived_of(answer, app, certain_only=True).relations)
    assert {d.type for d in derived_of(answer, app, types=["Realization"]).relations} <= {"Realization"}


def test_a_modelled_relation_that_says_the_same_is_named() -> None:
    answer = scope(SERVED.replace("realizes: [dienst]", "realizes: [dienst], serves: [afnemer]"))
    derived = of(answer, "app")[("app", "Serving", "afnemer")]
    assert derived.modelled is not None
    assert derived.modelled.id == "app.serves.afnemer"
    (again,) = duplicates(answer)
    assert (again.relation.id, again.derived.rules) == ("app.serves.afnemer", ("DR3",))


def test_a_chain_does_not_use_the_relation_it_makes_superfluous() -> None:
    assert duplicates(scope(SERVED)) == ()


JUNCTIONS = """
    elements:
      a: {type: BusinessProcess}
      b: {type: BusinessProcess}
      c: {type: BusinessProcess}
      d: {type: BusinessProcess, composes: [e]}
      e: {type: BusinessProcess}
      j: {type: Junction}
      k: {type: Junction}
    relations:
      r1: {type: Triggering, from: a, to: j}
      r2: {type: Triggering, from: b, to: j}
      r3: {type: Triggering, from: j, to: k}
      r4: {type: Triggering, from: k, to: d}
      r5: {type: Flow, from: j, to: c}
"""


def test_junctions_are_transparent_for_one_type_only() -> None:
    found = of(scope(JUNCTIONS), "a")
    through = found[("a", "Triggering", "d")]
    assert (through.rules, [r.id for r in through.chain], through.certain) == ((JUNCTION,), ["r1", "r3", "r4"], True)
    beyond = found[("a", "Triggering", "e")]
    assert (beyond.rules[-1], beyond.certain) == ("DR7", True)
    assert not [key for key in found if "c" in key or "j" in key or "b" in key]


def test_junctions_in_a_circle_end() -> None:
    found = of(scope(JUNCTIONS + "      r6: {type: Triggering, from: k, to: j}\n"), "a")
    assert ("a", "Triggering", "d") in found


def test_a_relation_of_another_plateau_derives_nothing_here() -> None:
    text = """
        elements:
          P0: {type: Plateau}
          P1: {type: Plateau, follows: P0}
          app: {type: ApplicationComponent, realizes: [dienst]}
          dienst: {type: ApplicationService}
          klant: {type: BusinessActor}
        relations:
          levert: {type: Serving, from: dienst, to: klant, plateaus: [P1]}
    """
    assert ("app", "Serving", "klant") not in of(scope(text, "P0"), "app")
    assert ("app", "Serving", "klant") in of(scope(text, "P1"), "app")


def _dense(size: int) -> str:
    """Everything serves everything: the worst there is."""
    names = [f"n{i}" for i in range(size)]
    return "elements:\n" + "".join(
        f"  {n}: {{type: Node, serves: [{', '.join(x for x in names if x != n)}]}}\n" for n in names
    )


def test_a_dense_model_ends_within_its_bounds_and_says_so() -> None:
    answer = scope(_dense(60))
    element = answer.model.element("n0")
    tight = derived_of(answer, element, Bounds(length=4, count=10, work=500))
    assert len(tight.relations) <= 10
    assert Cut.WORK in tight.cut
    few = derived_of(answer, element, Bounds(count=10))
    assert len(few.relations) == 10
    assert Cut.COUNT in few.cut


def test_a_chain_that_goes_on_is_reported_as_cut_and_one_that_ends_is_not() -> None:
    chain = "".join(f"  s{i}: {{type: ApplicationFunction, triggers: [s{i + 1}]}}\n" for i in range(6))
    answer = scope(f"elements:\n{chain}  s6: {{type: ApplicationFunction}}\n")
    first = answer.model.element("s0")
    short, whole = (derived_of(answer, first, Bounds(length=n)) for n in (3, 6))
    assert (len(short.relations), short.cut) == (2, frozenset({Cut.LENGTH}))
    assert (len(whole.relations), whole.cut) == (5, frozenset())
    assert all(d.certain for d in whole.relations)


def test_between_finds_what_only_folds_from_the_other_end() -> None:
    answer = scope(
        """
        elements:
          x: {type: Node, composes: [b]}
          y: {type: Node, composes: [b], serves: [z]}
          b: {type: Node}
          z: {type: ApplicationComponent}
        """
    )
    x, z = answer.model.element("x"), answer.model.element("z")
    assert ("x", "Serving", "z") not in said(derived_of(answer, x))
    derived = said(between(answer, x, z))[("x", "Serving", "z")]
    assert (derived.certain, derived.rules) == (False, ("PDR6", "DR3"))


def test_nothing_is_written_into_the_model(ask_samen: Ask) -> None:
    answer = ask_samen("P1")
    before = len(answer.model.relations)
    assert derived_of(answer, answer.model.element("digipoort")).relations
    assert len(answer.model.relations) == before


KINDS = ("Node", "ApplicationComponent", "ApplicationService", "BusinessProcess", "BusinessObject")


@st.composite
def small_models(draw: st.DrawFn) -> str:
    """A handful of elements with relations between them, whether or not the table permits those."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=3, max_size=6))
    lines = [f"  e{i}: {{type: {kind}}}" for i, kind in enumerate(kinds)]
    ends = st.integers(0, len(kinds) - 1)
    found = draw(st.lists(st.tuples(st.sampled_from(("Composition", "Serving", "Flow", "Realization", "Triggering")),
                                    ends, ends), max_size=10, unique=True))  # fmt: skip
    relations = [f"  r{n}: {{type: {k}, from: e{s}, to: e{t}}}" for n, (k, s, t) in enumerate(found) if s != t]
    return "\n".join(["elements:", *lines, *(["relations:", *relations] if relations else [])])


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Elements each tied to an earlier one, so that no chain can come back to where it began."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=3, max_size=7))
    lines = [f"  e{i}: {{type: {kind}}}" for i, kind in enumerate(kinds)]
    for number in range(1, len(kinds)):
        ends = [number, draw(st.integers(0, number - 1))]
        source, target = ends if draw(st.booleans()) else ends[::-1]
        kind = draw(st.sampled_from(("Composition", "Serving", "Flow", "Realization", "Triggering", "Specialization")))
        lines += ["relations:"] if number == 1 else []
        lines.append(f"  r{number}: {{type: {kind}, from: e{source}, to: e{target}}}")
    return "\n".join(["elements:", *lines])


@examples(40)
@given(trees())
def test_folding_from_one_end_misses_nothing_certain(text: str) -> None:
    answer = scope(text)
    assume(all(stock().permits(type(r), type(r.source), type(r.target)) for r in answer.model.relations))
    modelled = {(r.source.id, archimate_type(type(r)), r.target.id) for r in answer.model.relations}
    every = _closure(answer, modelled)
    for element in answer.model.elements:
        derived = derived_of(answer, element, Bounds(length=20), certain_only=True)
        assert set(said(derived)) - modelled == {x for x in every if element.id in (x[0], x[2])}


def _closure(answer: Scope, modelled: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Certain derived relations nobody modelled, by joining any two known ones, until nothing is new."""
    kinds = {e.id: archimate_type(type(e)) for e in answer.model.elements}
    known = set(modelled)
    while new := set(_joined(known, kinds)) - known:
        known |= new
    return known - modelled


def _joined(known: set[tuple[str, str, str]], kinds: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for first, second in product(known, known):
        for one, other in product((End.SOURCE, End.TARGET), repeat=2):
            middle = first[2] if one is End.TARGET else first[0]
            ends = first[0] if one is End.TARGET else first[2], second[2] if other is End.SOURCE else second[0]
            if middle != (second[0] if other is End.SOURCE else second[2]) or ends[0] == ends[1]:
                continue
            for found in conclusions(first[1], one, second[1], other):
                source, target = ends if found.from_first else ends[::-1]
                if found.rule.certain and allowed(stock(), kinds[source], kinds[middle], kinds[target], found.type):
                    yield source, found.type, target


@examples(60)
@given(small_models())
def test_every_derived_relation_follows_step_by_step_from_its_chain(text: str) -> None:
    answer = scope(text)
    for element in answer.model.elements:
        for derived in derived_of(answer, element, Bounds(length=4)).relations:
            _check(derived, element.id)


def _check(derived: Derived, asked: str) -> None:
    """Fold the chain again, by hand."""
    kind, at, outgoing = "", asked, True
    for number, relation in enumerate(derived.chain):
        along = archimate_type(type(relation))
        forward = relation.source.id == at
        far = relation.target if forward else relation.source
        if not number:
            kind, outgoing = along, forward
        else:
            meets, at_edge = (End.TARGET if outgoing else End.SOURCE), (End.SOURCE if forward else End.TARGET)
            wanted = derived.rules[number - 1]
            (step,) = [c for c in conclusions(kind, meets, along, at_edge) if c.rule.code == wanted]
            kind, outgoing = step.type, step.from_first
        at = far.id
    source, target = derived.source, derived.target
    assert (kind, {source.id, target.id}) == (derived.type, {asked, at})
    assert (source.id == asked) == outgoing
    middle = derived.chain[-1].source if derived.chain[-1].target.id == at else derived.chain[-1].target
    ends = [archimate_type(type(e)) for e in (source, middle, target)]
    assert allowed(stock(), ends[0], ends[1], ends[2], derived.type)
    assert derived.certain == all(rule.startswith("DR") for rule in derived.rules)


@pytest.mark.parametrize(("lang", "word"), [("nl", "mogelijk"), ("en", "possible")])
def test_the_command_shows_chain_and_certainty(lang: str, word: str) -> None:
    ran = run("derive", "models/samen", "it-platform", "--to", "digipoort-dienst", "--plateau", "P1", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert word in ran.out
    assert "PDR5" in ran.out


def test_the_command_says_what_was_cut_off() -> None:
    ran = run("derive", "models/samen", "digipoort", "--limit", "3", "--format", "json")
    assert len(ran.answer["relations"]) == 3
    assert "COUNT" in ran.answer["cut"]
    assert run("derive", "models/samen", "digipoort", "--limit", "0").code == 2
    assert run("derive", "models/samen", "nergens").code not in (0, 1)
