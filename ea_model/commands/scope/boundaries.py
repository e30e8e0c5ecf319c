"""``ea boundaries``: the interface register: every relation that crosses a contract boundary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.option("--contract", "contracts", multiple=True, help="Only interfaces of this contract; twice: between two.")
@moment
@common
def boundaries(
    model: Path, contracts: tuple[str, ...], plateau: str | None, day: date | None, form: str, lang: str
) -> None:
    """The interface register: every relation that crosses a contract boundary."""
    from ea_model.scope import boundaries_of, contract_scope
    from ea_model.views.answers import boundaries as answer

    scope = asked(opened(model), plateau, day)
    keys = [contract_scope(scope, c).provider.key for c in contracts]
    chosen = tuple(b for b in boundaries_of(scope) if b.involves(*keys))
    show(form, lambda: answer.data(scope, chosen), lambda: answer.text(scope, chosen, lang))
