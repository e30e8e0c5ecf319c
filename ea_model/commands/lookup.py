"""Looking something up: ``ea show``, ``find``, ``facts``, ``metamodel``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command(name="show")
@MODEL
@click.argument("element")
@moment
@common
def show_element(model: Path, element: str, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The fact sheet of one element (id or name)."""
    from ea_model.views.answers import element as answer

    loaded = opened(model)
    found = asked(loaded, plateau, day)
    subject = loaded.element(element)
    show(form, lambda: answer.data(loaded, subject, found), lambda: answer.text(loaded, subject, found, lang))


@click.command()
@MODEL
@click.argument("text")
@common
def find(model: Path, text: str, form: str, lang: str) -> None:
    """Elements whose id, name or documentation holds TEXT."""
    from ea_model.views.answers import facts as answer

    loaded = opened(model)
    show(form, lambda: answer.find_data(loaded, text), lambda: answer.find_text(loaded, text, lang))


@click.command()
@MODEL
@common
def facts(model: Path, form: str, lang: str) -> None:
    """Every source phrase, and the elements, relations and statements that rest on it."""
    from ea_model.views.answers import facts as answer

    loaded = opened(model)
    show(form, lambda: answer.data(loaded), lambda: answer.text(loaded, lang))


@click.command()
@click.option("--model", type=click.Path(path_type=Path), help="With the kinds this model declares.")
@click.option("--ecore", type=click.Path(path_type=Path, file_okay=False), help="Write .ecore files into this folder.")
@common
def metamodel(model: Path | None, ecore: Path | None, form: str, lang: str) -> None:
    """The metamodel: kinds with layer, aspect and attributes; as Ecore files on request."""
    from ea_model.metamodel import Metamodel
    from ea_model.views.answers import metamodel as answer

    found = opened(model).metamodel if model else Metamodel()
    if ecore is not None:
        from ea_model.exporters.ecore import write_packages

        for written in write_packages(found, ecore):
            click.echo(f"{written}", err=True)
    show(form, lambda: answer.data(found), lambda: answer.text(found, lang))
