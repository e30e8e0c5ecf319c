"""Take it along: the whole model in the formats of other tools, and the documents people work with."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

import builds
import exporters
from ea_model.drawing import View
from ea_model.labels import table
from ea_model.values import in_language
from exporters import office
from views import documents, gallery
from views.pages import _model, _save, _state, _text
from views.pages._desk import Desk

_WITH_VIEWS = ("archimate", "archi")
_ALONG = ("own", "computed")


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("exchange"), anchor=False)
    _formats(desk)
    _documents(desk)


def _formats(desk: Desk) -> None:
    st.header(desk.say("whole_model_as"), anchor=False)
    st.caption(desk.say("exchange_hint"))
    along = _state.switch(desk.say("views_along"), "along", _ALONG, _ALONG[0], lambda a: desk.say(f"along_{a}"))
    for name in exporters.MODULES:
        exporter = exporters.load(name)
        with st.container(border=True):
            left, right = st.columns((2, 1), vertical_alignment="center")
            with left:
                st.markdown(f"**{_text.escape(in_language(exporter.label, desk.lang))}** `{exporter.suffix}`")
                st.caption(desk.say(f"format_{name}") if f"Ui.format_{name}" in table(desk.lang) else "")
            with right:
                make = partial(_exported, desk, name, computed=along == "computed" and name in _WITH_VIEWS)
                file = f"{gallery.safe(desk.model.id)}{exporter.suffix}"
                _save.button(desk, file, exporter.suffix.removeprefix("."), make, words=desk.say("save"))
    _losses(desk)


def _exported(desk: Desk, name: str, *, computed: bool) -> bytes:
    views: tuple[View, ...] = gallery.exchange_views(desk.model, desk.lang) if computed else ()
    return _save.exported(desk, name, views)


def _losses(desk: Desk) -> None:
    """What a format has no place for, told before somebody relies on it."""

    def shown(name: str) -> str:
        return in_language(exporters.load(name).label, desk.lang) if name else desk.say("choose_format")

    wanted = _state.choose(desk.say("what_is_lost"), "losses", ["", *exporters.MODULES], "", shown)
    if not wanted:
        return
    lost = _model.kept(desk.opened, ("lost", wanted, desk.lang), lambda: _told(desk, wanted))
    if not lost:
        st.success(desk.say("nothing_lost"), icon=":material/check_circle:")
    for sentence in lost:
        st.markdown(f"- {_text.escape(sentence)}")


def _told(desk: Desk, name: str) -> tuple[str, ...]:
    heard: list[str] = []
    _save.exported(desk, name, told=heard.append)
    return tuple(dict.fromkeys(heard))


def _documents(desk: Desk) -> None:
    """Annexes, registers and lists, in one archive."""
    st.header(desk.say("documents"), anchor=False)
    st.caption(desk.say("documents_hint", moment=_text.escape(desk.moment_title())))
    titles = {name: desk.say(f"document_{name}") for name in documents.MODULES}
    chosen = _state.several(desk.say("which_documents"), "documents", list(titles), titles.__getitem__)
    forms = [form for form in office.FORMATS if _save.available(form)]
    wanted = _state.several(desk.say("which_formats"), "formats", forms, lambda f: desk.say(f"form_{f}"))
    whose = "all"
    if desk.contract:
        whose = _state.switch(
            desk.say("about"), "whose", ("contract", "all"), "contract",
            lambda w: desk.say("all_contracts") if w == "all" else desk.contract,
        )  # fmt: skip
    contract = desk.contract if whose == "contract" else ""
    make = partial(_archive, desk, tuple(chosen), tuple(wanted), contract)
    file = _save.file_name(desk, f"{desk.model.id}-{desk.say('documents').lower()}", "zip")
    _save.button(desk, file, "zip", make, words=desk.say("save_documents"))


def _archive(desk: Desk, only: tuple[str, ...], formats: tuple[str, ...], contract: str) -> bytes:
    """The documents as one zip; the formats usual for each when none is chosen."""
    choice = builds.Choice(contract=contract, only=only, formats=formats, style=office.load_style())
    with tempfile.TemporaryDirectory(prefix="ea-documents-") as folder:
        writer = builds.Writer(Path(folder), lambda _: None)
        files = builds.write_documents(desk.model, [desk.scope], desk.lang, writer, choice)
    return next(content for name, content in files.items() if name.endswith(".zip"))
