"""The derivation rules and restrictions of ArchiMate 3.2 one by one, and what they make of the whole language."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
import pytest
from numpy.typing import NDArray

from ea_model.metamodel import stock
from ea_model.questions.derivation import RULES, DerivationRule, End, conclusions, restrictions
from ea_model.questions.derivation.rules import TYPES as KINDS
from ea_model.questions.derivation.rules import weaker
from tests.support.archimate_core import TYPES, Triple, core_triples

allowed = partial(restrictions.allowed, stock())
broken = partial(restrictions.broken, stock())
broken_by_ends = partial(restrictions.broken_by_ends, stock())
broken_by_middle = partial(restrictions.broken_by_middle, stock())
S, T = End.SOURCE, End.TARGET
CASES = [
    # rule, first premise a→b or b→a as (type, end at the middle), second likewise, conclusion, from the first's end
    ("DR1", ("Specialization", T), ("Specialization", S), "Specialization", True),
    ("DR2", ("Composition", T), ("Realization", S), "Realization", True),
    ("DR2", ("Assignment", T), ("Aggregation", S), "Assignment", True),
    ("DR3", ("Realization", T), ("Serving", S), "Serving", True),
    ("DR4", ("Composition", T), ("Access", T), "Access", False),
    ("DR5", ("Assignment", T), ("Triggering", S), "Triggering", True),
    ("DR5", ("Assignment", T), ("Flow", S), "Flow", True),
    ("DR6", ("Aggregation", T), ("Flow", T), "Flow", False),
    ("DR7", ("Triggering", T), ("Composition", S), "Triggering", True),
    ("DR8", ("Triggering", T), ("Triggering", S), "Triggering", True),
    ("PDR1", ("Specialization", T), ("Assignment", S), "Assignment", True),
    ("PDR2", ("Specialization", T), ("Serving", T), "Serving", False),
    ("PDR3", ("Specialization", S), ("Flow", S), "Flow", True),
    ("PDR4", ("Specialization", S), ("Realization", T), "Realization", False),
    ("PDR5", ("Composition", S), ("Serving", T), "Serving", False),
    ("PDR6", ("Composition", S), ("Serving", S), "Serving", True),
    ("PDR7", ("Serving", T), ("Influence", S), "Influence", True),
    ("PDR8", ("Flow", T), ("Composition", S), "Flow", True),
    ("PDR9", ("Composition", S), ("Triggering", S), "Triggering", True),
    ("PDR10", ("Flow", T), ("Flow", S), "Flow", True),
    ("PDR11", ("Triggering", T), ("Assignment", T), "Triggering", True),
    ("PDR12", ("Aggregation", S), ("Realization", S), "Realization", True),
]
NOTHING = [
    (("Serving", T), ("Triggering", S)),
    (("Serving", S), ("Triggering", S)),
    (("Specialization", T), ("Specialization", T)),
    (("Composition", T), ("Composition", T)),
    (("Serving", T), ("Serving", T)),
    (("Flow", T), ("Triggering", S)),
]


@pytest.mark.parametrize(("code", "first", "second", "kind", "from_first"), CASES)
def test_each_rule_concludes_what_the_standard_says(
    code: str, first: tuple[str, End], second: tuple[str, End], kind: str, from_first: bool
) -> None:
    found = [(c.rule.code, c.type, c.from_first) for c in conclusions(*first, *second)]
    assert (code, kind, from_first) in found
    turned = [(c.rule.code, c.type, c.from_first) for c in conclusions(*second, *first)]
    assert (code, kind, from_first if first == second else not from_first) in turned


def test_every_rule_has_a_case_and_a_conclusion_never_mixes_certain_and_potential() -> None:
    assert {code for code, *_ in CASES} == {rule.code for rule in RULES}
    assert [r.code for r in RULES if r.certain] == [f"DR{n}" for n in range(1, 9)]
    assert [r.code for r in RULES if not r.certain] == [f"PDR{n}" for n in range(1, 13)]


@pytest.mark.parametrize(("first", "second"), NOTHING)
def test_what_no_rule_joins_gives_nothing(first: tuple[str, End], second: tuple[str, End]) -> None:
    assert conclusions(*first, *second) == ()


def test_the_weaker_of_two_types_is_by_category() -> None:
    assert weaker("Composition", "Assignment") == weaker("Assignment", "Composition") == "Assignment"
    assert weaker("Serving", "Influence") == "Influence"
    with pytest.raises(ValueError, match="no common order"):
        weaker("Serving", "Composition")


def test_the_grouping_rule_wants_a_grouping_in_the_middle() -> None:
    (rule,) = [c for c in conclusions("Aggregation", S, "Realization", S) if c.rule.code == "PDR12"]
    assert rule.fits("Grouping")
    assert not rule.fits("Product")


@pytest.mark.parametrize(
    ("number", "source", "middle", "relation", "target"),
    [
        (1, "ApplicationComponent", "Goal", "Association", "Node"),
        (2, "BusinessProcess", "Requirement", "Serving", "Goal"),
        (3, "Goal", "Goal", "Realization", "Capability"),
        (4, "BusinessActor", "Resource", "Assignment", "Capability"),
        (5, "Capability", "Capability", "Serving", "BusinessProcess"),
        (6, "WorkPackage", "Deliverable", "Triggering", "BusinessProcess"),
        (7, "BusinessProcess", "WorkPackage", "Triggering", "WorkPackage"),
        (8, "BusinessProcess", "BusinessProcess", "Influence", "BusinessActor"),
        (9, "BusinessProcess", "BusinessProcess", "Access", "BusinessActor"),
        (10, "BusinessProcess", "BusinessProcess", "Realization", "BusinessObject"),
        (11, "DataObject", "DataObject", "Access", "BusinessObject"),
        (12, "BusinessObject", "BusinessObject", "Serving", "BusinessProcess"),
    ],
)
def test_each_restriction_bars_what_it_should(
    number: int, source: str, middle: str, relation: str, target: str
) -> None:
    assert number in broken(source, middle, target, relation)
    assert not allowed(source, middle, target, relation)
    assert number not in broken(source, middle, target, "Association") or number == 1


def test_a_core_element_may_stand_between_change_and_motivation_but_no_grouping() -> None:
    assert not broken_by_middle("WorkPackage", "ApplicationComponent", "Requirement")
    assert broken_by_middle("WorkPackage", "Grouping", "Requirement")
    assert broken_by_middle("Requirement", "ApplicationComponent", "WorkPackage")


def test_a_conclusion_must_be_in_the_table() -> None:
    assert broken("BusinessObject", "BusinessObject", "DataObject", "Realization") == ()
    assert not allowed("BusinessObject", "BusinessObject", "DataObject", "Realization")


_SYMBOLS = {name: kind.symbol for name, kind in stock().relation_types.items()}
_NUMBER = {kind: i for i, kind in enumerate(TYPES)}


@cache
def table() -> frozenset[Triple]:
    """Everything the standard permits between the element types looked at."""
    permitted = stock().relationship_table
    return frozenset((s, k, t) for s in TYPES for t in TYPES for k in KINDS if _SYMBOLS[k] in permitted.get((s, t), ""))


@cache
def closure(rules: tuple[DerivationRule, ...], *, restricted: bool) -> frozenset[Triple]:
    """Everything the rules make of the metamodel, whether or not the table permits it."""
    size = len(TYPES)
    found = np.zeros((len(KINDS), size, size), dtype=bool)
    for s, k, t in core_triples():
        found[KINDS.index(k), _NUMBER[s], _NUMBER[t]] = True
    ends, groups = _barred(restricted)
    while True:
        more = found.copy()
        for rule in rules:
            for first in rule.first:
                for second in rule.second:
                    kind = KINDS.index(rule.concluded(first, second))
                    one, other = found[KINDS.index(first)], found[KINDS.index(second)]
                    one = one if rule.first_meets is T else one.T
                    other = other if rule.second_meets is S else other.T
                    for middles, barred in groups:
                        met = (one[:, middles].astype(np.int32) @ other[middles].astype(np.int32)) > 0
                        more[kind] |= (met if rule.from_first else met.T) & ~barred & ~ends[kind]
        if (more == found).all():
            return frozenset((TYPES[s], KINDS[k], TYPES[t]) for k, s, t in np.argwhere(found).tolist())
        found = more


@cache
def _barred(restricted: bool) -> tuple[NDArray[np.bool_], list[tuple[list[int], NDArray[np.bool_]]]]:
    """What the ends bar per type, and the middles that bar the same pairs of ends."""
    size = len(TYPES)
    if not restricted:
        none = np.zeros((size, size), dtype=bool)
        return np.zeros((len(KINDS), size, size), dtype=bool), [(list(range(size)), none)]
    ends = np.array([[[bool(broken_by_ends(s, k, t)) for t in TYPES] for s in TYPES] for k in KINDS])
    groups: dict[bytes, tuple[list[int], NDArray[np.bool_]]] = {}
    for number, middle in enumerate(TYPES):
        barred = np.array([[broken_by_middle(s, middle, t) for t in TYPES] for s in TYPES])
        groups.setdefault(barred.tobytes(), ([], barred))[0].append(number)
    return ends, list(groups.values())


TESTABLE = tuple(rule for rule in RULES if rule.code != "PDR12")
"""Without Grouping there is nothing for the grouping rule to do."""
VALID = tuple(rule for rule in RULES if rule.certain)


def test_the_metamodel_is_in_the_table() -> None:
    assert sorted(core_triples() - table()) == []
    assert (len(core_triples()), len(table())) == (4832, 8966)


def test_the_valid_rules_alone_give_most_of_what_the_table_adds_to_the_metamodel() -> None:
    derived = table() - core_triples()
    assert len(derived) == 4134
    assert len(closure(VALID, restricted=True) & derived) == 2860


def test_all_rules_give_nearly_everything_and_only_composites_get_too_much() -> None:
    derived, found = table() - core_triples(), closure(TESTABLE, restricted=True)
    assert len(found & derived) == 3976
    extra = found - table()
    assert len(extra) == 45
    assert all({"Product", "Plateau"} & {source, target} for source, _, target in extra)


def test_without_the_restrictions_the_rules_say_far_too_much() -> None:
    assert len(closure(TESTABLE, restricted=False) - table()) == 10590


@pytest.mark.slow
@pytest.mark.parametrize("code", ["DR2", "DR3", "DR4", "DR5", "DR6", "PDR5", "PDR6", "PDR11"])
def test_what_is_lost_without_one_rule_was_permitted(code: str) -> None:
    """Aside from the composites above, each rule that matters at this level only adds what the table has."""
    lost = closure(TESTABLE, restricted=True) - closure(tuple(r for r in TESTABLE if r.code != code), restricted=True)
    assert len(lost) >= 90
    assert [x for x in lost - table() if not {"Product", "Plateau"} & {x[0], x[2]}] == []


@pytest.mark.slow
@pytest.mark.parametrize("code", ["DR1", "DR7", "DR8", "PDR1", "PDR2", "PDR3", "PDR4", "PDR8", "PDR9", "PDR10"])
def test_the_other_rules_cannot_be_told_apart_at_this_level(code: str) -> None:
    full, without = (
        closure(rules, restricted=True) for rules in (TESTABLE, tuple(r for r in TESTABLE if r.code != code))
    )
    assert {x for x in full - without if not {"Product", "Plateau"} & {x[0], x[2]}} == set()
