"""Kill commands that write, at moments by chance: ``python -m tests.writing.kills [times]``; prints what was seen."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from ea_model import __main__ as cli
from ea_model.writing import finish, replace_set
from tests.writing import commands


def begun(arguments: list[str]) -> int:
    """Run a command in a process of its own; returns its number."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = ["ea", *arguments]
        cli.main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 70
    finally:
        os._exit(code)


def _whole(arguments: list[str]) -> float:
    """Let a command run to its end; returns its seconds."""
    start = time.monotonic()
    _, status = os.waitpid(begun(arguments), 0)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return time.monotonic() - start


def kill_again_and_again(command: str, folder: Path, times: int, sign: signal.Signals) -> int:
    """Kill a command at moments by chance; after each, old or new stands there whole, and a run mends the rest.

    Returns how often a process was ended; asserts everything else.
    """
    chance = random.Random(times)  # noqa: S311 - chance, not a secret
    folder.mkdir(parents=True)
    before, after = commands.models(folder)
    out, pristine = folder / "w" / "out", folder / "pristine"
    out.mkdir(parents=True)
    _whole(commands.arguments(command, before, out))
    shutil.copytree(out, pristine)
    old = commands.state(out)
    seconds = _whole(commands.arguments(command, after, out))
    new = commands.state(out)
    for _ in range(times):
        shutil.rmtree(out)
        shutil.copytree(pristine, out)
        process = begun(commands.arguments(command, after, out))
        time.sleep(chance.uniform(0, seconds * 1.1))
        os.kill(process, sign)
        os.waitpid(process, 0)
        assert commands.state(out) in (old, new)
        if sign is not signal.SIGKILL:
            assert not commands.leftovers(out)
    _whole(commands.arguments(command, after, out))
    assert commands.state(out) == new
    assert not commands.leftovers(out)
    return times


def kill_edits(folder: Path, times: int) -> int:
    """Kill an edit of three files at moments by chance; after each and a look, all are old or all are new."""
    chance = random.Random(times)  # noqa: S311 - chance, not a secret
    folder.mkdir(parents=True)
    files = [folder / name for name in ("a.yaml", "b.yaml", "c.yaml")]
    for file in files:
        file.write_bytes(b"0")
    seconds = 0.0
    for number in range(times + 3):
        start = time.monotonic()
        process = os.fork()
        if not process:
            replace_set(folder, {file: f"{number}".encode() for file in files})
            os._exit(0)
        if number >= 3:  # the first ones are let go to their end, to know how long one takes
            time.sleep(chance.uniform(0, seconds * 1.1))
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        seconds = max(seconds, time.monotonic() - start) if number < 3 else seconds
        finish(folder)
        assert len({file.read_bytes() for file in files}) == 1
    return times


def main() -> None:
    """Kill every command so many times and print the count."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as work:
        print(f"edit of several files: {kill_edits(Path(work) / 'k', times)} kills, all old or all new each time")
    for command in commands.COMMANDS:
        with tempfile.TemporaryDirectory() as work:
            start = time.monotonic()
            count = kill_again_and_again(command, Path(work) / "k", times, signal.SIGKILL)
        print(f"{command}: {count} kills, old or new whole each time ({time.monotonic() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
