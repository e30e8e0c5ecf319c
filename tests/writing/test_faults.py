"""Old whole or new whole: whatever write, sync or rename fails, and at whatever of them a process ends."""

from __future__ import annotations

import errno
import itertools
import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from ea_model import __main__ as cli
from ea_model.commands import commands as command_names
from ea_model.writing import disk, finish, leftovers, replace_set, write_outputs
from ea_model.writing.outputs import Stage
from tests.support.command import run
from tests.writing import commands, kills

_DEAD = (1 << 22) - 3
"""The number of a process there is none of."""
_STEPS = ("created", "synced", "moved", "exchanged", "linked")


class _Handle:
    """A file that tells of each write before it happens."""

    def __init__(self, handle: Any, step: Callable[[str], None]) -> None:
        self._handle, self._step = handle, step

    def write(self, content: bytes) -> int:
        self._step("write")
        written: int = self._handle.write(content)
        return written

    def __enter__(self) -> _Handle:
        return self

    def __exit__(self, *left: object) -> None:
        self._handle.__exit__(*left)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handle, name)


def _watch(monkeypatch: pytest.MonkeyPatch, step: Callable[[str], None], *, exchange: bool = True) -> None:
    """Have ``step`` told of everything that is about to be done to the disk, and of what moved when it has."""

    def around(name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def told(*given: Any) -> Any:
            step(name)
            if name == "exchanged" and not exchange:
                return False
            outcome = do(*given)
            if name in {"moved", "exchanged"}:
                step(f"{name} it")
            return _Handle(outcome, step) if name == "created" else outcome

        return told

    for name in _STEPS:
        monkeypatch.setattr(disk, name, around(name, getattr(disk, name)))


@pytest.fixture
def states(tmp_path: Path) -> Callable[[str], tuple[Path, Path, commands.State, commands.State]]:
    """For a command: the model to write, the output with the old state in it, the old state and the new one."""

    def prepare(command: str) -> tuple[Path, Path, commands.State, commands.State]:
        before, after = commands.models(tmp_path)
        out, other = tmp_path / "w" / "out", tmp_path / "other" / "out"
        for folder, model in ((out, before), (other, before), (other, after)):
            folder.mkdir(parents=True, exist_ok=True)
            assert run(*commands.arguments(command, model, folder)).code == 0
        return after, out, commands.state(out), commands.state(other)

    return prepare


FAULTS: dict[str, Callable[[], BaseException]] = {
    "full": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "interrupted": KeyboardInterrupt,
    "stopped": lambda: SystemExit(143),
}


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "rename"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", ["export archi", "text", "view"])
def test_the_nth_step_that_fails_leaves_old_or_new(
    states: Any, monkeypatch: pytest.MonkeyPatch, command: str, fault: str, exchange: bool
) -> None:
    model, out, old, new = states(command)
    pristine = out.with_name("pristine")
    shutil.copytree(out, pristine)
    for number in itertools.count(1):
        counted = itertools.count(1)

        def fail(_: str, number: int = number, counted: Any = counted) -> None:
            if next(counted) == number:
                raise FAULTS[fault]()

        with monkeypatch.context() as patched:
            _watch(patched, fail, exchange=exchange)
            ran = run(*commands.arguments(command, model, out))
        assert commands.state(out) in (old, new), number
        assert not commands.leftovers(out)
        assert "Traceback" not in ran.err
        if ran.code == 0:
            break
        assert ran.code in {3, 130, 143}
        shutil.rmtree(out)
        shutil.copytree(pristine, out)
    assert number > 3
    assert commands.state(out) == new


_ALL = [pytest.param(name, marks=[] if name in commands.QUICK else pytest.mark.slow) for name in commands.COMMANDS]


@pytest.mark.parametrize("command", _ALL)
def test_at_no_step_stands_anything_but_old_or_new(states: Any, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """What a process leaves that is killed is what stands there at that moment."""
    model, out, old, new = states(command)
    seen = itertools.count(1)
    mixed: list[str] = []

    def look(step: str) -> None:
        if next(seen) % 25 == 0 or step.startswith(("moved", "exchanged")):
            mixed.extend([] if commands.state(out) in (old, new) else [step])

    with monkeypatch.context() as patched:
        _watch(patched, look)
        assert run(*commands.arguments(command, model, out)).code == 0
    assert not mixed
    assert commands.state(out) == new
    assert next(seen) > 3


def test_what_a_dead_process_left_goes_with_the_next_run(tmp_path: Path) -> None:
    dead = _DEAD
    out = tmp_path / "out"
    out.mkdir()
    for name in (f".out.{dead}-0123abcd.new", f".out.{dead}-0123abcd.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "f").write_text("x")
    (tmp_path / f".x.svg.{dead}-0123abcd.tmp").write_text("x")
    ours = tmp_path / f".out.{1}-0123abcd.new"  # of a process that lives
    ours.mkdir()
    (tmp_path / ".out.notes.new").write_text("of a person")
    write_outputs(out, "view", lambda stage: stage.put("a.svg", b"a"))
    leftovers.clear(tmp_path / "x.svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.1-0123abcd.new", ".out.notes.new", "out"]


def test_a_folder_that_was_put_aside_is_found_again(tmp_path: Path) -> None:
    aside = tmp_path / f".model.{_DEAD}-0123abcd.old"
    aside.mkdir()
    (aside / "m.yaml").write_text("model: {id: m, name: M}\n")
    (aside / "notes.txt").write_text("of a person")
    ran = run("check", tmp_path / "model")
    assert ran.code == 3
    assert aside.name in ran.err
    (tmp_path / "m.yaml").write_text("model: {id: n, name: N}\n")
    assert run("convert", tmp_path / "m.yaml", tmp_path / "model", "--to", "text").code == 0
    assert (tmp_path / "model" / "notes.txt").read_text() == "of a person"
    assert not aside.exists()


def _run_of(out: Path, files: dict[str, bytes], *, whole: bool = True) -> tuple[str, ...]:
    def fill(stage: Stage) -> None:
        for name, content in files.items():
            stage.put(name, content)

    return write_outputs(out, "report", fill, whole=whole)


def test_what_the_last_run_wrote_and_this_one_does_not_is_gone_or_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run_of(out, {"annex-c1.md": b"1", "annex-c2.md": b"2", "annex-c3.md": b"3", "sub/x.md": b"x"})
    (out / "annex-c3.md").write_bytes(b"changed by hand")
    (out / "mine.md").write_bytes(b"mine")
    assert _run_of(out, {"annex-c1.md": b"one"}) == ("annex-c3.md",)
    kept = {name: content for name, content in commands.state(out).items() if not name.startswith(".")}
    assert kept == {"annex-c1.md": b"one", "annex-c3.md": b"changed by hand", "mine.md": b"mine"}
    assert _run_of(out, {"annex-c1.md": b"one"}, whole=False) == ("annex-c3.md",)
    _run_of(out, {"annex-c4.md": b"4"}, whole=False)
    assert (out / "annex-c1.md").exists()
    _run_of(out, {"annex-c4.md": b"4"})
    assert not (out / "annex-c1.md").exists()


def test_the_working_folder_gets_its_files_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inode = tmp_path.stat().st_ino
    _run_of(Path(), {"a.md": b"a", "b/c.md": b"c"})
    _run_of(Path(), {"a.md": b"A"})
    assert tmp_path.stat().st_ino == inode
    assert {name for name in commands.state(tmp_path) if not name.startswith(".")} == {"a.md"}


@pytest.mark.subprocess
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ends processes by signals")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda sign: sign.name)
def test_a_command_that_is_killed_leaves_old_or_new(tmp_path: Path, sign: signal.Signals) -> None:
    for command in ("text", "view"):
        assert kills.kill_again_and_again(command, tmp_path / command, 4, sign) == 4


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks")
@pytest.mark.parametrize("command", ["export archi", "text", "site"])
def test_a_limit_on_the_size_of_files_leaves_what_stood_there(states: Any, command: str) -> None:
    model, out, old, _ = states(command)
    process = os.fork()
    if not process:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        os._exit(run(*commands.arguments(command, model, out)).code)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 3
    assert commands.state(out) == old
    assert not commands.leftovers(out)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks")
@pytest.mark.parametrize("command", ["export archi", "text", "view"])
def test_of_two_writers_one_stands_there_whole(states: Any, command: str) -> None:
    model, out, old, new = states(command)
    before = model.parent.parent / "before" / "m.xml"
    for _ in range(3):
        writers = [kills.begun(commands.arguments(command, source, out)) for source in (model, before, model, before)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in writers]
        assert 0 in codes
        assert commands.state(out) in (old, new), codes
    assert not commands.leftovers(out)


_READ = {
    "MODEL",
    "--check",
    "--login",
    "IN",
    "[MODEL]",
    "--model",
    "--screens",
    "--style",
    "--template",
    "--root",
    "--baseline",
    "OLD",
    "NEW",
}
"""What names a file or folder to read."""


_APPENDED = {"--audit"}
"""A log only grows: a line is appended, and nothing that stood there is replaced."""


def test_no_command_that_writes_is_forgotten() -> None:
    exercised = {(words[0], word) for words in commands.COMMANDS.values() for word in (*words, "OUT")}
    for name in command_names():
        command = cli.ea.get_command(click.Context(cli.ea), name)
        assert command is not None
        for parameter in command.params:
            told = {*parameter.opts, *parameter.secondary_opts, parameter.make_metavar(click.Context(command))}
            if isinstance(parameter.type, click.Path) and not told & (_READ | _APPENDED):
                assert any((name, word) in exercised for word in told), (name, told)


def _set_of(folder: Path, number: int) -> dict[Path, bytes]:
    return {folder / name: f"{number}".encode() for name in ("a.yaml", "sub/b.yaml", "c.yaml")}


def test_at_every_step_several_files_are_replaced_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails, and wherever a process is killed: what stands there is old, or is new after a look."""
    (tmp_path / "sub").mkdir()
    for path, content in _set_of(tmp_path, 0).items():
        path.write_bytes(content)
    for number in itertools.count(1):
        counted = itertools.count(1)

        def fail(_: str, number: int = number, counted: Any = counted) -> None:
            if next(counted) == number:
                raise FAULTS[list(FAULTS)[number % 3]]()

        with monkeypatch.context() as patched:
            _watch(patched, fail)
            try:
                replace_set(tmp_path, _set_of(tmp_path, number))
            except (OSError, KeyboardInterrupt, SystemExit):
                finish(tmp_path)
            else:
                break
        assert len({path.read_bytes() for path in _set_of(tmp_path, 0)}) == 1
        assert not [path for path in tmp_path.rglob("*") if path.suffix in {".part", ".set", ".tmp"}]
    assert number > 9
    assert {path.read_bytes() for path in _set_of(tmp_path, 0)} == {str(number).encode()}


@pytest.mark.parametrize("killed", range(1, 8))
def test_an_edit_that_was_killed_is_finished_by_who_comes_next_and_told(tmp_path: Path, killed: int) -> None:
    (tmp_path / "a.yaml").write_text("model: {id: m, name: M}\nelements: {e: {type: Node, name: Old}}\n")
    (tmp_path / "b.yaml").write_text("relations: {}\n")
    process = os.fork()
    if not process:
        counted = itertools.count(1)

        def moved(source: Path, target: Path) -> None:
            if next(counted) == killed:
                os.kill(os.getpid(), signal.SIGKILL)
            source.replace(target)

        disk.moved = moved
        replace_set(tmp_path, {tmp_path / "a.yaml": (tmp_path / "a.yaml").read_bytes().replace(b"Old", b"New"),
                               tmp_path / "b.yaml": b"# new\nrelations: {}\n"})  # fmt: skip
        os._exit(0)
    os.waitpid(process, 0)
    name = "Old" if killed == 1 else "New"
    ran = run("show", tmp_path, "e")
    assert name in ran.out
    assert (tmp_path / "b.yaml").read_bytes().startswith(b"# new") == (name == "New")
    if 1 < killed < 4:
        assert "b.yaml" in ran.err
        assert "b.yaml" not in run("show", tmp_path, "e").err


def test_a_list_that_leads_elsewhere_moves_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    mark = f"{_DEAD}-0123abcd"
    (tmp_path / "in" / f".x.yaml.{mark}.part").write_text("evil")
    (tmp_path / "in" / f".in.{mark}.set").write_text(json.dumps([[f".x.yaml.{mark}.part", "../x.yaml"]]))
    assert finish(tmp_path / "in") == ()
    assert not (tmp_path / "x.yaml").exists()
