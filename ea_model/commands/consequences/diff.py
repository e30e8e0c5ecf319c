"""``ea diff``: two models, two plateaus or two revisions beside each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ea_model.commands.options import EXIT_FINDINGS, LANG, moment, opened, show

if TYPE_CHECKING:
    from ea_model.compare import Comparison
    from ea_model.model import Model
    from ea_model.views.answers.diff import Side


_SHORT = 25
"""Lines per group without --all."""


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option("--revision", help="Compare A with what it was at this revision of git; X..Y compares two revisions.")
@click.option("--with", "other", help="Id or name of the plateau to compare --plateau with.")
@moment
@click.option("--exit-code", is_flag=True, help="End with code 1 when there is a difference.")
@click.option("--all", "everything", is_flag=True, help="Every line; without it at most 25 a group.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
              help="Text for people, JSON for programs, Markdown for a review.")  # fmt: skip
@LANG
def diff(
    a: str, b: str | None, revision: str | None, other: str | None, plateau: str | None, day: date | None,
    exit_code: bool, everything: bool, form: str, lang: str,
) -> None:  # fmt: skip
    """What differs between A and B.

    Two models: ea diff OLD NEW. Two plateaus of one: ea diff MODEL --plateau P0 --with P1. A revision and now:
    ea diff HEAD~1 MODEL, or ea diff MODEL --revision HEAD~1.
    """
    from ea_model.views.answers import diff as answer

    comparison, before, after = _compared(a, b, revision, other, plateau, day)
    if form == "markdown":
        click.echo(answer.markdown(comparison, before, after, lang, None if everything else _SHORT))
    else:
        show(form, lambda: answer.data(comparison, before, after),
             lambda: answer.text(comparison, before, after, lang, None if everything else _SHORT))  # fmt: skip
    if exit_code and comparison:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _compared(
    a: str, b: str | None, revision: str | None, other: str | None, plateau: str | None, day: date | None
) -> tuple[Comparison, Side, Side]:
    """The comparison that was asked for, with its two sides."""
    from ea_model.compare import compare, compare_models
    from ea_model.scope import scope_of
    from ea_model.views.answers.diff import Side

    if other is not None:
        if b is not None or revision is not None or plateau is None:
            raise click.UsageError("--with compares plateaus of one model: ea diff MODEL --plateau P0 --with P1")
        model = opened(Path(a))
        sides = [scope_of(model, p, day) for p in (plateau, other)]
        return compare(*sides), Side(plateau, model), Side(other, model)
    before, after = _sides(a, b, revision)
    plateaus = [plateau] if plateau is not None else None
    return compare_models(before.model, after.model, plateaus, day), before, after


def _sides(a: str, b: str | None, revision: str | None) -> tuple[Side, Side]:
    """Two models: two paths, or a path at a revision and now (or at another revision)."""
    from ea_model.views.answers.diff import Side

    if revision is not None:
        if b is not None:
            raise click.UsageError("--revision compares one model with itself; name one model")
        old, separator, new = revision.partition("..")
        path = Path(a)
        return _then(path, old or "HEAD"), _then(path, new or "HEAD") if separator else Side(a, opened(path))
    if Path(a).exists() and b is None:
        raise click.UsageError(f"with what? ea diff {a} OTHER, or --revision HEAD~1, or --plateau P0 --with P1")
    if Path(a).exists() and b is not None:
        return Side(a, opened(Path(a))), Side(b, opened(Path(b)))
    path = Path(b if b is not None else ".")
    return _then(path, a), Side(str(path), opened(path))


def _then(path: Path, revision: str) -> Side:
    from ea_model.compare.revisions import load_revision
    from ea_model.views.answers.diff import Side

    model: Model = load_revision(path, revision)
    return Side(f"{revision}:{path}", model)
