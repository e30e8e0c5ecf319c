"""Which finding somebody decided to live with, and until when."""

from __future__ import annotations

from datetime import date

from ea_model.metamodel.contract import Waiver
from ea_model.model import holds_in, wholes_of
from ea_model.rules.finding import Finding
from ea_model.scope import Scope
from ea_model.scope.open_questions import reference_day
from ea_model.values import Period
from ea_model.values.today import today


def waiver_of(finding: Finding, scope: Scope, day: date, *, always: bool) -> Waiver | None:
    """The waiver of the model that covers a finding on a day, if there is one."""
    return next((w for w in scope.model.waivers if covers(w, finding, scope, day, always=always)), None)


def covers(waiver: Waiver, finding: Finding, scope: Scope, day: date, *, always: bool) -> bool:
    """Does a waiver fit a finding: its rule, its subject, its plateau, and not certainly over?

    A finding that holds always (``always``) has no plateau, so a waiver for some plateaus does not cover it.
    """
    if waiver.rule != finding.code or finding.subject not in waiver.subjects or is_over(waiver, day):
        return False
    plateau = None if always else scope.moment.plateau
    return holds_in(waiver.plateaus, wholes_of(plateau) if plateau is not None else ())


def judging_day(scope: Scope) -> date:
    """The day waivers are seen from: the one asked, else the one the model speaks of, else today."""
    return scope.moment.day or reference_day(scope.model) or today()


def is_over(waiver: Waiver, day: date) -> bool:
    """Has a waiver certainly ended before a day? One until a month counts that whole month."""
    return Period(None, waiver.until).ended_before(day)
