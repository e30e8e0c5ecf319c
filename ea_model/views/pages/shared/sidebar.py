"""What stands beside every page: the way to the others, and the question: model, contract, plateau, day, language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import streamlit as st

from ea_model.model import Model
from ea_model.questions.agenda import turning_days
from ea_model.questions.agenda.wording import kind_words, subject_words
from ea_model.scope import contract_scopes, usual_plateau
from ea_model.views.pages.shared import address, model_paths, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.names import PageNames
from ea_model.views.pages.shared.open_model import Opened, scope_of
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.words import LANGUAGES, label

_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
_FEW = 4
"""Of what turns on a day, before one looks at the calendar."""
SEARCHED = "searched"
"""Session flag: a person pressed Enter in the search box, so the page with what was found should open."""


def language() -> str:
    """The language of the address, Dutch when it says nothing we speak."""
    lang = address.value("lang")
    return lang if lang in LANGUAGES else LANGUAGES[0]


def search(lang: str) -> None:
    """One search over everything; Enter opens the page with what was found."""
    with st.sidebar:
        address.words(
            label("Ui.search", lang), "q", then=_note_search, placeholder=label("Ui.search_hint", lang),
            icon=":material/search:",
        )  # fmt: skip


def navigation(register: Mapping[str, Page], links: Mapping[str, st.Page], current: str, lang: str) -> None:
    """Links to the pages, the part one is in unfolded.

    Made here because the menu of Streamlit forgets what the address says.
    """
    with st.sidebar:
        at = register[current].section
        unfolded = NavigationPart.EXPLORE if at is NavigationPart.LINKED else at
        for section, group in groupby(register.values(), attrgetter("section")):
            if section is not NavigationPart.LINKED:
                title = label(f"Ui.section_{section}", lang)
                with st.expander(title, expanded=section is unfolded), st.container(gap="xsmall"):
                    for page in group:
                        st.page_link(links[page.name], query_params=address.question())


def model_path(lang: str) -> Path:
    """Which model: of the examples and what this session opened, and where it stands; says when it may not."""
    names = list(model_paths.named())
    name = address.value("model")
    try:
        path = model_paths.path_of(name)
    except model_paths.RefusedError as error:
        st.warning(label(f"Ui.{error.key}", lang))
        name, path = "", model_paths.first()
    if name and name not in names:
        names.append(name)
    names += [token for token in model_paths.uploads() if token not in names]
    if len(names) > 1:
        with st.sidebar:
            address.choose(label("Ui.model", lang), "model", names, names[0], model_paths.title_of)
    return path


def language_switch(lang: str) -> None:
    """Dutch or English."""
    with st.sidebar:
        address.switch(label("Ui.language", lang), "lang", LANGUAGES, LANGUAGES[0], _LANGUAGE_NAMES.__getitem__)


def question(opened: Opened, model: Model, lang: str, pages: Mapping[str, st.Page]) -> PageContext:
    """Ask for contract, plateau and day, and give them to the page."""
    with st.sidebar:
        st.caption(label("Ui.question", lang))
        contract_place = st.container()
        plateau = _plateau(model, lang)
        day = _day(lang)
        _turning_days(opened, model, plateau, day, lang)
        scope = scope_of(model, plateau or None, day)
        with contract_place:
            contract = _contract(PageNames(scope, lang))
    return PageContext(opened, model, scope, lang, contract, pages)


def _plateau(model: Model, lang: str) -> str:
    plateaus = {p.id: p for p in model.plateaus}
    if not plateaus:
        return ""
    default = (usual_plateau(model) or model.plateaus[0]).id

    names = {code: text.titled(plateau, lang) for code, plateau in plateaus.items()}
    return address.choose(label("Ui.plateau", lang), "plateau", list(plateaus), default, names.__getitem__)


def _day(lang: str) -> date | None:
    return address.day(label("Ui.day", lang), "date", format="DD-MM-YYYY", help=label("Ui.day_help", lang))


def _turning_days(opened: Opened, model: Model, plateau: str, day: date | None, lang: str) -> None:
    """A slider over the days on which something turns, and what that is; nothing where the model has no dates."""
    line = model.plateau(plateau) if plateau else None
    days = opened.cached(("turning", plateau), lambda: turning_days(model, line))
    turns_on = {t.day.isoformat(): t.turns for t in days if address.FIRST_DAY <= t.day <= address.LAST_DAY}
    if len(turns_on) < 2:
        return
    stops = sorted({*turns_on, day.isoformat()} if day else turns_on)
    code = address.slide(
        label("Ui.days_that_matter", lang), "date", ["", *stops], "",
        lambda code: text.day(date.fromisoformat(code), lang) if code else label("Ui.no_day", lang),
        help=label("Ui.days_that_matter_help", lang),
    )  # fmt: skip
    turns = turns_on.get(code, ())
    lines = [
        f"- {text.escape(f'{kind_words(t.entry, lang)} {subject_words(t.entry, lang)}')}"
        f"{'' if t.sure else ' (' + label('Ui.possibly', lang) + ')'}"
        for t in turns[:_FEW]
    ]
    lines += [f"- {label('Ui.more_turns', lang, count=len(turns) - _FEW)}"] if len(turns) > _FEW else []
    if lines:
        st.caption("\n".join(lines))


def _contract(names: PageNames) -> str:
    """All contracts and own parties; the first that covers anything here is the one shown unasked."""
    scope = names.scope
    keys = [c.id for c in scope.model.contracts]
    keys += [key for key, provider in sorted(scope.providers.items()) if provider.own]
    if not keys:
        return ""
    covering = [c.provider.key for c in contract_scopes(scope)]
    return address.choose(label("Ui.contract", names.lang), "contract", keys, (covering or keys)[0], names.contract)


def _note_search() -> None:
    st.session_state[SEARCHED] = True
