"""The command ``ea`` as a test runs it: in this process, with its exit code and both its streams."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jsonschema

import ea_model
from ea_model import __main__ as cli
from ea_model.model import Model
from tests.support.builders import REFERENCE, ROOT, SAMEN

_LOAD = ea_model.load
SCHEMA_FILE = ROOT / "docs" / "answers.schema.json"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command gave."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON answer on stdout, as the schema of the answers describes it."""
        answer: dict[str, Any] = json.loads(self.out)
        validator().validate(answer)
        return answer


def run(*arguments: object) -> Ran:
    """Run ``ea`` with these arguments; the models of the repository, which are sealed, it finds loaded."""
    with patch.object(ea_model, "load", partial(_loaded, ea_model.load)):
        return run_afresh(*arguments)


def _loaded(load: Callable[[str | Path], Model], path: str | Path) -> Model:
    if load is not _LOAD or Path(path).resolve() not in (SAMEN, REFERENCE):
        return load(path)
    return _loaded_as(path, str(Path.cwd()))  # a model tells its places as it was named


@cache
def _loaded_as(path: str | Path, _folder: str) -> Model:
    return _LOAD(path)


def run_afresh(*arguments: object) -> Ran:
    """Run ``ea`` with these arguments, and load every model anew."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    before, sys.argv = sys.argv, ["ea", *map(str, arguments)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            cli.main()
    except SystemExit as left:
        code = left.code
    finally:
        sys.argv = before
    assert isinstance(code, int)
    return Ran(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    """What went to a stream, as text or as bytes."""
    stream.flush()
    stream.seek(0)
    return stream.read()


ANSWERS: dict[str, tuple[tuple[str, ...], str]] = {
    "check": (("--fail-on", "never"), "check"),
    "compliance": (("--plateau", "P1"), "compliance"),
    "scope": (("--plateau", "P1"), "scope"),
    "matrix": (("--plateau", "P1"), "matrix"),
    "boundaries": (("--plateau", "P1"), "boundaries"),
    "agenda": ((), "agenda"),
    "impact": (("--element", "digipoort", "--plateau", "P1"), "impact"),
    "derive": (("digipoort", "--plateau", "P1"), "derive"),
    "neighbours": (("digipoort", "--plateau", "P1"), "neighbours"),
    "requirements": (("--plateau", "P1"), "requirements"),
    "facts": ((), "facts"),
    "why": (("-", "digipoort", "--plateau", "P1"), "why"),
    "show": (("digipoort",), "element"),
    "find": (("digipoort",), "find"),
    "costs": ((), "costs"),
    "passthrough": ((), "passthrough"),
}
"""Every command that answers about a model: more arguments, and the kind of its JSON answer."""


def answered(command: str, model: Path, *options: str) -> Ran:
    """Run one of the commands that answer about a model."""
    return run(command, model, *ANSWERS[command][0], *options)


@cache
def schema() -> dict[str, Any]:
    """The schema of the answers."""
    found: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return found


@cache
def validator() -> jsonschema.Draft202012Validator:
    """Checks an answer, formats included."""
    return jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
