"""Where two parties meet, every standard process is asked: who does what in it, unknown where nobody said."""

from __future__ import annotations

from ea_model.questions.boundary_processes import boundary_processes
from ea_model.scope import boundaries_of
from ea_model.views.answers.shared import boundary_processes as answer
from tests.support.builders import scope

TEXT = """
elements:
  C: {type: Contract}
  D: {type: Contract}
  E: {type: Contract}
  app: {type: ApplicationComponent, flows_to: [next, third]}
  next: {type: ApplicationComponent, serves: app}
  third: {type: ApplicationComponent}
  faults: {type: InterfaceProcess, name: Storingen, process: incident, concerns: [C, D]}
  rehearsal: {type: InterfaceProcess, name: Oefening, process: rehearsal, concerns: app.flows_to.third}
statements:
  s1: {contract: C, subject: app, activity: onderhoud}
  s2: {contract: D, subject: next, activity: onderhoud}
  s3: {contract: E, subject: third, activity: onderhoud}
  s4: {contract: C, subject: faults, activity: uitvoering}
  s5: {contract: D, subject: faults, activity: uitvoering, role: S}
  s6: {contract: E, subject: faults, activity: uitvoering, role: I}
"""
STANDARD = ["incident", "change", "release", "security", "capacity", "continuity", "exit"]


def test_each_boundary_between_parties_has_every_process_and_who_does_what() -> None:
    moment = scope(TEXT)
    one, other = boundary_processes(moment, boundaries_of(moment))
    assert [{p.key for side in meeting.sides for p in side} for meeting in (one, other)] == [{"C", "D"}, {"C", "E"}]
    assert one.relations == ("app.flows_to.next", "next.serves.app")
    assert [p.process for p in one.processes] == STANDARD
    assert {p.process: answer.who(p, "nl") for p in one.processes if p.cell} == {"incident": "R C + S D + I E"}
    assert [answer.who(p, "nl") for p in one.processes[1:]] == ["onbekend"] * 6
    assert [p.process for p in other.processes] == [*STANDARD, "rehearsal"]
    assert {answer.who(p, "nl") for p in other.processes} == {"onbekend"}


def test_a_process_that_is_not_there_says_nothing() -> None:
    later = TEXT.replace("process: incident,", "process: incident, plateaus: P1,")
    plateaus = "\n  P0: {type: Plateau}\n  P1: {type: Plateau, follows: P0}"
    moment = scope(later.replace("elements:", f"elements:{plateaus}", 1), "P0")
    assert not any(p.cell for p in boundary_processes(moment, boundaries_of(moment))[0].processes)
