"""``ea derive``: relations that follow from modelled ones by the rules of ArchiMate 3.2, each with its chain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show

TYPES = (
    "Composition", "Aggregation", "Assignment", "Realization", "Serving", "Access", "Influence", "Association",
    "Triggering", "Flow", "Specialization",
)  # fmt: skip


@click.command()
@MODEL
@click.argument("element")
@click.option("--to", "other", help="Only what can be derived between ELEMENT and this one, either way.")
@click.option("--type", "types", multiple=True, type=click.Choice(TYPES, case_sensitive=False),
              help="Only derived relations of this type; may be repeated.")  # fmt: skip
@click.option("--certain", is_flag=True, help="Only what valid rules give (DR), nothing potential (PDR).")
@click.option("--length", type=click.IntRange(2, 50), default=6, show_default=True, help="Most relations in a chain.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Most derived relations shown.")
@moment
@common
def derive(
    model: Path, element: str, other: str | None, types: tuple[str, ...], certain: bool, length: int, limit: int,
    plateau: str | None, day: date | None, form: str, lang: str,
) -> None:  # fmt: skip
    """Relations that follow from modelled ones by the rules of ArchiMate 3.2, each with its chain."""
    from ea_model.questions import derivation
    from ea_model.views.answers import derive as answer

    loaded = opened(model)
    scope = asked(loaded, plateau, day)
    bounds = derivation.Bounds(length=length, count=limit)
    subject = loaded.element(element)
    second = loaded.element(other) if other is not None else None
    if second is None:
        result = derivation.derived_of(scope, subject, bounds, certain_only=certain, types=types)
    else:
        result = derivation.between(scope, subject, second, bounds, certain_only=certain, types=types)
    show(form, lambda: answer.data(scope, subject, second, result),
         lambda: answer.text(scope, subject, second, result, lang))  # fmt: skip
