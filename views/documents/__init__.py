"""Documents: each module turns answers into the content of one document; none of them computes or knows a format.

To add one: write a module with a ``DOCUMENT``, name it in `MODULES`, and put its words in ``words/*/documents.toml``.
"""

from __future__ import annotations

import importlib

from ea_model.problems import UnknownIdError
from views.documents._asked import Asked, Kind

MODULES = {
    "annex": "views.documents.annex",
    "matrix": "views.documents.matrix",
    "interfaces": "views.documents.interfaces",
    "findings": "views.documents.findings",
    "questions": "views.documents.questions",
    "plateaus": "views.documents.plateaus",
    "requirements": "views.documents.requirements",
    "passthrough": "views.documents.passthrough",
    "calendar": "views.documents.calendar",
}
"""Every document by name, with the module that builds it."""


def load(name: str) -> Kind:
    """The document of that name; `UnknownIdError` names those that look like it."""
    if name not in MODULES:
        raise UnknownIdError("document", name, MODULES)
    kind: Kind = importlib.import_module(MODULES[name]).DOCUMENT
    return kind


__all__ = ["MODULES", "Asked", "Kind", "load"]
