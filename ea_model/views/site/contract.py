"""The page of a contract: per moment what falls under it and why, what not, its boundary, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope import (
    BoundaryInterface,
    ContractScope,
    ElementScope,
    Provider,
    Scope,
    ScopeClass,
    boundaries_of,
    contract_scope,
)
from ea_model.scope.columns import provider_of
from ea_model.values import Truth
from ea_model.views.answers.shared.common import moment_text
from ea_model.views.site.book import Book
from ea_model.views.site.drawings import computed
from ea_model.views.site.element import activity_name, attributes
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, Children, badge, el, facts, folded, grid, joined
from ea_model.views.site.why import reasons, statement_entry
from ea_model.views.words import concepts
from ea_model.words import label


def page(book: Book, provider: Provider) -> Leaf:
    """One page, with a part for each moment."""
    path = book.contract_path(provider.key) or ""
    leaf = Leaf(book, path, "contracts", book.contract_title(provider))
    contract = provider.contract
    if contract is not None:
        leaf.add(el("p", leaf.to(book.element_path(contract), leaf.say("to_sheet"), cls="go")))
        if contract.documentation:
            leaf.add(leaf.text(contract.documentation))
        leaf.add(folded(label("Ui.facts", book.lang), facts(attributes(leaf, contract))))
    if len(book.scopes) > 1:
        moments = [leaf.to(f"{path}#{book.moment(n)}", moment_text(s, book.lang)) for n, s in enumerate(book.scopes)]
        leaf.add(el("p", leaf.say("moments"), " ", joined(moments, " · "), cls="moments"))
    for number, scope in enumerate(book.scopes):
        leaf.add(el("h2", moment_text(scope, book.lang), id=book.moment(number)))
        covered = book.covered[number].get(provider.key)
        if covered is None:
            covered = contract_scope(scope, provider)
        leaf.add(*_scope(leaf, scope, covered))
    statements = [s for s in book.model.statements if _speaks_for(s, provider)]
    if statements:
        leaf.add(el("h2", leaf.say("statements")), el("ol", [statement_entry(leaf, s) for s in statements], cls="said"))
    return leaf


def _speaks_for(statement: ScopeStatement, provider: Provider) -> bool:
    return provider_of(statement).key == provider.key


def _scope(leaf: Leaf, scope: Scope, covered: ContractScope) -> Iterator[Child]:
    """What the contract is at one moment."""
    book, key = leaf.book, covered.provider.key
    entries = covered.within
    if not entries:
        yield el("p", label("Ui.covers_nothing_here", book.lang), cls="quiet")
        return
    counts = Counter(entry.scope_class for entry in entries)
    yield el("p", joined(([leaf.toned(c), f" {counts[c]}"] for c in ScopeClass if c in counts), "  "), cls="badges")
    if covered.open_list:
        yield el("p", label("Ui.open_list_long", book.lang), cls="note")
    moment = moment_text(scope, book.lang)
    yield computed(leaf, book.draw(scope, "scope", key))
    inside = [entry for entry in entries if entry.activities]
    if inside:
        heads = [label(f"Ui.{h}", book.lang) for h in ("element", "kind", "scope_class", "activities", "why")]
        rows = [_inside(leaf, scope, covered.provider, entry) for entry in inside]
        yield grid(leaf.say("inside", moment=moment, count=len(rows)), heads, rows)
    others = [entry for entry in entries if entry.excluded or not entry.activities]
    if others:
        heads = [label(f"Ui.{h}", book.lang) for h in ("element", "kind", "scope_class", "excluded")]
        rows = [_other(leaf, scope, covered.provider, entry) for entry in others]
        yield grid(leaf.say("around", moment=moment, count=len(rows)), heads, rows)
    boundaries = [b for b in boundaries_of(scope) if b.involves(key)]
    if boundaries:
        yield interfaces(leaf, boundaries, leaf.say("interfaces", moment=moment, count=len(boundaries)))


def _inside(leaf: Leaf, scope: Scope, provider: Provider, entry: ElementScope) -> list[Children]:
    """An element with its activities in scope; the reasons fold out."""
    book, lang = leaf.book, leaf.book.lang
    activities = []
    for activity in entry.activities:
        possible = "?" if activity.scope_class is ScopeClass.POSSIBLE else ""
        doubt = f", {label('Ui.perhaps_then', lang)}" if activity.truth is Truth.MAYBE else ""
        activities.append(f"{activity_name(book, activity.activity)} ({activity.role}{possible}{doubt})")
    lines: list[Child] = []
    for leaf_activity in dict.fromkeys(activity.activity for activity in entry.activities):
        lines += [
            el("h4", activity_name(book, leaf_activity)),
            *reasons(leaf, scope, entry.element, leaf_activity, provider),
        ]
    summary: list[Child] = [label("Ui.why", lang), el("span", f" {concepts.name(entry.element, lang)}", cls="unseen")]
    return [leaf.link(entry.element), leaf.kind(entry.element), classes(leaf, entry), ", ".join(activities),
            folded(summary, lines)]  # fmt: skip


def classes(leaf: Leaf, entry: ElementScope) -> list[Child]:
    """What an element is to the contract; how it is shared, where it is."""
    words = [leaf.toned(scope_class) for scope_class in entry.classes]
    words += [badge(leaf.word(entry.sharing))] if entry.sharing is not None else []
    return joined(words, " ")


def _other(leaf: Leaf, scope: Scope, provider: Provider, entry: ElementScope) -> list[Children]:
    """An element that is touched, on the boundary, or kept out in part."""
    kept_out: list[Child] = [
        folded(activity_name(leaf.book, activity), reasons(leaf, scope, entry.element, activity, provider))
        for activity in entry.excluded
    ]
    return [leaf.link(entry.element), leaf.kind(entry.element), classes(leaf, entry), kept_out or "–"]


def interfaces(leaf: Leaf, boundaries: list[BoundaryInterface], caption: str) -> Child:
    """Relations that cross a boundary: where, between whom, and what is agreed."""
    lang = leaf.book.lang
    heads = [label(f"Ui.{h}", lang) for h in ("interface", "source_side", "target_side", "boundary_kind")]
    heads += [label(f"Ui.{h}", lang) for h in ("interface_owner", "standard", "requirement")]
    rows = [_boundary(leaf, boundary) for boundary in boundaries]
    return grid(caption, heads, rows)


def _boundary(leaf: Leaf, boundary: BoundaryInterface) -> list[Children]:
    lang, relation = leaf.book.lang, boundary.relation
    kind = leaf.word(boundary.kind)
    if boundary.assigned_elsewhere:
        kind += f"; {label('Ui.assigned_elsewhere', lang)}"
    same = [" (", *leaf.links(boundary.same_suppliers), ")"] if boundary.same_suppliers else []
    crossing = [
        leaf.link(boundary.source),
        " ",
        leaf.link(relation, leaf.verb(relation)),
        " ",
        leaf.link(boundary.target),
    ]
    agreed = [getattr(relation, f"interface_{a}", None) for a in ("owner", "standard", "requirement")]
    unknown = badge(label("Ui.unknown", lang), "UNKNOWN")
    return [
        crossing, *(_side(leaf, side, boundary) for side in (boundary.source_side, boundary.target_side)),
        [kind, *same], *(leaf.value(v) if v not in (None, "", ()) else el("span", unknown) for v in agreed),
    ]  # fmt: skip


def _side(leaf: Leaf, side: tuple[Provider, ...], boundary: BoundaryInterface) -> Children:
    if side:
        return joined(leaf.provider(provider) for provider in side)
    if boundary.kind.with_outsider:
        return label("Ui.outsider", leaf.book.lang)
    return badge(label("Ui.unknown", leaf.book.lang), "UNKNOWN")


def listing(book: Book) -> Leaf:
    """Every contract, and how much it has in scope at each moment."""
    leaf = Leaf(book, "contracts.html", "contracts", book.say("nav_contracts"))
    heads = [label("Ui.contract", book.lang), book.say("parties"),
             *(moment_text(scope, book.lang) for scope in book.scopes)]  # fmt: skip
    leaf.add(grid(book.say("nav_contracts"), heads, rows(leaf), hidden_caption=True))
    return leaf


def rows(leaf: Leaf) -> list[list[Children]]:
    """A row for each contract: who, and how many elements of each class at each moment."""
    return [
        [
            leaf.provider(provider, whole=True),
            leaf.value(provider.contract.parties) if provider.contract is not None else leaf.links(provider.parties),
            *(_counted(leaf, number, provider) for number in range(len(leaf.book.scopes))),
        ]
        for provider in leaf.book.providers.values()
    ]


def _counted(leaf: Leaf, number: int, provider: Provider) -> Children:
    covered = leaf.book.covered[number].get(provider.key)
    entries = covered.within if covered is not None else ()
    counts = Counter(entry.scope_class for entry in entries if entry.activities)
    if not counts:
        return el("span", label("Ui.covers_nothing_here", leaf.book.lang), cls="quiet")
    path = f"{leaf.book.contract_path(provider.key)}#{leaf.book.moment(number)}"
    words = joined(([badge(str(counts[c]), c.name), " ", leaf.word(c)] for c in ScopeClass if c in counts), ", ")
    return leaf.to(path, words)
