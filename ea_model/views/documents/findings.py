"""The findings list: what is wrong or missing, how bad, why it matters and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ea_model import rules
from ea_model.views.answers.shared.common import waiver_text
from ea_model.views.answers.shared.finding_groups import groups_of
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import DocumentContent, Heading, Paragraph, Section, Table, TableCell, TableColumn


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One list over all moments asked, a row per rule and subject, what weighs most first.

    Waivers are judged on the day of the model, not of the clock.
    """
    findings = list(rules.run(request.scopes))
    lang = request.lang
    heads = (("severity", 1), ("code", 1), ("plateau", 1), ("subject", 2), ("finding", 4), ("why", 3), ("remedy", 3),
             ("decision", 3), ("place", 2))  # fmt: skip
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = []
    for group in groups_of(request.model, findings):
        finding = group.findings[0]
        concept = request.model.get(finding.subject)
        subject = concepts.name(concept, lang) if concept is not None else finding.subject
        rows.append((
            TableCell(label_of(finding.severity, lang), finding.severity.name), finding.code,
            " ".join(group.situations) or request.word("always"), subject, " / ".join(group.texts(lang)),
            label(f"Rule.{finding.code}_why", lang), label(f"Rule.{finding.code}_fix", lang),
            waiver_text(finding.waiver, lang) if finding.waiver is not None else request.word("open"),
            str(finding.place),
        ))  # fmt: skip
    counts = Counter(finding.severity for finding in findings if finding.waiver is None)
    summary = ", ".join(f"{label_of(s, lang)} {counts[s]}" for s in sorted(counts, reverse=True)) or "0"
    blocks = (
        Heading(request.word("findings")),
        Paragraph(request.word("findings_count", counts=summary)),
        Table(
            "findings", request.word("findings"), columns, tuple(rows), empty=request.word("no_findings"), row_headers=2
        ),
    )
    yield request.document("findings", "", (Section(blocks, landscape=True),))


DOCUMENT = DocumentKind(("xlsx", "html"), build)
