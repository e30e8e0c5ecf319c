"""The findings on the model of the letter are those the domain reference names, per plateau."""

from __future__ import annotations

import re

import pytest

from ea_model import rules
from ea_model.model import Model
from ea_model.scope import scope_of
from tests.conftest import Ask
from tests.support.builders import SAMEN

CODES = {
    "CAPABILITY", "CONFLICT", "CRITFIRST", "CYCLE", "DEP", "EXPIRED", "GAP", "GOAL", "IMPLICIT", "INPUT", "LOCKIN",
    "MULTI", "NOOBJ", "NOREQ", "OPENLIST", "OUTSIDE_PARENT", "OVERLAP", "RELATION", "SHARED", "SOURCE", "TERM",
    "WAIVER",
}  # fmt: skip
"""What the domain reference speaks of; the calendar, money and wording have tests of their own."""
GOALS = ["lagere-operationele-kosten", "meer-flexibiliteit", "onrechtmatige-uitgaven-beperkt"]
ALWAYS = {"DEP": ["andere-verandertrajecten"], "GOAL": GOALS, "TERM": [f"T{n}" for n in range(1, 8)]}
EXPECTED = {
    ("P0", None): {
        "CAPABILITY": ["it-infrastructuur"],
        "EXPIRED": ["digipoort", "digipoort-ht"],
        "LOCKIN": ["it-infrastructuur", "visma-connect"],
        "OPENLIST": ["A-ODC", "C-DGP", "C-INF"],
    },
    ("P0a", None): {
        "CAPABILITY": ["it-infrastructuur"],
        "LOCKIN": ["it-infrastructuur", "visma-connect"],
        "OPENLIST": ["A-ODC", "C-DGP", "C-INF"],
    },
    ("P0b", None): {
        "CAPABILITY": ["it-infrastructuur"],
        "EXPIRED": ["digipoort", "digipoort-ht"],
        "LOCKIN": ["it-infrastructuur", "visma-connect"],
        "OPENLIST": ["A-ODC", "C-DGP", "C-INF"],
    },
    ("P0b", "2019-12-11"): {
        "CAPABILITY": ["it-infrastructuur"],
        "EXPIRED": ["digipoort", "digipoort-ht"],
        "LOCKIN": ["it-infrastructuur"],
        "OPENLIST": ["A-ODC", "C-DGP", "C-INF"],
    },
    ("P1", None): {
        "CAPABILITY": ["digipoort", "it-infrastructuur"],
        "CRITFIRST": ["digipoort"],
        "IMPLICIT": ["digipoort"],
        "LOCKIN": ["it-infrastructuur"],
        "MULTI": ["C-RAAM", "R1.4"],
        "NOOBJ": ["C-SOC"],
        "NOREQ": ["C-INF2", "C-RAAM", "C-SOC"],
        "OPENLIST": ["A-ODC", "C-INF2", "C-RAAM"],
        "SHARED": ["microservices"],
    },
    ("P2", None): {
        "CAPABILITY": ["it-infrastructuur"],
        "NOOBJ": ["C-SOC"],
        "NOREQ": ["C-INF2", "C-SOC"],
        "OPENLIST": ["A-ODC", "C-INF2"],
    },
}
"""Subjects by code and situation; UNKNOWN and IFACE are counted below; GAP, OVERLAP and SOURCE find nothing."""


@pytest.mark.parametrize("situation", EXPECTED, ids=lambda s: " ".join(filter(None, s)))
def test_the_findings_of_a_plateau_are_those_of_the_domain(ask_samen: Ask, situation: tuple[str, str | None]) -> None:
    found: dict[str, list[str]] = {}
    for finding in rules.run([ask_samen(*situation)]):
        if finding.code in CODES:
            found.setdefault(finding.code, []).append(finding.subject)
    assert {code: sorted(subjects) for code, subjects in found.items()} == ALWAYS | EXPECTED[situation]


@pytest.mark.parametrize(("plateau", "unknown", "interfaces"), [("P0", 15, 4), ("P1", 24, 7), ("P2", 15, 4)])
def test_the_reference_model_has_the_counts_of_the_domain(
    ask_reference: Ask, plateau: str, unknown: int, interfaces: int
) -> None:
    codes = [f.code for f in rules.run([ask_reference(plateau)])]
    assert (codes.count("UNKNOWN"), codes.count("IFACE")) == (unknown, interfaces)


# 17 and 26 unknown before migration was asked of what work concerns: H&T in P0; Digipoort, DigiD, MijnOverheid in P1.
@pytest.mark.parametrize(("plateau", "unknown", "interfaces"), [("P0", 18, 5), ("P1", 29, 9), ("P2", 17, 6)])
def test_middleware_adds_an_interface_and_two_unknown_cells_and_h_and_t_an_interface_once_it_has_moved(
    ask_samen: Ask, plateau: str, unknown: int, interfaces: int
) -> None:
    codes = [f.code for f in rules.run([ask_samen(plateau)])]
    assert (codes.count("UNKNOWN"), codes.count("IFACE")) == (unknown, interfaces)


def test_the_implicit_responsibility_for_the_critical_service_is_the_worst(ask_samen: Ask) -> None:
    findings = list(rules.run([ask_samen("P1")]))
    assert findings[0].code == "IMPLICIT"
    assert findings[0].detail == "operationeel_beheer"
    assert findings[0].severity is rules.Severity.CRITICAL


def test_two_capabilities_are_needed_for_own_work(ask_samen: Ask) -> None:
    found = {f.detail: f.text("nl") for f in rules.run([ask_samen("P1")]) if f.code == "CAPABILITY"}
    assert set(found) == {"ontwikkeling", "capaciteitsmanagement"}
    assert "Functionele kennis Digipoort, Middlewarekennis, Sturen nieuwbouw" in found["ontwikkeling"]
    assert "is onbekend" in found["capaciteitsmanagement"]  # CQ21: nobody is stated, and the competence is missing


def test_what_the_model_says_of_findings_is_of_rules_there_are_and_none_is_where_none_is_found(samen: Model) -> None:
    rows = re.findall(r"^\| ([A-Z_]+) \| (.+?) \|", (SAMEN / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    codes = {finding.code for finding in rules.run(scope_of(samen, p) for p in samen.plateaus if p.part_of is None)}
    quiet = {code for code, where in rows if where.startswith("geen")}
    assert {code for code, _ in rows} <= {rule.code for rule in rules.all_rules()}
    assert quiet == {code for code, _ in rows} - codes
