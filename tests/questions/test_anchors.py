"""Quotations are found again by their words: in another edition, with other lines, spaces and broken words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.questions.anchors import Anchoring, Edition, anchors
from ea_model.values import SourceRef
from tests.support.command import run

TEXT = """Geachte heer,
Logius levert digitale diensten aan de overheid.
Het contract loopt af in oktober.
De leverancier levert ook ‘huisvesting’ en beheer.
Het contract wordt verlengd.
"""


def _of(text: str, *sources: SourceRef) -> list[tuple[Anchoring, tuple[int, ...]]]:
    return [(anchor.anchoring, anchor.lines) for anchor in anchors(sources, Edition(text))]


def _quote(quote: str, line: int = 0, **around: str) -> SourceRef:
    return SourceRef("brief", 1, line, line, quote, **around)


def test_what_stands_on_its_line_is_found() -> None:
    assert _of(TEXT, _quote("levert digitale diensten", 2)) == [(Anchoring.FOUND, (2,))]


def test_lines_that_come_before_it_move_a_quotation() -> None:
    assert _of("Nieuw.\n\n" + TEXT, _quote("levert digitale diensten", 2)) == [(Anchoring.MOVED, (4,))]


@pytest.mark.parametrize(
    "written",
    [
        "levert  digitale\ndiensten",
        "levert digi-\ntale diensten",
        "“Levert” digitale, diensten",
        "levert digitale … overheid",
    ],
)
def test_spaces_broken_words_quotation_marks_and_gaps_make_no_difference(written: str) -> None:
    assert _of(TEXT, _quote(written))[0][0] is Anchoring.FOUND
    assert _of(TEXT.replace("levert digitale diensten", written), _quote("levert digitale"))[0][0] is Anchoring.FOUND


def test_words_begin_where_words_begin() -> None:
    assert _of("onderhoud hoort erbij", _quote("houd hoort")) == [(Anchoring.ORPHANED, ())]


def test_what_stands_twice_is_settled_by_its_line_its_surroundings_or_its_neighbours() -> None:
    moved = "Voorblad.\n" + TEXT
    assert _of(TEXT, _quote("het contract", 5)) == [(Anchoring.FOUND, (5,))]
    assert _of(moved, _quote("het contract", 1)) == [(Anchoring.AMBIGUOUS, (4, 6))]
    assert _of(moved, _quote("het contract", 1, after="wordt")) == [(Anchoring.MOVED, (6,))]
    assert _of(moved, _quote("het contract", 1, before="overheid")) == [(Anchoring.MOVED, (4,))]
    around = (_quote("digitale diensten", 2), _quote("het contract", 30), _quote("huisvesting", 40))
    assert _of(moved, *around)[1] == (Anchoring.MOVED, (4,))


def test_what_is_gone_names_what_looks_most_like_it() -> None:
    (anchor,) = anchors([_quote("de leverancier levert geen huisvesting", 4)], Edition(TEXT))
    assert anchor.anchoring is Anchoring.ORPHANED
    assert anchor.near.startswith("De leverancier levert ook")
    (lost,) = anchors([_quote("iets heel anders", 4)], Edition(TEXT))
    assert (lost.anchoring, lost.near) == (Anchoring.ORPHANED, "")


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=30), min_size=1, max_size=12),
    st.integers(0, 11), st.integers(0, 5),
)  # fmt: skip
def test_a_line_is_found_wherever_it_goes(lines: list[str], which: int, before: int) -> None:
    line = lines[which % len(lines)]
    quoted = _quote(line, which % len(lines) + 1)
    anchored = anchors([quoted], Edition("\n".join(["voorblad"] * before + lines)))
    if any(letter.isalnum() for letter in line):
        assert all(anchor.anchoring is not Anchoring.ORPHANED for anchor in anchored)


def _model(folder: Path, documents: str = "brief: {title: Brief, date: 2020-01-01}") -> Path:
    file = folder / "m.yaml"
    file.write_text(
        f"model: {{format: 1, id: m, name: M}}\ndocuments: {{{documents}}}\n"
        "facts:\n  F1: {document: brief, lines: 3, quote: Het contract, after: loopt af}\n"
        "elements:\n  a: {type: Node, source: [F1, {document: brief, lines: 9, quote: verdwenen woorden}]}\n",
        encoding="utf-8",
    )
    return file


def test_the_command_tells_what_moved_and_what_is_gone(tmp_path: Path) -> None:
    edition = tmp_path / "brief-2.txt"
    edition.write_text("Tweede druk\n" + TEXT, encoding="utf-8")
    ran = run("facts", _model(tmp_path), "--check", edition, "--lang", "en")
    assert ran.code == 1
    assert "F1: moved from line 3 to line 4 – “Het contract”" in ran.out
    assert "brief: is not there any more (was line 9) – “verdwenen woorden”" in ran.out
    assert ran.out.strip().endswith("2 quotations: found: 0, moved: 1, not sure which: 0, gone: 1")
    answer = json.loads(run("facts", _model(tmp_path), "--check", edition, "--format", "json").out)
    assert [(q["fact"], q["anchoring"], q["lines"]) for q in answer["quotations"]] == [
        ("F1", "MOVED", [4]), (None, "ORPHANED", []),
    ]  # fmt: skip


def test_which_document_is_meant_has_to_be_said_where_there_are_several(tmp_path: Path) -> None:
    edition = tmp_path / "brief-2.txt"
    edition.write_text(TEXT, encoding="utf-8")
    model = _model(tmp_path, "brief: {title: Brief, date: 2020-01-01}, nota: {title: Nota, date: 2020-01-01}")
    assert run("facts", model, "--check", edition).code == 2
    assert run("facts", model, "--check", edition, "--document", "brief").code == 1
    edition.write_bytes(b"%PDF\xff\xfe\x00")
    refused = run("facts", model, "--check", edition, "--document", "brief", "--lang", "en")
    assert refused.code == 3
    assert "is no readable text" in refused.err
