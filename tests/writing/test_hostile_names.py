"""Nothing a model says names a place: a hundred hostile ids on every command that writes."""

from __future__ import annotations

import itertools
import os
import stat
import threading
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from ea_model import exporters, writing
from ea_model.writing import names
from tests.support.command import run

_BAD = ["../x", "../../x", "/abs/x", "..", ".", "...", "", " ", "a/b", "a-b", "a\\b", "..\\x", "C:\\x", "C:x", "~", "~/x", "$HOME",
        "$(id)", "`id`", "a;b", "a|b", "a&b", "a>b", "a<b", "a\"b", "a'b", "a*b", "a?b", "a:b", "a%2fb", "%2e%2e%2fx", "a#b",
        "nul", "NUL", "NUL.txt", "con", "Con.", "aux.x", "prn", "com1", "COM1.a.b", "lpt9", "com\u00b9", "conin$", "a.", "a ",
        ".hidden", "-rf", "--output", "a", "A", "b.c", "B.C", "\u00df", "ss", "\u0130", "i\u0307", "caf\u00e9", "cafe\u0301", "\u202egnp.x",
        "\u2028", "\u200b", "\ufeff", "\ud7ff", "\U0001f4a9", "\u0660", "\u2024\u2024/x", "\uff0e\uff0e\uff0fx", "\uff0f", "a\tb", "a\nb",
        "x" * 200, "x" * 254, "x" * 300, "X" * 300, "\u00e9" * 200, "\U0001f4a9" * 100, "x" * 5000, "index.html", "site-files.txt", "INDEX.HTML",
        ".ea-build.txt", "documents", "site", "drawings", "check.txt", "model.yaml", "views", "elements", "folder.xml", "images/x",
        "..%00/x", "./x", "//x", "/", "x/", "x/..", "x/../../y", "file:///x", "http://x/y", "\\\\h\\s\\x", "a" + "/.." * 30, "node_modules",
        ".git/config"]  # fmt: skip
HOSTILE = [identifier for identifier in _BAD if identifier.strip()]
_XML = "http://www.opengroup.org/xsd/archimate/3.0/"


def _exchange(ids: list[str]) -> str:
    """A model of that id whose elements, relations and views bear the ids, too."""
    elements = "".join(
        f'<element identifier={quoteattr(i)} xsi:type="Goal"><name>{n}</name></element>' for n, i in enumerate(ids)
    )
    ends = "".join(
        f'<relationship identifier={quoteattr("r" + a)} source={quoteattr(a)} target={quoteattr(b)} xsi:type="Association"/>'
        for a, b in itertools.pairwise(ids)
    )
    views = "".join(
        f'<view identifier={quoteattr("v" + i)} xsi:type="Diagram"><name>{quoteattr(i)[1:-1]}</name>'
        f'<node identifier="n{n}" xsi:type="Element" elementRef={quoteattr(i)} x="1" y="2" w="30" h="40"/></view>'
        for n, i in enumerate(ids)
    )
    return (
        f'<model xmlns="{_XML}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier={quoteattr(ids[0])}><name>M</name>'
        f"<elements>{elements}</elements>" + (f"<relationships>{ends}</relationships>" if ends else "")
        + f"<views><diagrams>{views}</diagrams></views></model>"
    )  # fmt: skip


def _own(ids: list[str]) -> str:
    """Our text: contracts and plateaus bear the ids, which then stand in the names of drawings and documents."""

    def spelled(text: str) -> str:
        return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'

    lines = [
        f"model: {{id: {spelled(ids[0])}, name: M, ids: verbatim, organisation: o}}",
        "elements:",
        "  o: {type: BusinessActor, name: O}",
    ]
    for identifier in ids:
        lines.append(f"  ? {spelled('k' + identifier)}\n  : {{type: Contract, name: {spelled(identifier)}}}")
        lines.append(f"  ? {spelled(identifier)}\n  : {{type: Plateau, name: {spelled(identifier)}}}")
    return "\n".join(lines) + "\n"


def _within(tmp_path: Path, *arguments: object, out: Path) -> None:
    """Run a command; all it wrote lies below its output, under names that are files on every system."""
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(out)}
    ran = run(*arguments)
    assert "Traceback" not in ran.err
    assert ran.code in {0, 1}, (arguments, ran.err[-600:])
    after = {path for path in tmp_path.rglob("*") if not path.is_relative_to(out)}
    assert after == before
    paths = [path.relative_to(out).as_posix() for path in out.rglob("*")] if out.is_dir() else [out.name]
    assert paths
    assert len({path.casefold() for path in paths}) == len(paths)
    for part in {part for path in paths for part in path.split("/")}:
        assert len(os.fsencode(part)) < 240
        assert not names.is_device(part), part
        assert not set(part) & set('<>:"\\|?*'), part
        assert part.isprintable()
        assert part == part.rstrip(" ."), part


@pytest.mark.slow
@pytest.mark.parametrize("command", [("build",), ("report", "--formats", "md,csv"), ("gallery",), ("site",)])
def test_ids_of_plateaus_and_contracts_name_no_place(tmp_path: Path, command: tuple[str, ...]) -> None:
    out = tmp_path / "in" / "out"
    out.parent.mkdir()
    many = {"build": 1, "report": 25}.get(command[0], 5)
    step = {"build": 40, "report": 25}.get(command[0], 20)
    for number in range(0, len(HOSTILE), step):
        model = tmp_path / f"m{number}.yaml"
        model.write_text(_own(HOSTILE[number : number + many]), encoding="utf-8")
        _within(tmp_path, command[0], model, "-o", out, *command[1:], out=out)


FOLDERS = [name for name in exporters.MODULES if exporters.load(name).write_folder]


@pytest.mark.parametrize(
    "command", [*(("convert", name) for name in FOLDERS), ("view",), ("site",)], ids="-".join
)  # fmt: skip
def test_ids_of_somebody_elses_model_name_no_place(tmp_path: Path, command: tuple[str, ...]) -> None:
    model, out = tmp_path / "m.xml", tmp_path / "in" / "out"
    out.parent.mkdir()
    model.write_text(_exchange(HOSTILE), encoding="utf-8")
    given = ("convert", model, out, "--to", command[1]) if command[0] == "convert" else (command[0], model, "-o", out)
    _within(tmp_path, *given, *(["--all"] if command[0] == "view" else []), out=out)


@pytest.mark.slow
def test_the_id_of_a_model_decides_not_where_a_build_writes(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out" / "build"
    out.parent.mkdir(parents=True)
    for identifier in ("../../escaped/pwned", "abs/pwned", "/abs", "x" * 300, "NUL.txt"):
        model = tmp_path / "evil.xml"
        model.write_text(_exchange([identifier, "a"]), encoding="utf-8")
        _within(tmp_path, "build", model, "-o", out, out=out)


@pytest.mark.parametrize("name", exporters.MODULES)
def test_one_file_is_written_where_the_command_says(tmp_path: Path, name: str) -> None:
    model, out = tmp_path / "m.xml", tmp_path / "out"
    model.write_text(_exchange(["../../x", "/abs"]), encoding="utf-8")
    _within(tmp_path, "export", name, model, "-o", out, out=out)


def test_every_id_has_a_name_of_its_own() -> None:
    made = [names.safe(identifier) for identifier in _BAD]
    assert len(set(made)) == len(set(_BAD))
    assert all(len(name.encode()) <= names.MOST_BYTES for name in made)
    assert not any(names.is_device(name) or name.startswith(".") or name.endswith(".") or "/" in name for name in made)
    assert names.safe("C-DGP_1.2") == "C-DGP_1.2"


@pytest.mark.parametrize("name", ["../x", "/abs", "a/../../x", "", ".", "link/x"])
def test_a_writer_stays_below_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path)
    with pytest.raises(writing.OutsideError):
        writing.put(tmp_path / "in", name, b"x")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "link"]


def test_what_is_no_file_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    model = tmp_path / "m.xml"
    model.write_text(_exchange(["a", "b"]), encoding="utf-8")
    assert run("export", "archimate", model, "-o", pipe).code == 0
    reader.join(20)
    assert read[0].startswith(b"<?xml")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    ours, theirs = os.openpty()
    terminal = Path(os.ttyname(theirs))
    writing.write_atomic(terminal, lambda handle: handle.write(b"whole"))
    assert stat.S_ISCHR(terminal.stat().st_mode)
    assert os.read(ours, 5) == b"whole"
    os.close(theirs)
    os.close(ours)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.xml", "pipe"]
