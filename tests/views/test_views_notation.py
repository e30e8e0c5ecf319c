"""The tables of the notation are complete: every kind of the language has a look, an icon and two names."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from ea_model.views.scene.diagram import Edge
from ea_model.views.scene.notation import LINES, NOTATION, Head, Outline, line_of, notation_of
from ea_model.views.svg.icons import ICONS
from ea_model.views.words.kinds import name_of

ROWS = list(
    csv.DictReader(
        files("ea_model.metamodel").joinpath("data/3.2/elements.csv").read_text(encoding="utf-8").splitlines()[1:]
    )
)
KINDS = [row["type"] for row in ROWS]
RELATIONS = [
    "Composition",
    "Aggregation",
    "Assignment",
    "Realization",
    "Serving",
    "Access",
    "Influence",
    "Triggering",
    "Flow",
    "Specialization",
    "Association",
]


def test_all_sixty_one_kinds_of_the_language_have_a_look() -> None:
    assert len(KINDS) == 61
    assert set(KINDS) <= set(NOTATION)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["type"])
def test_layer_and_shape_follow_the_language(row: dict[str, str]) -> None:
    notation = NOTATION[row["type"]]
    assert notation.layer == row["layer"]
    if row["aspect"] == "Behavior":
        assert notation.shape is Outline.ROUND
    if row["aspect"] in {"Active Structure", "Passive Structure", "Structure"}:
        assert notation.shape is Outline.SQUARE
    if row["aspect"] == "Motivation":
        assert notation.shape is Outline.OCTAGON


def test_every_icon_exists_and_is_used() -> None:
    used = {notation.icon for notation in NOTATION.values() if notation.icon}
    assert used == set(ICONS)


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_paths_inside_their_grid(name: str) -> None:
    assert re.fullmatch(r"[MLHVCAZ0-9 .\-]+", ICONS[name])
    numbers = [float(part) for part in re.findall(r"-?\d+\.?\d*", ICONS[name])]
    assert all(0 <= value <= 16 for value in numbers)


def test_contrast_of_words_on_every_fill_is_high() -> None:
    for kind, notation in NOTATION.items():
        if notation.shape is not Outline.DISC:
            assert contrast("#111111", notation.fill) > 7, kind
            assert contrast("#5C5C5C", notation.fill) > 3, kind


def contrast(one: str, other: str) -> float:
    """Contrast ratio by the Web Content Accessibility Guidelines."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_all_eleven_relations_have_a_look() -> None:
    assert set(RELATIONS) == set(LINES)


def test_no_two_relations_look_the_same() -> None:
    looks = [line_of(Edge("e", "a", "b", kind)) for kind in RELATIONS]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize(
    ("access", "source", "target"),
    [
        ("Access", None, None),
        ("Read", Head.OPEN_ARROW, None),
        ("Write", None, Head.OPEN_ARROW),
        ("ReadWrite", Head.OPEN_ARROW, Head.OPEN_ARROW),
    ],
)
def test_access_shows_its_mode(access: str, source: Head | None, target: Head | None) -> None:
    line = line_of(Edge("e", "a", "b", "Access", access=access))
    assert (line.source, line.target, line.dash) == (source, target, "2 2")


def test_a_directed_association_has_half_an_arrow() -> None:
    assert line_of(Edge("e", "a", "b", "Association", directed=True)).target is Head.HALF_ARROW


def test_a_kind_of_tomorrow_is_a_plain_box() -> None:
    assert notation_of("KindOfTomorrow").shape is Outline.SQUARE


@pytest.mark.parametrize("word", [*NOTATION, *RELATIONS, *sorted({row["layer"] for row in ROWS})])
def test_every_word_has_a_name_in_both_languages(word: str) -> None:
    dutch, english = name_of(word, "nl"), name_of(word, "en")
    assert dutch
    assert english
    assert not re.search("[a-z][A-Z]", dutch + " " + english)
