"""Money: what a model says things cost, totals that keep ranges and unknowns, and pass-through scenarios.

Meaning: docs/SEMANTICS.md, *Money*. Amounts are exact (fractions), never floats.
"""

from __future__ import annotations

from ea_model.costs.changes import Addition, CalledOff, additions, called_off
from ea_model.costs.choices import Options, with_options
from ea_model.costs.lines import Group, Line, lines_of
from ea_model.costs.money import Basis, Measure, Money, MoneyError, money_of, sum_of
from ea_model.costs.overlap import Overlap, Side, overlaps
from ea_model.costs.passthrough import Amount, Division, PassThrough, StreamPart, pass_through
from ea_model.costs.scenario import Key, Scenario, scenario_named, scenario_of, scenarios
from ea_model.costs.totals import Costs, Counted, Total, costs_of

__all__ = [
    "Addition", "Amount", "Basis", "CalledOff", "Costs", "Counted", "Division", "Group", "Key", "Line", "Measure",
    "Money", "MoneyError", "Options", "Overlap", "PassThrough", "Scenario", "Side", "StreamPart", "Total", "additions",
    "called_off", "costs_of", "lines_of", "money_of", "overlaps", "pass_through", "scenario_named", "scenario_of",
    "scenarios", "sum_of", "with_options",
]  # fmt: skip
