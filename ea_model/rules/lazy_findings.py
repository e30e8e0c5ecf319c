"""Findings that are very many: known as columns, made one by one for whoever looks at them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby
from typing import overload

from ea_model.metamodel.severity import Severity, severity_of
from ea_model.rules.finding import Finding


@dataclass(frozen=True, slots=True, eq=False)
class FindingBlock(Sequence[Finding]):
    """Findings of one rule and severity in order of subject and detail; each is made when it is looked at."""

    code: str
    size: int
    make: Callable[[int], Finding]
    """The finding at a position."""
    situation: str = ""
    graded: Severity | None = None
    """How bad they are where that is not what the rule says."""

    @property
    def severity(self) -> Severity:
        """How bad they are, all of them."""
        return severity_of(self.code) if self.graded is None else self.graded

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, position: int) -> Finding: ...
    @overload
    def __getitem__(self, position: slice) -> list[Finding]: ...
    def __getitem__(self, position: int | slice) -> Finding | list[Finding]:
        chosen = range(self.size)[position]
        return self.make(chosen) if isinstance(chosen, int) else [self.make(n) for n in chosen]

    def __iter__(self) -> Iterator[Finding]:
        return map(self.make, range(self.size))

    def placed(self, graded: Severity | None, situation: str, place: Callable[[Finding], Finding]) -> FindingBlock:
        """The same in a situation, each finding passed through ``place``."""
        make = self.make
        return replace(self, graded=graded, situation=situation, make=lambda n: place(make(n)))


class Findings(Sequence[Finding]):
    """All findings of a run, worst first, then by code, situation, subject and detail.

    How many there are is known without making them.
    """

    def __init__(self, blocks: Iterable[Finding | FindingBlock]) -> None:
        self._blocks: list[Sequence[Finding]] = []
        for _, together in groupby(sorted(blocks, key=_rank), key=_rank):
            block = [*together]
            if len(block) == 1 and isinstance(block[0], FindingBlock):
                self._blocks.append(block[0])
            else:
                singles = chain.from_iterable(b if isinstance(b, FindingBlock) else (b,) for b in block)
                self._blocks.append(sorted(singles, key=_order))
        self._ends = list(accumulate(map(len, self._blocks)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, position: int) -> Finding: ...
    @overload
    def __getitem__(self, position: slice) -> list[Finding]: ...
    def __getitem__(self, position: int | slice) -> Finding | list[Finding]:
        chosen = range(len(self))[position]
        return self._at(chosen) if isinstance(chosen, int) else [self._at(n) for n in chosen]

    def _at(self, position: int) -> Finding:
        block = bisect_right(self._ends, position)
        return self._blocks[block][position - (self._ends[block - 1] if block else 0)]

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self._blocks)


def _rank(block: Finding | FindingBlock) -> tuple[int, str, str]:
    return -block.severity, block.code, block.situation


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.subject, finding.detail, str(sorted(map(str, finding.values)))
