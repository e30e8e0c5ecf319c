"""Every amount a model states or says it does not know: cost items, and the money of contracts, tenders and work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ea_model.metamodel.archimate import Aggregation, Composition, Concept, Element, Realization
from ea_model.metamodel.contract import Arrangement, Contract, ContractStatus, CostItem, InHouse, Tender, WorkPackage
from ea_model.model import Model
from ea_model.questions.costs.money import Basis, Money, money_of, years_of
from ea_model.scope.open_questions import NO_UNKNOWNS, UnknownsAt
from ea_model.values import NotApplicable, Quantity, Unknown


class Group(Enum):
    """What sort of thing an amount is for."""

    CONTRACT_PLANNED = "contract_planned"
    CONTRACT_CURRENT = "contract_current"
    PROGRAMME = "programme"
    OTHER = "other"


@dataclass(frozen=True, slots=True, eq=False)
class CostLine:
    """One amount: where it stands (``element`` and ``attribute``), what it pays for, and how much or that nobody knows.

    ``money`` is None when it is unknown; ``item`` is then the open question, empty when there is none. ``silent``: the
    model does not even say that it is unknown. ``whole_of``: ids of lines that lie within this one.
    """

    element: Element
    attribute: str
    money: Money | None
    group: Group
    item: str = ""
    silent: bool = False
    basis: Basis | None = None
    """What an unknown amount is counted in, where that is known."""
    about: tuple[Element, ...] = ()
    """Contracts, work packages or elements it pays for."""
    whole_of: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Where the amount stands: ``element.attribute``."""
        return _line_id(self.element, self.attribute)

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """The contracts among what it pays for."""
        return tuple(e for e in self.about if isinstance(e, Contract))


def _line_id(element: Element, attribute: str) -> str:
    return f"{element.id}.{attribute}"


def lines_of(model: Model, unknowns: UnknownsAt = NO_UNKNOWNS) -> tuple[CostLine, ...]:
    """Every line of a model, by id, as it is under ``unknowns``. `MoneyError` when an amount cannot be computed with.

    Of a contract ``value`` counts, else ``price``. A contract that states neither is a silent line, whatever its parts
    state, unless it is an arrangement or in-house, of which nobody promised that money is paid for it.
    """
    items = (item for item in model.by_kind(CostItem) if not isinstance(item.amount, NotApplicable))
    lines = [*(_of_item(i, unknowns) for i in items), *_of_contracts(model, unknowns), *_of_work(model, unknowns)]
    return tuple(sorted(lines, key=lambda line: line.id))


def _of_item(item: CostItem, unknowns: UnknownsAt) -> CostLine:
    amount = unknowns.value(item, "amount")
    about = (*_known(item.pays_for), *item.whole_of)
    money = _money(amount, years_of(item.start, item.end))
    basis = next((b for b in Basis if b.value and b.value == item.basis), None)
    return CostLine(
        item, "amount", money, _group(about), _item(amount), money is None and amount is None, basis, about,
        tuple(_line_id(e, name) for e in item.whole_of for name in ("amount", "cost", "price", "value")),
    )  # fmt: skip


def _of_contracts(model: Model, unknowns: UnknownsAt) -> Iterator[CostLine]:
    for contract in model.contracts:
        parts = _values_of(c for c in parts_of(model, contract) if isinstance(c, Contract))
        stated = [(name, unknowns.value(contract, name)) for name in ("value", "price")]
        amounts = [(name, value) for name, value in stated if isinstance(value, Quantity)]
        unknown = [(name, value) for name, value in stated if isinstance(value, Unknown)]
        group = _group((contract,))
        if amounts:
            name, value = amounts[0]
            yield CostLine(contract, name, money_of(value), group, about=(contract,), whole_of=parts)
        elif unknown:
            name, missing = unknown[0]
            yield CostLine(contract, name, None, group, missing.item, about=(contract,), whole_of=parts)
        elif not isinstance(contract, (Arrangement, InHouse)) and not _is_not_applicable(stated):
            yield CostLine(contract, "value", None, group, silent=True, about=(contract,), whole_of=parts)


def _of_work(model: Model, unknowns: UnknownsAt) -> Iterator[CostLine]:
    """The cost of work packages, and the value of tenders."""
    for work in model.by_kind(WorkPackage):
        if isinstance(work, Tender):
            yield from _of_tender(model, work, unknowns)
        cost = unknowns.value(work, "cost")
        if isinstance(cost, (Quantity, Unknown)):
            parts = tuple(_line_id(w, "cost") for w in parts_of(model, work) if isinstance(w, WorkPackage))
            money = _money(cost, years_of(work.start, work.end))
            item, about = _item(cost), (work,)
            yield CostLine(work, "cost", money, Group.PROGRAMME, item, basis=Basis.ONCE, about=about, whole_of=parts)


def _of_tender(model: Model, tender: Tender, unknowns: UnknownsAt) -> Iterator[CostLine]:
    """What was estimated for the contracts it leads to, as long as one of these does not say its own value."""
    contracts = _led_to(model, tender)
    if contracts and all(isinstance(unknowns.value(c, "value"), Quantity) for c in contracts):
        return
    about = contracts or (tender,)
    value = unknowns.value(tender, "value")
    if isinstance(value, Quantity) or (isinstance(value, Unknown) and not contracts):
        money, whole_of = _money(value, None), _values_of(contracts)
        yield CostLine(tender, "value", money, _group(about), _item(value), about=about, whole_of=whole_of)


def _values_of(contracts: Iterable[Contract]) -> tuple[str, ...]:
    return tuple(_line_id(c, name) for c in contracts for name in ("price", "value"))


def parts_of(model: Model, whole: Element) -> Iterator[Concept]:
    """What it composes or aggregates."""
    yield from (r.target for r in model.outgoing(whole) if isinstance(r, (Composition, Aggregation)))


def _led_to(model: Model, tender: Tender) -> tuple[Contract, ...]:
    targets = (r.target for r in model.outgoing(tender) if isinstance(r, Realization))
    return tuple(t for t in targets if isinstance(t, Contract))


def _group(about: Iterable[Element]) -> Group:
    """Planned goes before current: an amount for both is about what is still to come."""
    kinds = {e.contract_status == ContractStatus.PLANNED for e in about if isinstance(e, Contract)}
    if kinds:
        return Group.CONTRACT_PLANNED if True in kinds else Group.CONTRACT_CURRENT
    return Group.PROGRAMME if any(isinstance(e, WorkPackage) for e in about) else Group.OTHER


def _known(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    return tuple(e for e in elements if isinstance(e, Element))


def _money(value: object, years: tuple[int, int] | None) -> Money | None:
    return money_of(value, years) if isinstance(value, Quantity) else None


def _item(value: object) -> str:
    return value.item if isinstance(value, Unknown) else ""


def _is_not_applicable(stated: Sequence[tuple[str, object]]) -> bool:
    return any(isinstance(value, NotApplicable) for _, value in stated)


def about_of(model: Model, element: Element) -> frozenset[str]:
    """Ids of what a contract or a programme consists of: its parts, and the contracts that its tenders lead to."""
    ids: set[str] = set()
    waiting: list[Concept] = [element]
    while waiting:
        concept = waiting.pop()
        if concept.id in ids or not isinstance(concept, Element):
            continue
        ids.add(concept.id)
        if isinstance(concept, (Contract, WorkPackage)):
            waiting += [p for p in parts_of(model, concept) if isinstance(p, (Contract, WorkPackage))]
        if isinstance(concept, Tender):
            waiting += _led_to(model, concept)
    return frozenset(ids)
