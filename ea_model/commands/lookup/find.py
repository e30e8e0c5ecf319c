"""``ea find``: elements whose id, name or documentation holds TEXT."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import MODEL, common, opened, show


@click.command()
@MODEL
@click.argument("text")
@common
def find(model: Path, text: str, form: str, lang: str) -> None:
    """Elements whose id, name or documentation holds TEXT."""
    from ea_model.views.answers import facts as answer

    loaded = opened(model)
    show(form, lambda: answer.find_data(loaded, text), lambda: answer.find_text(loaded, text, lang))
