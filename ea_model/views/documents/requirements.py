"""The requirement trace matrix: requirement, element, contract, finding of the lint, source; coverage; compliance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.metamodel.archimate import Element
from ea_model.questions.compliance import compliance, without_conditions
from ea_model.questions.requirements import Lint, LintWeight, Trace, Traced, trace
from ea_model.scope import Scope
from ea_model.views.answers.compliance import reasons_of, summary_text, verdict_text
from ea_model.views.documents.shared.request import DocumentKind, DocumentRequest, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import Block, DocumentContent, Heading, Paragraph, Section, Table, TableCell, TableColumn


def build(request: DocumentRequest) -> Iterator[DocumentContent]:
    """One matrix over all moments asked, and per moment which part of each contract has requirements."""
    sources = Sources(request.model, request.lang)
    traces = [trace(scope) for scope in request.scopes]
    blocks: list[Block] = [
        Heading(request.word("trace")),
        Paragraph(request.word("trace_note")),
        _matrix(traces, request, sources),
    ]
    blocks += [Heading(request.word("coverage")), Paragraph(request.word("coverage_note")), _coverage(traces, request)]
    blocks += [Heading(request.word("compliance")), *_compliance(request), sources.table()]
    yield request.document("requirements", "", (Section(tuple(blocks), landscape=True),))


def _matrix(traces: list[Trace], request: DocumentRequest, sources: Sources) -> Table:
    heads = (("plateau", 1), ("id", 1), ("requirement", 2), ("text", 4), ("binding", 1), ("elements", 2),
             ("contracts", 1), ("motives", 2), ("lint", 3), ("owner", 1), ("priority", 1), ("verification", 2),
             ("source", 2))  # fmt: skip
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = [_row(one, traced, request, sources) for one in traces for traced in one.traced]
    return Table("trace", request.word("trace"), columns, tuple(rows), empty=request.word("no_trace"), row_headers=3)


def _row(trace_: Trace, traced: Traced, request: DocumentRequest, sources: Sources) -> tuple[TableCell | str, ...]:
    lang, requirement = request.lang, traced.requirement
    moment = sources.part(_moment(trace_, request))
    contracts = ", ".join(c.label(lang) for c in traced.contracts)
    return (
        moment, requirement.id, concepts.name(requirement, lang), _value(traced.text, request),
        label("Truth.YES" if traced.binding else "Truth.NO", lang), _named(traced.elements, request, "no_element"),
        TableCell(contracts or request.word("no_contract")), _named(traced.motives, request, "no_motive"),
        _judged(traced.lint, request), _value(requirement.owner, request),
        *(_value(getattr(requirement, a, None), request) for a in ("priority", "verification")),
        sources.cite(traced.sources, provenance=requirement.provenance),
    )  # fmt: skip


def _moment(trace_: Trace, request: DocumentRequest) -> str:
    plateau = trace_.scope.moment.plateau
    return plateau.id if plateau else moment_text(trace_.scope, request.lang)


def _value(value: object, request: DocumentRequest) -> TableCell:
    unknown = label("Ui.unknown", request.lang)
    text = concepts.shown(value, request.lang) if value not in (None, "") else unknown
    return TableCell(text, "UNKNOWN" if text == unknown else "")


def _named(elements: Iterable[Element], request: DocumentRequest, none: str) -> TableCell:
    names = ", ".join(concepts.name(element, request.lang) for element in elements)
    return TableCell(names) if names else TableCell(request.word(none))


def _judged(lint: Lint | None, request: DocumentRequest) -> TableCell:
    """Every hit in its context and every doubt about the form; what is excused is left to ``ea requirements``."""
    if lint is None:
        return TableCell(request.word("no_text_to_judge"))
    lines = []
    for hit in lint.found:
        if hit.excuse is None:
            before, written, after = lint.context(hit)
            lines.append(f"{before}[{written}]{after} ({label_of(hit.category, request.lang)})")
    lines += [label_of(hint.issue, request.lang) for hint in lint.hints if hint.weight is LintWeight.DOUBT]
    return TableCell("\n".join(lines), "MEDIUM") if lines else TableCell(request.word("lint_clean"))


def _coverage(traces: list[Trace], request: DocumentRequest) -> Table:
    heads = (
        ("plateau", 1),
        ("contract", 2),
        ("binding_count", 1),
        ("cells_covered", 1),
        ("cells_uncovered", 1),
        ("without", 4),
    )
    columns = tuple(
        TableColumn(request.word(head), weight, number=head.startswith(("cells", "binding"))) for head, weight in heads
    )
    rows: list[tuple[TableCell | str, ...]] = []
    for one in traces:
        for coverage in one.coverage:
            counts = (len(coverage.requirements), len(coverage.covered), len(coverage.uncovered))
            rows.append((_moment(one, request), coverage.provider.label(request.lang),
                         *(TableCell(str(count), number=count) for count in counts),
                         _named(coverage.without_requirement, request, "nothing_without")))  # fmt: skip
    return Table(
        "coverage", request.word("coverage"), columns, tuple(rows), empty=request.word("no_coverage"), row_headers=2
    )


def _compliance(request: DocumentRequest) -> Iterator[Block]:
    """Per moment how many requirements are met, violated, undetermined and not testable; and which those are."""
    rows: list[tuple[TableCell | str, ...]] = []
    for scope in request.scopes:
        verdicts = compliance(scope)
        yield Paragraph(summary_text(scope, verdicts, request.lang))
        for verdict in verdicts:
            reasons = "\n".join(reasons_of(verdict, request.lang))
            rows.append(
                _judgement(scope, verdict.requirement, verdict_text(verdict.truth, request.lang), reasons, request)
            )
        untested = label("Verdict.not_testable", request.lang)
        rows += [_judgement(scope, r, untested, "", request) for r in without_conditions(scope)]
    heads = (("plateau", 2), ("id", 1), ("requirement", 3), ("verdict", 1), ("reason", 5))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    caption = request.word("compliance")
    yield Table("compliance", caption, columns, tuple(rows), empty=request.word("no_trace"), row_headers=3)


def _judgement(
    scope: Scope, requirement: Element, verdict: str, reasons: str, request: DocumentRequest
) -> tuple[TableCell | str, ...]:
    name = concepts.name(requirement, request.lang)
    return moment_text(scope, request.lang), requirement.id, name, verdict, reasons


DOCUMENT = DocumentKind(("xlsx", "html"), build)
