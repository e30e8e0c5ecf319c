"""``ea costs``: what there is to pay: totals with their ranges, and every amount that nobody knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import CSV_TOO, LANG, MODEL, asked, moment, opened, show


@click.command()
@MODEL
@moment
@click.option("--contract", help="Only what this contract costs: id or name.")
@click.option("--programme", help="Only what this programme or work package costs: id or name.")
@CSV_TOO
@LANG
def costs(
    model: Path, plateau: str | None, day: date | None, contract: str | None, programme: str | None, form: str,
    lang: str,
) -> None:  # fmt: skip
    """What there is to pay: totals with their ranges, and every amount that nobody knows."""
    from ea_model.questions.agenda import plateau_history
    from ea_model.questions.costs import costs_of, overlaps
    from ea_model.values.tabular import csv_text
    from ea_model.views.answers import costs as answer

    if contract and programme:
        raise click.UsageError("ask about a contract or about a programme, not about both")
    loaded = opened(model)
    scope = asked(loaded, plateau, day, contract)
    about = loaded.contract(contract) if contract else loaded.element(programme) if programme else None
    amounts = costs_of(scope, about)
    beside = overlaps(plateau_history(loaded, scope.moment.plateau))
    double = tuple(o for o in beside if about is None or about in (o.old.contract, o.new.contract))
    if form == "csv":
        click.echo(csv_text(answer.rows(amounts, lang)), nl=False)
        return
    show(form, lambda: answer.data(scope, about, amounts, double),
         lambda: answer.text(scope, about, amounts, double, lang))  # fmt: skip
