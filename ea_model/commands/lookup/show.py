"""``ea show``: the fact sheet of one element (id or name)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command(name="show")
@MODEL
@click.argument("element")
@moment
@common
def show_element(model: Path, element: str, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The fact sheet of one element (id or name)."""
    from ea_model.views.answers import element as answer

    loaded = opened(model)
    scope = asked(loaded, plateau, day)
    subject = loaded.element(element)
    show(form, lambda: answer.data(loaded, subject, scope), lambda: answer.text(loaded, subject, scope, lang))
