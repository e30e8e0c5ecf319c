"""Rules about the texts of requirements: what cannot be tested, and what prescribes a solution."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ea_model.questions.requirements import Lint, LintWeight, prescriptions, requirements_of
from ea_model.rules import Finding, Rule
from ea_model.rules.names import name_of
from ea_model.scope import Scope
from ea_model.words import label_of

_SHOWN = 5
"""Words named in one sentence; `ea requirements --lint` shows all."""


def _not_smart(scope: Scope) -> Iterator[Finding]:
    """A requirement with a text that holds suspicious words, or no measure.

    Documentation that stands in for a text, as in a file of another tool, is left to `ea requirements --lint`: nobody
    wrote it to be tested.
    """
    requirements = requirements_of(scope.model)
    for requirement in requirements.all if requirements.written_apart else ():
        lint = requirements.lint(requirement)
        if lint is not None and lint.doubtful:
            values = {"requirement": name_of(requirement), "hints": _hints_of(lint)}
            yield Finding("NONSMART", requirement.id, values)


def _hints_of(lint: Lint) -> Callable[[str], str]:
    """The words that were found, then what the text lacks."""
    words = list(dict.fromkeys(f"“{hit.word}”" for hit in lint.hits))
    quoted = [*words[:_SHOWN], "…"] if len(words) > _SHOWN else words
    doubts = [hint.issue for hint in lint.hints if hint.weight is LintWeight.DOUBT]
    return lambda lang: ", ".join([*quoted, *(label_of(issue, lang) for issue in doubts)])


def _prescribed(scope: Scope) -> Iterator[Finding]:
    """A requirement or constraint that names a technology."""
    for prescription in prescriptions(scope.model):
        technology = prescription.technology
        values = {
            "requirement": name_of(prescription.requirement),
            "technology": name_of(technology) if technology is not None else prescription.word,
        }
        detail = technology.id if technology is not None else prescription.word
        yield Finding("PRESCR", prescription.requirement.id, values, detail=detail)


RULES = (
    Rule("NONSMART", _not_smart, always=True),
    Rule("PRESCR", _prescribed, always=True),
)
