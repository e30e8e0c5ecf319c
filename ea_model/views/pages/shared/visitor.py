"""The visitor of a page: what he may, how he logs in, and the one way by which a page writes in a model."""

from __future__ import annotations

import logging

import streamlit as st

from ea_model.model import Model
from ea_model.patching import Patch
from ea_model.views.pages.shared import text
from ea_model.views.server import log
from ea_model.views.server.access import ServerSettings, VisitorRights, VisitorRole, access_of, is_loopback
from ea_model.words import label

_LOG = logging.getLogger(__name__)
_SETTINGS: list[ServerSettings] = []


class NotAllowedError(Exception):
    """A visitor wants to write who may not."""


def configure(settings: ServerSettings) -> None:
    """By which settings this process serves; before the first page."""
    _SETTINGS[:] = [settings]


def settings() -> ServerSettings:
    """Those; an app that was started without `ea serve` writes only where nobody else can reach it."""
    if _SETTINGS:
        return _SETTINGS[0]
    return ServerSettings(loopback=is_loopback(str(st.get_option("server.address") or "")))


def access() -> VisitorRights:
    """What the visitor of this session may."""
    current = settings()
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    claims = None
    if current.roles is not None and st.user.is_logged_in:
        claims = st.user.to_dict()
    return access_of(current, st.context.ip_address or "127.0.0.1", headers, claims)


def admitted(lang: str) -> bool:
    """May the visitor see anything? Who may not gets a way to log in, or out and in as somebody else."""
    visit = access()
    if visit.role is not VisitorRole.NOBODY:
        return True
    st.title(label("Ui.app", lang), anchor=False)
    if visit.who:
        st.warning(label("Ui.login_nobody", lang, who=text.escape(visit.who)))
        st.button(label("Ui.log_out", lang), on_click=st.logout)
    else:
        st.markdown(label("Ui.login_first", lang))
        st.button(label("Ui.log_in", lang), type="primary", on_click=st.login)
    return False


def show(lang: str) -> None:
    """Who is logged in and what he may; where there is no login, that one only reads."""
    visit = access()
    words = label(f"Ui.role_{visit.role.name.lower()}", lang)
    if settings().roles is not None:
        with st.sidebar:
            st.caption(label("Ui.logged_in", lang, who=text.escape(visit.who), role=words))
            st.button(label("Ui.log_out", lang), on_click=st.logout, type="tertiary", icon=":material/logout:")
    elif visit.role is not VisitorRole.KEEPER:
        st.sidebar.caption(words)


def write(model: Model, patch: Patch) -> None:
    """Write a patch in the files of the model, and note who did: every write of the app goes this way.

    Raises `NotAllowedError`, `PatchError` and `OSError`; where it cannot be noted, nothing is written.
    """
    visit = access()
    if visit.role is not VisitorRole.KEEPER:
        raise NotAllowedError
    facts = {
        "who": visit.who or "local", "address": visit.address, "role": visit.role.name.lower(), "model": model.id,
        "revision": model.revision, "files": [edit.path.name for edit in patch.files],
    }  # fmt: skip
    log.note(settings().audit, action="write", **facts)
    try:
        patch.apply()
    except BaseException as error:
        log.note(settings().audit, action="write failed", **facts, reason=type(error).__name__)
        raise
    log.note(settings().audit, action="written", **facts, revision_after=patch.model.revision)


def tell_fault(error: Exception) -> bool:
    """A fault in what ran after a click: a sentence for the visitor, the traceback for the log."""
    _LOG.error("a click failed", exc_info=error)
    st.error(label("Ui.fault", st.query_params.get("lang", "nl")), icon=":material/error:")
    return True
