"""Rules about the model as text: sources, terms, circles, relations the language does not permit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import cast

from ea_model.messages.problems import Level, Place, Problem
from ea_model.messages.report import sentence
from ea_model.metamodel.archimate import Concept, archimate_type
from ea_model.metamodel.lean import stated_values
from ea_model.metamodel.severity import Severity
from ea_model.model import Model
from ea_model.rules import Finding, FindingBlock, Rule
from ea_model.rules.names import name_of
from ea_model.scope import Scope
from ea_model.source.records import FORMAT
from ea_model.values import Provenance, Unknown, in_language


def _unsourced(scope: Scope) -> Iterator[FindingBlock]:
    """Everything names its source, or says that it is assumed, where the model keeps sources at all.

    It does so when it has documents or facts, or says so; a file of another tool mostly does not.
    """
    model = scope.model
    keeps = bool(model.contents.keeps_sources or model.facts or model.documents)
    entries = chain(model.concepts(), model.all_statements()) if keeps else ()
    unsourced = [e.id for e in entries if not e.sources and e.provenance is not Provenance.ASSUMED]
    unsourced.sort()
    yield FindingBlock(
        "SOURCE", len(unsourced),
        lambda n: Finding("SOURCE", unsourced[n], {"id": unsourced[n]}),
    )  # fmt: skip


def _terms(scope: Scope) -> Iterator[Finding]:
    for term in scope.model.terms:
        values = {"text": lambda lang, t=term: in_language(t.text, lang), "readings": " / ".join(term.readings)}
        yield Finding("TERM", term.id, values)


def _answered(scope: Scope) -> Iterator[Finding]:
    """What a later source answers is not called unknown any more."""
    model = scope.model
    for question in model.questions:
        open_still = [path for path in question.attributes if _is_unknown(model, path)]
        if question.answered_by and open_still:
            values = {"question": question.id, "attributes": ", ".join(open_still)}
            yield Finding("ANSWERED", question.id, values)


def _is_unknown(model: Model, path: str) -> bool:
    owner, _, name = path.rpartition(".")
    concept = model.get(owner)
    return concept is not None and isinstance(stated_values(concept).get(name), Unknown)


def _disputed(scope: Scope) -> Iterator[Finding]:
    """Where one source answers and another says otherwise, nobody knows yet."""
    for question in scope.model.questions:
        if question.contradicted_by:
            sources = ", ".join(s.fact or s.document for s in question.contradicted_by)
            yield Finding("DISPUTED", question.id, {"question": question.id, "sources": sources})


def _reported(code: str, worded: Callable[[Scope, Problem], Finding]) -> Callable[[Scope], Iterator[FindingBlock]]:
    """What the loader reported beside loading the model, told with the names of what it is about."""

    def check(scope: Scope) -> Iterator[FindingBlock]:
        problems = sorted((p for p in scope.model.problems if p.code == code and _has_rule(p)), key=lambda p: p.subject)
        yield FindingBlock(
            code, len(problems), lambda n: replace(worded(scope, problems[n]), place=problems[n].place)
        )  # fmt: skip

    return check


def _relation(scope: Scope, problem: Problem) -> Finding:
    """A relation outside the table."""
    relation = scope.model[problem.subject]
    source, target = (cast(Concept, relation.eGet(end)) for end in ("source", "target"))
    allowed = scope.model.language.permitted(type(source), type(target))
    values = {
        "relation": archimate_type(type(relation)), "source": name_of(source), "source_kind": source.kind,
        "target": name_of(target), "target_kind": target.kind, "allowed": ", ".join(allowed) or "–",
    }  # fmt: skip
    return Finding("RELATION", relation.id, values)


def _circle(scope: Scope, problem: Problem) -> Finding:
    """Parts that go round."""
    around = [name_of(scope.model[id_]) for id_ in (*problem.circle, problem.subject)]
    values = {"circle": lambda lang: " → ".join(name(lang) for name in around), "element": around[0]}
    itself = "RuleVariant.CYCLE_itself" if len(problem.circle) == 1 else ""
    return Finding("CYCLE", problem.subject, values, sentence=itself)


_GRADED = {
    "Message.document_no_title": Severity.LOW, "Message.empty_name": Severity.LOW,
    "Message.fact_no_document": Severity.MEDIUM, "Message.ended_open": Severity.MEDIUM,
    "Message.no_length": Severity.MEDIUM,
    "Message.strange_language": Severity.MEDIUM,
}  # fmt: skip
"""How bad a contradiction is where it is less than most."""


def _contradiction(_: Scope, problem: Problem) -> Finding:
    """What the loader saw contradict itself."""
    graded = _GRADED.get(problem.sentence.id)
    return Finding("CONTRADICTION", problem.subject, {"text": partial(sentence, problem)}, graded=graded)


def _has_rule(problem: Problem) -> bool:
    """Has what the loader told a rule of its own? One about what was left out has not."""
    return problem.code == "CONTRADICTION" or (problem.code in ("RELATION", "CYCLE") and bool(problem.subject))


def _other_reports(scope: Scope) -> Iterator[Finding]:
    """Whatever else the loader told and let pass, such as a dangling reference in somebody else's file."""
    for problem in scope.model.problems:
        if not _has_rule(problem):
            values = {"text": partial(sentence, problem)}
            graded = Severity.INFO if problem.level is Level.NOTE else None
            place = scope.model.place(problem.subject) if problem.subject and not problem.place.line else problem.place
            place = place if place.line else problem.place
            yield Finding("INPUT", problem.subject, values, place=place, graded=graded)


def _format(scope: Scope) -> Iterator[Finding]:
    """Our own text says in which version of the format it is; what says nothing is read as the first."""
    contents = scope.model.contents
    document = contents.foreign.document
    if contents.format is None and contents.files and (document is None or document.format == "text"):
        place = next((p for p in contents.places.values() if p.file), Place(contents.files[0], 1, 1))
        yield Finding("FORMAT", scope.model.id, {"format": FORMAT}, place=Place(place.file, 1, 1))


RULES = (
    Rule("ANSWERED", _answered, always=True),
    Rule("DISPUTED", _disputed, always=True),
    Rule("FORMAT", _format, always=True, of_text=True),
    Rule("SOURCE", _unsourced, always=True),
    Rule("TERM", _terms, always=True),
    Rule("RELATION", _reported("RELATION", _relation), always=True),
    Rule("CYCLE", _reported("CYCLE", _circle), always=True),
    Rule("CONTRADICTION", _reported("CONTRADICTION", _contradiction), always=True),
    Rule("INPUT", _other_reports, always=True),
)
