"""``ea scope``: what falls inside each contract, and what is shared, excluded, touched or on its boundary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.option("--contract", help="Id or name of a contract, or eigen; without it, all.")
@click.option("--shared", "listing", flag_value="shared", help="Only the elements under more than one contract.")
@click.option("--excluded", "listing", flag_value="excluded", help="Only what is explicitly excluded.")
@click.option("--unstated", "listing", flag_value="unstated", help="Only the elements nobody is stated for.")
@click.option("--parties", "listing", flag_value="parties", help="Only who must be directed, per agreement.")
@click.option(
    "--preview", "statement", help="A statement as in a model file, or a file with some: what it would change."
)
@moment
@common
def scope(
    model: Path,
    contract: str | None,
    listing: str | None,
    statement: str | None,
    plateau: str | None,
    day: date | None,
    form: str,
    lang: str,
) -> None:
    """What falls inside each contract, and what is shared, excluded, touched or on its boundary."""
    if statement:
        _preview(model, statement, plateau, day, form, lang)
        return
    from ea_model.scope import contract_scope, contract_scopes
    from ea_model.views.answers import scope as answer

    scope = asked(opened(model), plateau, day, contract)
    if listing:
        from ea_model.views.answers import scope_lists

        show(form, lambda: scope_lists.data(scope, listing), lambda: scope_lists.text(scope, listing, lang))
        return
    chosen = (contract_scope(scope, contract),) if contract else contract_scopes(scope)
    show(form, lambda: answer.data(scope, chosen), lambda: answer.text(scope, chosen, lang),
         lambda: answer.outcome(scope, chosen))  # fmt: skip


def _preview(model: Path, statement: str, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """What a statement would change, from its text or from a file."""
    from ea_model.compare.preview import preview
    from ea_model.views.answers import preview as answer

    file = Path(statement)
    is_file = "{" not in statement and file.is_file()
    answered = preview(
        model, file.read_bytes() if is_file else statement.encode(), statement if is_file else "--preview", plateau, day
    )
    show(form, lambda: answer.data(answered), lambda: answer.text(answered, lang))
