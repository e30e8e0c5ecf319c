"""More of what means harm: floods of names and attributes, archives that say a thing twice, and what a load keeps."""

from __future__ import annotations

import io
import time
import warnings
import zipfile
from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import EaModelError, ModelLoadError, UnreadableError
from ea_model.readers.archi import archive as _native_archive

SPELLINGS = Path(__file__).parent / "spellings"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
EXCHANGE = (
    f'<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" {XSI} identifier="m" %s><name>M</name>%s</model>'
)
ARCHI = f'<a:model xmlns:a="http://www.archimatetool.com/archimate" {XSI} name="M" id="m" %s>%s</a:model>'
FLOOD = " ".join(f'xmlns:a{n}="u:{n}"' for n in range(50_000))
PLACES = {
    "root": ("exchange.xml", EXCHANGE % (FLOOD, "")),
    "concept": ("exchange.xml", EXCHANGE % ("", f'<elements><element identifier="a" {FLOOD}/></elements>')),
    "section": ("exchange.xml", EXCHANGE % ("", f'<elements {FLOOD}><element identifier="a"/></elements>')),
    "root of archi": ("x.archimate", ARCHI % (FLOOD, "")),
    "concept of archi": ("x.archimate", ARCHI % ("", f'<folder type="business"><element id="a" {FLOOD}/></folder>')),
}


def _refused(name: str, content: bytes, folder: Path) -> str:
    file = folder / name
    file.write_bytes(content)
    begin = time.process_time()
    with pytest.raises(EaModelError) as caught:
        ea_model.load(file)
    assert time.process_time() - begin < 10
    return str(caught.value)


@pytest.mark.parametrize("place", PLACES)
def test_very_many_prefixes(place: str, tmp_path: Path) -> None:
    name, text = PLACES[place]
    assert "prefixes" in _refused(name, text.encode(), tmp_path)


@pytest.mark.parametrize("whole", [EXCHANGE, ARCHI])
def test_a_first_tag_without_end(whole: str, tmp_path: Path) -> None:
    """Every piece that is read later would begin with it."""
    many = " ".join(f'a{n}="{n}"' for n in range(20_000))
    assert "first tag" in _refused("x.xml", (whole % (many, "")).encode(), tmp_path)


def _zip(*entries: tuple[str, bytes]) -> bytes:
    handle = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(handle, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in entries:
            archive.writestr(name, data)
    return handle.getvalue()


def test_a_name_twice_in_an_archive(tmp_path: Path) -> None:
    """One program reads the first, another the last; neither is right."""
    archi = (SPELLINGS / "archi.archimate").read_bytes()
    content = _zip(("model.xml", archi), ("model.xml", b"<x/>"))
    assert "'model.xml' twice" in _refused("x.archimate", content, tmp_path)
    folder = [(file.relative_to(SPELLINGS / "grafico").as_posix(), file.read_bytes())
              for file in sorted((SPELLINGS / "grafico").rglob("*.xml"))]  # fmt: skip
    content = _zip(*folder, ("model/./business/BusinessActor_id-a.xml", b"<x/>"))
    assert "twice" in _refused("x.zip", content, tmp_path)


def test_images_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_native_archive, "MAX_IMAGES", 1_048_576)
    archi = (SPELLINGS / "archi.archimate").read_bytes()
    content = _zip(("model.xml", archi), ("images/a.png", b"0" * 800_000), ("images/b.png", b"0" * 800_000))
    assert "its images are larger than 1 MB" in _refused("x.archimate", content, tmp_path)


@pytest.mark.parametrize("place", ["<diagrams>", "<views>", "</views>"])
@pytest.mark.parametrize("entity", ["&undefined;", "&nbsp;"])
def test_an_entity_in_the_views_is_told_at_its_line(place: str, entity: str, tmp_path: Path) -> None:
    text = (SPELLINGS / "exchange.xml").read_text(encoding="utf-8")
    file = tmp_path / "x.xml"
    file.write_text(text.replace(place, place + entity), encoding="utf-8")
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(file)
    assert caught.value.problems[0].place.line == text[: text.index(place)].count("\n") + 1


def test_sections_after_the_views_are_read(tmp_path: Path) -> None:
    """The schema has the views last; a name or folders behind them were passed over once."""
    text = (SPELLINGS / "exchange.xml").read_text(encoding="utf-8")
    begin, end = text.index("  <views>"), text.index("</views>") + 9
    head = text.index("  <name xml:lang")
    file = tmp_path / "x.xml"
    file.write_text(text[:head] + text[begin:end].replace("views>", "views >") + text[head:begin] + text[end:],
                    encoding="utf-8")  # fmt: skip
    model = ea_model.load(file)
    whole = ea_model.load(SPELLINGS / "exchange.xml")
    assert str(model.name) == str(whole.name)
    assert [e.id for e in model.elements] == [e.id for e in whole.elements]
    assert dict(model.foreign.folders) == dict(whole.foreign.folders)


def test_a_directory_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.archimate").mkdir()
    with pytest.raises(UnreadableError, match="yaml"):
        ea_model.load(tmp_path / "x.archimate")
