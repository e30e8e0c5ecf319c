"""`ea export`, `ea view`, `ea build` and `ea serve`: what they write, where, and what they refuse."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from lxml import etree

from tests.support.builders import REFERENCE, SAMEN
from tests.support.command import run as ea

SVG = "{http://www.w3.org/2000/svg}svg"


@pytest.mark.slow
def test_export_writes_a_file_or_stdout(tmp_path: Path) -> None:
    target = tmp_path / "referentie.xml"
    done = ea("export", "exchange", REFERENCE, "-o", target)
    assert (done.code, done.out) == (0, "")
    assert str(target) in done.err
    assert etree.QName(etree.parse(target).getroot()).localname == "model"
    assert json.loads(ea("export", "json", REFERENCE).out)["schema_version"] == "2"


def test_export_of_a_broken_model_leaves_the_old_file_whole(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("elements: {x: {type: Nonsense}}\n", encoding="utf-8")
    target = tmp_path / "old.xml"
    target.write_text("old", encoding="utf-8")
    assert ea("export", "exchange", tmp_path, "-o", target).code == 3
    assert target.read_text(encoding="utf-8") == "old"


def test_view_draws_a_picture_and_the_legend_needs_no_model(tmp_path: Path) -> None:
    target = tmp_path / "scope.svg"
    assert ea("view", REFERENCE, "scope", "--contract", "C-RAAM", "-o", target).code == 0
    assert etree.parse(target).getroot().tag == SVG
    assert etree.fromstring(ea("view", "--legend").out.encode()).tag == SVG


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "archimat", REFERENCE), "archimate"),
        (("export", "foo", REFERENCE), "'exchange', 'archi', 'csv', 'grafico', 'ics', 'json', 'text'"),
        (("view", REFERENCE, "landscap"), "landscape"),
        (("view", REFERENCE, "scope"), "--contract"),
        (("view", REFERENCE, "element"), "--element"),
        (("view",), "--legend"),
    ],
)
def test_wrong_use_says_what_would_be_right(arguments: tuple[str | Path, ...], said: str) -> None:
    done = ea(*arguments)
    assert done.code == 2
    assert said in done.err


@pytest.mark.slow
def test_build_prints_a_summary_and_tells_each_file_on_the_side(tmp_path: Path) -> None:
    done = ea("build", SAMEN, "--output", tmp_path / "out")
    assert done.code == 0
    assert "impliciet eigen" in done.out
    assert str(tmp_path / "out" / "samen.xml") in done.err


@pytest.mark.subprocess
def test_serve_answers_in_the_browser() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).with_name("ea")
    command = [str(program), "serve", str(SAMEN), "--port", str(port), "--headless"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert _answers(f"http://127.0.0.1:{port}/_stcore/health"), "the app did not answer within a minute"
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310 - our own server on this machine
                return bool(reply.status == 200)
        except OSError:
            time.sleep(0.5)
    return False


def test_a_fact_sheet_spells_out_what_has_no_name_of_its_own() -> None:
    shown = ea("show", SAMEN, "R1.1")
    assert "object at" not in shown.out
    assert "Toets: ontbreekt" in shown.out


def test_show_gives_every_language_of_an_attribute_its_due(tmp_path: Path) -> None:
    """The text in the language asked; as data every language, and a plain text where there is one."""
    (tmp_path / "a.yaml").write_text(
        "model: {id: a, name: A}\n"
        "elements:\n"
        "  c: {type: Contract, name: C, term: {nl: vier jaar, en: four years}, end: onbekend}\n",
        encoding="utf-8",
    )
    for lang, term in (("nl", "vier jaar"), ("en", "four years")):
        answer = ea("show", tmp_path, "c", "--lang", lang).out
        assert re.search(rf"(Looptijd|Term) +{term}\n", answer), answer
    attributes = json.loads(ea("show", tmp_path, "c", "--format", "json").out)["element"]["attributes"]
    assert attributes == {"term": {"nl": "vier jaar", "en": "four years"}, "end": "onbekend"}
