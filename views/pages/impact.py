"""Impact: what is hit when an element fails, a contract ends or a party leaves, with the chain behind every line."""

from __future__ import annotations

import streamlit as st

from ea_model.impact import (
    KINDS,
    NO_RULE,
    Cause,
    Customer,
    Hit,
    Impact,
    Loss,
    contract_ends,
    element_fails,
    party_leaves,
)
from ea_model.labels import label
from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.metamodel.contract import Contract
from views.answers.derive import chain_text, sureness
from views.answers.impact import only_along
from views.names import name_of
from views.pages import _pictures, _state, _tables, _text
from views.pages._desk import Desk, by_name
from views.pages._facts import show_panel
from views.pages.map_component import architecture_map

_CAUSES = ("element", "contract", "party")
_SURE = ("all", "certain")


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("impact"), anchor=False)
    st.caption(desk.say("asked_for", moment=_text.escape(desk.moment_title())))
    cause = _state.switch(desk.say("what_happens"), "cause", _CAUSES, _CAUSES[0], lambda c: desk.say(f"cause_{c}"))
    subject = _subject(desk, cause)
    if subject is None:
        st.info(desk.say(f"no_cause_{cause}"))
        return
    via = _followed(desk)
    found = desk.kept(("impact", cause, subject.id, *via), lambda: _asked(desk, cause, subject, via))
    _headline(desk, found)
    if not found.hits and not found.losses:
        st.info(desk.say("nothing_hit_along" if via else "nothing_hit"), icon=":material/check_circle:")
    _losses(desk, found)
    _calls(desk, found)
    _map(desk, found)
    _hits(desk, found)
    _others(desk, found)


def _subject(desk: Desk, cause: str) -> Element | None:
    """What fails, ends or leaves: what the address names, else the first there is."""
    if cause == "contract":
        options: list[Element] = list(desk.model.contracts)
        name, default = "contract", desk.contract
    else:
        options = _parties(desk) if cause == "party" else desk.by_name()
        name, default = "el" if cause == "element" else "party", _busiest(desk) if cause == "element" else ""
    by_id = {e.id: e for e in options}
    if not by_id:
        return None
    default = default if default in by_id else next(iter(by_id))

    def shown(code: str) -> str:
        return f"{desk.name(by_id[code])} ({desk.kind(by_id[code])})"

    if cause == "contract":  # the sidebar asks for it already
        return by_id[_state.asked("contract") if _state.asked("contract") in by_id else default]
    chosen = _state.choose(desk.say(f"cause_subject_{cause}"), name, list(by_id), default, shown)
    return by_id[chosen]


def _followed(desk: Desk) -> tuple[str, ...]:
    """The types of relations to follow, of those this model has; none chosen means all."""

    def ask() -> list[str]:
        found = {archimate_type(type(r)) for r in desk.model.relations}
        return [kind for kind in KINDS if kind in found]

    here = desk.kept(("travelled",), ask)
    if len(here) < 2:
        return ()
    words = {"help": desk.say("followed_help")}
    return tuple(_state.several(desk.say("followed"), "via", here, lambda kind: name_of(kind, desk.lang), **words))


def _busiest(desk: Desk) -> str:
    """The element most others hang on: what to show before anybody has asked."""

    def ask() -> str:
        elements = desk.scope.index.elements
        return max(elements, key=lambda e: (len(desk.model.outgoing(e)), e.id)).id if elements else ""

    return desk.kept(("busiest",), ask)


def _parties(desk: Desk) -> list[Element]:
    """Everybody who is a party to a contract or does something by a statement."""
    found: dict[str, Element] = {}
    for contract in desk.model.contracts:
        found |= {p.who.id: p.who for p in contract.parties}
    for statement in desk.model.statements:
        found |= {p.id: p for p in statement.parties}
    return by_name(list(found.values()), desk.lang)


def _asked(desk: Desk, cause: str, subject: Element, via: tuple[str, ...]) -> Impact:
    if cause == "contract" and isinstance(subject, Contract):
        return contract_ends(desk.scope, subject, via)
    return party_leaves(desk.scope, subject, via) if cause == "party" else element_fails(desk.scope, subject, via)


def _headline(desk: Desk, found: Impact) -> None:
    """What happens, in a sentence, and how much of it there is."""
    st.header(_text.escape(label(f"Cause.{found.cause.name}", desk.lang, who=desk.name(found.subject))), anchor=False)
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
            st.metric(desk.say(key), value, border=True, width="content")
    if found.via:
        st.caption(_text.escape(only_along(found, desk.lang)))
    for ending in found.endings:
        key = "Impact.ends" if ending.wholly else "Impact.goes_on"
        st.markdown(_text.escape(label(key, desk.lang, contract=ending.contract.id, name=desk.name(ending.contract))))


def _map(desk: Desk, found: Impact) -> None:
    """Every chain at once; the table below it says the same in words."""
    if not found.hits and not found.losses:
        return
    option = {Cause.ELEMENT: "element", Cause.CONTRACT: "contract", Cause.PARTY: "party"}[found.cause]
    diagram, svg = _pictures.picture(desk, "impact", {option: found.subject.id, "via": ",".join(found.via)})
    architecture_map(svg, diagram, key="impact map", lang=desk.lang, selected=_state.asked("hit"), to="hit")
    _pictures.save(desk, diagram)


def _losses(desk: Desk, found: Impact) -> None:
    if found.losses:
        st.header(_text.escape(label("Impact.losses", desk.lang, count=len(found.losses))), anchor=False)
        header = [desk.say("element"), desk.say("activity"), desk.say("loses"), desk.say("whose_part")]
        rows = [_loss(desk, loss) for loss in found.losses]
        _tables.of_elements(desk, "losses", header, rows, [x.cell.element.id for x in found.losses])
        _tables.download(desk, "impact-losses", [header, *rows], desk.say("impact"))


def _loss(desk: Desk, loss: Loss) -> list[str]:
    who = [", ".join(desk.name(p) for p in part.parties) or desk.coverer(part.coverer) for part in loss.parts]
    cell = loss.cell
    return [desk.name(cell.element), desk.activity(cell.activity), desk.word(loss.lost), "; ".join(dict.fromkeys(who))]


def _calls(desk: Desk, found: Impact) -> None:
    """Whom to call when an element fails."""
    if found.cause is not Cause.ELEMENT or not found.cells:
        return
    st.header(desk.say("whom_to_call"), anchor=False)
    header = [desk.say(word) for word in ("element", "activity", "status", "who")]
    rows = [
        [
            desk.name(c.element), desk.activity(c.activity), desk.word(c.status),
            ", ".join(desk.name(p) for p in c.responsible),
        ]
        for c in found.cells
    ]  # fmt: skip
    _tables.plain(header, rows)


def _hits(desk: Desk, found: Impact) -> None:
    """Everything reached, the chain beside it."""
    if not found.hits:
        return
    st.header(desk.say("what_is_hit"), anchor=False)
    sure = _state.switch(
        desk.say("sureness"), "sure", _SURE, _SURE[0], lambda s: desk.say(f"sure_{s}"), label_visibility="collapsed"
    )
    hits = [h for h in found.hits if sure == "all" or h.certain]
    header = [desk.say("element"), desk.say("kind"), desk.say("sureness"), desk.say("steps"), desk.say("chain"),
              desk.say("id")]  # fmt: skip
    rows = [
        [
            desk.name(h.element), desk.kind(h.element), sureness(h.certain, desk.lang), str(len(h.path)),
            _chain(desk, found, h), h.element.id,
        ]
        for h in hits
    ]  # fmt: skip
    _tables.of_rows(desk, "hits", header, rows, [h.element.id for h in hits], "hit")
    _tables.download(desk, "-".join(("impact", found.subject.id, *found.via)), [header, *rows], desk.say("impact"))
    chosen = next((h for h in found.hits if h.element.id == _state.asked("hit")), None)
    if chosen is None:
        st.caption(desk.say("pick_hit"))
        return
    left, right = st.columns((1.6, 1))
    with left, st.container(border=True):
        _path(desk, found, chosen)
    with right, st.container(border=True):
        show_panel(desk, chosen.element)


def _start(found: Impact, hit: Hit) -> Element:
    ends = (hit.path[0].source, hit.path[0].target)
    return next(e for e in found.failed if e in ends)


def _chain(desk: Desk, found: Impact, hit: Hit) -> str:
    return chain_text(_start(found, hit), hit.path, desk.lang)


def _path(desk: Desk, found: Impact, hit: Hit) -> None:
    """The chain step by step, in the verbs of the relations, with the rules that carry it."""
    st.subheader(desk.say("why"), anchor=False)
    at = _start(found, hit)
    lines = []
    for number, relation in enumerate(hit.path, 1):
        forwards = relation.source is at
        other = relation.target if forwards else relation.source
        verb = _text.escape(_text.verb(relation, desk.lang, backwards=not forwards))
        lines.append(f"{number}. {desk.md(at)} {verb} **{desk.md(other)}** (`{relation.id}`)")
        at = other
    st.markdown("\n".join(lines))
    rules = [desk.say("no_rule") if rule == NO_RULE else rule for rule in hit.rules]
    st.caption(_text.escape(" · ".join([sureness(hit.certain, desk.lang), *rules])))


def _others(desk: Desk, found: Impact) -> None:
    """Contracts, customers and volumes behind what is hit."""
    if found.contracts:
        st.header(desk.say("contracts_involved"), anchor=False)
        for concern in found.contracts:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                desk.link_to(concern.contract, f"**{_text.escape(desk.contract_title(concern.contract.id))}**")
                st.caption(_text.escape(", ".join(desk.name(e) for e in concern.elements)))
    if found.customers:
        st.header(desk.say("customers"), anchor=False)
        for customer in found.customers:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                desk.link_to(customer.who, f"**{desk.md(customer.who)}**")
                st.caption(_text.escape(_reason(desk, customer)))
    if found.unnamed:
        names = ", ".join(desk.name(s) for s in found.unnamed)
        st.warning(_text.escape(label("Impact.unnamed", desk.lang, streams=names)), icon=":material/help:")
    if found.unmeasured:
        names = ", ".join(desk.name(s) for s in found.unmeasured)
        st.warning(_text.escape(label("Impact.unmeasured", desk.lang, streams=names)), icon=":material/help:")


def _reason(desk: Desk, customer: Customer) -> str:
    reasons = [desk.name(s) for s in customer.streams]
    if customer.hit is not None:
        reasons.append(f"{label('Impact.reached', desk.lang)} ({sureness(customer.hit.certain, desk.lang)})")
    return "; ".join(reasons)
