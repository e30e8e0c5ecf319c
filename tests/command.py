"""The command ``ea`` as a test runs it: in this process, with its exit code and both its streams."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest import mock

import jsonschema

import cli
from tests.builders import ROOT

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


Run = Callable[..., Ran]


def run(*arguments: object) -> Ran:
    """Run ``ea`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with mock.patch("sys.argv", ["ea", *map(str, arguments)]), redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as left:
            code = left.code
    assert isinstance(code, int)
    return Ran(code, out.getvalue(), err.getvalue())


@cache
def schema() -> dict[str, Any]:
    """The schema of the answers."""
    found: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return found


@cache
def validator() -> jsonschema.Draft202012Validator:
    """Checks an answer, formats included."""
    return jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
