"""``ea gallery``: every picture of a model on one page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ea_model.commands.options import LANG, MODEL, opened, outputs

if TYPE_CHECKING:
    from ea_model.writing import Stage


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
    title = label("Exhibition.title", lang, name=in_language(loaded.name, lang) or loaded.id)

    def fill(stage: Stage) -> None:
        placed = [replace(exhibit, file=stage.put(exhibit.file, exhibit.content)) for exhibit in exhibits]
        stage.put("index.html", picture_page.page(title, placed, lang))

    outputs(output, "gallery", fill, lang)
    click.echo(f"{output / 'index.html'}: {len(exhibits)}", err=True)
