"""Pages that list: elements by kind, the responsibility matrix, findings, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Waiver
from ea_model.rules import Finding
from ea_model.scope import Cell, Scope, Status
from ea_model.values import SourceRef, in_language
from ea_model.views.answers.facts import users_of_facts
from ea_model.views.answers.shared.common import moment_text, waiver_text
from ea_model.views.site.book import Book
from ea_model.views.site.element import activity_name
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, Children, badge, el, folded, grid, joined, listed
from ea_model.views.words import concepts as wording
from ea_model.words import label, label_of

_SUMMARY = 160
"""Letters of a description in a list."""
_MANY = 100
"""Findings of one rule beyond which they fold away; and the most elements of a row of links."""


def kinds(book: Book) -> Iterator[Leaf]:
    """The kinds of a model by layer, and a page with the elements of each."""
    by_layer: dict[str, dict[str, list[Element]]] = defaultdict(lambda: defaultdict(list))
    for element in book.model.elements:
        by_layer[element.layer][element.kind].append(element)
    leaf = Leaf(book, "elements.html", "elements", book.say("nav_elements"))
    own = book.model.language.layers
    layers = [*(layer for layer in own if layer in by_layer), *(layer for layer in by_layer if layer not in own)]
    for layer in layers:
        leaf.add(el("h2", label(f"Layer.{layer}", book.lang) if layer in own else label("Layer.Other", book.lang)))
        named = sorted(by_layer[layer].items(), key=lambda kind: leaf.kind(kind[1][0]).casefold())
        links: list[Children] = [
            [leaf.to(book.kind_path(kind), leaf.kind(of_kind[0])), f" {len(of_kind)}"] for kind, of_kind in named
        ]
        leaf.add(listed(links, cls="columns"))
    yield leaf
    for layer in layers:
        yield from (_kind(book, kind, elements) for kind, elements in by_layer[layer].items())


def _kind(book: Book, kind: str, elements: list[Element]) -> Leaf:
    title = wording.kind(book.model, elements[0], book.lang)
    leaf = Leaf(book, book.kind_path(kind), "elements", f"{title[:1].upper()}{title[1:]} ({len(elements)})")
    heads = [label("Ui.element", book.lang), book.say("description")]
    ordered = sorted(elements, key=lambda e: (wording.name(e, book.lang).casefold(), e.id))
    leaf.add(grid(title, heads, ([leaf.link(e), summary(book, e)] for e in ordered), hidden_caption=True))
    return leaf


def summary(book: Book, element: Element) -> str:
    """The begin of what an element says of itself."""
    text = " ".join(in_language(element.documentation, book.lang).split())
    return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY].rsplit(' ', 1)[0]} …"


def matrices(book: Book) -> Iterator[Leaf]:
    """The responsibility matrix of each moment: who does which activity on which element."""
    for number, scope in enumerate(book.scopes):
        moment = moment_text(scope, book.lang)
        path = f"matrix{f'-{number + 1}' if number else ''}.html"
        leaf = Leaf(book, path, "matrix", f"{book.say('nav_matrix')} – {moment}")
        if len(book.scopes) > 1:
            others = (leaf.to(f"matrix{f'-{n + 1}' if n else ''}.html", moment_text(s, book.lang))
                      for n, s in enumerate(book.scopes))  # fmt: skip
            leaf.add(el("p", book.say("moments"), " ", joined(others, " · "), cls="moments"))
        counts = scope.counts()
        leaf.add(el("p", joined(([leaf.toned(s), f" {count}"] for s, count in counts.items()), "  "), cls="badges"))
        leaf.add(el("p", book.say("letters"), cls="quiet"))
        leaf.add(*_matrix(leaf, scope, moment))
        yield leaf


def _matrix(leaf: Leaf, scope: Scope, moment: str) -> Iterator[Child]:
    book = leaf.book
    rows: dict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in scope.cells():
        rows[cell.element.id][cell.activity] = cell
    spoken = {
        key: row for key, row in rows.items() if any(c.status is not Status.UNKNOWN or c.leads for c in row.values())
    }
    used = [a for a in scope.activities.leaves if any(a in row for row in spoken.values())]
    heads = [label("Ui.element", book.lang), *(activity_name(book, activity) for activity in used)]
    lines = []
    for row in spoken.values():
        element = next(iter(row.values())).element
        lines.append([[leaf.link(element), el("span", f" {leaf.kind(element)}", cls="quiet")],
                      *(_in_matrix(leaf, row.get(activity)) for activity in used)])  # fmt: skip
    if lines:
        yield grid(book.say("matrix_of", moment=moment), heads, lines, cls="matrix")
    silent = [next(iter(row.values())).element for key, row in rows.items() if key not in spoken]
    if silent:
        most = 10 * _MANY
        more = [book.say("and_more", count=len(silent) - most)] if len(silent) > most else []
        links = listed([*(leaf.link(element) for element in silent[:most]), *more], cls="columns")
        yield folded(book.say("all_unknown", count=len(silent)), links)


def _in_matrix(leaf: Leaf, cell: Cell | None) -> Children:
    """Letters and contracts on the colour of the status; the sheet of the element tells why."""
    if cell is None:
        return None
    holders = [*cell.leads, *cell.support]
    if not holders and not cell.required and cell.status is Status.UNKNOWN:
        return el("abbr", "·", title=label("Ui.optional", leaf.book.lang))
    words = joined(f"{h.role}{'' if h.certain else '?'} {h.provider.label(leaf.book.lang)}" for h in holders)
    content: Children = words or leaf.word(cell.status)
    inner = el("span", content, cls=f"badge {cell.status.name}", title=leaf.word(cell.status))
    return leaf.to(f"{leaf.book.element_path(cell.element)}#cells", inner)


def findings(book: Book, findings_: list[Finding]) -> Leaf:
    """Every finding under its rule, the worst first, with why it matters and what to do."""
    leaf = Leaf(book, "findings.html", "findings", book.say("nav_findings"))
    counts = Counter(f.severity for f in findings_ if f.waiver is None)
    leaf.add(
        el("p", joined(([leaf.toned(s), f" {counts[s]}"] for s in sorted(counts, reverse=True)), "  "), cls="badges")
    )
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings_:
        groups[finding.severity.name, finding.code].append(finding)
    for (severity, code), entries in groups.items():
        title = el("h2", leaf.toned(entries[0].severity), f" {code} ({len(entries)})", id=f"{code}-{severity}")
        leaf.add(title, el("p", label(f"Rule.{code}_why", book.lang)))
        leaf.add(el("p", el("strong", book.say("remedy")), ": ", label(f"Rule.{code}_fix", book.lang)))
        with_decisions = any(f.waiver is not None for f in entries)
        heads = [
            book.say("about"),
            book.say("finding"),
            label("Ui.plateau", book.lang),
            label("Ui.stands_at", book.lang),
        ]
        heads += [book.say("decision")] if with_decisions else []
        table = grid(f"{code} {leaf.word(entries[0].severity)}", heads,
                     (_finding(leaf, f, with_decision=with_decisions) for f in entries),
                     hidden_caption=True)  # fmt: skip
        leaf.add(table if len(entries) <= _MANY else folded(book.say("show_rows", count=len(entries)), table))
    return leaf


def _finding(leaf: Leaf, finding: Finding, *, with_decision: bool) -> list[Children]:
    book = leaf.book
    concept = book.model.get(finding.subject)
    subject: Children = leaf.link(concept) if concept is not None else leaf.linked(finding.subject)
    row: list[Children] = [subject, finding.text(book.lang), finding.situation or book.say("always"),
                           el("code", book.place(str(finding.place)))]  # fmt: skip
    return [*row, _decision(book, finding.waiver)] if with_decision else row


def _decision(book: Book, waiver: Waiver | None) -> str:
    return waiver_text(waiver, book.lang) if waiver is not None else ""


def sources(book: Book) -> Leaf:
    """The documents a model rests on: every fact with its quote, and what rests on it."""
    leaf = Leaf(book, "sources.html", "sources", book.say("nav_sources"))
    users = users_of_facts(book.model)
    by_document: dict[str, list[SourceRef]] = defaultdict(list)
    for fact in book.model.facts.values():
        by_document[fact.document].append(fact)
    lang = book.lang
    for key in dict.fromkeys((*book.model.documents, *by_document)):
        document = book.model.documents.get(key)
        title = in_language(document.title, lang) if document is not None and document.title else key
        leaf.add(el("h2", title or label("Ui.unknown", lang), id=book.anchors.get(key)))
        if document is not None:
            words = [document.reference, wording.shown(document.date, lang) if document.date else ""]
            leaf.add(el("p", ", ".join(filter(None, map(str, words))), cls="quiet"))
        entries = by_document.get(key, [])
        if entries:
            heads = [book.say("fact"), book.say("where"), book.say("quote"), book.say("rests_on_it")]
            rows = [_fact(leaf, fact, users[fact.fact]) for fact in entries]
            ids = [book.anchors[fact.fact] for fact in entries]
            leaf.add(grid(f"{title} ({len(rows)})", heads, rows, ids=ids))
    return leaf


def _fact(leaf: Leaf, fact: SourceRef, users: dict[str, list[str]]) -> list[Children]:
    lang = leaf.book.lang
    places = [label("Ui.page_short", lang, page=fact.page)] if fact.page else []
    places += [label("Ui.line_short", lang, lines=fact.lines.replace("-", "–"))] if fact.lines else []
    quote: list[Child] = [f"“{fact.quote}”"] if fact.quote else []
    quote += [el("p", in_language(fact.text, lang), cls="quiet")] if fact.text else []
    concepts = [leaf.book.model[concept_id] for concept_id in (*users["elements"], *users["relations"])]
    others: Iterable[Child] = (el("code", statement) for statement in users["statements"])
    links = [*(leaf.link(concept) for concept in concepts), *others]
    resting: Children = joined(links)
    if len(links) > 6:
        resting = folded(leaf.say("show_rows", count=len(links)), joined(links))
    return [fact.fact, ", ".join(places), quote, resting]


def severities(leaf: Leaf, findings_: list[Finding]) -> Child:
    """How many findings of each severity, each leading to the list."""
    counts = Counter(f.severity for f in findings_ if f.waiver is None)
    rows = [
        el("li", leaf.to("findings.html", badge(label_of(s, leaf.book.lang), s.name), f" {counts[s]}"))
        for s in sorted(counts, reverse=True)
    ]
    return el("ul", rows, cls="row")
