"""Money: what a model says things cost, totals that keep ranges and unknowns, and pass-through scenarios.

Meaning: docs/SEMANTICS.md, *Money*. Amounts are exact (fractions), never floats.
"""

from __future__ import annotations

from ea_model.questions.costs.changes import Addition, CalledOff, additions, called_off
from ea_model.questions.costs.choices import PassThroughOptions, with_options
from ea_model.questions.costs.lines import CostLine, Group, lines_of
from ea_model.questions.costs.money import Basis, Measure, Money, MoneyError, money_of, sum_of
from ea_model.questions.costs.overlap import Overlap, OverlapSide, overlaps
from ea_model.questions.costs.passthrough import Amount, Division, PassThrough, StreamPart, pass_through
from ea_model.questions.costs.scenario import Key, Scenario, scenario_named, scenario_of, scenarios
from ea_model.questions.costs.totals import Costs, CostTotal, Counted, costs_of

__all__ = [
    "Addition",
    "Amount",
    "Basis",
    "CalledOff",
    "CostLine",
    "CostTotal",
    "Costs",
    "Counted",
    "Division",
    "Group",
    "Key",
    "Measure",
    "Money",
    "MoneyError",
    "Overlap",
    "OverlapSide",
    "PassThrough",
    "PassThroughOptions",
    "Scenario",
    "StreamPart",
    "additions",
    "called_off",
    "costs_of",
    "lines_of",
    "money_of",
    "overlaps",
    "pass_through",
    "scenario_named",
    "scenario_of",
    "scenarios",
    "sum_of",
    "with_options",
]  # fmt: skip
