"""The commands of ``ea``: a theme a room, a command a file of its name. To add one, write its file."""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from pathlib import Path

import click

ROOMS = ("checks", "scope", "consequences", "money", "lookup", "output", "service")
"""The themes, in the order of the help."""


@cache
def commands() -> dict[str, str]:
    """Every command with its module, by the names of the files alone: nothing is imported."""
    files = (file for room in ROOMS for file in sorted((Path(__file__).parent / room).glob("[!_]*.py")))
    return {file.stem.replace("_", "-"): f"{__name__}.{file.parent.name}.{file.stem}" for file in files}


class LazyGroup(click.Group):
    """A group that imports a command only when it is asked for, so that every one starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in commands():
            return None
        module = importlib.import_module(commands()[cmd_name])
        members: list[tuple[str, click.Command]] = inspect.getmembers(
            module, lambda part: isinstance(part, click.Command)
        )
        return members[0][1]
