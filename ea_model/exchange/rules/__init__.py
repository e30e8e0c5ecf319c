"""Holds an exchange file against the rules of the format and against what Archi makes of it; needs no schema.

Two codes: EXCHANGE for what the format does not allow (Archi refuses the file), ARCHI for what the format allows and
Archi refuses (an error), leaves out or changes (a warning). The schema of the Open Group (`ea_model.exchange.xsd`),
where it is installed, says the former with its own words and more; the latter is in no schema.
"""

from __future__ import annotations

from pathlib import Path

from ea_model.exchange import xsd
from ea_model.exchange.rules.single_pass import SinglePass
from ea_model.exchange.rules.violations import MOST, Violations
from ea_model.exchange.rules.whole_file import judge
from ea_model.messages.problems import Level, ModelLoadError, Problem
from ea_model.readers.xml.encoding import as_utf8, content_of


def problems(file: str, content: bytes) -> list[Problem]:
    """What is wrong with the bytes of an exchange file, in the order of its lines, at most `MOST`.

    Raises `UnreadableError` for a document type. XML that is broken is a problem of its own, beside what came before.
    """
    violations = Violations(file)
    try:
        contents = SinglePass(file, violations).read(as_utf8(file, content))
    except ModelLoadError as error:
        return [*violations.problems, *error.problems][-MOST:]
    judge(contents, violations)
    return sorted(violations.problems, key=lambda problem: problem.place)


def judged(file: str, content: bytes) -> tuple[list[Problem], bool]:
    """Problems by the schema where it is installed, else by the rules here, and Archi's; and whether the schema was.

    Raises `UnreadableError` for a document type.
    """
    own = problems(file, content)
    try:
        schema = xsd.violations(file, content)
    except xsd.NoSchemaError:
        return own, False
    all_problems = [*schema, *(p for p in own if p.code == "ARCHI")] if schema else own
    return sorted(all_problems, key=lambda problem: problem.place)[:MOST], True


def judged_file(path: Path) -> tuple[list[Problem], bool]:
    """`judged` of the file at ``path``; raises `UnreadableError` when it cannot be read or is too large."""
    return judged(str(path), content_of(path))


def refused(file_problems: list[Problem]) -> list[Problem]:
    """Those for which Archi does not open the file."""
    return [problem for problem in file_problems if problem.level is Level.ERROR]


__all__ = ["MOST", "judged", "judged_file", "problems", "refused"]
