"""A model that is saved while somebody looks at it: one look-out for the server, which tells the tabs that show it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from benchmarks.tab import Tab
from ea_model.views.pages.shared.watching import Lookout
from tests.support.browser import serving
from tests.support.builders import REFERENCE


def test_sessions_whose_model_was_saved_are_told_once_and_a_model_is_looked_at_once() -> None:
    looks: list[Path] = []

    def look(path: Path) -> str:
        looks.append(path)
        return f"{path} after"

    one, other = Path("one"), Path("other")
    lookout = Lookout({"a": (one, "one before", look), "b": (one, "one after", look), "c": (other, "x", look)})
    assert lookout.outdated() == ["a", "c"]
    assert looks == [one, other]
    assert lookout.outdated() == []


def test_a_folder_that_is_being_exchanged_is_no_change_and_no_fault() -> None:
    def look(_: Path) -> str:
        raise FileNotFoundError

    assert Lookout({"a": (Path("one"), "before", look)}).outdated() == []


@pytest.mark.subprocess
def test_a_tab_shows_what_was_saved_without_asking_and_keeps_its_question(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(REFERENCE, model)

    async def story(server: str) -> None:
        tab = Tab(server)
        await tab.open()
        await tab.ask("element", "el=digipoort&lang=en&plateau=P1")
        file = model / "model.yaml"
        file.write_text(file.read_text("utf-8").replace("name: Digipoort\n", "name: Digisluis\n"), encoding="utf-8")
        await tab.finished()
        page = "".join(tab.texts)
        assert "Digisluis" in page
        assert 'query_string: "lang=en&plateau=P1"' in page
        await tab.close()

    with serving(model, tmp_path / "log.txt") as address:
        asyncio.run(story(address.removeprefix("http://").rstrip("/")))
