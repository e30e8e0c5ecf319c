"""Colours of the computed pictures: readable, the same everywhere, and never the only one to say something."""

from __future__ import annotations

import pytest

from ea_model.scope import ScopeClass, Status, scope_of
from ea_model.views.diagrams import CLASS_LOOKS, STATUS_LOOKS, contract_colours
from ea_model.words import LANGUAGES, label
from tests.conftest import Ask
from tests.support.builders import REFERENCE, load
from tests.views.test_diagrams import boxes, drawn


def test_a_contract_keeps_its_colour_between_plateaus(ask_samen: Ask) -> None:
    providers = [ask_samen(plateau).providers.values() for plateau in ("P1", "P2")]
    colours = [contract_colours(p for p in here if not p.own) for here in providers]
    fills = [boxes(drawn(ask_samen(plateau), "landscape"))["odc"].fill for plateau in ("P0", "P1", "P2")]
    assert len(set(fills)) == 1
    assert all(len(set(found.values())) == len(found) for found in colours)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("lang", LANGUAGES)
def test_meaning_is_never_told_by_colour_alone(lang: str) -> None:
    for looks in (CLASS_LOOKS, STATUS_LOOKS):
        badges = [label(f"{type(item).__name__}Badge.{item.name}", lang) for item in looks]
        assert len(set(badges)) == len(badges)
        for look in looks.values():
            assert (_luminance(look.fill) + 0.05) / (_luminance("#111111") + 0.05) >= 7
    assert set(CLASS_LOOKS) == set(ScopeClass)
    assert set(STATUS_LOOKS) == set(Status)
    assert CLASS_LOOKS[ScopeClass.UNKNOWN].hatched
    assert STATUS_LOOKS[Status.UNKNOWN].hatched


def test_every_contract_has_a_colour_that_carries_text() -> None:
    model = load(REFERENCE)
    for colour in contract_colours(scope_of(model).providers.values()).values():
        assert (_luminance(colour) + 0.05) / (_luminance("#111111") + 0.05) >= 7
