"""The tree of folders and the slider of days in a real Chromium, by mouse and by keyboard, judged by axe-core."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.app.test_app_choices import FOLDERED
from tests.app.test_browser_pages import judged
from tests.support.browser import MARKS, SHOW, browser, page, serving

__all__ = ["browser", "page"]  # fixtures
pytestmark = MARKS


@pytest.fixture(scope="module")
def foldered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a model whose file had folders, and a contract that ends some day in a month."""
    folder = tmp_path_factory.mktemp("foldered")
    contract = "  C: {type: Contract, name: Contract, start: 2019-01-01, end: 2019-10}\n"
    text = FOLDERED.replace("views:\n", f"{contract}views:\n", 1)
    (folder / "model.yaml").write_text(text, encoding="utf-8")
    with serving(folder, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


def test_a_view_is_found_through_its_folders(page: Page, foldered: str) -> None:
    page.goto(f"{foldered}views?lang=nl")
    tree = page.locator("nav.tree")
    top = tree.get_by_role("button", name=re.compile("^Tekeningen 2"))
    expect(top).to_be_visible(timeout=SHOW)
    expect(tree.get_by_text("Oud")).to_have_count(0)
    assert judged(page) == []
    tree.get_by_role("button", name="Uitklappen: Tekeningen").click()
    expect(tree.get_by_role("button", name="Eerste")).to_be_visible()
    top.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]v=second(&|$)"), timeout=SHOW)
    expect(page.get_by_test_id("stMain").get_by_role("heading", name="Tweede")).to_be_visible(timeout=SHOW)


def test_a_folder_narrows_the_elements_and_back_widens_them(page: Page, foldered: str) -> None:
    page.goto(f"{foldered}elements?lang=nl")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("5 van 5 getoond")).to_be_visible(timeout=SHOW)
    main.get_by_text("Mappen: Alle mappen").click()
    page.locator("nav.tree").get_by_role("button", name=re.compile("^Dieren")).click(timeout=SHOW)
    expect(page).to_have_url(re.compile("folder=Dieren"), timeout=SHOW)
    expect(main.get_by_text("2 van 5 getoond")).to_be_visible(timeout=SHOW)
    page.wait_for_timeout(500)
    page.go_back()
    expect(main.get_by_text("5 van 5 getoond")).to_be_visible(timeout=SHOW)


def test_the_days_that_matter_are_walked_with_the_arrow_keys(page: Page, foldered: str) -> None:
    page.goto(f"{foldered}calendar?lang=nl")
    slider = page.get_by_role("slider", name="Dagen die ertoe doen")
    expect(slider).to_be_visible(timeout=SHOW)
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("date=2019-01-01"), timeout=SHOW)
    page.wait_for_timeout(800)
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("date=2019-10-02"), timeout=SHOW)
    expect(page.get_by_test_id("stSidebar").get_by_text("(mogelijk)")).to_be_visible(timeout=SHOW)
