"""The app as a person starts it, in a real Chromium: server, browser, and a tab that may not leave the machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.builders import ROOT, SAMEN

START, SHOW = 60, 30_000
"""Seconds for the server to start; milliseconds for a page to show what it should."""


def chromium() -> str | None:
    """Debian's Chromium, or whatever CHROMIUM names."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser")
    return next((found for name in names if name and (found := shutil.which(name))), None)


# In CI a missing browser is a failure: there the story has to be told.
MARKS = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        chromium() is None and not os.environ.get("CI"), reason="no chromium found; apt-get install chromium"
    ),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app with the model of the letter."""
    with serving(SAMEN, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@contextmanager
def serving(
    model: Path, log: Path, *options: str, started: list[subprocess.Popen[bytes]] | None = None
) -> Iterator[str]:
    """The address of ``ea serve`` with a model, on a free port; ``log`` takes what it says, ``started`` the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ea_model", "serve", str(model), "--headless", "--port", str(port), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    if started is not None:
        started.append(process)
    base = options[options.index("--base-path") + 1] + "/" if "--base-path" in options else ""
    try:
        _wait_until_healthy(f"http://localhost:{port}/{base}_stcore/health", process, log)
        yield f"http://localhost:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories."""
    path = chromium()
    assert path is not None, "CI is set, but there is no chromium to drive"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab; at the end nothing may have been asked of another machine, or refused by our policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    tab = context.new_page()
    elsewhere: list[str] = []
    tab.on("request", lambda request: elsewhere.append(request.url) if leaves(request.url) else None)
    tab.on("console", lambda message: elsewhere.append(message.text) if "Content Security" in message.text else None)
    tab.on("websocket", lambda socket_: elsewhere.append(socket_.url) if leaves(socket_.url) else None)
    yield tab
    context.close()
    assert elsewhere == []


def leaves(url: str) -> bool:
    """Does an address lie on another machine?"""
    return not re.match(r"(https?|wss?)://localhost[:/]|data:|blob:", url)
