"""Parts of the app without a browser: which models may be opened, what is tried, what is found, what is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from ea_model import load
from ea_model.patching import Change, Edit, Remove
from ea_model.search import SearchIndex, Sort
from ea_model.views.pages.shared import edits as _edits
from ea_model.views.pages.shared import model_paths
from tests.app.test_app import Open, opened, texts
from tests.support.builders import REFERENCE, SAMEN

__all__ = ["opened"]  # fixture
pytestmark = pytest.mark.filterwarnings("ignore")  # Streamlit's own, outside a browser


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The app as it is started on one machine, with the reference model."""
    monkeypatch.setenv("EA_MODEL", str(REFERENCE))
    monkeypatch.setattr(st, "session_state", {})
    yield monkeypatch
    for upload in model_paths.uploads().values():
        upload.folder.cleanup()


def test_a_path_below_an_allowed_folder_opens(started: pytest.MonkeyPatch) -> None:
    started.setenv("EA_ROOTS", str(SAMEN.parent))
    assert model_paths.path_of(str(SAMEN)) == SAMEN.resolve()
    assert model_paths.path_of("") == model_paths.first()


@pytest.mark.parametrize("wanted", ["/etc/passwd", "../../../etc/passwd", "/", "\0", "~root"])
def test_a_path_elsewhere_is_refused(started: pytest.MonkeyPatch, wanted: str) -> None:
    started.setenv("EA_ROOTS", str(SAMEN.parent))
    with pytest.raises(model_paths.RefusedError, match="refused_outside"):
        model_paths.path_of(wanted)


def test_a_link_out_of_an_allowed_folder_is_refused(started: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "secret.yaml").write_text("model: {id: s}\n", encoding="utf-8")
    (tmp_path / "root" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    started.setenv("EA_ROOTS", str(tmp_path / "root"))
    with pytest.raises(model_paths.RefusedError, match="refused_outside"):
        model_paths.path_of(str(tmp_path / "root" / "link.yaml"))


def test_paths_are_closed_when_others_can_reach_the_app(started: pytest.MonkeyPatch) -> None:
    started.setattr(model_paths, "is_local", lambda: False)
    assert model_paths.below_roots() == []
    with pytest.raises(model_paths.RefusedError, match="refused_remote"):
        model_paths.path_of(str(SAMEN.resolve()))


@pytest.mark.usefixtures("started")
def test_an_upload_is_kept_apart_and_opens() -> None:
    token = model_paths.keep([("../../x.yaml", (b"model: {id: x, name: X}\n"))])
    path = model_paths.path_of(token)
    assert path.name == "x.yaml"
    assert path.parent.name.startswith("ea-model-")
    assert load(path).id == "x"
    with pytest.raises(model_paths.RefusedError, match="refused_upload"):
        model_paths.path_of("upload-of-somebody-else")


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "upload_empty"),
        ([("a.py", b"x")], "upload_kind"),
        ([("a.xml", b"<a/>"), ("b.yaml", b"")], "upload_mixed"),
        ([("a.yaml", b"x" * (model_paths.MOST_BYTES + 1))], "upload_large"),
    ],
)
def test_an_upload_that_is_no_model_is_refused(files: list[tuple[str, bytes]], why: str) -> None:
    with pytest.raises(model_paths.RefusedError, match=why):
        model_paths.keep(files)


@pytest.mark.usefixtures("started")
def test_old_uploads_go_when_there_are_many() -> None:
    tokens = [model_paths.keep([("x.yaml", b"model: {id: x}\n")]) for _ in range(model_paths.MOST_UPLOADS + 1)]
    assert list(model_paths.uploads()) == tokens[1:]


def test_a_refused_model_is_told_and_the_first_is_shown(opened: Open) -> None:
    app = opened("overview", model="/etc")
    assert not app.exception
    assert "buiten de toegestane mappen" in app.warning[0].value
    assert app.title[0].value == "Referentiemodel"


def test_edits_come_back_from_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    address: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", address)
    edits: list[Edit] = [
        Remove("s.1;=x"),
        Change("C-DGP", "valid.until", "2020-03..2020-06"),
        Change("-s", "role", "A"),
    ]
    _edits.put(edits)
    assert _edits.from_address() == edits
    _edits.put(_edits.without(edits, "s.1;=x"))
    assert Remove("s.1;=x") not in _edits.from_address()


def test_a_kind_without_cells_says_so_and_who_looks_after_what_lies_next_to_it(opened: Open) -> None:
    app = opened("element", SAMEN, el="berichtenbox", plateau="P0")
    assert not app.exception
    assert "Dit model zegt niet welke activiteiten dit soort element nodig heeft" in texts(app)
    assert "DGP" in texts(app)


@pytest.mark.parametrize("text", ["=", "-", ".=x", "a=b", ";;;", "a.b", "%zz.%=%"])
def test_nonsense_in_the_address_tries_nothing_that_breaks(opened: Open, text: str) -> None:
    app = opened("whatif", SAMEN, edits=text)
    assert not app.exception


def test_what_if_shows_cells_and_patch_and_writes_nothing(opened: Open) -> None:
    before = {file: file.read_bytes() for file in SAMEN.rglob("*.yaml")}
    app = opened("whatif", SAMEN, plateau="P0", contract="C-INF", edits="-s3")
    assert not app.exception
    assert "-  s3:" in texts(app) or "-s3" in texts(app).replace(" ", "")
    assert {file: file.read_bytes() for file in SAMEN.rglob("*.yaml")} == before


def test_what_if_tells_what_is_wrong_with_the_edited_text(opened: Open) -> None:
    app = opened("whatif", SAMEN, edits="s3.role=Q")
    assert not app.exception
    assert app.error


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(load(SAMEN))


def test_search_puts_the_very_thing_first(index: SearchIndex) -> None:
    hits = index.search("digipoort")
    assert hits[0].entry.id == "digipoort"
    assert {hit.entry.sort for hit in hits} >= {Sort.CONTRACT, Sort.PARTY, Sort.ELEMENT, Sort.STATEMENT, Sort.SOURCE}


def test_search_knows_no_accents_or_capitals(index: SearchIndex) -> None:
    assert index.search("EEN DIGIPOORT-LEVERANCIER") == index.search("één digipoort-leverancier")
    assert index.search("één digipoort-leverancier")


def test_search_offers_what_was_meant(index: SearchIndex) -> None:
    assert not index.search("digipport")
    assert index.suggestion("digipport") == "digipoort"
    assert index.suggestion("digipoort") == ""


@pytest.mark.parametrize("query", ["", "   ", "(", "[a", "*" * 200, "\\"])
def test_search_reads_any_words(index: SearchIndex, query: str) -> None:
    assert index.search(query) == [] or query.strip()


def test_findings_are_filtered_by_the_address(opened: Open) -> None:
    app = opened("findings", SAMEN, plateau="P1", rule="IMPLICIT")
    rows = app.dataframe[0].value
    assert set(rows["Regel"]) == {"IMPLICIT"}


def test_a_long_table_comes_in_pages(opened: Open, tmp_path: Path) -> None:
    lines = "".join(f"  e{n}: {{type: Node, name: Naam {n}}}\n" for n in range(501))
    (tmp_path / "model.yaml").write_text(f"model: {{id: big}}\nelements:\n{lines}", encoding="utf-8")
    assert len(opened("elements", tmp_path).dataframe[0].value) == 500
    assert len(opened("elements", tmp_path, page="2").dataframe[0].value) == 1
