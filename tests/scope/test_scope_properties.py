"""Laws of the scope engine on random models: circles, plateaus, dates, excludes and closures included."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ea_model.loader import build
from ea_model.scope import Reason, Scope, Status, boundaries_of, contract_scopes, explain, scope_of
from ea_model.scope.kernel import columns_in, compress, sweep
from ea_model.values import Truth
from tests.support.builders import reading_of
from tests.support.examples import examples

QUIET = examples(60)
KINDS = ["ApplicationComponent", "ApplicationService", "ApplicationFunction", "Node", "Device", "SystemSoftware",
         "Facility", "Grouping", "Platform", "BusinessFunction", "Junction"]  # fmt: skip
VERBS = ["composes", "aggregates", "realizes", "assigned_to", "specializes", "serves", "flows_to"]
ACTIVITIES = [
    "dienstverlening", "beheer", "ontwikkeling", "onderhoud", "operationeel_beheer", "levering", "huisvesting",
    "technisch_beheer", "regie",
]  # fmt: skip
CONTRACTS = [f"C{n}" for n in range(4)]
DATES = [None, "2019", "2019-10", "2019-06-15", "2021"]

Sections = dict[str, dict[str, Any]]


@st.composite
def sections(draw: st.DrawFn) -> Sections:
    """A random model with a handful of elements, contracts and statements."""
    size = draw(st.integers(1, 9))
    names = [f"e{n}" for n in range(size)]
    elements: dict[str, Any] = {"org": {"type": "BusinessActor"}, "P0": {"type": "Plateau"}, "P1": {"type": "Plateau"}}
    for name in names:
        fields: dict[str, Any] = {"type": draw(st.sampled_from(KINDS))}
        if draw(st.booleans()):
            fields["reusable"] = "true"
        if draw(st.integers(0, 4)) == 0:
            fields["plateaus"] = [draw(st.sampled_from(["P0", "P1"]))]
        for verb in draw(st.lists(st.sampled_from(VERBS), unique=True, max_size=3)):
            fields[verb] = draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=3))
        elements[name] = fields
    for contract in CONTRACTS:
        fields = {"type": "Contract"}
        end = draw(st.sampled_from(DATES))
        if end:
            fields["end"] = end
        elements[contract] = fields
    statements = {}
    for number in range(draw(st.integers(0, 7))):
        statements[f"s{number}"] = draw(statement(names))
    return {
        "model": {"id": "random", "organisation": "org", "baseline": "P0"},
        "elements": elements,
        "statements": statements,
    }


@st.composite
def statement(draw: st.DrawFn, names: list[str], effect: str | None = None) -> dict[str, Any]:
    """A random scope statement."""
    return {
        "contract": draw(st.sampled_from([*CONTRACTS, "eigen"])),
        "subject": draw(st.sampled_from(names)),
        "activity": draw(st.sampled_from(ACTIVITIES)),
        "role": draw(st.sampled_from("RASCI")),
        "effect": effect or draw(st.sampled_from(["include", "include", "include", "exclude"])),
    }


MOMENTS: list[tuple[str | None, date | None]] = [
    (None, None), ("P0", None), ("P1", None), (None, date(2019, 10, 5)), ("P1", date(2019, 8, 1)),
]  # fmt: skip


def answer(parts: Sections, moment: tuple[str | None, date | None]) -> Scope:
    """The scope answer of these sections."""
    return scope_of(build(reading_of(parts)), *moment)


def covered(scope: Scope) -> set[tuple[str, str, str, bool, Truth]]:
    """Everybody's part in every cell."""
    return {
        (c.element.id, c.activity, f"{x.provider.key}/{x.role}", x.certain, x.truth)
        for c in scope.cells()
        for x in (*c.leads, *c.support)
    }


def reach(scope: Scope, key: str) -> set[tuple[str, str, str]]:
    """What one contract has in scope in any way."""
    return {(e, a, w) for e, a, w, _, _ in covered(scope) if w.startswith(f"{key}/")}


def leading(parts: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """The same, with R for every lead: of one that is also accountable by another path, an exclude may leave the R."""
    return {(element, activity, who.removesuffix("/A") + "/R" * who.endswith("/A")) for element, activity, who in parts}


def statuses(scope: Scope) -> dict[tuple[str, str], Status]:
    return {(c.element.id, c.activity): c.status for c in scope.cells()}


@QUIET
@given(sections(), st.sampled_from(MOMENTS), st.randoms(use_true_random=False))
def test_the_order_of_entries_never_matters(
    parts: Sections, moment: tuple[str | None, date | None], rnd: random.Random
) -> None:
    shuffled: Sections = {}
    for name, entries in parts.items():
        keys = list(entries)
        if name != "model":
            rnd.shuffle(keys)
        shuffled[name] = {k: entries[k] for k in keys}
    one, other = answer(parts, moment), answer(shuffled, moment)
    assert statuses(one) == statuses(other)
    assert covered(one) == covered(other)
    assert [b.relation.id for b in boundaries_of(one)] == [b.relation.id for b in boundaries_of(other)]


@QUIET
@given(sections(), st.sampled_from(MOMENTS), st.data())
def test_an_exclude_never_adds_scope(
    parts: Sections, moment: tuple[str | None, date | None], data: st.DataObject
) -> None:
    names = [k for k in parts["elements"] if k.startswith("e")]
    more = {**parts, "statements": {**parts["statements"], "x": data.draw(statement(names, effect="exclude"))}}
    before, after = answer(parts, moment), answer(more, moment)
    for key in [*CONTRACTS, "own:org"]:
        assert leading(reach(after, key)) <= leading(reach(before, key))
    certain = {(e, a, w) for e, a, w, sure, _ in covered(after) if sure}
    assert leading(certain) <= leading({(e, a, w) for e, a, w, sure, _ in covered(before) if sure})


@QUIET
@given(sections(), st.sampled_from(MOMENTS), st.data())
def test_a_closure_only_speaks_of_what_nobody_covers(
    parts: Sections, moment: tuple[str | None, date | None], data: st.DataObject
) -> None:
    names = [k for k in parts["elements"] if k.startswith("e")]
    closure: dict[str, Any] = {"activity": data.draw(st.sampled_from(ACTIVITIES))}
    if data.draw(st.booleans()):
        closure["element"] = data.draw(st.sampled_from(names))
    before = statuses(answer(parts, moment))
    after = statuses(answer({**parts, "closures": {"k": closure}}, moment))
    assert before.keys() == after.keys()
    for key, status in after.items():
        if status is not before[key]:
            assert before[key] in (Status.UNKNOWN, Status.EXCLUDED, Status.EXPIRED, Status.INDETERMINATE)
            assert status in (Status.OWN_IMPLICIT, Status.INDETERMINATE)


@QUIET
@given(sections(), st.sampled_from(MOMENTS))
def test_every_part_in_a_cell_is_explained_by_a_path_of_real_relations(
    parts: Sections, moment: tuple[str | None, date | None]
) -> None:
    scope = answer(parts, moment)
    for cell in scope.cells():
        explanation = explain(scope, cell.element, cell.activity)
        assert explanation.reasons
        explained = {r.provider.key: r for r in explanation.reasons if r.provider and r.paths}
        for lead in (*cell.leads, *cell.support):
            because = explained[lead.provider.key]
            for path in because.paths:
                _assert_connected(path, cell.element.id)
        if cell.status is Status.UNKNOWN and not (cell.leads or cell.support):
            kinds = {r.reason for r in explanation.reasons}
            assert kinds <= {Reason.SILENCE, Reason.STOPPED, Reason.ELSEWHERE, Reason.ENDED, Reason.EXCLUDED}


def _assert_connected(path: Any, element: str) -> None:
    if not path.steps:
        assert path.statement.subject.id == element
        return
    assert path.steps[0].source.id == path.statement.subject.id
    assert path.steps[-1].target.id == element
    for one, after in zip(path.steps, path.steps[1:], strict=False):
        assert one.target is after.source


@QUIET
@given(sections(), st.sampled_from(MOMENTS))
def test_every_answer_can_be_given(parts: Sections, moment: tuple[str | None, date | None]) -> None:
    scope = answer(parts, moment)
    for contract in contract_scopes(scope):
        for entry in contract.elements:
            assert entry.scope_class is entry.classes[0]
    assert sum(scope.counts().values()) == len(scope.cells(required_only=True))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]]:
    """A random graph with labels on some nodes; more than 64 labels occur."""
    size = draw(st.integers(1, 12))
    node = st.integers(0, size - 1)
    arcs = draw(st.lists(st.tuples(node, node), max_size=40))
    seeds = draw(st.lists(st.tuples(node, st.integers(0, 199)), max_size=12))
    return size, arcs, seeds


@examples(200)
@given(graphs())
def test_the_sweep_equals_plain_reachability(graph: tuple[int, list[tuple[int, int]], list[tuple[int, int]]]) -> None:
    size, arcs, starts = graph
    arcs = sorted(arcs)
    seeds = np.zeros((size, 4), dtype=np.uint64)
    for node, label in starts:
        seeds[node, label // 64] |= np.uint64(1 << (label % 64))
    tails = np.array([a for a, _ in arcs], dtype=np.int64)
    heads = np.array([b for _, b in arcs], dtype=np.int64)
    everything = np.full((1, 4), ~np.uint64(0))
    found = sweep(compress(tails, size), heads, np.zeros(len(arcs), dtype=np.int64), everything,
                  seeds, np.repeat(everything, size, axis=0))  # fmt: skip
    expected: set[tuple[int, int]] = set()
    for node, label in starts:
        reached, waiting = {node}, [node]
        while waiting:
            here = waiting.pop()
            for tail, head in arcs:
                if tail == here and head not in reached:
                    reached.add(head)
                    waiting.append(head)
        expected |= {(element, label) for element in reached}
    assert {(e, c) for e in range(size) for c in columns_in(found[e])} == expected
