"""How to read it: statuses, classes, letters, keys of the map, the notation, and the terms."""

from __future__ import annotations

import streamlit as st

from ea_model.scope import ScopeClass, Status
from ea_model.views.pages.shared import drawn
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.map_component import architecture_map
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.pages.shared.tones import CLASS_BADGE, STATUS_BADGE
from ea_model.words import label, table


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("help"), anchor=False)
    st.markdown(ctx.say("help_intro"))
    one, two = st.columns(2)
    with one:
        st.header(ctx.say("help_statuses"), anchor=False)
        for status in Status:
            st.markdown(
                f":{STATUS_BADGE[status]}-badge[{ctx.word(status)}] {label(f'StatusHelp.{status.name}', ctx.lang)}"
            )
    with two:
        st.header(ctx.say("help_classes"), anchor=False)
        for scope_class in ScopeClass:
            meaning = label(f"ClassHelp.{scope_class.name}", ctx.lang)
            st.markdown(f":{CLASS_BADGE[scope_class]}-badge[{ctx.word(scope_class)}] {meaning}")
    st.header(ctx.say("help_letters"), anchor=False)
    st.markdown(ctx.say("help_letters_text"))
    st.header(ctx.say("help_rules"), anchor=False)
    st.markdown(ctx.say("help_rules_text"))
    st.header(ctx.say("help_time"), anchor=False)
    st.markdown(ctx.say("help_time_text"))
    st.header(ctx.say("help_keys"), anchor=False)
    st.markdown(ctx.say("help_keys_text"))
    st.header(ctx.say("help_terms"), anchor=False)
    _glossary(ctx)
    st.header(ctx.say("help_notation"), anchor=False)
    diagram, svg = drawn.notation(ctx.lang)
    architecture_map(svg, diagram, key="notation", lang=ctx.lang, pickable=False)


def _glossary(ctx: PageContext) -> None:
    """Terms side by side in both languages, with what is meant here."""
    dutch, english = table("nl"), table("en")
    terms = [key.removeprefix("Term.") for key in dutch if key.startswith("Term.")]
    meanings = [label(f"Meaning.{term}", ctx.lang) for term in terms]
    st.table(
        {
            ctx.say("term_nl"): [dutch[f"Term.{term}"] for term in terms],
            ctx.say("term_en"): [english[f"Term.{term}"] for term in terms],
            ctx.say("meaning"): meanings,
        },
        hide_index=True,
    )


PAGE = Page("help", "help", NavigationPart.MODEL, 4, show)
