"""A model and what it was converted into stay twins: the same edits of both give the same answers.

Random models of the generator, with parties to their contracts, go into every format that can be read back. Then both
are edited as their texts stand, entry by entry: what follows from something else in the one follows in the other.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ea_model import exporters, readers, rules
from ea_model.compare.comparing import compare_models
from ea_model.exporters import Options
from ea_model.loader import build
from ea_model.model import Model
from ea_model.scope import Scope, boundaries_of, contract_scopes, scope_of
from ea_model.source.records import ParsedEntry, ParsedModel
from tests.oracle.generate import sections
from tests.support.builders import reading_of

FORMATS = {"text": "t", "exchange": "t.xml", "archi": "t.archimate", "grafico": "g", "csv": "t.csv.zip"}
AGREEMENTS = ("Contract", "FrameworkAgreement", "CallOff")
MODELS, FEW, EDITS = 40, 8, 6
"""So many seeds, of which so many where a minute must do; and edits of each."""
Edit = tuple[str, str, dict[str, Any] | None]
"""Section, id, and the fields that get another value (None of a field: it goes; None of all: the entry goes)."""


def sections_of(seed: int) -> dict[str, Any]:
    """The sections of a seed, with parties to the contracts and a supplier more to choose from."""
    dice = random.Random(seed)  # noqa: S311 - a model, not a secret
    entries = sections(seed, soft=seed % 2 == 1)
    for contract in (e for e in entries["elements"].values() if e["type"] in AGREEMENTS):
        who = dice.sample(("supplier", "other", "unit"), dice.choice((0, 1, 1, 2)))
        if who:
            contract["parties"] = [{"who": one, "as": "opdrachtnemer"} for one in who]
    return entries


def test_a_party_nobody_said_follows_its_contract_in_every_format(tmp_path: Path) -> None:
    entries: dict[str, Any] = {
        "model": {"id": "m", "organisation": "org"},
        "elements": {
            "org": {"type": "BusinessActor"}, "one": {"type": "BusinessActor"}, "two": {"type": "BusinessActor"},
            "app": {"type": "ApplicationComponent"}, "C": {"type": "Contract", "parties": [{"who": "one"}]},
        },
        "statements": {
            "s1": {"contract": "C", "subject": "app", "activity": "beheer"},
            "s2": {"contract": "C", "subject": "app", "activity": "beheer", "party": ["one"]},
            "s3": {"contract": "eigen", "subject": "app", "activity": "regie"},
        },
    }  # fmt: skip
    original = build(reading_of(copy.deepcopy(entries)))
    change: list[Edit] = [("elements", "C", {"parties": [{"who": "two"}]}), ("model", "", {"organisation": "two"})]
    for form in FORMATS:
        twin = edited(readers.read(converted(original, form, tmp_path)), change)
        assert [[p.id for p in s.parties] for s in twin.statements] == [["two"], ["one"], ["two"]], form


def test_a_party_that_was_said_differs_from_one_that_follows() -> None:
    entries = sections_of(0)
    one = build(reading_of(copy.deepcopy(entries)))
    statement = next(s for s in one.statements if s.implied and s.parties)
    entries["statements"][statement.id]["party"] = [p.id for p in statement.parties]
    assert told(one, build(reading_of(entries))) == {"statements"}


def edits_of(seed: int, entries: dict[str, Any]) -> Iterator[Edit]:
    """What somebody changes: parties, roles, dates, plateaus, owners; who the organisation is; statements that go."""
    dice = random.Random(f"{seed} edits")  # noqa: S311 - a model, not a secret
    contracts = [i for i, e in entries["elements"].items() if e["type"] in AGREEMENTS]
    names = [i for i in entries["elements"] if i.startswith("e")]
    yield "elements", dice.choice(contracts), {"parties": [{"who": dice.choice(("supplier", "unit", "other"))}]}
    yield "model", "", {"organisation": dice.choice(("org", "other"))}
    for _ in range(EDITS):
        yield dice.choice((
            ("elements", dice.choice(contracts), {"end": dice.choice(("2019", "2021-03", "onbekend"))}),
            ("elements", dice.choice(names), {"owner": dice.choice(("other", "unit"))}),
            ("elements", dice.choice(names), {"plateaus": [dice.choice(("P0", "P1"))]}),
            ("statements", "s0", {"role": dice.choice("RAS")}),
            ("statements", "s0", {"activity": dice.choice(("beheer", "onderhoud", "levering"))}),
            ("statements", dice.choice([*entries["statements"]]), {"effect": "exclude"}),
            ("statements", dice.choice([s for s in entries["statements"] if s != "s0"] or ["none"]), None),
        ))  # fmt: skip


def edited(reading: ParsedModel, edits: list[Edit]) -> Model:
    """The model of a text after some edits of its entries."""
    records = [ParsedEntry(r.section, r.id, copy.copy(r.fields), r.place) for r in reading.records]
    for section, entry, fields in edits:
        if fields is None:
            records = [r for r in records if (r.section, r.id) != (section, entry)]
        for record in records:
            if record.section == section and (section == "model" or record.id == entry):
                record.fields.update(fields or {})
    reading.records = records
    return build(reading)


def situations(model: Model, seed: int) -> list[Scope]:
    """Every plateau, and the model as a whole; a model with soft dates on a day too."""
    days = (None, date(2019, 10, 10)) if seed % 2 else (None,)
    return [scope_of(model, plateau, day) for plateau in ("P0", "P1", "P1b", None) for day in days]


def answers(scope: Scope) -> dict[str, Any]:
    """Cells, classes, boundaries and findings by what they are about."""
    cells = {
        (cell.element.id, cell.activity): (
            cell.status.name,
            [
                (x.provider.key, [p.id for p in x.parties], x.role, x.certain, x.truth)
                for x in (*cell.leads, *cell.support)
            ],
            sorted(status.name for status in cell.may_be),
        )
        for element in scope.model.elements
        for cell in scope.cells(element)
    }
    classes = {
        (contract.provider.key, entry.element.id): entry.scope_class.name
        for contract in contract_scopes(scope)
        for entry in contract.elements
    }
    boundaries = sorted(
        (
            b.source.id,
            b.target.id,
            b.kind.name,
            [p.key for p in b.source_side],
            [p.key for p in b.target_side],
            b.internal,
        )
        for b in boundaries_of(scope)
    )
    findings = sorted(
        (f.code, f.severity.name, f.situation, f.subject, f.detail, f.text("nl"))
        for f in rules.run([scope], [rule for rule in rules.all_rules() if not rule.of_text])
    )
    return {"cells": cells, "classes": classes, "boundaries": boundaries, "findings": findings}


def told(one: Model, twin: Model) -> set[str]:
    """The sorts of things a person is told to differ between two models."""
    comparison = compare_models(one, twin, [])
    changes = {name for name, delta in comparison.deltas.items() if delta}
    return changes | ({"findings"} if comparison.findings.new or comparison.findings.gone else set())


def converted(model: Model, form: str, folder: Path) -> Path:
    """The file or folder of a model in another format."""
    exporter, target = exporters.load(form), folder / FORMATS[form]
    if exporter.write_folder is not None:
        target.mkdir()
        exporter.write_folder(model, Options(), target)
    else:
        with target.open("wb") as handle:
            exporter.write(model, Options(), handle)
    return target


@pytest.mark.parametrize(
    "seed", [*range(FEW), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(FEW, MODELS))]
)
def test_edits_of_a_model_and_of_its_twins_give_the_same_answers(seed: int, tmp_path: Path) -> None:
    entries = sections_of(seed)
    original = build(reading_of(copy.deepcopy(entries)))
    paths = {form: converted(original, form, tmp_path) for form in FORMATS}
    edits = list(edits_of(seed, entries))
    for some in ([], edits):
        one = edited(reading_of(copy.deepcopy(entries)), some)
        scopes = situations(one, seed)
        expected = [answers(scope) for scope in scopes]
        for form, path in paths.items():
            twin = edited(readers.read(path), some)
            assert [answers(scope) for scope in situations(twin, seed)] == expected, form
            assert told(one, twin) == set(), form
