"""``ea doctor``: what this installation has: versions, drawing engine, write access."""

from __future__ import annotations

import click

from ea_model.commands.options import EXIT_FINDINGS, show


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def doctor(form: str) -> None:
    """What this installation has: versions, drawing engine, write access."""
    from ea_model.views.answers import doctor as answer

    report = answer.data()
    show(form, lambda: report, lambda: answer.text(report))
    if not report.healthy:
        raise click.exceptions.Exit(EXIT_FINDINGS)
