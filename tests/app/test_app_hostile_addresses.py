"""Addresses nobody of good will sends: every parameter a page asks for with hostile, odd and huge values."""

from __future__ import annotations

import random
import re

import pytest
import streamlit as st

from ea_model.views.pages import register
from ea_model.views.pages.shared import address, open_model, visitor
from ea_model.words import LANGUAGES, label
from tests.app.test_app import Open, opened, texts

__all__ = ["opened"]  # fixture
pytestmark = pytest.mark.filterwarnings("ignore")  # Streamlit's own, outside a browser
ROUNDS = 4
HOSTILE = (
    "<img src=http://127.0.0.1:1/x.png onerror=alert(1)>",
    "![i](http://127.0.0.1:1/x.png) [mend](javascript:alert(1)) `x` **b** $x$ :material/home: :red[x]",
    "\u202egnp.exe\u2066\u0000\x1b[31m\ud7ff",
    "-" + "x" * 50_000,
    "../../../etc/passwd",
    "-9" * 400 + ";a.b=c;-;=;.=",
    "NaN,1e999,None,true,{},[]",
    "%00%ff%252e%252e%c0%af&el=x#y?z",
    "2019-02-30",
    "digipoort,digipoort;s1.role=%00",
    "",
)
RAW = re.compile(r"(?<!\\\\)<(?:img|script|a|iframe|svg)\b|\]\((?:http|javascript)", re.IGNORECASE)
"""Markup that would be one: what is escaped has a backslash before it."""


@pytest.mark.parametrize("page", register())
def test_whatever_the_address_says_is_answered_with_text(
    opened: Open, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: set[str] = set()
    asked = address.value

    def value(name: str, default: str = "") -> str:
        names.add(name)
        return asked(name, default)

    monkeypatch.setattr(address, "value", value)
    opened(page)
    assert {"model", "lang", "date"} <= names
    chance = random.Random(page)  # noqa: S311 - which value, no secret
    fault = {label("Ui.fault", lang) for lang in LANGUAGES}
    for _ in range(ROUNDS):
        params = {name: chance.choice(HOSTILE) for name in sorted(names)}
        app = opened(page, **params)
        assert not app.exception
        assert not fault & {error.value for error in app.error}, params
        assert not RAW.search(texts(app))


def test_a_page_that_fails_says_so_in_a_sentence_and_the_log_has_the_rest(
    opened: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the server")

    monkeypatch.setattr(open_model, "open_model", fail)
    app = opened("scope", lang="en")
    assert not app.exception
    assert [error.value for error in app.error] == [label("Ui.fault", "en")]
    assert "secret of the server" not in texts(app)
    assert "secret of the server" in caplog.text


def test_a_click_that_fails_says_so_too(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences: list[str] = []
    monkeypatch.setattr(st, "error", lambda words, **_: sentences.append(words))
    assert visitor.tell_fault(RuntimeError("secret of the server"))
    assert sentences == [label("Ui.fault", "nl")]
    assert "secret of the server" in caplog.text
