"""``ea check``: check a model: every finding of every rule, in every plateau or in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import EXIT_FINDINGS, LANG, MODEL, asked, moment, opened, show

_SEVERITIES = ["info", "low", "medium", "high", "critical"]


@click.command()
@MODEL
@moment
@LANG
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "junit"]), default="text",
              help="Text for people, JSON for programs, SARIF for code hosts, JUnit for build servers.")  # fmt: skip
@click.option("--fail-on", type=click.Choice([*_SEVERITIES, "never"]), default="high",
              help="Least severity that makes the exit code 1.")  # fmt: skip
@click.option("--least", type=click.Choice(_SEVERITIES), default="low",
              help="Least severity that is shown as text.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Refuse a model that loads with warnings (exit code 3).")
@click.option(
    "--xsd", is_flag=True, help="Only hold an exchange file against the format, and tell what Archi does with it."
)
def check(
    model: Path,
    plateau: str | None,
    day: date | None,
    form: str,
    lang: str,
    fail_on: str,
    least: str,
    *,
    strict: bool,
    xsd: bool,
) -> None:
    """Check a model: every finding of every rule, in every plateau or in one.

    Findings that the model waives are shown with the reason, and do not count.
    """
    from ea_model import rules

    if xsd:
        _check_schema(model, form, lang)
        return
    loaded = opened(model, strict=strict)
    plateaus = [p.id for p in loaded.plateaus if p.part_of is None]
    moments: list[str | None] = [plateau] if plateau or day or not plateaus else [*plateaus]
    scopes = [asked(loaded, p, day) for p in moments]
    findings = list(rules.run(scopes))
    limit = None if fail_on == "never" else rules.Severity[fail_on.upper()]
    if form == "sarif":
        from ea_model.views.answers import written
        from ea_model.views.answers.shared import check_sarif

        click.echo(written(check_sarif.data(loaded, findings, lang)))
    elif form == "junit":
        from ea_model.views.answers.shared import check_junit

        click.echo(check_junit.text(loaded, findings, map(rules.situation_of, scopes), lang, limit))
    else:
        from ea_model.views.answers import check as answer

        show(form, lambda: answer.data(loaded, findings, lang),
             lambda: answer.text(loaded, findings, lang, rules.Severity[least.upper()]))  # fmt: skip
    if limit is not None and any(f.severity >= limit for f in findings if f.waiver is None):
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _check_schema(path: Path, form: str, lang: str) -> None:
    """Print what is wrong with its line; exit code 1 when Archi would not open the file."""
    from ea_model.exchange import rules as exchange_rules
    from ea_model.views.answers import exchange as answer
    from ea_model.words import label

    if form not in ("text", "json"):
        raise click.UsageError(label("Schema.formats", lang, form=form))
    problems, by_schema = exchange_rules.judged_file(path)
    refused = exchange_rules.refused(problems)
    if not by_schema and form == "text":
        click.echo(label("Schema.absent", lang), err=True)
    show(form, lambda: answer.data(path, problems, by_schema=by_schema),
         lambda: answer.text(path, problems, lang, by_schema=by_schema))  # fmt: skip
    if refused:
        click.echo(label("Schema.violations", lang, count=len(refused)), err=True)
        raise click.exceptions.Exit(EXIT_FINDINGS)
