"""Competency questions CQ22-CQ32: interfaces and impact."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ea_model import rules
from ea_model.compare import compare
from ea_model.metamodel.contract import Contract, Device, MessageStream, Node
from ea_model.questions.impact import coverage_lost, upward
from ea_model.questions.streams.through import streams_through, total
from ea_model.scope import InterfaceKind, Scope, boundaries_of
from ea_model.values import Count, Unknown
from tests.conftest import Ask
from tests.support.builders import ids

P0_INTERFACES = {
    "it-infrastructuur.serves.digipoort", "it-infrastructuur.serves.digid", "it-infrastructuur.serves.mijnoverheid",
    "odc.serves.it-infrastructuur",
}  # fmt: skip
P1_INTERFACES = {
    "it-infrastructuur.serves.it-platform", "it-infrastructuur.serves.digid", "it-infrastructuur.serves.mijnoverheid",
    "it-platform.serves.digipoort", "it-platform.serves.digid", "it-platform.serves.mijnoverheid",
    "odc.serves.it-infrastructuur",
}  # fmt: skip


def internal(scope: Scope) -> set[str]:
    """Ids of relations that cross a boundary between parts of the landscape."""
    return {b.relation.id for b in boundaries_of(scope) if b.internal}


def test_cq22_one_interface_between_the_two_current_contracts(ask_samen: Ask) -> None:
    crossing = [b for b in boundaries_of(ask_samen("P0")) if b.involves("C-DGP", "C-INF")]
    assert [b.relation.id for b in crossing] == ["it-infrastructuur.serves.digipoort"]
    assert crossing[0].kind is InterfaceKind.SAME_SUPPLIER
    assert ids(crossing[0].same_suppliers) == ["visma-connect"]


@pytest.mark.parametrize(("plateau", "expected"), [("P0", P0_INTERFACES), ("P1", P1_INTERFACES), ("P2", P0_INTERFACES)])
def test_cq23_all_internal_boundaries(ask_reference: Ask, plateau: str, expected: set[str]) -> None:
    assert internal(ask_reference(plateau)) == expected


@pytest.mark.parametrize(("plateau", "expected"), [("P0", P0_INTERFACES), ("P1", P1_INTERFACES), ("P2", P0_INTERFACES)])
def test_cq23_the_letter_adds_the_middleware_and_what_remains_with_h_and_t(
    ask_samen: Ask, plateau: str, expected: set[str]
) -> None:
    moved = set() if plateau == "P0" else {"digipoort-ht.flows_to.digipoort"}
    assert internal(ask_samen(plateau)) == expected | moved | {"middleware.serves.digipoort"}


def test_cq24_which_boundaries_the_plan_adds_and_takes_away(ask_reference: Ask) -> None:
    change = compare(ask_reference("P0"), ask_reference("P1"))
    assert {b.relation.id for b in change.situations[0].boundaries.added} == P1_INTERFACES - P0_INTERFACES
    assert {b.relation.id for b in change.situations[0].boundaries.removed} == {"it-infrastructuur.serves.digipoort"}


@pytest.mark.parametrize(("plateau", "count"), [("P0", 4), ("P1", 7), ("P2", 4)])
def test_cq25_no_boundary_has_an_agreement(ask_reference: Ask, plateau: str, count: int) -> None:
    found = [f for f in rules.run([ask_reference(plateau)]) if f.code == "IFACE"]
    assert len(found) == count


def test_cq26_what_loses_coverage_when_the_digipoort_contract_ends(ask_samen: Ask) -> None:
    lost = coverage_lost(ask_samen("P0"), "C-DGP")
    assert len(lost) == 8
    assert {c.element.id for c in lost} == {"digipoort", "digipoort-ht"}
    assert {c.activity for c in lost} == {"ontwikkeling", "onderhoud", "applicatiebeheer", "operationeel_beheer"}


def test_cq27_what_loses_coverage_when_the_infrastructure_contract_ends_and_what_is_hit(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    lost = coverage_lost(scope, "C-INF")
    assert len(lost) == 8
    elements = {c.element.id: c.element for c in lost}
    assert set(elements) == {"it-infrastructuur", "servers", "storage", "systeemsoftware"}
    hit = {h.element.id for h in upward(scope, elements.values())}
    assert {"digipoort", "digid", "mijnoverheid"} <= hit
    assert {"digipoort-dienst", "belastingdienst"} <= hit


def test_cq28_six_streams_of_291_and_a_half_million(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    streams = streams_through(scope, scope.model.element("digipoort"))
    assert [s.id for s in streams] == [f"stroom-{n}" for n in range(1, 7)]
    volume = total(streams)
    assert (volume.low, volume.high, volume.approximate) == (Decimal(291_500_000), Decimal(291_500_000), True)
    assert volume.unknown == ()
    assert all(isinstance(s.split, Unknown) for s in streams if len(s.recipients) > 1)
    tax = [s for s in streams if scope.model.element("belastingdienst") in s.recipients]
    assert total(tuple(tax)).high == Decimal(50_000_000)


def test_cq29_without_handel_and_transport_half_of_it_is_left(ask_samen: Ask) -> None:
    before, after = ask_samen("P0"), ask_samen("P1")
    left = total(streams_through(after, after.model.element("digipoort")))
    assert left.low == Decimal(141_500_000)
    everything = total(streams_through(before, before.model.element("digipoort")))
    assert round((everything.low - left.low) / everything.low * 100, 2) == Decimal("51.46")


def test_cq30_when_the_platform_fails(ask_samen: Ask) -> None:
    scope = ask_samen("P1")
    platform = scope.model.element("it-platform")
    assert {"digipoort", "digid", "mijnoverheid"} <= {h.element.id for h in upward(scope, [platform])}
    answers = {p.id for c in scope.cells(platform, required_only=True) for p in c.responsible}
    assert answers == {"logius"}


def test_cq31_what_gives_an_incumbent_an_advantage(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    visma = scope.model.element("visma-connect")
    contracts = {p.statement.contract.id for p in scope.propagation.placed
                 if p.truth and p.statement.contract and visma in p.statement.parties}  # fmt: skip
    assert contracts == {"C-DGP", "C-INF"}
    infra = scope.model.element("it-infrastructuur")
    assert isinstance(infra, Node)
    assert infra.takeover_option is False
    for hardware in ("servers", "storage"):
        device = scope.model.element(hardware)
        assert isinstance(device, Device)
        assert isinstance(device.owner, Unknown)


def counterparties(scope: Scope) -> tuple[int, int]:
    """Slots of external contractors and the arrangements they fill, at one moment."""
    slots: dict[str, int] = {}
    arrangements = set()
    for placed in scope.propagation.placed:
        contract = placed.statement.contract
        if placed.truth and isinstance(contract, Contract):
            arrangements.add(contract.id)
            together = [p for p in contract.contractors if p.who.id in ("rws", "dji")]
            if together:
                slots["rws/dji"] = 1
            for party in contract.contractors:
                if party not in together:
                    slots[party.who.id] = party.count.low if isinstance(party.count, Count) else 1
    return sum(slots.values()), len(arrangements)


@pytest.mark.parametrize(("plateau", "slots", "arrangements"), [("P0", 3, 3), ("P1", 7, 4), ("P2", 4, 4)])
def test_cq32_how_many_counterparties_must_be_directed(
    ask_samen: Ask, plateau: str, slots: int, arrangements: int
) -> None:
    assert counterparties(ask_samen(plateau)) == (slots, arrangements)


def test_streams_are_all_in_the_model(ask_samen: Ask) -> None:
    assert len(ask_samen("P0").model.by_kind(MessageStream)) == 6
