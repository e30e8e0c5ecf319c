"""A rule: a predicate, and what its page says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ea_model.metamodel.severity import Severity, severity_of
from ea_model.rules.finding import Finding
from ea_model.rules.lazy_findings import FindingBlock
from ea_model.scope import Scope
from ea_model.words.sections import rule_examples, rule_facts


@dataclass(frozen=True, slots=True)
class Example:
    """A model as text (our own, or an exchange file) and the subjects of what a rule finds in it, if anything."""

    model: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``always`` means it does not depend on plateau or date."""

    code: str
    check: Callable[[Scope], Iterable[Finding | FindingBlock]]
    """What it finds: one by one, and where that may be very much as `FindingBlock`."""
    always: bool = False
    of_text: bool = False
    """It judges how a model is written and not what it says: no difference between models."""

    @property
    def severity(self) -> Severity:
        """How bad what it finds is, unless it says otherwise of a subject."""
        return severity_of(self.code)

    @property
    def since(self) -> str:
        """The version of the product that had it first."""
        return rule_facts()[self.code]["since"]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Models in which it finds something, then models in which it does not."""
        entries = rule_examples(self.code)
        return tuple(Example(e["model"], tuple(e.get("found", ()))) for e in (*entries["fail"], *entries["pass"]))

    def findings(self, scope: Scope) -> Iterator[Finding]:
        """What it finds, one by one, before the model judges it."""
        for block in self.check(scope):
            yield from block if isinstance(block, FindingBlock) else (block,)
