"""The responsibility matrix as a picture: element by activity, who does it, and by colour and sign what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ea_model.metamodel.archimate import Element, archimate_type
from ea_model.scope import Cell, Lead, Scope, Status, contract_scope
from ea_model.values import in_language
from ea_model.views.diagrams.shared.meaning import STATUS_LOOKS, MeaningLook, badge_of
from ea_model.views.diagrams.shared.parts import element_node, facts, name, own_id, titled
from ea_model.views.diagrams.shared.picture import ComputedPicture
from ea_model.views.picture_options import PictureOptions
from ea_model.views.scene.diagram import CELL, Diagram, GridPlace, LegendEntry, Node
from ea_model.views.words.kinds import name_of
from ea_model.words import label, label_of

MOST_ROWS = 60
_LAYERS = ("Strategy", "Business", "Application", "Technology", "Physical")
_HEADING = "#D2D7D7"
_OPTIONAL = MeaningLook("#FFFFFF")
_OPTIONAL_SIGN = "·"
_MOST_NAMES = 12
"""Names in the tooltip of a row that stands for many elements."""
_CERTAIN = (Status.COVERED, Status.OVERLAP, Status.JOINT, Status.OWN, Status.SUPPORTED_ONLY)
_SIGNED = frozenset(Status) - {Status.COVERED, Status.OWN, Status.SUPPORTED_ONLY}
"""Statuses whose sign stands before the words; of the others the role letter says enough."""


def build(scope: Scope, options: PictureOptions) -> Diagram:
    """Every element with responsibilities, or those ``options.contract`` has to do with."""
    return _HeatMapBuilder(scope, options).diagram(options.most_nodes or MOST_ROWS)


@dataclass(frozen=True, slots=True)
class _Row:
    """Elements of one layer and kind whose cells are equal; mostly one."""

    elements: tuple[Element, ...]
    cells: dict[str, Cell]


class _HeatMapBuilder:
    def __init__(self, scope: Scope, options: PictureOptions) -> None:
        self.scope, self.lang = scope, options.lang
        self.named = contract_scope(scope, options.contract).provider if options.contract else None
        by_element: dict[str, list[Cell]] = {}
        for cell in scope.cells():
            by_element.setdefault(cell.element.id, []).append(cell)
        groups = [cells for cells in by_element.values() if self.named is None or any(map(self._concerns, cells))]
        rows = [_Row((cells[0].element,), {c.activity: c for c in cells}) for cells in groups]
        self.rows = sorted(rows, key=self._place)
        used = {leaf for row in self.rows for leaf in row.cells}
        self.leaves = [leaf for leaf in scope.activities.leaves if leaf in used]
        self.counts: Counter[Status | None] = Counter()
        """Cells per status, under None those that are optional and of which nobody says anything."""

    def _place(self, row: _Row) -> tuple[int, str, str]:
        """By layer, then by name."""
        first = row.elements[0]
        return _layer_order(first), name(first, self.lang).casefold(), first.id

    def _concerns(self, cell: Cell) -> bool:
        keys = {x.provider.key for x in (*cell.leads, *cell.support)}
        keys |= {provider.key for provider in (*cell.excluded_by, *cell.ended)}
        return self.named is not None and self.named.key in keys

    def diagram(self, most: int) -> Diagram:
        rows, left = self._fitting(most)
        nodes = [*self._headings(), *self._body(rows, left)]
        about = {"contract": self.named.label(self.lang)} if self.named else {}
        return Diagram(
            id="matrix",
            title=label("Matrix.title", self.lang),
            nodes=tuple(nodes),
            legend=tuple(self._legend()),
            description=label("Matrix.text", self.lang),
            facts=facts(self.scope, self.lang, **about),
        )

    def _fitting(self, most: int) -> tuple[list[_Row], int]:
        """The rows to draw, and how many elements are on none: equal rows become one where there are too many."""
        if len(self.rows) <= most:
            return self.rows, 0
        joined = self._joined(spoken=False)
        if len(joined) > most:
            joined = self._joined(spoken=True)
        # What somebody has a part in comes first; of the rest the rows that stand for most elements.
        ranked = sorted(joined, key=lambda row: (not _spoken(row), -len(row.elements), row.elements[0].id))[:most]
        ids = {row.elements[0].id for row in ranked}
        rows = [row for row in joined if row.elements[0].id in ids]
        return rows, len(self.rows) - sum(len(row.elements) for row in rows)

    def _joined(self, *, spoken: bool) -> list[_Row]:
        """Rows with equal cells as one; those in which somebody has a part only with ``spoken``."""
        equal: dict[tuple[str, ...], list[_Row]] = {}
        for row in self.rows:
            one = row.elements[0]
            cells = (self._words(row.cells[leaf]) if leaf in row.cells else "" for leaf in self.leaves)
            own = one.id if _spoken(row) and not spoken else ""
            equal.setdefault((own, one.layer, one.kind, *cells), []).append(row)
        return [_Row(tuple(row.elements[0] for row in rows), rows[0].cells) for rows in equal.values()]

    def _headings(self) -> Iterator[Node]:
        """The activities above the columns."""
        corner = label("Answer.element", self.lang)
        for column, text in enumerate([corner, *map(self._activity, self.leaves)]):
            yield Node(own_id("head", str(column)), CELL, text, fill=_HEADING, place=GridPlace(0, column))

    def _activity(self, leaf: str) -> str:
        return in_language(self.scope.activities.by_id[leaf].label, self.lang) or leaf

    def _body(self, rows: Sequence[_Row], left: int) -> Iterator[Node]:
        """A heading per layer, then a row per element."""
        at, layer = 1, ""
        width = 1 + len(self.leaves)
        for row in rows:
            if row.elements[0].layer != layer:
                layer = row.elements[0].layer
                text = name_of(layer, self.lang)
                yield Node(own_id("layer", layer), CELL, text, fill="#EDF0F0", place=GridPlace(at, 0, width))
                at += 1
            yield self._row_header(row, at)
            for column, leaf in enumerate(self.leaves, 1):
                if leaf in row.cells:
                    yield self._field(row, row.cells[leaf], GridPlace(at, column))
            at += 1
        if not rows:
            text = label("Matrix.none", self.lang)
            yield Node(own_id("none"), CELL, text, place=GridPlace(at, 0, width))
        if left:
            text = label("Picture.more_elements", self.lang, count=left)
            yield Node(own_id("left out"), CELL, text, place=GridPlace(at, 0, width))

    def _row_header(self, row: _Row, at: int) -> Node:
        one = row.elements[0]
        node = replace(element_node(self.scope, one, self.lang), compact=True, stereotype="", place=GridPlace(at, 0))
        if len(row.elements) == 1:
            return node
        kind = name_of(archimate_type(type(one)), self.lang)
        text = label("Picture.kind_count", self.lang, kind=kind, count=len(row.elements))
        names = [name(e, self.lang) for e in row.elements[:_MOST_NAMES]]
        more = len(row.elements) - len(names)
        names += [label("Picture.more_elements", self.lang, count=more)] if more else []
        return replace(node, id=own_id("row", one.id), element=None, label=text, title="; ".join(names))

    def _field(self, row: _Row, cell: Cell, place: GridPlace) -> Node:
        words = self._words(cell)
        optional = words == _OPTIONAL_SIGN
        look = _OPTIONAL if optional else STATUS_LOOKS[cell.status]
        self.counts[None if optional else cell.status] += len(row.elements)
        key = own_id("field", row.elements[0].id, cell.activity)
        node = Node(key, CELL, words, fill=look.fill, hatched=look.hatched, dashed=look.dashed, place=place)
        whose = name(cell.element, self.lang) if len(row.elements) == 1 else f"{len(row.elements)} ×"
        people = (self._person(x) for x in (*cell.leads, *cell.support))
        meaning = label("Matrix.optional", self.lang) if optional else label_of(cell.status, self.lang)
        return titled(node, f"{whose} – {self._activity(cell.activity)}: {meaning}", *people)

    def _person(self, lead: Lead) -> str:
        parties = ", ".join(name(party, self.lang) for party in lead.parties)
        words = f"{label(f'Role.{lead.role}', self.lang)}: {parties} ({lead.provider.label(self.lang)})"
        return words if lead.certain else f"{words}, {label('Matrix.possibly', self.lang)}"

    def _words(self, cell: Cell) -> str:
        """Sign, role and contract: ``R C-INF2``, ``! Logius``, ``± R? C-DGP``."""
        if not cell.required and cell.status is Status.UNKNOWN and not cell.leads and not cell.support:
            return _OPTIONAL_SIGN
        sign = [badge_of(cell.status, self.lang)] if cell.status in _SIGNED else []
        if cell.status is Status.OWN_IMPLICIT and cell.owner is not None:
            return " ".join([*sign, name(cell.owner, self.lang)])
        if cell.status in (Status.EXCLUDED, Status.EXPIRED):
            others = cell.excluded_by if cell.status is Status.EXCLUDED else cell.ended
            return " ".join([*sign, *(provider.label(self.lang) for provider in others)])
        holders = [x for x in (*cell.leads, *cell.support) if x.certain or cell.status not in _CERTAIN]
        roles = dict.fromkeys(f"{x.role}{'' if x.certain else '?'} {x.provider.label(self.lang)}" for x in holders)
        return " ".join([*sign, " + ".join(roles)]).strip()

    def _legend(self) -> Iterator[LegendEntry]:
        """Every status that occurs with its number of cells, and the roles."""
        for status, look in STATUS_LOOKS.items():
            if count := self.counts[status]:
                text = f"{label_of(status, self.lang)} ({count})"
                yield LegendEntry(look.fill, text, badge_of(status, self.lang), look.hatched)
        if count := self.counts[None]:
            yield LegendEntry("", f"{label('Matrix.optional', self.lang)} ({count})", _OPTIONAL_SIGN)
        cells = [cell for row in self.rows for cell in row.cells.values()]
        for role in sorted({x.role for cell in cells for x in (*cell.leads, *cell.support)}):
            yield LegendEntry("", label(f"Role.{role}", self.lang), role)


def _spoken(row: _Row) -> bool:
    """Somebody has, had or is denied a part in it."""
    return any(c.leads or c.support or c.excluded_by or c.ended or c.closure for c in row.cells.values())


def _layer_order(element: Element) -> int:
    return _LAYERS.index(element.layer) if element.layer in _LAYERS else len(_LAYERS)


PICTURE = ComputedPicture("matrix", 3, build)
