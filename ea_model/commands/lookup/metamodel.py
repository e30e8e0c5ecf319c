"""``ea metamodel``: the metamodel: kinds with layer, aspect and attributes; as Ecore files on request."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import common, opened, show


@click.command()
@click.option("--model", type=click.Path(path_type=Path), help="With the kinds this model declares.")
@click.option("--ecore", type=click.Path(path_type=Path, file_okay=False), help="Write .ecore files into this folder.")
@common
def metamodel(model: Path | None, ecore: Path | None, form: str, lang: str) -> None:
    """The metamodel: kinds with layer, aspect and attributes; as Ecore files on request."""
    from ea_model.metamodel import Metamodel
    from ea_model.views.answers import metamodel as answer

    kinds = opened(model).metamodel if model else Metamodel()
    if ecore is not None:
        from ea_model.exporters.ecore import write_packages

        for written in write_packages(kinds, ecore):
            click.echo(f"{written}", err=True)
    show(form, lambda: answer.data(kinds), lambda: answer.text(kinds, lang))
