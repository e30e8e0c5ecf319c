"""Old whole or new whole: whatever write, sync or rename fails, and at whatever of them a process ends."""

from __future__ import annotations

import errno
import itertools
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ea_model.writing import disk, leftovers, write_outputs
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
@pytest.mark.parametrize("command", ["export", "text", "view"])
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
