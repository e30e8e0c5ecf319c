"""``ea site``: a model as plain pages for an intranet or a disk."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import MODEL, common, opened, show

_STEP = 500
"""Files between two signs of life."""


@click.command()
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("site"), show_default=True,
              help="The folder of the site; an older site in it is replaced, other files stay.")  # fmt: skip
@common
def site(model: Path, output: Path, form: str, lang: str) -> None:
    """Write a model as a web site of plain files: no server, no network, to open from a disk or an intranet."""
    from ea_model import exporters
    from ea_model.views import site as pages
    from ea_model.views.answers import site as answer
    from ea_model.words import label
    from ea_model.writing import put

    loaded = opened(model)
    sizes: dict[str, int] = {}

    def fill(folder: Path) -> None:
        for path, content in pages.files(loaded, lang):
            put(folder, path, content)
            sizes[path] = len(content)
            if not len(sizes) % _STEP:
                click.echo(label("Site.progress", lang, files=len(sizes)), err=True)

    exporters.replace_folder(output, fill, pages.files_of)
    show(form, lambda: answer.data(loaded, sizes), lambda: answer.text(sizes, output, lang))
