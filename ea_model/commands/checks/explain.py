"""``ea explain``: what a rule, an activity, a role or a status is. Without a code, every rule."""

from __future__ import annotations

import click

from ea_model.commands.options import common, show


@click.command()
@click.argument("code", required=False)
@common
def explain(code: str | None, form: str, lang: str) -> None:
    """Explain a rule, an activity, a role or a status by its code or name. Without a code, list every rule."""
    from ea_model.rules import all_rules, rule_of
    from ea_model.views.answers import explain as answer
    from ea_model.views.words.definitions import standard_terms

    meant = "" if code is None else code.casefold()
    terms = [t for t in standard_terms(lang) if code is None or meant in (t[0].casefold(), t[1].casefold())]
    named = tuple(rule for rule in all_rules() if rule.code.casefold() == meant)
    rules = all_rules() if code is None else named if terms else (rule_of(code),)
    show(form, lambda: answer.data(rules, terms, lang), lambda: answer.text(rules, () if code is None else terms, lang))
