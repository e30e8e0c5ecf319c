"""Requirements: what each asks of which element, under which contract, by which source; and what the lint says."""

from __future__ import annotations

from typing import Annotated, Any

from ea_model.metamodel.archimate import Element
from ea_model.questions.requirements import (
    Coverage,
    Excuse,
    FormHint,
    FormIssue,
    Lint,
    LintWeight,
    Trace,
    Traced,
    WordCategory,
    WordHit,
)
from ea_model.scope import Provider
from ea_model.values import NO_VALUE
from ea_model.views.answers import FOUND, ModelAnswer, Outcome, OutcomeKind, model_data
from ea_model.views.answers.shared.common import (
    element_data,
    grid,
    label_data,
    moment_data,
    moment_text,
    name,
    provider_data,
    source_data,
)
from ea_model.views.answers.shared.structs import (
    Count,
    Data,
    ElementData,
    Label,
    MomentData,
    ProviderData,
    SourceData,
    note,
)
from ea_model.words import label, label_of


class CellKey(Data):
    """A cell by its ids."""

    element: str
    activity: str


class WordHitData(Data):
    """A suspicious word in its context."""

    word: str
    category: WordCategory
    counted: Annotated[bool, note("On the list of the plain count?")]
    start: Annotated[Count, note("In characters of the text, from 0.")]
    end: Count
    excuse: Excuse | None
    before: str
    written: str
    after: str


class FormHintData(Data):
    """What a requirement lacks as a whole."""

    issue: FormIssue
    weight: LintWeight
    detail: list[str]


class LintData(Data):
    """What the lint says about a text."""

    language: Annotated[str, note("Of the word list that was used.")]
    words: Annotated[Count, note("The plain count: every occurrence of every counted word, excused or not.")]
    doubtful: Annotated[bool, note("Is it not SMART: a word nothing excuses, or a doubt about its form?")]
    hits: Annotated[list[WordHitData], note("In order of the text, with what stands before and after.")]
    hints: list[FormHintData]
    measures: Annotated[list[str], note("Quantities with their units, as written.")]
    times: Annotated[list[str], note("Dates, terms and periods, as written.")]
    conditions: list[str]


class RequirementAttributes(Data):
    """Null: nothing stated."""

    version: Label | None
    priority: Label | None
    rationale: Label | None
    verification: Label | None


class TracedData(Data):
    """A requirement and what it leads to."""

    requirement: ElementData
    text: str
    binding: Annotated[bool, note("Can a supplier be held to it: it has a text and is no recommendation.")]
    programme: str | None
    parts: list[str]
    elements: list[str]
    motives: list[str]
    interfaces: list[str]
    named_contracts: list[str]
    contracts: list[ProviderData]
    attributes: Annotated[RequirementAttributes, note("Null: nothing stated.")]
    owner: str | None
    sources: list[SourceData]
    lint: LintData | None


class CoverageData(Data):
    """How far requirements reach over the scope of a contract."""

    coverer: ProviderData
    requirements: list[str]
    with_requirement: list[str]
    without_requirement: list[str]
    covered_cells: list[CellKey]
    uncovered_cells: list[CellKey]


class RequirementsAnswer(ModelAnswer, tag="requirements"):
    """ea requirements"""

    moment: MomentData
    programmes: list[ElementData]
    requirements: list[TracedData]
    coverage: list[CoverageData]
    without_element: list[str]

    def outcome(self) -> Outcome:
        return FOUND if self.requirements else Outcome.of(OutcomeKind.EMPTY, "Requirements.nothing")


_SHOWN = 4
"""Ids in one cell of a table."""


def data(trace: Trace, chosen: Provider | None = None) -> RequirementsAnswer:
    """Every requirement with its trace and lint, and the coverage of every contract (or of the chosen one)."""
    return RequirementsAnswer(
        model=model_data(trace.scope.model),
        moment=moment_data(trace.scope),
        programmes=[element_data(p) for p in trace.programmes],
        requirements=[_traced_data(t) for t in _of(trace, chosen)],
        coverage=[_coverage_data(c) for c in trace.coverage if chosen in (None, c.provider)],
        without_element=[e.id for e in trace.without_element] if chosen is None else [],
    )


def _of(trace: Trace, chosen: Provider | None) -> list[Traced]:
    return [t for t in trace.traced if chosen is None or chosen in t.contracts]


def _traced_data(traced: Traced) -> TracedData:
    requirement = traced.requirement
    return TracedData(
        requirement=element_data(requirement),
        text=traced.text,
        binding=traced.binding,
        programme=traced.programme.id if traced.programme else None,
        parts=_ids(traced.parts),
        elements=_ids(traced.elements),
        motives=_ids(traced.motives),
        interfaces=[r.id for r in traced.interfaces],
        named_contracts=_ids(traced.named),
        contracts=[provider_data(c) for c in traced.contracts],
        attributes=RequirementAttributes(
            version=_attribute(requirement, "version"),
            priority=_attribute(requirement, "priority"),
            rationale=_attribute(requirement, "rationale"),
            verification=_attribute(requirement, "verification"),
        ),
        owner=requirement.owner.id if isinstance(requirement.owner, Element) else None,
        sources=[source_data(s) for s in traced.sources],
        lint=_lint_data(traced.lint) if traced.lint else None,
    )


def _ids(elements: tuple[Element, ...]) -> list[str]:
    return [e.id for e in elements]


def _attribute(requirement: Element, key: str) -> Any:
    """The value of an attribute; an explicit unknown as a model file writes it, null where nothing is stated."""
    value = getattr(requirement, key, None)
    if value is None:
        return None
    return str(value) if isinstance(value, NO_VALUE) else label_data(value)


def _lint_data(lint: Lint) -> LintData:
    return LintData(
        language=lint.language,
        words=lint.words,
        doubtful=lint.doubtful,
        hits=[_hit_data(lint, hit) for hit in lint.found],
        hints=[FormHintData(issue=h.issue, weight=h.weight, detail=list(h.detail)) for h in lint.hints],
        measures=list(lint.measures),
        times=list(lint.times),
        conditions=list(lint.conditions),
    )


def _hit_data(lint: Lint, hit: WordHit) -> WordHitData:
    before, written, after = lint.context(hit)
    return WordHitData(
        word=hit.word,
        category=hit.category,
        counted=hit.counted,
        start=hit.start,
        end=hit.end,
        excuse=hit.excuse,
        before=before,
        written=written,
        after=after,
    )


def _coverage_data(coverage: Coverage) -> CoverageData:
    return CoverageData(
        coverer=provider_data(coverage.provider),
        requirements=_ids(coverage.requirements),
        with_requirement=_ids(coverage.with_requirement),
        without_requirement=_ids(coverage.without_requirement),
        covered_cells=[CellKey(element=e.id, activity=a) for e, a in coverage.covered],
        uncovered_cells=[CellKey(element=e.id, activity=a) for e, a in coverage.uncovered],
    )


def text(trace: Trace, lang: str, chosen: Provider | None = None) -> str:
    """A table of requirements per programme, and the coverage."""
    traced = _of(trace, chosen)
    when = moment_text(trace.scope, lang)
    lines = [label("Requirements.title", lang, count=len(traced), when=when)]
    if not traced:
        lines.append(label("Requirements.nothing", lang))
    headers = [label(f"Requirements.{key}", lang) for key in ("requirement", "elements", "contracts", "sources")]
    for programme in (*trace.programmes, None):
        listed = [t for t in traced if t.programme is programme]
        if not listed:
            continue
        if trace.programmes:
            lines += ["", _programme(programme, lang)]
        lines += ["", grid([_row(t, lang) for t in listed], headers)]
    lines += _coverage(trace, chosen, lang)
    if chosen is None and trace.without_element:
        names = ", ".join(e.id for e in trace.without_element)
        lines += ["", label("Requirements.without_element", lang, names=names)]
    return "\n".join(lines)


def _programme(programme: Any, lang: str) -> str:
    if programme is None:
        return label("Requirements.no_programme", lang)
    title = label("Requirements.programme", lang, name=name(programme, lang))
    version = programme.version
    return f"{title}, {label('Requirements.version', lang, version=version)}" if version else title


def _row(traced: Traced, lang: str) -> list[str]:
    """A requirement by id and name, and what it leads to by id."""
    contracts = _few([c.label(lang) for c in traced.contracts])
    sources = _few([s.fact or str(s) for s in traced.sources])
    return [_called(traced.requirement, lang), _few(_ids(traced.elements)), contracts, sources]


def _called(requirement: Element, lang: str) -> str:
    """Id and name, the id once."""
    called = name(requirement, lang)
    return called if called.startswith(requirement.id) else f"{requirement.id} {called}"


def _few(words: list[str]) -> str:
    """The first few; a table is no place for all, the JSON has them."""
    rest = len(words) - _SHOWN
    return ", ".join(words if rest <= 1 else [*words[:_SHOWN], f"… (+{rest})"])


def _coverage(trace: Trace, chosen: Provider | None, lang: str) -> list[str]:
    rows = [
        [
            c.provider.label(lang), str(len(c.requirements)), str(len(c.covered)), str(len(c.uncovered)),
            _few(_ids(c.without_requirement)),
        ]
        for c in trace.coverage
        if chosen in (None, c.provider)
    ]  # fmt: skip
    if not rows:
        return []
    headers = [label(f"Requirements.{key}", lang) for key in ("contract", "binding", "covered", "uncovered", "without")]
    return ["", label("Requirements.coverage", lang), "", grid(rows, headers)]


def lint_text(trace: Trace, lang: str, chosen: Provider | None = None) -> str:
    """Every text with its hits in their context, and what its form lacks."""
    traced = _of(trace, chosen)
    judged = [(t, t.lint) for t in traced if t.lint is not None]
    lines: list[str] = []
    for one, lint in judged:
        lines += _lint_lines(one, lint, lang)
    doubtful = sum(lint.doubtful for _, lint in judged)
    lines.append(label("Requirements.lint", lang, doubtful=doubtful, count=len(judged)))
    if len(judged) < len(traced):
        lines.append(label("Requirements.no_text", lang, count=len(traced) - len(judged)))
    return "\n".join(lines)


def _lint_lines(traced: Traced, lint: Lint, lang: str) -> list[str]:
    verdict = label("Requirements.plain", lang, count=lint.words)
    if not lint.doubtful:
        verdict = f"{verdict}; {label('Requirements.passes', lang)}"
    lines = [f"{_called(traced.requirement, lang)}: {verdict}"]
    for hit in lint.found:
        before, written, after = lint.context(hit)
        why = label_of(hit.category, lang)
        if hit.excuse is not None:
            why = f"{why}; {label('Requirements.excused', lang, reason=label_of(hit.excuse, lang))}"
        lines.append(f"  {'·' if hit.excuse else '!'} {before}[{written}]{after}  ({why})")
    lines += [f"  {'!' if h.weight is LintWeight.DOUBT else '·'} {_hint(h, lang)}" for h in lint.hints]
    return [*lines, ""]


def _hint(hint: FormHint, lang: str) -> str:
    detail = [label(f"LintAttribute.{d}", lang) if hint.issue is FormIssue.ATTRIBUTES else d for d in hint.detail]
    return f"{label_of(hint.issue, lang)}{': ' if detail else ''}{', '.join(detail)}"
