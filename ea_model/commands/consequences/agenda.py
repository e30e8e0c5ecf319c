"""``ea agenda``: the contract calendar, what holds on a day, and what ends, leaves a gap or runs double."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from ea_model.commands.options import MODEL, Day, common, moment, opened, show


class Length(click.ParamType[Any]):
    """A length of time, 12m or 365d."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from ea_model.values.durations import Span

        if isinstance(value, Span):
            return value
        try:
            return Span.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@MODEL
@click.option("--from", "first", type=Day(), help="First day of the calendar.")
@click.option("--until", "last", type=Day(), help="Last day of the calendar.")
@click.option("--horizon", type=Length(), help="How far ahead to look for ends: 12m, 365d, 2y; usually 12m.")
@click.option("--contract", help="Only this contract: id or name.")
@moment
@common
def agenda(
    model: Path, first: date | None, last: date | None, horizon: Any, contract: str | None, plateau: str | None,
    day: date | None, form: str, lang: str,
) -> None:  # fmt: skip
    """The contract calendar: every date as a range of days, what ends, gaps, double running.

    Ends are seen from --at, else from the day of the model (as_of, or its latest document), else from today.
    """
    from ea_model.questions.agenda import USUAL_HORIZON, reference_day
    from ea_model.values.today import today
    from ea_model.views.answers import agenda as answer

    if first is not None and last is not None and last < first:
        raise click.UsageError(f"--until {last} lies before --from {first}")
    loaded = opened(model)
    question = answer.Question(
        loaded,
        plateau=loaded.plateau(plateau) if plateau else None,
        contract=loaded.contract(contract) if contract else None,
        first=first,
        last=last,
        day=day or reference_day(loaded) or today(),
        asked=day is not None,
        horizon=horizon or loaded.contents.horizon or USUAL_HORIZON,
    )
    show(form, lambda: answer.data(question, lang), lambda: answer.text(question, lang))
