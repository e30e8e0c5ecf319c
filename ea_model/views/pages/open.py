"""Open another model: an example, a file or folder on this machine, or one that somebody brings along."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ea_model.views.pages.shared import address, model_paths, text
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.words import label

_KEPT = ("lang",)
"""What a link to another model keeps: plateaus and contracts are those of a model."""


def show(lang: str, pages: Mapping[str, st.Page]) -> None:
    """The page; it needs no model, so that somebody whose model is broken can open another."""
    st.title(label("Ui.open", lang), anchor=False)
    st.markdown(label("Ui.open_intro", lang))
    st.header(label("Ui.open_examples", lang), anchor=False)
    with st.container(gap="xsmall"):
        for name, path in model_paths.named().items():
            _link(pages, lang, name, f"**{text.escape(name)}** {text.escape(path)}")
    for token, upload in model_paths.uploads().items():
        _link(pages, lang, token, f"**{text.escape(upload.name)}** {label('Ui.uploaded_here', lang)}")
    _on_this_machine(lang, pages)
    _bring_along(lang, pages)


def _link(pages: Mapping[str, st.Page], lang: str, model: str, words: str) -> None:
    st.page_link(pages["overview"], label=words, icon=":material/folder_open:",
                 query_params={"lang": lang, "model": model})  # fmt: skip


def _on_this_machine(lang: str, pages: Mapping[str, st.Page]) -> None:
    """Models below the allowed folders, and a line to type a path."""
    st.header(label("Ui.open_path", lang), anchor=False)
    if not model_paths.is_local():
        st.info(label("Ui.refused_remote", lang))
        return
    folders = ", ".join(str(root) for root in model_paths.roots())
    st.caption(label("Ui.open_roots", lang, folders=text.escape(folders)))
    with st.container(gap="xsmall"):
        for path in model_paths.below_roots():
            _link(pages, lang, path, text.escape(path))
    typed = st.text_input(label("Ui.path", lang), key="path typed", max_chars=1000, placeholder="/…/model.archimate")
    if typed:
        try:
            path = str(model_paths.path_of(typed.strip()))
        except model_paths.RefusedError as error:
            st.error(label(f"Ui.{error.key}", lang))
            return
        _link(pages, lang, path, label("Ui.open_this", lang, path=text.escape(path)))


def _bring_along(lang: str, pages: Mapping[str, st.Page]) -> None:
    """Upload: kept for this session in a folder of its own, only ever read as a model."""
    st.header(label("Ui.open_upload", lang), anchor=False)
    st.caption(label("Ui.open_upload_hint", lang, megabytes=model_paths.MOST_BYTES // 1_000_000))
    # A new box after each upload, so that what was kept is not kept again.
    number = len(model_paths.uploads())
    files = st.file_uploader(
        label("Ui.files", lang), type=[e.removeprefix(".") for e in model_paths.ENDINGS], accept_multiple_files=True,
        max_upload_size=model_paths.MOST_BYTES // 1_000_000, key=f"upload {number}",
    )  # fmt: skip
    if files and st.button(label("Ui.open_uploaded", lang), type="primary"):
        try:
            token = model_paths.keep([(file.name, file.getvalue()) for file in files])
        except model_paths.RefusedError as error:
            st.error(label(f"Ui.{error.key}", lang))
            return
        parameters = {name: value for name in _KEPT if (value := address.value(name))}
        st.switch_page(pages["overview"], query_params={**parameters, "model": token})


PAGE = Page("open", "folder_open", NavigationPart.MODEL, 1, without_model=show)
