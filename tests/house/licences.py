"""The licences of what the product needs to run: ``python -m tests.house.licences`` prints them as a table."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, requires

from packaging.requirements import Requirement

FITTING = re.compile("MIT|BSD|Apache|ISC|PSF|MPL|Mozilla|Zlib|HPND|Unlicense|CC0|EPL|OFL|ZPL")
"""Licences that ask nothing the EUPL-1.2 could not give: permissive ones, and those that stay with their own files."""


def names(product: str = "ea-model", extras: tuple[str, ...] = ("app", "documents")) -> set[str]:
    """Everything that is installed with the product, its optional parts included."""
    needed: set[str] = set()
    waiting = [(product, extras)]
    while waiting:
        name, wanted = waiting.pop()
        for line in requires(name) or ():
            requirement = Requirement(line)
            environments = [{"extra": extra} for extra in ("", *wanted)]
            marker = requirement.marker
            if requirement.name in needed or not (marker is None or any(marker.evaluate(e) for e in environments)):
                continue
            try:
                distribution(requirement.name)
            except PackageNotFoundError:
                continue
            needed.add(requirement.name)
            waiting.append((requirement.name, tuple(requirement.extras)))
    return needed


def licence(name: str) -> str:
    """What a package says its licence is: the expression, else its classifiers, else the first line of its text."""
    about = distribution(name).metadata
    expression, text = ((about.get_all(field) or [""])[0] for field in ("License-Expression", "License"))
    classifiers = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    return expression or ", ".join(classifiers) or text.strip().split("\n")[0]


if __name__ == "__main__":
    for entry in sorted(names(), key=str.lower):
        print(f"{entry:28} {distribution(entry).version:14} {licence(entry)}")  # noqa: T201 - a table for people
