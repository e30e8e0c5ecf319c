"""Exporters: one output format each, from a model to bytes on a handle. They know no screen and not each other.

To add a format, write one module with an ``EXPORTER``, or a package with one in its module ``writer``: it is found by
its name. The modules are imported when they are asked for, so that a command that exports nothing does not wait.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from ea_model.exporters.shared.exporter import Exporter, Loss, Options
from ea_model.messages.problems import UnknownIdError
from ea_model.writing import OccupiedError, UnwritableError, naming, replace_folder, write_atomic

_STANDARD = "exchange"
"""The format named first: the one most other tools read."""


def _modules() -> dict[str, str]:
    """The module that writes each format, by name; a package without a ``writer`` is no format of a model."""
    modules = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: (module.name != _STANDARD, module.name)):
        inside = [m.name for m in pkgutil.iter_modules([f"{__path__[0]}/{module.name}"])] if module.ispkg else []
        if not module.ispkg or "writer" in inside:
            modules[module.name] = f"{__name__}.{module.name}{'.writer' if module.ispkg else ''}"
    return modules


MODULES = _modules()
"""Every format by name, with the module that writes it."""
EARLIER = {"archimate": "exchange"}
"""Names formats had before: always accepted, and what JSON answers go on calling them."""


def load(name: str) -> Exporter:
    """The exporter of that name; `UnknownIdError` names those that look like it, or all."""
    try:
        module = importlib.import_module(MODULES[EARLIER.get(name, name)])
    except KeyError:
        raise UnknownIdError("export_format", name, (*MODULES, *EARLIER), few=True) from None
    exporter: Exporter = module.EXPORTER
    return exporter


def name_in_answers(name: str) -> str:
    """What JSON answers call a format: the name it had when they first told it."""
    return next((earlier for earlier, now in EARLIER.items() if now == name), name)


def format_of(target: Path) -> str:
    """The name of the format a path asks for by its ending; a folder, or a name without one, is our own text.

    Raises `UnknownIdError` when no format has that ending.
    """
    if target.is_dir() or not target.suffix:
        return "text"
    by_suffix = {load(name).suffix: name for name in MODULES}
    fitting = [suffix for suffix in by_suffix if target.name.lower().endswith(suffix)]
    if not fitting:
        raise UnknownIdError("ending", target.suffix, by_suffix)
    return by_suffix[max(fitting, key=len)]


__all__ = [
    "EARLIER", "MODULES", "Exporter", "Loss", "OccupiedError", "Options", "UnwritableError", "format_of", "load",
    "name_in_answers", "naming", "replace_folder", "write_atomic",
]  # fmt: skip
