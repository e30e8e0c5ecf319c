"""Where the quotations of a model stand in an edition of their document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ea_model.messages import Message
from ea_model.messages.problems import UnknownIdError, UnreadableError
from ea_model.model import Model
from ea_model.questions.anchors import Anchor, Anchoring, Edition, anchors
from ea_model.values import SourceRef
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.structs import Count, Data, note
from ea_model.words import label, label_of


class AnchorData(Data):
    """A quotation and what became of it."""

    fact: Annotated[str | None, note("Id in the source register; null: the reference stands in place.")]
    quote: str
    stated: Annotated[str, note("The lines the model names.")]
    anchoring: Anchoring
    lines: Annotated[list[Count], note("Where it stands, or may stand, counted from 1.")]
    near: Annotated[str, note("Of one that is nowhere: the line that looks most like it.")]


class AnchorsAnswer(ModelAnswer, tag="anchors"):
    """ea facts --check"""

    counts: dict[Anchoring, Count]
    quotations: list[AnchorData]

    def outcome(self) -> Outcome:
        return FOUND if self.quotations else Outcome.of(OutcomeKind.EMPTY, "Anchors.none")


def checked(model: Model, edition: Path, document: str | None) -> tuple[Anchor, ...]:
    """The quotations of one document, in the order of its lines, looked for in an edition.

    Raises `UnknownIdError` where it is not clear which document is meant, `UnreadableError` for a file that is no text.
    """
    if document is None and len(model.documents) == 1:
        (document,) = model.documents
    if document not in model.documents:
        raise UnknownIdError("source_document", document or "", model.documents)
    try:
        text = edition.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableError(Message("edition_no_text", path=edition)) from None
    return anchors(sorted(_quotations(model, document), key=lambda s: (s.line_from, s.line_to)), Edition(text))


def _quotations(model: Model, document: str) -> list[SourceRef]:
    """The facts of a document, and references to it that are written in place."""
    cited = (source for holder in (*model.concepts(), *model.all_statements()) for source in holder.sources)
    in_place = dict.fromkeys(source for source in cited if not source.fact)
    return [source for source in (*model.facts.values(), *in_place) if source.document == document]


def data(model: Model, checked_anchors: tuple[Anchor, ...]) -> AnchorsAnswer:
    """Every quotation with where it stands."""
    return AnchorsAnswer(
        model=model_data(model),
        counts=_counts(checked_anchors),
        quotations=[
            AnchorData(
                fact=anchor.source.fact or None,
                quote=anchor.source.quote,
                stated=anchor.source.lines,
                anchoring=anchor.anchoring,
                lines=list(anchor.lines),
                near=anchor.near,
            )
            for anchor in checked_anchors
        ],
    )


def text(checked_anchors: tuple[Anchor, ...], lang: str) -> str:
    """What is no longer where the model says, a line each, then how many are what."""
    lines = [_line(anchor, lang) for anchor in checked_anchors if anchor.anchoring is not Anchoring.FOUND]
    counts = ", ".join(f"{label_of(kind, lang)}: {count}" for kind, count in _counts(checked_anchors).items())
    return "\n".join([*lines, label("Anchors.summary", lang, count=len(checked_anchors), counts=counts)])


def _line(anchor: Anchor, lang: str) -> str:
    values = {
        "fact": anchor.source.fact or anchor.source.document, "quote": anchor.source.quote,
        "stated": anchor.source.lines or "–", "lines": ", ".join(map(str, anchor.lines)), "near": anchor.near,
    }  # fmt: skip
    key = f"{anchor.anchoring.name.lower()}{'_near' if anchor.near else ''}"
    return label(f"Anchors.{key}", lang, **values)


def _counts(checked_anchors: tuple[Anchor, ...]) -> dict[Anchoring, int]:
    return {kind: sum(anchor.anchoring is kind for anchor in checked_anchors) for kind in Anchoring}
