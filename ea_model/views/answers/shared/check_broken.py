"""A model that does not load, as SARIF and JUnit: its problems where a build server looks for findings."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from xml.sax.saxutils import escape, quoteattr

from ea_model.messages.problems import Level, Problem
from ea_model.messages.report import remedy, sentence, title
from ea_model.source.conventions import legal
from ea_model.views.answers import written
from ea_model.views.answers.shared import check_sarif

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}


def written_as(form: str, problems: Iterable[Problem], lang: str) -> str:
    """The whole document in ``sarif`` or ``junit``."""
    return _sarif([*problems], lang) if form == "sarif" else _junit([*problems], lang)


def _sarif(problems: list[Problem], lang: str) -> str:
    codes = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": title(code, lang) or code},
            "help": {"text": remedy(code, lang) or code},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": _LEVELS[problem.level],
            "message": {"text": sentence(problem, lang)},
            "locations": [{"physicalLocation": check_sarif.physical(problem.place)}] if problem.place.file else [],
        }
        for problem in problems
    ]
    driver = {"name": "ea", "version": version("ea-model"), "rules": rules}
    run = {"tool": {"driver": driver}, "language": lang, "columnKind": "unicodeCodePoints", "results": results,
           "invocations": [{"executionSuccessful": False}]}  # fmt: skip
    return written({"$schema": check_sarif.SCHEMA, "version": "2.1.0", "runs": [run]})


def _junit(problems: list[Problem], lang: str) -> str:
    """An error for what keeps the model from loading."""
    cases = []
    for problem in problems:
        words = legal(sentence(problem, lang))
        where = f" file={quoteattr(legal(problem.place.file))}" if problem.place.file else ""
        where += f' line="{problem.place.line}"' if problem.place.line else ""
        name = quoteattr(legal(problem.subject or str(problem.place)))
        head = f"    <testcase classname={quoteattr(problem.code)} name={name}{where}>"
        inside = f"      <error message={quoteattr(words)}>{escape(legal(str(problem.place)))}: {escape(words)}</error>"
        cases.append(f"{head}\n{inside}\n    </testcase>")
    count = len(problems)
    suite = f'  <testsuite name="ea" tests="{count}" failures="0" errors="{count}" skipped="0">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", suite, *cases, "  </testsuite>", "</testsuites>"]
    return "\n".join(lines)
