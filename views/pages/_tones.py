"""Colour with meaning, never colour alone: each goes with a word and, in a cell, with a letter."""

from __future__ import annotations

from typing import Literal

from ea_model.scope import ScopeClass, Status

Badge = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary"]

STATUS_BADGE: dict[Status, Badge] = {
    Status.COVERED: "green",
    Status.JOINT: "green",
    Status.OWN: "blue",
    Status.OWN_IMPLICIT: "orange",
    Status.SUPPORTED_ONLY: "yellow",
    Status.OVERLAP: "red",
    Status.EXCLUDED: "red",
    Status.EXPIRED: "red",
    Status.INDETERMINATE: "violet",
    Status.UNKNOWN: "gray",
    Status.NOT_APPLICABLE: "gray",
}
CLASS_BADGE: dict[ScopeClass, Badge] = {
    ScopeClass.DIRECT: "green",
    ScopeClass.DERIVED: "green",
    ScopeClass.POSSIBLE: "yellow",
    ScopeClass.SHARED: "violet",
    ScopeClass.EXCLUDED: "red",
    ScopeClass.TOUCHED: "blue",
    ScopeClass.BOUNDARY: "blue",
    ScopeClass.OUTSIDE: "gray",
    ScopeClass.UNCOVERED: "orange",
    ScopeClass.UNKNOWN: "gray",
}
GAPS = (
    Status.EXCLUDED, Status.EXPIRED, Status.SUPPORTED_ONLY, Status.OVERLAP, Status.INDETERMINATE,
)  # fmt: skip
"""Statuses of a required cell that ask for a decision, beside *implicitly own* and *unknown*."""
OWN = (Status.OWN, Status.OWN_IMPLICIT)
