"""Tables that several pages show: elements to choose from, boundary interfaces, and the same rows as CSV."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ea_model.scope import BoundaryInterface
from ea_model.views.pages.shared import address, save, text
from ea_model.views.pages.shared.context import PageContext

PAGE = 500
"""Rows shown at once; more would make the browser slow."""
_ROW, _HIGHEST = 35, 595
"""Height of a row and of a whole table, in pixels."""


def of_elements(ctx: PageContext, key: str, header: list[str], rows: list[list[str]], ids: list[str]) -> None:
    """A table whose chosen row goes to the address as ``el``; a long one in pages."""
    of_rows(ctx, key, header, rows, ids, "el")


def of_rows(ctx: PageContext, key: str, header: list[str], rows: list[list[str]], ids: list[str], name: str) -> None:
    """A table whose chosen row goes to the address under ``name``, as one of ``ids``; a long one in pages."""
    first = paged(ctx, len(rows))
    rows, ids = rows[first : first + PAGE], ids[first : first + PAGE]

    def picked() -> None:
        numbers = st.session_state[key].selection.rows
        address.put(name, ids[numbers[0]] if numbers and numbers[0] < len(ids) else "")

    columns = {_capital(title): [row[number] for row in rows] for number, title in enumerate(header)}
    data = {title: column for title, column in columns.items() if any(column)}
    st.dataframe(
        data,
        key=key,
        on_select=picked,
        selection_mode="single-row",
        hide_index=True,
        height=min(_HIGHEST, _ROW * (len(rows) + 1) + 3),
        alt=ctx.say("table_alt", count=len(rows)),
    )


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def paged(ctx: PageContext, count: int) -> int:
    """Where the page of a long list begins that the address asks for, with a way to the other pages."""
    pages = -(-count // PAGE)
    if pages < 2:
        return 0
    titles = [f"{n * PAGE + 1}–{min(count, (n + 1) * PAGE)}" for n in range(pages)]
    number = address.choose(
        ctx.say("page_of"), "page", [str(n) for n in range(1, pages + 1)], "1", lambda n: titles[int(n) - 1], width=240
    )
    return (int(number) - 1) * PAGE


def plain(header: list[str], rows: list[list[str]]) -> None:
    """A short table as real text, that wraps and can be read out; everything is shown as it is."""
    if rows:
        data = {text.escape(_capital(title)) or " " * (n + 1): [text.escape(row[n]) for row in rows]
                for n, title in enumerate(header)}  # fmt: skip
        st.table(data, hide_index=True)


def download(ctx: PageContext, name: str, rows: Iterable[list[str]], title: str = "") -> None:
    """The rows in the formats people use."""
    save.table(ctx, name, title or name, rows)


def boundary_header(ctx: PageContext) -> list[str]:
    """The first columns of every table of boundary interfaces."""
    return [ctx.say(word) for word in ("interface", "source_side", "target_side", "boundary_kind")]


def boundary_row(ctx: PageContext, boundary: BoundaryInterface) -> list[str]:
    """An interface as a sentence, who stands on each side, and what kind of meeting it is."""
    sentence = " ".join(
        [ctx.names.of(boundary.source), text.verb(boundary.relation, ctx.lang), ctx.names.of(boundary.target)]
    )
    kind = ctx.word(boundary.kind)
    if boundary.same_suppliers:
        kind += f" ({', '.join(ctx.names.of(p) for p in boundary.same_suppliers)})"
    if boundary.assigned_elsewhere:
        kind += f" – {ctx.say('assigned_elsewhere')}"
    sides = [
        ", ".join(c.label(ctx.lang) for c in side) or ctx.say("outsider" if boundary.kind.with_outsider else "unknown")
        for side in (boundary.source_side, boundary.target_side)
    ]
    return [sentence, *sides, kind]
