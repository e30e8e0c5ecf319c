"""The command ``ea``: arguments in, answers on stdout, progress and problems on stderr, an exit code.

0 fine · 1 findings at or above ``--fail-on`` · 2 wrong use · 3 unreadable or broken model · 4 a fault of this
program · 130 interrupted · 143 asked to stop.
The commands themselves stand in `commands`.
"""

from __future__ import annotations

import io
import itertools
import signal
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from ea_model.commands import LazyGroup
from ea_model.commands.options import EXIT_FAULT, EXIT_UNREADABLE, EXIT_USE
from ea_model.commands.terminal import VisibleStream

if TYPE_CHECKING:
    from ea_model.views.answers import Answer


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="ea-model", message="ea %(version)s")
def ea() -> None:
    """Answers what falls inside a contract, what falls outside, who is responsible, when, and why."""


def main() -> None:
    """Run the command line; errors of ours become one clear message and an exit code."""
    from ea_model.messages import Message
    from ea_model.messages.problems import EaModelError, ModelLoadError, UnknownIdError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a model holds is not for every old code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr = cast(TextIO, VisibleStream(sys.stderr))
    if not any(word in {"json", "csv"} or word.endswith(("=json", "=csv")) for word in sys.argv):
        sys.stdout = cast(TextIO, VisibleStream(sys.stdout))
    signal.signal(signal.SIGTERM, _stop)
    try:
        status = ea.main(standalone_mode=False)
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
        _complain(error)
        raise SystemExit(EXIT_USE) from None
    except (EaModelError, OSError) as error:
        _complain(error)
        raise SystemExit(EXIT_UNREADABLE) from None
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in a sentence, and kept for whoever mends it
        _complain(EaModelError(Message("fault", path=_kept(error))))
        raise SystemExit(EXIT_FAULT) from None
    raise SystemExit(status or 0)


def _kept(error: Exception) -> str:
    """Where the traceback of a fault is kept."""
    try:
        with tempfile.NamedTemporaryFile("w", prefix="ea-fault-", suffix=".txt", delete=False, encoding="utf-8") as log:
            traceback.print_exception(error, file=log)
            return log.name
    except OSError:
        return "-"


def _stop(*_: object) -> None:
    """Asked to end: go by the way of errors, which leaves no half-written file behind."""
    raise SystemExit(143)


def _complain(error: Exception) -> None:
    """One sentence on stderr, in the language asked for; as JSON also an answer that says so."""
    from ea_model.messages import Message

    message = Message.of(error)(_language())
    click.echo(f"ea: {message}", err=True)
    if _asked("--format", "json"):
        from ea_model.views.answers import RefusedAnswer

        _answer(RefusedAnswer(message=message, near=list(getattr(error, "near", ()))))


def _language() -> str:
    return "en" if _asked("--lang", "en") else "nl"


def report_broken(error: Any) -> None:
    """The problems of a model that does not load: JSON on stdout where that was asked, else text on stderr."""
    if _asked("--format", "json"):
        from ea_model.views.answers import check as answers

        _answer(answers.broken(error, _language()))
        return
    for form in ("sarif", "junit"):
        if _asked("--format", form):
            from ea_model.views.answers.shared import check_broken

            click.echo(check_broken.written_as(form, error.problems, _language()))
    from ea_model.messages.report import report
    from ea_model.words import label

    lang = _language()
    closing = label("ProblemList.not_loaded", lang, count=len(error.problems))
    click.echo("\n".join([*report(error.problems, lang), closing]), err=True)


def _answer(answer: Answer) -> None:
    """An answer to a question as it was typed, with its receipt."""
    from ea_model.views.answers import as_json
    from ea_model.views.answers.shared.receipt import receipt_for

    click.echo(as_json(answer, receipt_for(answer, None, ["ea", *sys.argv[1:]], _language())))


def _asked(option: str, value: str) -> bool:
    """Was an option given? A model that does not load ends every command, whatever it made of its options."""
    return f"{option}={value}" in sys.argv or (option, value) in itertools.pairwise(sys.argv)


if __name__ == "__main__":
    main()
