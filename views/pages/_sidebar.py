"""What stands beside every page: the way to the others, and the question: model, contract, plateau, day, language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from ea_model.agenda import turning_days
from ea_model.agenda.wording import kind_words, subject_words
from ea_model.labels import LANGUAGES, label
from ea_model.model import Model
from ea_model.scope import contract_scopes, usual_plateau
from views.pages import _sources, _state, _text
from views.pages._desk import Desk
from views.pages._model import Opened, kept, scope_of

_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
_FEW = 4
"""Of what turns on a day, before one looks at the calendar."""
SEARCHED = "searched"
"""Session flag: a person pressed Enter in the search box, so the page with what was found should open."""


def language() -> str:
    """The language of the address, Dutch when it says nothing we speak."""
    wanted = _state.asked("lang")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def search(lang: str) -> None:
    """One search over everything; Enter opens the page with what was found."""
    with st.sidebar:
        _state.words(
            label("Ui.search", lang), "q", then=_note_search, placeholder=label("Ui.search_hint", lang),
            icon=":material/search:",
        )  # fmt: skip


def navigation(pages: Mapping[str, st.Page], sections: Mapping[str, Sequence[str]], current: str, lang: str) -> None:
    """Links to the pages, the part one is in unfolded.

    Made here because the menu of Streamlit forgets what the address says.
    """
    with st.sidebar:
        for number, (section, names) in enumerate(sections.items()):
            here = current in names or (not number and not any(current in n for n in sections.values()))
            with st.expander(label(f"Ui.{section}", lang), expanded=here), st.container(gap="xsmall"):
                for name in names:
                    st.page_link(pages[name], query_params=_state.carried())


def model_path(lang: str) -> Path:
    """Which model: of the examples and what this session opened, and where it stands; says when it may not."""
    names = list(_sources.named())
    wanted = _state.asked("model")
    try:
        path = _sources.path_of(wanted)
    except _sources.RefusedError as error:
        st.warning(label(f"Ui.{error.key}", lang))
        wanted, path = "", _sources.first()
    if wanted and wanted not in names:
        names.append(wanted)
    names += [token for token in _sources.uploads() if token not in names]
    if len(names) > 1:
        with st.sidebar:
            _state.choose(label("Ui.model", lang), "model", names, names[0], _sources.title_of)
    return path


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
        _turning_days(opened, model, plateau, day, lang)
        scope = scope_of(model, plateau or None, day)
        desk = Desk(opened, model, scope, lang, "", pages)
        with contract_place:
            contract = _contract(desk)
    return Desk(opened, model, scope, lang, contract, pages)


def _plateau(model: Model, lang: str) -> str:
    plateaus = {p.id: p for p in model.plateaus}
    if not plateaus:
        return ""
    default = (usual_plateau(model) or model.plateaus[0]).id

    def shown(code: str) -> str:
        title = _text.name(plateaus[code], lang)
        return code if title == code else f"{code} – {title}"

    return _state.choose(label("Ui.plateau", lang), "plateau", list(plateaus), default, shown)


def _day(lang: str) -> date | None:
    return _state.day(label("Ui.day", lang), "date", format="DD-MM-YYYY", help=label("Ui.day_help", lang))


def _turning_days(opened: Opened, model: Model, plateau: str, day: date | None, lang: str) -> None:
    """A slider over the days on which something turns, and what that is; nothing where the model has no dates."""
    line = model.plateau(plateau) if plateau else None
    found = {t.day.isoformat(): t.turns for t in kept(opened, ("turning", plateau), lambda: turning_days(model, line))
             if _state.FIRST_DAY <= t.day <= _state.LAST_DAY}  # fmt: skip
    if len(found) < 2:
        return
    stops = sorted({*found, day.isoformat()} if day else found)
    chosen = _state.slide(
        label("Ui.days_that_matter", lang), "date", ["", *stops], "",
        lambda code: _text.day(date.fromisoformat(code), lang) if code else label("Ui.no_day", lang),
        help=label("Ui.days_that_matter_help", lang),
    )  # fmt: skip
    turns = found.get(chosen, ())
    lines = [
        f"- {_text.escape(f'{kind_words(t.entry, lang)} {subject_words(t.entry, lang)}')}"
        f"{'' if t.sure else ' (' + label('Ui.possibly', lang) + ')'}"
        for t in turns[:_FEW]
    ]
    lines += [f"- {label('Ui.more_turns', lang, count=len(turns) - _FEW)}"] if len(turns) > _FEW else []
    if lines:
        st.caption("\n".join(lines))


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
