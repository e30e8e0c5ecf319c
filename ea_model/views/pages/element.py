"""The fact sheet of one element or relation: all the model holds about it, with where it comes from."""

from __future__ import annotations

import streamlit as st

from ea_model.messages import Message, did_you_mean
from ea_model.messages.problems import close_to
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Contract
from ea_model.scope import Cell, ScopeClass, contract_scope, contract_scopes
from ea_model.values import in_language
from ea_model.views.answers.shared import silences
from ea_model.views.pages.findings import findings_of, key_of
from ea_model.views.pages.shared import address, drawn, facts, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.map_component import OPENED, architecture_map
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import CLASS_BADGE, SEVERITY_BADGE, STATUS_BADGE
from ea_model.views.pages.shared.why import holder, show_why
from ea_model.views.pages.views import shown_in, titles_of

_NOTHING_TO_DO = (ScopeClass.OUTSIDE, ScopeClass.UNKNOWN, ScopeClass.UNCOVERED)
_HERE = "sheet"


def show(ctx: PageContext) -> None:
    """The page."""
    concept = ctx.picked()
    if concept is None:
        _show_nothing(ctx)
        return
    is_contract = isinstance(concept, Contract)
    st.title(text.escape(ctx.names.contract(concept.id)) if is_contract else ctx.names.md(concept), anchor=False)
    facts.badges(ctx, concept)
    if not ctx.model.in_plateau(concept, ctx.scope.moment.plateau):
        st.info(ctx.say("not_here", moment=text.escape(ctx.names.moment())))
    if concept.documentation:
        st.markdown(text.escape(in_language(concept.documentation, ctx.lang)))
    with st.container(horizontal=True, gap="medium"):
        if is_contract:
            ctx.links.page("scope", ctx.say("open_scope"), contract=concept.id)
        if isinstance(concept, Element):
            cause = {"cause": "contract", "contract": concept.id} if is_contract else {"el": concept.id}
            ctx.links.page("impact", ctx.say("open_impact"), **cause)
    left, right = st.columns(2)
    with left:
        st.header(ctx.say("facts"), anchor=False)
        facts.show_attributes(ctx, concept)
        if concept.note:
            st.caption(f"{ctx.say('note')} {text.escape(in_language(concept.note, ctx.lang))}")
        facts.show_place(ctx, concept)
    with right:
        if isinstance(concept, Element):
            _contracts(ctx, concept)
        else:
            _ends(ctx, concept)
        st.header(ctx.say("open_questions"), anchor=False)
        facts.show_questions(ctx, concept)
    if isinstance(concept, Element):
        st.header(ctx.say("neighbours"), anchor=False)
        _map(ctx, concept)
        _relations(ctx, concept)
        _cells(ctx, concept)
        _views(ctx, concept)
    _findings(ctx, concept)
    st.header(ctx.say("sources_count", count=len(concept.sources)), anchor=False)
    facts.show_sources(ctx, concept.sources)


def _show_nothing(ctx: PageContext) -> None:
    """No id in the address, or one the model does not have."""
    key = address.value("el")
    st.title(ctx.say("element"), anchor=False)
    if key:
        near = close_to(key, (c.id for c in ctx.model.concepts()))
        message = did_you_mean(Message("Ui.no_such_element", id=text.escape(key)), tuple(map(text.escape, near)))
        st.warning(message(ctx.lang))
    else:
        st.info(ctx.say("no_element_chosen"))
    ctx.links.page("elements", ctx.say("open_elements"))


def _map(ctx: PageContext, element: Element) -> None:
    diagram, svg = drawn.picture(ctx, "element", {"element": element.id})
    architecture_map(svg, diagram, key="element map", lang=ctx.lang, selected=element.id, clears=False)
    drawn.save(ctx, diagram)
    st.session_state.pop(OPENED, None)  # the first of the two clicks already opened it here


def _ends(ctx: PageContext, concept: Concept) -> None:
    """Where a relation goes from and to."""
    if isinstance(concept, Relation):
        st.header(ctx.say("relation"), anchor=False)
        for end, word in ((concept.source, "from"), (concept.target, "to")):
            ctx.links.concept(end, f"{ctx.say(word)} **{ctx.names.md(end)}**", place=f"{_HERE} {word}")


def _relations(ctx: PageContext, element: Element) -> None:
    st.header(ctx.say("relations"), anchor=False)
    st.subheader(ctx.say("outgoing", name=ctx.names.md(element)), anchor=False)
    facts.show_neighbours(ctx, element, outgoing=True, place=_HERE)
    st.subheader(ctx.say("incoming", name=ctx.names.md(element)), anchor=False)
    facts.show_neighbours(ctx, element, outgoing=False, place=_HERE)


def _views(ctx: PageContext, element: Element) -> None:
    """The drawings of the model the element stands in."""
    if not len(ctx.model.views):
        return
    views = shown_in(ctx).get(element.id, ())
    st.header(ctx.say("in_views", count=len(views)), anchor=False)
    titles = titles_of(ctx)
    with st.container(gap="xsmall"):
        for view in views:
            ctx.links.page("views", text.escape(titles[view]), v=view, el=element.id)
    if not views:
        st.caption(ctx.say("none"))


def _findings(ctx: PageContext, concept: Concept) -> None:
    """What the rules say of it here."""
    findings = [f for f in findings_of(ctx) if f.subject == concept.id]
    if not findings:
        return
    st.header(ctx.say("findings_count", count=len(findings)), anchor=False)
    for finding in findings:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.badge(ctx.word(finding.severity), color=SEVERITY_BADGE[finding.severity])
            state = "waived" if finding.waiver else "open"
            ctx.links.page("findings", text.escape(finding.text(ctx.lang)), finding=key_of(finding), waived=state)


def _contracts(ctx: PageContext, element: Element) -> None:
    """What the element is to each contract that has to do with it."""
    entries = [(covered, covered.element(element)) for covered in contract_scopes(ctx.scope)]
    in_scope = [(covered, entry) for covered, entry in entries if entry.scope_class not in _NOTHING_TO_DO]
    if isinstance(element, Contract):
        _covers(ctx, element)
    if not in_scope:
        return
    st.header(ctx.say("in_contracts"), anchor=False)
    for covered, entry in in_scope:
        key = covered.provider.key
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            ctx.links.page("scope", f"**{text.escape(ctx.names.contract(key))}**", contract=key, el=element.id)
            for scope_class in entry.classes:
                st.badge(ctx.word(scope_class), color=CLASS_BADGE[scope_class])


def _covers(ctx: PageContext, contract: Contract) -> None:
    """The elements a contract has in scope here."""
    st.header(ctx.say("covers"), anchor=False)
    covered = contract_scope(ctx.scope, contract)
    entries = [e for e in covered.elements if e.scope_class not in (*_NOTHING_TO_DO, ScopeClass.BOUNDARY)]
    for entry in entries:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            ctx.links.concept(entry.element, f"**{ctx.names.md(entry.element)}**", place=f"{_HERE} covers")
            st.badge(ctx.word(entry.scope_class), color=CLASS_BADGE[entry.scope_class])
    if not entries:
        st.caption(ctx.say("covers_nothing_here"))


def _cells(ctx: PageContext, element: Element) -> None:
    """Every activity the element needs or may have: who does it, and why."""
    cells = ctx.scope.cells(element)
    without = list(silences.no_cells_lines(ctx.scope, element, ctx.lang))
    if not cells and not without:
        return
    st.header(ctx.say("responsibilities"), anchor=False)
    for line in silences.owner_lines(ctx.scope, element, ctx.lang):
        st.caption(text.escape(line))
    if without:
        st.info(text.escape(without[0]), icon=":material/help:")
        st.markdown("\n".join(f"- {text.escape(line.strip())}" for line in without[2:]))
    for cell in sorted(cells, key=lambda c: not c.required):
        with st.expander(_cell_line(ctx, cell), expanded=cell.activity == address.value("activity")):
            show_why(ctx, element, cell.activity)


def _cell_line(ctx: PageContext, cell: Cell) -> str:
    """One cell in a line: activity, status, who."""
    need = "" if cell.required else f" ({ctx.say('optional')})"
    who = "; ".join(holder(ctx, lead) for lead in (*cell.leads, *cell.support))
    status = f":{STATUS_BADGE[cell.status]}-badge[{ctx.word(cell.status)}]"
    return f"{text.escape(ctx.names.activity(cell.activity))}{need} {status} {who}".rstrip()


PAGE = Page("element", "description", NavigationPart.LINKED, 1, show)
