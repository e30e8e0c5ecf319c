"""``ea impact``: what is hit when an element fails, a contract ends or a party leaves; name one of the three."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, TRAVELLED, asked, common, moment, opened, show


@click.command()
@MODEL
@click.option("--element", help="Id or name of an element that fails.")
@click.option("--contract", help="Id or name of a contract that ends.")
@click.option("--party", help="Id or name of a party that leaves.")
@click.option("--via", multiple=True, type=click.Choice(TRAVELLED, case_sensitive=False),
              help="Follow only relations of this type; may be repeated.")  # fmt: skip
@moment
@common
def impact(
    model: Path, element: str | None, contract: str | None, party: str | None, via: tuple[str, ...],
    plateau: str | None, day: date | None, form: str, lang: str,
) -> None:  # fmt: skip
    """What is hit when an element fails, a contract ends or a party leaves; name one of the three."""
    from ea_model.questions import impact as questions
    from ea_model.views.answers import impact as answer

    if sum(x is not None for x in (element, contract, party)) != 1:
        raise click.UsageError("name one of --element, --contract and --party")
    loaded = opened(model)
    scope = asked(loaded, plateau, day, contract)
    if contract is not None:
        result = questions.contract_ends(scope, loaded.contract(contract), via)
    elif party is not None:
        result = questions.party_leaves(scope, loaded.element(party), via)
    else:
        result = questions.element_fails(scope, loaded.element(element or ""), via)
    show(form, lambda: answer.data(scope, result), lambda: answer.text(scope, result, lang))
