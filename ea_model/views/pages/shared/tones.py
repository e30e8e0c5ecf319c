"""The badge colours nearest to those of the pictures (``views.diagrams``); each badge says its word as well."""

from __future__ import annotations

from typing import Literal

from ea_model.metamodel.severity import Severity
from ea_model.scope import ScopeClass, Status
from ea_model.values import Truth

Badge = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary"]

STATUS_BADGE: dict[Status, Badge] = {
    Status.COVERED: "blue",
    Status.JOINT: "green",
    Status.OWN: "yellow",
    Status.OWN_IMPLICIT: "orange",
    Status.SUPPORTED_ONLY: "violet",
    Status.OVERLAP: "red",
    Status.EXCLUDED: "red",
    Status.EXPIRED: "red",
    Status.INDETERMINATE: "orange",
    Status.UNKNOWN: "gray",
    Status.NOT_APPLICABLE: "gray",
}
CLASS_BADGE: dict[ScopeClass, Badge] = {
    ScopeClass.DIRECT: "blue",
    ScopeClass.DERIVED: "blue",
    ScopeClass.POSSIBLE: "orange",
    ScopeClass.SHARED: "green",
    ScopeClass.EXCLUDED: "red",
    ScopeClass.TOUCHED: "blue",
    ScopeClass.BOUNDARY: "violet",
    ScopeClass.OUTSIDE: "gray",
    ScopeClass.UNCOVERED: "red",
    ScopeClass.UNKNOWN: "gray",
}
GAPS = (
    Status.EXCLUDED, Status.EXPIRED, Status.SUPPORTED_ONLY, Status.OVERLAP, Status.INDETERMINATE,
)  # fmt: skip
"""Statuses of a required cell that ask for a decision, beside *implicitly own* and *unknown*."""
OWN = (Status.OWN, Status.OWN_IMPLICIT)
SEVERITY_BADGE: dict[Severity, Badge] = {
    Severity.CRITICAL: "red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "orange",
    Severity.LOW: "yellow",
    Severity.INFO: "gray",
}
VERDICT_BADGE: dict[Truth, Badge] = {Truth.NO: "red", Truth.MAYBE: "orange", Truth.YES: "green"}
