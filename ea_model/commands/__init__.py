"""The commands of ``ea``, one theme a file. To add one: write it, and name it in `COMMANDS`."""

from __future__ import annotations

import importlib
from typing import Any

import click

COMMANDS = {
    "check": "check.check",
    "explain": "check.explain",
    "compliance": "compliance.compliance",
    "scope": "scope.scope",
    "why": "scope.why",
    "matrix": "scope.matrix",
    "boundaries": "scope.boundaries",
    "agenda": "agenda.agenda",
    "impact": "impact.impact",
    "derive": "impact.derive",
    "neighbours": "impact.neighbours",
    "diff": "diff.diff",
    "requirements": "requirements.requirements",
    "costs": "costs.costs",
    "passthrough": "costs.passthrough",
    "show": "lookup.show_element",
    "find": "lookup.find",
    "facts": "lookup.facts",
    "metamodel": "lookup.metamodel",
    "export": "export.export",
    "convert": "convert.convert",
    "view": "view.view",
    "gallery": "gallery.gallery",
    "report": "report.report",
    "site": "site.site",
    "build": "app.build",
    "serve": "app.serve",
    "doctor": "app.doctor",
}
"""Where each command lives: module and function below this package, in the order of the help."""


class LazyGroup(click.Group):
    """A group that imports a command only when it is asked for, so that every one starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(".")
        command: Any = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return command if isinstance(command, click.Command) else None
