"""The app in a real Chromium: the map is clicked, the address follows, nothing leaves the machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.builders import ROOT, SAMEN

SCREENS = ROOT / "build" / "screens"
WIDTHS = {1280: 900, 390: 844}
PAGES = {
    "overview": "?plateau=P1",
    "scope": "scope?contract=C-RAAM&plateau=P1",
    "landscape": "landscape?plateau=P1",
    "elements": "elements?q=digipoort",
    "responsibility": "responsibility?plateau=P1&el=digipoort&activity=operationeel_beheer",
    "boundaries": "boundaries?plateau=P1",
    "help": "help?",
    "element": "element?el=digipoort&plateau=P1",
}
WITH_MAP = ("scope", "landscape", "element", "help")
START, SHOW = 60, 30_000
"""Seconds for the server to start; milliseconds for a page to show what it should."""


def chromium() -> str | None:
    """Debian's Chromium, or whatever CHROMIUM names."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser")
    return next((found for name in names if name and (found := shutil.which(name))), None)


# In CI a missing browser is a failure: there the story has to be told.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        chromium() is None and not os.environ.get("CI"), reason="no chromium found; apt-get install chromium"
    ),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app as a person starts it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port)]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    environment = {**os.environ, "EA_MODEL": str(SAMEN)}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_until_healthy(f"http://localhost:{port}/_stcore/health", process, log)
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories."""
    path = chromium()
    assert path is not None, "CI is set, but there is no chromium to drive"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab; at the end nothing may have been asked of another machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    elsewhere: list[str] = []
    tab.on("request", lambda request: elsewhere.append(request.url) if _leaves(request.url) else None)
    tab.on("websocket", lambda socket_: elsewhere.append(socket_.url) if _leaves(socket_.url) else None)
    yield tab
    context.close()
    assert elsewhere == []


def _leaves(url: str) -> bool:
    return not re.match(r"(https?|wss?)://localhost[:/]|data:|blob:", url)


def test_map_tells_facts_and_leads_to_the_sheet(page: Page, server: str) -> None:
    page.goto(f"{server}scope?contract=C-RAAM&plateau=P1")
    digipoort = page.locator('g.node[data-id="digipoort"]').first
    expect(digipoort).to_be_visible(timeout=SHOW)
    digipoort.click()
    expect(page).to_have_url(re.compile(r"[?&]el=digipoort"), timeout=SHOW)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="Digipoort", exact=True)).to_be_visible(timeout=SHOW)
    expect(digipoort).to_have_class(re.compile(r"\bchosen\b"))

    page.get_by_test_id("stSidebar").get_by_text("English").click()
    expect(page).to_have_url(re.compile(r"lang=en"), timeout=SHOW)
    expect(main.get_by_role("heading", name="Why?")).to_be_visible(timeout=SHOW)
    main.get_by_role("link", name="Open the fact sheet").click()
    expect(page).to_have_url(re.compile(r"/element\?.*el=digipoort"), timeout=SHOW)
    expect(main.get_by_role("heading", name="Digipoort", exact=True).first).to_be_visible(timeout=SHOW)
    expect(main.get_by_text("applications.yaml")).to_be_visible(timeout=SHOW)
    expect(page).to_have_url(re.compile(r"lang=en"))


def test_map_keeps_its_place_while_one_chooses(page: Page, server: str) -> None:
    page.goto(f"{server}scope?contract=C-RAAM&plateau=P1")
    svg = page.locator(".paper svg")
    expect(svg).to_be_visible(timeout=SHOW)
    page.locator('.bar button[data-do="in"]').click()
    width = float((svg.get_attribute("viewBox") or "").split()[2])
    page.locator('g.node[data-id="digipoort"]').first.click()
    expect(page).to_have_url(re.compile("el=digipoort"), timeout=SHOW)
    page.wait_for_timeout(1500)
    assert float((svg.get_attribute("viewBox") or "").split()[2]) == pytest.approx(width, rel=0.001)


def test_map_is_walked_with_the_keyboard(page: Page, server: str) -> None:
    page.goto(f"{server}scope?contract=C-RAAM&plateau=P1")
    first = page.locator('.paper g.node[tabindex="0"]')
    expect(first).to_have_count(1, timeout=SHOW)
    first.focus()
    before = first.get_attribute("data-node")
    page.keyboard.press("ArrowDown")
    moved = page.locator('.paper g.node[tabindex="0"]')
    expect(moved).not_to_have_attribute("data-node", before or "")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "+", "-", "0"):
        page.keyboard.press(key)
    wanted = page.locator('.paper g.node[data-id="digipoort"]').first
    wanted.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("el=digipoort"), timeout=SHOW)


def test_back_undoes_the_last_switch(page: Page, server: str) -> None:
    page.goto(f"{server}responsibility?plateau=P1")
    cell = page.get_by_role("button", name="impliciet eigen").first
    expect(cell).to_be_visible(timeout=SHOW)
    cell.click()
    expect(page).to_have_url(re.compile("activity=operationeel_beheer"), timeout=SHOW)
    expect(page.get_by_text("geen contract voorzien")).to_be_visible(timeout=SHOW)
    page.wait_for_timeout(500)
    page.go_back()
    expect(page).not_to_have_url(re.compile("activity="), timeout=SHOW)
    expect(page.get_by_text("geen contract voorzien")).to_have_count(0, timeout=SHOW)


def test_relation_leads_to_the_other_end_and_search_to_the_list(page: Page, server: str) -> None:
    page.goto(f"{server}element?el=digipoort&plateau=P1")
    main = page.get_by_test_id("stMain")
    main.get_by_role("button", name="wordt bediend door IT-platform").click(timeout=SHOW)
    expect(page).to_have_url(re.compile("el=it-platform"), timeout=SHOW)
    expect(main.get_by_role("heading", name="IT-platform", exact=True).first).to_be_visible(timeout=SHOW)
    search = page.get_by_label("Zoeken")
    search.fill("barri")
    search.press("Enter")
    expect(page).to_have_url(re.compile(r"/elements\?.*q=barri"), timeout=SHOW)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_photographed(page: Page, server: str, name: str, width: int) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    for lang in ("nl", "en"):
        page.goto(f"{server}{PAGES[name]}&lang={lang}")
        expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible(timeout=SHOW)
        if name in WITH_MAP:
            expect(page.locator(".paper svg").first).to_be_visible(timeout=SHOW)
        page.wait_for_timeout(1500)
        assert page.get_by_test_id("stException").count() == 0
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, "the page is wider than the screen"
        page.screenshot(path=SCREENS / f"{name}-{lang}-{width}.png")
