"""Documents: each module turns answers into the content of one document; none of them computes or knows a format.

To add one, write a module with a ``DOCUMENT``, name it in `NAMES`, and put its words in ``words/*/documents.toml``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ea_model.messages.problems import UnknownIdError

if TYPE_CHECKING:
    from ea_model.views.documents.shared.request import DocumentKind

NAMES = (
    "annex", "matrix", "interfaces", "findings", "questions", "plateaus", "requirements", "passthrough", "calendar",
)  # fmt: skip
"""Every document by the module that builds it, in the order in which they are written."""


def load(name: str) -> DocumentKind:
    """The document of that name; `UnknownIdError` names those that look like it."""
    if name not in NAMES:
        raise UnknownIdError("document", name, NAMES)
    kind: DocumentKind = importlib.import_module(f"{__name__}.{name}").DOCUMENT
    return kind
