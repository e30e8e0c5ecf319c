"""``ea view``: a picture of a model, computed or as its author laid it out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ea_model.commands.options import TRAVELLED, F, Listing, asked, moment, opened, outputs, written
from ea_model.views.picture_options import ASKABLE

if TYPE_CHECKING:
    from ea_model.model import Model
    from ea_model.source.views import View
    from ea_model.writing import Stage


def _pictures() -> Iterable[str]:
    from ea_model.views.diagrams import NAMES

    return NAMES


def _options(command: F) -> F:
    """The options of a picture, as they are declared for all who ask for one."""
    for option in reversed(ASKABLE.values()):
        types = click.Choice(TRAVELLED, case_sensitive=False) if option.many else None
        command = click.option(option.flag, option.name, help=option.meaning, multiple=option.many, type=types)(command)
    return command


@click.command(cls=Listing, names=_pictures)
@click.argument("model", metavar="[MODEL]", type=click.Path(path_type=Path), required=False)
@click.argument("name", required=False)
@_options
@moment
@click.option("--all", "every_view", is_flag=True, help="Draw every view the model came with; -o is a folder.")
@click.option("--legend", is_flag=True, help="Draw the chart of the notation; needs no model.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "png", "pdf"]),
    default=None,
    help="Without it what the name of the file says, else SVG.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write, or the folder for --all; '-' or nothing is stdout.",
)
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def view(
    model: Path | None, name: str | None, plateau: str | None, day: date | None, every_view: bool, legend: bool,
    form: str | None, output: Path | None, lang: str, **asked_for: Any,
) -> None:  # fmt: skip
    """Draw NAME of a model, or a view it came with, by name or id.

    NAME, landscape where none is given: {names}.
    """
    from ea_model.views import pictures as gallery
    from ea_model.views.svg import raster

    form = form or _form_of(output)
    if legend:
        content = gallery.notation(lang)
    elif model is None:
        raise click.UsageError("name a model to draw, or ask for --legend")
    elif every_view:
        if name is not None or output is None or str(output) == "-":
            raise click.UsageError("--all draws every view into a folder; name the folder with -o, and no picture")
        _draw_all(opened(model), model, output, form, lang)
        return
    else:
        content = _picture(opened(model), model, name, (plateau, day), {**asked_for, "lang": lang})
    picture = raster.converted(content, form)
    written(output, lambda handle: handle.write(picture))


def _form_of(output: Path | None) -> str:
    """The form a file asks for by its name."""
    from ea_model.views.svg.raster import FORMS

    ending = output.suffix.lower().removeprefix(".") if output else ""
    return ending if ending in FORMS else "svg"


def _picture(
    model: Model, path: Path, name: str | None, when: tuple[str | None, date | None], options: dict[str, Any]
) -> bytes:  # fmt: skip
    """A computed picture; or, where the name is none of those, a view the model came with."""
    from ea_model.messages.problems import UnknownIdError
    from ea_model.views import pictures as gallery
    from ea_model.views.diagrams import NAMES, STANDARD
    from ea_model.views.imported import Pictures, draw

    own = _named(model, name) if name and name not in NAMES else None
    if own is not None:
        return draw(model, own, links=_nowhere, pictures=Pictures(path), lang=options["lang"])
    if name and name not in NAMES:
        raise UnknownIdError("picture_or_view", name, [*NAMES, *(str(view.name) for view in model.views)])
    scope = asked(model, *when, options["contract"])
    try:
        return gallery.picture(scope, name or STANDARD, **options)
    except gallery.MissingOptionError as error:
        raise click.UsageError(str(error)) from None


def _nowhere(_view: str) -> None:
    """A drawing by itself has no others to point to."""


def _named(model: Model, title: str) -> View | None:
    """The view of that id, or else the first of that name."""
    folded = title.strip().casefold()
    by_id = next((view for view in model.views if view.id == title), None)
    return by_id or next((view for view in model.views if str(view.name).strip().casefold() == folded), None)


def _draw_all(model: Model, path: Path, folder: Path, form: str, lang: str) -> None:
    """Every view the model came with, one file each; references to views become links between the files."""
    from ea_model.views.imported import Pictures, draw
    from ea_model.views.imported.files import address, file_names
    from ea_model.views.svg import raster

    names = file_names(model.views, form)
    links = {imported.id: address(name) for imported, name in zip(model.views, names, strict=True)}
    pictures = Pictures(path)

    def fill(stage: Stage) -> None:
        for imported, name in zip(model.views, names, strict=True):
            content = raster.converted(draw(model, imported, links=links.get, pictures=pictures, lang=lang), form)
            stage.put(name, content)

    outputs(folder, f"view-{form}", fill, lang)
    click.echo(f"{folder}: {len(names)} × {form}", err=True)
