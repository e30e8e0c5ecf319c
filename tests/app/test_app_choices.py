"""Choices of the app without a browser: folders, days that matter, relations to follow, pictures beside tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from ea_model.views.pages.shared.text import escape
from ea_model.words import label
from tests.app.test_app import Open, opened, texts
from tests.support.builders import REFERENCE, SAMEN

__all__ = ["opened"]  # fixture
pytestmark = pytest.mark.filterwarnings("ignore")  # Streamlit's own, outside a browser
FOLDERED = """
model: {id: foldered, organisation: org}
elements:
  org: {type: BusinessActor, name: Organisatie}
  a: {type: ApplicationComponent, name: Aap}
  b: {type: ApplicationComponent, name: Beer}
  c: {type: ApplicationComponent, name: Cavia}
views:
  first: {name: Eerste, nodes: {n1: {at: 0 0 120 55, element: a}}}
  second: {name: Tweede, nodes: {n1: {at: 0 0 120 55, element: b}}}
  third: {name: Derde, nodes: {n1: {at: 0 0 120 55, element: c}}}
folders:
  f1: {path: [Dieren], holds: [a]}
  f2: {path: [Dieren, "Groot / wild"], holds: [b]}
  f3: {path: [Tekeningen], holds: [first]}
  f4: {path: [Tekeningen, Oud], holds: [second]}
"""


@pytest.fixture
def foldered(tmp_path: Path) -> Path:
    """A model whose file had folders."""
    (tmp_path / "model.yaml").write_text(FOLDERED, encoding="utf-8")
    return tmp_path


def names(opened: Open, model: Path, **params: str) -> set[str]:
    """The elements that are listed."""
    app = opened("elements", model, **params)
    assert not app.exception
    return set(app.dataframe[0].value["Element"])


def test_a_folder_in_the_address_keeps_what_stands_in_it_and_below_it(opened: Open, foldered: Path) -> None:
    assert names(opened, foldered, folder="Dieren") == {"Aap", "Beer"}
    assert names(opened, foldered, folder="Dieren/Groot %2F wild") == {"Beer"}
    assert names(opened, foldered) == {"Organisatie", "Aap", "Beer", "Cavia"}


@pytest.mark.parametrize("nonsense", ["Dier", "Dieren/", "../Dieren", "%", "Dieren/Groot/wild", "<b>"])
def test_a_folder_that_is_not_there_hides_nothing(opened: Open, foldered: Path, nonsense: str) -> None:
    assert len(names(opened, foldered, folder=nonsense)) == 4


def test_folders_without_a_name_and_very_deep_ones_are_folders_too(opened: Open, tmp_path: Path) -> None:
    deep = ", ".join(["diep"] * 300)
    folders = (
        f'f1: {{path: [""], holds: [a]}}\n  f2: {{path: ["", Oud], holds: [b]}}\n  f3: {{path: [{deep}], holds: [c]}}\n'
    )
    text = FOLDERED[: FOLDERED.index("folders:")]
    (tmp_path / "model.yaml").write_text(f"{text}folders:\n  {folders}", encoding="utf-8")
    assert names(opened, tmp_path, folder="%20") == {"Aap", "Beer"}
    assert names(opened, tmp_path, folder="%20/Oud") == {"Beer"}
    assert names(opened, tmp_path, folder="diep/diep") == {"Cavia"}


def test_views_are_chosen_within_their_folder(opened: Open, foldered: Path) -> None:
    app = opened("views", foldered, folder="Tekeningen/Oud")
    assert not app.exception
    assert list(app.selectbox(key="url_v").options) == ["Tweede"]
    assert label("Ui.shown_of", "nl", shown=1, total=3) in texts(app)
    assert len(opened("views", foldered).selectbox(key="url_v").options) == 3


def test_a_model_without_folders_shows_no_tree(opened: Open) -> None:
    app = opened("elements", SAMEN)
    assert not [e for e in app.expander if e.label.startswith(label("Ui.folders", "nl"))]


def test_the_slider_and_the_date_box_are_one_question(opened: Open) -> None:
    app = opened("scope", SAMEN, plateau="P1")
    slider = app.select_slider(key="slide_date")
    assert slider.value == ""
    slider.set_value("2019-11-01").run()
    assert not app.exception
    assert app.query_params["date"] == "2019-11-01"
    assert str(app.date_input(key="url_date").value) == "2019-11-01"
    assert "begin" in texts(app) or "einde" in texts(app)
    assert label("Ui.no_day", "nl") in slider.options


def test_a_day_of_the_address_is_a_stop_of_the_slider_and_a_soft_date_says_possibly(opened: Open) -> None:
    app = opened("scope", SAMEN, plateau="P1", date="2019-06-13")
    assert app.select_slider(key="slide_date").value == "2019-06-13"
    app = opened("scope", SAMEN, plateau="P1", date="2019-10-02")
    assert f"({label('Ui.possibly', 'nl')})" in texts(app)


def test_a_model_without_dates_has_no_slider(opened: Open, foldered: Path) -> None:
    assert not opened("scope", foldered).select_slider


def test_relations_to_follow_stand_in_the_address_and_are_asked_of_the_engine(opened: Open) -> None:
    whole = opened("impact", SAMEN, el="digipoort", plateau="P1")
    some = opened("impact", SAMEN, el="digipoort", plateau="P1", via="Serving,Access,Realization,nonsense")
    assert not some.exception
    assert escape(label("Impact.via", "nl", kinds="Realisatie, Bediening")) in texts(some)
    certain = [int(app.metric[0].value) for app in (whole, some)]
    assert certain[0] > certain[1] > 0
    none = opened("impact", SAMEN, el="digipoort", plateau="P1", via="Triggering")
    assert label("Ui.nothing_hit_along", "nl") in texts(none)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_matrix_is_a_picture_too(opened: Open, lang: str) -> None:
    app = opened("responsibility", REFERENCE, plateau="P1", view="picture", el="digipoort", lang=lang)
    assert not app.exception
    assert label("Ui.heat_map_note", lang) in texts(app)
    assert any(frame.value.shape[0] for frame in app.dataframe)


def test_a_link_with_the_name_a_format_had_before_opens_what_it_showed(opened: Open) -> None:
    app = opened("exchange", losses="archimate")
    assert not app.exception
    assert app.query_params["losses"] in ("exchange", ["exchange"])
