"""Rules about what an agreement leaves open: service level, exit, data, duties, law, what was decided or advised."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ea_model.metamodel.archimate import Access, Association, Concept, Criticality, Element, Realization
from ea_model.metamodel.contract import (
    Contract,
    DataSet,
    Decision,
    DecisionStatus,
    FollowUp,
    ImplementationEvent,
    Legality,
    Licence,
    Obligation,
    Recommendation,
    ServiceLevel,
    WorkPackage,
)
from ea_model.questions.agenda import reference_day
from ea_model.questions.agenda.wording import date_words
from ea_model.rules import Finding, Rule
from ea_model.rules.goals import is_known
from ea_model.rules.names import name_of, names_of
from ea_model.scope import Scope, contract_scope
from ea_model.values import FuzzyDate, SoftDate


def _contracts(scope: Scope) -> Iterator[Contract]:
    """The contracts of the situation under which somebody has anything."""
    contracts = (provider.contract for provider in scope.providers.values())
    yield from (c for c in contracts if c is not None and scope.facts.existence(c))


def _critical_objects(scope: Scope, contract: Contract) -> list[Element]:
    """What of the scope of a contract is critical."""
    cells = contract_scope(scope, contract).cells()
    return list(dict.fromkeys(e for e, _ in cells if e.criticality == Criticality.CRITICAL))


def _neighbours(scope: Scope, concept: Concept, kind: type[Element]) -> list[Element]:
    """What of a kind is associated with a concept, realizes it or is realized by it, either way round."""
    model = scope.model
    ends = [(r, r.target) for r in model.outgoing(concept)] + [(r, r.source) for r in model.incoming(concept)]
    return [
        end
        for relation, end in ends
        if isinstance(relation, (Association, Realization)) and isinstance(end, kind) and scope.facts.existence(end)
    ]


def _service_level(scope: Scope) -> Iterator[Finding]:
    """What is critical is covered by a contract that says how well it has to be done, where the model has levels."""
    if not scope.model.by_kind(ServiceLevel):
        return
    for contract in _contracts(scope):
        if not _neighbours(scope, contract, ServiceLevel) and (elements := _critical_objects(scope, contract)):
            yield Finding("SLA", contract.id, {"contract": name_of(contract), "elements": names_of(elements)})


def _exit(scope: Scope) -> Iterator[Finding]:
    """What is critical and hard to place elsewhere has a way out."""
    for contract in _contracts(scope):
        if not is_known(contract.replaceability) or is_known(contract.exit_plan):
            continue
        if elements := _critical_objects(scope, contract):
            yield Finding("EXIT", contract.id, {"contract": name_of(contract), "elements": names_of(elements)})


def _data_roles(scope: Scope) -> Iterator[Finding]:
    """Of personal data it is known who is controller, and who processes what a contract touches."""
    for data in scope.model.by_kind(DataSet):
        if not scope.facts.existence(data) or data.personal_data is not True:
            continue
        if not is_known(data.controller):
            yield Finding("DATAROLE", data.id, {"data": name_of(data)})
        for user in _users_under_contract(scope, data) if not data.processors else ():
            values = {"data": name_of(data), "element": name_of(user)}
            yield Finding("DATAROLE", data.id, values, detail=user.id, sentence="RuleVariant.DATAROLE_processor")


def _users_under_contract(scope: Scope, data: DataSet) -> Iterator[Element]:
    """What reaches the data and is led by somebody under a contract."""
    for relation in scope.model.incoming(data):
        user = relation.source
        reaches = isinstance(relation, Access) and isinstance(user, Element) and scope.facts.existence(relation)
        if reaches and any(not lead.provider.own for cell in scope.cells(user) for lead in cell.leads):
            yield user


def _legality(scope: Scope) -> Iterator[Finding]:
    """A contract that is not as the law asks is followed by one that is."""
    replaced = {old for contract in scope.model.contracts for old in contract.replaces if isinstance(old, Contract)}
    for contract in scope.model.contracts:
        doubtful = contract.legality in (Legality.UNLAWFUL, Legality.DISPUTED)
        if doubtful and contract not in replaced and scope.facts.existence(contract):
            yield Finding("LEGALITY", contract.id, {"contract": name_of(contract)})


def _duties(scope: Scope) -> Iterator[Finding]:
    """An obligation has somebody who must, and a day; once that is past, something shows that it was done."""
    day = scope.moment.day or reference_day(scope.model)
    for duty in scope.model.by_kind(Obligation):
        if not scope.facts.existence(duty):
            continue
        values = {"duty": name_of(duty)}
        if not is_known(duty.obligor) or not isinstance(duty.due, FuzzyDate):
            yield Finding("DUTY", duty.id, values)
        elif day is not None and duty.due.latest < day and not is_known(duty.evidence):
            values["due"] = partial(date_words, duty.due)
            yield Finding("DUTY", duty.id, values, sentence="RuleVariant.DUTY_late")


def _decisions(scope: Scope) -> Iterator[Finding]:
    """A decision that stands says when it was taken and by whom."""
    for decision in scope.model.by_kind(Decision):
        stands = decision.decision_status in (None, DecisionStatus.TAKEN)
        if stands and not (isinstance(decision.date, FuzzyDate) and decision.taken_by):
            yield Finding("DECISION", decision.id, {"decision": name_of(decision)})


def _follow_up(scope: Scope) -> Iterator[Finding]:
    """Where a model follows up advice at all, it says of each what became of it."""
    followed = {advice.id for entry in scope.model.by_kind(FollowUp) for advice in entry.advice}
    for advice in scope.model.by_kind(Recommendation) if followed else ():
        if advice.id not in followed:
            yield Finding("FOLLOWUP", advice.id, {"advice": name_of(advice)})


def _delays(scope: Scope) -> Iterator[Finding]:
    """What certainly came later than was planned."""
    for concept in (e for kind in (Contract, WorkPackage, ImplementationEvent) for e in scope.model.by_kind(kind)):
        for planned, actual in _planned_and_actual(concept):
            if not isinstance(planned, FuzzyDate) or not isinstance(actual, FuzzyDate):
                continue
            if actual.earliest > planned.latest and actual.precision != "open":
                values = {
                    "element": name_of(concept), "planned": partial(date_words, planned),
                    "actual": partial(date_words, actual),
                }  # fmt: skip
                yield Finding("DELAY", concept.id, values, detail=str(actual))


def _planned_and_actual(concept: Element) -> Iterator[tuple[SoftDate, SoftDate]]:
    if isinstance(concept, (Contract, WorkPackage)):
        yield concept.planned_start, concept.start
        yield concept.planned_end, concept.end
    elif isinstance(concept, ImplementationEvent):
        yield concept.planned, concept.date


def _licences(scope: Scope) -> Iterator[Finding]:
    """Of a licence it is known from whom it is, how long it lasts and whether another may take it over."""
    for licence in scope.model.by_kind(Licence):
        answers = (is_known(licence.licensor), is_known(licence.transferable), isinstance(licence.expires, FuzzyDate))
        if scope.facts.existence(licence) and not all(answers):
            yield Finding("LICENCE", licence.id, {"licence": name_of(licence)})


RULES = (
    Rule("SLA", _service_level),
    Rule("EXIT", _exit),
    Rule("DATAROLE", _data_roles),
    Rule("LEGALITY", _legality),
    Rule("DUTY", _duties),
    Rule("DECISION", _decisions, always=True),
    Rule("FOLLOWUP", _follow_up, always=True),
    Rule("DELAY", _delays, always=True),
    Rule("LICENCE", _licences),
)
