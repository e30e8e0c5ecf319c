"""What contradicts itself is told where it stands: an error where it can mean nothing, else finding CONTRADICTION."""

from __future__ import annotations

from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import Level, ModelLoadError, Problem
from ea_model.metamodel.severity import Severity
from ea_model.rules import run
from ea_model.scope import scope_of

HEAD = "model: {id: m, name: M}\n"


def _problems(folder: Path, text: str) -> list[Problem]:
    """Errors and contradictions of a model of one file, in order of place."""
    (folder / "m.yaml").write_text(HEAD + text, encoding="utf-8")
    try:
        problems = ea_model.load(folder).problems
    except ModelLoadError as error:
        problems = error.problems
    return sorted((p for p in problems if p.level is Level.ERROR or p.code == "CONTRADICTION"), key=lambda p: p.place)


@pytest.mark.parametrize(
    ("text", "code", "place", "nl", "en"),
    [
        ("elements:\n  C: {type: Contract, start: 2021, end: 2019}", "CONTRADICTION", (3, 41),
         "end van 'C' (2019) ligt voor start (2021)", "end of 'C' (2019) lies before start (2021)"),
        ("elements:\n  n: {type: Node, exists: {from: 2020, until: 2019}}", "CONTRADICTION", (3, 47),
         "exists until van 'n' (2019) ligt voor exists from (2020)", "exists until of 'n' (2019) lies before exists"),
        ("elements:\n  P: {type: Plateau, from: 2020, until: 2019}", "CONTRADICTION", (3, 41),
         "until van 'P' (2019) ligt voor from (2020)", "until of 'P' (2019) lies before from (2020)"),
        ("elements:\n  P: {type: Plateau, alternative_to: P}", "CYCLE", (3, 38),
         "alternative_to van 'P' noemt 'P' zelf", "alternative_to of 'P' names 'P' itself"),
        ("elements:\n  C: {type: Contract, replaces: C}", "CONTRADICTION", (3, 33),
         "replaces van 'C' noemt 'C' zelf", "replaces of 'C' names 'C' itself"),
        ("elements:\n  A: {type: Contract, replaces: B}\n  B: {type: Contract, replaces: A}", "CONTRADICTION", (3, 33),
         "replaces loopt in een kring: A → B → A", "replaces goes round in a circle: A → B → A"),
        ("elements:\n  C: {type: Contract, contract_status: beëindigd, end: open}", "CONTRADICTION", (3, 56),
         "'C' is beëindigd, maar het einde is open", "'C' is terminated, but its end is open"),
        ("elements:\n  n: {type: Node, plateaus: []}", "REQUIRED", (3, 29),
         "plateaus is leeg", "plateaus is empty; leave it out"),
        ("elements:\n  n: {type: Node, name: ''}", "CONTRADICTION", (3, 25),
         "de naam van 'n' is leeg", "the name of 'n' is empty"),
        ("elements:\n  n: {type: Node, name: {ned: Knoop}}", "CONTRADICTION", (3, 26),
         "'ned' is geen taalcode", "'ned' is no language code; Dutch is nl"),
        ("documents:\n  d: {date: 2019}", "CONTRADICTION", (3, 3),
         "document 'd' heeft geen titel", "document 'd' has no title"),
        ("facts:\n  F: {quote: x}", "CONTRADICTION", (3, 3),
         "feit 'F' staat in geen document", "fact 'F' stands in no document"),
        ("documents: {d: {title: D}}\nfacts:\n  F: {document: d, page: -1}", "VALUE", (4, 26),
         "page is een getal vanaf 1, niet '-1'", "page is a number from 1, not '-1'"),
        ("documents: {d: {title: D}}\nfacts:\n  F: {document: d, lines: a-b}", "VALUE", (4, 27),
         "lines is '12' of '12-13', niet 'a-b'", "lines are '12' or '12-13', not 'a-b'"),
        ("documents: {d: {title: D}}\nfacts:\n  F: {document: d, lines: 9-2}", "VALUE", (4, 27),
         "lines '9-2' eindigt voor het begin", "lines '9-2' end before they begin"),
        ("elements:\n  C: {type: Contract, notice_period: zie artikel 12}", "CONTRADICTION", (3, 38),
         "met notice_period van 'C' wordt niet gerekend: 'zie",
         "notice_period of 'C' is not counted"),
        ("elements:\n  C: {type: Contract, term: zie bijlage}", "CONTRADICTION", (3, 29),
         "met term van 'C' wordt niet gerekend: 'zie bijlage'", "term of 'C' is not counted"),
        ("elements:\n  n: {type: Node, age: 4 stuks}", "VALUE", (3, 24),
         "age: '4 stuks' is geen tijdsduur", "age: '4 stuks' is no length of time"),
        ("elements:\n  n: {type: Node, age: oud}", "VALUE", (3, 24),
         "age: 'oud' is geen tijdsduur", "age: 'oud' is no length of time"),
        ("elements:\n  w: {type: WorkPackage, duration: 2 jaar per maand}", "VALUE", (3, 36),
         "duration: '2 jaar per maand' is geen tijdsduur", "duration: '2 jaar per maand' is no length"),
        ("elements:\n  C: {type: Contract, extension: -6 maanden}", "VALUE", (3, 34),
         "extension: '-6 maanden' is geen", "extension: '-6 maanden' is no length of time"),
        ("elements:\n  a: {type: ApplicationComponent}\n  C: {type: Contract, parties: [{who: a}]}",
         "CONTRADICTION", (4, 32), "'a' is een ApplicationComponent, en die kan geen partij",
         "'a' is of kind Application"),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_at_the_value(
    tmp_path: Path, text: str, code: str, place: tuple[int, int], nl: str, en: str
) -> None:
    (problem,) = _problems(tmp_path, text + "\n")
    assert (problem.code, problem.place.line, problem.place.column) == (code, *place)
    assert problem.sentence("nl").startswith(nl)
    assert problem.sentence("en").startswith(en)


STATEMENT = """\
elements:
  C: {type: Contract}
  P: {type: Plateau}
  lev: {type: BusinessActor}
  app: {type: ApplicationComponent}
statements:
  s: {contract: C, party: lev, subject: app, activity: beheer, valid: {from: 2020, until: 2021}}
"""


@pytest.mark.parametrize(
    ("old", "new", "en"),
    [
        ("until: 2021", "until: 2019", "valid until of 's' (2019) lies before valid from (2020)"),
        ("party: lev", "party: app", "'app' is of kind ApplicationComponent, and that cannot be a party"),
        ("subject: app", "subject: C", "'C' is of kind Contract; a statement is about what somebody looks after"),
        ("subject: app", "subject: P", "'P' is of kind Plateau; a statement is about what somebody looks after"),
    ],
)
def test_a_statement_that_cannot_be_meant_is_a_finding(tmp_path: Path, old: str, new: str, en: str) -> None:
    assert _problems(tmp_path, STATEMENT) == []
    (problem,) = _problems(tmp_path, STATEMENT.replace(old, new))
    assert problem.place.line == 8
    (finding,) = (f for f in run([scope_of(ea_model.load(tmp_path))]) if f.code == "CONTRADICTION")
    assert (finding.subject, finding.severity) == ("s", Severity.HIGH)
    assert finding.text("en").startswith(en)
    assert finding.place == problem.place


def test_an_organisation_is_somebody(tmp_path: Path) -> None:
    text = "model: {id: m, name: M, organisation: C}\nelements: {C: {type: Contract}}\n"
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    (problem,) = ea_model.load(tmp_path).problems
    assert (problem.place.line, problem.place.column) == (1, 39)
    assert problem.message.startswith("'C' is of kind Contract, and that cannot be a party")
