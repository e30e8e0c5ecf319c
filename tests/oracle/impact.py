"""What fails along with an element, walked relation by relation (docs/SEMANTICS.md 8); and where streams run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ea_model.questions.derivation import derived_of
from ea_model.scope import Scope
from tests.oracle.kinds import is_a

ONWARDS = ("Assignment", "Realization", "Serving", "Triggering", "Flow")


def chains(relations: list[Any], *kinds: str) -> Iterator[tuple[list[Any], Any, Any]]:
    """Relations of one type between real elements: junctions between them are transparent."""
    waiting = [[r] for r in relations if is_a(r, *kinds) and not is_a(r.source, "Junction")]
    while waiting:
        chain = waiting.pop()
        end = chain[-1].target
        if not is_a(end, "Junction"):
            yield chain, chain[0].source, end
            continue
        waiting += [
            [*chain, r] for r in relations if r.source is end and isinstance(r, type(chain[0])) and r not in chain
        ]  # fmt: skip


def hits(relations: list[Any], failed: Any) -> dict[str, list[Any]]:
    """By id of what is hit the relations of a shortest way to it: as services go, and from a part to its whole."""
    steps = [(a, b, chain) for chain, a, b in chains(relations, *ONWARDS)]
    steps += [(b, a, chain) for chain, a, b in chains(relations, "Composition", "Aggregation")]
    ways: dict[str, list[Any]] = {}
    reached, near = {failed}, [(failed, list[Any]())]
    while near:
        fresh = [(b, [*way, *chain]) for x, way in near for a, b, chain in steps if a is x and b not in reached]
        ways |= {b.id: way for b, way in reversed(fresh)}
        reached |= {b for b, _ in fresh}
        near = fresh
    return ways


def is_certain(scope: Scope, failed: Any, hit: str, way: list[Any]) -> bool:
    """One modelled relation of a source is; a chain is where derivation gives the relation for certain."""
    if any(str(r.provenance) != "stated" for r in way):
        return False
    one = len({type(r) for r in way}) == 1 and sum(not is_a(r.target, "Junction") for r in way) == 1
    ends = {(d.source.id, d.target.id) for d in derived_of(scope, failed, certain_only=True).relations}
    return one or bool({(failed.id, hit), (hit, failed.id)} & ends)


def streams(relations: list[Any]) -> set[tuple[str, str, str]]:
    """Every stream with the ends of the flow it is named on, on whichever leg."""
    return {
        (r.stream.id, a.id, b.id)
        for chain, a, b in chains(relations, "Flow") for r in chain if getattr(r, "stream", None) is not None
    }  # fmt: skip
