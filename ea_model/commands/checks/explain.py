"""``ea explain``: explain a rule by its code: what it says, why, and what to do. Without a code, list all of them."""

from __future__ import annotations

import click

from ea_model.commands.options import common, show


@click.command()
@click.argument("code", required=False)
@common
def explain(code: str | None, form: str, lang: str) -> None:
    """Explain a rule by its code: what it says, why, and what to do. Without a code, list all of them."""
    from ea_model.messages.problems import UnknownIdError
    from ea_model.rules import all_rules
    from ea_model.views.answers import explain as answer

    rules = all_rules()
    if code is not None:
        rules = tuple(rule for rule in rules if rule.code == code.upper())
        if not rules:
            raise UnknownIdError("rule", code, [rule.code for rule in all_rules()])
    show(form, lambda: answer.data(rules, lang), lambda: answer.text(rules, lang))
