"""The stories of the app in a real Chromium: what a contract covers, who does what when, two plateaus, an interface,
an export; and how the map, the keyboard and the address behave. Nothing leaves the machine.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ea_model import load
from tests.support.browser import MARKS, SHOW, browser, page, server

__all__ = ["browser", "page", "server"]  # fixtures
pytestmark = MARKS
MAP = "scope?contract=C-RAAM&plateau=P1"


def test_what_a_contract_covers_and_why(page: Page, server: str) -> None:
    page.goto(f"{server}{MAP}")
    digipoort = page.locator('g.node[data-id="digipoort"]').first
    expect(digipoort).to_be_visible(timeout=SHOW)
    digipoort.click()
    expect(page).to_have_url(re.compile(r"[?&]el=digipoort"), timeout=SHOW)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="Digipoort", exact=True)).to_be_visible(timeout=SHOW)
    expect(digipoort).to_have_class(re.compile(r"\bchosen\b"))
    expect(main.get_by_text("één of meer te contracteren leveranciers")).to_be_visible(timeout=SHOW)

    page.get_by_test_id("stSidebar").get_by_text("English").click()
    expect(page).to_have_url(re.compile(r"lang=en"), timeout=SHOW)
    expect(main.get_by_role("heading", name="Why?")).to_be_visible(timeout=SHOW)
    main.get_by_role("link", name="Open the fact sheet").click()
    expect(page).to_have_url(re.compile(r"/element\?.*el=digipoort"), timeout=SHOW)
    expect(main.get_by_role("heading", name="Digipoort", exact=True).first).to_be_visible(timeout=SHOW)
    expect(main.get_by_text("applications.yaml")).to_be_visible(timeout=SHOW)
    expect(page).to_have_url(re.compile(r"lang=en"))


def test_who_operates_it_on_a_date(page: Page, server: str) -> None:
    page.goto(f"{server}element?el=digipoort&plateau=P1&date=2020-06-01&activity=operationeel_beheer")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("impliciet eigen").first).to_be_visible(timeout=SHOW)
    expect(main.get_by_text("geen contract voorzien").first).to_be_visible(timeout=SHOW)
    page.goto(f"{server}calendar?plateau=P1&date=2019-10-15")
    expect(main.get_by_text("of Digipoort-contract op 15 oktober 2019 nog geldt is niet te zeggen")).to_be_visible(
        timeout=SHOW
    )


def test_two_plateaus_beside_each_other(page: Page, server: str) -> None:
    page.goto(f"{server}compare?before=P0&after=P1")
    expect(page.locator(".paper svg")).to_be_visible(timeout=SHOW)
    main = page.get_by_test_id("stMain")
    main.get_by_role("radio", name="Tabel").click()
    expect(page).to_have_url(re.compile("view=table"), timeout=SHOW)
    expect(page.locator(".paper svg")).to_have_count(0, timeout=SHOW)
    page.wait_for_timeout(500)
    cells = main.get_by_text(re.compile(r"^Wie doet wat.* \(\d+\)$"))
    expect(cells).to_be_visible(timeout=SHOW)
    cells.click()
    heading = main.get_by_text(re.compile("Digipoort · operationeel beheer")).locator("visible=true")
    expect(heading.first).to_be_visible(timeout=SHOW)
    page.go_back()
    expect(page).not_to_have_url(re.compile("view=table"), timeout=SHOW)
    expect(page.locator(".paper svg")).to_be_visible(timeout=SHOW)


def test_an_interface_is_followed_across_a_boundary(page: Page, server: str) -> None:
    page.goto(f"{server}{MAP}")
    line = page.locator('g.edge[data-id="it-platform.serves.digipoort"] .hit').first
    expect(line).to_be_attached(timeout=SHOW)
    line.dispatch_event("pointerdown", {"pointerId": 1, "bubbles": True})
    line.dispatch_event("pointerup", {"pointerId": 1, "bubbles": True})
    expect(page).to_have_url(re.compile("el=it-platform.serves.digipoort"), timeout=SHOW)
    main = page.get_by_test_id("stMain")
    main.get_by_role("link", name="Van IT-platform").click(timeout=SHOW)
    expect(page).to_have_url(re.compile(r"/element\?.*el=it-platform(&|$)"), timeout=SHOW)
    expect(main.get_by_role("heading", name="IT-platform", exact=True).first).to_be_visible(timeout=SHOW)


def test_export_opens_again(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(f"{server}exchange?along=computed")
    main = page.get_by_test_id("stMain")
    save = main.get_by_role("button", name="Opslaan").first
    expect(save).to_be_visible(timeout=SHOW)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SHOW)
    with page.expect_download(timeout=2 * SHOW) as told:
        save.click()
    file = tmp_path / told.value.suggested_filename
    told.value.save_as(file)
    model = load(file)
    assert file.suffix == ".xml"
    assert "digipoort" in {e.id for e in model.elements} or any("digipoort" in e.id for e in model.elements)
    assert any("C-RAAM" in str(view.name) for view in model.views)


def test_map_keeps_its_place_while_one_chooses(page: Page, server: str) -> None:
    page.goto(f"{server}{MAP}")
    svg = page.locator(".paper svg")
    expect(svg).to_be_visible(timeout=SHOW)
    page.locator('.bar button[data-do="in"]').click()
    width = float((svg.get_attribute("viewBox") or "").split()[2])
    page.locator('g.node[data-id="digipoort"]').first.click()
    expect(page).to_have_url(re.compile("el=digipoort"), timeout=SHOW)
    page.wait_for_timeout(1500)
    assert float((svg.get_attribute("viewBox") or "").split()[2]) == pytest.approx(width, rel=0.001)


def test_map_is_walked_with_the_keyboard(page: Page, server: str) -> None:
    page.goto(f"{server}{MAP}")
    first = page.locator('.paper g.node[tabindex="0"]')
    expect(first).to_have_count(1, timeout=SHOW)
    first.focus()
    before = first.get_attribute("data-node")
    page.keyboard.press("ArrowDown")
    moved = page.locator('.paper g.node[tabindex="0"]')
    expect(moved).not_to_have_attribute("data-node", before or "")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "+", "-", "0"):
        page.keyboard.press(key)
    node = page.locator('.paper g.node[data-id="digipoort"]').first
    node.focus()
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


def test_search_finds_and_mends(page: Page, server: str) -> None:
    page.goto(f"{server}element?el=digipoort&plateau=P1")
    main = page.get_by_test_id("stMain")
    main.get_by_role("button", name="wordt bediend door IT-platform").click(timeout=SHOW)
    expect(page).to_have_url(re.compile("el=it-platform"), timeout=SHOW)
    search = page.get_by_label("Zoeken")
    search.fill("digipport")
    search.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?.*q=digipport"), timeout=SHOW)
    main.get_by_role("button", name="digipoort").click(timeout=SHOW)
    expect(main.get_by_role("heading", name="Contracten", exact=False)).to_be_visible(timeout=SHOW)
    main.get_by_role("link", name="Digipoort applicatiecomponent").first.click()
    expect(page).to_have_url(re.compile(r"/element\?.*el=digipoort"), timeout=SHOW)


def test_trying_shows_the_patch_and_writes_nothing(page: Page, server: str) -> None:
    page.goto(f"{server}whatif?contract=C-INF&plateau=P0")
    main = page.get_by_test_id("stMain")
    main.get_by_text(re.compile(r"levering van IT-infrastructuur.*s3")).click(timeout=SHOW)
    expect(page).to_have_url(re.compile("edits=-s3"), timeout=SHOW)
    expect(main.get_by_text("a/contracts/C-INF.yaml")).to_be_visible(timeout=SHOW)
    write = main.get_by_role("button", name="Schrijf in het model")
    expect(write).to_be_disabled()
    main.get_by_role("button", name="Terug").click()
    expect(page).not_to_have_url(re.compile("edits="), timeout=SHOW)


def test_what_is_neither_chosen_nor_near_fades_until_escape(page: Page, server: str) -> None:
    page.goto(f"{server}landscape?plateau=P1")
    chosen_node = page.locator('g.node[data-id="digipoort"]').first
    expect(chosen_node).to_be_visible(timeout=SHOW)
    dimmed = page.locator(".paper .dim")
    expect(dimmed).to_have_count(0)
    chosen_node.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("el=digipoort"), timeout=SHOW)
    expect(page.locator('g.node[data-id="digid"]')).to_have_class(re.compile(r"\bdim\b"))
    for id_ in ("digipoort", "it-platform", "middleware"):
        expect(page.locator(f'g.node[data-id="{id_}"]')).not_to_have_class(re.compile(r"\bdim\b"))
    expect(page.locator(".paper g.node.around").first).to_be_attached()
    page.wait_for_timeout(800)
    chosen_node.focus()
    page.keyboard.press("Escape")
    expect(dimmed).to_have_count(0, timeout=SHOW)
    expect(page).not_to_have_url(re.compile("el="), timeout=SHOW)


def test_a_chosen_relation_leaves_its_two_ends_as_they_are(page: Page, server: str) -> None:
    page.goto(f"{server}{MAP}")
    line = page.locator('g.edge[data-id="it-platform.serves.digipoort"] .hit').first
    expect(line).to_be_attached(timeout=SHOW)
    line.dispatch_event("pointerdown", {"pointerId": 1, "bubbles": True})
    line.dispatch_event("pointerup", {"pointerId": 1, "bubbles": True})
    expect(page).to_have_url(re.compile("el=it-platform.serves.digipoort"), timeout=SHOW)
    expect(page.locator('g.node[data-id="middleware"]').first).to_have_class(re.compile(r"\bdim\b"))
    for id_ in ("digipoort", "it-platform"):
        expect(page.locator(f'g.node[data-id="{id_}"]').first).not_to_have_class(re.compile(r"\bdim\b"))


def test_words_of_what_fades_can_still_be_read(page: Page, server: str) -> None:
    page.goto(f"{server}landscape?plateau=P1&el=digipoort")
    expect(page.locator(".paper .dim").first).to_be_visible(timeout=SHOW)
    page.wait_for_timeout(500)
    weakest = page.evaluate(CONTRAST)
    assert weakest >= 4.5


CONTRAST = """() => {
  const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)];
  const svg = roots.map((root) => root.querySelector('.paper svg')).find(Boolean);
  const channel = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = (text) => text.match(/\\d+/g).slice(0, 3).map(Number);
  const holds = (outer, inner) => outer.left <= inner.left && outer.right >= inner.right
    && outer.top <= inner.top && outer.bottom >= inner.bottom;
  const shapes = [...svg.querySelectorAll('.node > title + *')];
  let weakest = 21;
  for (const text of svg.querySelectorAll('.dim text')) {
    const place = text.getBoundingClientRect();
    let back = [255, 255, 255];
    for (const shape of shapes.filter((one) => holds(one.getBoundingClientRect(), place))) {
      const { fill, opacity } = getComputedStyle(shape);
      if (/rgb/.test(fill)) back = back.map((under, n) => under * (1 - opacity) + rgb(fill)[n] * opacity);
    }
    const [one, two] = [light(back), light(rgb(getComputedStyle(text).fill))].sort((a, b) => b - a);
    weakest = Math.min(weakest, (one + 0.05) / (two + 0.05));
  }
  return weakest;
}"""
