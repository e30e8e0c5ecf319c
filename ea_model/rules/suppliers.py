"""Rules about dependence on suppliers: one party on stacked layers, hardware that nobody else can take over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Asset
from ea_model.metamodel.lean import stated_values
from ea_model.questions.compliance import takeover_option
from ea_model.rules import Finding, Rule
from ea_model.rules.names import name_of, names_of
from ea_model.scope import Scope, boundary_columns
from ea_model.values import Truth


def _concentrated(scope: Scope) -> Iterator[Finding]:
    """A party that stands on both sides of boundaries between its own contracts, as on stacked layers of a service."""
    stacks: dict[str, tuple[Element, dict[str, None], dict[str, Element]]] = {}
    boundaries = boundary_columns(scope)
    concentrated = np.array([bool(meeting.same_suppliers) for meeting in boundaries.found.met], dtype=bool)
    for position in np.flatnonzero(concentrated[boundaries.found.meeting]).tolist():
        boundary = boundaries.interface(position)
        for party in boundary.same_suppliers:
            _, contracts, ends = stacks.setdefault(party.id, (party, {}, {}))
            for provider in (*boundary.source_side, *boundary.target_side):
                if provider.contract is not None and any(p.who is party for p in provider.contract.parties):
                    contracts[provider.contract.id] = None
            ends |= {boundary.source.id: boundary.source, boundary.target.id: boundary.target}
    for party_id, (party, contracts, ends) in sorted(stacks.items()):
        values = {
            "party": name_of(party),
            "contracts": ", ".join(sorted(contracts)),
            "elements": names_of(ends.values()),
        }
        yield Finding("LOCKIN", party_id, values)


def _not_transferable(scope: Scope) -> Iterator[Finding]:
    """An asset of which it is known that nobody else can take it over here."""
    for asset in scope.model.by_kind(Asset):
        if "takeover_option" not in stated_values(asset):  # very many assets, of few of which anything is said
            continue
        if scope.facts.existence(asset) and takeover_option(scope, asset) is Truth.NO:
            values = {"asset": name_of(asset)}
            yield Finding("LOCKIN", asset.id, values, sentence="RuleVariant.LOCKIN_asset")


def _lock_in(scope: Scope) -> Iterator[Finding]:
    yield from _concentrated(scope)
    yield from _not_transferable(scope)


RULES = (Rule("LOCKIN", _lock_in),)
