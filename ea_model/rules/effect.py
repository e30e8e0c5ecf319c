"""Rules about what is said and does nothing: statements, excludes, closures and selectors without an effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import ClosureStatement, Effect, ScopeStatement
from ea_model.metamodel.lean import features_of, stated_values
from ea_model.metamodel.severity import Severity
from ea_model.model import Model
from ea_model.rules import Finding, Rule
from ea_model.scope import Provider, Scope
from ea_model.scope.columns import subjects_of
from ea_model.scope.effects import Inert, inert_of
from ea_model.scope.index import index_of
from ea_model.values import in_language

Said = Callable[[str], str]
_SAYS = tuple(
    name for name in features_of(ScopeStatement)
    if name not in {"id", "note", "sources", "provenance", "implied", "inherits", "selector"}
)  # fmt: skip
"""What makes two statements say the same thing."""


def inert_findings(model: Model) -> Iterator[Finding]:
    """A finding on everything without an effect, with the activities that would fit and the line that mends it."""
    yield from (_finding(model, inert) for inert in inert_of(model))
    yield from _repetitions(model)


def _repetitions(model: Model) -> Iterator[Finding]:
    """What is said a second time, word for word, whatever its id, sources and remark."""
    first: dict[tuple[object, ...], str] = {}
    for statement in model.statements:
        says = tuple(map(stated_values(statement).get, _SAYS))
        earlier = first.setdefault((statement.selector and str(statement.selector.fields), *says), statement.id)
        if earlier != statement.id:
            yield _worded(statement, "repeat", {"first": earlier}, graded=Severity.LOW)


def inert_under(model: Model, provider: Provider) -> list[Finding]:
    """Those of the statements of a contract or own party that change nothing; dropped leaves are left out."""
    keys = dict(zip(*_spoken(model), strict=True))
    return [f for f in inert_findings(model) if f.detail != "leaves" and keys.get(f.subject) == provider.key]


def _spoken(model: Model) -> tuple[list[str], list[str]]:
    table = index_of(model).statement_table
    return [s.id for s in table.statements], table.providers


def _finding(model: Model, inert: Inert) -> Finding:
    statement = inert.statement
    if isinstance(statement, ClosureStatement):
        return _worded(statement, "closure", {})
    if inert.leaves:
        values = {"leaves": _names(model, inert.leaves), "activity": _names(model, (statement.activity.id,))}
        return _worded(statement, "leaves", values, graded=Severity.INFO)
    subjects = sorted(subjects_of(model, statement), key=lambda subject: str(subject.id))
    if not subjects:
        return _worded(statement, "selector", {})
    if statement.effect == Effect.EXCLUDE:
        activities = index_of(model).activities
        fits = any(
            leaf in activities.needs(type(s)) for s in subjects for leaf in activities.leaves_of(statement.activity)
        )
        return _worded(
            statement, "exclude", {}, graded=Severity.LOW if fits else None
        )  # where it fits, it may just say so
    return _of_subject(model, statement, subjects[0])


def _of_subject(model: Model, statement: ScopeStatement, subject: Element) -> Finding:
    """An include: its activity has no cell on what it reaches, or something keeps it from its cells."""
    activities = index_of(model).activities
    leaves, kind = activities.leaves_of(statement.activity), type(subject)
    needs = activities.needs(kind)
    values = {"activity": _names(model, (statement.activity.id,)), "kind": kind.__name__}
    if any(leaf in needs for leaf in leaves):
        return _worded(statement, "stopped", values)
    values["row"] = _row(model, kind, leaves)
    if not needs:
        return _worded(statement, "no_cells", values)
    return _worded(statement, "", values | {"fitting": _names(model, tuple(needs))})


def _row(model: Model, kind: type[Element], leaves: list[str]) -> str:
    """The line of the applicability matrix by which these activities would have a cell, whatever it has already."""
    rows = model.applicability
    row = next((rows[b.__name__] for b in kind.__mro__ if b.__name__ in rows), None)
    optional = ", ".join([*(row.optional if row else ()), *leaves])
    required = f"required: [{', '.join(row.required)}], " if row and row.required else ""
    return f"applicability: {{{kind.__name__}: {{{required}optional: [{optional}]}}}}"


def _names(model: Model, activities: tuple[str, ...]) -> Said:
    return lambda lang: ", ".join(in_language(model.activities[a].label, lang) or a for a in activities)


def _worded(
    statement: ScopeStatement | ClosureStatement, variant: str, values: Mapping[str, Said | str],
    graded: Severity | None = None,
) -> Finding:  # fmt: skip
    sentence = f"RuleVariant.INERT_{variant}" if variant else ""
    return Finding("INERT", statement.id, {"statement": statement.id, **values}, sentence=sentence, graded=graded,
                   detail=variant)  # fmt: skip


def _inert(scope: Scope) -> Iterator[Finding]:
    yield from inert_findings(scope.model)


RULES = (Rule("INERT", _inert, always=True),)
