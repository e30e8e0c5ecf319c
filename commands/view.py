"""``ea view``: a picture of a model."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands._common import asked, moment, opened, written


@click.command()
@click.argument("model", metavar="[MODEL]", type=click.Path(path_type=Path), required=False)
@click.argument("name", required=False)
@click.option("--contract", help="For pictures of one contract.")
@click.option("--element", help="For pictures of one element.")
@moment
@click.option("--legend", is_flag=True, help="Draw the chart of the notation; needs no model.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="SVG file to write; '-' or nothing is stdout.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def view(
    model: Path | None, name: str | None, contract: str | None, element: str | None, plateau: str | None,
    day: date | None, legend: bool, output: Path | None, lang: str,
) -> None:  # fmt: skip
    """Draw picture NAME of a model as SVG: scope, landscape (default), element, model."""
    from views import gallery

    if legend:
        content = gallery.notation(lang)
    elif model is None:
        raise click.UsageError("name a model to draw, or ask for --legend")
    else:
        found = asked(opened(model), plateau, day, contract)
        content = gallery.picture(found, name or "landscape", contract=contract, element=element, lang=lang)
    written(output, lambda handle: handle.write(content))
