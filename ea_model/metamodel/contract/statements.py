"""What people say: scope, closures, questions, terms, waivers; and the documents they say it from."""

from __future__ import annotations

from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import Concept, Element, attribute, reference
from ea_model.metamodel.contract import bases
from ea_model.metamodel.contract.activities import Activity
from ea_model.metamodel.contract.agreements import Contract
from ea_model.metamodel.contract.change import Plateau
from ea_model.metamodel.contract.selectors import Selector, subject_id
from ea_model.metamodel.contract.words import Effect, NotKnown, Propagation, Role
from ea_model.metamodel.lean import LeanClass, LeanObject, make_abstract
from ea_model.values import LangText, Provenance, Quantity, SoftDate, SourceRef, in_language

COVERS, EXCLUDES = "covers", "excludes"
"""What stands under a contract in a text, and what a statement that stands there is called after."""


class Statement(LeanObject, metaclass=LeanClass):
    """What a person says about scope or about what is known; carries its sources."""

    id: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    note: str = attribute(dt.LABEL, knowable=False, default="")
    sources: tuple[SourceRef, ...] = attribute(dt.SOURCE, many=True, knowable=False)
    provenance: Provenance = attribute(dt.PROVENANCE, knowable=False, default=Provenance.STATED)


make_abstract(Statement)
Statement.eClass.eSuperTypes.clear()


class ScopeStatement(Statement):
    """Include or exclude one activity on one subject, under a contract or in-house (``own``)."""

    contract: Contract | None = reference(bases.Contract, knowable=False)
    own: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    parties: tuple[Element, ...] = reference(Element, many=True, knowable=False)
    implied: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    """Nobody said the parties: they are who does the work under the contract, or the own organisation."""
    subject: Element | None = reference(Concept, knowable=False)
    selector: Selector | None = reference(Selector, knowable=False)
    """Where it is about whatever answers a description, instead of one subject."""
    activity: Activity = reference(Activity, required=True, knowable=False)
    effect: str = attribute(Effect, knowable=False, default=Effect.INCLUDE)
    role: str = attribute(Role, knowable=False, default=Role.RESPONSIBLE)
    joint: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    valid_from: SoftDate = attribute(dt.DATE)
    valid_until: SoftDate = attribute(dt.DATE)
    plateaus: tuple[Plateau, ...] = reference(bases.Plateau, many=True, knowable=False)
    propagate: str = attribute(Propagation, knowable=False, default=Propagation.STANDARD)
    value: Quantity | NotKnown = attribute(dt.MONEY)
    open_list: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    inherits: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    """Nobody said its sources or provenance: they are those of the contract or party it stands under."""

    @property
    def holder(self) -> Element | None:
        """What it may stand under in a text: its contract, or the one own party it names."""
        if not self.own:
            return self.contract
        return self.parties[0] if len(self.parties) == 1 and not self.implied else None

    @property
    def short_id(self) -> str:
        """The id it has where it stands under its holder; empty where it cannot stand there."""
        subject = subject_id(self.subject or self.selector)
        if self.holder is None or not subject:
            return ""
        verb = COVERS if self.effect == Effect.INCLUDE else EXCLUDES
        return f"{self.holder.id}.{verb}.{subject}.{self.activity.id}"


class ClosureStatement(Statement):
    """It is known that no contract covers this: silence then means the owner is responsible, implicitly."""

    element: Element | None = reference(Element, knowable=False)
    selector: Selector | None = reference(Selector, knowable=False)
    activity: Activity | None = reference(Activity, knowable=False)
    contract: Contract | None = reference(bases.Contract, knowable=False)
    plateaus: tuple[Plateau, ...] = reference(bases.Plateau, many=True, knowable=False)


class OpenQuestion(Statement):
    """What the sources do not say, about concepts or, as ``id.attribute``, about their attributes.

    Put for some plateaus only, an attribute is unknown there even if it has a value elsewhere. A later source may
    answer it (``answer``, ``answered_by``), and another one say otherwise (``contradicted_by``).
    """

    text: str = attribute(dt.LABEL, knowable=False, default="")
    about: tuple[Concept, ...] = reference(Concept, many=True, knowable=False)
    attributes: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    plateaus: tuple[Plateau, ...] = reference(bases.Plateau, many=True, knowable=False)
    answer: str = attribute(dt.LABEL, knowable=False, default="")
    answered_by: tuple[SourceRef, ...] = attribute(dt.SOURCE, many=True, knowable=False)
    contradicted_by: tuple[SourceRef, ...] = attribute(dt.SOURCE, many=True, knowable=False)

    @property
    def told(self) -> str:
        """The question and, where there is one, its answer; in each language the question has."""
        if not self.answer:
            return self.text
        if not isinstance(self.text, LangText):
            return f"{self.text} → {self.answer}"
        return LangText({lang: f"{text} → {in_language(self.answer, lang)}" for lang, text in self.text.texts.items()})


class TermConflict(Statement):
    """Two terms for one thing, or one for two; ``readings`` keeps each wording, its source is in ``sources``."""

    text: str = attribute(dt.LABEL, knowable=False, default="")
    about: tuple[Concept, ...] = reference(Concept, many=True, knowable=False)
    readings: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)


class Waiver(Statement):
    """Somebody decided to live with what a rule finds about these subjects, for a reason and perhaps for a while."""

    rule: str = attribute(dt.TEXT, knowable=False, default="")
    subjects: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    plateaus: tuple[Plateau, ...] = reference(bases.Plateau, many=True, knowable=False)
    reason: str = attribute(dt.LABEL, knowable=False, default="")
    by: str = attribute(dt.TEXT, knowable=False, default="")
    date: SoftDate = attribute(dt.DATE)
    until: SoftDate = attribute(dt.DATE)


class Document(LeanObject, metaclass=LeanClass):
    """A source document."""

    id: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    title: str = attribute(dt.LABEL, knowable=False, default="")
    date: SoftDate = attribute(dt.DATE)
    reference: str = attribute(dt.TEXT, knowable=False, default="")
    file: str = attribute(dt.TEXT, knowable=False, default="")
    pages: int | None = attribute(dt.INTEGER, knowable=False)


Document.eClass.eSuperTypes.clear()
