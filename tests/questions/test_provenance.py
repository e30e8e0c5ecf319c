"""What a source says, a reading and an assumption never look alike, and nothing cites what it does not rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ea_model import exporters
from ea_model.exporters import Options
from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model
from ea_model.questions.agenda import DateStatus, entries
from ea_model.questions.impact import element_fails
from ea_model.scope import scope_of
from tests.exporters.test_twins import FORMATS, converted
from tests.support.builders import SAMEN, load, model_of, scope
from tests.support.command import run

CITING = """
documents: {d: {title: Brief}}
facts:
  F1: {document: d, page: 1}
  F2: {document: d, page: 2}
  F3: {document: d, page: 3}
elements:
  C:
    {type: Contract, start: 2019-01-01, end: 2019-12-31, value: 1 mln EUR,
     source: F1, source_of: {end: F2, value: [F2, F3]}}
  app: {type: ApplicationComponent}
statements:
  s: {contract: C, subject: app, activity: onderhoud, source: F1}
"""


def test_an_attribute_shows_the_facts_it_cites_and_only_those(tmp_path: Path) -> None:
    model = model_of(CITING)
    facts = {e.attribute: [s.fact for s in e.sources] for e in entries(model) if e.about.id == "C"}
    assert facts == {"start": ["F1", "F2", "F3"], "end": ["F2"]}
    file = tmp_path / "m.yaml"
    file.write_text("model: {id: m}\n" + CITING, encoding="utf-8")
    assert "F2, F3" in run("costs", file).out
    assert "F1, F2" not in run("costs", file).out
    assert run("report", file, "--only", "annex", "--formats", "html", "-o", tmp_path / "d").code == 0
    (annex,) = (tmp_path / "d").glob("*C*.html")
    (end,) = (row for row in annex.read_text(encoding="utf-8").split("<tr") if "Einde<" in row)
    assert "F2" in end
    assert "F1" not in end


@pytest.mark.parametrize("form", FORMATS)
def test_what_an_attribute_cites_travels_in_every_format(form: str, tmp_path: Path) -> None:
    contract = load(converted(model_of(CITING), form, tmp_path)).element("C")
    assert [s.fact for s in contract.sources] == ["F1", "F2", "F3"]
    assert [s.fact for s in contract.sources_of("value")] == ["F2", "F3"]


@pytest.mark.parametrize(
    ("cited", "message"),
    [("{endd: F2}", "'C' has no 'endd' – did you mean 'end'"), ("{end: F9}", "there is no fact 'F9'"),
     ("F2", "source_of is {attribute: fact}")],
)  # fmt: skip
def test_what_cannot_be_cited_is_refused(cited: str, message: str) -> None:
    with pytest.raises(ModelLoadError) as caught:
        model_of(CITING.replace("{end: F2, value: [F2, F3]}", cited))
    assert message in str(caught.value)


def test_a_reading_and_an_assumption_are_told_as_such_in_the_calendar(tmp_path: Path) -> None:
    model = model_of(
        """
        model: {id: m}
        elements:
          C: {type: Contract, start: 2020-01-01}
          D: {type: Contract, start: 2020-01-01, provenance: geïnterpreteerd}
          E: {type: Contract, start: 2020-01-01, provenance: aangenomen}
        """
    )
    statuses = {e.about.id: e.status for e in entries(model) if e.attribute == "start"}
    assert statuses == {"C": DateStatus.STATED, "D": DateStatus.READ, "E": DateStatus.ASSUMED}
    file = tmp_path / "c.ics"
    with file.open("wb") as handle:
        exporters.load("ics").write(model, Options(), handle)
    events = {e.split("SUMMARY:")[1].split("\n")[0]: e for e in file.read_text("utf-8").split("BEGIN:VEVENT")[1:]}
    assert set(events) == {"begin – C", "begin – D (onze lezing)", "begin – E (aangenomen)"}
    assert ["TENTATIVE" in event for event in events.values()] == [False, True, True]


@pytest.mark.parametrize("provenance", ["geïnterpreteerd", "aangenomen"])
def test_a_relation_that_is_no_source_s_never_makes_an_impact_certain(provenance: str) -> None:
    text = """
    elements:
      a: {{type: Node, serves: {{b: {{provenance: {0}}}}}}}
      b: {{type: ApplicationComponent}}
    """
    for said, certain in ((provenance, False), ("gesteld", True)):
        asked = scope(text.format(said))
        (hit,) = element_fails(asked, asked.model.element("a")).hits
        assert hit.certain is certain


def test_tender_documents_of_the_plan_hold_nothing_of_the_alternative(tmp_path: Path) -> None:
    assert run("report", SAMEN, "--plateau", "P1", "--formats", "html", "--only", "annex", "-o", tmp_path).code == 0
    annexes = [file.read_text(encoding="utf-8") for file in tmp_path.glob("scopebijlage-*.html")]
    assert len(annexes) == 4
    for annex in annexes:
        assert "geadviseerd)" not in annex
        assert "Geadviseerd door het BIT" not in annex
        assert "U15" not in annex


@pytest.mark.parametrize("command", ["costs", "agenda"])
def test_money_and_calendar_of_the_plan_hold_nothing_of_the_alternative(command: str) -> None:
    assert "C-DGP2" not in run(command, SAMEN, "--plateau", "P1").out
    assert "C-RAAM" not in run(command, SAMEN, "--plateau", "P2").out


def test_questions_of_another_plateau_are_not_those_of_a_fact_sheet(samen: Model) -> None:
    assert "U15" not in run("show", SAMEN, "C-SOC", "--plateau", "P1").out
    assert scope_of(samen, "P1").facts.holds(next(q for q in samen.questions if q.id == "U15").plateaus) is False
