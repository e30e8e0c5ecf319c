"""Contract scope: which activity on which element falls to whom, under which contract, when, and why.

Pure: model in, answer out. Semantics: docs/SEMANTICS.md; this package is the only place they are written.
"""

from __future__ import annotations

from datetime import date

from ea_model.metamodel.contract import Plateau
from ea_model.model import Model
from ea_model.scope.boundaries import BoundaryInterface, boundaries_of, boundary_columns, missing_agreements
from ea_model.scope.cells import Cell, Lead, Scope
from ea_model.scope.columns import Provider
from ea_model.scope.contract_scope import (
    ContractScope,
    ElementScope,
    ScopedActivity,
    contract_scope,
    contract_scopes,
    shared_elements,
    undecided_elements,
)
from ea_model.scope.enums import InterfaceKind, Reason, ScopeClass, Sharing, Status, StopRule
from ea_model.scope.explain import Because, Explanation, Path, Step, Stop, explain
from ea_model.scope.moment import Moment, moment_of, usual_plateau

_KEPT = 24
"""Answers kept per model; a person compares a handful of plateaus and dates."""


def scope_of(model: Model, plateau: Plateau | str | None = None, at: date | None = None) -> Scope:
    """The scope answer of a model in a plateau, on a day, or on a day within a plateau.

    A day without a plateau is asked in the usual plateau (`usual_plateau`). Answers are kept with the model.
    Raises `UnknownIdError` for a plateau the model does not have.
    """
    asked_plateau = model.plateau(plateau) if isinstance(plateau, str) else plateau
    moment = moment_of(model, asked_plateau, at)
    cache = model.memo(_scopes_by_moment)
    key = (moment.plateau.id if moment.plateau else None, moment.day)
    if key not in cache:
        if len(cache) >= _KEPT:
            cache.pop(next(iter(cache)), None)
        cache[key] = Scope(model, moment)
    return cache[key]


def _scopes_by_moment(_model: Model) -> dict[tuple[str | None, date | None], Scope]:
    return {}


__all__ = [
    "Because",
    "BoundaryInterface",
    "Cell",
    "ContractScope",
    "ElementScope",
    "Explanation",
    "InterfaceKind",
    "Lead",
    "Moment",
    "Path",
    "Provider",
    "Reason",
    "Scope",
    "ScopeClass",
    "ScopedActivity",
    "Sharing",
    "Status",
    "Step",
    "Stop",
    "StopRule",
    "boundaries_of",
    "boundary_columns",
    "contract_scope",
    "contract_scopes",
    "explain",
    "missing_agreements",
    "scope_of",
    "shared_elements",
    "undecided_elements",
    "usual_plateau",
]  # fmt: skip
