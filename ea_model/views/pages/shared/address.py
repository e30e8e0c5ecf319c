"""The state of the screen is the address: whatever a person switches is a query parameter, and nothing else is kept.

So a link opens what its sender saw, and the back button undoes the last switch. Streamlit's own binding would put
translated labels into the address; these widgets put ids there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

QUESTION = ("model", "lang", "contract", "plateau", "date")
"""Parameters that a link to another page takes along."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def value(name: str, default: str = "") -> str:
    """What the address says, or the default."""
    return st.query_params.get(name, default)


def put(name: str, value: str) -> None:
    """Write to the address; an empty value leaves it."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def question() -> dict[str, str]:
    """The parameters of the question, which go along to another page."""
    return {name: st.query_params[name] for name in QUESTION if name in st.query_params}


def choose(
    label: str, name: str, options: Sequence[str], default: str, title: Callable[[str], str], **look: Any
) -> str:
    """A select box for one parameter; what the address asks for counts when it is one of the options."""
    code = _among(name, options, default)
    st.selectbox(label, options, key=_seeded(name, code), format_func=title, on_change=_store, args=(name,), **look)
    return code


def switch(
    label: str, name: str, options: Sequence[str], default: str, title: Callable[[str], str], **look: Any
) -> str:
    """Buttons of which one is down."""
    code = _among(name, options, default)
    st.segmented_control(
        label,
        options,
        key=_seeded(name, code),
        format_func=title,
        on_change=_store,
        args=(name,),
        required=True,
        **look,
    )
    return code


def several(label: str, name: str, options: Sequence[str], title: Callable[[str], str], **look: Any) -> list[str]:
    """Pills of which any may be down."""
    codes = value(name).split(",")
    values = [option for option in options if option in codes]
    st.pills(
        label, options, selection_mode="multi", key=_seeded(name, values), format_func=title, on_change=_store,
        args=(name,), **look,
    )  # fmt: skip
    return values


def words(label: str, name: str, *, then: Callable[[], None] | None = None, **look: Any) -> str:
    """A line of text; ``then`` runs after the address has it."""
    text = value(name)
    st.text_input(label, key=_seeded(name, text), on_change=_store, args=(name, then), max_chars=200, **look)
    return text


def day(label: str, name: str, **look: Any) -> date | None:
    """A day, or none."""
    chosen = day_value(name)
    st.date_input(
        label, value=None, min_value=FIRST_DAY, max_value=LAST_DAY, key=_seeded(name, chosen), on_change=_store,
        args=(name,), **look,
    )  # fmt: skip
    return chosen


def slide(label: str, name: str, options: Sequence[str], default: str, title: Callable[[str], str], **look: Any) -> str:
    """A slider over the values of a parameter that another widget asks for too; it stops where the address stands."""
    code = _among(name, options, default)
    key = f"slide_{name}"
    if st.session_state.get(key) != code:
        st.session_state[key] = code

    def store() -> None:
        put(name, st.session_state[key])

    st.select_slider(label, options, key=key, format_func=title, on_change=store, **look)
    return code


def day_value(name: str) -> date | None:
    """The day in the address; what is no day of these centuries counts as none."""
    try:
        chosen = date.fromisoformat(value(name))
    except ValueError:
        return None
    return chosen if FIRST_DAY <= chosen <= LAST_DAY else None


def _among(name: str, options: Sequence[str], default: str) -> str:
    code = value(name)
    return code if code in options else default


def _seeded(name: str, value: object) -> str:
    """The widget's key, with the value of the address in it.

    Written only when it differs: a value that is set anew each time makes the browser forget what is being typed.
    """
    key = f"url_{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _store(name: str, then: Callable[[], None] | None = None) -> None:
    """After a person used a widget: its value goes to the address."""
    value = st.session_state[f"url_{name}"]
    if isinstance(value, date):
        put(name, value.isoformat())
    elif isinstance(value, (list, tuple)):
        put(name, ",".join(value))
    else:
        put(name, str(value).strip() if value is not None else "")
    if then is not None:
        then()
