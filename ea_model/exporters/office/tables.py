"""CSV: every table of a document as a file of its own, with the mark that tells a spreadsheet it is UTF-8."""

from __future__ import annotations

from ea_model.exporters.office.style import HouseStyle
from ea_model.values.tabular import csv_text
from ea_model.words.document import DocumentContent


def write(document: DocumentContent, _style: HouseStyle) -> dict[str, bytes]:
    """The first table under the name of the document, the others with their own name behind it."""
    files = {}
    for number, table in enumerate(document.tables()):
        name = f"{document.key}-{table.key}.csv" if number else f"{document.key}.csv"
        rows = [[column.title for column in table.columns], *([cell.text for cell in row] for row in table.cells)]
        files[name] = csv_text(rows).encode("utf-8-sig")
    return files
