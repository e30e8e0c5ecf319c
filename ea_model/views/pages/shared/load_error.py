"""What a person sees when the model files do not load: every problem with its place, never a traceback."""

from __future__ import annotations

import streamlit as st

from ea_model.messages.problems import Level
from ea_model.messages.report import report
from ea_model.views.pages.shared import model_paths, text
from ea_model.views.pages.shared.open_model import Opened
from ea_model.words import label

_MOST = 200
"""Problems listed; whoever has more mends these first."""


def show(opened: Opened, lang: str) -> None:
    """A red banner; below it the last good state goes on, where there is one."""
    errors = [p for p in opened.problems if p.level is Level.ERROR]
    state = label("Ui.last_good" if opened.model is not None else "Ui.nothing_to_show", lang)
    if opened.message:
        st.error(f"{text.escape(model_paths.shown(opened.message))}  \n{state}")
        return
    st.error(f"{label('Ui.broken', lang, count=len(errors))} {state}", icon=":material/error:")
    # As code: a message quotes the file, and code is shown as it is.
    st.code(model_paths.shown("\n".join(report(errors[:_MOST], lang))), language=None, wrap_lines=True)
    if len(errors) > _MOST:
        st.caption(label("Ui.and_more", lang, count=len(errors) - _MOST))
