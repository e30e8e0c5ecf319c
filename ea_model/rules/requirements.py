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
    known = requirements_of(scope.model)
    for requirement in known.all if known.written_apart else ():
        lint = known.lint(requirement)
        if lint is not None and lint.doubtful:
            values = {"requirement": name_of(requirement), "hints": _hints_of(lint)}
            yield Finding("NONSMART", requirement.id, values)


def _hints_of(lint: Lint) -> Callable[[str], str]:
    """The words that were found, then what the text lacks."""
    words = list(dict.fromkeys(f"“{hit.word}”" for hit in lint.hits))
    shown = [*words[:_SHOWN], "…"] if len(words) > _SHOWN else words
    doubts = [hint.issue for hint in lint.hints if hint.weight is LintWeight.DOUBT]
    return lambda lang: ", ".join([*shown, *(label_of(issue, lang) for issue in doubts)])


def _prescribed(scope: Scope) -> Iterator[Finding]:
    """A requirement or constraint that names a technology."""
    for found in prescriptions(scope.model):
        named = found.technology
        values = {
            "requirement": name_of(found.requirement),
            "technology": name_of(named) if named is not None else found.word,
        }
        detail = named.id if named is not None else found.word
        yield Finding("PRESCR", found.requirement.id, values, detail=detail)


RULES = (
    Rule("NONSMART", _not_smart, always=True),
    Rule("PRESCR", _prescribed, always=True),
)
