"""``ea convert``: a model from one format into another, with a report of what the other cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from ea_model.commands.options import EXIT_FINDINGS, LANG, Listing, format_names, opened, show

if TYPE_CHECKING:
    from ea_model.exporters import Exporter, Loss, Options
    from ea_model.model import Model


class _NotWholeError(Exception):
    """Something would be lost, and ``--strict`` forbids that."""


@click.command(cls=Listing, names=format_names)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--to", "fmt", metavar="FORMAT", help="Format of OUT: {names}; else what the name of OUT says.")
@click.option(
    "--strict", is_flag=True, help="Write nothing when IN has problems (exit code 3) or OUT cannot hold all of it (1)."
)
@click.option("--report", "form", type=click.Choice(["text", "json"]), default="text",
              help="What was left out: sentences on stderr, or JSON on stdout.")  # fmt: skip
@LANG
def convert(source: Path, target: Path, fmt: str | None, strict: bool, form: str, lang: str) -> None:
    """Write the model IN as OUT, in another format or the same.

    A name without an ending, or a folder, is a folder of our own text; .xml is an ArchiMate exchange file; for
    others see --to. What is written in our own text takes the pictures computed from it along as views. An existing
    file or folder is replaced when everything is written, and a folder only when it holds such a model.
    """
    from ea_model import exporters
    from ea_model.exporters.shared import losses
    from ea_model.exporters.shared.passthrough import is_own_text
    from ea_model.views import pictures
    from ea_model.views.answers import convert as answer

    exporter = exporters.load(fmt or exporters.format_of(target))
    model = opened(source, strict=strict)
    lost: list[Loss] = []
    views = pictures.exchange_views(model, lang) if exporter.drawn and is_own_text(model) else ()
    options = exporters.Options(views=views, lang=lang, report=lost.append)
    problems = list(model.problems)
    written = True
    try:
        _write(
            exporter,
            model,
            options,
            target,
            refused=lambda: strict and any(loss.code not in losses.TOLD_ONLY for loss in lost),
        )
    except _NotWholeError:
        written = False
    lost = list(dict.fromkeys(lost))
    if form == "json":
        name, data = exporters.name_in_answers(exporter.name), losses.as_data(lost, lang)
        show(form, lambda: answer.data(model, name, target, problems, data, views, written=written), str)
    else:
        sentences = [loss.sentence(lang) for loss in lost]
        click.echo(answer.text(model, target, problems, sentences, lang, views, written=written), err=True)
    if not written:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _write(exporter: Exporter, model: Model, options: Options, target: Path, refused: Callable[[], bool]) -> None:
    """Write one file or one folder, whole; `_NotWholeError` before anything took the place of the old one."""
    from ea_model import exporters

    def check() -> None:
        if refused():
            raise _NotWholeError

    fill, model_files = exporter.write_folder, exporter.model_files
    if fill is None or model_files is None or target.name.lower().endswith(exporter.suffix):

        def into(handle: BinaryIO) -> None:
            exporter.write(model, options, handle)
            check()

        exporters.write_atomic(target, into)
        return

    def below(folder: Path) -> None:
        fill(model, options, folder)
        check()

    exporters.replace_folder(target, below, model_files)
