"""Every page of the app: both languages, each plateau, on a day, with hostile names, and with a broken model."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ea_model.values.tabular import csv_text
from ea_model.views.pages import register
from ea_model.views.pages.shared.map_component import UnsafeDrawingError, sanitised
from ea_model.views.pages.shared.text import escape
from ea_model.words import LANGUAGES, label, table
from tests.support.builders import REFERENCE, ROOT, SAMEN

pytestmark = pytest.mark.filterwarnings("ignore")  # Streamlit's own, outside a browser
PAGES = tuple(register())
Open = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page at an address."""

    def run(page: str, model: Path = REFERENCE, /, **params: str) -> AppTest:
        monkeypatch.setenv("EA_MODEL", str(model))
        monkeypatch.setattr(ContextProxy, "ip_address", None)  # that of this machine; AppTest has a mock there
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in params.items():
            app.query_params[name] = value
        if page != "overview":
            app._page_hash = calc_hash(page)  # AppTest goes to pages that are files only
        return app.run()

    return run


def texts(app: AppTest) -> str:
    """Everything the page says."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "code", "metric")
    words = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    words += [str(frame.value) for frame in (*app.table, *app.dataframe)]
    return "\n".join(words)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_in_both_languages(opened: Open, page: str, lang: str) -> None:
    app = opened(page, lang=lang, plateau="P1", contract="C-RAAM", el="digipoort")
    assert not app.exception
    titles = {"overview": "Referentiemodel" if lang == "nl" else "Reference model", "element": "Digipoort"}
    titles |= {"scope": escape("C-RAAM – Raamovereenkomst gegevensuitwisseling")}
    titles |= {"boundaries": label("Ui.register", lang)}
    assert app.title[0].value == titles.get(page, label(f"Ui.{page}", lang) if page not in titles else "")


@pytest.mark.slow
@pytest.mark.parametrize("plateau", ["P0", "P1", "P2"])
@pytest.mark.parametrize("page", [p for p in PAGES if p != "help"])
def test_page_opens_in_each_plateau_and_on_a_day(opened: Open, page: str, plateau: str) -> None:
    for day in ("", "2019-10-15", "no day at all"):
        app = opened(page, plateau=plateau, date=day, contract="C-DGP", el="it-infrastructuur", activity="levering")
        assert not app.exception
        assert not app.error


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_on_the_real_model(opened: Open, page: str) -> None:
    app = opened(page, SAMEN, plateau="P1", contract="C-INF2", el="C-RAAM", view="tree")
    assert not app.exception


def test_address_decides_and_widgets_write_it(opened: Open) -> None:
    app = opened("scope", contract="C-INF", plateau="P0", view="table")
    assert app.selectbox(key="url_contract").value == "C-INF"
    assert "servers" in texts(app)
    app.selectbox(key="url_plateau").select("P2").run()
    assert app.query_params["plateau"] == "P2"
    assert app.query_params["contract"] == "C-INF"
    assert label("Ui.covers_nothing_here_hint", "nl") in texts(app)


def test_nonsense_in_the_address_is_no_error(opened: Open) -> None:
    app = opened("scope", contract="C-NEE", plateau="P9", lang="fr", date="2019-13-45", view="hologram", el="<b>")
    assert not app.exception
    assert app.selectbox(key="url_plateau").value == "P0"


def test_unknown_element_says_what_was_meant(opened: Open) -> None:
    app = opened("element", el="digipport")
    assert "digipoort" in texts(app)


def test_why_tells_statement_path_and_source(opened: Open) -> None:
    app = opened("scope", contract="C-INF", plateau="P0", el="servers", activity="levering")
    page_text = texts(app)
    assert "IT\\-infrastructuur bestaat uit **servers** – regel S1, zeker" in page_text
    assert "`s3`" in page_text
    assert "Three alternative plateaus" in page_text


def test_matrix_says_implicit_and_unknown(opened: Open) -> None:
    app = opened("responsibility", plateau="P1", el="digipoort", activity="operationeel_beheer")
    assert label("Reason.CLOSURE", "nl") in texts(app)
    rows = next(frame.value for frame in app.dataframe)
    chosen = rows[(rows["Id"] == "digipoort") & (rows["Activiteit"] == "operationeel beheer (24x7)")]
    assert list(chosen["Status"]) == ["impliciet eigen"]
    assert list(chosen["Wie"]) == ["Logius"]


def test_own_cells_before_and_after(opened: Open) -> None:
    app = opened("responsibility", before="P0", after="P1")
    compared = app.table[0].value
    assert len(compared) == 7
    assert set(compared["Verandering"]) == {escape("+ erbij")}


def test_filter_that_hides_everything_says_so(opened: Open) -> None:
    assert label("Ui.filter_hides_all", "nl") in texts(opened("elements", filter="xyzzy"))


HOSTILE = """
model: {id: hostile, name: "<script>alert(1)</script> **vet** [link](http://evil.test)", organisation: org, baseline: P}
elements:
  P: {type: Plateau, name: "*P*"}
  org: {type: BusinessActor, name: "<b>org</b> :red[x] $a$"}
  app:
    type: ApplicationComponent
    name: "=HYPERLINK(\\"http://evil.test\\") <img src=x onerror=alert(1)>"
    serves: org
  C: {type: Contract, name: "`C` url(http://evil.test) www.evil.test a@evil.test"}
statements:
  s: {contract: C, party: org, subject: app, activity: beheer, note: "<i>n</i>"}
"""


@pytest.mark.parametrize("page", PAGES)
def test_hostile_names_are_shown_as_text(opened: Open, page: str, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(HOSTILE, encoding="utf-8")
    app = opened(page, tmp_path, contract="C", el="app", activity="onderhoud")
    assert not app.exception
    for element in (*app.markdown, *app.title, *app.header, *app.subheader, *app.caption):
        assert not getattr(element, "allow_html", False)
        syntax = re.sub(r"\\.", "", str(element.value))
        for mark in ("<", "[link](", "**vet**", ":red[", "$a$", "www.evil", "a@evil", "http://"):
            assert mark not in syntax


def test_escape_leaves_no_syntax() -> None:
    assert not re.search(r"[*\[\]()<>:$#`|]", re.sub(r"\\.", "", escape("*b* [c](d) <e> :f: $g$ #h `i` |j|")))
    assert escape("twee\nregels") == "twee regels"


def test_broken_model_is_told_with_its_place(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("model: {id: x, nam: y}\n", encoding="utf-8")
    app = opened("overview", tmp_path)
    assert not app.exception
    assert "1 fout" in app.error[0].value
    assert "model.yaml:1:16: FIELD" in app.code[0].value
    assert label("Ui.nothing_to_show", "nl") in app.error[0].value


def test_missing_model_is_told_in_one_sentence(opened: Open, tmp_path: Path) -> None:
    app = opened("scope", tmp_path / "nergens")
    assert not app.exception
    assert "nergens" in app.error[0].value


def test_last_good_state_stays_while_the_files_are_broken(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(REFERENCE, folder)
    app = opened("overview", folder)
    assert not app.error
    (folder / "broken.yaml").write_text("elements: {a: {type: Nonsense}}\n", encoding="utf-8")
    app.run()
    assert label("Ui.last_good", "nl") in app.error[0].value
    assert "broken.yaml:1:" in app.code[0].value
    assert app.title[0].value == "Referentiemodel"


def test_both_languages_have_every_label() -> None:
    assert table("nl").keys() == table("en").keys()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =1", "\n=1"])
def test_csv_runs_nothing(cell: str) -> None:
    rows: list[Any] = list(csv.reader(io.StringIO(csv_text([[cell, "x", 3, None, -2]]), newline="")))
    assert rows == [[f"'{cell}", "x", "3", "", "-2"]]


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        '<g onclick="x()"/>',
        '<use href="http://evil.test#a"/>',
        '<rect style="x"/>',
        '<rect fill="url(http://evil.test)"/>',
        "<foreignObject/>",
        "<?php x?>",
    ],
)
def test_only_harmless_drawings_pass(inside: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
    assert sanitised(svg.format('<rect fill="url(#d-hatch)" aria-label="url(x)"/>').encode())
    with pytest.raises(UnsafeDrawingError):
        sanitised(svg.format(inside).encode())
