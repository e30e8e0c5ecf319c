"""What is wrong with the decisions to live with a finding: they are over, or fit nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ea_model.metamodel.contract import Waiver
from ea_model.rules import Finding, Rule, all_rules
from ea_model.rules.judging import covers, is_over, judging_day
from ea_model.scope import Scope, scope_of


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
