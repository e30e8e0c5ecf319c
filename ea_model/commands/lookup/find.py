"""``ea find``: elements whose id, name or documentation holds TEXT."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import MODEL, common, opened, show


@click.command()
@MODEL
@click.argument("text", default="")
@click.option("--kind", help="Only elements of this kind.")
@click.option("--columns", default="", help="Attributes to show beside each, with commas between them.")
@click.option(
    "--part-of",
    "wholes",
    multiple=True,
    metavar="ELEMENT",
    help="Only the parts of this one; more than once: of these.",
)
@click.option("--without", metavar="KIND", help="Only those no element of KIND has a relation to.")
@common
def find(
    model: Path, text: str, kind: str | None, columns: str, wholes: tuple[str, ...], without: str | None, form: str,
    lang: str,
) -> None:  # fmt: skip
    """Elements whose id, name or documentation holds TEXT; without TEXT, all."""
    from ea_model.views.answers import facts as answer

    if not (text or kind or columns or wholes or without):
        raise click.MissingParameter(param_hint="'TEXT'", param_type="argument")
    loaded = opened(model)
    matches = answer.chosen(loaded, answer.find(loaded, text), answer.kind_of(loaded, kind), wholes)
    names = answer.columns_of(matches, [column.strip() for column in columns.split(",") if column.strip()])
    elements = answer.lacking(loaded, matches, answer.kind_of(loaded, without))
    show(form, lambda: answer.find_data(loaded, text, elements, names),
         lambda: answer.find_text(loaded, text, elements, names, lang, len(matches) if without else None))  # fmt: skip
