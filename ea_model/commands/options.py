"""What every command of ``ea`` shares: its options, opening a model, asking, printing and writing.

Heavy imports stand inside the commands that need them, so that ``ea check`` starts fast.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from ea_model.model import Model
    from ea_model.scope import Scope
    from ea_model.views.answers import Answer, Outcome
    from ea_model.writing import Stage

EXIT_FINDINGS, EXIT_USE, EXIT_UNREADABLE, EXIT_FAULT = 1, 2, 3, 4
F = TypeVar("F", bound=Callable[..., Any])

MODEL = click.argument("model", metavar="MODEL", type=click.Path(path_type=Path))
LANG = click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", help="Language of the text.")
PLATEAU = click.option("--plateau", help="Id or name of a plateau; without it, the usual one.")
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
                      help="Text for people, JSON for programs.")  # fmt: skip
CSV_TOO = click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
                       help="Text for people, JSON for programs, CSV for a spreadsheet.")  # fmt: skip


_LOADED = "ea_model.loaded"
"""Where the context of a command keeps the model it opened last."""
TRAVELLED = ("Assignment", "Realization", "Serving", "Triggering", "Flow", "Composition", "Aggregation")
"""Types a failure travels along: those of the engine, which is not loaded to parse a command."""


class Listing(click.Command):
    """A command whose help names what a register holds, for ``{names}``, in its text or in that of an option.

    The register is read when somebody asks for that help, so that the others start fast.
    """

    def __init__(self, *args: Any, names: Callable[[], Iterable[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = ", ".join(self.names())
        self.help = (self.help or "").replace("{names}", names)
        for option in self.params:
            if isinstance(option, click.Option):
                option.help = (option.help or "").replace("{names}", names)
        super().format_help(ctx, formatter)


def format_names() -> Iterable[str]:
    """Every format a model can be written in."""
    from ea_model import exporters

    return exporters.MODULES


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


def _name_today(ctx: click.Context, _option: click.Parameter, day: date | None) -> None:
    from ea_model.values.today import name_today

    name_today(day)
    ctx.call_on_close(lambda: name_today(None))


TODAY = click.option("--today", type=Day(), expose_value=False, callback=_name_today,
                     help="The day to take for today, where an answer rests on it.")  # fmt: skip


def common(command: F) -> F:
    """Options every answering command has: the output format and the language."""
    return FORMAT(LANG(command))


def moment(command: F) -> F:
    """Options that say when a question is asked."""
    command = click.option("--at", "day", type=Day(), help="A day, written as 2019-12-11.")(command)
    return PLATEAU(TODAY(command))


def opened(path: Path, *, strict: bool = False) -> Model:
    """Load a model for a command; ``strict`` refuses what is otherwise told beside the answer."""
    import ea_model
    from ea_model.messages.problems import ModelLoadError

    model = ea_model.load(path)
    ctx = click.get_current_context()
    ctx.meta[_LOADED] = model
    for problem in model.contents.problems:
        if problem.code == "FILE":  # what reading did to the files is told by every command
            click.echo(f"ea: {problem.sentence(ctx.params.get('lang', 'nl'))}", err=True)
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


def show(
    form: str, data: Callable[[], Answer], text: Callable[[], str], outcome: Callable[[], Outcome] | None = None
) -> None:
    """Print an answer in the format asked for; as JSON with its receipt, and ``outcome`` where it says more."""
    if form != "json":
        click.echo(text())
        return
    from ea_model.views.answers import as_json
    from ea_model.views.answers.shared.receipt import receipt_for

    ctx = click.get_current_context()
    answer = data()
    receipt = receipt_for(
        answer, ctx.meta.get(_LOADED), question(ctx), ctx.params.get("lang", "nl"), outcome() if outcome else None
    )
    click.echo(as_json(answer, receipt))


def question(ctx: click.Context) -> list[str]:
    """The words of the command that asks this again: what was given, and the day it took for today."""
    from ea_model.values.today import day_used

    words, options = ["ea", str(ctx.info_name)], []
    for parameter in ctx.command.params:
        name = str(parameter.name)
        if ctx.get_parameter_source(name) is not ParameterSource.COMMANDLINE or name not in ctx.params:
            continue
        value = ctx.params[name]
        values = value if isinstance(value, tuple) else (value,)
        if isinstance(parameter, click.Argument):
            words += map(str, values)
        elif isinstance(parameter, click.Option) and parameter.is_flag:
            options.append(parameter.opts[0])
        else:
            options += [word for part in values for word in (max(parameter.opts, key=len), str(part))]
    day = day_used()
    return [*words, *options, *(("--today", day.isoformat()) if day else ())]


def written(output: Path | None, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a file, whole or not at all, or stdout."""
    from ea_model import exporters

    if output is None or str(output) == "-":
        write(sys.stdout.buffer)
        return
    exporters.write_atomic(output, write)
    click.echo(f"{output}", err=True)


def outputs(folder: Path, command: str, fill: Callable[[Stage], object], lang: str, *, whole: bool = True) -> None:
    """Let ``fill`` write the outputs of a command into a folder, whole or not at all; what is left there is told."""
    from ea_model.words import label
    from ea_model.writing import write_outputs

    for name in write_outputs(folder, command, fill, whole=whole):
        click.echo(label("Answer.left", lang, path=folder / name), err=True)
