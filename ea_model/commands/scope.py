"""Questions about scope: ``ea scope``, ``why``, ``matrix``, ``boundaries``."""

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

    found = asked(opened(model), plateau, day, contract)
    chosen = (contract_scope(found, contract),) if contract else contract_scopes(found)
    show(form, lambda: answer.data(found, chosen), lambda: answer.text(found, chosen, lang),
         lambda: answer.outcome(found, chosen))  # fmt: skip


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
    found = asked(loaded, plateau, day, contract)
    subject = loaded.element(element)
    chosen = contract_scope(found, contract) if contract != "-" else None
    if activity is not None and activity not in loaded.activities:
        raise UnknownIdError("activity", activity, loaded.activities)
    leaves = found.activities.leaves_of(activity) if activity else [c.activity for c in found.cells(subject)]
    provider = chosen.provider if chosen else None
    entry = chosen.element(subject) if chosen else None
    reasons = [explain(found, subject, leaf, provider) for leaf in leaves]
    show(form, lambda: answer.data(found, subject, provider, entry, reasons),
         lambda: answer.text(found, subject, provider, entry, reasons, lang))  # fmt: skip


@click.command()
@MODEL
@moment
@common
def matrix(model: Path, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The demarcation matrix: who does which activity on which element."""
    from ea_model.views.answers import matrix as answer

    found = asked(opened(model), plateau, day)
    show(form, lambda: answer.data(found), lambda: answer.text(found, lang))


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

    found = asked(opened(model), plateau, day)
    keys = [contract_scope(found, c).provider.key for c in contracts]
    chosen = tuple(b for b in boundaries_of(found) if b.involves(*keys))
    show(form, lambda: answer.data(found, chosen), lambda: answer.text(found, chosen, lang))
