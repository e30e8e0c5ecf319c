"""Rules about the model as text: sources, terms, circles, relations the language does not permit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ea_model.rules import Finding, Rule
from ea_model.scope import Scope
from ea_model.severity import Severity
from ea_model.values import Provenance, in_language


def _unsourced(scope: Scope) -> Iterator[Finding]:
    """Everything names its source, or says that it is assumed."""
    model = scope.model
    if not model.facts:
        return
    for entry in (*model.concepts(), *model.all_statements()):
        if not entry.sources and entry.provenance is not Provenance.ASSUMED:
            yield Finding("SOURCE", Severity.LOW, entry.id, {"id": entry.id})


def _terms(scope: Scope) -> Iterator[Finding]:
    for term in scope.model.terms:
        values = {"text": lambda lang, t=term: in_language(t.text, lang), "readings": " / ".join(term.readings)}
        yield Finding("TERM", Severity.LOW, term.id, values)


def _reported(code: str, severity: Severity) -> Callable[[Scope], Iterator[Finding]]:
    """What the loader reported beside loading the model."""

    def check(scope: Scope) -> Iterator[Finding]:
        for problem in scope.model.problems:
            if problem.code == code:
                yield Finding(code, severity, problem.subject, {"text": problem.message}, place=problem.place)

    return check


def _other_reports(scope: Scope) -> Iterator[Finding]:
    """Whatever else the loader told and let pass, such as a dangling reference in somebody else's file."""
    for problem in scope.model.problems:
        if problem.code not in ("RELATION", "CYCLE"):
            values = {"text": f"{problem.code} {problem.message}"}
            yield Finding("INPUT", Severity.MEDIUM, problem.subject, values, place=problem.place)


RULES = (
    Rule("SOURCE", Severity.LOW, _unsourced, always=True),
    Rule("TERM", Severity.LOW, _terms, always=True),
    Rule("RELATION", Severity.MEDIUM, _reported("RELATION", Severity.MEDIUM), always=True),
    Rule("CYCLE", Severity.MEDIUM, _reported("CYCLE", Severity.MEDIUM), always=True),
    Rule("INPUT", Severity.MEDIUM, _other_reports, always=True),
)
