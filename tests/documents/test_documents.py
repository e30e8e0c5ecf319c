"""What stands in the documents: everything the answers say, with its source, and what is unknown as unknown."""

from __future__ import annotations

import pytest

from ea_model.model import Model
from ea_model.scope import Status, boundaries_of, contract_scope, scope_of
from ea_model.values.tabular import csv_text
from ea_model.views import documents
from ea_model.views.answers.shared.cell_words import cell_text
from ea_model.views.answers.shared.common import activity_name
from ea_model.views.words.concepts import name
from ea_model.words import LANGUAGES, label, label_of
from ea_model.words.document import DocumentContent, Heading, Note, Picture, Table
from tests.support.builders import model_of
from tests.support.documents import built, pdf_words, request_for, squeezed, tables, web_tables, word_tables, written

ANNEXES = [("P0", "C-DGP"), ("P0", "C-INF"), ("P1", "C-RAAM"), ("P1", "C-INF2"), ("P2", "C-DGP2"), ("P1", "C-SOC")]


def table(document: DocumentContent, key: str) -> Table:
    return next(t for t in document.tables() if t.key == key)


def annex(model: Model, plateau: str | None, contract: str, lang: str = "nl") -> DocumentContent:
    (found,) = built(request_for(model, plateau, contract=contract, lang=lang), "annex")
    return found


def column(document: DocumentContent, key: str, title: str) -> list[str]:
    found = table(document, key)
    number = [c.title for c in found.columns].index(title)
    return [row[number].text for row in found.cells]


@pytest.mark.parametrize(("plateau", "contract"), ANNEXES)
def test_every_cell_of_a_contract_is_in_its_annex(samen: Model, plateau: str, contract: str) -> None:
    scope = scope_of(samen, plateau)
    document = annex(samen, plateau, contract)
    lines = {(row[0].text, activity, row[3].text) for row in table(document, "inside").cells
            for activity in row[2].text.split("\n")}  # fmt: skip
    cells = contract_scope(scope, contract).cells()
    assert lines == {(name(e, "nl"), activity_name(scope, a.activity, "nl"), a.role) for e, a in cells}


@pytest.mark.slow
@pytest.mark.parametrize(("plateau", "contract"), ANNEXES[:4])
def test_the_annex_says_the_same_in_every_format(samen: Model, plateau: str, contract: str) -> None:
    document = annex(samen, plateau, contract)
    expected = tables(document)
    assert word_tables(written(document, "docx")) == expected
    assert web_tables(written(document, "html")) == expected
    words = pdf_words(written(document, "pdf"))
    text = written(document, "md").decode().replace("\\", "").replace("<br>", "")
    for rows in expected:
        for cell in (cell for row in rows for cell in row):
            assert squeezed(cell) in words, cell
            assert squeezed(cell) in squeezed(text), cell


def test_an_annex_has_nine_parts_in_order(samen: Model) -> None:
    for lang in LANGUAGES:
        document = annex(samen, "P1", "C-RAAM", lang)
        headings = [b.text for b in document.blocks() if isinstance(b, Heading)]
        assert headings == [label(f"Document.part_{n}", lang) for n in range(1, 10)]


@pytest.mark.parametrize(("plateau", "contract"), ANNEXES)
def test_every_line_of_an_annex_has_a_source_or_says_that_it_has_none(
    samen: Model, plateau: str, contract: str
) -> None:
    document = annex(samen, plateau, contract)
    registered = set(column(document, "sources", label("Document.key", "nl")))
    known = 0
    for found in document.tables():
        for number, head in enumerate(found.columns):
            if head.title == label("Document.source", "nl") and found.key != "sources":
                for row in found.cells:
                    keys = {w.strip("(),") for w in row[number].text.replace("\u00a0", " ").split()} & registered
                    silent = (label("Document.no_source", "nl"), label("Document.not_stated", "nl"))
                    assert keys or row[number].text.startswith(silent), (found.key, row[0].text)
                    known += len(keys)
    assert known


def test_a_quote_stands_with_its_page_and_lines_among_the_sources(samen: Model) -> None:
    document = annex(samen, "P0", "C-DGP")
    row = next(r for r in table(document, "sources").cells if r[0].text == "F028")
    assert [c.text for c in row[2:5]] == ["1", "43", "“loopt af in oktober 2019”"]


def test_what_the_model_does_not_say_of_a_contract_is_told_to_be_unknown(samen: Model) -> None:
    facts = {r[0].text: r[1].text for r in table(annex(samen, "P1", "C-RAAM"), "contract").cells}
    assert facts["Looptijd"] == "onbekend (open vraag U05)"
    assert facts["Begin"] == facts["Einde"] == "onbekend"
    assert facts["Waarde"] == "15–30 mln EUR per jaar"


def test_an_open_list_says_so_and_a_closed_one_does_not(samen: Model) -> None:
    def notes(contract: str, plateau: str) -> list[str]:
        return [b.text for b in annex(samen, plateau, contract).blocks() if isinstance(b, Note)]

    assert any("niet uitputtend" in note for note in notes("C-DGP", "P0"))
    assert not any("niet uitputtend" in note for note in notes("C-DGP2", "P2"))


def test_the_annex_says_why_not_of_what_a_contract_just_does_not_reach(samen: Model) -> None:
    rows = [[cell.text for cell in row] for row in table(annex(samen, "P1", "C-RAAM"), "why_not").cells]
    (platform,) = [row for row in rows if row[0] == "IT-platform" and row[1] == "ontwikkeling"]
    assert "IT-platform bedient Digipoort" in platform[2]
    assert platform[3] == "Logius"
    assert [row[3] for row in rows if row[1] == "operationeel beheer (24x7)"] == ["impliciet eigen"]
    assert all("ontwikkeling" not in row[1] for row in rows if row[0] == "Digipoort"), "what is inside is not told here"


def test_an_excluded_part_is_told_with_who_does_it_instead() -> None:
    model = model_of("""
        elements:
          C1: {type: Contract}
          C2: {type: Contract}
          a: {type: ApplicationComponent, name: Heel, composes: [b]}
          b: {type: ApplicationComponent, name: Deel}
        statements:
          s1: {contract: C1, subject: a, activity: onderhoud, role: R, provenance: aangenomen}
          s2: {contract: C1, subject: b, activity: onderhoud, effect: exclude, provenance: aangenomen}
          s3: {contract: C2, subject: b, activity: onderhoud, role: R, provenance: aangenomen}
    """)
    (row,) = table(annex(model, None, "C1"), "excluded").cells
    assert [c.text for c in row] == ["Deel", "onderhoud", "C2", "s2",
                                      "geen bron in het model\n(aangenomen, zonder bron)"]  # fmt: skip


def test_an_empty_part_says_why_it_is_empty(samen: Model) -> None:
    for document in built(request_for(samen, "P0", "P1", "P2"), "annex"):
        for found in document.tables():
            assert found.rows or len(found.empty) > 20, (document.title, found.key)


def test_a_contract_without_scope_has_an_annex_that_says_so() -> None:
    model = model_of("elements: {C1: {type: Contract, name: Leeg}}")
    document = annex(model, None, "C1")
    found = table(document, "inside")
    assert not found.rows
    assert "C1" in found.empty
    assert written(document, "pdf").startswith(b"%PDF")


def test_the_map_of_an_annex_has_an_alternative(samen: Model) -> None:
    (found,) = (b for b in annex(samen, "P1", "C-RAAM").blocks() if isinstance(b, Picture))
    assert "C-RAAM" in found.alternative


def test_the_matrix_shows_every_cell_with_its_status(samen: Model) -> None:
    scope = scope_of(samen, "P1")
    (document,) = built(request_for(samen, "P1"), "matrix")
    texts = {(row[0].text, head.title): row[n] for row in table(document, "matrix-1").cells
             for n, head in enumerate(table(document, "matrix-1").columns)}  # fmt: skip
    for cell in scope.cells():
        found = texts[name(cell.element, "nl"), activity_name(scope, cell.activity, "nl")]
        assert found.text == cell_text(cell, "nl")
        if found.text != "·":
            assert found.tone == cell.status.name


def test_the_paths_explain_every_cell_of_every_moment(samen: Model) -> None:
    (document,) = built(request_for(samen, "P0", "P1", "P2"), "matrix")
    lines = {(r[0].text, r[2].text, r[4].text, r[6].text) for r in table(document, "paths").cells}
    for plateau in ("P0", "P1", "P2"):
        scope = scope_of(samen, plateau)
        for cell in scope.cells():
            activity = activity_name(scope, cell.activity, "nl")
            assert (plateau, cell.element.id, activity, label_of(cell.status, "nl")) in lines


def test_the_register_has_every_interface_with_what_is_agreed(samen: Model) -> None:
    scope = scope_of(samen, "P1")
    (document,) = built(request_for(samen, "P1"), "interfaces")
    found = table(document, "interfaces-1")
    assert len(found.rows) == len(boundaries_of(scope)) > 0
    assert {row[4].text for row in found.cells} == {"onbekend"}


def test_the_questions_list_has_every_question_and_every_unknown_cell(samen: Model) -> None:
    (document,) = built(request_for(samen, "P0", "P1"), "questions")
    assert column(document, "questions", "Id") == [q.id for q in samen.questions]
    open_cells = sum(scope_of(samen, p).counts()[Status.UNKNOWN] for p in ("P0", "P1"))
    assert len(table(document, "cells").rows) == open_cells


def test_a_day_stands_in_the_title_line_and_the_file_name(samen: Model) -> None:
    from datetime import date  # noqa: PLC0415 - only here

    question = request_for(samen)
    scope = scope_of(samen, "P0", date(2019, 12, 11))
    (document,) = built(type(question)(samen, (scope,), "nl", "C-DGP"), "annex")
    assert "11 december 2019" in document.identity_line
    assert document.key.endswith("P0-2019-12-11")


@pytest.mark.parametrize("kind", documents.NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_can_be_made_of_a_model_with_nothing_in_it(kind: str, lang: str) -> None:
    for document in built(request_for(model_of("{}"), None, lang=lang), kind):
        assert document.title
        for form in documents.load(kind).formats:
            assert written(document, form)


@pytest.mark.parametrize("kind", documents.NAMES)
def test_a_document_names_model_version_and_revision(samen: Model, kind: str) -> None:
    for document in built(request_for(samen, "P0", "P1"), kind):
        assert samen.revision in document.identity_line
        assert f"({samen.id} {samen.version})" in document.identity_line


def test_no_cell_of_any_document_runs_as_a_formula() -> None:
    assert csv_text([["=1+1", " +2", "-3", "@x", "\t4"]]).startswith("'=1+1,' +2,'-3,'@x,'\t4")
