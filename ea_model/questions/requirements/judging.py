"""The lint of a requirement in its model: what the text says, and what the model knows or lacks about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ea_model.metamodel.archimate import Aspect, Element, Relation
from ea_model.metamodel.contract import Requirement
from ea_model.model import Model
from ea_model.questions.requirements.lint import FormHint, FormIssue, Lint, LintWeight, folded, lint_text
from ea_model.questions.requirements.words import language, language_of
from ea_model.values import NO_VALUE, LangText

KINDS = ("Requirement", "Constraint")
"""The ArchiMate types that say what is required."""
_ATTRIBUTES = ("version", "owner", "priority", "rationale", "sources", "verification")
"""What an agreed requirement is known by, beside its id."""
_SHORTEST_NAME = 3


def known(value: object) -> bool:
    """Is there a value, and not an explicit unknown?"""
    return bool(value) and not isinstance(value, NO_VALUE)


class Requirements:
    """The requirements of a model with their texts and the lint of each; made once per model by `requirements_of`."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.all: tuple[Element, ...] = tuple(
            e for e in model.elements if isinstance(e, Requirement) or e.kind in KINDS
        )
        self.written_apart = any(known(getattr(r, "text", None)) for r in self.all)
        """Does the model give texts a field of their own? If none does, as in a foreign file, documentation is text."""
        self._lints: dict[str, Lint | None] = {}

    def text(self, requirement: Element) -> str:
        """What is required, in the words of the model; empty when no text is known."""
        own = getattr(requirement, "text", None)
        if known(own):
            return str(own)
        return "" if self.written_apart else str(requirement.documentation)

    def lint(self, requirement: Element) -> Lint | None:
        """What the lint says, or None without a text. A text in several languages is judged in its primary one."""
        if requirement.id not in self._lints:
            self._lints[requirement.id] = self._judge(requirement)
        return self._lints[requirement.id]

    def _judge(self, requirement: Element) -> Lint | None:
        text = self.text(requirement)
        if not text.strip():
            return None
        own = getattr(requirement, "text", None)
        lang = next(iter(own.texts), "") if isinstance(own, LangText) else language_of(text)
        lint = lint_text(text, lang, sets=self.names)
        hints = [hint for hint in lint.hints if not self._answered(hint, requirement)]
        return replace(lint, hints=(*hints, *self._lacking(requirement, lint)))

    def _answered(self, hint: FormHint, requirement: Element) -> bool:
        """Do attributes say what the text does not?"""
        if hint.issue is FormIssue.MEASURE:
            measured = known(getattr(requirement, "metric", None)) and known(getattr(requirement, "target", None))
            return measured or known(getattr(requirement, "verification", None))
        return hint.issue is FormIssue.TIME and known(getattr(requirement, "due", None))

    def _lacking(self, requirement: Element, lint: Lint) -> Iterator[FormHint]:
        """What is missing around the text: a subject in the model, attributes, activities that exist."""
        if not self._has_subject(requirement, lint):
            yield FormHint(FormIssue.SUBJECT, LintWeight.NOTE)
        missing = tuple(name for name in _ATTRIBUTES if not known(getattr(requirement, name, None)))
        if missing and self.written_apart:
            yield FormHint(FormIssue.ATTRIBUTES, LintWeight.NOTE, missing)
        unknown = tuple(a for a in getattr(requirement, "activities", ()) if a not in self.model.activities)
        if unknown:
            yield FormHint(FormIssue.ACTIVITY, LintWeight.DOUBT, unknown)

    def _has_subject(self, requirement: Element, lint: Lint) -> bool:
        """Is it tied to something that is no motive, or does its text begin with the name of an element?"""
        if any(end.aspect != Aspect.MOTIVATION for end in neighbours(self.model, requirement)):
            return True
        modal = language(lint.language).modals.search(lint.text) or language(lint.language).statements.search(lint.text)
        start = folded(lint.text[: modal.start()] if modal else lint.text[:80]).split()
        return any(
            " ".join(start[i:j]) in self.names
            for i in range(len(start))
            for j in range(i + 1, min(len(start), i + 6) + 1)
        )  # fmt: skip

    @cached_property
    def interfaces(self) -> dict[str, list[Relation]]:
        """Relations by the requirement they name as what is agreed where they cross a boundary."""
        relations: dict[str, list[Relation]] = {}
        for relation in self.model.relations:
            if isinstance(relation.interface_requirement, Element):
                relations.setdefault(relation.interface_requirement.id, []).append(relation)
        return relations

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of what can be required something of, in every language, as they are compared."""
        names: set[str] = set()
        for element in self.model.elements:
            if element.aspect != Aspect.MOTIVATION:
                texts = element.name.texts.values() if isinstance(element.name, LangText) else (element.name,)
                names.update(folded(text) for text in texts if len(text) >= _SHORTEST_NAME)
        return frozenset(names)


def requirements_of(model: Model) -> Requirements:
    """The requirements of a model, kept with it."""
    return model.memo(Requirements)


def neighbours(model: Model, element: Element) -> Iterator[Element]:
    """What a requirement is tied to by a relation, either way; of a tie to a relation, the ends of that."""
    ends = [r.target for r in model.outgoing(element)] + [r.source for r in model.incoming(element)]
    for end in ends:
        if isinstance(end, Element):
            yield end
        elif isinstance(end, Relation):
            yield from (e for e in (end.source, end.target) if isinstance(e, Element))
