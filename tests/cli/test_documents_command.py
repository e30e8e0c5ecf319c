"""``ea report``: which files it writes, and that they are the same the next time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import ea_model
from ea_model import exporters
from ea_model.exporters import office
from ea_model.exporters.office import MissingLibraryError
from ea_model.scope import scope_of
from ea_model.views import build
from ea_model.writing import Stage
from tests.support.builders import REFERENCE, SAMEN, load, model_of
from tests.support.command import run


@pytest.mark.slow
def test_it_writes_the_documents_and_a_zip_with_all_of_them(tmp_path: Path) -> None:
    ran = run("report", SAMEN, "-o", tmp_path, "--plateau", "P1", "--format", "json")
    assert ran.code == 0
    names = [entry["name"] for entry in ran.answer["files"]]
    assert sorted(names) == sorted(p.name for p in tmp_path.glob("[!.]*"))
    for form in ("docx", "pdf", "html", "md"):
        assert f"scopebijlage-C-RAAM-P1.{form}" in names
    for name in ("demarcatiematrix.xlsx", "grensvlakkenregister.csv", "bevindingenlijst.xlsx", "open-vragen.xlsx",
                 "eisen-traceermatrix.xlsx", "doorbelastingstabel.xlsx", "plateauvergelijking.docx",
                 "contractkalender.ics", "contractkalender-timeline.svg"):  # fmt: skip
        assert name in names
    with zipfile.ZipFile(tmp_path / "samen-documenten.zip") as archive:
        assert archive.namelist() == names[:-1]


@pytest.mark.slow
def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    found = [run("report", REFERENCE, "-o", tmp_path / n, "--format", "json").answer["files"] for n in "ab"]
    assert found[0] == found[1]
    assert len(found[0]) > 20


@pytest.mark.slow
def test_one_document_of_one_contract_in_one_format_in_english(tmp_path: Path) -> None:
    ran = run("report", SAMEN, "-o", tmp_path, "--only", "annex", "--contract", "C-INF", "--plateau", "P0", "--formats",
              "docx", "--lang", "en")  # fmt: skip
    assert ran.code == 0
    assert sorted(p.name for p in tmp_path.glob("[!.]*")) == ["samen-documents.zip", "scope-annex-C-INF-P0.docx"]


@pytest.mark.parametrize(("options", "said"), [
    (("--only", "anex"), "bedoelde u 'annex'"),
    (("--formats", "dox"), "bedoelde u 'docx'"),
    (("--contract", "C-RAM"), "bedoelde u 'C-RAAM'"),
    (("--plateau", "P9"), "geen plateau 'P9'"),
    (("--style", "nergens.toml"), "is niet te lezen"),
    (("--template", str(SAMEN / "model.yaml"), "--only", "annex"), "geen Word-document"),
])  # fmt: skip
def test_what_is_not_there_is_told_before_anything_is_written(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    ran = run("report", SAMEN, "-o", tmp_path / "out", *options)
    assert ran.code in (2, 3)
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out").exists()


def test_a_missing_library_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(office.FORMATS, "docx", "not_there")
    with pytest.raises(MissingLibraryError, match=r"pip install 'ea-model\[documents\]'"):
        office.writer("docx")


def test_two_contracts_with_names_alike_get_files_of_their_own(tmp_path: Path) -> None:
    text = "elements: {C-1: {type: Contract, term: onbekend}, c-1: {type: Contract, term: onbekend}}\n"
    model = tmp_path / "m"
    model.mkdir()
    (model / "model.yaml").write_text("model: {id: m, name: M}\n" + text)
    ran = run("report", model, "-o", tmp_path / "o", "--only", "annex", "--formats", "md")
    assert ran.code == 0, ran.err
    files = [p.name for p in (tmp_path / "o").glob("*.md")]
    assert len({name.casefold() for name in files}) == 2


def test_a_contract_has_an_annex_where_it_is_there(tmp_path: Path) -> None:
    options = ("--only", "annex", "--contract", "C-RAAM", "--formats", "md")
    assert run("report", SAMEN, "-o", tmp_path / "all", *options).code == 0
    assert [p.name for p in (tmp_path / "all").glob("*.md")] == ["scopebijlage-C-RAAM-P1.md"]
    assert run("report", SAMEN, "-o", tmp_path / "one", *options, "--plateau", "P0").code == 0
    assert "niets aanwijsbaar" in (tmp_path / "one" / "scopebijlage-C-RAAM-P0.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_statements_beside_a_foreign_model_give_its_documents(tmp_path: Path) -> None:
    foreign = model_of("elements: {zaak: {type: ApplicationComponent, name: Zaaksysteem}}")
    with (tmp_path / "foreign.xml").open("wb") as handle:
        exporters.load("exchange").write(foreign, exporters.Options(), handle)
    element = load(tmp_path / "foreign.xml").element("Zaaksysteem")
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "model.yaml").write_text(f"""
model: {{id: beside, name: Ernaast, extends: ../foreign.xml}}
elements: {{C1: {{type: Contract, name: Beheercontract}}}}
statements: {{s1: {{contract: C1, subject: {element.id}, activity: onderhoud, role: R, provenance: aangenomen}}}}
""")
    ran = run("report", tmp_path / "beside", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    annex = (tmp_path / "out" / "scopebijlage-C1.md").read_text(encoding="utf-8")
    assert "| Zaaksysteem | applicatiecomponent | onderhoud | R | onbekend | binnen scope (direct) |" in annex


def test_documents_are_told_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of hundreds of contracts the first annexes are there long before the last."""
    told: list[str] = []
    archived = office.archive

    def archive(files: dict[str, bytes]) -> bytes:
        assert len(told) == len(files)
        return archived(files)

    monkeypatch.setattr(office, "archive", archive)
    model = ea_model.load(REFERENCE)
    writer = build.Writer(Stage(tmp_path), tmp_path, told.append)
    choice = build.Choice(office.load_style(), formats=("md",))
    files = build.write_documents(model, [scope_of(model)], "nl", writer, choice)
    assert len(told) == len(files) > 5


def test_a_zip_holds_nothing_of_its_making() -> None:
    content = office.archive({"a": b"1"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    assert content == office.archive({"a": b"1"})
