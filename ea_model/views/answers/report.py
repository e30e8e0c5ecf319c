"""Which documents were written, with what is needed to see that they did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.views.answers import document
from ea_model.views.answers.shared.common import moment_data
from ea_model.words import label


def data(model: Model, scopes: Sequence[Scope], written: Mapping[str, bytes]) -> dict[str, Any]:
    """The files by name, with size in bytes and digest: the same model gives the same."""
    return document(
        "report",
        model,
        moments=[moment_data(scope) for scope in scopes],
        files=[
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in written.items()
        ],
    )


def text(written: Mapping[str, bytes], folder: Path, lang: str) -> str:
    """The same in one line; the names have been told while they were written."""
    return label("Document.written", lang, files=len(written), folder=folder)
