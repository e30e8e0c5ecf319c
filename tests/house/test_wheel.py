"""The wheel in an environment of its own, outside the checkout, beside a user's files of the same names."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.builders import REFERENCE, ROOT

pytestmark = pytest.mark.subprocess
THEIRS = ("cli.py", "app.py", "commands/__init__.py", "views/__init__.py", "exporters/__init__.py")
"""Names people use for their own; none of them may come between the product and its parts."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network."""
    folder = tmp_path_factory.mktemp("dist")
    _done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site-packages of a new environment with the wheel; its dependencies are lent from this one."""
    environment = tmp_path_factory.mktemp("new") / "env"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    paths = {"base": str(environment), "platbase": str(environment), "installed_base": str(environment)}
    site = Path(sysconfig.get_path("purelib", vars=paths))
    _done(sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel))
    # A folder named in a .pth file does not have its own .pth files read: the checkout stays out of sight.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def desk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model, and modules that would break whoever imports them."""
    folder = tmp_path_factory.mktemp("desk")
    for name in THEIRS:
        for place in (folder, site):
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_text("raise RuntimeError('a file of the user')\n", encoding="utf-8")
    shutil.copytree(REFERENCE, folder / "model")
    return folder


def _done(*command: str, cwd: Path | None = None, codes: tuple[int, ...] = (0,)) -> str:
    """What a command printed; it ends with one of these codes."""
    done = subprocess.run(command, cwd=cwd, env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    """Nothing of this checkout on the path; the layout engine that stands beside our Python can be found."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**{k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "EA_"))}, "PATH": path}


def _ea(site: Path) -> str:
    return str(site.parents[2] / "bin" / "ea")


def test_it_puts_one_name_into_site_packages(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ea_model"}


def test_types_examples_documentation_and_settings_are_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "ea_model/py.typed" in names
    for folder in ("models", "docs"):
        files = (f for f in (ROOT / folder).rglob("*") if f.is_file())
        assert {f"ea_model/shipped/{f.relative_to(ROOT).as_posix()}" for f in files} <= names
    assert (
        zipfile.ZipFile(wheel).read("ea_model/shipped/.streamlit/config.toml")
        == (ROOT / ".streamlit" / "config.toml").read_bytes()
    )


def test_a_model_is_checked_and_every_output_built(site: Path, desk: Path) -> None:
    assert str(site) in _done(
        str(site.parents[2] / "bin" / "python"), "-Pc", "import ea_model; print(ea_model.__file__)"
    )
    assert "IMPLICIT" in _done(_ea(site), "check", "model", cwd=desk, codes=(0, 1))
    assert "impliciet eigen" in _done(_ea(site), "build", "model", cwd=desk)
    assert (desk / "build" / "drawings" / "notation.svg").is_file()


def test_the_app_is_served_with_the_settings_of_a_checkout(site: Path, desk: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [_ea(site), "serve", "model", "--port", str(port), "--headless"]
    with subprocess.Popen(command, cwd=desk, env=_environment(), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert _healthy(f"http://127.0.0.1:{port}/_stcore/health"), "the app did not answer within a minute"
            for address in _outside():
                with pytest.raises(OSError, match="refused"):
                    socket.create_connection((address, port), timeout=2)
        finally:
            server.terminate()
        assert "usage statistics" not in server.communicate()[0]


def _healthy(address: str) -> bool:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310 - our own server on this machine
                return bool(reply.status == 200)
        except OSError:
            time.sleep(0.5)
    return False


def _outside() -> list[str]:
    """The addresses of this machine that others see."""
    try:
        addresses = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        return []
    return [address for address in addresses if not address.startswith("127.")]
