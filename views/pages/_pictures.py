"""The drawings of the pages: a computed picture of the question at the desk, laid out and painted, kept per drawing."""

from __future__ import annotations

import streamlit as st

from views.diagram import Diagram
from views.diagrams import PICTURES, PictureOptions
from views.layout import layout
from views.legend import notation_chart
from views.pages._desk import Desk
from views.paint import paint


def picture(desk: Desk, name: str, *, contract: str = "", element: str = "") -> tuple[Diagram, bytes]:
    """One of the computed pictures as data and as an interactive SVG."""
    diagram = PICTURES[name].build(desk.scope, PictureOptions(desk.lang, contract, element))
    return diagram, _painted(diagram, desk.lang)


# The same diagram is drawn once; its text is all of it, so that nothing stale can be shown.
@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Diagram: repr})
def _painted(diagram: Diagram, lang: str) -> bytes:
    return paint(diagram, layout(diagram), lang=lang, interactive=True)


@st.cache_data(max_entries=4, show_spinner=False)
def notation(lang: str) -> tuple[Diagram, bytes]:
    """Every kind of element and relation, with its name."""
    diagram, placed = notation_chart(lang)
    return diagram, paint(diagram, placed, lang=lang, interactive=True)
