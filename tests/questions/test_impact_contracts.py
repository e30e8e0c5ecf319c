"""What is hit when a contract ends, a party leaves or Digipoort fails: cells, customers, volume; and the command."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ea_model.commands.options import TRAVELLED
from ea_model.questions.impact import KINDS, Lost, contract_ends, element_fails, party_leaves
from tests.conftest import Ask
from tests.support.builders import SAMEN, ids, scope
from tests.support.command import run


def test_when_a_contract_ends_its_cells_its_elements_and_their_customers_are_hit(ask_samen: Ask) -> None:
    found = contract_ends(ask_samen("P0"), "C-INF")
    assert [(e.contract.id, e.wholly) for e in found.endings] == [("C-INF", True)]
    assert {x.lost for x in found.losses} == {Lost.COVERAGE}
    assert len(found.losses) == 8
    assert ids(found.failed) == ["it-infrastructuur", "servers", "storage", "systeemsoftware"]
    assert {"digipoort", "digid", "mijnoverheid"} <= {h.element.id for h in found.hits}
    assert "C-DGP" in {c.contract.id for c in found.contracts}
    (volume,) = found.volumes
    assert (volume.total.low, volume.unit, volume.per) == (Decimal(291_500_000), "berichten", "jaar")


def test_when_digipoort_fails_its_customers_and_volume_are_hit(ask_samen: Ask) -> None:
    found = element_fails(ask_samen("P0"), ask_samen("P0").model.element("digipoort"))
    assert found.losses == ()
    assert [s.id for s in found.streams] == [f"stroom-{n}" for n in range(1, 7)]
    who = {c.who.id: c for c in found.customers}
    assert {"belastingdienst", "kvk", "cbs", "dnb", "uwv", "douane"} <= set(who)
    assert [s.id for s in who["belastingdienst"].streams] == ["stroom-1", "stroom-2"]
    assert who["belastingdienst"].hit is not None
    assert who["belastingdienst"].hit.certain
    assert "logius" not in who
    assert "stroom-4" in [s.id for s in found.unnamed]


def test_when_the_platform_fails_logius_answers_for_it(ask_samen: Ask) -> None:
    answer = ask_samen("P1")
    found = element_fails(answer, answer.model.element("it-platform"))
    assert {p.id for c in found.cells if c.required for p in c.responsible} == {"logius"}
    certain = {h.element.id for h in found.hits if h.certain}
    assert "digipoort" in certain
    assert {"digid", "mijnoverheid"} <= {
        h.element.id for h in found.hits
    } - certain  # that they rest on it is our reading


def test_no_stream_counts_where_flows_are_not_followed(ask_samen: Ask) -> None:
    answer = ask_samen("P0")
    found = element_fails(answer, answer.model.element("digipoort"), ["Serving", "Realization"])
    assert (found.via, found.streams, found.volumes) == (("Realization", "Serving"), (), ())
    assert all(not c.streams for c in found.customers)
    every = {h.element.id for h in element_fails(answer, answer.model.element("digipoort")).hits}
    assert {h.element.id for h in found.hits} < every
    kinds = {r.kind for h in found.hits for r in h.path}
    assert kinds <= {"Serving", "Realization"}


def test_what_a_contract_loses_does_not_depend_on_what_is_followed(ask_samen: Ask) -> None:
    every, some = (contract_ends(ask_samen("P0"), "C-INF", via) for via in ((), ["Composition"]))
    assert some.losses == every.losses
    assert some.failed == every.failed
    assert len(some.hits) < len(every.hits)


def test_the_command_says_what_it_followed() -> None:
    asked = ("impact", SAMEN, "--element", "digipoort", "--plateau", "P0", "--via", "serving", "--via", "Realization")
    answer = run(*asked, "--format", "json").answer
    assert (answer["via"], answer["streams"]) == (["Realization", "Serving"], [])
    assert "Alleen gevolgd langs: Realisatie, Bediening" in run(*asked).out
    assert run("impact", SAMEN, "--element", "digipoort", "--via", "Access").code == 2


def test_the_command_offers_every_type_the_engine_follows() -> None:
    assert TRAVELLED == KINDS


def test_a_customer_that_fails_does_not_stop_the_streams(ask_samen: Ask) -> None:
    answer = ask_samen("P0")
    assert element_fails(answer, answer.model.element("belastingdienst")).streams == ()


def test_when_a_party_leaves_what_it_does_alone_is_lost_and_what_it_shares_is_weaker(ask_samen: Ask) -> None:
    answer = ask_samen("P0")
    found = party_leaves(answer, answer.model.element("visma-connect"))
    assert [(e.contract.id, e.wholly) for e in found.endings] == [("C-DGP", True), ("C-INF", False)]
    lost = {x.lost: {y.cell.element.id for y in found.losses if y.lost is x.lost} for x in found.losses}
    assert lost[Lost.COVERAGE] == {"digipoort", "digipoort-ht"}
    assert lost[Lost.LEAD] == {"it-infrastructuur", "servers", "storage", "systeemsoftware"}
    assert ids(found.failed) == ["digipoort", "digipoort-ht"]


def test_own_cells_are_lost_with_the_own_party_and_its_parts() -> None:
    answer = scope(
        """
        elements:
          eigen-org: {type: BusinessActor, composes: [team]}
          team: {type: BusinessActor}
          app: {type: ApplicationComponent}
        statements:
          s1: {contract: eigen, parties: [team], subject: app, activity: onderhoud, role: R}
        """
    )
    for who in ("team", "eigen-org"):
        found = party_leaves(answer, answer.model.element(who))
        assert [(x.cell.element.id, x.cell.activity, x.lost) for x in found.losses] == [
            ("app", "onderhoud", Lost.COVERAGE)
        ]


def test_streams_of_unknown_volume_are_named_and_units_are_not_added_up() -> None:
    answer = scope(
        """
        elements:
          app: {type: ApplicationComponent}
          klant: {type: BusinessActor}
          s1: {type: MessageStream, volume: 3 berichten per dag, recipients: [klant]}
          s2: {type: MessageStream, volume: 5 mln berichten per jaar, recipients: [klant]}
          s3: {type: MessageStream, volume: onbekend}
        relations:
          f1: {type: Flow, from: app, to: klant, stream: s1}
          f2: {type: Flow, from: app, to: klant, stream: s2}
          f3: {type: Flow, from: app, to: klant, stream: s3}
        """
    )
    found = element_fails(answer, answer.model.element("app"))
    assert [(v.per, v.total.low) for v in found.volumes] == [("dag", Decimal(3)), ("jaar", Decimal(5_000_000))]
    assert ids(found.unmeasured) == ["s3"]
    assert ids(found.unnamed) == ["s3"]


def test_an_element_without_anything_above_it_hits_nothing() -> None:
    answer = scope("elements:\n  a: {type: Node}\n")
    found = element_fails(answer, answer.model.element("a"))
    assert (found.hits, found.customers, found.volumes, found.contracts) == ((), (), (), ())


@pytest.mark.parametrize(
    ("option", "value", "word"),
    [("--element", "Digipoort", "Belastingdienst"), ("--contract", "C-INF", "alle dekking"),
     ("--party", "Visma Connect", "verliest een opdrachtnemer")],
)  # fmt: skip
def test_the_command_answers_each_of_the_three(option: str, value: str, word: str) -> None:
    ran = run("impact", SAMEN, option, value, "--plateau", "P0")
    assert (ran.code, ran.err) == (0, "")
    assert word in ran.out
    answer = run("impact", SAMEN, option, value, "--plateau", "P0", "--format", "json").answer
    assert answer["kind"] == "impact"
    assert answer["hits"]


def test_the_command_wants_exactly_one_of_the_three() -> None:
    assert run("impact", SAMEN).code == 2
    both = run("impact", SAMEN, "--element", "digipoort", "--party", "logius")
    assert (both.code, "--element" in both.err) == (2, True)
    unknown = run("impact", SAMEN, "--contract", "C-NIKS")
    assert unknown.code not in (0, 1)
    assert "Traceback" not in unknown.err


def test_volume_and_customers_read_in_english() -> None:
    ran = run("impact", SAMEN, "--element", "digipoort", "--plateau", "P0", "--lang", "en")
    assert "Volume: about 291,500,000 messages per year in 6 message streams" in ran.out
    assert "Not all recipients are known" in ran.out
