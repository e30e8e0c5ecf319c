"""The files themselves: accessible, printable, harmless, and the same whenever they are made."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from ea_model.exporters.office import FORMATS, load_style
from ea_model.messages.problems import EaModelError
from ea_model.words.document import (
    BulletList,
    DocumentContent,
    Heading,
    Note,
    Paragraph,
    Table,
    TableCell,
    TableColumn,
    clean,
)
from tests.support.documents import (
    book,
    document_of,
    pdf_file,
    pdf_words,
    picture,
    sheet_rows,
    squeezed,
    table_of,
    tables,
    web_tables,
    word_file,
    word_tables,
    written,
)
from tests.support.examples import examples

HOSTILE = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "#let x = 1; #panic()",
    "a\x00b\x0bc", "\ud800", "]]>&amp;", "| pijp |", "*vet* _schuin_ `code` [x](javascript:alert(1))", "W" * 400,
    '#import "/etc/passwd"', "$ sum $", "\\", "\u202eomgekeerd", "日本語", "😀", "{page}", "&P &N", "'", '"',
    "https://voorbeeld.test",
]  # fmt: skip


def hostile(texts: list[str]) -> DocumentContent:
    """A document in which every place that takes a text holds one of these, and a table all of them."""
    rows = tuple((text, f"x{text}") for text in texts)
    return document_of(
        *(b for t in texts for b in (Paragraph(t), Note(t), BulletList((t,)))), table_of(*rows), title=texts[0]
    )


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_stay_texts(form: str) -> None:
    document = hostile(HOSTILE)
    content = written(document, form)
    if form == "docx":
        assert word_tables(content) == tables(document)
    elif form == "html":
        assert web_tables(content) == tables(document)
        assert b"<script" not in content
    elif form == "xlsx":
        cells = [c for row in book(content).worksheets[0].iter_rows() for c in row if c.value is not None]
        assert all(c.data_type != "f" for c in cells)
        assert list(sheet_rows(content))[1:] == tables(document)[0][1:]
    elif form == "csv":
        assert not re.search(rb"^[=+@\t-]", content.removeprefix(b"\xef\xbb\xbf"), re.MULTILINE)


@pytest.mark.parametrize("text", ['#import "/etc/passwd"', "日本語", "😀", "\U0010fffd", "W" * 400, "#panic()"])
def test_pdf_takes_any_text_as_text(text: str) -> None:
    assert len(pdf_file(written(hostile([text]), "pdf")).pages) >= 1


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_bytes(form: str) -> None:
    document = document_of(Paragraph("x"), table_of(("a", "b")), *([] if form == "csv" else [picture()]))
    assert written(document, form) == written(document, form)


def test_no_file_knows_when_it_was_made() -> None:
    document = document_of(table_of(("a", "b")))
    for form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(written(document, form))) as archive:
            assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}
    assert "/CreationDate" not in (pdf_file(written(document, "pdf")).metadata or {})


def test_word_has_headings_headers_and_alternatives() -> None:
    document = document_of(table_of(("a", "b")), picture("Een kaart"), lang="en")
    word = word_file(written(document, "docx"))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == ["1. Kop"]
    rows = list(word.element.body.iter(qn("w:tr")))
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert [e.get("descr") for e in word.element.body.iter(qn("wp:docPr"))] == ["Een kaart"]
    assert word.core_properties.title == "Titel"
    assert word.core_properties.language == "en-GB"
    assert {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_word_says_of_which_model_it_is_on_every_page() -> None:
    document = document_of(table_of(("a", "b")))
    word = word_file(written(document, "docx"))
    for section in word.sections:
        assert "0123456789ab" in section.footer.paragraphs[-1].text
        assert section.header.paragraphs[0].text == "Titel"
        assert {f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))} == {"PAGE", "NUMPAGES"}


def test_wide_parts_lie_on_their_side() -> None:
    content = written(document_of(table_of(("a", "b")), landscape=True), "docx")
    assert [s.page_width > s.page_height for s in word_file(content).sections] == [True]
    page = pdf_file(written(document_of(table_of(("a", "b")), landscape=True), "pdf")).pages[-1]
    assert page.mediabox.width > page.mediabox.height


def test_pdf_is_tagged_and_has_title_language_and_bookmarks() -> None:
    content = written(document_of(table_of(("a", "b")), picture("Een kaart")), "pdf")
    file = pdf_file(content)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert file.metadata.title == "Titel"
    assert [entry.title for entry in file.outline] == ["1. Kop"]
    assert b"pdfuaid" in content or b"pdfuaid" in root["/Metadata"].get_data()


def test_pdf_repeats_the_header_and_says_of_which_model_it_is_on_every_page() -> None:
    rows = tuple((f"rij {n}", "tekst " * 30) for n in range(60))
    file = pdf_file(written(document_of(table_of(*rows)), "pdf"))
    assert len(file.pages) > 2
    for number, page in enumerate(file.pages, 1):
        words = squeezed(page.extract_text())
        assert "Kolom0" in words
        assert "revisie0123456789ab" in words
        assert f"pagina{number}van{len(file.pages)}" in words


def test_a_row_too_long_for_a_page_is_not_lost() -> None:
    long = " ".join(f"woord{n}" for n in range(3000))
    assert "woord2999" in pdf_words(written(document_of(table_of((long, "x"))), "pdf"))


def test_html_is_a_page_that_asks_nothing_of_a_network() -> None:
    page = html.document_fromstring(written(document_of(table_of(("a", "b")), picture("Een kaart")), "html"))
    assert page.get("lang") == "nl"
    assert page.findtext(".//title") == "Titel"
    assert [c.get("scope") for c in page.iter("th")] == ["col", "col", "row"]
    assert [i.get("alt") for i in page.iter("img")] == ["Een kaart"]
    assert page.findtext(".//caption") == "Tabel"
    links = [e.get(a) for e in page.iter() for a in ("src", "href") if e.get(a)]
    assert all(str(link).startswith(("data:", "#")) for link in links)


def test_html_says_of_which_model_it_is_on_every_printed_page() -> None:
    page = html.document_fromstring(written(document_of(table_of(("a", "b"))), "html"))
    sheet = page.findtext(".//style") or ""
    assert '@bottom-left { content: "Model (m 1.0) · revisie 0123456789ab"' in sheet
    assert "table-header-group" in sheet


def test_excel_has_filters_frozen_headers_and_print_titles() -> None:
    file = book(written(document_of(table_of(("a", "b"), ("c", "d"))), "xlsx"))
    sheet = file.worksheets[0]
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "0123456789ab" in sheet.oddFooter.left.text
    assert file.properties.title == "Titel"


def test_excel_keeps_text_as_text_and_numbers_as_numbers() -> None:
    table = Table("t", "T", (TableColumn("a"), TableColumn("b", number=True)), (("007", TableCell("€ 12", number=12)),))
    row = book(written(document_of(table), "xlsx")).worksheets[0][2]
    assert [c.value for c in row] == ["007", 12]
    assert row[0].number_format == "@"


def test_excel_cuts_what_no_cell_can_hold_and_says_so() -> None:
    (row,) = list(sheet_rows(written(document_of(table_of(("x" * 40_000, "y"))), "xlsx")))[1:2]
    assert row[0].endswith("[…]")


def test_sheets_of_tables_with_one_name_are_told_apart() -> None:
    same = Table("a", "Een naam die veel te lang is voor een tabblad [1]", (TableColumn("k"),), (("v",),))
    names = book(written(document_of(same, same, same), "xlsx")).sheetnames
    assert len({n.casefold() for n in names}) == len(names) == 4
    assert all(len(n) <= 31 for n in names)


def test_each_table_is_a_csv_file_of_its_own() -> None:
    content = written(document_of(table_of(("=1", "b"))), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"'=1,b" in content


def test_an_empty_table_says_why_and_may_not_be_silent() -> None:
    empty = Table("t", "Leeg", (TableColumn("a"),), (), empty="Er is niets omdat het zo is.")
    for form in ("docx", "html", "md", "xlsx"):
        assert written(document_of(empty), form)
    assert squeezed("Er is niets omdat het zo is.") in pdf_words(written(document_of(empty), "pdf"))
    with pytest.raises(ValueError, match="does not say why"):
        Table("t", "Leeg", (TableColumn("a"),), ())


def test_a_template_keeps_its_header_and_styles(tmp_path: Path) -> None:
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Huisstijl BV"
    template.add_paragraph("Oude tekst")
    template.styles["Heading 1"].font.name = "Courier New"
    template.save(str(tmp_path / "huis.docx"))
    word = word_file(written(document_of(table_of(("a", "b"))), "docx", load_style(template=tmp_path / "huis.docx")))
    assert word.sections[0].header.paragraphs[0].text == "Huisstijl BV"
    assert word.styles["Heading 1"].font.name == "Courier New"
    assert "Oude tekst" not in [p.text for p in word.paragraphs]
    assert "0123456789ab" in "".join(p.text for p in word.sections[0].footer.paragraphs)


def test_a_house_style_changes_colours_and_shows_a_logo(tmp_path: Path) -> None:
    style = tmp_path / "huis.toml"
    logo = written_logo(tmp_path)
    style.write_text(f'[colour]\nheader_fill = "#123456"\n[logo]\nfile = "{logo}"\nalternative = "Ons logo"\n')
    dressed = load_style(style)
    document = document_of(table_of(("a", "b")))
    assert b"#123456" in written(document, "html", dressed)
    word = word_file(written(document, "docx", dressed))
    assert [e.get("descr") for e in word.element.body.iter(qn("wp:docPr"))] == ["Ons logo"]
    assert written(document, "pdf", dressed) != written(document, "pdf")


def written_logo(folder: Path) -> str:
    """A picture of one dot."""
    from PIL import Image  # noqa: PLC0415 - only here

    Image.new("RGB", (4, 4), "red").save(folder / "logo.png")
    return "logo.png"


@pytest.mark.parametrize(("text", "said"), [
    ("[colour]\nheading = 'rood'\n", "no colour"),
    ("[page]\nmargin_mm = 'breed'\n", "is a number"),
    ("[onzin]\na = 1\n", "no section"),
    ("[font]\nletter = 'x'\n", "no 'letter'"),
    ("[logo]\nfile = 'weg.png'\n", "cannot be read"),
    ("kapot", "no TOML"),
])  # fmt: skip
def test_a_wrong_house_style_is_told_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(EaModelError, match=said):
        load_style(tmp_path / "s.toml")


@examples(15)
@given(st.text(max_size=60))
def test_any_text_survives_every_format(text: str) -> None:
    document = document_of(Heading(text), table_of((text, "x")))
    assert word_tables(written(document, "docx")) == tables(document)
    assert web_tables(written(document, "html")) == tables(document)
    for form in ("pdf", "md", "xlsx", "csv"):
        assert written(document, form)


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert clean("a\x00\ud800\ufffe\r\nb") == "a���\nb"
