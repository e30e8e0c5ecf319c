"""``ea report``: the documents a tender lead, a contract manager and a reviewer take along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ea_model.commands.options import MODEL, Listing, asked, common, moment, opened, outputs, show

if TYPE_CHECKING:
    from ea_model.writing import Stage

_PATH = click.Path(path_type=Path, dir_okay=False)


def _documents() -> Iterable[str]:
    from ea_model.views import documents

    return documents.NAMES


@click.command(cls=Listing, names=_documents)
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("documents"),
              show_default=True, help="The folder to write in.")  # fmt: skip
@click.option("--contract", default="", help="Only annexes of this contract (id or name), or of eigen.")
@moment
@click.option("--only", multiple=True, metavar="NAME",
              help="Only this document; may be repeated.")  # fmt: skip
@click.option(
    "--formats", default="", metavar="docx,pdf,…", help="These formats instead of those usual for a document."
)
@click.option("--style", type=_PATH, help="A house style of your own, a TOML file.")
@click.option("--template", type=_PATH, help="A .docx whose styles, header and footer Word documents take.")
@common
def report(
    model: Path, output: Path, contract: str, plateau: str | None, day: date | None, only: tuple[str, ...],
    formats: str, style: Path | None, template: Path | None, form: str, lang: str,
) -> None:  # fmt: skip
    """Write documents from a model: scope annexes, matrix, registers and lists, and one zip with everything.

    Documents, by the NAME of --only: {names}.
    """
    from ea_model.exporters.office import load_style
    from ea_model.views import build
    from ea_model.views.answers import report as answer

    look = load_style(style, template)
    loaded = opened(model)
    moments: list[str | None] = [p.id for p in loaded.plateaus if p.part_of is None]
    if plateau or day or not moments:
        moments = [plateau]
    scopes = [asked(loaded, p, day) for p in moments]
    names = tuple(part.strip() for part in formats.split(",") if part.strip())
    choice = build.Choice(contract=contract, only=only, formats=names, style=look)
    written: dict[str, bytes] = {}

    def fill(stage: Stage) -> None:
        writer = build.Writer(stage, output, lambda line: click.echo(line, err=True))
        written.update(build.write_documents(loaded, scopes, lang, writer, choice))

    outputs(output, "report", fill, lang, whole=not (contract or plateau or day or only or formats))
    show(form, lambda: answer.data(loaded, scopes, written), lambda: answer.text(written, output, lang))
