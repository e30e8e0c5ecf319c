"""What stands beside every page: the way to the others, and the question: model, contract, plateau, day, language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from ea_model.labels import LANGUAGES, label
from ea_model.model import Model
from ea_model.scope import contract_scopes
from views.pages import _state, _text
from views.pages._desk import Desk
from views.pages._model import Opened, scope_of

_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
SEARCHED = "searched"
"""Session flag: a person pressed Enter in the search box, so the list of elements should open."""


def language() -> str:
    """The language of the address, Dutch when it says nothing we speak."""
    wanted = _state.asked("lang")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def navigation(pages: Mapping[str, st.Page], sections: Mapping[str, Sequence[str]], lang: str) -> None:
    """Links to the pages; made here because the menu of Streamlit forgets what the address says."""
    with st.sidebar:
        for section, names in sections.items():
            st.caption(label(f"Ui.{section}", lang))
            for name in names:
                st.page_link(pages[name], query_params=_state.carried())


def model_name(names: Sequence[str], lang: str) -> str:
    """Which model; asked only where there is a choice."""
    if len(names) < 2:
        return names[0]
    with st.sidebar:
        return _state.choose(label("Ui.model", lang), "model", names, names[0], str)


def language_switch(lang: str) -> None:
    """Dutch or English."""
    with st.sidebar:
        _state.switch(label("Ui.language", lang), "lang", LANGUAGES, LANGUAGES[0], _LANGUAGE_NAMES.__getitem__)


def question(opened: Opened, model: Model, lang: str, pages: Mapping[str, st.Page]) -> Desk:
    """Ask for contract, plateau and day, and lay out the desk."""
    with st.sidebar:
        st.caption(label("Ui.question", lang))
        contract_place = st.container()
        plateau = _plateau(model, lang)
        day = _day(lang)
        scope = scope_of(model, plateau or None, day)
        desk = Desk(opened, model, scope, lang, "", pages)
        with contract_place:
            contract = _contract(desk)
        _state.words(
            desk.say("search"), "q", then=_note_search, placeholder=desk.say("search_hint"), icon=":material/search:"
        )
    return Desk(opened, model, scope, lang, contract, pages)


def _plateau(model: Model, lang: str) -> str:
    plateaus = {p.id: p for p in model.plateaus}
    if not plateaus:
        return ""
    default = model.baseline.id if model.baseline else next(iter(plateaus))

    def shown(code: str) -> str:
        title = _text.name(plateaus[code], lang)
        return code if title == code else f"{code} – {title}"

    return _state.choose(label("Ui.plateau", lang), "plateau", list(plateaus), default, shown)


def _day(lang: str) -> date | None:
    return _state.day(label("Ui.day", lang), "date", format="DD-MM-YYYY", help=label("Ui.day_help", lang))


def _contract(desk: Desk) -> str:
    """All contracts and own parties; the first that covers anything here is the one shown unasked."""
    keys = [c.id for c in desk.model.contracts]
    keys += [key for key, coverer in sorted(desk.scope.coverers.items()) if coverer.own]
    if not keys:
        return ""
    here = [c.coverer.key for c in contract_scopes(desk.scope)]
    return _state.choose(desk.say("contract"), "contract", keys, (here or keys)[0], desk.contract_title)


def _note_search() -> None:
    st.session_state[SEARCHED] = True
