"""``ea why``: why ELEMENT is (or is not) in the scope of CONTRACT; '-' asks about every contract."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.argument("contract")
@click.argument("element")
@click.argument("activity", required=False)
@moment
@common
def why(
    model: Path, contract: str, element: str, activity: str | None, plateau: str | None, day: date | None,
    form: str, lang: str,
) -> None:  # fmt: skip
    """Why ELEMENT is (or is not) in the scope of CONTRACT; '-' asks about every contract."""
    from ea_model.messages.problems import UnknownIdError
    from ea_model.scope import contract_scope, explain
    from ea_model.views.answers import why as answer

    loaded = opened(model)
    scope = asked(loaded, plateau, day, contract)
    subject = loaded.element(element)
    chosen = contract_scope(scope, contract) if contract != "-" else None
    if activity is not None and activity not in loaded.activities:
        raise UnknownIdError("activity", activity, loaded.activities)
    leaves = scope.activities.leaves_of(activity) if activity else [c.activity for c in scope.cells(subject)]
    if not leaves and not scope.facts.existence(subject):
        leaves = list(scope.activities.leaves[:1])  # whichever: all of them say that it is not here
    provider = chosen.provider if chosen else None
    entry = chosen.element(subject) if chosen else None
    reasons = [explain(scope, subject, leaf, provider) for leaf in leaves]
    show(form, lambda: answer.data(scope, subject, provider, entry, reasons),
         lambda: answer.text(scope, subject, provider, entry, reasons, lang))  # fmt: skip
