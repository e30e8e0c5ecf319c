"""``ea serve`` through real HTTP on this machine: names, headers, forwarded requests, base path, log, and its end."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.tab import Tab
from tests.support.browser import serving
from tests.support.builders import REFERENCE
from tests.support.command import run

pytestmark = pytest.mark.subprocess
WRITES = "Schrijf in het model"
"""What only who may write sees on the page that tries something."""
EDIT = f"lang=nl&edits={quote('-p1')}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Where the app is served below a path, and its log."""
    folder = tmp_path_factory.mktemp("served")
    with serving(REFERENCE, folder / "log.txt", "--base-path", "ea/scope", "--log-level", "info") as address:
        yield f"{address.removeprefix('http://')}ea/scope", folder / "log.txt"


def status(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    """The status of a request and its headers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:  # noqa: S310
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}


def page(server: str, name: str, query: str, *headers: tuple[str, str]) -> str:
    """What a page says to who comes with these headers."""

    async def look() -> str:
        tab = Tab(server)
        await tab.open(headers)
        await tab.ask(name, query)
        await tab.close()
        return "".join(tab.texts)

    return asyncio.run(look())


def test_it_is_healthy_below_its_path_and_says_nothing_beside_it(served: tuple[str, Path]) -> None:
    server = served[0]
    assert status(f"http://{server}/_stcore/health")[0] == 200
    assert status(f"http://{server.partition('/')[0]}/_stcore/health")[0] == 404


def test_every_answer_tells_the_browser_what_its_pages_may(served: tuple[str, Path]) -> None:
    for path in ("/", "/scope?contract=%3Cb%3E", "/_stcore/health", "/nothing/here"):
        _, headers = status(f"http://{served[0]}{path}")
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_another_name_for_this_machine_is_not_answered(served: tuple[str, Path]) -> None:
    assert status(f"http://{served[0]}/", Host="evil.example")[0] == 421
    for headers in (
        [("Host", "evil.example")],
        [("Origin", "https://evil.example")],
        [("Origin", "http://localhost:1")],
    ):
        with pytest.raises(InvalidStatus):
            page(served[0], "overview", "", *headers)


def test_who_sits_here_may_write_and_open_paths_and_who_was_sent_on_may_not(served: tuple[str, Path]) -> None:
    server = served[0]
    assert WRITES in page(server, "whatif", EDIT)
    assert str(REFERENCE.parent) in page(server, "open", "lang=nl")
    for header in (("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1"), ("X-Real-IP", "127.0.0.1")):
        tried = page(server, "whatif", EDIT, header)
        assert "--- a/" in tried
        assert WRITES not in tried
        assert str(REFERENCE.parent) not in page(server, "open", "lang=nl", header)


def test_what_the_address_says_is_text(served: tuple[str, Path]) -> None:
    """An edit of something that is not there is told with its id: never as a picture or a link."""
    evil = "x` ![i](http://127.0.0.1:1/x.png) [mend](http://127.0.0.1:1/) <img src=x>"
    for edits in (f"-{quote(quote(evil))}", f"{quote(quote(evil))}.role={quote(quote(evil))}"):
        texts = page(served[0], "whatif", f"edits={edits}")
        assert "127" in texts
        assert "](http" not in texts
        assert not re.search(r"(?<!\\)<img", texts)


def test_each_line_of_the_log_is_json_and_says_who_came(served: tuple[str, Path]) -> None:
    page(served[0], "overview", "")
    lines = served[1].read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if not line.startswith("http://")]
    assert {"time", "level", "logger", "message"} <= entries[0].keys()
    assert any(entry["message"] == "a tab opened" and entry["address"] == "127.0.0.1" for entry in entries)


def test_asked_to_stop_it_tells_its_tabs_and_ends_well_within_seconds(tmp_path: Path) -> None:
    async def story(server: str, process: int) -> int | None:
        tab = Tab(server)
        await tab.open()
        await tab.ask("scope", "lang=en")
        os.kill(process, signal.SIGTERM)
        words = ""
        try:
            while True:
                await tab.finished()
                words += "".join(tab.texts)
        except ConnectionClosed as closed:
            assert "The server stops now" in words + "".join(tab.texts)
            return closed.rcvd.code if closed.rcvd else None

    started: list[subprocess.Popen[bytes]] = []
    with serving(REFERENCE, tmp_path / "log.txt", started=started) as address:
        server = address.removeprefix("http://").rstrip("/")
        assert asyncio.run(story(server, started[0].pid)) == 1012  # the server is restarted: browsers come back
        assert started[0].wait(timeout=15) == 0


def test_open_to_others_it_only_reads_and_an_address_is_a_name_of_it(tmp_path: Path) -> None:
    with serving(REFERENCE, tmp_path / "log.txt", "--address", "0.0.0.0") as address:  # noqa: S104
        server = address.removeprefix("http://").rstrip("/")
        assert WRITES not in page(server, "whatif", EDIT)
        assert status(address, Host="192.168.1.5:80")[0] == 200
        assert status(address, Host="evil.example")[0] == 421


def test_a_write_is_noted_before_and_after(tmp_path: Path) -> None:
    """In the log of who did what: the address, the files, the model before and after."""
    model = tmp_path / "model"
    shutil.copytree(REFERENCE, model)
    code = (
        "from pathlib import Path; from ea_model import load; from ea_model.patching import Remove, plan; import sys\n"
        "from ea_model.views.pages.shared import visitor; from ea_model.views.server.access import ServerSettings\n"
        "path, audit = map(Path, sys.argv[1:]); visitor.configure(ServerSettings(audit=audit))\n"
        "visitor.write(load(path), plan(path, [Remove('s1')]))\n"
        "visitor.configure(ServerSettings(loopback=False, audit=audit))\n"
        "try: visitor.write(load(path), plan(path, [Remove('s2')]))\n"
        "except visitor.NotAllowedError: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, model, tmp_path / "audit.jsonl"], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout == "refused\n"
    notes = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()]
    assert [note["action"] for note in notes] == ["write", "written"]
    assert notes[0]["who"] == "local"
    assert notes[1]["files"] == ["model.yaml"]
    assert notes[1]["revision"] != notes[1]["revision_after"]
    assert notes[1]["time"].endswith("+00:00")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--allow-write", "keeper"), "--login"),
        (("--read-only", "--allow-write", "keeper"), "--read-only"),
        (("--trusted-proxy", "proxy"), "10.0.0.5"),
        (("--trusted-host", "https://ea.example.org"), "ea.example.org"),
        (("--audit", "/nowhere/audit.jsonl"), "/nowhere"),
    ],
)
def test_options_that_cannot_be_are_told_in_a_sentence(options: tuple[str, ...], words: str) -> None:
    ended = run("serve", REFERENCE, *options)
    assert ended.code == 3
    assert words in ended.err
    assert "Traceback" not in ended.err
