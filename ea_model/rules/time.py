"""Rules about time: what ends soon, gaps between contracts, contracts that run beside each other.

They look at the plateau asked with everything it follows, so that the contracts that are left count too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ea_model.metamodel.severity import Severity
from ea_model.questions.agenda import (
    USUAL_HORIZON,
    Expiry,
    Handover,
    expiries,
    handovers,
    plateau_history,
    reference_day,
)
from ea_model.questions.agenda.wording import date_words, day_words, days_words, double_words, gap_words, span_words
from ea_model.rules import Finding, Rule
from ea_model.rules.names import name_of
from ea_model.scope import Scope
from ea_model.values import Truth
from ea_model.words import label


def _expiry(scope: Scope) -> Iterator[Finding]:
    """A contract ends within the horizon, certainly or possibly, and no successor has been signed.

    Seen from the day asked, else from the day the model speaks of; a model that names none is asked nothing here.
    """
    day = scope.moment.day or reference_day(scope.model)
    if day is None:
        return
    horizon = scope.model.contents.horizon or USUAL_HORIZON
    for expiry in expiries(plateau_history(scope.model, scope.moment.plateau), day, horizon):
        if expiry.within and expiry.days is not None and expiry.successor_signed is not Truth.YES:
            values = {
                "contract": name_of(expiry.contract),
                "certainty": _certainty(expiry.within),
                "end": partial(date_words, expiry.end),
                "days": partial(days_words, expiry.days.at_least_none()),
                "day": partial(day_words, day),
                "horizon": partial(span_words, horizon),
                "successor": partial(_successor, expiry),
            }
            yield Finding("EXPIRY", expiry.contract.id, values)


def _certainty(truth: Truth) -> Callable[[str], str]:
    return partial(label, f"Agenda.certainty_{truth.name}")


def _successor(expiry: Expiry, lang: str) -> str:
    """Who follows, and how far that is."""
    if not expiry.successors:
        return label("Agenda.successor_none", lang)
    names = ", ".join(name_of(h.after)(lang) for h in expiry.successors)
    return label(f"Agenda.successor_{expiry.successor_signed.name}", lang, successor=names)


def _gap(scope: Scope) -> Iterator[Finding]:
    """A successor begins after its predecessor has ended; medium where the dates only allow it."""
    for handover in handovers(plateau_history(scope.model, scope.moment.plateau)):
        if handover.gap_days is not None:
            graded = None if handover.gap is Truth.YES else Severity.MEDIUM
            yield _between("GAPTIME", handover, handover.gap, gap_words, graded)


def _double(scope: Scope) -> Iterator[Finding]:
    """A successor begins, or is signed, before its predecessor has ended."""
    for handover in handovers(plateau_history(scope.model, scope.moment.plateau)):
        if handover.double_days is not None:
            yield _between("DOUBLE", handover, handover.double, double_words)


def _between(
    code: str,
    handover: Handover,
    truth: Truth,
    words: Callable[[Handover, str], str],
    graded: Severity | None = None,
) -> Finding:
    counted = "Agenda.is_signed" if handover.from_signing else "Agenda.begins"
    values = {
        "before": name_of(handover.before),
        "after": name_of(handover.after),
        "certainty": _certainty(truth),
        "end": partial(date_words, handover.end),
        "begin": partial(date_words, handover.begin),
        "what": partial(label, counted),
        "days": partial(words, handover),
    }
    return Finding(code, handover.before.id, values, detail=handover.after.id, graded=graded)


RULES = (
    Rule("EXPIRY", _expiry),
    Rule("GAPTIME", _gap),
    Rule("DOUBLE", _double),
)
