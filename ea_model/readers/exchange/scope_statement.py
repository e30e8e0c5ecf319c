"""A scope statement out of the association that carries it."""

from __future__ import annotations

from typing import Any

from ea_model.readers.exchange.nodes import XmlPart, name_of
from ea_model.source import conventions as form
from ea_model.source.records import Fields, SourceText

_WORDS = frozenset(
    {"contract", "party", "activity", "effect", "role", "joint", "plateaus", "propagate", "open_list", "note",
     "provenance", "value"}
)  # fmt: skip
_PERIOD = ("from", "until")


def statement_of(part: XmlPart, ends: list[str]) -> Fields:
    """The fields of the ``statements:`` entry an association with ``scope.`` properties stands for.

    The ends are the contract (unless in-house) and the subject, so that a line drawn anew in Archi counts.
    """
    fields = Fields(part.line)
    fields["contract"], fields["subject"] = ends
    properties = part.properties.typed(_WORDS, form.SCOPE)
    documentation = name_of(part, "documentation", form.block, ours=True)
    if documentation:
        fields["note"] = documentation  # where a person in Archi writes a remark
    fields.update(properties)
    valid = {
        word: SourceText(form.unpack(value), line)
        for key, value, line in part.properties.entries
        for word in _PERIOD
        if key == form.SCOPE + word
    }
    if valid:
        fields["valid"] = valid
    sources: dict[str, Any] = part.properties.typed(frozenset())
    if "source" in sources:
        fields["source"] = sources["source"]
    return fields
