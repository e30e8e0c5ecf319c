"""``ea export``: a model in another format."""

from __future__ import annotations

from pathlib import Path

import click

from commands._common import MODEL, opened, written


@click.command()
@click.argument("fmt", metavar="FORMAT")
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; '-' or nothing is stdout.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def export(fmt: str, model: Path, output: Path | None, lang: str) -> None:
    """Write a model as FORMAT: archimate, json (see ea export --help)."""
    import exporters
    from views import gallery

    exporter = exporters.load(fmt)
    loaded = opened(model)
    views = gallery.exchange_views(loaded, lang)
    options = exporters.Options(views=views, lang=lang, report=lambda line: click.echo(f"ea: {line}", err=True))
    written(output, lambda handle: exporter.write(loaded, options, handle))
