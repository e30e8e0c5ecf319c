"""``ea gallery``: every picture of a model on one page."""

from __future__ import annotations

from pathlib import Path

import click

from commands._common import LANG, MODEL, opened


@click.command()
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder for the page.")
@click.option("--screens", type=click.Path(path_type=Path), help="Folder with screenshots of the app to show as well.")
@LANG
def gallery(model: Path, output: Path, screens: Path | None, lang: str) -> None:
    """Draw every picture of a model, and index.html to look at all of them."""
    from ea_model.labels import label
    from ea_model.values import in_language
    from views import exhibition

    loaded = opened(model)
    shown = [*exhibition.exhibits(loaded, model, lang), *(exhibition.screenshots(screens, lang) if screens else ())]
    output.mkdir(parents=True, exist_ok=True)
    for exhibit in shown:
        (output / exhibit.file).write_bytes(exhibit.content)
    title = label("Exhibition.title", lang, name=in_language(loaded.name, lang) or loaded.id)
    (output / "index.html").write_bytes(exhibition.page(title, shown, lang))
    click.echo(f"{output / 'index.html'}: {len(shown)}", err=True)
