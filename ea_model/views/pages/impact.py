"""Impact: what is hit when an element fails, a contract ends or a party leaves, with the chain behind every line."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.metamodel.contract import Contract
from ea_model.questions.impact import (
    KINDS,
    NO_RULE,
    Cause,
    Customer,
    Impact,
    ImpactHit,
    ServiceLoss,
    contract_ends,
    element_fails,
    party_leaves,
)
from ea_model.views.answers.derive import chain_text, sureness
from ea_model.views.answers.impact import only_along
from ea_model.views.pages.shared import address, drawn, tables, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_panel
from ea_model.views.pages.shared.map_component import architecture_map
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.words.kinds import name_of
from ea_model.words import label

_CAUSES = ("element", "contract", "party")
_SURE = ("all", "certain")


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("impact"), anchor=False)
    st.caption(ctx.say("asked_for", moment=text.escape(ctx.names.moment())))
    cause = address.switch(ctx.say("what_happens"), "cause", _CAUSES, _CAUSES[0], lambda c: ctx.say(f"cause_{c}"))
    subject = _subject(ctx, cause)
    if subject is None:
        st.info(ctx.say(f"no_cause_{cause}"))
        return
    via = _followed(ctx)
    impact = ctx.cached(("impact", cause, subject.id, *via), lambda: _impact(ctx, cause, subject, via))
    _headline(ctx, impact)
    if not impact.hits and not impact.losses:
        st.info(ctx.say("nothing_hit_along" if via else "nothing_hit"), icon=":material/check_circle:")
    _losses(ctx, impact)
    _calls(ctx, impact)
    _map(ctx, impact)
    _hits(ctx, impact)
    _others(ctx, impact)


def _subject(ctx: PageContext, cause: str) -> Element | None:
    """What fails, ends or leaves: what the address names, else the first there is."""
    if cause == "contract":
        options: list[Element] = list(ctx.model.contracts)
        name, default = "contract", ctx.contract
    else:
        options = _parties(ctx) if cause == "party" else ctx.names.sort(ctx.model.elements)
        name, default = "el" if cause == "element" else "party", _busiest(ctx) if cause == "element" else ""
    by_id = {e.id: e for e in options}
    if not by_id:
        return None
    default = default if default in by_id else next(iter(by_id))

    def title(code: str) -> str:
        return f"{ctx.names.of(by_id[code])} ({ctx.names.kind(by_id[code])})"

    if cause == "contract":  # the sidebar asks for it already
        return by_id[address.value("contract") if address.value("contract") in by_id else default]
    code = address.choose(ctx.say(f"cause_subject_{cause}"), name, list(by_id), default, title)
    return by_id[code]


def _followed(ctx: PageContext) -> tuple[str, ...]:
    """The types of relations to follow, of those this model has; none chosen means all."""

    def ask() -> list[str]:
        types = {archimate_type(type(r)) for r in ctx.model.relations}
        return [kind for kind in KINDS if kind in types]

    kinds = ctx.cached(("travelled",), ask)
    if len(kinds) < 2:
        return ()
    words = {"help": ctx.say("followed_help")}
    return tuple(address.several(ctx.say("followed"), "via", kinds, lambda kind: name_of(kind, ctx.lang), **words))


def _busiest(ctx: PageContext) -> str:
    """The element most others hang on: what to show before anybody has asked."""

    def ask() -> str:
        elements = ctx.scope.index.elements
        return max(elements, key=lambda e: (len(ctx.model.outgoing(e)), e.id)).id if elements else ""

    return ctx.cached(("busiest",), ask)


def _parties(ctx: PageContext) -> list[Element]:
    """Everybody who is a party to a contract or does something by a statement."""
    parties: dict[str, Element] = {}
    for contract in ctx.model.contracts:
        parties |= {p.who.id: p.who for p in contract.parties}
    for statement in ctx.model.statements:
        parties |= {p.id: p for p in statement.parties}
    return ctx.names.sort(parties.values())


def _impact(ctx: PageContext, cause: str, subject: Element, via: tuple[str, ...]) -> Impact:
    if cause == "contract" and isinstance(subject, Contract):
        return contract_ends(ctx.scope, subject, via)
    return party_leaves(ctx.scope, subject, via) if cause == "party" else element_fails(ctx.scope, subject, via)


def _headline(ctx: PageContext, impact: Impact) -> None:
    """What happens, in a sentence, and how much of it there is."""
    cause = label(f"Cause.{impact.cause.name}", ctx.lang, who=ctx.names.of(impact.subject))
    st.header(text.escape(cause), anchor=False)
    certain = sum(hit.certain for hit in impact.hits)
    numbers = {
        "hit_certain": certain,
        "hit_possible": len(impact.hits) - certain,
        "hit_contracts": len(impact.contracts),
        "hit_customers": len(impact.customers),
    }
    if impact.cause is not Cause.ELEMENT:
        numbers = {"cells_lost": len(impact.losses), **numbers}
    with st.container(horizontal=True, gap="small"):
        for key, value in numbers.items():
            st.metric(ctx.say(key), value, border=True, width="content")
    if impact.via:
        st.caption(text.escape(only_along(impact, ctx.lang)))
    for ending in impact.endings:
        key = "Impact.ends" if ending.wholly else "Impact.goes_on"
        st.markdown(text.escape(label(key, ctx.lang, contract=ending.contract.id, name=ctx.names.of(ending.contract))))


def _map(ctx: PageContext, impact: Impact) -> None:
    """Every chain at once; the table below it says the same in words."""
    if not impact.hits and not impact.losses:
        return
    option = {Cause.ELEMENT: "element", Cause.CONTRACT: "contract", Cause.PARTY: "party"}[impact.cause]
    diagram, svg = drawn.picture(ctx, "impact", {option: impact.subject.id, "via": ",".join(impact.via)})
    architecture_map(svg, diagram, key="impact map", lang=ctx.lang, selected=address.value("hit"), to="hit")
    drawn.save(ctx, diagram)


def _losses(ctx: PageContext, impact: Impact) -> None:
    if impact.losses:
        st.header(text.escape(label("Impact.losses", ctx.lang, count=len(impact.losses))), anchor=False)
        header = [ctx.say("element"), ctx.say("activity"), ctx.say("loses"), ctx.say("whose_part")]
        rows = [_loss(ctx, loss) for loss in impact.losses]
        tables.of_elements(ctx, "losses", header, rows, [x.cell.element.id for x in impact.losses])
        tables.download(ctx, "impact-losses", [header, *rows], ctx.say("impact"))


def _loss(ctx: PageContext, loss: ServiceLoss) -> list[str]:
    who = [", ".join(ctx.names.of(p) for p in part.parties) or part.provider.label(ctx.lang) for part in loss.parts]
    cell = loss.cell
    return [
        ctx.names.of(cell.element),
        ctx.names.activity(cell.activity),
        ctx.word(loss.lost),
        "; ".join(dict.fromkeys(who)),
    ]


def _calls(ctx: PageContext, impact: Impact) -> None:
    """Whom to call when an element fails."""
    if impact.cause is not Cause.ELEMENT or not impact.cells:
        return
    st.header(ctx.say("whom_to_call"), anchor=False)
    header = [ctx.say(word) for word in ("element", "activity", "status", "who")]
    rows = [
        [
            ctx.names.of(c.element), ctx.names.activity(c.activity), ctx.word(c.status),
            ", ".join(ctx.names.of(p) for p in c.responsible),
        ]
        for c in impact.cells
    ]  # fmt: skip
    tables.plain(header, rows)


def _hits(ctx: PageContext, impact: Impact) -> None:
    """Everything reached, the chain beside it."""
    if not impact.hits:
        return
    st.header(ctx.say("what_is_hit"), anchor=False)
    sure = address.switch(
        ctx.say("sureness"), "sure", _SURE, _SURE[0], lambda s: ctx.say(f"sure_{s}"), label_visibility="collapsed"
    )
    hits = [h for h in impact.hits if sure == "all" or h.certain]
    header = [ctx.say("element"), ctx.say("kind"), ctx.say("sureness"), ctx.say("steps"), ctx.say("chain"),
              ctx.say("id")]  # fmt: skip
    rows = [
        [
            ctx.names.of(h.element), ctx.names.kind(h.element), sureness(h.certain, ctx.lang), str(len(h.path)),
            _chain(ctx, impact, h), h.element.id,
        ]
        for h in hits
    ]  # fmt: skip
    tables.of_rows(ctx, "hits", header, rows, [h.element.id for h in hits], "hit")
    tables.download(ctx, "-".join(("impact", impact.subject.id, *impact.via)), [header, *rows], ctx.say("impact"))
    picked = next((h for h in impact.hits if h.element.id == address.value("hit")), None)
    if picked is None:
        st.caption(ctx.say("pick_hit"))
        return
    left, right = st.columns((1.6, 1))
    with left, st.container(border=True):
        _path(ctx, impact, picked)
    with right, st.container(border=True):
        show_panel(ctx, picked.element)


def _start(impact: Impact, hit: ImpactHit) -> Element:
    ends = (hit.path[0].source, hit.path[0].target)
    return next(e for e in impact.failed if e in ends)


def _chain(ctx: PageContext, impact: Impact, hit: ImpactHit) -> str:
    return chain_text(_start(impact, hit), hit.path, ctx.lang)


def _path(ctx: PageContext, impact: Impact, hit: ImpactHit) -> None:
    """The chain step by step, in the verbs of the relations, with the rules that carry it."""
    st.subheader(ctx.say("why"), anchor=False)
    at = _start(impact, hit)
    lines = []
    for number, relation in enumerate(hit.path, 1):
        forwards = relation.source is at
        other = relation.target if forwards else relation.source
        verb = text.escape(text.verb(relation, ctx.lang, backwards=not forwards))
        lines.append(f"{number}. {ctx.names.md(at)} {verb} **{ctx.names.md(other)}** (`{relation.id}`)")
        at = other
    st.markdown("\n".join(lines))
    rules = [ctx.say("no_rule") if rule == NO_RULE else rule for rule in hit.rules]
    st.caption(text.escape(" · ".join([sureness(hit.certain, ctx.lang), *rules])))


def _others(ctx: PageContext, impact: Impact) -> None:
    """Contracts, customers and volumes behind what is hit."""
    if impact.contracts:
        st.header(ctx.say("contracts_involved"), anchor=False)
        for concern in impact.contracts:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                ctx.links.concept(concern.contract, f"**{text.escape(ctx.names.contract(concern.contract.id))}**")
                st.caption(text.escape(", ".join(ctx.names.of(e) for e in concern.elements)))
    if impact.customers:
        st.header(ctx.say("customers"), anchor=False)
        for customer in impact.customers:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                ctx.links.concept(customer.who, f"**{ctx.names.md(customer.who)}**")
                st.caption(text.escape(_reason(ctx, customer)))
    if impact.unnamed:
        names = ", ".join(ctx.names.of(s) for s in impact.unnamed)
        st.warning(text.escape(label("Impact.unnamed", ctx.lang, streams=names)), icon=":material/help:")
    if impact.unmeasured:
        names = ", ".join(ctx.names.of(s) for s in impact.unmeasured)
        st.warning(text.escape(label("Impact.unmeasured", ctx.lang, streams=names)), icon=":material/help:")


def _reason(ctx: PageContext, customer: Customer) -> str:
    reasons = [ctx.names.of(s) for s in customer.streams]
    if customer.hit is not None:
        reasons.append(f"{label('Impact.reached', ctx.lang)} ({sureness(customer.hit.certain, ctx.lang)})")
    return "; ".join(reasons)


PAGE = Page("impact", "bolt", NavigationPart.PLAN, 2, show)
