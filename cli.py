"""The command ``ea``: arguments in, answers on stdout, progress and problems on stderr, an exit code.

0 fine · 1 findings at or above ``--fail-on`` · 2 wrong use · 3 unreadable or broken model · 130 interrupted.
Heavy imports stand inside the commands that need them, so that ``ea check`` starts fast.
"""

from __future__ import annotations

import io
import itertools
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
    command = click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", help="Language of the text.")(
        command
    )
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Text for people, JSON for programs.",
    )(command)


def moment(command: F) -> F:
    """Options that say when a question is asked."""
    command = click.option("--at", "day", type=Day(), help="A day, written as 2019-12-11.")(command)
    return click.option("--plateau", help="Id or name of a plateau; without it, the usual one.")(command)


MODEL = click.argument("model", metavar="MODEL", type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="ea-model", message="ea %(version)s")
def ea() -> None:
    """Answers what falls inside a contract, what falls outside, who is responsible, when, and why."""


def opened(path: Path) -> Model:
    """Load a model for a command."""
    import ea_model

    return ea_model.load(path)


def asked(model: Model, plateau: str | None, day: date | None, contract: str | None = None) -> Scope:
    """The scope answer for the options of a command; without --plateau, in the usual plateau."""
    import ea_model
    from ea_model.scope import usual_plateau

    if plateau is not None:
        return ea_model.scope_of(model, plateau, day)
    named = model.contract(contract) if contract and contract not in ("-", "eigen", "own") else None
    return ea_model.scope_of(model, usual_plateau(model, named), day)


def show(form: str, data: Callable[[], dict[str, Any]], text: Callable[[], str]) -> None:
    """Print an answer in the format asked for."""
    from views.answers import as_json

    click.echo(as_json(data()) if form == "json" else text())


@ea.command()
@MODEL
@moment
@common
@click.option("--fail-on", type=click.Choice(["info", "low", "medium", "high", "critical", "never"]), default="high",
              help="Least severity that makes the exit code 1.")  # fmt: skip
@click.option("--least", type=click.Choice(["info", "low", "medium", "high", "critical"]), default="low",
              help="Least severity that is shown as text.")  # fmt: skip
def check(model: Path, plateau: str | None, day: date | None, form: str, lang: str, fail_on: str, least: str) -> None:
    """Check a model: every finding of every rule, in every plateau or in one."""
    from ea_model import rules
    from views.answers import check as answer

    loaded = opened(model)
    every = [p.id for p in loaded.plateaus if p.part_of is None]
    moments: list[str | None] = [plateau] if plateau or day or not every else [*every]
    findings = list(rules.run(asked(loaded, p, day) for p in moments))
    show(form, lambda: answer.data(loaded, findings, lang),
         lambda: answer.text(loaded, findings, lang, rules.Severity[least.upper()]))  # fmt: skip
    if fail_on != "never" and any(f.severity >= rules.Severity[fail_on.upper()] for f in findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)


@ea.command()
@MODEL
@click.option("--contract", help="Id or name of a contract, or eigen; without it, all.")
@moment
@common
def scope(model: Path, contract: str | None, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """What falls inside each contract, and what is shared, excluded, touched or on its boundary."""
    from ea_model.scope import contract_scope, contract_scopes
    from views.answers import scope as answer

    found = asked(opened(model), plateau, day, contract)
    chosen = (contract_scope(found, contract),) if contract else contract_scopes(found)
    show(form, lambda: answer.data(found, chosen), lambda: answer.text(found, chosen, lang))


@ea.command()
@MODEL
@click.argument("contract")
@click.argument("element")
@click.argument("activity", required=False)
@moment
@common
def why(
    model: Path, contract: str, element: str, activity: str | None, plateau: str | None, day: date | None,
    form: str, lang: str,
) -> None:  # fmt: skip
    """Why ELEMENT is (or is not) in the scope of CONTRACT; '-' asks about every contract."""
    from ea_model.problems import UnknownIdError
    from ea_model.scope import contract_scope, explain
    from views.answers import why as answer

    loaded = opened(model)
    found = asked(loaded, plateau, day, contract)
    subject = loaded.element(element)
    chosen = contract_scope(found, contract) if contract != "-" else None
    if activity is not None and activity not in loaded.activities:
        raise UnknownIdError("activity", activity, loaded.activities)
    leaves = found.activities.leaves_of(activity) if activity else [c.activity for c in found.cells(subject)]
    coverer = chosen.coverer if chosen else None
    entry = chosen.element(subject) if chosen else None
    reasons = [explain(found, subject, leaf, coverer) for leaf in leaves]
    show(form, lambda: answer.data(found, subject, coverer, entry, reasons),
         lambda: answer.text(found, subject, coverer, entry, reasons, lang))  # fmt: skip


@ea.command()
@MODEL
@moment
@common
def matrix(model: Path, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The demarcation matrix: who does which activity on which element."""
    from views.answers import matrix as answer

    found = asked(opened(model), plateau, day)
    show(form, lambda: answer.data(found), lambda: answer.text(found, lang))


@ea.command()
@MODEL
@click.option("--contract", "contracts", multiple=True, help="Only interfaces of this contract; twice: between two.")
@moment
@common
def boundaries(
    model: Path, contracts: tuple[str, ...], plateau: str | None, day: date | None, form: str, lang: str
) -> None:
    """The interface register: every relation that crosses a contract boundary."""
    from ea_model.scope import boundaries_of, contract_scope
    from views.answers import boundaries as answer

    found = asked(opened(model), plateau, day)
    keys = [contract_scope(found, c).coverer.key for c in contracts]
    chosen = tuple(b for b in boundaries_of(found) if b.involves(*keys))
    show(form, lambda: answer.data(found, chosen), lambda: answer.text(found, chosen, lang))


@ea.command(name="show")
@MODEL
@click.argument("element")
@moment
@common
def show_element(model: Path, element: str, plateau: str | None, day: date | None, form: str, lang: str) -> None:
    """The fact sheet of one element (id or name)."""
    from views.answers import element as answer

    loaded = opened(model)
    found = asked(loaded, plateau, day)
    subject = loaded.element(element)
    show(form, lambda: answer.data(loaded, subject, found), lambda: answer.text(loaded, subject, found, lang))


@ea.command()
@MODEL
@click.argument("text")
@common
def find(model: Path, text: str, form: str, lang: str) -> None:
    """Elements whose id, name or documentation holds TEXT."""
    from views.answers import facts as answer

    loaded = opened(model)
    show(form, lambda: answer.find_data(loaded, text), lambda: answer.find_text(loaded, text, lang))


@ea.command()
@MODEL
@common
def facts(model: Path, form: str, lang: str) -> None:
    """Every source phrase, and the elements, relations and statements that rest on it."""
    from views.answers import facts as answer

    loaded = opened(model)
    show(form, lambda: answer.data(loaded), lambda: answer.text(loaded, lang))


@ea.command()
@click.option("--model", type=click.Path(path_type=Path), help="With the kinds this model declares.")
@click.option("--ecore", type=click.Path(path_type=Path, file_okay=False), help="Write .ecore files into this folder.")
@common
def metamodel(model: Path | None, ecore: Path | None, form: str, lang: str) -> None:
    """The metamodel: kinds with layer, aspect and attributes; as Ecore files on request."""
    from ea_model.metamodel import Metamodel
    from views.answers import metamodel as answer

    found = opened(model).metamodel if model else Metamodel()
    if ecore is not None:
        from exporters.ecore import write_packages

        for written in write_packages(found, ecore):
            click.echo(f"{written}", err=True)
    show(form, lambda: answer.data(found), lambda: answer.text(found, lang))


@ea.command()
@click.argument("fmt", metavar="FORMAT")
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; '-' or nothing is stdout.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def export(fmt: str, model: Path, output: Path | None, lang: str) -> None:
    """Write a model as FORMAT: archimate, json (see ea export --help)."""
    import exporters
    from views import gallery

    exporter = exporters.load(fmt)
    loaded = opened(model)
    views = gallery.exchange_views(loaded, lang)
    options = exporters.Options(views=views, lang=lang, report=lambda line: click.echo(f"ea: {line}", err=True))
    written(output, lambda handle: exporter.write(loaded, options, handle))


@ea.command()
@click.argument("model", metavar="[MODEL]", type=click.Path(path_type=Path), required=False)
@click.argument("name", required=False)
@click.option("--contract", help="For pictures of one contract.")
@click.option("--element", help="For pictures of one element.")
@moment
@click.option("--legend", is_flag=True, help="Draw the chart of the notation; needs no model.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="SVG file to write; '-' or nothing is stdout.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def view(
    model: Path | None, name: str | None, contract: str | None, element: str | None, plateau: str | None,
    day: date | None, legend: bool, output: Path | None, lang: str,
) -> None:  # fmt: skip
    """Draw picture NAME of a model as SVG: scope, landscape (default), element, model."""
    from views import gallery

    if legend:
        content = gallery.notation(lang)
    elif model is None:
        raise click.UsageError("name a model to draw, or ask for --legend")
    else:
        found = asked(opened(model), plateau, day, contract)
        content = gallery.picture(found, name or "landscape", contract=contract, element=element, lang=lang)
    written(output, lambda handle: handle.write(content))


def written(output: Path | None, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a file, whole or not at all, or stdout."""
    import exporters

    if output is None or str(output) == "-":
        write(sys.stdout.buffer)
        return
    exporters.write_atomic(output, write)
    click.echo(f"{output}", err=True)


@ea.command()
@MODEL
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("build"))
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl")
def build(model: Path, output: Path, lang: str) -> None:
    """Write every output of a model into a folder: checks, answers, exchange file, drawings, tables."""
    import builds

    loaded = opened(model)
    click.echo(builds.build_all(loaded, output, lang, lambda line: click.echo(line, err=True)))


@ea.command()
@MODEL
@click.option("--port", type=int, default=8501, show_default=True)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
def serve(model: Path, port: int, headless: bool) -> None:
    """Explore a model in the browser."""
    import os

    opened(model)  # a broken model is told here, not on a web page
    app = Path(__file__).with_name("app.py")
    os.environ["EA_MODEL"] = str(model.resolve())
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    command += ["--server.headless", "true"] if headless else []
    os.chdir(app.parent)
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter and app, no shell


@ea.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def doctor(form: str) -> None:
    """What this installation has: versions, drawing engine, write access."""
    from views.answers import doctor as answer

    report = answer.data()
    show(form, lambda: report, lambda: answer.text(report))
    if not report["healthy"]:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def main() -> None:
    """Run the command line; errors of ours become one clear message and an exit code."""
    from ea_model.problems import EaModelError, ModelLoadError, UnknownIdError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a model holds is not for every old code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = ea.main(standalone_mode=False)
        raise SystemExit(status or 0)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        raise SystemExit(130) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(EXIT_USE) from None
    except ModelLoadError as error:
        report_broken(error)
        raise SystemExit(EXIT_UNREADABLE) from None
    except UnknownIdError as error:
        click.echo(f"ea: {error}", err=True)
        raise SystemExit(EXIT_USE) from None
    except (EaModelError, OSError) as error:
        click.echo(f"ea: {error}", err=True)
        raise SystemExit(EXIT_UNREADABLE) from None


def report_broken(error: Any) -> None:
    """The problems of a model that does not load: JSON on stdout where that was asked, else text on stderr."""
    if "--format=json" in sys.argv or ("--format", "json") in itertools.pairwise(sys.argv):
        from views.answers import as_json
        from views.answers import check as answer

        click.echo(as_json(answer.broken(error)))
    else:
        click.echo(str(error), err=True)
        click.echo(f"ea: the model is not loaded; {len(error.problems)} problem(s) above", err=True)


if __name__ == "__main__":
    main()
