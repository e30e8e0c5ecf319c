"""Rules about the texts of requirements: what cannot be tested, and what prescribes a solution."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Recommendation
from ea_model.questions.requirements import Lint, LintWeight, prescriptions, requirements_of
from ea_model.questions.requirements.judging import Requirements
from ea_model.rules import Finding, Rule
from ea_model.rules.names import name_of
from ea_model.scope import Scope
from ea_model.words import label_of

_SHOWN = 5
"""Words named in one sentence; `ea requirements --lint` shows all."""


def _not_smart(scope: Scope) -> Iterator[Finding]:
    """A requirement with a text that holds suspicious words, or no measure."""
    requirements = requirements_of(scope.model)
    for requirement in _to_be_tested(requirements):
        lint = requirements.lint(requirement)
        if lint is not None and lint.doubtful:
            values = {"requirement": name_of(requirement), "hints": _hints_of(lint)}
            yield Finding("NONSMART", requirement.id, values)


def _to_be_tested(requirements: Requirements) -> list[Element]:
    """What a supplier can be held to: no advice to somebody, and no documentation that stands in for a text.

    The others, such as the standards of a reference model of another tool, are left to `ea requirements --lint`.
    """
    if not requirements.written_apart:
        return []
    return [requirement for requirement in requirements.all if not isinstance(requirement, Recommendation)]


def _hints_of(lint: Lint) -> Callable[[str], str]:
    """The words that were found, then what the text lacks."""
    words = list(dict.fromkeys(f"“{hit.word}”" for hit in lint.hits))
    quoted = [*words[:_SHOWN], "…"] if len(words) > _SHOWN else words
    doubts = [hint.issue for hint in lint.hints if hint.weight is LintWeight.DOUBT]
    return lambda lang: ", ".join([*quoted, *(label_of(issue, lang) for issue in doubts)])


def _prescribed(scope: Scope) -> Iterator[Finding]:
    """A requirement or constraint that names a technology."""
    tested = {requirement.id for requirement in _to_be_tested(requirements_of(scope.model))}
    for prescription in prescriptions(scope.model):
        if prescription.requirement.id not in tested:
            continue
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
