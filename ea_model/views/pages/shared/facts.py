"""What a sheet says about an element or a relation: attributes, neighbours, sources, open questions, place."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import Effect, OpenQuestion, ScopeStatement
from ea_model.metamodel.lean import telling_features
from ea_model.selection import subject_words
from ea_model.values import Provenance, SourceRef, Unknown, in_language
from ea_model.views.pages.shared import model_paths
from ea_model.views.pages.shared import text as _text
from ea_model.views.pages.shared.context import PageContext
from ea_model.words import table

_SHOWN_ELSEWHERE = frozenset({"id", "name", "documentation", "sources", "properties", "source", "target", "note"})
_FEW = 6
"""Neighbours and sources a panel beside a picture shows before it points at the sheet."""


def badges(ctx: PageContext, concept: Concept) -> None:
    """Kind, layer, and what is remarkable about the concept as a whole."""
    with st.container(horizontal=True, gap="small"):
        st.badge(_text.escape(ctx.names.kind(concept)), color="blue")
        if isinstance(concept, Element):
            st.badge(_text.escape(_layer(ctx, concept)), color="gray")
            for attribute in ("criticality", "status"):
                value = getattr(concept, attribute)
                if isinstance(value, str):
                    st.badge(_text.escape(ctx.names.value(value)), color="orange")
            if concept.open_list is True:
                st.badge(ctx.say("open_list_badge"), color="violet")
        if concept.provenance is not Provenance.STATED:
            st.badge(ctx.names.value(concept.provenance), color="violet")


def _layer(ctx: PageContext, element: Element) -> str:
    return table(ctx.lang).get(f"Layer.{element.layer}", element.layer)


def attributes(ctx: PageContext, concept: Concept, *, brief: bool = False) -> list[tuple[str, str]]:
    """Every attribute that holds something: its word, and its value as Markdown.

    An explicit unknown names its open question, and tells it the first time unless ``brief``.
    """
    rows: list[tuple[str, str]] = []
    worded: set[str] = set()
    for feature, value in telling_features(concept):
        if feature in _SHOWN_ELSEWHERE:
            continue
        text = _text.escape(ctx.names.value(value))
        if isinstance(value, Unknown):
            about = [q for q in questions(ctx, concept) if _asks(q, f"{concept.id}.{feature}", value)]
            text = " ".join([f":gray-background[{text}]", *(_question(ctx, q, worded, brief=brief) for q in about)])
        rows.append((attribute_name(feature, ctx.lang), text))
    rows += [(_text.escape(key), _text.escape(value)) for key, value in concept.properties]
    return rows


def attribute_name(feature: str, lang: str) -> str:
    """The word for an attribute; one that a model declared for its own kinds reads as it is written."""
    return table(lang).get(f"Attribute.{feature}", _text.escape(feature.replace("_", " ")))


def _asks(question: OpenQuestion, attribute: str, value: Unknown) -> bool:
    return attribute in question.attributes or question.id == value.item


def _question(ctx: PageContext, question: OpenQuestion, worded: set[str], *, brief: bool) -> str:
    short = brief or question.id in worded
    worded.add(question.id)
    text = "" if short else f": {_text.escape(in_language(question.told, ctx.lang))}"
    return f"{_text.escape(question.id)}{text}"


def show_attributes(ctx: PageContext, concept: Concept) -> None:
    """The attributes as a table of words, real text that can be selected and read out."""
    rows = attributes(ctx, concept)
    if rows:
        st.table({ctx.say("attribute"): [r[0] for r in rows], ctx.say("value"): [r[1] for r in rows]}, hide_index=True)
    else:
        st.caption(ctx.say("no_attributes"))


def neighbours(ctx: PageContext, concept: Concept, *, outgoing: bool) -> list[Relation]:
    """Relations that start or end here and exist at this moment, read as sentences in a steady order."""
    relations = ctx.model.outgoing(concept) if outgoing else ctx.model.incoming(concept)
    present = [r for r in relations if ctx.model.in_plateau(r, ctx.scope.moment.plateau)]
    return sorted(present, key=lambda r: (r.kind, ctx.names.of(_other(r, outgoing=outgoing)).casefold(), r.id))


def _other(relation: Relation, *, outgoing: bool) -> Concept:
    return relation.target if outgoing else relation.source


def show_neighbours(ctx: PageContext, concept: Concept, *, outgoing: bool, most: int = 0, place: str = "") -> None:
    """Each relation as a sentence that leads to the other end."""
    relations = neighbours(ctx, concept, outgoing=outgoing)
    with st.container(gap="xsmall"):
        for number, relation in enumerate(relations[: most or None]):
            other = _other(relation, outgoing=outgoing)
            verb = _text.escape(_text.verb(relation, ctx.lang, backwards=not outgoing))
            button = f"{place} {relation.id} {number}" if place else ""
            ctx.links.concept(other, f"{verb} **{ctx.names.md(other)}**", place=button)
    if most and len(relations) > most:
        st.caption(ctx.say("and_more", count=len(relations) - most))
    if not relations and not most:
        st.caption(ctx.say("none"))


def _source(ctx: PageContext, source: SourceRef) -> str:
    """A quote, literally, with where it stands."""
    where = _text.escape(_text.source_place(ctx.model, source, ctx.lang))
    fact = f"**{_text.escape(source.fact)}** " if source.fact else ""
    quote = f"“{_text.escape(source.quote)}”" if source.quote else f"_{ctx.say('no_quote')}_"
    return f"> {quote}  \n> {fact}{where}"


def show_sources(ctx: PageContext, sources: tuple[SourceRef, ...], *, most: int = 0) -> None:
    """Every quote, or the first few."""
    if sources:
        st.markdown("\n\n".join(_source(ctx, source) for source in sources[: most or None]))
    if most and len(sources) > most:
        st.caption(ctx.say("and_more", count=len(sources) - most))
    if not sources:
        st.caption(ctx.say("no_sources"))


def questions(ctx: PageContext, concept: Concept) -> list[OpenQuestion]:
    """What the sources do not say about this concept or one of its attributes."""
    prefix = f"{concept.id}."
    questions = (q for q in ctx.model.questions if ctx.scope.facts.holds(q.plateaus))
    return [q for q in questions if concept in q.about or any(a.startswith(prefix) for a in q.attributes)]


def show_questions(ctx: PageContext, concept: Concept) -> None:
    """The open questions with their ids."""
    about = questions(ctx, concept)
    for question in about:
        st.markdown(f"- **{_text.escape(question.id)}** {_text.escape(in_language(question.told, ctx.lang))}")
    if not about:
        st.caption(ctx.say("no_questions"))


def show_place(ctx: PageContext, concept: Concept) -> None:
    """File and line, ready to be copied into an editor."""
    place = model_paths.shown(str(ctx.model.place(concept.id)))
    if place:
        st.caption(ctx.say("stands_at"))
        st.code(place, language=None, wrap_lines=True)


def statement_line(ctx: PageContext, statement: ScopeStatement) -> str:
    """A statement in a line: under what, which activity, on what, by whom."""
    under = statement.contract.id if statement.contract else ctx.say("in_house")
    subject = ctx.names.of(statement.subject) if statement.subject else subject_words(statement, ctx.lang)
    who = ", ".join(ctx.names.of(p) for p in statement.parties)
    key = "statement_excludes" if statement.effect == Effect.EXCLUDE else "statement_says"
    return ctx.say(key, under=under, activity=in_language(statement.activity.label, ctx.lang), subject=subject,
                    who=who or ctx.say("nobody_named"), role=statement.role)  # fmt: skip


def show_panel(ctx: PageContext, concept: Concept) -> None:
    """The small sheet beside a picture or a table."""
    st.subheader(ctx.names.md(concept), anchor=False)
    badges(ctx, concept)
    ctx.links.concept(concept, ctx.say("open_sheet"))
    if concept.documentation:
        st.markdown(_text.escape(in_language(concept.documentation, ctx.lang)))
    if isinstance(concept, Relation):
        for end, word in ((concept.source, "from"), (concept.target, "to")):
            ctx.links.concept(end, f"{ctx.say(word)} **{ctx.names.md(end)}**")
    rows = attributes(ctx, concept, brief=True)
    if rows:
        st.table(dict(rows[:_FEW]), border="horizontal")
    if isinstance(concept, Element):
        with st.expander(ctx.say("relations")):
            show_neighbours(ctx, concept, outgoing=True, most=_FEW)
            show_neighbours(ctx, concept, outgoing=False, most=_FEW)
    with st.expander(ctx.say("sources_count", count=len(concept.sources))):
        show_sources(ctx, concept.sources, most=_FEW)
