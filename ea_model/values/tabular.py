"""Rows as CSV text that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets a ``'`` in front; a number stays a number."""
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if is_formula(value) else value


def is_formula(text: str) -> bool:
    """Might a spreadsheet run a text? It may trim before it looks, so white space does not hide a formula."""
    return text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA)


def csv_text(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> str:
    """The rows as CSV with every cell made safe; the first row is the header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
