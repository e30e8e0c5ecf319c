"""A finding: what a rule says about one thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.contract import Waiver
from ea_model.metamodel.severity import Severity, severity_of


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one thing."""

    code: str
    subject: str
    """Id of the concept or statement it is about."""
    values: dict[str, Any] = field(default_factory=dict)
    """What fills the sentence; texts per language are callables of the language."""
    situation: str = ""
    """The plateau or day in which it holds; empty when it holds always."""
    place: Place = field(default_factory=Place)
    detail: str = ""
    """What of the subject it is about, such as an activity: tells findings on one subject apart."""
    sentence: str = ""
    """The label of its sentence where the rule has more than one; else that of the rule."""
    waiver: Waiver | None = None
    """The decision of the model to live with it."""
    graded: Severity | None = None
    """How bad it is where that is not what the rule says: of this subject, or by decision of the model."""

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return severity_of(self.code) if self.graded is None else self.graded

    def text(self, lang: str) -> str:
        """The sentence a person reads."""
        return Message(self.sentence or f"Rule.{self.code}", **self.values)(lang)
