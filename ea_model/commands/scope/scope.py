"""``ea scope``: what falls inside each contract, and what is shared, excluded, touched or on its boundary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.option("--contract", help="Id or name of a contract, or eigen; without it, all.")
@moment
@common
def scope(model: Path, contract: str | None, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """What falls inside each contract, and what is shared, excluded, touched or on its boundary."""
    from ea_model.scope import contract_scope, contract_scopes
    from ea_model.views.answers import scope as answer

    scope = asked(opened(model), plateau, day, contract)
    chosen = (contract_scope(scope, contract),) if contract else contract_scopes(scope)
    show(form, lambda: answer.data(scope, chosen), lambda: answer.text(scope, chosen, lang),
         lambda: answer.outcome(scope, chosen))  # fmt: skip
