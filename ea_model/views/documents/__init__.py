"""Documents: each module turns answers into the content of one document; none of them computes or knows a format.

To add one: write a module with a ``DOCUMENT``, name it in `MODULES`, and put its words in ``words/*/documents.toml``.
"""

from __future__ import annotations

import importlib

from ea_model.messages.problems import UnknownIdError
from ea_model.views.documents.shared.request import Asked, Kind

MODULES = {
    "annex": "ea_model.views.documents.annex",
    "matrix": "ea_model.views.documents.matrix",
    "interfaces": "ea_model.views.documents.interfaces",
    "findings": "ea_model.views.documents.findings",
    "questions": "ea_model.views.documents.questions",
    "plateaus": "ea_model.views.documents.plateaus",
    "requirements": "ea_model.views.documents.requirements",
    "passthrough": "ea_model.views.documents.passthrough",
    "calendar": "ea_model.views.documents.calendar",
}
"""Every document by name, with the module that builds it."""


def load(name: str) -> Kind:
    """The document of that name; `UnknownIdError` names those that look like it."""
    if name not in MODULES:
        raise UnknownIdError("document", name, MODULES)
    kind: Kind = importlib.import_module(MODULES[name]).DOCUMENT
    return kind


__all__ = ["MODULES", "Asked", "Kind", "load"]
