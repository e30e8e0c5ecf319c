"""``ea schema``: the JSON Schema of the text format, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import opened


@click.command()
@click.argument("model", metavar="[MODEL]", required=False, type=click.Path(path_type=Path))
def schema(model: Path | None) -> None:
    """The JSON Schema of the text format, for editors; of a model, with its ids, kinds and activities.

    Without a model it is docs/model.schema.json. An editor with a YAML language server takes it from the first line
    of a file: '# yaml-language-server: $schema=PATH'.
    """
    from ea_model.loader import schema as written_schema

    click.echo(written_schema.text(opened(model) if model else None), nl=False)
