"""Findings worth reading: one group per rule and subject, ranked by what somebody must act on first, and baselines.

A group weighs by its severity, then how critical what it is about is, then in how many plateaus and cells it holds,
then the theme of its rule: who covers what comes before how well the model is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ea_model.metamodel.archimate import Concept, Criticality, Relation
from ea_model.metamodel.contract import Contract, Waiver
from ea_model.model import Model
from ea_model.rules import Finding, Severity, all_rules

MATTER = 10
"""How many groups stand on the first page."""
_OF_ONE_RULE = 2
"""At most so many of them are of one rule, or one sort of finding would be all one sees; unless there is no other."""
_THEMES = ("coverage", "time", "contracts", "capabilities", "suppliers", "boundary", "requirements", "goals", "money")
_WEIGHTS: dict[object, int] = {Criticality.CRITICAL: 2, Criticality.NORMAL: 1}
Key = tuple[str, str, str, str]
"""Code, situation, subject and detail of a finding: what it is known by from one version of a model to the next."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """What one rule says about one subject, wherever that holds."""

    findings: tuple[Finding, ...]
    """The worst first; all of them waived by one decision, or none of them waived."""

    @property
    def code(self) -> str:
        """The rule."""
        return self.findings[0].code

    @property
    def subject(self) -> str:
        """The id of what it is about; may be empty."""
        return self.findings[0].subject

    @property
    def severity(self) -> Severity:
        """The worst of it."""
        return self.findings[0].severity

    @property
    def waiver(self) -> Waiver | None:
        """The decision to live with it."""
        return self.findings[0].waiver

    @property
    def situations(self) -> tuple[str, ...]:
        """Plateaus and days in which it holds, in order; none where it holds always."""
        return tuple(sorted({f.situation for f in self.findings if f.situation}))

    def texts(self, lang: str) -> list[str]:
        """Every different sentence about it."""
        return list(dict.fromkeys(f.text(lang) for f in self.findings))


def groups_of(model: Model, findings: Iterable[Finding]) -> list[FindingGroup]:
    """The groups of findings, what weighs most first; what is waived stands apart, last."""
    together: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        waiver = finding.waiver.id if finding.waiver is not None else ""
        together.setdefault((finding.code, finding.subject or str(finding.place), waiver), []).append(finding)
    groups = [FindingGroup(tuple(sorted(some, key=lambda f: -f.severity))) for some in together.values()]
    themes = {rule.code: rule.check.__module__.rpartition(".")[2] for rule in all_rules()}
    contracts = _critical_subjects(model)

    def weight(group: FindingGroup) -> tuple[Any, ...]:
        theme = themes.get(group.code, "")
        place = _THEMES.index(theme) if theme in _THEMES else len(_THEMES)
        reach = (-len(group.situations), -len(group.findings))
        critical = _criticality(model, group.subject, contracts)
        return group.waiver is not None, -group.severity, -critical, *reach, place, group.code, group.subject

    return sorted(groups, key=weight)


def that_matter(groups: Sequence[FindingGroup]) -> list[FindingGroup]:
    """The ten that matter: those that weigh most, at most two of a rule as long as there are others."""
    counts: Counter[str] = Counter()
    first: list[int] = []
    further: list[int] = []
    for number, group in enumerate(groups):
        if group.waiver is None:
            counts[group.code] += 1
            (first if counts[group.code] <= _OF_ONE_RULE else further).append(number)
    return [groups[number] for number in sorted([*first, *further][:MATTER])]


def _critical_subjects(model: Model) -> dict[str, int]:
    """How critical what a contract speaks of is, by id of the contract."""
    weights: dict[str, int] = {}
    for statement in model.statements:
        if statement.contract is not None and statement.subject is not None:
            weight = _WEIGHTS.get(getattr(statement.subject, "criticality", None), 0)
            weights[statement.contract.id] = max(weight, weights.get(statement.contract.id, 0))
    return weights


def _criticality(model: Model, subject: str, contracts: dict[str, int]) -> int:
    """0–2: that of an element, of what a contract speaks of, of the worst end of a relation, of what is stated of."""
    concept: Concept | None = model.get(subject)
    if concept is None:
        statement = next((s for s in model.statements if s.id == subject), None)
        concept = statement.subject if statement is not None else None
    if isinstance(concept, Relation):
        return max(_WEIGHTS.get(getattr(end, "criticality", None), 0) for end in (concept.source, concept.target))
    if isinstance(concept, Contract):
        return contracts.get(concept.id, 0)
    return _WEIGHTS.get(getattr(concept, "criticality", None), 0)


def key_of(finding: Finding) -> Key:
    """What a finding is known by in a baseline; that of a place without an id by its sentence."""
    return finding.code, finding.situation, finding.subject or finding.text("en"), finding.detail


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings somebody adopted a model with."""

    counts: Counter[Key]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Baseline:
        """That of a run; waived findings are no part of it, for they count nowhere."""
        return cls(Counter(key_of(f) for f in findings if f.waiver is None))

    @classmethod
    def read(cls, content: Any) -> Baseline:
        """From what stands in a file; `ValueError` when that is no baseline."""
        try:
            entries = content["findings"]
            return cls(
                Counter({(e["code"], e["situation"], e["subject"], e["detail"]): int(e["count"]) for e in entries})
            )
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from error

    def data(self, model: Model) -> dict[str, Any]:
        """What stands in a file: an entry per finding, in order, so that a change of it is easy to read."""
        names = ("code", "situation", "subject", "detail")
        entries = [{**dict(zip(names, key, strict=True)), "count": self.counts[key]} for key in sorted(self.counts)]
        return {"kind": "ea-baseline", "model": model.id, "findings": entries}

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not in it, waived ones left out."""
        left = Counter(self.counts)
        fresh = []
        for finding in findings:
            if finding.waiver is None:
                key = key_of(finding)
                left[key] -= 1
                if left[key] < 0:
                    fresh.append(finding)
        return fresh

    def gone(self, findings: Iterable[Finding]) -> list[Key]:
        """What it holds and nobody finds any more."""
        return sorted((self.counts - Baseline.of(findings).counts).elements())

    def asked(self, situations: Iterable[str], codes: frozenset[str]) -> Baseline:
        """The part of it that a question about these situations and rules (none: every rule) can find."""
        names = {"", *situations}
        return Baseline(
            Counter(
                {key: count for key, count in self.counts.items() if key[1] in names and (not codes or key[0] in codes)}
            )
        )
