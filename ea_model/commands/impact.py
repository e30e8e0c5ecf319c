"""What hangs together: ``ea impact``, ``derive``, ``neighbours``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, TRAVELLED, asked, common, moment, opened, show

TYPES = (
    "Composition", "Aggregation", "Assignment", "Realization", "Serving", "Access", "Influence", "Association",
    "Triggering", "Flow", "Specialization",
)  # fmt: skip


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
    found = asked(loaded, plateau, day, contract)
    if contract is not None:
        result = questions.contract_ends(found, loaded.contract(contract), via)
    elif party is not None:
        result = questions.party_leaves(found, loaded.element(party), via)
    else:
        result = questions.element_fails(found, loaded.element(element or ""), via)
    show(form, lambda: answer.data(found, result), lambda: answer.text(found, result, lang))


@click.command()
@MODEL
@click.argument("element")
@click.option("--to", "other", help="Only what can be derived between ELEMENT and this one, either way.")
@click.option("--type", "types", multiple=True, type=click.Choice(TYPES, case_sensitive=False),
              help="Only derived relations of this type; may be repeated.")  # fmt: skip
@click.option("--certain", is_flag=True, help="Only what valid rules give (DR), nothing potential (PDR).")
@click.option("--length", type=click.IntRange(2, 50), default=6, show_default=True, help="Most relations in a chain.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Most derived relations shown.")
@moment
@common
def derive(
    model: Path, element: str, other: str | None, types: tuple[str, ...], certain: bool, length: int, limit: int,
    plateau: str | None, day: date | None, form: str, lang: str,
) -> None:  # fmt: skip
    """Relations that follow from modelled ones by the rules of ArchiMate 3.2, each with its chain."""
    from ea_model.questions import derivation
    from ea_model.views.answers import derive as answer

    loaded = opened(model)
    found = asked(loaded, plateau, day)
    bounds = derivation.Bounds(length=length, count=limit)
    subject = loaded.element(element)
    second = loaded.element(other) if other is not None else None
    if second is None:
        result = derivation.derived_of(found, subject, bounds, certain_only=certain, types=types)
    else:
        result = derivation.between(found, subject, second, bounds, certain_only=certain, types=types)
    show(form, lambda: answer.data(found, subject, second, result),
         lambda: answer.text(found, subject, second, result, lang))  # fmt: skip


@click.command()
@MODEL
@click.argument("element")
@moment
@common
def neighbours(model: Path, element: str, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The relations that touch ELEMENT, and what stands at their other ends."""
    from ea_model.questions.impact import neighbours as question
    from ea_model.views.answers import neighbours as answer

    loaded = opened(model)
    found = asked(loaded, plateau, day)
    subject = loaded.element(element)
    around = question(found, subject)
    show(form, lambda: answer.data(found, subject, around), lambda: answer.text(found, subject, around, lang))
