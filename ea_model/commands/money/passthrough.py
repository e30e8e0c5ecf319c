"""``ea passthrough``: what passing on a cost comes to, per stream, per message and per year."""

from __future__ import annotations

from pathlib import Path

import click

from ea_model.commands.options import CSV_TOO, LANG, MODEL, opened, show


@click.command()
@MODEL
@click.option("--scenario", help="Id or name of a scenario of the model; without it, all of them.")
@click.option("--base", default="", help="What to pass on: an amount such as 28mln, or the id of what states one.")
@click.option("--fraction", default="", help="The share that is passed on: 80%, or '>50%..100%'.")
@click.option("--years", default="", help="The years it is spread over: 2019..2022.")
@click.option("--spread", multiple=True, help="The share of a year, once for each; without it, evenly.")
@click.option("--key", default="", help="How it is divided: volume, equal or weights.")
@click.option("--weight", "weights", multiple=True, help="The weight of a stream: stream-1=2; once for each.")
@click.option("--stream", "streams", multiple=True, help="A stream that pays; without it, all.")
@click.option("--without", multiple=True, help="A stream that leaves later on.")
@CSV_TOO
@LANG
def passthrough(
    model: Path, scenario: str | None, base: str, fraction: str, years: str, spread: tuple[str, ...], key: str,
    weights: tuple[str, ...], streams: tuple[str, ...], without: tuple[str, ...], form: str, lang: str,
) -> None:  # fmt: skip
    """What passing on a cost comes to for those who use a service: per stream, per message and per year.

    With --scenario, other options replace its choices; with --base and without --scenario they stand on their own.
    """
    from ea_model.questions.costs import (
        PassThroughOptions,
        pass_through,
        scenario_named,
        scenario_of,
        scenarios,
        with_options,
    )
    from ea_model.values.tabular import csv_text
    from ea_model.views.answers import passthrough as answer

    loaded = opened(model)
    options = PassThroughOptions(base, fraction, years, spread, key, weights, streams, without)
    if scenario or options == PassThroughOptions():
        chosen = [scenario_named(loaded, scenario)] if scenario else list(scenarios(loaded))
        asked_for = [with_options(loaded, scenario_of(loaded, s), options) for s in chosen]
    else:
        asked_for = [with_options(loaded, None, options)]
    results = [pass_through(s) for s in asked_for]
    if form == "csv":
        click.echo(csv_text(answer.table(results, lang)), nl=False)
        return
    show(form, lambda: answer.data(loaded, results), lambda: answer.text(results, lang))
