"""Competency questions CQ49 and CQ53-CQ55: testable requirements, sources, terms, and what is unknown."""

from __future__ import annotations

import pytest

from ea_model import rules
from ea_model.metamodel.contract import Recommendation
from ea_model.model import Model
from ea_model.questions.requirements import Lint, lint_text, prescriptions, requirements_of
from ea_model.scope import Scope, Status
from ea_model.values import Provenance
from tests.conftest import Ask
from tests.support.builders import cell

WORDS = {
    "R1.1": 4, "R1.2": 2, "R1.3": 1, "R1.4": 0, "R1.5": 5, "R1.6": 3, "R1.7": 2, "R1.8": 1,
    "R2.1": 2, "R2.2": 1, "R2.3": 3, "R2.4": 4, "R2.5": 1, "R2.6": 3,
}  # fmt: skip
"""Occurrences of the words of the list in the text of each recommendation, counted by hand."""

CONTROL = "Digipoort is 99,9 % beschikbaar per kalendermaand, gemeten aan koppelvlak X, vanaf 2021-01-01"


@pytest.fixture(scope="module")
def lints(samen: Model) -> dict[str, Lint]:
    """The lint of each recommendation."""
    known = requirements_of(samen)
    found = {r.id: known.lint(r) for r in samen.by_kind(Recommendation)}
    assert None not in found.values()
    return {key: lint for key, lint in found.items() if lint is not None}


def test_cq49_words_on_the_list_per_recommendation(lints: dict[str, Lint]) -> None:
    assert {key: lint.words for key, lint in lints.items()} == WORDS


def test_cq49_one_recommendation_has_no_hit_and_a_count(lints: dict[str, Lint]) -> None:
    assert [key for key, lint in lints.items() if not lint.hits and lint.measures] == ["R1.4"]
    assert lints["R1.4"].measures == ("één leverancier",)


def test_cq49_no_recommendation_has_a_date(lints: dict[str, Lint]) -> None:
    assert [key for key, lint in lints.items() if lint.times] == []


def test_cq49_under_other_contracts_is_no_open_list(lints: dict[str, Lint]) -> None:
    found = [hit for hit in lints["R2.4"].found if hit.word == "onder andere"]
    assert [hit.excuse.name for hit in found if hit.excuse] == ["PHRASE"]
    before, written, after = lints["R2.4"].context(found[0])
    assert before.endswith("en wat ")
    assert written == "onder andere"
    assert after.startswith(" contracten.")


def test_cq49_a_measured_and_dated_requirement_passes() -> None:
    lint = lint_text(CONTROL)
    assert (lint.found, lint.hints) == ((), ())
    assert lint.measures == ("99,9 %",)
    assert lint.times == ("per kalendermaand", "2021-01-01")


def test_cq49_thirteen_recommendations_are_not_smart(samen: Model) -> None:
    requirements = requirements_of(samen)
    doubtful = {r.id for r in requirements.all if (lint := requirements.lint(r)) is not None and lint.doubtful}
    assert sorted(doubtful) == sorted(WORDS.keys() - {"R1.4"})


def test_the_recommendations_name_microservices_and_the_own_platform(samen: Model) -> None:
    technologies = {p.technology.id for p in prescriptions(samen) if p.technology is not None}
    assert technologies == {"microservices", "it-platform"}


def test_advice_to_somebody_is_no_finding_about_a_requirement(ask_samen: Ask) -> None:
    assert {f.code for f in rules.run([ask_samen("P1")])} & {"NONSMART", "PRESCR"} == set()


def test_cq53_every_statement_has_a_source_or_says_that_it_is_assumed(samen: Model) -> None:
    entries = [*samen.concepts(), *samen.all_statements()]
    assert [e.id for e in entries if not e.sources and e.provenance is not Provenance.ASSUMED] == []
    phrases = [source for entry in entries for source in entry.sources]
    assert [s for s in phrases if not (s.fact or (s.document and s.page))] == []
    assert {s.fact for s in phrases if s.fact} <= set(samen.facts)


def test_cq53_the_phrase_behind_a_statement_is_shown(samen: Model) -> None:
    closure = samen.closures[0]
    assert [s.fact for s in closure.sources] == ["F097", "F098", "F099", "F100"]
    assert all(s.quote and s.page and s.line_from for s in closure.sources)


def test_cq54_where_the_letter_contradicts_itself(samen: Model, ask_samen: Ask) -> None:
    assert sorted(t.id for t in samen.terms) == ["T1", "T2", "T3", "T4", "T5", "T6", "T7"]
    assert [t.id for t in samen.terms if len(t.readings) < 2 or not t.sources] == []
    assert sorted(f.subject for f in rules.run([ask_samen("P1")]) if f.code == "TERM") == sorted(
        t.id for t in samen.terms
    )


def unknown_about(scope: Scope, element: str) -> tuple[list[str], list[str]]:
    """Required activities nobody is known for, and open questions about the element."""
    subject = scope.model.element(element)
    activities = [c.activity for c in scope.cells(subject, required_only=True) if c.status is Status.UNKNOWN]
    return activities, sorted(q.id for q in scope.model.questions if subject in q.about)


def test_cq55_everything_about_digid_is_unknown(ask_samen: Ask) -> None:
    scope = ask_samen("P0")
    activities, questions = unknown_about(scope, "digid")
    assert len(activities) == len(scope.cells(scope.model.element("digid"), required_only=True)) == 5
    assert {"U19", "U24"} <= set(questions)
    assert cell(scope, "digid", "operationeel_beheer").responsible == ()
