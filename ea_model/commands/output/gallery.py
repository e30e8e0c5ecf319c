"""``ea gallery``: every picture of a model on one page."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import LANG, MODEL, opened


@click.command()
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder for the page.")
@click.option("--screens", type=click.Path(path_type=Path), help="Folder with screenshots of the app to show as well.")
@LANG
def gallery(model: Path, output: Path, screens: Path | None, lang: str) -> None:
    """Draw every picture of a model, and index.html to look at all of them."""
    from ea_model.values import in_language
    from ea_model.views import picture_page
    from ea_model.words import label

    loaded = opened(model)
    exhibits = [
        *picture_page.exhibits(loaded, model, lang),
        *(picture_page.screenshots(screens, lang) if screens else ()),
    ]
    output.mkdir(parents=True, exist_ok=True)
    for exhibit in exhibits:
        (output / exhibit.file).write_bytes(exhibit.content)
    title = label("Exhibition.title", lang, name=in_language(loaded.name, lang) or loaded.id)
    (output / "index.html").write_bytes(picture_page.page(title, exhibits, lang))
    click.echo(f"{output / 'index.html'}: {len(exhibits)}", err=True)
