"""`ea build`, `ea export` and `ea view` on the real model: every output is there, whole and repeatable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

import ea_model
from ea_model.model import Model
from ea_model.views import pictures
from ea_model.views.build import build_all

EXCHANGE = "{http://www.opengroup.org/xsd/archimate/3.0/}"


@pytest.fixture(scope="module")
def built(samen: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every output of the model of the letter."""
    folder = tmp_path_factory.mktemp("build")
    told: list[str] = []
    summary = build_all(samen, folder, "nl", told.append)
    assert "impliciet eigen: Digipoort" in summary
    written = {f for f in folder.rglob("*") if f.is_file() and f.name != ".ea-build.txt"}
    site = {f for f in written if (folder / "site") in f.parents}
    assert len(told) == len(written - site) + 1  # of the site only its first page is told
    return folder


@pytest.mark.slow
def test_a_build_holds_checks_answers_exchange_file_drawings_and_tables(built: Path) -> None:
    names = {f.relative_to(built).as_posix() for f in built.rglob("*") if f.is_file()}
    assert {"check.txt", "check.json", "facts.txt", "samen.xml", "samen.json", "drawings/notation.svg"} <= names
    for plateau in ("P0", "P1", "P2"):
        assert {f"scope/{plateau}.txt", f"matrix/{plateau}.json", f"tables/matrix-{plateau}.csv"} <= names
        assert f"drawings/landscape-{plateau}.svg" in names
    assert {"drawings/scope-C-DGP-P0.svg", "drawings/scope-C-RAAM-P1.svg", "drawings/scope-C-DGP2-P2.svg"} <= names


@pytest.mark.slow
def test_every_drawing_is_svg_and_every_json_is_json(built: Path) -> None:
    for file in built.rglob("*.svg"):
        assert etree.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    for file in built.rglob("*.json"):
        assert json.loads(file.read_text(encoding="utf-8"))["schema_version"] == "2"


@pytest.mark.slow
def test_the_same_model_gives_the_same_bytes(samen: Model, built: Path, tmp_path: Path) -> None:
    build_all(samen, tmp_path, "nl", lambda _: None)
    for file in built.rglob("*"):
        if file.is_file() and file.name != "check.txt":
            assert file.read_bytes() == (tmp_path / file.relative_to(built)).read_bytes(), file.name


@pytest.mark.slow
def test_the_exchange_file_has_a_view_per_contract_and_plateau_and_reads_back(samen: Model, built: Path) -> None:
    root = etree.parse(built / "samen.xml").getroot()
    names = [v.findtext(f"{EXCHANGE}name") or "" for v in root.iter(f"{EXCHANGE}view")]
    assert len(names) == len(set(names))
    assert len(names) == len(pictures.exchange_views(samen, "nl"))
    for scope in pictures.situations(samen):
        here = f" – {scope.moment.plateau.id if scope.moment.plateau else ''}"
        found = [name.removesuffix(here) for name in names if name.endswith(here)]
        contracts = {p.provider for p in scope.propagation.placed if p.truth}
        assert sum(name.startswith("Scope ") for name in found) == len(contracts)
        assert {"Wie is waarvoor verantwoordelijk", "Wie doet wat", "Berichtenstromen", "Contractkalender"} <= set(
            found
        )
    again = ea_model.load(built / "samen.xml")
    for before, after in zip(pictures.situations(samen), pictures.situations(again), strict=True):
        assert before.counts() == after.counts()


def test_asking_for_a_picture_that_is_not_there_names_those_that_are(samen: Model) -> None:
    scope = next(pictures.situations(samen))
    with pytest.raises(ea_model.UnknownIdError, match="landscape"):
        pictures.picture(scope, "landscap")
    with pytest.raises(pictures.MissingOptionError, match="C-DGP"):
        pictures.picture(scope, "scope")
