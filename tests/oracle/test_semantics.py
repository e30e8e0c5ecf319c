"""docs/SEMANTICS.md is run: on the product, and on the plain walk of its rules."""

from __future__ import annotations

import pytest

from ea_model.questions.impact import element_fails
from ea_model.questions.resolved import stream_flows
from ea_model.scope import boundaries_of, contract_scope, scope_of
from tests.oracle import impact
from tests.oracle.blocks import Block, Expected, blocks
from tests.oracle.semantics import Walk
from tests.oracle.worlds import answers, worlds

BLOCKS = blocks()
CASES = [pytest.param(b, e, id=f"line {b.line}: {e.text}") for b in BLOCKS for e in b.expected]


def _names(text: str | None) -> set[str]:
    return set(text.split(", ")) if text else set()


@pytest.mark.parametrize(("block", "expected"), CASES)
def test_the_product_gives_what_the_specification_says(block: Block, expected: Expected) -> None:
    scope, parts = scope_of(block.model, expected.plateau, expected.day), expected.parts
    if parts["count"]:
        assert len(boundaries_of(scope)) == int(parts["count"])
        return
    if parts["failed"]:
        hits = {h.element.id: h for h in element_fails(scope, block.model.element(parts["failed"])).hits}
        assert hits[parts["hit"]].certain is (parts["surety"] == "certain")
        return
    if parts["stream"]:
        flows = {(f.stream.id, f.flow.source.id, f.flow.target.id) for f in stream_flows(scope)}
        assert (parts["stream"], parts["source"], parts["target"]) in flows
        return
    if parts["named"]:
        found = contract_scope(scope, parts["contract"]).element(block.model.element(parts["named"]))
        assert found.scope_class.name == parts["scope_class"]
        return
    cell = scope.cell(block.model.element(parts["element"]), parts["leaf"])
    assert cell.status.name == parts["status"]
    if parts["leads"]:
        assert {x.provider.label() for x in cell.leads if x.certain} == _names(parts["leads"])
    assert {status.name for status in cell.may_be} == _names(parts["may"])


@pytest.mark.parametrize(("block", "expected"), CASES)
def test_the_plain_walk_gives_what_the_specification_says(block: Block, expected: Expected) -> None:
    parts, model = expected.parts, block.model
    plateau = model.plateau(expected.plateau) if expected.plateau else model.baseline
    if parts["count"]:
        return  # the register itself is compared on random models
    if parts["failed"] or parts["stream"]:
        _impact_or_stream(block, expected)
        return
    if parts["named"]:
        (world,) = worlds(model, plateau, expected.day)
        assert Walk(model, world).class_of(parts["contract"], model.element(parts["named"])) == parts["scope_class"]
        return
    answer = answers(model, plateau, expected.day)[parts["element"], parts["leaf"]]
    assert answer.statuses == (_names(parts["may"]) or {parts["status"]})
    if parts["leads"]:
        assert {who.removeprefix("own:") for who, _ in answer.always or ()} == _names(parts["leads"])


def _impact_or_stream(block: Block, expected: Expected) -> None:
    parts, model = expected.parts, block.model
    scope = scope_of(model, expected.plateau, expected.day)
    (world,) = worlds(model, scope.moment.plateau, expected.day)
    relations = [r for r in model.relations if r.id in world.relations]
    if parts["stream"]:
        assert (parts["stream"], parts["source"], parts["target"]) in impact.streams(relations)
        return
    failed = model.element(parts["failed"])
    way = impact.hits(relations, failed)[parts["hit"]]
    assert impact.is_certain(scope, failed, parts["hit"], way) is (parts["surety"] == "certain")


def test_every_rule_status_and_class_stands_in_a_block() -> None:
    text = " ".join(e.text for b in BLOCKS for e in b.expected)
    for word in (
        "COVERED", "OWN", "JOINT", "OVERLAP", "SUPPORTED_ONLY", "OWN_IMPLICIT", "EXPIRED", "EXCLUDED", "UNKNOWN",
        "NOT_APPLICABLE", "INDETERMINATE", "DIRECT", "DERIVED", "POSSIBLE", "TOUCHED", "BOUNDARY", "OUTSIDE",
    ):  # fmt: skip
        assert word in text
