"""The words of scope answers as code identifiers; what a person reads for them is a matter of the faces."""

from __future__ import annotations

from enum import Enum


class Status(Enum):
    """What holds for one cell: one activity on one element (docs/SEMANTICS.md 6)."""

    COVERED = "COVERED"
    OVERLAP = "OVERLAP"
    JOINT = "JOINT"
    SUPPORTED_ONLY = "SUPPORTED_ONLY"
    OWN = "OWN"
    OWN_IMPLICIT = "OWN_IMPLICIT"
    EXCLUDED = "EXCLUDED"
    EXPIRED = "EXPIRED"
    INDETERMINATE = "INDETERMINATE"
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"


STATUSES = tuple(Status)
"""In the order whose positions the status array holds."""


class ScopeClass(Enum):
    """What an element is to a contract."""

    DIRECT = "DIRECT"
    DERIVED = "DERIVED"
    POSSIBLE = "POSSIBLE"
    SHARED = "SHARED"
    EXCLUDED = "EXCLUDED"
    TOUCHED = "TOUCHED"
    BOUNDARY = "BOUNDARY"
    OUTSIDE = "OUTSIDE"
    UNCOVERED = "UNCOVERED"
    UNKNOWN = "UNKNOWN"


IN_SCOPE = (ScopeClass.DIRECT, ScopeClass.DERIVED, ScopeClass.POSSIBLE)


class Sharing(Enum):
    """How several contracts meet on one element."""

    COMPLEMENTARY = "COMPLEMENTARY"
    DIVIDED = "DIVIDED"
    """On the same activity, with a role, a time or a part of their own."""
    OVERLAPPING = "OVERLAPPING"
    UNDECIDED = "UNDECIDED"


class InterfaceKind(Enum):
    """Who meets whom at a boundary."""

    SUPPLIER_SUPPLIER = "SUPPLIER_SUPPLIER"
    SUPPLIER_OWN = "SUPPLIER_OWN"
    SUPPLIER_EXTERNAL = "SUPPLIER_EXTERNAL"
    OWN_OWN = "OWN_OWN"
    OWN_EXTERNAL = "OWN_EXTERNAL"
    SAME_SUPPLIER = "SAME_SUPPLIER"
    EXTERNAL_EXTERNAL = "EXTERNAL_EXTERNAL"
    ONE_SIDE_UNKNOWN = "ONE_SIDE_UNKNOWN"

    @property
    def with_outsider(self) -> bool:
        """Does one end belong to somebody else: a customer, a supplier, or what another organisation owns?"""
        return self.name.endswith("_EXTERNAL")


class Reason(Enum):
    """Why a cell has the status it has."""

    STATED = "STATED"
    DERIVED = "DERIVED"
    POSSIBLE = "POSSIBLE"
    PERHAPS_IN_TIME = "PERHAPS_IN_TIME"
    EXCLUDED = "EXCLUDED"
    ELSEWHERE = "ELSEWHERE"
    ENDED = "ENDED"
    CLOSURE = "CLOSURE"
    STOPPED = "STOPPED"
    """It came near, and a rule stopped it (`StopRule`)."""
    SILENCE = "SILENCE"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NO_CELLS = "NO_CELLS"
    """The model does not say which activities this kind of element needs."""
    NOT_IN_SITUATION = "NOT_IN_SITUATION"


class StopRule(Enum):
    """What stopped a contract on its way to a cell; values are the rules of docs/SEMANTICS.md 4 where there is one."""

    EXCLUDED = "T1"
    ELSEWHERE = "T2"
    NOT_APPLICABLE = "T3"
    LAYER = "T4"
    OWNER = "T5"
    SITUATION = "T6"
    """The relation, or what it leads to, is not there in the plateau or on the day."""
    REALIZED = "S4"
    """From what realizes to what is realized."""
    HOUSING = "S6"
    """A building passes on housing only."""
    SPECIAL = "S7"
    """From the special to the general."""
    LAYERS = "S8"
    CROSSING = "S9"
    UPWARD = "upward"
    PROPAGATE = "propagate"
    """The statement holds for its subject only."""
    ROLE = "role"
    """Only consulted or informed."""
    PERIOD = "period"
    """The statement or its contract does not hold in the plateau or on the day."""
    SELECTOR = "selector"
    """The selector finds nothing here."""
    ACTIVITY = "activity"
    """Nothing is said about the activity."""
    UNCONNECTED = "unconnected"
