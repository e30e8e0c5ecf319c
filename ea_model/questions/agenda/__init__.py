"""When: the contract calendar, what ends within a horizon, gaps, double running and chains of successors.

Every date is soft, every answer on a day is yes, no or undetermined, every length is a range of days. Pure: model in,
answer out; no clock, the day is always asked. Meaning: docs/SEMANTICS.md 3.
"""

from __future__ import annotations

from ea_model.questions.agenda.change_dates import Turn, TurningDay, turning_days
from ea_model.questions.agenda.entries import CalendarEntry, DateKind, DateStatus, entries
from ea_model.questions.agenda.expiry import USUAL_HORIZON, EndingKind, Expiry, expiries
from ea_model.questions.agenda.handover import Chain, Handover, chains, handovers
from ea_model.questions.agenda.histories import PlateauHistory, plateau_histories, plateau_history
from ea_model.questions.agenda.state_on_day import Ground, OnDay, contracts_on, on_day
from ea_model.scope.open_questions import reference_day

__all__ = [
    "USUAL_HORIZON",
    "CalendarEntry",
    "Chain",
    "DateKind",
    "DateStatus",
    "EndingKind",
    "Expiry",
    "Ground",
    "Handover",
    "OnDay",
    "PlateauHistory",
    "Turn",
    "TurningDay",
    "chains",
    "contracts_on",
    "entries",
    "expiries",
    "handovers",
    "on_day",
    "plateau_histories",
    "plateau_history",
    "reference_day",
    "turning_days",
]  # fmt: skip
