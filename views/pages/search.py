"""What was found: contracts, parties, elements, views, findings, statements, questions and sources, best first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.rules import Finding
from ea_model.search import Entry, SearchIndex, Sort, folded, rank_of
from ea_model.values import in_language
from views.pages import _model, _state, _text
from views.pages._desk import Desk
from views.pages._facts import show_sources, statement_line
from views.pages.findings import findings_of, key_of
from views.pages.views import titles_of

_FEW = 12
"""Of a sort, before one asks for more."""


def show(desk: Desk) -> None:
    """The page."""
    query = _state.asked("q")
    st.title(desk.say("search"), anchor=False)
    if not query.strip():
        st.info(desk.say("search_nothing_asked"))
        return
    index = _model.kept(desk.opened, ("search",), lambda: SearchIndex(desk.model))
    hits = index.search(query)
    findings = _findings(desk, query)
    st.caption(desk.say("search_found", count=len(hits) + len(findings), query=_text.escape(query)))
    if not hits and not findings:
        _nothing(desk, index, query)
        return
    everything = _state.asked("all")
    for sort, found in _by_sort(hit.entry for hit in hits):
        _group(desk, desk.word(sort), len(found), sort.value)
        shown = found if everything == sort.value else found[:_FEW]
        with st.container(gap="xsmall"):
            for entry in shown:
                _entry(desk, entry)
        _more(desk, sort.value, len(found), len(shown))
    if findings:
        _group(desk, desk.say("findings"), len(findings), "finding")
        for finding in findings[:_FEW]:
            code = "waived" if finding.waiver else "open"
            text = f"{desk.word(finding.severity)} · {finding.text(desk.lang)}"
            desk.link("findings", _text.escape(text), finding=key_of(finding), waived=code)


def _by_sort(entries: Iterable[Entry]) -> list[tuple[Sort, list[Entry]]]:
    """The entries in groups, in the order of the sorts; each group the best first."""
    order = list(Sort)
    ordered = sorted(entries, key=lambda e: order.index(e.sort))
    return [(sort, list(found)) for sort, found in groupby(ordered, key=lambda e: e.sort)]


def _group(desk: Desk, title: str, count: int, _name: str) -> None:
    st.header(desk.say("group_count", title=title, count=count), anchor=False)


def _more(desk: Desk, name: str, total: int, shown: int) -> None:
    if total > shown:
        st.button(desk.say("show_all", count=total), key=f"all {name}", on_click=_state.put, args=("all", name))


def _findings(desk: Desk, query: str) -> list[Finding]:
    """Findings of this moment whose code or sentence holds the words."""
    words = folded(query).split()
    return [
        f
        for f in findings_of(desk)
        if rank_of(words, (folded(f.code), folded(f.subject)), folded(f.text(desk.lang))) is not None
    ]


def _nothing(desk: Desk, index: SearchIndex, query: str) -> None:
    st.info(desk.say("search_empty"))
    near = index.suggestion(query)
    if near:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(desk.say("did_you_mean"))
            st.button(_text.escape(near), key="suggested", on_click=_state.put, args=("q", near))


def _entry(desk: Desk, entry: Entry) -> None:
    """A link to what was found, with a few words to tell it from others of its name."""
    concept = desk.model.get(entry.id)
    if concept is not None:
        kind = desk.kind(concept) if isinstance(concept, Element) else desk.say("relation")
        desk.link_to(concept, f"**{desk.md(concept)}** {_text.escape(kind)} {_text.escape(entry.id)}")
    elif entry.sort is Sort.VIEW:
        desk.link("views", f"**{_text.escape(titles_of(desk).get(entry.id, entry.id))}**", v=entry.id)
    elif entry.sort is Sort.SOURCE:
        fact = desk.model.facts[entry.id]
        with st.expander(f"**{_text.escape(entry.id)}** {_text.escape(in_language(fact.text, desk.lang))}"):
            show_sources(desk, (fact,))
            for concept in [c for c in desk.model.concepts() if any(s.fact == entry.id for s in c.sources)][:_FEW]:
                desk.link_to(concept)
    else:
        _said(desk, entry)


def _said(desk: Desk, entry: Entry) -> None:
    """A statement, a question or a document: its words, leading to what it is about."""
    about = desk.model.get(entry.about)
    text = f"**{_text.escape(entry.id)}** {_text.escape(_words(desk, entry))}"
    if about is not None:
        desk.link_to(about, text)
    else:
        st.markdown(text)


def _words(desk: Desk, entry: Entry) -> str:
    if entry.sort is Sort.STATEMENT:
        return statement_line(desk, next(s for s in desk.model.statements if s.id == entry.id))
    if entry.sort is Sort.QUESTION:
        return in_language(next(q for q in desk.model.questions if q.id == entry.id).text, desk.lang)
    return in_language(desk.model.documents[entry.id].title, desk.lang)
