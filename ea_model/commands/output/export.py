"""``ea export``: a model in another format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import click

from ea_model.commands.options import MODEL, Listing, format_names, opened, written


@click.command(cls=Listing, names=format_names)
@click.argument("fmt", metavar="FORMAT")
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; '-' or nothing is stdout.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
@click.option("--report", "form", type=click.Choice(["text", "json"]), default="text",
              help="What was left out, on stderr: sentences, or JSON.")  # fmt: skip
@click.option(
    "--validate",
    is_flag=True,
    help="Write an exchange file only if it keeps to the format; tell what Archi changes in it.",
)
def export(fmt: str, model: Path, output: Path | None, lang: str, form: str, *, validate: bool) -> None:
    """Write a model in another format.

    FORMAT is one of {names}.
    """
    from ea_model import exporters
    from ea_model.exchange import rules
    from ea_model.exporters.shared import losses
    from ea_model.messages.problems import ModelLoadError, Problem
    from ea_model.messages.report import report
    from ea_model.views import pictures
    from ea_model.views.answers import plain
    from ea_model.views.answers import written as as_text
    from ea_model.views.answers.check import problem_data
    from ea_model.words import label

    exporter = exporters.load(fmt)
    loaded = opened(model)
    views = pictures.exchange_views(loaded, lang)
    lost: list[exporters.Loss] = []
    judged: list[Problem] = []
    options = exporters.Options(views=views, lang=lang, report=lost.append)

    def write(handle: BinaryIO) -> None:
        if not validate:
            exporter.write(loaded, options, handle)
            return
        content = io.BytesIO()
        exporter.write(loaded, options, content)
        problems, by_schema = rules.judged(str(output or "-"), content.getvalue())
        refused = rules.refused(problems)
        if refused:
            raise ModelLoadError(refused)
        judged.extend(problems)
        if not by_schema:
            click.echo(label("Schema.absent", lang), err=True)
        handle.write(content.getvalue())

    written(output, write)
    if form == "json":
        problem_list = {"problems": plain(list(map(problem_data, judged)))} if validate else {}
        click.echo(as_text({"lost": losses.as_data(lost, lang), **problem_list}), err=True)
    else:
        click.echo("".join(f"{line}\n" for line in report(judged, lang)), err=True, nl=False)
        click.echo("".join(f"ea: {loss.sentence(lang)}\n" for loss in dict.fromkeys(lost)), err=True, nl=False)
