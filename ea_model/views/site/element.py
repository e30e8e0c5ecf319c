"""The page of an element: everything the model holds about it, with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ea_model.metamodel.archimate import Concept, Element, Relation
from ea_model.metamodel.contract import OpenQuestion
from ea_model.metamodel.lean import telling_features
from ea_model.rules import Finding
from ea_model.scope import Cell, Scope, Status
from ea_model.values import Provenance, in_language
from ea_model.views.answers.shared import silences
from ea_model.views.documents.questions import attribute_name
from ea_model.views.site.book import Book
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, Children, badge, el, facts, folded, grid, joined, listed
from ea_model.views.site.why import reasons
from ea_model.views.words import concepts
from ea_model.words import label

_SHOWN_ELSEWHERE = frozenset({"id", "name", "documentation", "sources", "properties", "source", "target", "note"})
_MANY = 60
"""Relations in one direction beyond which they fold away."""


class Sheets:
    """Makes the pages of elements; what findings and questions say of each is looked up once."""

    def __init__(self, book: Book, findings: list[Finding]) -> None:
        self.book = book
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.subject, []).append(finding)
        self._questions: dict[str, list[OpenQuestion]] = {}
        for question in book.model.questions:
            about = {concept.id: None for concept in question.about}
            about |= {entry.rpartition(".")[0]: None for entry in question.attributes}
            for concept_id in about:
                self._questions.setdefault(concept_id, []).append(question)

    def page(self, element: Element) -> Leaf:
        """One page."""
        book, lang = self.book, self.book.lang
        leaf = Leaf(book, book.element_path(element), "elements", concepts.name(element, lang))
        leaf.add(el("p", _badges(leaf, element), cls="badges"))
        scope_page = book.contract_path(element.id)
        if scope_page is not None:
            leaf.add(el("p", leaf.to(scope_page, leaf.say("to_scope"), cls="go")))
        if element.documentation:
            leaf.add(leaf.text(element.documentation))
        leaf.add(el("h2", leaf.say("facts")), facts(self._facts(leaf, element)))
        leaf.add(*self._cells(leaf, element), *self._relations(leaf, element), *_views(leaf, element))
        leaf.add(*self._remarks(leaf, element))
        if element.sources:
            leaf.add(el("h2", label("Ui.sources", lang)), leaf.sources(element.sources))
        return leaf

    def _facts(self, leaf: Leaf, element: Element) -> Iterator[tuple[str, Children]]:
        yield label("Ui.kind", leaf.book.lang), leaf.to(leaf.book.kind_path(element.kind), leaf.kind(element))
        yield label("Ui.id", leaf.book.lang), el("code", element.id)
        yield from attributes(leaf, element)
        if element.note:
            yield leaf.say("note"), in_language(element.note, leaf.book.lang)
        place = leaf.book.place(str(leaf.book.model.place(element.id)))
        if place:
            yield label("Ui.stands_at", leaf.book.lang), el("code", place)

    def _cells(self, leaf: Leaf, element: Element) -> Iterator[Child]:
        """What it is to each contract, and who does what, per moment."""
        book, lang = leaf.book, leaf.book.lang
        if any(entries.get(element.id) for entries in book.entries):
            yield el("h2", label("Ui.in_contracts", lang))
            yield self._classes(leaf, element)
        by_activity: dict[str, list[Cell | None]] = {}
        for number, scope in enumerate(book.scopes):
            for cell in scope.cells(element):
                by_activity.setdefault(cell.activity, [None] * len(book.scopes))[number] = cell
        owners = _said_by_moment(leaf, lambda scope: silences.owner_lines(scope, element, lang))
        if not by_activity:
            without = _said_by_moment(leaf, lambda scope: silences.no_cells_lines(scope, element, lang))
            if without:
                yield from (el("h2", label("Ui.responsibilities", lang), id="cells"), *owners, *without)
            return
        yield el("h2", label("Ui.responsibilities", lang), id="cells")
        yield from owners
        heads = [
            label("Ui.activity", lang),
            *(_moment(leaf, n) for n in range(len(book.scopes))),
        ]
        order = sorted(by_activity, key=lambda a: (not any(c and c.required for c in by_activity[a]), self._order(a)))
        rows = [[self._activity(leaf, a, by_activity[a]), *(_cell(leaf, c) for c in by_activity[a])] for a in order]
        yield grid(label("Ui.responsibilities", lang), heads, rows, hidden_caption=True)
        for activity in order:
            yield from self._why(leaf, element, activity, by_activity[activity])

    def _order(self, activity: str) -> int:
        return self.book.scopes[0].activities.index[activity]

    def _activity(self, leaf: Leaf, activity: str, cells: list[Cell | None]) -> list[Child]:
        optional = not any(cell and cell.required for cell in cells)
        mark: list[Child] = [" ", el("span", label("Ui.optional", leaf.book.lang), cls="quiet")] if optional else []
        return [activity_name(leaf.book, activity), *mark]

    def _why(self, leaf: Leaf, element: Element, activity: str, cells: list[Cell | None]) -> Iterator[Child]:
        """The reasons, once for moments that have the same."""
        children: list[Child] = []
        for number, cell in enumerate(cells):
            if cell is None or _silent(cell):
                continue
            children += [el("h3", _moment(leaf, number)), *reasons(leaf, leaf.book.scopes[number], element, activity)]
        if children:
            title = f"{label('Ui.why', leaf.book.lang)} {activity_name(leaf.book, activity)}"
            yield folded(title, children, cls="why")

    def _classes(self, leaf: Leaf, element: Element) -> Child:
        """One row a contract, one column a moment."""
        book, lang = leaf.book, leaf.book.lang
        by_contract: dict[str, list[Children]] = {}
        for number, entries in enumerate(book.entries):
            for provider, entry in entries.get(element.id, ()):
                row = by_contract.setdefault(provider.key, ["–"] * len(book.entries))
                row[number] = joined((leaf.toned(c) for c in entry.classes), " ")
        heads = [label("Ui.contract", lang), *(_moment(leaf, n) for n in range(len(book.scopes)))]
        rows = [[leaf.provider(book.providers[key], whole=True), *by_contract[key]] for key in sorted(by_contract)]
        return grid(label("Ui.in_contracts", lang), heads, rows, hidden_caption=True)

    def _relations(self, leaf: Leaf, element: Element) -> Iterator[Child]:
        """Every relation that starts here, with what it holds; then those that end here."""
        book, lang = leaf.book, leaf.book.lang
        outgoing = sorted(_starting(book, element), key=lambda r: _sorting(leaf, r, r.target))
        incoming = sorted(book.model.incoming(element), key=lambda r: _sorting(leaf, r, r.source))
        if not outgoing and not incoming:
            return
        yield el("h2", label("Ui.relations", lang))
        heads = [label("Ui.relation", lang), label("Ui.element", lang), label("Ui.kind", lang), leaf.say("more")]
        name = concepts.name(element, lang)
        if outgoing:
            rows = [self._outgoing(leaf, element, relation) for relation in outgoing]
            ids = [book.relation_anchor(relation) for relation in outgoing]
            yield _many(leaf, grid(leaf.say("outgoing", name=name, count=len(rows)), heads, rows, ids=ids), len(rows))
        if incoming:
            limited = any(relation.plateaus for relation in incoming)
            lines = [self._incoming(leaf, relation, limited=limited) for relation in incoming]
            columns = [*heads[:3], *([label("Ui.plateau", lang)] if limited else [])]
            yield _many(leaf, grid(leaf.say("incoming", name=name, count=len(lines)), columns, lines), len(lines))

    def _incoming(self, leaf: Leaf, relation: Relation, *, limited: bool) -> list[Children]:
        """What the relation is, read from this end; what is said of it stands where it starts."""
        row: list[Children] = [leaf.link(relation, leaf.verb(relation, backwards=True)), leaf.link(relation.source),
                               leaf.kind(relation.source)]  # fmt: skip
        return [*row, _plateaus(relation)] if limited else row

    def _outgoing(self, leaf: Leaf, element: Element, relation: Relation) -> list[Children]:
        """What the relation is, where it leads, and all that is said of it."""
        verb: Children = leaf.verb(relation)
        if relation.source is not element:
            verb = [leaf.link(relation.source), " ", leaf.verb(relation)]
        return [verb, leaf.link(relation.target), leaf.kind(relation.target), self._more(leaf, relation)]

    def _more(self, leaf: Leaf, relation: Relation) -> list[Child]:
        lang = leaf.book.lang
        inner: list[Child] = [leaf.text(relation.documentation)] if relation.documentation else []
        names = [(leaf.say("name"), in_language(relation.name, lang))] if relation.name else []
        rows: list[tuple[str, Children]] = [*names, *attributes(leaf, relation)]
        rows += [(leaf.say("note"), in_language(relation.note, lang))] if relation.note else []
        inner += [facts(rows)] if rows else []
        inner += self._remarks(leaf, relation, level="h4")
        inner += leaf.sources(relation.sources)
        children: list[Child] = [_plateaus(relation)]
        if inner:
            children += [folded(leaf.say("details"), inner)]
        return children

    def _remarks(self, leaf: Leaf, concept: Concept, level: str = "h2") -> Iterator[Child]:
        """Findings and open questions about it."""
        lang = leaf.book.lang
        findings = self._findings.get(concept.id, ())
        if findings:
            yield el(level, leaf.say("nav_findings"))
            lines: dict[tuple[str, str], list[str]] = {}
            for finding in findings:
                lines.setdefault((finding.severity.name, finding.text(lang)), []).append(finding.situation)
            words = {f.severity.name: leaf.word(f.severity) for f in findings}
            yield listed(
                [
                    badge(words[severity], severity),
                    " ",
                    text,
                    el("span", f" {', '.join(filter(None, where))}", cls="quiet"),
                ]
                for (severity, text), where in lines.items()
            )
        questions = self._questions.get(concept.id, ())
        if questions:
            yield el(level, label("Ui.open_questions", lang))
            yield listed([*leaf.linked(q.id), f" {in_language(q.told, lang)}"] for q in questions)


def attributes(leaf: Leaf, concept: Concept) -> Iterator[tuple[str, Children]]:
    """Every attribute that holds something, explicit unknowns included, then the free properties."""
    for feature, value in telling_features(concept):
        if feature not in _SHOWN_ELSEWHERE:
            yield attribute_name(feature, leaf.book.lang), leaf.value(value)
    yield from ((key, in_language(value, leaf.book.lang)) for key, value in concept.properties)


def activity_name(book: Book, activity: str) -> str:
    """The name of an activity."""
    return in_language(book.model.activities[activity].label, book.lang) or activity


def _badges(leaf: Leaf, element: Element) -> list[Child]:
    """Kind, layer, and what is remarkable about the element as a whole."""
    words = [badge(leaf.kind(element), "kind"), *([badge(leaf.layer(element))] if element.layer else [])]
    if element.open_list is True:
        words.append(badge(label("Ui.open_list_badge", leaf.book.lang), "UNKNOWN"))
    if element.provenance is not Provenance.STATED:
        words.append(badge(concepts.shown(element.provenance, leaf.book.lang), "UNKNOWN"))
    return joined(words, " ")


def _said_by_moment(leaf: Leaf, lines_at: Callable[[Scope], Iterable[str]]) -> list[Child]:
    """Lines that hold at each moment, once for moments of which the same is said."""
    moments: dict[tuple[str, ...], list[str]] = {}
    for number, scope in enumerate(leaf.book.scopes):
        moments.setdefault(tuple(lines_at(scope)), []).append(_moment(leaf, number))
    return [
        el("p", f"{', '.join(names)}: {' '.join(line.strip() for line in lines[:2])}",
           *([" ", "; ".join(line.strip() for line in lines[2:])] if lines[2:] else []), cls="quiet")
        for lines, names in moments.items()
        if lines
    ]  # fmt: skip


def _moment(leaf: Leaf, number: int) -> str:
    plateau = leaf.book.scopes[number].moment.plateau
    return plateau.id if plateau is not None else label("Ui.whole_model", leaf.book.lang)


def _silent(cell: Cell) -> bool:
    """Nobody ever said anything about it."""
    spoken = cell.leads or cell.support or cell.excluded_by or cell.ended or cell.closure
    return cell.status is Status.UNKNOWN and not spoken


def _cell(leaf: Leaf, cell: Cell | None) -> Children:
    """Status and everybody in it."""
    if cell is None:
        return leaf.say("not_here")
    if _silent(cell) and not cell.required:
        return el("span", leaf.word(cell.status), cls="quiet")
    who = joined((leaf.holder(lead) for lead in (*cell.leads, *cell.support)), "; ")
    owner: list[Child] = [" ", leaf.link(cell.owner)] if cell.owner is not None else []
    return [leaf.toned(cell.status), *owner, *([" ", *who] if who else [])]


def _starting(book: Book, element: Element) -> Iterator[Relation]:
    """Relations that start at an element, and those that start at one of these."""
    waiting, visited = list(book.model.outgoing(element)), set()
    while waiting:
        relation = waiting.pop()
        if relation.id not in visited:
            visited.add(relation.id)
            yield relation
            waiting += book.model.outgoing(relation)


def _sorting(leaf: Leaf, relation: Relation, other: Concept) -> tuple[str, str, str]:
    return relation.kind, concepts.name(other, leaf.book.lang).casefold(), relation.id


def _plateaus(relation: Relation) -> Child:
    """The plateaus a relation is limited to."""
    return el("span", joined(badge(p.id) for p in relation.plateaus)) if relation.plateaus else None


def _many(leaf: Leaf, table: Child, count: int) -> Child:
    return table if count <= _MANY else folded(leaf.say("show_rows", count=count), table)


def _views(leaf: Leaf, element: Element) -> Iterator[Child]:
    """The drawings it stands in; each link shows where."""
    views = leaf.book.shown_in.get(element.id, ())
    if views:
        yield el("h2", leaf.say("in_views"))
        anchor = leaf.book.node_anchor(element.id)
        yield listed((leaf.to(f"{path}#{anchor}", title) for title, path in views), cls="columns")
