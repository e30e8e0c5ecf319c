"""What is hit: when an element fails, a contract ends or a party leaves.

Impact is no scope: it crosses layers and contracts. It goes upward, the way services go (``impact.arrays``), and says
of everything it reaches whether that is certain by the derivation rules of ArchiMate, or possible.
"""

from __future__ import annotations

from ea_model.questions.impact.answer import (
    Cause,
    Concern,
    Customer,
    EndingContract,
    Impact,
    Volume,
    contract_ends,
    element_fails,
    party_leaves,
)
from ea_model.questions.impact.arrays import KINDS, dependencies
from ea_model.questions.impact.closure import NO_RULE, ImpactHit, upward
from ea_model.questions.impact.loss import Lost, ServiceLoss, coverage_lost, losses
from ea_model.questions.impact.neighbours import Neighbour, neighbours

__all__ = [
    "KINDS",
    "NO_RULE",
    "Cause",
    "Concern",
    "Customer",
    "EndingContract",
    "Impact",
    "ImpactHit",
    "Lost",
    "Neighbour",
    "ServiceLoss",
    "Volume",
    "contract_ends",
    "coverage_lost",
    "dependencies",
    "element_fails",
    "losses",
    "neighbours",
    "party_leaves",
    "upward",
]  # fmt: skip
