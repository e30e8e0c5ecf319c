"""The requirement trace matrix: requirement, element, contract, finding of the lint, source; and the coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ea_model.metamodel.archimate import Element
from ea_model.questions.requirements import Lint, LintWeight, Trace, Traced, trace
from ea_model.views.documents.shared.request import Asked, Kind, moment_text
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label, label_of
from ea_model.words.document import Block, Cell, Column, Document, Heading, Paragraph, Section, Table


def build(asked: Asked) -> Iterator[Document]:
    """One matrix over all moments asked, and per moment which part of each contract has requirements."""
    sources = Sources(asked.model, asked.lang)
    found = [trace(scope) for scope in asked.scopes]
    blocks: list[Block] = [
        Heading(asked.word("trace")),
        Paragraph(asked.word("trace_note")),
        _matrix(found, asked, sources),
    ]
    blocks += [Heading(asked.word("coverage")), Paragraph(asked.word("coverage_note")), _coverage(found, asked)]
    blocks.append(sources.table())
    yield asked.document("requirements", "", (Section(tuple(blocks), landscape=True),))


def _matrix(found: list[Trace], asked: Asked, sources: Sources) -> Table:
    heads = (("plateau", 1), ("id", 1), ("requirement", 2), ("text", 4), ("binding", 1), ("elements", 2),
             ("contracts", 1), ("motives", 2), ("lint", 3), ("owner", 1), ("priority", 1), ("verification", 2),
             ("source", 2))  # fmt: skip
    columns = tuple(Column(asked.word(head), weight) for head, weight in heads)
    rows = [_row(one, traced, asked, sources) for one in found for traced in one.traced]
    return Table("trace", asked.word("trace"), columns, tuple(rows), empty=asked.word("no_trace"), row_headers=3)


def _row(found: Trace, traced: Traced, asked: Asked, sources: Sources) -> tuple[Cell | str, ...]:
    lang, requirement = asked.lang, traced.requirement
    moment = sources.part(_moment(found, asked))
    contracts = ", ".join(c.label(lang) for c in traced.contracts)
    return (
        moment, requirement.id, concepts.name(requirement, lang), _known(traced.text, asked),
        label("Truth.YES" if traced.binding else "Truth.NO", lang), _named(traced.elements, asked, "no_element"),
        Cell(contracts) if contracts else Cell(asked.word("no_contract")), _named(traced.motives, asked, "no_motive"),
        _judged(traced.lint, asked), _known(requirement.owner, asked),
        *(_known(getattr(requirement, a, None), asked) for a in ("priority", "verification")),
        sources.cite(traced.sources, provenance=requirement.provenance),
    )  # fmt: skip


def _moment(found: Trace, asked: Asked) -> str:
    plateau = found.scope.moment.plateau
    return plateau.id if plateau else moment_text(found.scope, asked.lang)


def _known(value: object, asked: Asked) -> Cell:
    unknown = label("Ui.unknown", asked.lang)
    shown = concepts.shown(value, asked.lang) if value not in (None, "") else unknown
    return Cell(shown, "UNKNOWN" if shown == unknown else "")


def _named(elements: Iterable[Element], asked: Asked, none: str) -> Cell:
    names = ", ".join(concepts.name(element, asked.lang) for element in elements)
    return Cell(names) if names else Cell(asked.word(none))


def _judged(lint: Lint | None, asked: Asked) -> Cell:
    """Every hit in its context and every doubt about the form; what is excused is left to ``ea requirements``."""
    if lint is None:
        return Cell(asked.word("no_text_to_judge"))
    lines = []
    for hit in lint.found:
        if hit.excuse is None:
            before, written, after = lint.context(hit)
            lines.append(f"{before}[{written}]{after} ({label_of(hit.category, asked.lang)})")
    lines += [label_of(hint.issue, asked.lang) for hint in lint.hints if hint.weight is LintWeight.DOUBT]
    return Cell("\n".join(lines), "MEDIUM") if lines else Cell(asked.word("lint_clean"))


def _coverage(found: list[Trace], asked: Asked) -> Table:
    heads = (
        ("plateau", 1),
        ("contract", 2),
        ("binding_count", 1),
        ("cells_covered", 1),
        ("cells_uncovered", 1),
        ("without", 4),
    )
    columns = tuple(
        Column(asked.word(head), weight, number=head.startswith(("cells", "binding"))) for head, weight in heads
    )
    rows: list[tuple[Cell | str, ...]] = []
    for one in found:
        for coverage in one.coverage:
            counts = (len(coverage.requirements), len(coverage.covered), len(coverage.uncovered))
            rows.append((_moment(one, asked), coverage.provider.label(asked.lang),
                         *(Cell(str(count), number=count) for count in counts),
                         _named(coverage.without_requirement, asked, "nothing_without")))  # fmt: skip
    return Table(
        "coverage", asked.word("coverage"), columns, tuple(rows), empty=asked.word("no_coverage"), row_headers=2
    )


DOCUMENT = Kind(("xlsx", "html"), build)
