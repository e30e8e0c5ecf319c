"""Take it along: the whole model in the formats of other tools, and the documents people work with."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from ea_model import exporters
from ea_model.exporters import office
from ea_model.source.views import View
from ea_model.values import in_language
from ea_model.views import build, documents, pictures
from ea_model.views.pages.shared import address, save, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.words import table
from ea_model.writing import Stage
from ea_model.writing.names import safe

_WITH_VIEWS = ("exchange", "archi")
_ALONG = ("own", "computed")


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("exchange"), anchor=False)
    _formats(ctx)
    _documents(ctx)


def _formats(ctx: PageContext) -> None:
    st.header(ctx.say("whole_model_as"), anchor=False)
    st.caption(ctx.say("exchange_hint"))
    along = address.switch(ctx.say("views_along"), "along", _ALONG, _ALONG[0], lambda a: ctx.say(f"along_{a}"))
    for name in exporters.MODULES:
        exporter = exporters.load(name)
        with st.container(border=True):
            left, right = st.columns((2, 1), vertical_alignment="center")
            with left:
                st.markdown(f"**{text.escape(in_language(exporter.label, ctx.lang))}** `{exporter.suffix}`")
                st.caption(ctx.say(f"format_{name}") if f"Ui.format_{name}" in table(ctx.lang) else "")
            with right:
                make = partial(_exported, ctx, name, computed=along == "computed" and name in _WITH_VIEWS)
                file = f"{safe(ctx.model.id)}{exporter.suffix}"
                save.button(ctx, file, exporter.suffix.removeprefix("."), make, words=ctx.say("save"))
    _losses(ctx)


def _exported(ctx: PageContext, name: str, *, computed: bool) -> bytes:
    views: tuple[View, ...] = pictures.exchange_views(ctx.model, ctx.lang) if computed else ()
    return save.exported(ctx, name, views)


def _losses(ctx: PageContext) -> None:
    """What a format has no place for, told before somebody relies on it."""

    def named(name: str) -> str:
        return in_language(exporters.load(name).label, ctx.lang) if name else ctx.say("choose_format")

    earlier = exporters.EARLIER.get(address.value("losses"))
    if earlier:  # a link from before opens what it showed
        address.put("losses", earlier)
    name = address.choose(ctx.say("what_is_lost"), "losses", ["", *exporters.MODULES], "", named)
    if not name:
        return
    lost = ctx.opened.cached(("lost", name), lambda: _lost(ctx, name))
    if not lost:
        st.success(ctx.say("nothing_lost"), icon=":material/check_circle:")
    for loss in lost:
        st.markdown(f"- {text.escape(loss.sentence(ctx.lang))}")


def _lost(ctx: PageContext, name: str) -> tuple[exporters.Loss, ...]:
    lost: list[exporters.Loss] = []
    save.exported(ctx, name, report=lost.append)
    return tuple(dict.fromkeys(lost))


def _documents(ctx: PageContext) -> None:
    """Annexes, registers and lists, in one archive."""
    st.header(ctx.say("documents"), anchor=False)
    st.caption(ctx.say("documents_hint", moment=text.escape(ctx.names.moment())))
    titles = {name: ctx.say(f"document_{name}") for name in documents.NAMES}
    names = address.several(ctx.say("which_documents"), "documents", list(titles), titles.__getitem__)
    forms = [form for form in office.FORMATS if save.available(form)]
    formats = address.several(ctx.say("which_formats"), "formats", forms, lambda f: ctx.say(f"form_{f}"))
    whose = "all"
    if ctx.contract:
        whose = address.switch(
            ctx.say("about"), "whose", ("contract", "all"), "contract",
            lambda w: ctx.say("all_contracts") if w == "all" else ctx.contract,
        )  # fmt: skip
    contract = ctx.contract if whose == "contract" else ""
    make = partial(_archive, ctx, tuple(names), tuple(formats), contract)
    file = save.file_name(ctx, f"{ctx.model.id}-{ctx.say('documents').lower()}", "zip")
    save.button(ctx, file, "zip", make, words=ctx.say("save_documents"))


def _archive(ctx: PageContext, only: tuple[str, ...], formats: tuple[str, ...], contract: str) -> bytes:
    """The documents as one zip; the formats usual for each when none is chosen."""
    choice = build.Choice(contract=contract, only=only, formats=formats, style=office.load_style())
    with tempfile.TemporaryDirectory(prefix="ea-documents-") as folder:
        writer = build.Writer(Stage(Path(folder)), Path(folder), lambda _: None)
        files = build.write_documents(ctx.model, [ctx.scope], ctx.lang, writer, choice)
    return next(content for name, content in files.items() if name.endswith(".zip"))


PAGE = Page("exchange", "download", NavigationPart.MODEL, 2, show)
