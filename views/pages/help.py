"""How to read it: statuses, classes, letters, keys of the map, the notation, and the terms."""

from __future__ import annotations

import streamlit as st

from ea_model.labels import label, table
from ea_model.scope import ScopeClass, Status
from views.pages import _pictures
from views.pages._desk import Desk
from views.pages._tones import CLASS_BADGE, STATUS_BADGE
from views.pages.map_component import architecture_map


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("help"), anchor=False)
    st.markdown(desk.say("help_intro"))
    one, two = st.columns(2)
    with one:
        st.header(desk.say("help_statuses"), anchor=False)
        for status in Status:
            st.markdown(
                f":{STATUS_BADGE[status]}-badge[{desk.word(status)}] {label(f'StatusHelp.{status.name}', desk.lang)}"
            )
    with two:
        st.header(desk.say("help_classes"), anchor=False)
        for scope_class in ScopeClass:
            meaning = label(f"ClassHelp.{scope_class.name}", desk.lang)
            st.markdown(f":{CLASS_BADGE[scope_class]}-badge[{desk.word(scope_class)}] {meaning}")
    st.header(desk.say("help_letters"), anchor=False)
    st.markdown(desk.say("help_letters_text"))
    st.header(desk.say("help_rules"), anchor=False)
    st.markdown(desk.say("help_rules_text"))
    st.header(desk.say("help_time"), anchor=False)
    st.markdown(desk.say("help_time_text"))
    st.header(desk.say("help_keys"), anchor=False)
    st.markdown(desk.say("help_keys_text"))
    st.header(desk.say("help_terms"), anchor=False)
    _glossary(desk)
    st.header(desk.say("help_notation"), anchor=False)
    diagram, svg = _pictures.notation(desk.lang)
    architecture_map(svg, diagram, key="notation", lang=desk.lang, pickable=False)


def _glossary(desk: Desk) -> None:
    """Terms side by side in both languages, with what is meant here."""
    dutch, english = table("nl"), table("en")
    terms = [key.removeprefix("Term.") for key in dutch if key.startswith("Term.")]
    meanings = [label(f"Meaning.{term}", desk.lang) for term in terms]
    st.table(
        {
            desk.say("term_nl"): [dutch[f"Term.{term}"] for term in terms],
            desk.say("term_en"): [english[f"Term.{term}"] for term in terms],
            desk.say("meaning"): meanings,
        },
        hide_index=True,
    )
