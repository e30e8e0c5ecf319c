"""The fact sheet of one element or relation: all the model holds about it, with where it comes from."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Contract
from ea_model.problems import close_to, did_you_mean
from ea_model.scope import Cell, ScopeClass, contract_scope, contract_scopes
from ea_model.values import in_language
from views.pages import _facts, _pictures, _state, _text
from views.pages._desk import Desk
from views.pages._tones import CLASS_BADGE, SEVERITY_BADGE, STATUS_BADGE
from views.pages._why import holder, show_why
from views.pages.findings import findings_of, key_of
from views.pages.map_component import OPENED, architecture_map
from views.pages.views import shown_in, titles_of

_NOTHING_TO_DO = (ScopeClass.OUTSIDE, ScopeClass.UNKNOWN, ScopeClass.UNCOVERED)
_HERE = "sheet"


def show(desk: Desk) -> None:
    """The page."""
    concept = desk.picked()
    if concept is None:
        _show_nothing(desk)
        return
    is_contract = isinstance(concept, Contract)
    st.title(_text.escape(desk.contract_title(concept.id)) if is_contract else desk.md(concept), anchor=False)
    _facts.badges(desk, concept)
    if not desk.model.in_plateau(concept, desk.scope.moment.plateau):
        st.info(desk.say("not_here", moment=_text.escape(desk.moment_title())))
    if concept.documentation:
        st.markdown(_text.escape(in_language(concept.documentation, desk.lang)))
    with st.container(horizontal=True, gap="medium"):
        if is_contract:
            desk.link("scope", desk.say("open_scope"), contract=concept.id)
        if isinstance(concept, Element):
            cause = {"cause": "contract", "contract": concept.id} if is_contract else {"el": concept.id}
            desk.link("impact", desk.say("open_impact"), **cause)
    left, right = st.columns(2)
    with left:
        st.header(desk.say("facts"), anchor=False)
        _facts.show_attributes(desk, concept)
        if concept.note:
            st.caption(f"{desk.say('note')} {_text.escape(in_language(concept.note, desk.lang))}")
        _facts.show_place(desk, concept)
    with right:
        if isinstance(concept, Element):
            _contracts(desk, concept)
        else:
            _ends(desk, concept)
        st.header(desk.say("open_questions"), anchor=False)
        _facts.show_questions(desk, concept)
    if isinstance(concept, Element):
        st.header(desk.say("neighbours"), anchor=False)
        _map(desk, concept)
        _relations(desk, concept)
        _cells(desk, concept)
        _views(desk, concept)
    _findings(desk, concept)
    st.header(desk.say("sources_count", count=len(concept.sources)), anchor=False)
    _facts.show_sources(desk, concept.sources)


def _show_nothing(desk: Desk) -> None:
    """No id in the address, or one the model does not have."""
    wanted = _state.asked("el")
    st.title(desk.say("element"), anchor=False)
    if wanted:
        near = did_you_mean(close_to(wanted, (c.id for c in desk.model.concepts())))
        st.warning(desk.say("no_such_element", id=_text.escape(wanted)) + _text.escape(near))
    else:
        st.info(desk.say("no_element_chosen"))
    desk.link("elements", desk.say("open_elements"))


def _map(desk: Desk, element: Element) -> None:
    diagram, svg = _pictures.picture(desk, "element", {"element": element.id})
    architecture_map(svg, diagram, key="element map", lang=desk.lang, selected=element.id, clears=False)
    _pictures.save(desk, diagram)
    st.session_state.pop(OPENED, None)  # the first of the two clicks already opened it here


def _ends(desk: Desk, concept: Concept) -> None:
    """Where a relation goes from and to."""
    if isinstance(concept, Relation):
        st.header(desk.say("relation"), anchor=False)
        for end, word in ((concept.source, "from"), (concept.target, "to")):
            desk.link_to(end, f"{desk.say(word)} **{desk.md(end)}**", here=f"{_HERE} {word}")


def _relations(desk: Desk, element: Element) -> None:
    st.header(desk.say("relations"), anchor=False)
    st.subheader(desk.say("outgoing", name=desk.md(element)), anchor=False)
    _facts.show_neighbours(desk, element, outgoing=True, here=_HERE)
    st.subheader(desk.say("incoming", name=desk.md(element)), anchor=False)
    _facts.show_neighbours(desk, element, outgoing=False, here=_HERE)


def _views(desk: Desk, element: Element) -> None:
    """The drawings of the model the element stands in."""
    if not len(desk.model.views):
        return
    found = shown_in(desk).get(element.id, ())
    st.header(desk.say("in_views", count=len(found)), anchor=False)
    titles = titles_of(desk)
    with st.container(gap="xsmall"):
        for view in found:
            desk.link("views", _text.escape(titles[view]), v=view, el=element.id)
    if not found:
        st.caption(desk.say("none"))


def _findings(desk: Desk, concept: Concept) -> None:
    """What the rules say of it here."""
    found = [f for f in findings_of(desk) if f.subject == concept.id]
    if not found:
        return
    st.header(desk.say("findings_count", count=len(found)), anchor=False)
    for finding in found:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.badge(desk.word(finding.severity), color=SEVERITY_BADGE[finding.severity])
            waived = "waived" if finding.waiver else "open"
            desk.link("findings", _text.escape(finding.text(desk.lang)), finding=key_of(finding), waived=waived)


def _contracts(desk: Desk, element: Element) -> None:
    """What the element is to each contract that has to do with it."""
    entries = [(covered, covered.element(element)) for covered in contract_scopes(desk.scope)]
    found = [(covered, entry) for covered, entry in entries if entry.scope_class not in _NOTHING_TO_DO]
    if isinstance(element, Contract):
        _covers(desk, element)
    if not found:
        return
    st.header(desk.say("in_contracts"), anchor=False)
    for covered, entry in found:
        key = covered.coverer.key
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            desk.link("scope", f"**{_text.escape(desk.contract_title(key))}**", contract=key, el=element.id)
            for scope_class in entry.classes:
                st.badge(desk.word(scope_class), color=CLASS_BADGE[scope_class])


def _covers(desk: Desk, contract: Contract) -> None:
    """The elements a contract has in scope here."""
    st.header(desk.say("covers"), anchor=False)
    covered = contract_scope(desk.scope, contract)
    entries = [e for e in covered.elements if e.scope_class not in (*_NOTHING_TO_DO, ScopeClass.BOUNDARY)]
    for entry in entries:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            desk.link_to(entry.element, f"**{desk.md(entry.element)}**", here=f"{_HERE} covers")
            st.badge(desk.word(entry.scope_class), color=CLASS_BADGE[entry.scope_class])
    if not entries:
        st.caption(desk.say("covers_nothing_here"))


def _cells(desk: Desk, element: Element) -> None:
    """Every activity the element needs or may have: who does it, and why."""
    cells = desk.scope.cells(element)
    if not cells:
        return
    st.header(desk.say("responsibilities"), anchor=False)
    for cell in sorted(cells, key=lambda c: not c.required):
        with st.expander(_cell_line(desk, cell), expanded=cell.activity == _state.asked("activity")):
            show_why(desk, element, cell.activity)


def _cell_line(desk: Desk, cell: Cell) -> str:
    """One cell in a line: activity, status, who."""
    need = "" if cell.required else f" ({desk.say('optional')})"
    who = "; ".join(holder(desk, lead) for lead in (*cell.leads, *cell.support))
    status = f":{STATUS_BADGE[cell.status]}-badge[{desk.word(cell.status)}]"
    return f"{_text.escape(desk.activity(cell.activity))}{need} {status} {who}".rstrip()
