"""Competency questions CQ33-CQ36, and CQ11-CQ13, CQ16 and CQ17 about contracts: the calendar of the letter."""

from __future__ import annotations

from datetime import date

import pytest

from ea_model import rules
from ea_model.metamodel.severity import Severity
from ea_model.model import Model
from ea_model.questions.agenda import (
    DateKind,
    EndingKind,
    Handover,
    contracts_on,
    entries,
    expiries,
    handovers,
    plateau_history,
)
from ea_model.values import Truth, Unknown
from ea_model.values.durations import Days
from tests.conftest import Ask

LETTER = date(2019, 12, 11)


def dated(model: Model, plateau: str | None = None) -> dict[tuple[str, DateKind], str]:
    """Every known date of a plateau, or of the whole model."""
    found = entries(model, model.plateau(plateau) if plateau else None)
    return {(e.about.id, e.kind): str(e.date) for e in found if not isinstance(e.date, Unknown) and e.date is not None}


def handover(model: Model, plateau: str, before: str) -> Handover:
    """How a contract is followed in a plateau."""
    (found,) = (h for h in handovers(plateau_history(model, model.plateau(plateau))) if h.before.id == before)
    return found


def holds(model: Model, plateau: str, contract: str, day: str) -> Truth:
    """Does a contract hold on a day, in a plateau with its past?"""
    found = contracts_on(plateau_history(model, model.plateau(plateau)), date.fromisoformat(day))
    return next(c.truth for c in found if c.contract.id == contract)


@pytest.mark.parametrize(
    ("contract", "day", "truth"),
    [
        ("C-DGP", "2019-09-30", Truth.YES),  # CQ11
        ("C-DGP", "2019-10-15", Truth.MAYBE),  # CQ12
        ("C-DGP", "2019-11-01", Truth.NO),  # CQ13
        ("C-INF", "2020-10-31", Truth.YES),  # CQ16
        ("C-INF", "2020-11-15", Truth.MAYBE),
        ("C-INF", "2020-12-01", Truth.NO),
    ],
)
def test_contracts_on_a_day(samen: Model, contract: str, day: str, truth: Truth) -> None:
    assert holds(samen, "P1", contract, day) is truth


def test_cq33_the_contract_calendar(samen: Model) -> None:
    known = dated(samen, "P1")
    for key, when in {
        ("C-DGP", DateKind.END): "2019-10",
        ("C-INF", DateKind.END): "2020-11",
        ("aanbesteding-a", DateKind.TENDER_START): "2019-07",
        ("aanbesteding-b", DateKind.TENDER_START): "2019-07",
        ("aanbesteding-a", DateKind.BID_INVITATION): "2019-11-01",
        ("aanbesteding-b", DateKind.BID_INVITATION): "2019-11-01",
        ("C-RAAM", DateKind.SIGNING): "2020-03",
        ("C-INF2", DateKind.SIGNING): "2020-03",
        ("C-SOC", DateKind.SIGNING): "2020-03",
        ("aanbesteding-a", DateKind.SIGNING): "2020-03 planned",
        ("programmakosten", DateKind.PERIOD_BEGIN): "2019",
        ("programmakosten", DateKind.PERIOD_END): "2022",
    }.items():
        assert known[key] == when


def test_cq33_under_the_advice_every_future_contract_date_is_unknown(samen: Model) -> None:
    advised = entries(samen, samen.plateau("P2"))
    contracts = {"C-DGP2", "C-INF2", "C-SOC"}
    future = [e for e in advised if e.about.id in contracts and e.kind in (DateKind.BEGIN, DateKind.SIGNING)]
    assert {e.about.id for e in future} == contracts
    assert all(isinstance(e.date, Unknown) for e in future)
    tenders = [e for e in advised if e.kind is DateKind.SIGNING and e.about.id.startswith("aanbesteding")]
    assert [e.question for e in tenders] == ["U15", "U15"]


def test_cq34_what_ends_within_twelve_months_of_the_letter(samen: Model) -> None:
    found = {e.contract.id: e for e in expiries(plateau_history(samen, samen.plateau("P1")), LETTER)}
    assert (found["C-INF"].ending, found["C-INF"].within) == (EndingKind.WITHIN, Truth.YES)
    assert found["C-INF"].days == Days(326, 355)
    assert found["C-INF"].successor_signed is Truth.NO
    assert found["C-DGP"].ending is EndingKind.ENDED
    assert [i for i, e in found.items() if e.within] == ["C-INF"]


def test_cq35_how_long_digipoort_has_no_stated_contract_in_the_plan(samen: Model) -> None:
    found = handover(samen, "P1", "C-DGP")
    assert (found.gap, found.gap_days) == (Truth.YES, Days(122, 182))
    assert found.from_signing  # so longer, should the contract begin after it is signed
    assert found.possible == Days(122, None)
    assert handover(samen, "P2", "C-DGP").gap_days is None  # after the postponement nobody can say


def test_cq36_the_time_to_migrate(samen: Model) -> None:
    found = handover(samen, "P1", "C-INF")
    assert found.double_days == Days(215, 274)
    assert handover(samen, "P2", "C-INF").double_days is None


def test_the_rules_about_time_on_the_letter(ask_samen: Ask) -> None:
    found = {
        (f.situation, f.code, f.subject): (f.severity, f.text("nl"))
        for f in rules.run([ask_samen(p) for p in ("P0", "P1", "P2")])
        if f.code in ("EXPIRY", "GAPTIME", "DOUBLE")
    }
    assert set(found) == {
        ("P0", "EXPIRY", "C-INF"), ("P1", "EXPIRY", "C-INF"), ("P2", "EXPIRY", "C-INF"),
        ("P1", "GAPTIME", "C-DGP"), ("P1", "DOUBLE", "C-INF"),
    }  # fmt: skip
    for code, subject, severity, days in (
        ("EXPIRY", "C-INF", Severity.HIGH, "326–355 dagen"),
        ("GAPTIME", "C-DGP", Severity.HIGH, "122–182 dagen"),
        ("DOUBLE", "C-INF", Severity.MEDIUM, "215–274 dagen"),
    ):
        assert found["P1", code, subject][0] is severity
        assert days in found["P1", code, subject][1]
