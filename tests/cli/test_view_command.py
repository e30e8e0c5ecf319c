"""``ea view``: views a model came with as SVG, PNG and PDF, one or all."""

from __future__ import annotations

import io
import struct
import sys
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from ea_model.views.svg import raster
from tests.support.command import run
from tests.views.test_imported_views import NATIVE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def archi(tmp_path: Path) -> Path:
    """A small file of Archi."""
    file = tmp_path / "m.archimate"
    file.write_text(NATIVE, encoding="utf-8")
    return file


def test_every_view_with_links_between_the_files(archi: Path, tmp_path: Path) -> None:
    ran = run("view", archi, "--all", "-o", tmp_path / "uit")
    assert ran.code == 0, ran.err
    assert sorted(file.name for file in (tmp_path / "uit").glob("[!.]*")) == ["Hoofdkaart.svg", "Schets.svg"]
    (link,) = etree.parse(tmp_path / "uit" / "Hoofdkaart.svg").getroot().iter(f"{SVG}a")
    assert (tmp_path / "uit" / link.get("href", "")).is_file()


@pytest.mark.parametrize("name", ["Hoofdkaart", "hoofdkaart", "v"])
def test_one_view_by_name_or_id(archi: Path, name: str) -> None:
    ran = run("view", archi, name)
    root = etree.fromstring(ran.out.encode())
    assert root.findtext(f"{SVG}title") == "Hoofdkaart"
    assert not list(root.iter(f"{SVG}a"))  # the other drawing is not there


def test_png_and_pdf_are_real(archi: Path, tmp_path: Path) -> None:
    assert run("view", archi, "Hoofdkaart", "-o", tmp_path / "x.png").code == 0
    picture = (tmp_path / "x.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert width > 900  # one and a half times its 661 pixels on a screen
    assert len(picture) > width * height / 50  # a blank sheet would be much smaller
    assert run("view", archi, "--all", "--format", "pdf", "-o", tmp_path / "pdf").code == 0
    (page,) = PdfReader(io.BytesIO((tmp_path / "pdf" / "Schets.pdf").read_bytes())).pages
    assert "Idee" in page.extract_text()
    first = (tmp_path / "pdf" / "Schets.pdf").read_bytes()
    run("view", archi, "--all", "--format", "pdf", "-o", tmp_path / "pdf")
    assert (tmp_path / "pdf" / "Schets.pdf").read_bytes() == first


def test_a_computed_picture_as_png(tmp_path: Path) -> None:
    assert run("view", "--legend", "-o", tmp_path / "x.png").code == 0
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_without_the_library_one_sentence(archi: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raster._library.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    ran = run("view", archi, "Schets", "-o", tmp_path / "x.pdf")
    raster._library.cache_clear()
    assert ran.code != 0
    assert "hebben de bibliotheek typst nodig; pip install typst, of teken SVG" in ran.err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--all",), "-o"),
        (("Schets", "--all", "-o", "x"), "no picture"),
        (("Schetsen",), "Schets"),
    ],
)
def test_wrong_use_is_told(archi: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ran = run("view", archi, *arguments)
    assert ran.code == 2
    assert sentence in ran.err


def test_a_form_that_is_none() -> None:
    with pytest.raises(ValueError, match="no form of a drawing"):
        raster.converted(b"<svg/>", "bmp")
    with pytest.raises(raster.NoRasterError, match="draw SVG instead"):
        raster.converted(b"no drawing", "png")
