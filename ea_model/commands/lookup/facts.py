"""``ea facts``: every source phrase, and the elements, relations and statements that rest on it."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import EXIT_FINDINGS, MODEL, common, opened, show


@click.command()
@MODEL
@click.option(
    "--check",
    "edition",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A document (text): where does each quotation stand in it?",
)
@click.option("--document", help="The id of the document it is an edition of; needed where the model has several.")
@common
def facts(model: Path, edition: Path | None, document: str | None, form: str, lang: str) -> None:
    """Every source phrase and what rests on it; with --check, where each quotation stands in an edition."""
    from ea_model.questions.anchors import Anchoring
    from ea_model.views.answers import anchors as check
    from ea_model.views.answers import facts as answer

    loaded = opened(model)
    if edition is not None:
        anchors = check.checked(loaded, edition, document)
        show(form, lambda: check.data(loaded, anchors), lambda: check.text(anchors, lang))
        if any(anchor.anchoring is not Anchoring.FOUND for anchor in anchors):
            raise click.exceptions.Exit(EXIT_FINDINGS)
        return
    show(form, lambda: answer.data(loaded), lambda: answer.text(loaded, lang))
