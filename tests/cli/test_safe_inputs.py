"""Inputs made to stop, fill or fool a program: told in a sentence, within bounds, shown for what they are."""

from __future__ import annotations

import io
import lzma
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import ea_model
from ea_model.commands.terminal import visible
from tests.readers.seeds import ARCHI, EXCHANGE, TEXT
from tests.support.builders import ROOT
from tests.support.command import run

_XML = ('xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'identifier="m"')  # fmt: skip
MOST_MB = 300


def _two(view: str) -> str:
    return (
        f"<model {_XML}><name>M</name><elements>"
        '<element identifier="b" xsi:type="Node"><name>B</name></element>'
        '<element identifier="c" xsi:type="Node"><name>C</name></element></elements><relationships>'
        '<relationship identifier="r" xsi:type="Association" source="b" target="c"/></relationships><views><diagrams>'
        f'<view identifier="{view}" xsi:type="Diagram"><name>V</name><node identifier="n" xsi:type="Element" '
        'elementRef="b" x="1" y="2" w="30" h="40"/></view></diagrams></views></model>'
    )


def test_an_element_called_view_in_the_folders_of_a_file_is_no_view(tmp_path: Path) -> None:
    path = tmp_path / "m.xml"
    path.write_text(
        f'<model {_XML}><name>M</name><elements><element identifier="a" xsi:type="Goal"><name>A</name></element>'
        "</elements>"
        '<organizations><item><view>M</view><item identifierRef="a"/></item></organizations></model>'
    )
    assert [element.id for element in ea_model.load(path).elements] == ["a"]


def test_a_zip_with_another_root_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.archimate"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "model.xml", '<folder name="M" id="m"><folder type="business" id="f"><purpose/></folder></folder>'
        )
    assert run("check", path).code in {0, 1, 3}


@pytest.mark.parametrize("form", ["archi", "grafico", "exchange", "text"])
def test_a_view_with_the_id_of_an_element_pushes_nothing_out(tmp_path: Path, form: str) -> None:
    path, out = tmp_path / "m.xml", tmp_path / "out"
    path.write_text(_two("b"))
    assert "b-view" in run("check", path).out
    assert run("convert", path, out, "--to", form).code == 0
    model = ea_model.load(out)
    assert {element.id for element in model.elements} == {"b", "c"}
    assert {relation.id for relation in model.relations} == {"r"}
    assert len(model.views) == 1


def test_another_prefix_for_the_format_of_archi_gives_a_folder_that_reads_back(tmp_path: Path) -> None:
    path, out = tmp_path / "m.archimate", tmp_path / "out"
    path.write_bytes(
        ARCHI.replace(b"xmlns:a=", b"xmlns:ns0=").replace(b'"a:', b'"ns0:').replace(b"a:model", b"ns0:model")
    )
    assert run("convert", path, out, "--to", "grafico").code == 0
    assert {concept.id for concept in ea_model.load(out).concepts()} == {"a", "b", "r"}


def test_what_steers_a_terminal_is_shown_and_kept_in_files(tmp_path: Path) -> None:
    name = "A\x1b]0;pwned\x07\x1b[31m\u202ecod.exe\u2066"
    path, out = tmp_path / "m.yaml", tmp_path / "out"
    spelled = "".join(f"\\U{ord(char):08x}" for char in name)
    path.write_text(
        f'model: {{id: m, name: "{spelled}"}}\nelements: {{a: {{type: Node, name: "{spelled}", serves: [b]}}}}\n'
    )
    path.write_text(path.read_text().replace(", serves: [b]", ""))
    for command in (("check",), ("show", "a"), ("find", "cod"), ("scope",), ("matrix",)):
        ran = run(command[0], path, *command[1:])
        assert not any(char in ran.out + ran.err for char in "\x1b\x07\u202e\u2066"), command
    assert "\\x1b" in run("show", path, "a").out
    assert run("convert", path, out, "--to", "text").code == 0
    assert str(ea_model.load(out).element("a").name) == name
    assert visible("a\tb\n") == "a\tb\n"


def test_no_exception_reaches_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(TEXT.replace(b", serves: [a]", b""))

    def fail(*_: object, **__: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(ea_model, "load", fail)
    ran = run("check", path)
    assert ran.code == 4
    assert "Traceback" not in ran.err + ran.out
    assert "Recursion" not in ran.err + ran.out
    kept = Path(ran.err.split()[-1])
    assert "RecursionError" in kept.read_text()
    kept.unlink()


def _zip(name: str, content: bytes) -> bytes:
    handle = io.BytesIO()
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return handle.getvalue()


def _tar(name: str, content: bytes) -> bytes:
    handle = io.BytesIO()
    with tarfile.open(fileobj=handle, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return lzma.compress(handle.getvalue(), preset=1)


_MUCH = 400_000_000
BOMBS = {
    "blanks.archimate": lambda: _zip("model.xml", ARCHI + b" " * _MUCH),
    "blanks.zip": lambda: _zip("model/folder.xml", b"<a>" + b" " * _MUCH),
    "zeros.tar.xz": lambda: _tar("model/folder.xml", b"\0" * _MUCH),
    "image.archimate": lambda: _zip("images/a.png", b"\0" * _MUCH),
    "noise.tar.xz": lambda: _tar("other.bin", b"\0" * _MUCH),
    "elements.xml": lambda: EXCHANGE + b" " * 4_000_000,
}
_MEASURED = """
import resource, subprocess, sys
ran = subprocess.run([sys.executable, "-m", "ea_model", "check", sys.argv[1]], capture_output=True, text=True)
assert ran.returncode in (0, 1, 3), ran.returncode
assert "Traceback" not in ran.stderr, ran.stderr
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.subprocess
@pytest.mark.parametrize("name", BOMBS)
def test_no_small_file_fills_the_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    assert path.stat().st_size < 5_000_000
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert int(ran.stdout) < MOST_MB
