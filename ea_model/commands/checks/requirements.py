"""``ea requirements``: what is required of which element, under which contract, and how well it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import EXIT_FINDINGS, MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.option("--contract", help="Only requirements of this contract (id or name), or eigen.")
@click.option("--lint", is_flag=True, help="Each text with its suspicious words in context, and what its form lacks.")
@click.option("--exit-code", is_flag=True, help="With --lint: end with code 1 when a text does not pass.")
@moment
@common
def requirements(
    model: Path, contract: str | None, lint: bool, exit_code: bool, plateau: str | None, day: date | None,
    form: str, lang: str,
) -> None:  # fmt: skip
    """Requirements traced to elements, contracts and sources; with --lint: can they be tested?"""
    from ea_model.questions.requirements import trace
    from ea_model.scope import contract_scope
    from ea_model.views.answers import requirements as answer

    scope = asked(opened(model), plateau, day, contract)
    chosen = contract_scope(scope, contract).provider if contract else None
    traced = trace(scope)
    show(form, lambda: answer.data(traced, chosen),
         lambda: (answer.lint_text if lint else answer.text)(traced, lang, chosen))  # fmt: skip
    if lint and exit_code and any(t.lint is not None and t.lint.doubtful for t in traced.traced):
        raise click.exceptions.Exit(EXIT_FINDINGS)
