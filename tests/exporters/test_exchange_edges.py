"""The exchange file of concepts without a name, and of ids that XML cannot tell apart."""

from __future__ import annotations

from pathlib import Path

from ea_model.exporters.exchange.ids import NCNAME, Identifiers
from ea_model.model import Model
from tests.support.builders import model_of
from tests.support.exchange import TYPE, exported, found, imported, parsed

OURS = """
elements:
  x: {type: Node, name: ''}
  g: {type: Grouping, name: ''}
  l: {type: Location, name: ''}
  j: {type: Junction}
  named: {type: Junction, name: Of, junction_type: or}
"""
THEIRS = """<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name>M</name><elements>
  <element identifier="x" xsi:type="Node"/><element identifier="g" xsi:type="Grouping"/>
  <element identifier="l" xsi:type="Location"/><element identifier="j" xsi:type="AndJunction"/>
  <element identifier="named" xsi:type="OrJunction"><name>Of</name></element>
</elements></model>"""
NAMES = {"Node": [None], "Grouping": [], "Location": [], "AndJunction": [], "OrJunction": ["Of"]}


def names(model: Model) -> dict[str | None, list[str | None]]:
    """The names the elements of its exchange file have, by type."""
    elements = found(parsed(exported(model, fresh=True)), "x:elements/x:element")
    types = {node.get(TYPE): [name.text for name in found(node, "x:name")] for node in elements}
    return {kind: texts for kind, texts in types.items() if kind in NAMES}


def test_only_a_grouping_a_location_or_a_junction_is_written_without_a_name() -> None:
    assert names(model_of(OURS)) == NAMES


def test_a_foreign_model_written_anew_has_no_more_names_than_its_kinds_need(tmp_path: Path) -> None:
    assert names(imported(THEIRS.encode(), tmp_path)) == NAMES


def test_two_ids_that_would_become_the_same_identifier_stay_two() -> None:
    ids = ["a b", "a/b", "id-a_b", "1"]
    given = Identifiers().take_all(ids)
    assert len(set(given.values())) == len(ids)
    assert given["id-a_b"] == "id-a_b", "what can stay is served first"
    assert all(NCNAME.fullmatch(identifier) for identifier in given.values())
    assert Identifiers().take_all(ids) == given, "made of the id and nothing else"
