"""The contract calendar: every date with its softness, what ends, the handovers with gaps and double running."""

from __future__ import annotations

from collections.abc import Iterator

from ea_model.questions import agenda
from ea_model.questions.agenda.wording import (
    date_words,
    day_words,
    days_words,
    double_words,
    gap_words,
    kind_words,
    range_text,
    subject_words,
)
from ea_model.values import Truth
from ea_model.values.durations import is_dated
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import (
    Block,
    DocumentContent,
    Heading,
    Note,
    Picture,
    Section,
    Table,
    TableCell,
    TableColumn,
)


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One calendar of the whole model: a plan and its alternative stand beside each other."""
    sources = Sources(request.model, request.lang)
    blocks: list[Block] = [Heading(sources.part(request.word("dates"))), _dates(request, sources)]
    if request.timeline is not None:
        blocks.append(Picture("timeline", request.timeline(request.scopes[0]), request.word("calendar_picture")))
    blocks += [
        Heading(request.word("endings")),
        *_endings(request),
        Heading(request.word("handovers")),
        _handovers(request),
    ]
    blocks.append(sources.table())
    yield request.document("calendar", "", (Section(tuple(blocks), landscape=True),))


def _dates(request: DocumentRequest, sources: Sources) -> Table:
    lang = request.lang
    heads = (("date", 2), ("what", 2), ("about", 4), ("plateau", 1), ("status", 2), ("source", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = []
    for entry in agenda.entries(request.model, None):
        when = range_text(entry.date, lang)
        date = TableCell(when, "" if is_dated(entry.date) else "UNKNOWN")
        rows.append((date, kind_words(entry, lang), subject_words(entry, lang),
                     ", ".join(entry.plateaus) or label("Agenda.all", lang), label_of(entry.status, lang),
                     sources.keys(entry.sources)))  # fmt: skip
    return Table(
        "dates", request.word("dates"), columns, tuple(rows), empty=label("Agenda.no_dates", lang), row_headers=2
    )


def _endings(request: DocumentRequest) -> Iterator[Block]:
    """What ends within the horizon, seen from the day the model speaks of; without one nothing can be said."""
    lang, model = request.lang, request.model
    day = next((scope.moment.day for scope in request.scopes if scope.moment.day), None) or agenda.reference_day(model)
    if day is None:
        yield Note(request.word("no_day"))
        return
    horizon = model.contents.horizon or agenda.USUAL_HORIZON
    heads = (("plateau", 1), ("contract", 3), ("end", 2), ("status", 2), ("days_left", 2), ("successors", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(
        (story.plateau.id if story.plateau else label("Agenda.all", lang), concepts.name(e.contract, lang),
         date_words(e.end, lang), label_of(e.ending, lang),
         days_words(e.days, lang) if e.days is not None else label("Ui.unknown", lang),
         ", ".join(concepts.name(h.after, lang) for h in e.successors) or request.word("no_successor"))
        for story in agenda.plateau_histories(model)
        for e in agenda.expiries(story, day, horizon)
    )  # fmt: skip
    caption = request.word("endings_from", day=day_words(day, lang))
    yield Table("endings", caption, columns, rows, empty=request.word("no_endings"), row_headers=2)


def _handovers(request: DocumentRequest) -> Table:
    lang = request.lang
    heads = (("plateau", 1), ("before", 3), ("after", 3), ("gap", 3), ("double", 3))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(
        (story.plateau.id if story.plateau else label("Agenda.all", lang), concepts.name(h.before, lang),
         concepts.name(h.after, lang), _verdict(h.gap, gap_words(h, lang) if h.gap_days else "", lang),
         _verdict(h.double, double_words(h, lang) if h.double_days else "", lang))
        for story in agenda.plateau_histories(request.model)
        for h in agenda.handovers(story)
    )  # fmt: skip
    return Table(
        "handovers", request.word("handovers"), columns, rows, empty=request.word("no_handovers"), row_headers=1
    )


def _verdict(truth: Truth, length: str, lang: str) -> str:
    answer = label(f"OnDay.{truth.name}", lang)
    return f"{answer}: {length}" if length else answer


DOCUMENT = DocumentKind(("xlsx", "docx", "html", "md"), build, {"ics": "ics"})
