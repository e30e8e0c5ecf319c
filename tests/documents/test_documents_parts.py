"""What makes a long document easy to read on paper: a list of its parts, tables in one piece, places on one line."""

from __future__ import annotations

from dataclasses import replace

from docx.oxml.ns import qn

from ea_model.model import Model
from ea_model.words.document import DocumentContent, Heading, Paragraph, Section, Table, TableColumn
from tests.support.builders import model_of
from tests.support.documents import built, document_of, pdf_file, request_for, table_of, word_file, written


def _with_parts(number: int) -> DocumentContent:
    parts = (Section(tuple(block for n in range(number) for block in (Heading(f"{n + 1}. Deel"), Paragraph("Tekst")))),)
    return replace(document_of(), sections=parts, contents="Inhoud")


def test_word_lists_its_parts_with_links_and_the_pages_they_begin_on() -> None:
    word = word_file(written(_with_parts(4), "docx"))
    lines = [p for p in word.paragraphs if p.style.name == "TOC 1"]
    links = [line._p.find(qn("w:hyperlink")) for line in lines]
    marks = {e.get(qn("w:name")) for e in word.element.body.iter(qn("w:bookmarkStart"))}
    assert [link.find(f".//{qn('w:t')}").text for link in links] == ["1. Deel", "2. Deel", "3. Deel", "4. Deel"]
    assert [link.get(qn("w:anchor")) for link in links] == sorted(marks)
    fields = [e.text.split() for e in word.element.body.iter(qn("w:instrText"))]
    assert [field[:2] for field in fields] == [["PAGEREF", link.get(qn("w:anchor"))] for link in links]
    assert [p.text for p in word.paragraphs if p.style.name == "TOC Heading"] == ["Inhoud"]


def test_pdf_lists_its_parts_too() -> None:
    words = pdf_file(written(_with_parts(4), "pdf")).pages[0].extract_text()
    assert "Inhoud" in words
    assert words.count("3. Deel") == 2


def test_a_document_of_few_parts_lists_none() -> None:
    for document in (_with_parts(2), replace(_with_parts(4), contents="")):
        word = word_file(written(document, "docx"))
        assert not [p for p in word.paragraphs if p.style.name.startswith("TOC")]


def test_a_short_table_stays_on_one_page_and_a_long_one_may_be_divided() -> None:
    for rows, kept in ((3, 3), (40, 1)):
        word = word_file(written(document_of(table_of(*[("a", "b")] * rows)), "docx"))
        marks = [row.find(f".//{qn('w:keepNext')}") is not None for row in word.element.body.iter(qn("w:tr"))]
        assert marks == [True] * kept + [False] * (rows + 1 - kept)  # the header always goes with the first row


def test_a_long_text_is_reason_enough_to_divide_a_short_table() -> None:
    table = Table("t", "T", (TableColumn("A"),), (("a " * 600,), ("b",)))
    word = word_file(written(document_of(table), "docx"))
    assert sum(row.find(f".//{qn('w:keepNext')}") is not None for row in word.element.body.iter(qn("w:tr"))) == 1


def test_the_subtitle_is_set_as_other_text() -> None:
    word = word_file(written(document_of(), "docx"))
    assert word.styles["Subtitle"].element.rPr.find(qn("w:spacing")) is None


def test_an_annex_has_its_nine_parts_and_each_place_stays_together(samen: Model) -> None:
    (annex,) = [d for d in built(request_for(samen, "P1"), "annex") if "C-RAAM" in d.key]
    assert [part.text.split(".")[0] for part in annex.parts] == [str(n) for n in range(1, 10)]
    assert [section.landscape for section in annex.sections] == [False, True]
    texts = [cell.text for table in annex.tables() for row in table.cells for cell in row]
    assert "F051\u00a0(p.\u00a02, r.\u00a082–84)" in "\n".join(texts)
    assert any("500.000 berichten per jaar" in text for text in texts)
    divided = next(row for t in annex.tables() if t.key == "shared" for row in t.cells if row[0].text == "Digipoort")
    assert divided[2].text == "verdeeld"


def test_a_statement_without_a_source_is_an_assumption_of_the_annex_and_not_said_by_any_source() -> None:
    model = model_of("""
    elements:
      X: {type: Contract, contract_status: lopend}
      a: {type: ApplicationComponent}
    statements:
      s1: {contract: X, party: eigen-org, subject: a, activity: onderhoud}
    """)
    (annex,) = built(request_for(model, None), "annex")
    (row,) = next(t for t in annex.tables() if t.key == "assumptions").cells
    assert [cell.text for cell in row][0::2][:2] == ["s1", "geen bron in het model"]
