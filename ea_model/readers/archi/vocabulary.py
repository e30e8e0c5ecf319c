"""The words of Archi's own files where they differ from those of the exchange format."""

from __future__ import annotations

import re

ROOT = re.compile(r"\{?http://www\.(archimatetool\.com|bolton\.ac\.uk)/archimate[} ]model")
"""The first tag of a file, with its namespace; of old as well."""

ACCESS = {"1": "Read", "2": "Access", "3": "ReadWrite"}
"""Access types by number; zero, which Archi does not write, is Write."""

_VIEWPOINTS = {
    "capability": "Capability Map",
    "implementation_deployment": "Implementation and Deployment",
    "implementation_migration": "Implementation and Migration",
    "resource": "Resource Map",
}
_NUMBERED = (
    "", "Actor Co-operation", "Application Behaviour", "Application Cooperation", "Application Structure",
    "Application Usage", "Business Function", "Business Process Cooperation", "Business Process", "Product",
    "Implementation and Deployment", "Information Structure", "Infrastructure Usage", "Infrastructure", "Layered",
    "Organization", "Service Realization", "Stakeholder", "Goal Realization", "Goal Contribution", "Principles",
    "Requirements Realization", "Motivation", "Project", "Migration", "Implementation and Migration",
)  # fmt: skip
"""Viewpoints of Archi before 4.0, which numbered them; those that ArchiMate 3 dropped keep their name."""


def viewpoint_name(word: str) -> str:
    """The name the exchange format has for a viewpoint id; an id that is unknown makes its own name."""
    if word.isdecimal():
        return _NUMBERED[int(word)] if len(word) < 3 and int(word) < len(_NUMBERED) else word
    return _VIEWPOINTS.get(word) or word.replace("_", " ").title()
