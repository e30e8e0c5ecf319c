"""``ea check``: check a model: every finding of every rule, in every plateau or in one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ea_model.commands.options import EXIT_FINDINGS, LANG, MODEL, asked, moment, opened, show, written

if TYPE_CHECKING:
    from ea_model.model import Model
    from ea_model.rules import Finding
    from ea_model.views.answers.check import BaselineData

_SEVERITIES = ["info", "low", "medium", "high", "critical"]


@click.command()
@MODEL
@moment
@LANG
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "junit"]), default="text",
              help="Text for people, JSON for programs, SARIF for code hosts, JUnit for build servers.")  # fmt: skip
@click.option("--fail-on", type=click.Choice([*_SEVERITIES, "never"]), default="high",
              help="Least severity that makes the exit code 1.")  # fmt: skip
@click.option("--least", type=click.Choice(_SEVERITIES),
              help="Least severity that is shown as text; without it low, or of the rules asked for all.")  # fmt: skip
@click.option(
    "--rule", "codes", multiple=True, metavar="CODE", help="Only the findings of this rule; more than once: of these."
)
@click.option("--by", type=click.Choice(["rule", "subject", "file"]),
              help="List everything in this order, a line per rule and subject; else the ten that matter.")  # fmt: skip
@click.option("--all", "all_findings", is_flag=True, help="List every single finding, in every plateau.")
@click.option("--baseline", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Show and count only what is not in this file, and tell what is gone.")  # fmt: skip
@click.option("--write-baseline", "new_baseline", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the findings of now as a baseline, to adopt a model as it is.")  # fmt: skip
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
    least: str | None,
    codes: tuple[str, ...],
    by: str | None,
    baseline: Path | None,
    new_baseline: Path | None,
    *,
    all_findings: bool,
    strict: bool,
    xsd: bool,
) -> None:
    """Check a model: every finding of every rule, in every plateau or in one.

    The ten that matter come first, then a line per rule for the rest. Findings that the model waives are shown with
    the reason, and do not count.
    """
    from ea_model import rules

    if xsd:
        _check_schema(model, form, lang)
        return
    loaded = opened(model, strict=strict)
    asked_for = frozenset(rules.rule_of(code).code for code in codes)
    plateaus = [p.id for p in loaded.plateaus if p.part_of is None]
    moments: list[str | None] = [plateau] if plateau or day or not plateaus else [*plateaus]
    scopes = [asked(loaded, p, day) for p in moments]
    findings = [f for f in rules.run(scopes) if not codes or f.code in asked_for]
    limit = None if fail_on == "never" else rules.Severity[fail_on.upper()]
    if new_baseline is not None:
        _write_baseline(new_baseline, loaded, findings)
        return
    situations = [rules.situation_of(scope) for scope in scopes]
    compared = _compared(baseline, findings, situations, asked_for) if baseline is not None else None
    new = [f for f in findings if f.waiver is None] if compared is None else compared[0]
    listed = findings if compared is None else new
    if form == "sarif":
        from ea_model.views.answers import written as as_text
        from ea_model.views.answers.shared import check_sarif

        beside = (new, compared[1].gone) if compared is not None else ()
        click.echo(as_text(check_sarif.data(loaded, findings, lang, *beside)))
    elif form == "junit":
        from ea_model.views.answers.shared import check_junit

        click.echo(check_junit.text(loaded, listed, situations, lang, limit))
    else:
        from ea_model.views.answers import check as answer

        grouping = answer.Grouping("all" if all_findings else by or ("rule" if codes else "matter"))
        lowest = rules.Severity[(least or ("info" if codes else "low")).upper()]
        show(form, lambda: answer.data(loaded, findings, lang, compared and compared[1]),
             lambda: "\n".join([answer.text(loaded, listed, lang, lowest, grouping),
                                *answer.silent(asked_for, listed, lang)]))  # fmt: skip
        if compared is not None and form == "text":
            click.echo(answer.baseline_text(compared[1], lang))
    if limit is not None and any(f.severity >= limit for f in new):
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _write_baseline(path: Path, model: Model, findings: list[Finding]) -> None:
    from ea_model.views.answers import written as as_text
    from ea_model.views.answers.shared.finding_groups import Baseline

    content = as_text(Baseline.of(findings).data(model)) + "\n"
    written(path, lambda handle: handle.write(content.encode()))


def _compared(
    path: Path, findings: list[Finding], situations: list[str], codes: frozenset[str]
) -> tuple[list[Finding], BaselineData]:
    """The findings that are not in a baseline, and how it compares."""
    from ea_model.views.answers.check import BaselineData
    from ea_model.views.answers.shared.finding_groups import Baseline
    from ea_model.words import label

    try:
        baseline = Baseline.read(json.loads(path.read_bytes())).asked(situations, codes)
    except ValueError:
        raise click.UsageError(label("Finding.no_baseline", "en", file=path)) from None
    new = baseline.new(findings)
    known_count = sum(f.waiver is None for f in findings) - len(new)
    return new, BaselineData(new=len(new), known=known_count, gone=[list(key) for key in baseline.gone(findings)])


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
