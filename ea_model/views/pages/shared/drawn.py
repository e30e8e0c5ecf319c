"""The drawings of the pages: a computed picture of the question at the ctx, laid out and painted, kept per drawing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from ea_model.scope import Scope
from ea_model.source.views import View
from ea_model.views.diagrams import PICTURES
from ea_model.views.layout import layout
from ea_model.views.pages.shared import address
from ea_model.views.pages.shared import save as _save
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.map_component import OPENED, architecture_map
from ea_model.views.picture_options import ASKABLE, PictureOptions
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.render.notation_chart import notation_chart
from ea_model.views.render.to_view import as_view
from ea_model.views.scene.diagram import Diagram
from ea_model.views.svg.paint import paint
from ea_model.writing.names import portable


def picture(
    ctx: PageContext, name: str, options: Mapping[str, str], scope: Scope | None = None
) -> tuple[Diagram, bytes]:
    """One of the computed pictures as data and as an interactive SVG; of another moment with ``scope``.

    ``options`` are those of `PictureOptions`, several values joined by commas. Raises what the picture raises.
    """
    at = scope or ctx.scope
    picture_options = PictureOptions.of({"lang": ctx.lang, **{key: options[key] for key in ASKABLE if key in options}})
    moment = (at.moment.plateau.id if at.moment.plateau else "", str(at.moment.day or ""))
    question = ("picture", name, ctx.lang, *moment, *sorted(options.items()))
    diagram = ctx.cached(question, lambda: PICTURES[name].build(at, picture_options))
    return diagram, _painted(diagram, ctx.lang)


def show(ctx: PageContext, name: str, options: Mapping[str, str], *, key: str, scope: Scope | None = None) -> Diagram:
    """A computed picture as a map one can walk through, with the ways to save it.

    What is clicked goes to the address; what is double-clicked opens its sheet.
    """
    diagram, svg = picture(ctx, name, options, scope)
    architecture_map(svg, diagram, key=key, lang=ctx.lang, selected=address.value("el"))
    opened = st.session_state.pop(OPENED, "")
    if opened:
        ctx.links.go("element", el=opened)
    save(ctx, diagram)
    return diagram


def save(ctx: PageContext, diagram: Diagram) -> None:
    """The ways to take a computed picture along."""
    name = portable(diagram.id.replace(" ", "-"))
    _save.picture(ctx, name, diagram.title, partial(_plain, diagram, ctx.lang), partial(_view, diagram, name))


def _plain(diagram: Diagram, lang: str) -> bytes:
    """Without what only a screen needs."""
    return paint(diagram_scene(diagram, layout(diagram), lang))


def _view(diagram: Diagram, name: str) -> View:
    return as_view(diagram_scene(diagram, layout(diagram)), f"view-{name}")


# The same diagram is drawn once; its text is all of it, so that nothing stale can be shown.
@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Diagram: repr})
def _painted(diagram: Diagram, lang: str) -> bytes:
    return paint(diagram_scene(diagram, layout(diagram), lang), interactive=True)


@st.cache_data(max_entries=4, show_spinner=False)
def notation(lang: str) -> tuple[Diagram, bytes]:
    """Every kind of element and relation, with its name."""
    diagram, placed = notation_chart(lang)
    return diagram, paint(diagram_scene(diagram, placed, lang), interactive=True)
