"""Contracts over a reference architecture of three thousand elements: how little has to be said."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import ea_model
from ea_model.model import Model
from ea_model.rules import run
from ea_model.scope import Scope, boundaries_of, contract_scopes, scope_of
from ea_model.selection import selection_of
from tests.support.builders import ROOT
from tests.support.marks import CORPUS

pytestmark = pytest.mark.corpus

STATEMENTS = """
statements:
  vb-s1: {contract: vb-zaak, subject: id-a97b6545-d5a7-485d-9b13-3ce22db5b9cf, activity: dienstverlening, plateaus: vb-nu}
  vb-s2: {contract: vb-zaak, subject: id-3ef9cdd9-631c-4d3e-88c3-f756423d6314, activity: dienstverlening, plateaus: vb-nu}
  vb-s3: {contract: vb-opvolger, subject: id-a97b6545-d5a7-485d-9b13-3ce22db5b9cf, activity: dienstverlening, plateaus: vb-straks}
  vb-s4: {contract: vb-opvolger, subject: id-3ef9cdd9-631c-4d3e-88c3-f756423d6314, activity: dienstverlening, plateaus: vb-straks}
  vb-s9: {contract: vb-zaak, subject: vb-platform-zaak, activity: dienstverlening, plateaus: vb-nu}
  vb-s10: {contract: vb-opvolger, subject: vb-platform-zaak, activity: dienstverlening, plateaus: vb-straks}
  vb-s5: {contract: vb-opvolger, subject: vb-platform-zaak, activity: technisch_beheer, effect: exclude, plateaus: vb-straks}
  vb-s6: {contract: vb-beheer, subject: vb-platform-zaak, activity: technisch_beheer, plateaus: vb-straks}
  vb-s7: {contract: vb-beheer, subject: vb-platform-document, activity: technisch_beheer}
  vb-s8: {contract: eigen, party: vb-gemeente, subject: id-0e99ec6c-283a-4ec9-8efa-e11468e6b878, activity: applicatiebeheer}
"""  # noqa: E501 - as it was written before contracts said what they cover
"""What the example said by id."""

TEN = """
model: {id: tien, extends: $EA_GEMMA, organisation: gemeente}
applicability:                          # software as a service: a component may be housed and run without a node
  ApplicationComponent:
    required: [regie, ondersteuning, onderhoud, applicatiebeheer, operationeel_beheer]
    optional: [ontwikkeling, migratie, beveiligingsmonitoring, technisch_beheer, huisvesting]
elements:
  gemeente:
    type: BusinessActor
    covers: [{subject: {in: Referentiecomponenten domeinen}, activity: regie}]
  landelijk: {type: BusinessActor, owner: landelijk}
  C-BURG: {type: Contract, covers: [{subject: [Burgerzakencomponent, GBA-administratiecomponent, Verkiezingencomponent], activity: beheer}]}
  C-ZAAK: {type: Contract, covers: {Zaakregistratiecomponent: dienstverlening, Zaaktypecataloguscomponent: dienstverlening}}
  C-GENERIEK:
    type: Contract
    covers:
      - subject: {in: Referentiecomponenten generiek, except: {name: [Zaak*, Document*, Archief*]}}
        activity: [onderhoud, applicatiebeheer, operationeel_beheer]
  C-DOC: {type: Contract, covers: [{subject: {name: [Document*, Archief*], kind: ApplicationComponent}, activity: beheer}]}
  C-WOZ: {type: Contract, covers: [{subject: {name: WOZ-*}, activity: [onderhoud, ontwikkeling]}]}
  C-GEO: {type: Contract, covers: [{subject: {name: [Geo-*, BGT-*, BAG-*], kind: ApplicationComponent}, activity: beheer}]}
  C-HOST:
    type: Contract
    covers:
      - subject: {property: {GEMMA type: Referentiecomponent}, except: {in: Referentiecomponenten informatiebeveiliging}}
        activity: [huisvesting, technisch_beheer]
  C-SOC: {type: Contract, covers: [{subject: {in: Referentiecomponenten informatiebeveiliging}, activity: beveiligingsmonitoring}]}
  C-SOFT: {type: Contract, covers: [{subject: {kind: SystemSoftware, property: {GEMMA type: Technologiecomponent}}, activity: levering}]}
  C-LANDELIJK: {type: Contract, excludes: [{subject: {property: {GEMMA type: Buitengemeentelijke*}}, activity: beheer}]}
extend:
  voorzieningen: {select: {property: {GEMMA type: Buitengemeentelijke voorziening}}, owner: landelijk}
"""  # noqa: E501 - one contract, one line


@pytest.fixture(autouse=True)
def _gemma(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Path(os.environ.get("EA_GEMMA") or CORPUS / "gemma" / "gemma.archimate")
    if not found.exists():
        pytest.skip(f"GEMMA is not here: set EA_GEMMA to its path, or put it at {found}")
    monkeypatch.setenv("EA_GEMMA", str(found))


def _answers(scope: Scope) -> dict[str, Any]:
    cells = {
        (cell.element.id, cell.activity): (
            cell.status.name,
            [(x.provider.key, [p.id for p in x.parties], x.role, x.certain) for x in (*cell.leads, *cell.support)],
        )
        for cell in scope.cells()
    }
    classes = {
        (contract.provider.key, entry.element.id): entry.scope_class.name
        for contract in contract_scopes(scope)
        for entry in contract.elements
    }
    boundaries = sorted((b.source.id, b.target.id, b.kind.name) for b in boundaries_of(scope))
    return {"cells": cells, "classes": classes, "boundaries": boundaries}


def test_the_example_in_its_short_form_answers_as_it_did_by_id(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "models" / "gemma", tmp_path / "long")
    for name in ("contracts.yaml", "parties.yaml"):
        file = tmp_path / "long" / name
        entries = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
        for entry in entries["elements"].values():
            entry.pop("covers", None)
            entry.pop("excludes", None)
        file.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    (tmp_path / "long" / "statements.yaml").write_text(STATEMENTS, encoding="utf-8")
    short, long = (ea_model.load(path) for path in (ROOT / "models" / "gemma", tmp_path / "long"))
    assert (len(short.statements), len(long.statements)) == (10, 10)
    for plateau in ("vb-nu", "vb-straks"):
        assert _answers(scope_of(short, plateau)) == _answers(scope_of(long, plateau)), plateau


def _ten(folder: Path, more: str = "") -> Model:
    folder.mkdir()
    (folder / "model.yaml").write_text(TEN + more, encoding="utf-8")
    return ea_model.load(folder)


def test_one_line_says_who_owns_every_national_facility(tmp_path: Path) -> None:
    model = _ten(tmp_path / "m")
    owned = [e for e in model.elements if e.owner is model["landelijk"]]
    assert len(owned) == 57  # those of the type, and the party itself
    assert not any(scope_of(model).cells(e, required_only=True) for e in owned)


def test_ten_contracts_take_a_dozen_lines_where_ids_took_hundreds(tmp_path: Path) -> None:
    model = _ten(tmp_path / "m")
    text = yaml.load(TEN, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
    lines = sum(len(entry.get(verb, ())) for entry in text["elements"].values() for verb in ("covers", "excludes"))
    selection = selection_of(model)
    by_id = {
        (s.id, element.id): s
        for s in model.statements
        for element in ([s.subject] if s.subject is not None else selection.of(s.selector) if s.selector else [])
    }
    assert (lines, len(model.statements)) == (12, 18)
    generic = [pair for pair in by_id if pair[0].startswith("C-GENERIEK")]
    assert (len(generic), len(by_id)) == (81, 715)  # 27 components, three activities each, in one line


def test_a_hosting_contract_covers_components_where_there_are_no_nodes(tmp_path: Path) -> None:
    scope = scope_of(_ten(tmp_path / "m"))
    covered = [c for c in scope.cells() if c.activity == "huisvesting" and c.status.name == "COVERED"]
    assert len(covered) == 149
    assert not [f for f in run([scope]) if f.code == "INERT" and f.subject.startswith("C-HOST")]
