"""The site in a real Chromium, from a disk and from a server: search, follow, click; nothing is asked elsewhere."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import ea_model
from ea_model.model import Model
from tests.support.browser import MARKS, chromium
from tests.support.builders import ROOT
from tests.support.site import written
from tests.views.test_imported_views import NATIVE

SCREENS = ROOT / "build" / "screens" / "site"
WIDTHS = {1280: 900, 390: 844}
SHOWN = ("index.html", "contracts.html", "c/C-RAAM.html", "e/digipoort.html", "views.html", "p/landscape-2.html",
         "matrix-2.html", "interfaces.html", "findings.html", "questions.html", "calendar.html", "requirements.html",
         "costs.html", "sources.html", "elements.html", "search.html?q=digipoort")  # fmt: skip
JUDGED = (("light", 390), ("dark", 1280))
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": False,
}  # it would ask for style sheets, which a page from disk may not

pytestmark = MARKS


class _Quiet(SimpleHTTPRequestHandler):
    """A plain file server, as an intranet has."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(samen: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the letter's model, and below it that of a model with drawings of its own."""
    target = written(samen, tmp_path_factory.mktemp("site"))
    file = tmp_path_factory.mktemp("model") / "model.archimate"
    file.write_text(NATIVE, encoding="utf-8")
    written(ea_model.load(file), target / "getekend")
    return target


@pytest.fixture(scope="module", params=["disk", "server"])
def site(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Where the site begins, as a person opens it."""
    if request.param == "disk":
        yield f"{folder.as_uri()}/"
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh tab; at the end nothing may have gone wrong in it, or been asked of anybody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab, wrong = _watched(context, site)
    yield tab
    context.close()
    assert wrong == []


def _watched(context: BrowserContext, site: str) -> tuple[Page, list[str]]:
    tab = context.new_page()
    wrong: list[str] = []
    ours = (site, "data:", "blob:")
    tab.on("request", lambda r: None if r.url.startswith(ours) else wrong.append(r.url))
    tab.on("requestfailed", lambda r: wrong.append(f"failed: {r.url}"))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    return tab, wrong


def test_one_finds_an_element_and_follows_its_relations(page: Page, site: str) -> None:
    page.goto(f"{site}index.html")
    page.keyboard.press("/")
    page.keyboard.type("digipoort")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"search\.html\?q=digipoort"))
    hits = page.locator(".hits a")
    expect(hits.first).to_have_text("Digipoort")
    page.get_by_role("searchbox").fill("handhaving van wetten zonder treffer")
    expect(page.get_by_text("Niets gevonden")).to_be_visible()
    page.get_by_role("searchbox").fill("uitwisseling private")
    expect(hits.first).to_have_text("Digipoort")
    hits.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Digipoort")
    page.get_by_role("link", name="IT-platform", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("IT-platform")
    page.go_back()
    page.get_by_role("link", name="is onderwerp van").first.click()
    expect(page.locator("tr:target")).to_be_visible()


def test_one_opens_the_scope_of_a_contract_and_sees_why(page: Page, site: str) -> None:
    page.goto(f"{site}index.html")
    page.get_by_role("navigation").get_by_role("link", name="Contracten").click()
    page.get_by_role("link", name="C-RAAM – Raamovereenkomst gegevensuitwisseling").click()
    why = page.get_by_role("row", name=re.compile("^Digipoort")).locator("details")
    why.locator("summary").click()
    expect(why.get_by_text("zo vastgelegd")).to_be_visible()
    why.get_by_role("link", name="p1").click()
    expect(page.locator("li:target")).to_contain_text("één of meer te contracteren leveranciers")
    page.locator('.paper a[href="../e/microservices.html"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Microservices")


def test_one_opens_a_drawing_makes_it_larger_and_clicks_in_it(page: Page, site: str) -> None:
    page.goto(f"{site}getekend/views.html")
    page.get_by_role("link", name="Hoofdkaart").click()
    svg = page.locator(".paper svg")
    before = svg.bounding_box()
    page.get_by_role("button", name="Groter").click()
    after = svg.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.3
    page.get_by_role("button", name="Passend").click()
    svg.get_by_role("link", name=re.compile("^Server")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Server")
    page.get_by_role("link", name="Hoofdkaart").click()
    expect(page.locator("a.chosen")).to_have_count(1)
    expect(page.locator("a.chosen")).to_be_in_viewport()
    page.locator(".paper a", has_text="Schets").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schets")


def test_a_click_beside_a_line_leads_to_the_relation(page: Page, site: str) -> None:
    page.goto(f"{site}getekend/v/v.html")
    place = page.evaluate("""() => {
        const line = document.querySelector('.paper a[href*="r-r3"] path');
        const at = line.getPointAtLength(line.getTotalLength() * 0.8).matrixTransform(line.getScreenCTM());
        return [at.x, at.y];
    }""")
    page.mouse.click(place[0] + 4, place[1])
    expect(page).to_have_url(re.compile(r"e/n\.html#r-r3"))
    expect(page.locator("tr:target")).to_contain_text("beïnvloedt")


def test_the_picture_can_be_saved(page: Page, site: str) -> None:
    page.goto(f"{site}getekend/v/v.html")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="SVG bewaren").click()
    saved = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "Hoofdkaart.svg"
    assert saved.startswith("<svg")
    assert "href=" not in saved.replace('href="data:', "")


def test_without_scripts_every_page_still_tells(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{folder.as_uri()}/e/digipoort.html")
    expect(tab.get_by_text("Digipoort is een van de diensten").last).to_be_visible()
    tab.get_by_role("link", name="C-RAAM – Raamovereenkomst gegevensuitwisseling").first.click()
    expect(tab.locator(".paper svg").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_sort_of_page_fits_and_is_usable_by_everybody(
    browser: Browser, folder: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme,
                                  reduced_motion="reduce", bypass_csp=True)  # fmt: skip
    tab, wrong = _watched(context, f"{folder.as_uri()}/")
    for path in (*SHOWN, "getekend/v/v.html"):
        tab.goto(f"{folder.as_uri()}/{path}")
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} is wider than the screen"
        name = re.sub(r"[/?=]", "-", path.replace(".html", ""))
        tab.screenshot(path=SCREENS / f"{name}-{scheme}-{width}.png")
        if (scheme, width) not in JUDGED:
            continue
        # Words in drawings have a halo in the colour of what is below them, which the tool takes for their own.
        found = Axe().run(tab, context={"exclude": [[".paper"]]}, options=AXE).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == [], path
    context.close()
    assert wrong == []
