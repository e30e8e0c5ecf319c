"""What means harm, in every format: refused with one clear sentence, soon, and nothing is written."""

from __future__ import annotations

import io
import os
import re
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import EaModelError, ModelLoadError, UnreadableError
from ea_model.readers.xml import encoding as _bytes

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
EXCHANGE = f'<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" {XSI} identifier="m"><name>M</name>%s</model>'
OLDER = f'<model xmlns="http://www.opengroup.org/xsd/archimate" {XSI} identifier="m"><name>M</name>%s</model>'
ARCHI = f'<a:model xmlns:a="http://www.archimatetool.com/archimate" {XSI} name="M" id="m">%s</a:model>'
FORMATS = {"exchange": EXCHANGE, "exchange 2": OLDER, "archi": ARCHI}
GRAFICO = '<archimate:ArchimateModel xmlns:archimate="http://www.archimatetool.com/archimate" name="M" id="m"/>'
Make = Callable[[str], bytes]


@contextmanager
def soon(seconds: float = 20.0) -> Iterator[None]:
    """CPU time is bounded."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < seconds


def _refused(content: bytes, folder: Path, name: str = "x.xml") -> str:
    file = folder / name
    file.write_bytes(content)
    with soon(), pytest.raises(EaModelError) as caught:
        for view in ea_model.load(file).views:
            assert view
    assert str(file) in str(caught.value)
    assert list(folder.iterdir()) == [file]
    return str(caught.value)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
DOCTYPES = [BOMB, '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ATTLIST model identifier CDATA "x">]>', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x/">%p;]>']  # fmt: skip


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("doctype", DOCTYPES, ids=["bomb", "external", "entity", "attributes", "parameter"])
def test_no_document_type(whole: str, doctype: str, tmp_path: Path) -> None:
    assert "document type (DOCTYPE)" in _refused((doctype + whole % "").encode(), tmp_path)


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("tag", ["elements", "views", "folder", "metadata", "organizations", "element", "x"])
def test_no_nesting_without_end(whole: str, tag: str, tmp_path: Path) -> None:
    text = whole % (f"<{tag}>" * 100_000 + f"</{tag}>" * 100_000)
    assert re.search("deep|depth", _refused(text.encode(), tmp_path))


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
def test_very_many_attributes_take_no_time(whole: str, tmp_path: Path) -> None:
    many = " ".join(f'a{n}="{n}"' for n in range(200_000))
    file = tmp_path / "x.xml"
    file.write_text(whole % f"<elements><element identifier='a' {many}/></elements>", encoding="utf-8")
    with soon():
        try:
            ea_model.load(file)
        except EaModelError as error:
            assert str(file) in str(error)  # noqa: PT017 - either is fine


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("part", ["<documentation>%s</documentation>", "<views><diagrams><view>%s</view></diagrams></views>",
                                  '<folder type="diagrams"><element>%s</element></folder>', "<metadata>%s</metadata>"])  # fmt: skip
def test_a_text_without_end_is_bounded(whole: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 4_000_000)
    assert "is larger than" in _refused((whole % (part % ("x" * 5_000_000))).encode(), tmp_path)


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
def test_cut_anywhere(whole: str, tmp_path: Path) -> None:
    text = (whole % '<elements><element identifier="a"><name>A</name></element></elements>').encode()
    for end in range(1, len(text) - 1, 7):
        _refused(text[:end], tmp_path)


ENCODINGS = [
    ("<?xml version='1.0' encoding='UTF-16'?>", "utf-8"),
    ("<?xml version='1.0' encoding='punycode'?>", "utf-8"),
    ("<?xml version='1.0' encoding='hex'?>", "utf-8"),
    ("<?xml version='1.0' encoding='nonsense'?>", "utf-8"),
    ("<?xml version='1.0' encoding='UTF-8'?>", "cp1252"),
]


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(("head", "encoding"), ENCODINGS)
def test_a_file_that_lies_about_its_encoding(whole: str, head: str, encoding: str, tmp_path: Path) -> None:
    _refused((head + whole % "<name>é…</name>").encode(encoding), tmp_path)


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_other_encodings_open(whole: str, encoding: str, tmp_path: Path) -> None:
    head = "" if encoding in ("utf-16", "utf-32", "utf-8-sig") else "<?xml version='1.0' encoding='UTF-16'?>"
    file = tmp_path / "x.xml"
    file.write_bytes((head + whole % "").encode(encoding))
    assert ea_model.load(file).id == "m"


@pytest.mark.parametrize("whole", FORMATS.values(), ids=FORMATS)
def test_no_nul(whole: str, tmp_path: Path) -> None:
    _refused((whole % "<name>\0</name>").encode(), tmp_path)


def _tar(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w:xz") -> bytes:
    handle = io.BytesIO()
    with tarfile.open(fileobj=handle, mode=mode) as archive:  # type: ignore[call-overload]
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return handle.getvalue()


def _entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


FOLDER = (_entry("model/folder.xml"), GRAFICO.encode())


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "C:\\evil.xml", "..\\evil.xml"])
def test_names_that_lead_out_of_an_archive(name: str, tmp_path: Path) -> None:
    assert "leads out of it" in _refused(_tar(FOLDER, (_entry(name), b"<x/>")), tmp_path, "x.tar.xz")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("model/folder.xml", GRAFICO)
        archive.writestr(name, "<x/>")
    (tmp_path / "x.tar.xz").unlink()
    assert "leads out of it" in _refused(packed.getvalue(), tmp_path, "x.zip")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_no_links_and_devices_in_an_archive(kind: bytes, tmp_path: Path) -> None:
    content = _tar(FOLDER, (_entry("model/x.xml", kind, "/etc/passwd"), b""))
    assert "link or a device" in _refused(content, tmp_path, "x.tar.xz")


@pytest.mark.parametrize("mode", ["w:xz", "w:gz", "w:bz2"])
@pytest.mark.parametrize("name", ["model/bomb.xml", "model/bomb.bin"])
def test_an_archive_that_unpacks_to_very_much(
    mode: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 1_000_000)
    content = _tar(FOLDER, (_entry(name), b" " * 5_000_000), mode=mode)
    assert "is larger than" in _refused(content, tmp_path, "x.tar")


def test_a_zip_that_unpacks_to_very_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model/folder.xml", GRAFICO)
        archive.writestr("model/bomb.xml", b" " * 5_000_000)
    assert "is larger than" in _refused(packed.getvalue(), tmp_path, "x.zip")


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "repo" / "model"
    folder.mkdir(parents=True)
    (folder / "folder.xml").write_text(GRAFICO)
    secret = tmp_path / "Goal_a.xml"
    secret.write_text('<archimate:Goal xmlns:archimate="http://www.archimatetool.com/archimate" name="secret" id="a"/>')
    (folder / "Goal_a.xml").symlink_to(secret)
    (folder / "outside").symlink_to(tmp_path, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    with soon():
        assert len(ea_model.load(folder.parent).elements) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_model(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.xml")
    with pytest.raises(UnreadableError, match="neither a file nor a folder"):
        ea_model.load(tmp_path / "x.xml")


def test_a_table_with_endless_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 1_000_000)
    head = b'"ID","Type","Name","Documentation","Specialization"\r\n'
    assert "is larger than" in _refused(head + b'"' + b"x" * 2_000_000, tmp_path, "elements.csv")


def test_broken_archives_say_so(tmp_path: Path) -> None:
    """A version, a method or a password nobody knows; found by the fuzzer."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("model.xml", ARCHI % "")
    content = bytearray(packed.getvalue())
    content[content.rindex(b"PK\x01\x02") + 6] = 200
    file = tmp_path / "x.archimate"
    file.write_bytes(content)
    with pytest.raises(EaModelError, match=r"zip archive|unpacked"):
        ea_model.load(file)
    for cut in (_tar(FOLDER)[:-20], _tar(FOLDER, mode="w:gz")[:40]):
        file.write_bytes(cut)
        with pytest.raises((UnreadableError, ModelLoadError)):
            ea_model.load(file)
