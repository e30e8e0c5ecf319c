"""``ea follow-up``: what became of advice."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import MODEL, common, opened, show


@click.command("follow-up")
@MODEL
@common
def follow_up(model: Path, form: str, lang: str) -> None:
    """What became of each advice, by the document that tells it; models that extend each other make one history."""
    from ea_model.questions.follow_up import advice_histories
    from ea_model.views.answers import follow_up as answer

    loaded = opened(model)
    histories = advice_histories(loaded)
    show(form, lambda: answer.data(loaded, histories), lambda: answer.text(loaded, histories, lang))
