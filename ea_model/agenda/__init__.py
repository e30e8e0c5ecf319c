"""When: the contract calendar, what ends within a horizon, gaps, double running and chains of successors.

Every date is soft, every answer on a day is yes, no or undetermined, every length is a range of days. Pure: model in,
answer out; no clock, the day is always asked. Meaning: docs/SEMANTICS.md 3.
"""

from __future__ import annotations

from ea_model.agenda.entries import DateKind, DateStatus, Entry, entries
from ea_model.agenda.expiry import USUAL_HORIZON, Ending, Expiry, expiries
from ea_model.agenda.handover import Chain, Handover, chains, handovers
from ea_model.agenda.on_day import Ground, OnDay, contracts_on, on_day
from ea_model.agenda.storyline import Storyline, storyline, storylines
from ea_model.agenda.turning import Turn, TurningDay, turning_days
from ea_model.doubts import reference_day

__all__ = [
    "USUAL_HORIZON", "Chain", "DateKind", "DateStatus", "Ending", "Entry", "Expiry", "Ground", "Handover", "OnDay",
    "Storyline", "Turn", "TurningDay", "chains", "contracts_on", "entries", "expiries", "handovers", "on_day",
    "reference_day", "storyline", "storylines", "turning_days",
]  # fmt: skip
