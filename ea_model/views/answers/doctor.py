"""What this installation has: versions, a drawing engine that answers, the browser app, a folder to write in."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Annotated

import ea_model
from ea_model.views.answers import Answer
from ea_model.views.answers.shared.structs import Data, note
from ea_model.views.layout import engine


class EngineState(Data):
    """The engine that draws."""

    program: str
    found: bool
    answers: Annotated[bool, note("It drew the smallest picture.")]


class WritingState(Data):
    """Whether there can be written."""

    folder: str
    possible: bool


class DoctorAnswer(Answer, tag="doctor"):
    """ea doctor"""

    version: str
    python: str
    packages: dict[str, str | None]
    engine: EngineState
    browser_app: bool
    writing: WritingState
    healthy: bool


PACKAGES = (
    "click",
    "graphviz",
    "graphviz-pure",
    "icalendar",
    "lxml",
    "numpy",
    "pyecore",
    "python-docx",
    "PyYAML",
    "streamlit",
    "tabulate",
    "typst",
    "XlsxWriter",
)
"""What the product stands on; streamlit only for the browser app, python-docx, typst and XlsxWriter for documents."""


def data() -> DoctorAnswer:
    """The state of the installation; healthy when models can be read, drawn and written."""
    drawing = _engine()
    writing = _writing(Path.cwd())
    return DoctorAnswer(
        version=ea_model.__version__,
        python=platform.python_version(),
        packages={name: _version(name) for name in PACKAGES},
        engine=drawing,
        browser_app=importlib.util.find_spec("streamlit") is not None,
        writing=writing,
        healthy=bool(drawing.answers and writing.possible),
    )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _engine() -> EngineState:
    """Draws the smallest picture, since a program that is there may still not run."""
    program = engine.program()
    path = shutil.which(program)
    answers = path is not None and engine.ask("digraph { a -> b }") is not None
    return EngineState(program=path or program, found=path is not None, answers=answers)


def _writing(folder: Path) -> WritingState:
    try:
        with tempfile.TemporaryFile(dir=folder):
            possible = True
    except OSError:
        possible = False
    return WritingState(folder=str(folder), possible=possible)


def text(report: DoctorAnswer) -> str:
    """The same for a person: a line per part, what is missing with its remedy."""
    drawing, writing = report.engine, report.writing
    lines = [f"ea {report.version}", f"Python {report.python}"]
    lines += [f"{name} {version or '–'}" for name, version in report.packages.items()]
    if drawing.answers:
        lines.append(f"✓ drawing engine: {drawing.program}")
    elif drawing.found:
        lines.append(f"✗ drawing engine: {drawing.program} does not answer; unset EA_DOT or reinstall graphviz-pure")
    else:
        lines.append(f"✗ drawing engine: there is no {drawing.program}; pip install graphviz-pure, or set EA_DOT")
    app = report.browser_app
    lines.append("✓ browser app: ea serve" if app else "– browser app: pip install 'ea-model[app]' for ea serve")
    sign, tail = ("✓", "") if writing.possible else ("✗", " cannot be written; work in a folder of your own")
    lines.append(f"{sign} folder: {writing.folder}{tail}")
    return "\n".join(lines)
