"""What a sheet says about an element or a relation: attributes, neighbours, sources, open questions, place."""

from __future__ import annotations

import streamlit as st

from ea_model.labels import table
from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import OpenQuestion, ScopeStatement
from ea_model.metamodel.lean import features_of
from ea_model.values import Provenance, SourceRef, Unknown, in_language
from views.pages import _text
from views.pages._desk import Desk

_SHOWN_ELSEWHERE = frozenset({"id", "name", "documentation", "sources", "properties", "source", "target", "note"})
_FEW = 6
"""Neighbours and sources a panel beside a picture shows before it points at the sheet."""


def badges(desk: Desk, concept: Concept) -> None:
    """Kind, layer, and what is remarkable about the concept as a whole."""
    with st.container(horizontal=True, gap="small"):
        st.badge(_text.escape(desk.kind(concept)), color="blue")
        if isinstance(concept, Element):
            st.badge(_text.escape(_layer(desk, concept)), color="gray")
            for attribute in ("criticality", "status"):
                value = getattr(concept, attribute)
                if isinstance(value, str):
                    st.badge(_text.escape(desk.text(value)), color="orange")
            if concept.open_list is True:
                st.badge(desk.say("open_list_badge"), color="violet")
        if concept.provenance is not Provenance.STATED:
            st.badge(desk.text(concept.provenance), color="violet")


def _layer(desk: Desk, element: Element) -> str:
    return table(desk.lang).get(f"Layer.{element.layer}", element.layer)


def attributes(desk: Desk, concept: Concept, *, brief: bool = False) -> list[tuple[str, str]]:
    """Every attribute that holds something: its word, and its value as Markdown.

    An explicit unknown names its open question, and tells it the first time unless ``brief``.
    """
    found: list[tuple[str, str]] = []
    told: set[str] = set()
    for feature, described in features_of(type(concept)).items():
        value = concept.__dict__.get(feature, described.fallback)
        if feature in _SHOWN_ELSEWHERE or value == described.fallback or value in (None, ()):
            continue
        shown = _text.escape(desk.text(value))
        if isinstance(value, Unknown):
            asked = [q for q in questions(desk, concept) if _asks(q, f"{concept.id}.{feature}", value)]
            shown = " ".join([f":gray-background[{shown}]", *(_question(desk, q, told, brief=brief) for q in asked)])
        found.append((attribute_name(feature, desk.lang), shown))
    found += [(_text.escape(key), _text.escape(value)) for key, value in concept.properties]
    return found


def attribute_name(feature: str, lang: str) -> str:
    """The word for an attribute; one that a model declared for its own kinds reads as it is written."""
    return table(lang).get(f"Attribute.{feature}", _text.escape(feature.replace("_", " ")))


def _asks(question: OpenQuestion, attribute: str, value: Unknown) -> bool:
    return attribute in question.attributes or question.id == value.item


def _question(desk: Desk, question: OpenQuestion, told: set[str], *, brief: bool) -> str:
    short = brief or question.id in told
    told.add(question.id)
    text = "" if short else f": {_text.escape(in_language(question.text, desk.lang))}"
    return f"{_text.escape(question.id)}{text}"


def show_attributes(desk: Desk, concept: Concept) -> None:
    """The attributes as a table of words, real text that can be selected and read out."""
    rows = attributes(desk, concept)
    if rows:
        st.table(
            {desk.say("attribute"): [r[0] for r in rows], desk.say("value"): [r[1] for r in rows]}, hide_index=True
        )
    else:
        st.caption(desk.say("no_attributes"))


def neighbours(desk: Desk, concept: Concept, *, outgoing: bool) -> list[Relation]:
    """Relations that start or end here and exist at this moment, read as sentences in a steady order."""
    found = desk.model.outgoing(concept) if outgoing else desk.model.incoming(concept)
    here = [r for r in found if desk.model.in_plateau(r, desk.scope.moment.plateau)]
    return sorted(here, key=lambda r: (r.kind, desk.name(_other(r, outgoing=outgoing)).casefold(), r.id))


def _other(relation: Relation, *, outgoing: bool) -> Concept:
    return relation.target if outgoing else relation.source


def show_neighbours(desk: Desk, concept: Concept, *, outgoing: bool, most: int = 0, here: str = "") -> None:
    """Each relation as a sentence that leads to the other end."""
    found = neighbours(desk, concept, outgoing=outgoing)
    with st.container(gap="xsmall"):
        for number, relation in enumerate(found[: most or None]):
            other = _other(relation, outgoing=outgoing)
            verb = _text.escape(_text.verb(relation, desk.lang, backwards=not outgoing))
            place = f"{here} {relation.id} {number}" if here else ""
            desk.link_to(other, f"{verb} **{desk.md(other)}**", here=place)
    if most and len(found) > most:
        st.caption(desk.say("and_more", count=len(found) - most))
    if not found and not most:
        st.caption(desk.say("none"))


def _source(desk: Desk, source: SourceRef) -> str:
    """A quote, literally, with where it stands."""
    where = _text.escape(_text.source_place(desk.model, source, desk.lang))
    fact = f"**{_text.escape(source.fact)}** " if source.fact else ""
    quote = f"“{_text.escape(source.quote)}”" if source.quote else f"_{desk.say('no_quote')}_"
    return f"> {quote}  \n> {fact}{where}"


def show_sources(desk: Desk, sources: tuple[SourceRef, ...], *, most: int = 0) -> None:
    """Every quote, or the first few."""
    if sources:
        st.markdown("\n\n".join(_source(desk, source) for source in sources[: most or None]))
    if most and len(sources) > most:
        st.caption(desk.say("and_more", count=len(sources) - most))
    if not sources:
        st.caption(desk.say("no_sources"))


def questions(desk: Desk, concept: Concept) -> list[OpenQuestion]:
    """What the sources do not say about this concept or one of its attributes."""
    prefix = f"{concept.id}."
    return [q for q in desk.model.questions if concept in q.about or any(a.startswith(prefix) for a in q.attributes)]


def show_questions(desk: Desk, concept: Concept) -> None:
    """The open questions with their ids."""
    found = questions(desk, concept)
    for question in found:
        st.markdown(f"- **{_text.escape(question.id)}** {_text.escape(in_language(question.text, desk.lang))}")
    if not found:
        st.caption(desk.say("no_questions"))


def show_place(desk: Desk, concept: Concept) -> None:
    """File and line, ready to be copied into an editor."""
    place = str(desk.model.place(concept.id))
    if place:
        st.caption(desk.say("stands_at"))
        st.code(place, language=None, wrap_lines=True)


def statement_line(desk: Desk, statement: ScopeStatement) -> str:
    """A statement in a line: under what, which activity, on what, by whom."""
    under = statement.contract.id if statement.contract else desk.say("in_house")
    subject = desk.name(statement.subject) if statement.subject else statement.selector_type
    who = ", ".join(desk.name(p) for p in statement.parties)
    key = "statement_excludes" if statement.effect == "exclude" else "statement_says"
    return desk.say(key, under=under, activity=in_language(statement.activity.label, desk.lang), subject=subject,
                    who=who or desk.say("nobody_named"), role=statement.role)  # fmt: skip


def show_panel(desk: Desk, concept: Concept) -> None:
    """The small sheet beside a picture or a table."""
    st.subheader(desk.md(concept), anchor=False)
    badges(desk, concept)
    desk.link_to(concept, desk.say("open_sheet"))
    if concept.documentation:
        st.markdown(_text.escape(in_language(concept.documentation, desk.lang)))
    if isinstance(concept, Relation):
        for end, word in ((concept.source, "from"), (concept.target, "to")):
            desk.link_to(end, f"{desk.say(word)} **{desk.md(end)}**")
    rows = attributes(desk, concept, brief=True)
    if rows:
        st.table(dict(rows[:_FEW]), border="horizontal")
    if isinstance(concept, Element):
        with st.expander(desk.say("relations")):
            show_neighbours(desk, concept, outgoing=True, most=_FEW)
            show_neighbours(desk, concept, outgoing=False, most=_FEW)
    with st.expander(desk.say("sources_count", count=len(concept.sources))):
        show_sources(desk, concept.sources, most=_FEW)
