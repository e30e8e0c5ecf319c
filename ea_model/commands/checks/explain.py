"""``ea explain``: explain a rule by its code: what it says, why, and what to do. Without a code, list all of them."""

from __future__ import annotations

import click

from ea_model.commands.options import common, show


@click.command()
@click.argument("code", required=False)
@common
def explain(code: str | None, form: str, lang: str) -> None:
    """Explain a rule by its code: what it says, why, and what to do. Without a code, list all of them."""
    from ea_model.rules import all_rules, rule_of
    from ea_model.views.answers import explain as answer

    rules = all_rules() if code is None else (rule_of(code),)
    show(form, lambda: answer.data(rules, lang), lambda: answer.text(rules, lang))
