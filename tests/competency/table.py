"""The table: question, command, expected, computed. ``python -m tests.competency.table [-k CQ49] [-o FILE]``.

Questions and expected answers stand in ``competency_questions.toml``; tests called ``test_cqNN_…`` in
``test_competency_*.py`` compute the answers. Nothing is written twice: what was computed is read from the assertions
that passed while the tests ran.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import ROOT

HERE = Path(__file__).parent
NUMBERS = [f"CQ{number:02}" for number in range(1, 56)]
_NAME = re.compile(r"test_cq(\d\d)_(\w+)")
_LONGEST = 240


def questions() -> dict[str, tuple[str, str]]:
    """Question and expected answer by number."""
    return {number: (entry["question"], entry["expected"]) for number, entry in _entries().items()}


def commands() -> dict[str, list[str]]:
    """The commands that answer a question, by number, as a user types them in this folder."""
    return {number: entry["commands"] for number, entry in _entries().items()}


@cache
def _entries() -> dict[str, Any]:
    with (HERE / "competency_questions.toml").open("rb") as handle:
        return tomllib.load(handle)


def files() -> list[Path]:
    """The files with competency tests; the test of this table is none."""
    return sorted(file for file in HERE.glob("test_competency_*.py") if file.name != "test_competency_table.py")


def number_of(test: str) -> str:
    """The question a test answers, by its name; empty when it answers none."""
    found = _NAME.match(test)
    return f"CQ{found.group(1)}" if found else ""


@cache
def answering() -> tuple[tuple[str, str, bool], ...]:
    """Number, name and whether it asserts anything, of every competency test."""
    return tuple(_answering())


def _answering() -> Iterator[tuple[str, str, bool]]:
    for file in files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and number_of(node.name):
                asserts = any(isinstance(inner, (ast.Assert, ast.With)) for inner in ast.walk(node))
                yield number_of(node.name), node.name, asserts


@dataclass
class Answers:
    """What pytest computed: a plugin that listens to assertions."""

    computed: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, list[str]] = field(default_factory=dict)

    def pytest_assertion_pass(self, item: pytest.Item, lineno: int, orig: str, expl: str) -> None:  # noqa: ARG002
        """Keep the values of an assertion that held."""
        number = number_of(item.name)
        said = value_of(orig, expl)
        if number and said not in self.computed.setdefault(number, []):
            self.computed[number].append(said)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the tests that did not hold."""
        name = report.nodeid.rpartition("::")[2]
        if report.failed and number_of(name):
            self.failed.setdefault(number_of(name), []).append(name)


def value_of(asserted: str, explanation: str) -> str:
    """An assertion as ``what = value``: what was asked, and what it turned out to be."""
    try:
        tree = ast.parse(asserted.strip(), mode="eval").body
    except SyntaxError:
        return _short(asserted)
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1 and isinstance(tree.ops[0], (ast.Eq, ast.Is)):
        word = " == " if isinstance(tree.ops[0], ast.Eq) else " is "
        value = explanation.partition("\n")[0].partition(word)[0]
        return f"{_short(ast.unparse(tree.left))} = {_short(value)}"
    return _short(ast.unparse(tree))


def _short(text: str) -> str:
    """One line, members of enumerations by their names, and not too long."""
    flat = re.sub(r"<(\w+\.\w+): [^>]*>", r"\1", " ".join(text.split()).replace("%%", "%"))
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]} …"


def run(only: Iterable[str] = ()) -> Answers:
    """Run the competency tests (of some questions) and listen."""
    listener = Answers()
    chosen = [f"cq{number[2:]}" for number in only]
    arguments = [str(file) for file in files()]
    arguments += [
        "-vv",
        "--no-header",
        "--no-summary",
        "-p",
        "no:cacheprovider",
        "-o",
        "enable_assertion_pass_hook=true",
    ]
    arguments += ["-k", " or ".join(chosen)] if chosen else []
    with tempfile.TemporaryDirectory() as folder:  # compiled with the hook, so not for other runs
        before, sys.pycache_prefix = sys.pycache_prefix, folder
        try:
            with contextlib.redirect_stdout(sys.stderr):
                pytest.main([f"--rootdir={ROOT}", *arguments], plugins=[listener])
        finally:
            sys.pycache_prefix = before
    return listener


def table(answers: Answers, numbers: Iterable[str]) -> str:
    """The questions as a Markdown table; a question without a test, or with one that failed, says so."""
    lines = ["| | question | command | expected | computed |", "|---|---|---|---|---|"]
    known, asked = questions(), commands()
    for number in numbers:
        question, expected = known[number]
        computed = [f"`{said.replace('`', chr(39))}`" for said in answers.computed.get(number, ())]
        computed += [f"**failed: {name}**" for name in answers.failed.get(number, ())]
        cells = [
            number,
            question,
            "; ".join(f"`{command}`" for command in asked[number]),
            expected,
            "; ".join(computed) or "**no test**",
        ]
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


def main() -> int:
    """Print the table, or write it to a file."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.competency.table", description="The table of competency questions."
    )
    parser.add_argument("-k", action="append", default=[], choices=NUMBERS, metavar="CQ49", help="only this question")
    parser.add_argument("-o", type=Path, metavar="FILE", help="write the table here, in Markdown")
    chosen = parser.parse_args()
    answers = run(chosen.k)
    text = table(answers, chosen.k or NUMBERS)
    if chosen.o:
        chosen.o.write_text(f"{text}\n", encoding="utf-8")
    else:
        sys.stdout.write(f"{text}\n")
    return 1 if answers.failed else 0


if __name__ == "__main__":
    sys.exit(main())
