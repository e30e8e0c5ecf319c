"""``ea compliance``: which requirements a plateau meets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@moment
@common
def compliance(model: Path, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """Which requirements and recommendations a plateau meets, which it violates, and why."""
    from ea_model.questions.compliance import compliance as verdicts_of
    from ea_model.views.answers import compliance as answer

    scope = asked(opened(model), plateau, day)
    verdicts = verdicts_of(scope)
    show(form, lambda: answer.data(scope, verdicts, lang), lambda: answer.text(scope, verdicts, lang))
