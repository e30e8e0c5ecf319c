"""The register of readers: every format is found by itself, and content decides which one reads it."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from ea_model import exporters, readers
from ea_model.messages.problems import UnreadableError
from ea_model.readers import Candidate, Match
from tests.support.builders import SAMEN
from tests.support.command import run

SPELLINGS = Path(__file__).parent / "spellings"


def test_a_format_has_the_same_name_on_both_sides() -> None:
    names = [reader.name for reader in readers.readers()]
    assert {"archi", "csv", "exchange", "grafico", "text"} <= {*names} & {*exporters.MODULES}
    for reader in readers.readers():
        assert importlib.import_module(f"ea_model.readers.{reader.name}").READER is reader
        assert set(reader.label.texts) == {"nl", "en"}
    others = {m.name for m in pkgutil.iter_modules(readers.__path__)} - set(names)
    assert others == {"register", "xml"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (SPELLINGS / "exchange.xml", "exchange"), (SPELLINGS / "exchange-2.xml", "exchange"),
        (SPELLINGS / "archi.archimate", "archi"), (SPELLINGS / "grafico", "grafico"), (SAMEN, "text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_content_decides(path: Path, name: str) -> None:
    assert readers.reader_of(path).name == name


@pytest.mark.parametrize(
    ("name", "head", "format_"),
    [
        ("model.yaml", b"id, type, name\n", "text"), ("table.txt", b'"ID","Type","Name"\n', "csv"),
        ("properties.csv", b"a;b;c\n", "csv"), ("page.yaml", b"<html/>", "exchange"), ("some.zip", b"PK", "archi"),
        ("some.xml", b"\xef\xbb\xbf <broken", "exchange"), ("some.tgz", b"\x1f\x8b", "grafico"),
    ],
)  # fmt: skip
def test_what_nobody_knows_for_certain_goes_to_the_format_that_says_what_is_wrong(
    tmp_path: Path, name: str, head: bytes, format_: str
) -> None:
    file = tmp_path / name
    file.write_bytes(head)
    assert readers.reader_of(file).name == format_


def test_a_file_of_no_format_is_told_which_there_are(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert all(reader.recognise(Candidate(file, b"\x89PNG")) is Match.NO for reader in readers.readers())
    with pytest.raises(UnreadableError) as told:
        readers.read(file)
    assert all(reader.label.texts["en"] in str(told.value) for reader in readers.readers())
    dutch = run("check", file).err
    assert all(reader.label.texts["nl"] in dutch for reader in readers.readers())
