"""What keeps scope fast on very large models also keeps it right: rows decided once, findings made when looked at."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from ea_model import rules
from ea_model.scope import Moment, Scope, ScopeClass, Status, boundaries_of, boundary_columns, contract_scopes
from ea_model.scope.kernel import distinct, merge, occupied

ROWS = st.integers(1, 4).flatmap(
    lambda words: st.lists(st.lists(st.integers(0, 2**64 - 1), min_size=words, max_size=words), max_size=12)
)


@given(ROWS)
def test_equal_rows_and_only_those_share_a_representative(rows: list[list[int]]) -> None:
    array = np.array(rows, dtype=np.uint64).reshape(len(rows), len(rows[0]) if rows else 1)
    first, of = distinct(array)
    assert len(first) == len({tuple(row) for row in rows})
    assert np.array_equal(array[first[of]], array)
    assert occupied(array).tolist() == [any(row) for row in rows]


def test_two_contents_with_one_hash_are_still_told_apart() -> None:
    high = np.uint64(1) << np.uint64(63)
    first, _ = distinct(np.array([[high, high], [0, 0], [high, 0], [0, high]], dtype=np.uint64))
    assert len(first) == 4


def test_rows_put_together_keep_every_bit() -> None:
    into = np.zeros((3, 1), dtype=np.uint64)
    merge(into, np.array([2, 0, 2]), np.array([[1], [2], [4]], dtype=np.uint64))
    assert into.ravel().tolist() == [2, 0, 5]


def test_columns_say_what_the_objects_say() -> None:
    scope = Scope(generate.model(600, contracts=70), Moment())
    order = list(ScopeClass)
    for contract in contract_scopes(scope):
        for entry in contract.elements:
            assert order[contract.codes[scope.index.number[entry.element.id]]] is entry.scope_class
    found = boundary_columns(scope).found
    assert [b.relation for b in boundaries_of(scope)] == [scope.index.relations[n] for n in found.relations]
    assert sum(scope.counts().values()) == len(scope.cells(required_only=True))


def test_findings_are_counted_without_being_made_and_come_in_order() -> None:
    scope = Scope(generate.model(600), Moment())
    found = rules.run([scope])
    made = list(found)
    assert len(found) == len(made)
    assert [f.text("nl") for f in (found[0], found[-1], *found[3:5])] == [
        f.text("nl") for f in (made[0], made[-1], *made[3:5])
    ]
    keys = [(-f.severity, f.code, f.situation, f.subject, f.detail) for f in made]
    assert keys == sorted(keys)
    unknown = [f for f in made if f.code == "UNKNOWN"]
    assert len(unknown) == scope.counts()[Status.UNKNOWN]
