"""``ea gallery`` and the options of ``ea view``: every picture can be asked for, and wrong use is told in one line."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html

from ea_model.views.diagrams import PICTURES, TIMELINES
from ea_model.views.svg.elements import NAMESPACE
from tests.support.builders import REFERENCE, ROOT, SAMEN
from tests.support.command import run


@pytest.mark.parametrize(
    "options",
    [
        ["matrix", "--plateau", "P1", "--contract", "C-RAAM"],
        ["streams", "--element", "digipoort", "--lang", "en"],
        ["impact", "--element", "Digipoort", "--plateau", "P1"],
        ["impact", "--contract", "C-INF", "--plateau", "P0"],
        ["impact", "--party", "logius", "--at", "2019-12-11"],
        ["compare", "--plateau", "P0", "--with", "P1"],
        ["landscape", "--colour-by", "severity"],
        ["landscape", "--colour-by", "criticality", "--plateau", "P0"],
    ],
    ids=" ".join,
)
def test_every_picture_can_be_asked_for(options: list[str], tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    done = run("view", SAMEN, *options, "-o", file)
    assert done.code == 0, done.err
    assert etree.parse(file).getroot().tag == f"{{{NAMESPACE}}}svg"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["impact"], "--element or --contract or --party"),
        (["impact", "--element", "digipoort", "--party", "logius"], "--party"),
        (["compare", "--plateau", "P0"], "plateaus here: P0"),
        (["compare", "--plateau", "P0", "--with", "P9"], "P9"),
        (["landscape", "--colour-by", "colour"], "colour"),
        (["scope"], "contracts here: A-ODC"),
    ],
    ids=str,
)
def test_wrong_use_is_told_in_a_sentence(options: list[str], word: str) -> None:
    done = run("view", SAMEN, *options)
    assert done.code == 2
    assert word in done.err
    assert "Traceback" not in done.err


def test_the_help_names_every_picture() -> None:
    text = run("view", "--help").out
    assert all(name in text for name in [*PICTURES, *TIMELINES])


def test_the_gallery_shows_every_picture_with_words(tmp_path: Path) -> None:
    screens = tmp_path / "screens"
    screens.mkdir()
    (screens / "scope-nl-1280.png").write_bytes((ROOT / "tests" / "__init__.py").read_bytes())
    out = tmp_path / "gallery"
    done = run("gallery", REFERENCE, "-o", out, "--screens", screens)
    assert done.code == 0, done.err
    page = html.parse(out / "index.html").getroot()
    assert page.get("lang") == "nl"
    images = page.findall(".//img")
    assert all(image.get("alt") for image in images)
    files = {unquote(image.get("src") or "") for image in images}
    assert files == {path.name for path in out.iterdir()} - {"index.html", ".ea-gallery.txt"}
    assert {"matrix-P1.svg", "compare-P0-P1.svg", "notation.svg", "agenda-P1.svg", "screen-scope-nl-1280.png"} <= files
    assert not page.findall(".//script")
