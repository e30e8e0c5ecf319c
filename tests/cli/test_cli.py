"""The command ``ea``: answers on stdout, everything else on stderr, and an exit code a script can rely on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import pytest

import ea_model
from ea_model import __main__ as cli
from ea_model import exporters
from ea_model.commands import commands
from ea_model.views import documents
from ea_model.views.diagrams import PICTURES, TIMELINES
from tests.support.builders import REFERENCE, ROOT, SAMEN
from tests.support.command import ANSWERS, answered, run

EA = Path(sys.executable).with_name("ea")


@pytest.mark.parametrize("model", [REFERENCE, SAMEN], ids=["reference", "samen"])
@pytest.mark.parametrize("command", ANSWERS)
def test_every_command_answers_in_json_as_the_schema_says(command: str, model: Path) -> None:
    ran = answered(command, model, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    answer = ran.answer
    assert answer["kind"] == ANSWERS[command][1]
    assert answer["model"]["revision"] == ea_model.load(model).revision


@pytest.mark.parametrize("model", [REFERENCE, SAMEN], ids=["reference", "samen"])
@pytest.mark.parametrize("command", ANSWERS)
def test_every_command_answers_in_text_in_both_languages(command: str, model: Path) -> None:
    dutch, english = (answered(command, model, "--lang", lang) for lang in ("nl", "en"))
    assert [(ran.code, ran.err) for ran in (dutch, english)] == [(0, ""), (0, "")]
    assert dutch.out != english.out or (command, model) == ("facts", REFERENCE)
    for ran in (dutch, english):
        assert "Traceback" not in ran.out
        assert "{" not in ran.out
        assert "LangText" not in ran.out


@pytest.mark.parametrize(("lang", "word"), [("nl", "impliciet eigen"), ("en", "implicitly own")])
def test_the_question_of_the_product_is_answered_in_words(lang: str, word: str) -> None:
    ran = run("why", REFERENCE, "-", "Digipoort", "operationeel_beheer", "--plateau", "P1", "--lang", lang)
    assert ran.code == 0
    assert word in ran.out
    assert "Logius" in ran.out


def test_the_codes_of_an_answer_are_the_same_in_both_languages() -> None:
    dutch, english = (run("scope", REFERENCE, "--plateau", "P1", "--format", "json", "--lang", x) for x in ("nl", "en"))
    answers = dutch.answer, english.answer
    questions = [answer["receipt"].pop("question") for answer in answers]
    assert answers[0] == answers[1]
    assert questions[0].replace("--lang nl", "--lang en") == questions[1]


def test_a_check_is_1_from_the_severity_asked_for_and_0_below_it() -> None:
    codes = {
        level: run("check", SAMEN, "--fail-on", level).code
        for level in ("info", "low", "medium", "high", "critical", "never")
    }
    assert codes == {"info": 1, "low": 1, "medium": 1, "high": 1, "critical": 1, "never": 0}
    only_silence = run("check", REFERENCE, "--plateau", "P0", "--fail-on", "critical")
    assert (only_silence.code, only_silence.err) == (0, "")


def test_a_check_shows_the_severity_asked_for_and_counts_the_rest() -> None:
    few, many = (run("check", SAMEN, "--least", least, "--fail-on", "never").out for least in ("critical", "info"))
    assert len(few.splitlines()) < len(many.splitlines())
    assert "IMPLICIT [kritiek]" in few
    assert "IFACE [hoog]" not in few
    assert "IFACE" in few.splitlines()[-2]


def test_a_finding_stands_at_the_file_line_and_column_of_its_subject() -> None:
    findings = run("check", SAMEN, "--format", "json", "--fail-on", "never").answer["findings"]
    assert findings
    for finding in findings:
        file, line, column = finding["place"].rsplit(":", 2)
        text = Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1][int(column) - 1 :]
        key = text.lstrip("{, ").split(":")[0].strip("[], ")
        assert finding["subject"] == key or finding["subject"].endswith(f".{key.split(',')[0].strip()}")


def test_a_moment_may_be_a_plateau_a_day_or_both() -> None:
    def moment(*options: str) -> object:
        return run("matrix", REFERENCE, *options, "--format", "json").answer["moment"]

    assert moment() == {"plateau": "P0", "date": None}
    assert moment("--plateau", "gepland") == {"plateau": "P1", "date": None}
    assert moment("--at", "2019-10-15") == {"plateau": "P0", "date": "2019-10-15"}
    assert moment("--plateau", "P2", "--at", "2020-06-01") == {"plateau": "P2", "date": "2020-06-01"}


def test_a_scope_may_be_asked_of_one_contract_by_name_or_of_the_own_organisation() -> None:
    one = run("scope", REFERENCE, "--contract", "housing", "--plateau", "P1", "--format", "json").answer
    assert [c["contract"] for c in one["contracts"]] == ["A-ODC"]
    own = run("scope", REFERENCE, "--contract", "eigen", "--plateau", "P1", "--format", "json").answer
    assert [(c["contract"], c["own"], c["parties"]) for c in own["contracts"]] == [(None, True, ["logius"])]


def test_boundaries_may_be_asked_between_two_contracts() -> None:
    options = ("--contract", "A-ODC", "--contract", "C-INF2", "--plateau", "P1", "--format", "json")
    found = run("boundaries", REFERENCE, *options).answer["boundaries"]
    assert [b["relation"] for b in found] == ["odc.serves.it-infrastructuur"]
    assert found[0]["kind"] == "SUPPLIER_SUPPLIER"


def test_the_metamodel_is_told_with_and_without_the_kinds_of_a_model() -> None:
    plain, own = (
        run("metamodel", "--format", "json").answer,
        run("metamodel", "--model", SAMEN, "--format", "json").answer,
    )
    assert [p["name"] for p in plain["packages"]] == ["archimate", "contract"]
    assert [p["name"] for p in own["packages"]] == ["archimate", "contract", "samen"]
    text = run("metamodel", "--model", SAMEN, "--lang", "en")
    assert (text.code, text.err) == (0, "")
    assert "PassThrough (pass-through)" in text.out


def test_ecore_files_are_written_beside_the_answer_and_named_on_stderr(tmp_path: Path) -> None:
    ran = run("metamodel", "--model", SAMEN, "--ecore", tmp_path / "ecore", "--format", "json")
    assert ran.code == 0
    assert ran.answer["kind"] == "metamodel"
    assert [Path(line).name for line in ran.err.splitlines()] == ["archimate.ecore", "contract.ecore", "samen.ecore"]
    assert all(Path(line).is_file() for line in ran.err.splitlines())


def test_the_doctor_tells_what_there_is_and_is_healthy_here() -> None:
    ran = run("doctor", "--format", "json")
    assert ran.code == 0
    assert ran.answer["packages"]["pyecore"] == "0.15.2"
    assert ran.answer["engine"]["answers"]
    assert "✓ drawing engine" in run("doctor").out


@pytest.mark.subprocess
def test_the_doctor_is_1_with_a_remedy_where_nothing_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EA_DOT", "/no/such/dot")
    ran = run("doctor")
    assert ran.code == 1
    assert "✗ drawing engine: there is no /no/such/dot; pip install graphviz-pure, or set EA_DOT" in ran.out
    monkeypatch.setenv("EA_DOT", "/bin/false")
    assert "✗ drawing engine: /bin/false does not answer" in run("doctor").out
    assert not run("doctor", "--format", "json").answer["healthy"]


@pytest.mark.parametrize("command", [(), *((name,) for name in commands())], ids=str)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: ")
    chosen = cli.ea.get_command(click.Context(cli.ea), command[0]) if command else cli.ea
    assert chosen is not None
    for parameter in chosen.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in ran.out
    assert run(*command, "-h").out == ran.out


@pytest.mark.parametrize(
    ("command", "register"),
    [("export", exporters.MODULES), ("view", (*PICTURES, *TIMELINES)), ("report", documents.NAMES)],
)
def test_help_names_everything_a_register_holds(command: str, register: Iterable[str]) -> None:
    words = set(re.findall(r"[\w-]+", run(command, "--help").out))
    assert set(register) <= words


def test_without_a_command_the_help_is_shown_as_wrong_use() -> None:
    ran = run()
    assert ran.code == 2
    assert "Commands:" in ran.err + ran.out


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").out == f"ea {ea_model.__version__}\n"


def _real(*arguments: str | Path, **options: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in a process and a folder of its own."""
    environment = {**os.environ, **options}
    command = [str(EA), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd="/", env=environment
    )


@pytest.mark.subprocess
def test_the_installed_command_answers_from_any_folder() -> None:
    done = _real("why", SAMEN, "C-RAAM", "Digipoort", "--plateau", "P1", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["kind"] == "why"


@pytest.mark.subprocess
def test_the_installed_command_ends_with_its_exit_codes() -> None:
    codes = [
        _real(*arguments).returncode
        for arguments in (
            ("check", SAMEN), ("check", SAMEN, "--plateau", "P9"),
            ("check", ROOT / "tests" / "readers" / "broken" / "alias"),
            ("check", SAMEN, "--fail-on", "never"),
        )
    ]  # fmt: skip
    assert codes == [1, 2, 3, 0]


@pytest.mark.subprocess
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_answer_is_utf_8_whatever_the_code_page(encoding: str) -> None:
    done = _real("facts", SAMEN, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    assert "€" in done.stdout
    refused = _real("show", SAMEN, "Geïsoleerd →", PYTHONIOENCODING=encoding)
    assert refused.returncode == 2
    assert "'Geïsoleerd →'" in refused.stderr


@pytest.mark.subprocess
def test_a_reader_that_stops_reading_gets_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as broken:
        arguments = [str(EA), "facts", str(SAMEN), "--format", "json"]
        done = subprocess.run(arguments, stdout=broken, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode != 0


def test_a_kind_without_cells_says_so_in_its_fact_sheet_and_an_outsider_is_not_met_with_silence() -> None:
    sheet = run("show", SAMEN, "berichtenbox").out
    assert "Dit model zegt niet welke activiteiten dit soort element nodig heeft" in sheet
    assert "Berichtenbox voor Burgers: C-DGP" in sheet
    assert "Dit model zegt niet" not in run("show", SAMEN, "C-DGP").out
    why = run("why", SAMEN, "-", "digipoort-ht", "onderhoud", "--plateau", "P1", "--at", "2021-01-01").out
    assert "Wat Belastingdienst ervoor geregeld heeft staat niet in het model." in why
    assert "zwijgen" not in why
