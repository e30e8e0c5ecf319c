"""Why a cell is what it is: each reason with its way step by step, each step a link, and the statement it begins at."""

from __future__ import annotations

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Effect, ScopeStatement, Statement
from ea_model.scope import Because, Path, Provider, Scope, Step, explain
from ea_model.selection import subject_words
from ea_model.values import Provenance, Truth, in_language
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.markup import Child, el, joined, listed
from ea_model.views.words import concepts, stops
from ea_model.words import label


def reasons(leaf: Leaf, scope: Scope, element: Element, activity: str, only: Provider | None = None) -> list[Child]:
    """Every reason of one cell, or those of one contract."""
    causes = explain(scope, element, activity, only).reasons
    return [part for because in causes for part in _reason(leaf, because, named=only is None)]


def _reason(leaf: Leaf, because: Because, *, named: bool) -> list[Child]:
    who: list[Child] = [leaf.provider(because.provider), ": "] if because.provider is not None and named else []
    children: list[Child] = [el("p", who, leaf.word(because.reason), cls="reason")]
    if because.paths:
        children.append(listed((_path(leaf, path) for path in because.paths), cls="paths"))
    if stops.is_told(because):
        children.append(el("p", stops.sentence(because, leaf.book.lang), cls="quiet"))
    if because.closure is not None:
        note = in_language(because.closure.note, leaf.book.lang)
        children.append(el("p", el("code", because.closure.id), f" {note} ", leaf.cited(because.closure.sources)))
    return children


def _path(leaf: Leaf, path: Path) -> list[Child]:
    """The subject, every step, and in the end the statement with what it rests on."""
    lang, statement = leaf.book.lang, path.statement
    begin = path.steps[0].source if path.steps else statement.subject
    children: list[Child] = [] if statement.subject is not None else [subject_words(statement, lang), " "]
    children += [leaf.link(begin)] if begin is not None else []
    for step in path.steps:
        children += _step(leaf, step)
    children += [" (", _statement(leaf, statement), ")"]
    remarks = []
    if path.rolled_down:
        activity = in_language(statement.activity.label, lang) or statement.activity.id
        remarks.append(label("Answer.rolled_down", lang, activity=activity))
    if path.provenance is not Provenance.STATED:
        remarks.append(concepts.shown(path.provenance, lang))
    if path.truth is Truth.MAYBE:
        remarks.append(label("Ui.perhaps_then", lang))
    if remarks:
        children.append(el("span", f" {'; '.join(remarks)}", cls="quiet"))
    return children


def _step(leaf: Leaf, step: Step) -> list[Child]:
    """One step in the verb of its relation, which leads to the relation; the rule tells why scope flows along it."""
    relation = step.relations[0]
    verb = leaf.verb(relation, backwards=relation.source is not step.source)
    sure = label("Ui.certain" if step.certain else "Ui.possibly", leaf.book.lang)
    rule = label("Ui.by_rule", leaf.book.lang, rule=step.rule, sure=sure)
    mark = el("abbr", f"{step.rule}{'' if step.certain else '?'}", title=rule)
    return [" ", leaf.link(relation, verb), " [", mark, "] ", leaf.link(step.target)]


def _statement(leaf: Leaf, statement: ScopeStatement) -> Child:
    """The statement by its id, which leads to what it says."""
    key = statement.contract.id if statement.contract is not None else _own_key(leaf, statement)
    path = leaf.book.contract_path(key)
    return el("code", statement.id) if path is None else leaf.to(f"{path}#{leaf.book.anchors[statement.id]}",
                                                                   statement.id)  # fmt: skip


def _own_key(leaf: Leaf, statement: ScopeStatement) -> str:
    parties = sorted(party.id for party in statement.parties)
    return next((key for key, provider in leaf.book.providers.items()
                 if provider.own and [p.id for p in provider.parties] == parties), "")  # fmt: skip


def statement_entry(leaf: Leaf, statement: ScopeStatement) -> Child:
    """A statement as a person wrote it, with its sources, under its own anchor."""
    lang = leaf.book.lang
    under = statement.contract.id if statement.contract is not None else label("Ui.in_house", lang)
    key = "statement_excludes" if statement.effect == Effect.EXCLUDE else "statement_says"
    sentence = label(
        f"Ui.{key}", lang, under=under, activity=in_language(statement.activity.label, lang) or statement.activity.id,
        subject=subject_words(statement, lang),
        who=", ".join(concepts.name(p, lang) for p in statement.parties) or label("Ui.nobody_named", lang),
        role=statement.role,
    )  # fmt: skip
    subject: list[Child] = [" → ", leaf.link(statement.subject)] if statement.subject is not None else []
    return el("li", el("code", statement.id), " ", sentence, subject, remarks(leaf, statement),
              leaf.sources(statement.sources), id=leaf.book.anchors[statement.id])  # fmt: skip


def remarks(leaf: Leaf, statement: Statement) -> Child:
    """How a statement was read, and what is to be noted about it."""
    lang = leaf.book.lang
    words = [] if statement.provenance is Provenance.STATED else [concepts.shown(statement.provenance, lang)]
    note = in_language(statement.note, lang) if statement.note else ""
    return el("span", " ", joined([*words, *([note] if note else [])], "; "), cls="quiet") if words or note else None
