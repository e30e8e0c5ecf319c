"""The interface register: every relation that crosses a contract boundary, with what is agreed about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.scope import BoundaryInterface, InterfaceKind, Provider, Scope, boundaries_of
from ea_model.views.documents.shared.request import Asked, Kind, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import Cell, Column, Document, Heading, Paragraph, Section, Table

_OUTSIDE = (InterfaceKind.SUPPLIER_EXTERNAL, InterfaceKind.OWN_EXTERNAL)


def build(asked: Asked) -> Iterator[Document]:
    """One register over all moments asked."""
    sources = Sources(asked.model, asked.lang)
    blocks: list[Heading | Paragraph | Table] = []
    for number, scope in enumerate(asked.scopes, 1):
        found = boundaries_of(scope)
        caption = asked.word("interfaces_of", moment=moment_text(scope, asked.lang))
        sources.part(scope.moment.plateau.id if scope.moment.plateau else str(number))
        internal = sum(1 for b in found if b.internal)
        count = label("Answer.boundary_count", asked.lang, count=len(found), internal=internal)
        blocks += [
            Heading(caption),
            Paragraph(count),
            table(scope, found, asked, sources, f"interfaces-{number}", caption),
        ]
    blocks.append(sources.table())
    yield asked.document("interfaces", "", (Section(tuple(blocks), landscape=True),))


def table(
    scope: Scope, boundaries: Iterable[BoundaryInterface], asked: Asked, sources: Sources, key: str, caption: str
) -> Table:
    """The given boundary interfaces; what nobody agreed is unknown."""
    heads = (("interface", 3), ("source_side", 2), ("target_side", 2), ("boundary_kind", 2), ("interface_owner", 2),
             ("interface_standard", 2), ("interface_requirement", 2), ("volume", 2), ("source", 2))  # fmt: skip
    columns = tuple(Column(asked.word(head), weight) for head, weight in heads)
    rows = tuple(_row(boundary, asked, sources) for boundary in boundaries)
    empty = asked.word("no_interfaces", moment=moment_text(scope, asked.lang))
    return Table(key, caption, columns, rows, empty=empty)


def _row(boundary: BoundaryInterface, asked: Asked, sources: Sources) -> tuple[Cell | str, ...]:
    lang, relation = asked.lang, boundary.relation
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
        _volume(relation, asked), sources.cite(relation.sources, provenance=relation.provenance),
    )  # fmt: skip


def _side(side: tuple[Provider, ...], boundary: BoundaryInterface, lang: str) -> Cell:
    if side:
        return Cell(", ".join(provider.label(lang) for provider in side))
    if boundary.kind in _OUTSIDE:
        return Cell(label("Answer.external", lang))
    return _unknown(lang)


def _agreed(value: object, lang: str) -> Cell:
    shown = concepts.shown(value, lang) if value is not None and value != "" else ""
    return Cell(shown) if shown and shown != label("Ui.unknown", lang) else _unknown(lang)


def _unknown(lang: str) -> Cell:
    return Cell(label("Ui.unknown", lang), "UNKNOWN")


def _volume(relation: object, asked: Asked) -> Cell:
    """The volume of the message stream a flow carries; a relation that carries none has none."""
    stream = getattr(relation, "stream", None)
    if stream is None:
        return Cell(asked.word("no_stream"))
    volume = getattr(stream, "volume", None)
    said = _agreed(volume, asked.lang)
    return Cell(f"{concepts.name(stream, asked.lang)}: {said.text}", said.tone)


DOCUMENT = Kind(("xlsx", "csv", "html"), build)
