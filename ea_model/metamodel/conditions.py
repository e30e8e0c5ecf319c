"""The checks a condition of a requirement may name, and the arguments each takes: data for loader and writer.

What a check means stands with whoever runs it (``questions.compliance``). To add one: a row here, a function there,
its sentences in ``words/*/compliance.toml``, a line in models/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ea_model.values.closed_list import ClosedList


class Leader(ClosedList):
    """Who leads, without a name: the own organisation, or somebody under a contract."""

    OWN = "own", "eigen"
    SUPPLIER = "supplier", "leverancier"


COMBINATIONS = ("all", "any", "not")


@dataclass(frozen=True, slots=True)
class Form:
    """How a check is written: one value for the feature ``single``, or a mapping of argument to feature."""

    arguments: dict[str, str]
    single: str = ""
    optional: frozenset[str] = frozenset()


CHECKS: dict[str, Form] = {
    "present": Form({}, single="subject"),
    "absent": Form({}, single="subject"),
    "takeover_option": Form({}, single="subject"),
    "relation": Form({"from": "subject", "to": "target", "type": "relation"}, optional=frozenset({"type"})),
    "has_part": Form({"whole": "subject", "part": "target"}),
    "lead": Form({"element": "subject", "activity": "activities", "by": "by"}),
    "one_supplier": Form({"element": "subject", "activity": "activities"}),
    "attribute": Form({"of": "subject", "name": "feature", "is": "value"}),
}
"""Every check that is no combination, by name."""
