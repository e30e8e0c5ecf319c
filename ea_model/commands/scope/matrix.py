"""``ea matrix``: the demarcation matrix: who does which activity on which element."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@moment
@common
def matrix(model: Path, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The demarcation matrix: who does which activity on which element."""
    from ea_model.views.answers import matrix as answer

    scope = asked(opened(model), plateau, day)
    show(form, lambda: answer.data(scope), lambda: answer.text(scope, lang))
