"""What is hit when an element fails, a contract ends or a party leaves, with the reason of every line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ea_model.questions.impact import NO_RULE, Cause, Customer, Impact, ImpactHit, Lost, ServiceLoss, Volume
from ea_model.scope import Scope
from ea_model.values import Provenance, Quantity, number
from ea_model.values.formatting import DOWN, UP, measure_words
from ea_model.values.formatting import number as formatted
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.derive import chain_text, sureness
from ea_model.views.answers.shared.common import (
    activity_name,
    cell_data,
    element_data,
    grid,
    lead_data,
    moment_data,
    moment_text,
    name,
)
from ea_model.views.answers.shared.structs import (
    CellData,
    Data,
    ElementData,
    LeadData,
    MomentData,
    RuleOfDerivation,
    note,
    one_of,
)
from ea_model.views.words.kinds import name_of
from ea_model.words import label, label_of


class HitData(Data):
    """An element that is reached, and why."""

    element: ElementData
    certain: Annotated[bool, note("Valid derivation rules alone carry the path.")]
    rules: list[RuleOfDerivation]
    path: Annotated[list[str], note("Ids of relations, from what failed.")]


class EndingData(Data):
    """A contract that ends, wholly or in part."""

    contract: str
    wholly: Annotated[bool, note("Nobody else carries it out.")]


class ServiceLossData(Data):
    """What is lost of a cell."""

    cell: CellData
    lost: Lost
    parts: list[LeadData]


class ContractConcern(Data):
    """A contract and its elements that are hit."""

    contract: str
    elements: list[str]


class CustomerData(Data):
    """A customer that is hit."""

    element: ElementData
    streams: Annotated[list[str], note("Of which they are a recipient.")]
    hit: HitData | None
    volumes: Annotated[list[VolumeData], note("Bounds of what they get of them; the split over recipients is unknown.")]


class StreamData(Data):
    """A stream that is hit."""

    id: str
    volume: Annotated[str | None, note("As the model writes it.")]


class VolumeData(Data):
    """How many messages are hit, by unit."""

    low: str
    high: str | None
    approximate: bool
    unit: str
    per: str
    streams: list[str]


class ImpactAnswer(ModelAnswer, tag="impact"):
    """ea impact"""

    moment: MomentData
    cause: Cause
    subject: ElementData
    via: Annotated[
        list[
            Annotated[
                str, one_of("Assignment", "Realization", "Serving", "Triggering", "Flow", "Composition", "Aggregation")
            ]
        ],
        note(
            "The types of relations the failure was followed along; empty where that was every type it travels along."
        ),
    ]
    endings: list[EndingData]
    losses: list[ServiceLossData]
    failed: Annotated[list[ElementData], note("Where the failure starts.")]
    cells: Annotated[list[CellData], note("Of what fails, those somebody answers for.")]
    hits: list[HitData]
    contracts: list[ContractConcern]
    customers: list[CustomerData]
    streams: list[StreamData]
    volumes: Annotated[list[VolumeData], note("One sum for each unit and period.")]
    unmeasured: Annotated[list[str], note("Streams of unknown volume; every sum is at least what it says.")]
    unnamed_recipients: Annotated[
        list[str], note("Streams with recipients nobody has named; the customers are not all there.")
    ]

    def outcome(self) -> Outcome:
        return FOUND if self.hits or self.losses else Outcome.of(OutcomeKind.EMPTY, "Impact.nothing")


def data(scope: Scope, impact: Impact) -> ImpactAnswer:
    """Everything that is hit."""
    return ImpactAnswer(
        model=model_data(scope.model),
        moment=moment_data(scope),
        cause=impact.cause,
        subject=element_data(impact.subject),
        via=list(impact.via),
        endings=[EndingData(contract=e.contract.id, wholly=e.wholly) for e in impact.endings],
        losses=[
            ServiceLossData(cell=cell_data(x.cell), lost=x.lost, parts=[lead_data(p) for p in x.parts])
            for x in impact.losses
        ],
        failed=[element_data(e) for e in impact.failed],
        cells=[cell_data(c) for c in impact.cells],
        hits=[_hit(h) for h in impact.hits],
        contracts=[
            ContractConcern(contract=c.contract.id, elements=[e.id for e in c.elements]) for c in impact.contracts
        ],
        customers=[
            CustomerData(
                element=element_data(c.who),
                streams=[s.id for s in c.streams],
                hit=_hit(c.hit) if c.hit else None,
                volumes=[_volume(v) for v in c.volumes],
            )
            for c in impact.customers
        ],
        streams=[
            StreamData(id=s.id, volume=str(s.volume) if isinstance(s.volume, Quantity) else None)
            for s in impact.streams
        ],
        volumes=[_volume(v) for v in impact.volumes],
        unmeasured=[s.id for s in impact.unmeasured],
        unnamed_recipients=[s.id for s in impact.unnamed],
    )


def _hit(hit: ImpactHit) -> HitData:
    return HitData(
        element=element_data(hit.element), certain=hit.certain, rules=list(hit.rules), path=[r.id for r in hit.path]
    )


def _volume(volume: Volume) -> VolumeData:
    total = volume.total
    return VolumeData(
        low=number(total.low),
        high=number(total.high) if total.high is not None else None,
        approximate=total.approximate,
        unit=volume.unit,
        per=volume.per,
        streams=[s.id for s in volume.streams],
    )


def text(scope: Scope, impact: Impact, lang: str) -> str:
    """The same for a person, part by part; a part without lines is left out."""
    lines = [label(f"Cause.{impact.cause.name}", lang, who=name(impact.subject, lang)), moment_text(scope, lang)]
    lines += [only_along(impact, lang)] if impact.via else []
    for part in (_endings, _losses, _answering, _hits, _contracts, _customers, _volumes):
        part_lines = list(part(scope, impact, lang))
        if part_lines:
            lines += ["", *part_lines]
    if not impact.hits and not impact.losses:
        lines += ["", label("Impact.nothing", lang)]
    return "\n".join(lines)


def only_along(impact: Impact, lang: str) -> str:
    """That not every type of relation was followed, and which ones were."""
    return label("Impact.via", lang, kinds=", ".join(name_of(kind, lang) for kind in impact.via))


def _endings(_scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    for ending in impact.endings:
        key = "Impact.ends" if ending.wholly else "Impact.goes_on"
        yield label(key, lang, contract=ending.contract.id, name=name(ending.contract, lang))


def _losses(scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    if impact.losses:
        rows = [_loss(scope, x, lang) for x in impact.losses]
        yield label("Impact.losses", lang, count=len(impact.losses))
        yield grid(
            rows,
            [label(f"Answer.{h}", lang) for h in ("element", "activity")]
            + [label(f"Impact.{h}", lang) for h in ("lost", "whose")],
        )


def _loss(scope: Scope, loss: ServiceLoss, lang: str) -> list[str]:
    parts = [", ".join(name(p, lang) for p in part.parties) or part.provider.label(lang) for part in loss.parts]
    return [
        name(loss.cell.element, lang),
        activity_name(scope, loss.cell.activity, lang),
        label_of(loss.lost, lang),
        "; ".join(dict.fromkeys(parts)),
    ]


def _answering(scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    if impact.cause is Cause.ELEMENT and impact.cells:
        rows = [
            [name(c.element, lang), activity_name(scope, c.activity, lang), label_of(c.status, lang),
             ", ".join(name(p, lang) for p in c.responsible)]
            for c in impact.cells
        ]  # fmt: skip
        yield label("Impact.answering", lang)
        yield grid(rows, [label(f"Answer.{h}", lang) for h in ("element", "activity", "status", "who")])


def _hits(_scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    if impact.hits:
        certain = sum(1 for h in impact.hits if h.certain)
        rows = [
            [
                name(h.element, lang),
                h.element.kind,
                sureness(h.certain, lang),
                _rules(h, lang),
                _path(impact, h, lang),
            ]
            for h in impact.hits
        ]
        yield label("Impact.hits", lang, count=len(impact.hits), certain=certain)
        yield grid(
            rows,
            [label(f"Answer.{h}", lang) for h in ("element", "kind")]
            + [label(f"Derive.{h}", lang) for h in ("sureness", "rules", "chain")],
        )


def _rules(hit: ImpactHit, lang: str) -> str:
    rules = [label("Impact.no_rule", lang) if rule == NO_RULE else rule for rule in hit.rules]
    if any(relation.provenance is not Provenance.STATED for relation in hit.path):
        rules.append(label("Impact.reading", lang))
    return ", ".join(rules)


def _path(impact: Impact, hit: ImpactHit, lang: str) -> str:
    ends = (hit.path[0].source, hit.path[0].target)
    start = next(e for e in impact.failed if e in ends)
    return chain_text(start, hit.path, lang)


def _contracts(_scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    if impact.contracts:
        yield label("Impact.contracts", lang)
        for concern in impact.contracts:
            yield f"  {concern.contract.id}: {', '.join(name(e, lang) for e in concern.elements)}"


def _customers(_scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    if impact.customers:
        yield label("Impact.customers", lang)
        yield from (f"  {name(c.who, lang)}: {_why(c, lang)}" for c in impact.customers)
    if impact.unnamed:
        yield label("Impact.unnamed", lang, streams=", ".join(name(s, lang) for s in impact.unnamed))


def _why(customer: Customer, lang: str) -> str:
    reasons = [name(s, lang) for s in customer.streams]
    reasons += [label("Impact.gets", lang, amount=_amount(volume, lang)) for volume in customer.volumes]
    if customer.hit is not None:
        reasons.append(f"{label('Impact.reached', lang)} ({sureness(customer.hit.certain, lang)})")
    return "; ".join(reasons)


def _amount(volume: Volume, lang: str) -> str:
    """A sum with its bounds, unit and period: less than what goes to others too, at most what is a range from 0."""
    amount = volume.total.known
    low = formatted(amount.low, lang, None, DOWN)
    if amount.high is None:
        body = f"≥ {low}"
    elif amount.low == amount.high:
        body = low
    else:
        high = formatted(amount.high, lang, None, UP)
        shared = amount.high_open and amount.low == 0
        body = label("Impact.less", lang, amount=high) if shared else f"{low} – {high}"
    circa = f"{label('Impact.circa', lang)} " if volume.total.approximate and amount.low == amount.high else ""
    return f"{circa}{body} {measure_words(volume.unit, volume.per, lang)}".strip()


def _volumes(_scope: Scope, impact: Impact, lang: str) -> Iterator[str]:
    for volume in impact.volumes:
        least = "≥ " if impact.unmeasured else ""
        unknown = " + " + label("Status.UNKNOWN", lang) if impact.unmeasured else ""
        amount = f"{least}{_amount(volume, lang)}{unknown}"
        yield label("Impact.volume", lang, amount=amount, count=len(volume.streams))
    if impact.unmeasured:
        yield label("Impact.unmeasured", lang, streams=", ".join(name(s, lang) for s in impact.unmeasured))
