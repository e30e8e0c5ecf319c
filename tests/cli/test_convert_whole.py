"""Writing goes wrong halfway: the old file or folder stays whole, and nothing is left beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ea_model import __main__ as cli
from ea_model import exporters
from tests.support.builders import ROOT

SOURCE = ROOT / "tests" / "readers" / "spellings" / "archi.archimate"
TARGETS = {"exchange": "x.xml", "archi": "x.archimate", "grafico": "folder", "text": "text"}


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.subprocess
@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit to set here")
@pytest.mark.parametrize("fmt", TARGETS)
def test_a_full_disk_leaves_the_old_model_whole(fmt: str, tmp_path: Path) -> None:
    target = tmp_path / TARGETS[fmt]
    ea = [sys.executable, "-m", "ea_model", "convert", str(SOURCE), str(target), "--to", fmt]
    subprocess.run(ea, check=True, capture_output=True)
    before = _files(tmp_path)
    command = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); "
        "sys.argv = sys.argv[1:]; runpy.run_module('ea_model', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-B", "-c", command, *ea[2:]], check=False, capture_output=True, text=True)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert f"{target}: is niet te schrijven (" in done.stderr
    assert _files(tmp_path) == before


def test_asked_to_stop_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "x.xml"
    target.write_bytes(b"old")
    with pytest.raises(SystemExit):
        exporters.write_atomic(target, lambda _: cli._stop())
    assert _files(tmp_path) == {"x.xml": b"old"}
