"""Which documents were written, with what is needed to see that they did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.views.answers import ModelAnswer, model_data
from ea_model.views.answers.shared.common import moment_data
from ea_model.views.answers.shared.structs import Count, Data, MomentData
from ea_model.words import label


class WrittenFile(Data):
    """A document that was written."""

    name: str
    bytes: Count
    sha256: str


class ReportAnswer(ModelAnswer, tag="report"):
    """ea report: the documents written, the zip with all of them last. The same model gives the same digests."""

    moments: list[MomentData]
    files: list[WrittenFile]


def data(model: Model, scopes: Sequence[Scope], written: Mapping[str, bytes]) -> ReportAnswer:
    """The files by name, with size in bytes and digest: the same model gives the same."""
    return ReportAnswer(
        model=model_data(model),
        moments=[moment_data(scope) for scope in scopes],
        files=[
            WrittenFile(name=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in written.items()
        ],
    )


def text(written: Mapping[str, bytes], folder: Path, lang: str) -> str:
    """The same in one line; the names have been told while they were written."""
    return label("Document.written", lang, files=len(written), folder=folder)
