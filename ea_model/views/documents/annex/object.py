"""Part 1 of the annex: the contract, its attributes and its parties."""

from __future__ import annotations

from ea_model.metamodel.contract import Contract
from ea_model.metamodel.lean import stated_features, stated_values
from ea_model.values import Unknown
from ea_model.views.documents.questions import attribute_name
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.views.documents.shared.sources import Sources
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import Table, TableCell, TableColumn

_SAID_ELSEWHERE = (
    "id", "name", "documentation", "sources", "source_of", "properties", "parties", "plateaus", "provenance",
)  # fmt: skip
_ALWAYS = (
    "contract_kind", "contract_status", "start", "end", "signing", "term", "notice_period", "extension", "value",
    "maximum_value", "maximum_quantity", "price", "allocation",
)  # fmt: skip
"""What an annex states of every contract: what the model does not say of these is told to be unknown."""


def contract_table(request: DocumentRequest, contract: Contract, sources: Sources) -> Table:
    """Every attribute of the contract; those nobody stated are unknown."""
    lang = request.lang
    cited = sources.keys(contract.sources)
    rows: list[tuple[TableCell | str, ...]] = [
        (request.word("id"), contract.id, sources.cite(contract.sources, provenance=contract.provenance)),
        (request.word("kind"), concepts.kind(request.model, contract, lang), cited),
    ]
    stated = [name for name, _ in stated_features(contract) if name not in _SAID_ELSEWHERE]
    for feature in dict.fromkeys((*(f for f in _ALWAYS if hasattr(contract, f)), *stated)):
        value = getattr(contract, feature)
        rows.append(
            (
                attribute_name(feature, lang),
                _value(request, value),
                sources.keys(contract.sources_of(feature)) if _is_stated(value) else "",
            )
        )
    rows = [(row[0], row[1], row[2] or request.word("not_stated")) for row in rows]
    columns = (
        TableColumn(request.word("attribute"), 2),
        TableColumn(request.word("value"), 4),
        TableColumn(request.word("source"), 2),
    )
    return Table("contract", request.word("contract_facts"), columns, tuple(rows))


def is_agreement(contract: Contract) -> bool:
    """Is anything said of it as a contract? A reference model may use the ArchiMate type for a mere concept."""
    return bool(contract.parties) or any(stated_values(contract).get(feature) is not None for feature in _ALWAYS)


def _is_stated(value: object) -> bool:
    return value not in (None, "", ()) and not isinstance(value, Unknown)


def _value(request: DocumentRequest, value: object) -> TableCell:
    if _is_stated(value):
        return TableCell(concepts.shown(value, request.lang))
    unknown = label("Ui.unknown", request.lang)
    item = value.item if isinstance(value, Unknown) else ""
    return TableCell(request.word("unknown_see", unknown=unknown, item=item) if item else unknown, "UNKNOWN")


def parties_table(request: DocumentRequest, contract: Contract, sources: Sources) -> Table:
    """Who are bound by it, in which capacity."""
    lang = request.lang
    heads = (("party", 3), ("capacity", 2), ("count", 1), ("source", 2))
    columns = tuple(TableColumn(request.word(head), weight) for head, weight in heads)
    rows = tuple(
        (concepts.name(p.who, lang), concepts.shown(p.capacity, lang),
         request.word("not_stated") if p.count is None else concepts.shown(p.count, lang),
         sources.keys(contract.sources_of("parties")))
        for p in contract.parties
    )  # fmt: skip
    return Table("parties", request.word("parties"), columns, rows, empty=request.word("no_parties"))
