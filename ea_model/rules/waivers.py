"""Waivers: which finding somebody decided to live with, and what is wrong with the decisions themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ea_model.metamodel.contract import Waiver
from ea_model.model import holds_in, wholes_of
from ea_model.rules import Finding, Rule, all_rules
from ea_model.scope import Scope, scope_of
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


def _waivers(scope: Scope) -> Iterator[Finding]:
    """Waivers that are over, and waivers that fit no finding in any plateau."""
    if not scope.model.waivers:
        return
    day = judging_day(scope)
    for waiver in scope.model.waivers:
        values = {"waiver": waiver.id, "rule": waiver.rule, "subjects": ", ".join(waiver.subjects)}
        if is_over(waiver, day):
            values["until"] = str(waiver.until)
            yield Finding("WAIVER", waiver.id, values, sentence="RuleVariant.WAIVER_over")
        elif not _fits_something(scope, waiver, day):
            yield Finding("WAIVER", waiver.id, values)


def _fits_something(scope: Scope, waiver: Waiver, day: date) -> bool:
    """Looked for where it was asked, in every plateau, and there on the day itself too: some rules need a day."""
    rule = next(r for r in all_rules() if r.code == waiver.rule)
    if rule.check is _waivers:
        return True
    places = [scope]
    if not rule.always:
        plateaus = [p for p in scope.model.plateaus if p.part_of is None or p in waiver.plateaus]
        places += [scope_of(scope.model, p, at) for p in (*plateaus, None) for at in (None, day)]
    return any(
        covers(waiver, finding, place, day, always=rule.always) for place in places for finding in rule.findings(place)
    )


RULES = (Rule("WAIVER", _waivers, always=True),)
