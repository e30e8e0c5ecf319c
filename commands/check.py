"""``ea check``: every finding of every rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands._common import EXIT_FINDINGS, MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@moment
@common
@click.option("--fail-on", type=click.Choice(["info", "low", "medium", "high", "critical", "never"]), default="high",
              help="Least severity that makes the exit code 1.")  # fmt: skip
@click.option("--least", type=click.Choice(["info", "low", "medium", "high", "critical"]), default="low",
              help="Least severity that is shown as text.")  # fmt: skip
def check(model: Path, plateau: str | None, day: date | None, form: str, lang: str, fail_on: str, least: str) -> None:
    """Check a model: every finding of every rule, in every plateau or in one."""
    from ea_model import rules
    from views.answers import check as answer

    loaded = opened(model)
    every = [p.id for p in loaded.plateaus if p.part_of is None]
    moments: list[str | None] = [plateau] if plateau or day or not every else [*every]
    findings = list(rules.run(asked(loaded, p, day) for p in moments))
    show(form, lambda: answer.data(loaded, findings, lang),
         lambda: answer.text(loaded, findings, lang, rules.Severity[least.upper()]))  # fmt: skip
    if fail_on != "never" and any(f.severity >= rules.Severity[fail_on.upper()] for f in findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)
