"""Every page, photographed at two widths, in both languages and themes, and judged by axe-core against WCAG 2.2 AA."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ea_model.views.pages import register
from tests.support.browser import MARKS, SHOW, browser, page, server
from tests.support.builders import ROOT

__all__ = ["browser", "page", "server"]  # fixtures
pytestmark = MARKS
SCREENS = ROOT / "build" / "screens"
WIDTHS = {1280: 900, 390: 844}
_ASKED = {
    "scope": "contract=C-RAAM",
    "elements": "filter=digipoort",
    "responsibility": "el=digipoort&activity=operationeel_beheer",
    "calendar": "date=2019-10-15",
    "impact": "el=digipoort",
    "compare": "before=P0&after=P1",
    "whatif": "edits=-s3",
    "metamodel": "kindname=Contract",
    "element": "el=digipoort",
    "search": "q=digipoort",
}
"""What a page is asked beside the plateau, for those that show more then."""
PAGES = {name: f"{name}?{_ASKED.get(name, '')}" for name in register()} | {
    "overview": "?",
    "responsibility-picture": "responsibility?view=picture&el=digipoort",
    "costs-passthrough": "costs?view=passthrough",
}
WITH_MAP = ("responsibility-picture", "scope", "landscape", "costs-passthrough", "calendar", "impact", "compare",
            "element", "help")  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STREAMLIT: dict[str, str] = {}
"""Rules that only Streamlit itself breaks and no setting of ours mends, each with the reason; none is known."""


def opened(page: Page, server: str, name: str, lang: str) -> None:
    """Go to a page and wait until it shows what it should."""
    page.goto(f"{server}{PAGES[name]}&lang={lang}&plateau=P1")
    expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible(timeout=SHOW)
    if name in WITH_MAP:
        expect(page.locator(".paper svg").first).to_be_visible(timeout=SHOW)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SHOW)
    page.wait_for_timeout(800)
    assert page.get_by_test_id("stException").count() == 0


def photographed(page: Page, name: str, lang: str) -> None:
    """A picture at every width; nothing may be wider than the screen."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(600)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"the page is wider than a screen of {width}"
        page.screenshot(path=SCREENS / f"{name}-{lang}-{width}.png")


def judged(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, without what only Streamlit can mend."""
    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} ({_why(node)})"
        for one in violations
        if one["id"] not in STREAMLIT
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_and_can_be_used_by_everybody(page: Page, server: str, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    opened(page, server, name, "nl")
    levels = page.get_by_test_id("stMain").locator("h1, h2, h3, h4").evaluate_all("all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "headings skip a level"
    assert judged(page) == []
    photographed(page, name, "nl")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_in_english(page: Page, server: str, name: str) -> None:
    opened(page, server, name, "en")
    photographed(page, name, "en")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_used_in_the_dark(browser: Browser, server: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    tab = context.new_page()
    try:
        opened(tab, server, name, "nl")
        SCREENS.mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=SCREENS / f"{name}-nl-1280-dark.png")
        assert judged(tab) == []
    finally:
        context.close()


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return checks[0]["message"] if checks else ""


@pytest.mark.parametrize("name", ["scope", "landscape", "calendar", "compare"])
def test_a_map_on_a_telephone_begins_where_it_can_be_read(browser: Browser, server: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    tab = context.new_page()
    try:
        opened(tab, server, name, "nl")
        frame, svg = tab.locator(".paper").first, tab.locator(".paper svg").first
        width, height = (float(part) for part in (svg.get_attribute("viewBox") or "").split()[2:])
        box = frame.bounding_box()
        assert box is not None
        scale = box["width"] / width
        sizes = svg.locator("text").evaluate_all("all => all.map(t => +t.getAttribute('font-size') || 12)")
        readable = sum(size * scale >= 9 for size in sizes)
        assert readable >= 0.75 * len(sizes)
        assert box["height"] <= 0.65 * 844
        assert box["height"] / height == pytest.approx(scale, rel=0.02)
    finally:
        context.close()
