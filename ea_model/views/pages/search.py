"""What was found: contracts, parties, elements, views, findings, statements, questions and sources, best first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.rules import Finding
from ea_model.search import SearchEntry, SearchIndex, Sort, folded, rank_of
from ea_model.values import in_language
from ea_model.views.pages.findings import findings_of, key_of
from ea_model.views.pages.shared import address
from ea_model.views.pages.shared import text as _text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_sources, statement_line
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.views import titles_of

_FEW = 12
"""Of a sort, before one asks for more."""


def show(ctx: PageContext) -> None:
    """The page."""
    query = address.value("q")
    st.title(ctx.say("search"), anchor=False)
    if not query.strip():
        st.info(ctx.say("search_nothing_asked"))
        return
    index = ctx.opened.cached(("search",), lambda: SearchIndex(ctx.model))
    hits = index.search(query)
    findings = _findings(ctx, query)
    st.caption(ctx.say("search_found", count=len(hits) + len(findings), query=_text.escape(query)))
    if not hits and not findings:
        _nothing(ctx, index, query)
        return
    everything = address.value("all")
    for sort, entries in _by_sort(hit.entry for hit in hits):
        _group(ctx, ctx.word(sort), len(entries), sort.value)
        first = entries if everything == sort.value else entries[:_FEW]
        with st.container(gap="xsmall"):
            for entry in first:
                _entry(ctx, entry)
        _more(ctx, sort.value, len(entries), len(first))
    if findings:
        _group(ctx, ctx.say("findings"), len(findings), "finding")
        for finding in findings[:_FEW]:
            code = "waived" if finding.waiver else "open"
            text = f"{ctx.word(finding.severity)} · {finding.text(ctx.lang)}"
            ctx.links.page("findings", _text.escape(text), finding=key_of(finding), waived=code)


def _by_sort(entries: Iterable[SearchEntry]) -> list[tuple[Sort, list[SearchEntry]]]:
    """The entries in groups, in the order of the sorts; each group the best first."""
    order = list(Sort)
    ordered = sorted(entries, key=lambda e: order.index(e.sort))
    return [(sort, list(entries)) for sort, entries in groupby(ordered, key=lambda e: e.sort)]


def _group(ctx: PageContext, title: str, count: int, _name: str) -> None:
    st.header(ctx.say("group_count", title=title, count=count), anchor=False)


def _more(ctx: PageContext, name: str, total: int, visible: int) -> None:
    if total > visible:
        st.button(ctx.say("show_all", count=total), key=f"all {name}", on_click=address.put, args=("all", name))


def _findings(ctx: PageContext, query: str) -> list[Finding]:
    """Findings of this moment whose code or sentence holds the words."""
    words = folded(query).split()
    return [
        f
        for f in findings_of(ctx)
        if rank_of(words, (folded(f.code), folded(f.subject)), folded(f.text(ctx.lang))) is not None
    ]


def _nothing(ctx: PageContext, index: SearchIndex, query: str) -> None:
    st.info(ctx.say("search_empty"))
    near = index.suggestion(query)
    if near:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(ctx.say("did_you_mean"))
            st.button(_text.escape(near), key="suggested", on_click=address.put, args=("q", near))


def _entry(ctx: PageContext, entry: SearchEntry) -> None:
    """A link to what was found, with a few words to tell it from others of its name."""
    concept = ctx.model.get(entry.id)
    if concept is not None:
        kind = ctx.names.kind(concept) if isinstance(concept, Element) else ctx.say("relation")
        ctx.links.concept(concept, f"**{ctx.names.md(concept)}** {_text.escape(kind)} {_text.escape(entry.id)}")
    elif entry.sort is Sort.VIEW:
        ctx.links.page("views", f"**{_text.escape(titles_of(ctx).get(entry.id, entry.id))}**", v=entry.id)
    elif entry.sort is Sort.SOURCE:
        fact = ctx.model.facts[entry.id]
        with st.expander(f"**{_text.escape(entry.id)}** {_text.escape(in_language(fact.text, ctx.lang))}"):
            show_sources(ctx, (fact,))
            for concept in [c for c in ctx.model.concepts() if any(s.fact == entry.id for s in c.sources)][:_FEW]:
                ctx.links.concept(concept)
    else:
        _statement(ctx, entry)


def _statement(ctx: PageContext, entry: SearchEntry) -> None:
    """A statement, a question or a document: its words, leading to what it is about."""
    about = ctx.model.get(entry.about)
    text = f"**{_text.escape(entry.id)}** {_text.escape(_words(ctx, entry))}"
    if about is not None:
        ctx.links.concept(about, text)
    else:
        st.markdown(text)


def _words(ctx: PageContext, entry: SearchEntry) -> str:
    if entry.sort is Sort.STATEMENT:
        return statement_line(ctx, next(s for s in ctx.model.statements if s.id == entry.id))
    if entry.sort is Sort.QUESTION:
        return in_language(next(q for q in ctx.model.questions if q.id == entry.id).text, ctx.lang)
    return in_language(ctx.model.documents[entry.id].title, ctx.lang)


PAGE = Page("search", "search", NavigationPart.LINKED, 2, show)
