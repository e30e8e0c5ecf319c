"""The interface register: every relation that crosses a contract boundary, with what is agreed about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.scope import BoundaryInterface, Provider, Scope, boundaries_of
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import DocumentContent, Heading, Paragraph, Section, Table, TableCell, TableColumn


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One register over all moments asked."""
    sources = Sources(request.model, request.lang)
    blocks: list[Heading | Paragraph | Table] = []
    for number, scope in enumerate(request.scopes, 1):
        interfaces = boundaries_of(scope)
        caption = request.word("interfaces_of", moment=moment_text(scope, request.lang))
        sources.part(scope.moment.plateau.id if scope.moment.plateau else str(number))
        internal = sum(1 for b in interfaces if b.internal)
        count = label("Answer.boundary_count", request.lang, count=len(interfaces), internal=internal)
        blocks += [
            Heading(caption),
            Paragraph(count),
            table(scope, interfaces, request, sources, f"interfaces-{number}", caption),
        ]
    blocks.append(sources.table())
    yield request.document("interfaces", "", (Section(tuple(blocks), landscape=True),))


def table(
    scope: Scope,
    boundaries: Iterable[BoundaryInterface],
    request: DocumentRequest,
    sources: Sources,
    key: str,
    caption: str,
) -> Table:
    """The given boundary interfaces; what nobody agreed is unknown."""
    heads = (("interface", 3), ("source_side", 2), ("target_side", 2), ("boundary_kind", 2), ("interface_owner", 2),
             ("interface_standard", 2), ("interface_requirement", 2), ("volume", 2), ("source", 2))  # fmt: skip
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(_row(boundary, request, sources) for boundary in boundaries)
    empty = request.word("no_interfaces", moment=moment_text(scope, request.lang))
    return Table(key, caption, columns, rows, empty=empty)


def _row(boundary: BoundaryInterface, request: DocumentRequest, sources: Sources) -> tuple[TableCell | str, ...]:
    lang, relation = request.lang, boundary.relation
    ends = [concepts.name(end, lang) for end in (boundary.source, boundary.target)]
    kind = label_of(boundary.kind, lang)
    if boundary.same_suppliers:
        kind += f" ({', '.join(concepts.name(p, lang) for p in boundary.same_suppliers)})"
    if boundary.assigned_elsewhere:
        kind += f"; {label('Ui.assigned_elsewhere', lang)}"
    agreed = [_agreed(getattr(relation, f"interface_{a}", None), lang) for a in ("owner", "standard", "requirement")]
    return (
        f"{ends[0]} {concepts.verb(relation, lang)} {ends[1]}",
        _side(boundary.source_side, boundary, lang), _side(boundary.target_side, boundary, lang), kind, *agreed,
        _volume(relation, request), sources.cite(relation.sources, provenance=relation.provenance),
    )  # fmt: skip


def _side(side: tuple[Provider, ...], boundary: BoundaryInterface, lang: str) -> TableCell:
    if side:
        return TableCell(", ".join(provider.label(lang) for provider in side))
    if boundary.kind.with_outsider:
        return TableCell(label("Answer.external", lang))
    return _unknown(lang)


def _agreed(value: object, lang: str) -> TableCell:
    text = concepts.shown(value, lang) if value is not None and value != "" else ""
    return TableCell(text) if text and text != label("Ui.unknown", lang) else _unknown(lang)


def _unknown(lang: str) -> TableCell:
    return TableCell(label("Ui.unknown", lang), "UNKNOWN")


def _volume(relation: object, request: DocumentRequest) -> TableCell:
    """The volume of the message stream a flow carries; a relation that carries none has none."""
    stream = getattr(relation, "stream", None)
    if stream is None:
        return TableCell(request.word("no_stream"))
    volume = getattr(stream, "volume", None)
    text = _agreed(volume, request.lang)
    return TableCell(f"{concepts.name(stream, request.lang)}: {text.text}", text.tone)


DOCUMENT = DocumentKind(("xlsx", "csv", "html"), build)
