"""``ea neighbours``: the relations that touch ELEMENT, and what stands at their other ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.argument("element")
@moment
@common
def neighbours(model: Path, element: str, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The relations that touch ELEMENT, and what stands at their other ends."""
    from ea_model.questions.impact import neighbours as question
    from ea_model.views.answers import neighbours as answer

    loaded = opened(model)
    scope = asked(loaded, plateau, day)
    subject = loaded.element(element)
    around = question(scope, subject)
    show(form, lambda: answer.data(scope, subject, around), lambda: answer.text(scope, subject, around, lang))
