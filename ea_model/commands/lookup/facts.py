"""``ea facts``: every source phrase, and the elements, relations and statements that rest on it."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import MODEL, common, opened, show


@click.command()
@MODEL
@common
def facts(model: Path, form: str, lang: str) -> None:
    """Every source phrase, and the elements, relations and statements that rest on it."""
    from ea_model.views.answers import facts as answer

    loaded = opened(model)
    show(form, lambda: answer.data(loaded), lambda: answer.text(loaded, lang))
