"""The contract language: a second Ecore package on top of ArchiMate that says who must do what, under which contract.

Kinds here specialise ArchiMate types (a `FrameworkAgreement` is a Contract); statements, closures and activities have
no ArchiMate counterpart. Meaning: docs/SEMANTICS.md 1–5. As with ``archimate``, this module *is* the package. A kind
with the name of an ArchiMate type (Contract, Plateau, Goal …) replaces it in models and adds attributes only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from pyecore.ecore import EClass, EPackage

from ea_model.metamodel import archimate
from ea_model.metamodel import datatypes as dt
from ea_model.metamodel.archimate import ELEMENT_TYPES, Concept, Element, attribute
from ea_model.metamodel.lean import LeanClass, LeanObject, LeanReference, add_feature, make_abstract
from ea_model.values import Count, Fraction, NotApplicable, Period, Provenance, Quantity, SoftDate, SourceRef, Unknown

name = "contract"
nsURI = "urn:ea-model:contract:1"  # noqa: N816 - the name pyecore looks for
nsPrefix = "contract"  # noqa: N816
eClass = EPackage(name=name, nsURI=nsURI, nsPrefix=nsPrefix)  # noqa: N816

ContractKind = dt.enumeration("ContractKind", "resultaat", "capaciteit", "levering", "interne afspraak", "overdracht")
ContractStatus = dt.enumeration("ContractStatus", "gepland", "lopend", "verlopen", "beëindigd")
PartyCapacity = dt.enumeration("PartyCapacity", "opdrachtgever", "opdrachtnemer")
PlateauLabel = dt.enumeration("PlateauLabel", "huidig", "gepland", "geadviseerd")
Maturity = dt.enumeration("Maturity", "ontbreekt", "beperkt", "aanwezig")
Ambition = dt.enumeration("Ambition", "opbouwen", "versterken", "behouden", "afbouwen")
Effect = dt.enumeration("Effect", "include", "exclude")
Role = dt.enumeration("Role", "R", "A", "S", "C", "I")
Propagation = dt.enumeration("Propagation", "standaard", "geen")
CostBasis = dt.enumeration("CostBasis", "per jaar", "eenmalig", "periode")
CostStatus = dt.enumeration("CostStatus", "geraamd", "overeengekomen", "betaald")
AllocationKey = dt.enumeration("AllocationKey", "volume", "gelijk", "gewichten")

NotKnown = Unknown | NotApplicable | None
"""What an attribute holds when there is no value: explicitly unknown, not applicable, or nothing stated."""


def _archimate(kind: str) -> type[Element]:
    """The ArchiMate class of that name, as a base the type checker accepts."""
    return ELEMENT_TYPES[kind]


if TYPE_CHECKING:
    from ea_model.metamodel.archimate import Element as _Assessment
    from ea_model.metamodel.archimate import Element as _BusinessFunction
    from ea_model.metamodel.archimate import Element as _BusinessObject
    from ea_model.metamodel.archimate import Element as _Capability
    from ea_model.metamodel.archimate import Element as _Contract
    from ea_model.metamodel.archimate import Element as _Deliverable
    from ea_model.metamodel.archimate import Element as _Device
    from ea_model.metamodel.archimate import Element as _Event
    from ea_model.metamodel.archimate import Element as _Facility
    from ea_model.metamodel.archimate import Element as _Goal
    from ea_model.metamodel.archimate import Element as _Node
    from ea_model.metamodel.archimate import Element as _Plateau
    from ea_model.metamodel.archimate import Element as _Requirement
    from ea_model.metamodel.archimate import Element as _SystemSoftware
    from ea_model.metamodel.archimate import Element as _Value
    from ea_model.metamodel.archimate import Element as _WorkPackage
else:
    _Contract, _Plateau = _archimate("Contract"), _archimate("Plateau")
    _WorkPackage, _BusinessObject = _archimate("WorkPackage"), _archimate("BusinessObject")
    _Deliverable = _archimate("Deliverable")
    _Node, _Device, _SystemSoftware = _archimate("Node"), _archimate("Device"), _archimate("SystemSoftware")
    _Facility, _BusinessFunction = _archimate("Facility"), _archimate("BusinessFunction")
    _Assessment, _Requirement, _Goal = _archimate("Assessment"), _archimate("Requirement"), _archimate("Goal")
    _Capability, _Event, _Value = _archimate("Capability"), _archimate("ImplementationEvent"), _archimate("Value")


class Party(LeanObject, metaclass=LeanClass):
    """One party to a contract: who, in which capacity, and how many of them."""

    who = cast(Element, LeanReference(Element, required=True, knowable=False))
    capacity: str = attribute(PartyCapacity, knowable=False, default="opdrachtnemer")
    count: Count | Unknown | None = attribute(dt.COUNT)


Party.eClass.eSuperTypes.clear()


class Contract(_Contract):
    """An agreement; ``start``/``end`` bound its validity, ``open_list`` says its object is not exhaustively listed."""

    contract_kind: str | NotKnown = attribute(ContractKind)
    contract_status: str | NotKnown = attribute(ContractStatus)
    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    signing: SoftDate = attribute(dt.DATE)
    term: str | NotKnown = attribute(dt.LABEL)
    notice_period: str | NotKnown = attribute(dt.LABEL)
    extension: str | NotKnown = attribute(dt.LABEL)
    value: Quantity | NotKnown = attribute(dt.QUANTITY)
    maximum_value: Quantity | NotKnown = attribute(dt.QUANTITY)
    price: Quantity | NotKnown = attribute(dt.QUANTITY)
    change_threshold: Quantity | NotKnown = attribute(dt.QUANTITY)
    change_limit: Fraction | NotKnown = attribute(dt.FRACTION)
    allocation: str | NotKnown = attribute(dt.LABEL)
    parties = cast(tuple[Party, ...], LeanReference(Party, many=True, knowable=False))

    if TYPE_CHECKING:
        replaces: tuple[Contract, ...]

    @property
    def contractors(self) -> tuple[Party, ...]:
        """The parties that do the work."""
        return tuple(p for p in self.parties if p.capacity == "opdrachtnemer")

    @property
    def validity(self) -> Period:
        """When the contract holds.

        An unknown start of an existing contract is open; a planned one cannot begin before it is signed
        (docs/SEMANTICS.md 3).
        """
        start = self.start
        if isinstance(start, Unknown) and self.contract_status != "gepland":
            start = None
        return Period(start, self.end)


add_feature(Contract, "replaces", LeanReference(Contract, many=True, knowable=True))


class FrameworkAgreement(Contract):
    """Raamovereenkomst: terms for call-offs to come."""


class CallOff(Contract):
    """Nadere overeenkomst under a framework agreement."""


class Lot(Contract):
    """Perceel: a part of a procurement that is awarded on its own."""


class Arrangement(Contract):
    """An arrangement the source names no contract for."""


class InHouse(Contract):
    """An internal agreement: the own organisation does it."""


class Plateau(_Plateau):
    """A state of the architecture that holds for a while."""

    label: str | NotKnown = attribute(PlateauLabel)
    start: SoftDate = attribute(dt.DATE)
    until: SoftDate = attribute(dt.DATE)

    if TYPE_CHECKING:
        follows: tuple[Plateau, ...]
        alternative_to: tuple[Plateau, ...]
        part_of: Plateau | None


add_feature(Plateau, "follows", LeanReference(Plateau, many=True, knowable=False))
add_feature(Plateau, "alternative_to", LeanReference(Plateau, many=True, knowable=False))
add_feature(Plateau, "part_of", LeanReference(Plateau, knowable=False))


class WorkPackage(_WorkPackage):
    """Work with a begin, an end and a cost."""

    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    duration: Quantity | NotKnown = attribute(dt.QUANTITY)
    cost: Quantity | NotKnown = attribute(dt.QUANTITY)


class Tender(WorkPackage):
    """Aanbesteding: the procedure that leads to contracts."""

    bids_from: SoftDate = attribute(dt.DATE)
    signing: SoftDate = attribute(dt.DATE)
    value: Quantity | NotKnown = attribute(dt.QUANTITY)
    procedure: str | NotKnown = attribute(dt.LABEL)


class MessageStream(_BusinessObject):
    """Berichtenstroom: messages of one sort from senders to recipients."""

    volume: Quantity | NotKnown = attribute(dt.QUANTITY)
    senders = cast(tuple[Element, ...], LeanReference(Element, many=True))
    recipients = cast(tuple[Element, ...], LeanReference(Element, many=True))
    split: str | NotKnown = attribute(dt.LABEL)


class Flow(archimate.Flow):
    """A flow that may carry a message stream."""

    stream = cast(MessageStream, LeanReference(MessageStream, knowable=False))


class Condition(LeanObject, metaclass=LeanClass):
    """One check of what a requirement asks, or a combination of checks (``all``, ``any``, ``not``).

    Which arguments a check takes, and what it means: ``ea_model.compliance`` and docs/SEMANTICS.md 9.
    """

    check: str = attribute(dt.TEXT, knowable=False, default="all")
    subject = cast(Concept, LeanReference(Concept, knowable=False))
    target = cast(Concept | None, LeanReference(Concept, knowable=False))
    by: str = attribute(dt.TEXT, knowable=False, default="")
    relation: str = attribute(dt.TEXT, knowable=False, default="")
    feature: str = attribute(dt.TEXT, knowable=False, default="")
    value: str = attribute(dt.TEXT, knowable=False, default="")

    if TYPE_CHECKING:
        activities: tuple[Activity, ...]
        parts: tuple[Condition, ...]


Condition.eClass.eSuperTypes.clear()
add_feature(Condition, "parts", LeanReference(Condition, many=True, knowable=False))


class Need(LeanObject, metaclass=LeanClass):
    """What a capability is needed for: an activity on an element."""

    element = cast(Element, LeanReference(Element, required=True, knowable=False))

    if TYPE_CHECKING:
        activity: Activity


Need.eClass.eSuperTypes.clear()


class Asset(Element):
    """What can be owned, ages and may be taken over."""

    age: Quantity | NotKnown = attribute(dt.QUANTITY)
    replacement_due: bool | NotKnown = attribute(dt.BOOLEAN)
    takeover_option: bool | NotKnown = attribute(dt.BOOLEAN)

    if TYPE_CHECKING:
        takeover_terms: tuple[Requirement, ...]

    book_value: Quantity | NotKnown = attribute(dt.QUANTITY)
    market_value: Quantity | NotKnown = attribute(dt.QUANTITY)


make_abstract(Asset)


class Node(Asset, _Node):
    """Node as an asset."""


class Device(Asset, _Device):
    """Device as an asset."""


class SystemSoftware(Asset, _SystemSoftware):
    """System software as an asset."""


class Facility(Asset, _Facility):
    """Facility (a building) as an asset; a Dutch *voorziening* is an application, not this."""


class Platform(Node):
    """A layer between infrastructure and applications that somebody builds and runs."""


class SecurityFunction(_BusinessFunction):
    """Monitoring and operational information security (SIEM/SOC)."""


class Goal(_Goal):
    """A goal with what makes it measurable."""

    metric: str | NotKnown = attribute(dt.LABEL)
    target: str | NotKnown = attribute(dt.LABEL)
    due: SoftDate = attribute(dt.DATE)
    priority: str | NotKnown = attribute(dt.LABEL)


class RequirementsProgramme(_Deliverable):
    """Programma van eisen: a document whose requirements name it as their ``programme``."""

    version: str | NotKnown = attribute(dt.LABEL)


class Requirement(_Requirement):
    """A requirement: its text, what makes it measurable, and what an agreed one is known by (ISO/IEC/IEEE 29148).

    ``verification`` says how it is shown to be met; ``activities`` are ids of the activities it is about (absent: all
    of the element); ``programme`` is the document it stands in; ``condition`` is what a machine can check of it
    (several must all hold).
    """

    text: str | NotKnown = attribute(dt.LABEL)
    metric: str | NotKnown = attribute(dt.LABEL)
    target: str | NotKnown = attribute(dt.LABEL)
    due: SoftDate = attribute(dt.DATE)
    priority: str | NotKnown = attribute(dt.LABEL)
    version: str | NotKnown = attribute(dt.LABEL)
    rationale: str | NotKnown = attribute(dt.LABEL)
    verification: str | NotKnown = attribute(dt.LABEL)
    activities: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    programme = cast(RequirementsProgramme | None, LeanReference(RequirementsProgramme, knowable=False))
    condition = cast(tuple[Condition, ...], LeanReference(Condition, many=True, knowable=False))


class Recommendation(Requirement):
    """Aanbeveling of a reviewer."""


class Risk(_Assessment):
    """What may go wrong, as the source judges it."""

    likelihood: str | NotKnown = attribute(dt.LABEL)
    impact: str | NotKnown = attribute(dt.LABEL)


class ReviewFinding(_Assessment):
    """Bevinding of a reviewer; findings of this tool are another thing."""


class Capability(_Capability):
    """What an organisation can do, how well, what is wanted of it, and what it is needed for."""

    maturity: str | NotKnown = attribute(Maturity)
    ambition: str | NotKnown = attribute(Ambition)
    needed_for = cast(tuple[Need, ...], LeanReference(Need, many=True, knowable=False))


class ImplementationEvent(_Event):
    """An event with its day."""

    date: SoftDate = attribute(dt.DATE)


class Value(_Value):
    """A worth; ``amount`` where it is money."""

    amount: Quantity | NotKnown = attribute(dt.QUANTITY)


class CostItem(Value):
    """Kostenpost: an ``amount`` that is paid, in a year, once, or over the period ``start``..``end``.

    ``pays_for`` names what it is an extra cost of. ``whole_of`` names what it is the whole cost of: what those things,
    or other cost items, say about their own cost lies within it and is not counted again.
    """

    basis: str | NotKnown = attribute(CostBasis)
    cost_status: str | NotKnown = attribute(CostStatus)
    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    pays_for = cast(tuple[Element, ...], LeanReference(Element, many=True))
    whole_of = cast(tuple[Element, ...], LeanReference(Element, many=True, knowable=False))


class PassThroughScenario(_Assessment):
    """Doorbelasting: what passing on the cost of ``base`` would come to, for one choice of what nobody decided.

    ``fraction`` of the base is spread over the years ``start``..``end`` (evenly, or by ``spread``: a share per year)
    and divided over ``streams`` (absent: all of the model) by ``allocation_key``; ``weights`` stand in the order of
    the streams. ``leaving`` are streams that no longer pay later on.
    """

    base = cast(Element, LeanReference(Element, required=True, knowable=False))
    fraction: Fraction | NotKnown = attribute(dt.FRACTION)
    start: SoftDate = attribute(dt.DATE)
    end: SoftDate = attribute(dt.DATE)
    spread: tuple[Fraction | Unknown, ...] = attribute(dt.FRACTION, many=True)
    allocation_key: str | NotKnown = attribute(AllocationKey)
    weights: tuple[Decimal, ...] = attribute(dt.NUMBER, many=True, knowable=False)
    streams = cast(tuple[MessageStream, ...], LeanReference(MessageStream, many=True, knowable=False))
    leaving = cast(tuple[MessageStream, ...], LeanReference(MessageStream, many=True, knowable=False))


class Activity(LeanObject, metaclass=LeanClass):
    """One responsibility dimension; inner ones stand for their leaves."""

    eClass: ClassVar[EClass]  # noqa: N815
    id: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    label: str = attribute(dt.LABEL, knowable=False, default="")
    layers: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    client_side: bool = attribute(dt.BOOLEAN, knowable=False, default=False)

    if TYPE_CHECKING:
        part_of: Activity | None


Activity.eClass.eSuperTypes.clear()
add_feature(Activity, "part_of", LeanReference(Activity, knowable=False))
add_feature(Condition, "activities", LeanReference(Activity, many=True, knowable=False))
add_feature(Need, "activity", LeanReference(Activity, required=True, knowable=False))
add_feature(Asset, "takeover_terms", LeanReference(Requirement, many=True, knowable=False))


class Applicability(LeanObject, metaclass=LeanClass):
    """One row of the matrix: which leaf activities a kind of element needs and which it may have."""

    kind: str = attribute(dt.TEXT, knowable=False, key=True, default="")
    required: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    optional: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)


Applicability.eClass.eSuperTypes.clear()


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

    contract = cast(Contract | None, LeanReference(_archimate("Contract"), knowable=False))
    own: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    parties = cast(tuple[Element, ...], LeanReference(Element, many=True, knowable=False))
    subject = cast(Element | None, LeanReference(Concept, knowable=False))
    selector_type: str = attribute(dt.TEXT, knowable=False, default="")
    selector_under = cast(Element | None, LeanReference(Element, knowable=False))
    activity = cast(Activity, LeanReference(Activity, required=True, knowable=False))
    effect: str = attribute(Effect, knowable=False, default="include")
    role: str = attribute(Role, knowable=False, default="R")
    joint: bool = attribute(dt.BOOLEAN, knowable=False, default=False)
    valid_from: SoftDate = attribute(dt.DATE)
    valid_until: SoftDate = attribute(dt.DATE)
    plateaus = cast(tuple[Plateau, ...], LeanReference(_archimate("Plateau"), many=True, knowable=False))
    propagate: str = attribute(Propagation, knowable=False, default="standaard")
    value: Quantity | NotKnown = attribute(dt.QUANTITY)
    open_list: bool = attribute(dt.BOOLEAN, knowable=False, default=False)


class ClosureStatement(Statement):
    """It is known that no contract covers this: silence then means the owner is responsible, implicitly."""

    element = cast(Element | None, LeanReference(Element, knowable=False))
    activity = cast(Activity | None, LeanReference(Activity, knowable=False))
    contract = cast(Contract | None, LeanReference(_archimate("Contract"), knowable=False))
    plateaus = cast(tuple[Plateau, ...], LeanReference(_archimate("Plateau"), many=True, knowable=False))


class OpenQuestion(Statement):
    """What the sources do not say, about concepts or, as ``id.attribute``, about their attributes.

    Put for some plateaus only, an attribute is unknown there even if it has a value elsewhere.
    """

    text: str = attribute(dt.LABEL, knowable=False, default="")
    about = cast(tuple[Concept, ...], LeanReference(Concept, many=True, knowable=False))
    attributes: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    plateaus = cast(tuple[Plateau, ...], LeanReference(_archimate("Plateau"), many=True, knowable=False))


class TermConflict(Statement):
    """Two terms for one thing, or one for two; ``readings`` keeps each wording, its source is in ``sources``."""

    text: str = attribute(dt.LABEL, knowable=False, default="")
    about = cast(tuple[Concept, ...], LeanReference(Concept, many=True, knowable=False))
    readings: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)


class Waiver(Statement):
    """Somebody decided to live with what a rule finds about these subjects, for a reason and perhaps for a while."""

    rule: str = attribute(dt.TEXT, knowable=False, default="")
    subjects: tuple[str, ...] = attribute(dt.TEXT, many=True, knowable=False)
    plateaus = cast(tuple[Plateau, ...], LeanReference(_archimate("Plateau"), many=True, knowable=False))
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

for _enumeration in (
    ContractKind, ContractStatus, PartyCapacity, PlateauLabel, Maturity, Ambition, Effect, Role, Propagation, CostBasis,
    CostStatus, AllocationKey,
):  # fmt: skip
    eClass.eClassifiers.append(_enumeration.datatype)
