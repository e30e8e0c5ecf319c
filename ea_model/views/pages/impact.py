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
from ea_model.views.pages.shared.page import Page, Section
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
    found = ctx.cached(("impact", cause, subject.id, *via), lambda: _asked(ctx, cause, subject, via))
    _headline(ctx, found)
    if not found.hits and not found.losses:
        st.info(ctx.say("nothing_hit_along" if via else "nothing_hit"), icon=":material/check_circle:")
    _losses(ctx, found)
    _calls(ctx, found)
    _map(ctx, found)
    _hits(ctx, found)
    _others(ctx, found)


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

    def shown(code: str) -> str:
        return f"{ctx.names.of(by_id[code])} ({ctx.names.kind(by_id[code])})"

    if cause == "contract":  # the sidebar asks for it already
        return by_id[address.value("contract") if address.value("contract") in by_id else default]
    chosen = address.choose(ctx.say(f"cause_subject_{cause}"), name, list(by_id), default, shown)
    return by_id[chosen]


def _followed(ctx: PageContext) -> tuple[str, ...]:
    """The types of relations to follow, of those this model has; none chosen means all."""

    def ask() -> list[str]:
        found = {archimate_type(type(r)) for r in ctx.model.relations}
        return [kind for kind in KINDS if kind in found]

    here = ctx.cached(("travelled",), ask)
    if len(here) < 2:
        return ()
    words = {"help": ctx.say("followed_help")}
    return tuple(address.several(ctx.say("followed"), "via", here, lambda kind: name_of(kind, ctx.lang), **words))


def _busiest(ctx: PageContext) -> str:
    """The element most others hang on: what to show before anybody has asked."""

    def ask() -> str:
        elements = ctx.scope.index.elements
        return max(elements, key=lambda e: (len(ctx.model.outgoing(e)), e.id)).id if elements else ""

    return ctx.cached(("busiest",), ask)


def _parties(ctx: PageContext) -> list[Element]:
    """Everybody who is a party to a contract or does something by a statement."""
    found: dict[str, Element] = {}
    for contract in ctx.model.contracts:
        found |= {p.who.id: p.who for p in contract.parties}
    for statement in ctx.model.statements:
        found |= {p.id: p for p in statement.parties}
    return ctx.names.sort(found.values())


def _asked(ctx: PageContext, cause: str, subject: Element, via: tuple[str, ...]) -> Impact:
    if cause == "contract" and isinstance(subject, Contract):
        return contract_ends(ctx.scope, subject, via)
    return party_leaves(ctx.scope, subject, via) if cause == "party" else element_fails(ctx.scope, subject, via)


def _headline(ctx: PageContext, found: Impact) -> None:
    """What happens, in a sentence, and how much of it there is."""
    st.header(text.escape(label(f"Cause.{found.cause.name}", ctx.lang, who=ctx.names.of(found.subject))), anchor=False)
    certain = sum(hit.certain for hit in found.hits)
    numbers = {
        "hit_certain": certain,
        "hit_possible": len(found.hits) - certain,
        "hit_contracts": len(found.contracts),
        "hit_customers": len(found.customers),
    }
    if found.cause is not Cause.ELEMENT:
        numbers = {"cells_lost": len(found.losses), **numbers}
    with st.container(horizontal=True, gap="small"):
        for key, value in numbers.items():
            st.metric(ctx.say(key), value, border=True, width="content")
    if found.via:
        st.caption(text.escape(only_along(found, ctx.lang)))
    for ending in found.endings:
        key = "Impact.ends" if ending.wholly else "Impact.goes_on"
        st.markdown(text.escape(label(key, ctx.lang, contract=ending.contract.id, name=ctx.names.of(ending.contract))))


def _map(ctx: PageContext, found: Impact) -> None:
    """Every chain at once; the table below it says the same in words."""
    if not found.hits and not found.losses:
        return
    option = {Cause.ELEMENT: "element", Cause.CONTRACT: "contract", Cause.PARTY: "party"}[found.cause]
    diagram, svg = drawn.picture(ctx, "impact", {option: found.subject.id, "via": ",".join(found.via)})
    architecture_map(svg, diagram, key="impact map", lang=ctx.lang, selected=address.value("hit"), to="hit")
    drawn.save(ctx, diagram)


def _losses(ctx: PageContext, found: Impact) -> None:
    if found.losses:
        st.header(text.escape(label("Impact.losses", ctx.lang, count=len(found.losses))), anchor=False)
        header = [ctx.say("element"), ctx.say("activity"), ctx.say("loses"), ctx.say("whose_part")]
        rows = [_loss(ctx, loss) for loss in found.losses]
        tables.of_elements(ctx, "losses", header, rows, [x.cell.element.id for x in found.losses])
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


def _calls(ctx: PageContext, found: Impact) -> None:
    """Whom to call when an element fails."""
    if found.cause is not Cause.ELEMENT or not found.cells:
        return
    st.header(ctx.say("whom_to_call"), anchor=False)
    header = [ctx.say(word) for word in ("element", "activity", "status", "who")]
    rows = [
        [
            ctx.names.of(c.element), ctx.names.activity(c.activity), ctx.word(c.status),
            ", ".join(ctx.names.of(p) for p in c.responsible),
        ]
        for c in found.cells
    ]  # fmt: skip
    tables.plain(header, rows)


def _hits(ctx: PageContext, found: Impact) -> None:
    """Everything reached, the chain beside it."""
    if not found.hits:
        return
    st.header(ctx.say("what_is_hit"), anchor=False)
    sure = address.switch(
        ctx.say("sureness"), "sure", _SURE, _SURE[0], lambda s: ctx.say(f"sure_{s}"), label_visibility="collapsed"
    )
    hits = [h for h in found.hits if sure == "all" or h.certain]
    header = [ctx.say("element"), ctx.say("kind"), ctx.say("sureness"), ctx.say("steps"), ctx.say("chain"),
              ctx.say("id")]  # fmt: skip
    rows = [
        [
            ctx.names.of(h.element), ctx.names.kind(h.element), sureness(h.certain, ctx.lang), str(len(h.path)),
            _chain(ctx, found, h), h.element.id,
        ]
        for h in hits
    ]  # fmt: skip
    tables.of_rows(ctx, "hits", header, rows, [h.element.id for h in hits], "hit")
    tables.download(ctx, "-".join(("impact", found.subject.id, *found.via)), [header, *rows], ctx.say("impact"))
    chosen = next((h for h in found.hits if h.element.id == address.value("hit")), None)
    if chosen is None:
        st.caption(ctx.say("pick_hit"))
        return
    left, right = st.columns((1.6, 1))
    with left, st.container(border=True):
        _path(ctx, found, chosen)
    with right, st.container(border=True):
        show_panel(ctx, chosen.element)


def _start(found: Impact, hit: ImpactHit) -> Element:
    ends = (hit.path[0].source, hit.path[0].target)
    return next(e for e in found.failed if e in ends)


def _chain(ctx: PageContext, found: Impact, hit: ImpactHit) -> str:
    return chain_text(_start(found, hit), hit.path, ctx.lang)


def _path(ctx: PageContext, found: Impact, hit: ImpactHit) -> None:
    """The chain step by step, in the verbs of the relations, with the rules that carry it."""
    st.subheader(ctx.say("why"), anchor=False)
    at = _start(found, hit)
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


def _others(ctx: PageContext, found: Impact) -> None:
    """Contracts, customers and volumes behind what is hit."""
    if found.contracts:
        st.header(ctx.say("contracts_involved"), anchor=False)
        for concern in found.contracts:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                ctx.links.concept(concern.contract, f"**{text.escape(ctx.names.contract(concern.contract.id))}**")
                st.caption(text.escape(", ".join(ctx.names.of(e) for e in concern.elements)))
    if found.customers:
        st.header(ctx.say("customers"), anchor=False)
        for customer in found.customers:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                ctx.links.concept(customer.who, f"**{ctx.names.md(customer.who)}**")
                st.caption(text.escape(_reason(ctx, customer)))
    if found.unnamed:
        names = ", ".join(ctx.names.of(s) for s in found.unnamed)
        st.warning(text.escape(label("Impact.unnamed", ctx.lang, streams=names)), icon=":material/help:")
    if found.unmeasured:
        names = ", ".join(ctx.names.of(s) for s in found.unmeasured)
        st.warning(text.escape(label("Impact.unmeasured", ctx.lang, streams=names)), icon=":material/help:")


def _reason(ctx: PageContext, customer: Customer) -> str:
    reasons = [ctx.names.of(s) for s in customer.streams]
    if customer.hit is not None:
        reasons.append(f"{label('Impact.reached', ctx.lang)} ({sureness(customer.hit.certain, ctx.lang)})")
    return "; ".join(reasons)


PAGE = Page("impact", "bolt", Section.PLAN, 2, show)
