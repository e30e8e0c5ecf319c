"""What every command of ``ea`` shares: its options, opening a model, asking, printing and writing.

Heavy imports stand inside the commands that need them, so that ``ea check`` starts fast.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

if TYPE_CHECKING:
    from ea_model.model import Model
    from ea_model.scope import Scope

EXIT_FINDINGS, EXIT_USE, EXIT_UNREADABLE = 1, 2, 3
F = TypeVar("F", bound=Callable[..., Any])

MODEL = click.argument("model", metavar="MODEL", type=click.Path(path_type=Path))
LANG = click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", help="Language of the text.")
PLATEAU = click.option("--plateau", help="Id or name of a plateau; without it, the usual one.")
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
                      help="Text for people, JSON for programs.")  # fmt: skip


TRAVELLED = ("Assignment", "Realization", "Serving", "Triggering", "Flow", "Composition", "Aggregation")
"""Types a failure travels along: those of the engine, which is not loaded to parse a command."""


class Day(click.ParamType[Any]):
    """A calendar day, 2019-12-11."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no day; write it as 2019-12-11", param, ctx)


def common(command: F) -> F:
    """Options every answering command has: the output format and the language."""
    return FORMAT(LANG(command))


def moment(command: F) -> F:
    """Options that say when a question is asked."""
    command = click.option("--at", "day", type=Day(), help="A day, written as 2019-12-11.")(command)
    return PLATEAU(command)


def opened(path: Path, *, strict: bool = False) -> Model:
    """Load a model for a command; ``strict`` refuses what is otherwise told beside the answer."""
    import ea_model
    from ea_model.messages.problems import ModelLoadError

    model = ea_model.load(path)
    if strict and model.problems:
        raise ModelLoadError(model.problems)
    return model


def asked(model: Model, plateau: str | None, day: date | None, contract: str | None = None) -> Scope:
    """The scope answer for the options of a command; without --plateau, in the usual plateau."""
    import ea_model
    from ea_model.scope import usual_plateau
    from ea_model.source.conventions import IN_HOUSE_WORDS

    if plateau is not None:
        return ea_model.scope_of(model, plateau, day)
    named = model.contract(contract) if contract and contract not in ("-", *IN_HOUSE_WORDS) else None
    return ea_model.scope_of(model, usual_plateau(model, named), day)


def show(form: str, data: Callable[[], dict[str, Any]], text: Callable[[], str]) -> None:
    """Print an answer in the format asked for."""
    from ea_model.views.answers import as_json

    click.echo(as_json(data()) if form == "json" else text())


def written(output: Path | None, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a file, whole or not at all, or stdout."""
    from ea_model import exporters

    if output is None or str(output) == "-":
        write(sys.stdout.buffer)
        return
    exporters.write_atomic(output, write)
    click.echo(f"{output}", err=True)
