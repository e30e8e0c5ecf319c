"""``ea build``: write every output of a model into a folder: checks, answers, exchange file, drawings, tables."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import MODEL, opened


@click.command()
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("build"))
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def build(model: Path, output: Path, lang: str) -> None:
    """Write every output of a model into a folder: checks, answers, exchange file, drawings, tables."""
    from ea_model.views import build as builds

    loaded = opened(model)
    click.echo(builds.build_all(loaded, output, lang, lambda line: click.echo(line, err=True), str(model)))
