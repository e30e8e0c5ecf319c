"""``ea serve``: explore a model in the browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ea_model import resources
from ea_model.commands.options import MODEL, opened


@click.command()
@MODEL
@click.option("--port", type=int, default=8501, show_default=True)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
@click.option("--root", "roots", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="A folder below which models may be opened by their path; may be repeated.")  # fmt: skip
def serve(model: Path, port: int, headless: bool, roots: tuple[Path, ...]) -> None:
    """Explore a model in the browser."""
    import os

    opened(model)  # a broken model is told here, not on a web page
    os.environ["EA_MODEL"] = str(model.resolve())
    if roots:
        os.environ["EA_ROOTS"] = os.pathsep.join(str(root.resolve()) for root in roots)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.headless", "true"] if headless else []
    os.chdir(resources.root())  # where the settings of the app stand
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter and app, no shell
