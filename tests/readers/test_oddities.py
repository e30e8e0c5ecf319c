"""One small file per oddity that real files have: it opens, says what it says, goes through its own format to the byte,
and written anew it says the same. Source of the list: counts over 2,381 published models.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ea_model
from benchmarks.corpus.facts import facts_of
from benchmarks.corpus.reasons import is_good, of_exchange, of_native
from ea_model import exporters
from ea_model.model import Model
from ea_model.values import LangText

FOLDER = Path(__file__).parent / "oddities"
Check = Callable[[Any], object]


def _codes(model: Model) -> list[str]:
    return sorted({problem.code for problem in model.problems})


def _text(model: Model, key: str) -> dict[str, str]:
    name = model[key].name
    return dict(name.texts) if isinstance(name, LangText) else {}


ODDITIES: dict[str, tuple[Check, object]] = {
    "ids-without-prefix.xml": (lambda m: [e.id for e in m.elements], ["actor.1", "ä"]),
    "bare-uuid-ids.xml": (lambda m: [e.id for e in m.elements], ["1c197dc3-71e5-40dc-8f5d-a96e983b41af"]),
    "relation-to-relation.xml": (lambda m: m["s"].eGet("source").id, "r"),
    "connection-to-connection.xml": (lambda m: [(c.source, c.target) for c in m.views[0].connections][1], ("c1", "n3")),
    "line-connection.xml": (lambda m: [(c.id, c.relation) for c in m.views[0].connections], [("c", "")]),
    "empty-name.xml": (lambda m: ["name" in e.__dict__ for e in m.elements], [True]),
    "no-name.xml": (lambda m: ["name" in e.__dict__ for e in m.elements], [False]),
    "dublin-core.xml": (lambda m: b"purl.org" in m.foreign.document.metadata, True),
    "organizations.xml": (lambda m: dict(m.foreign.folders), {"a": ("Eigen",)}),
    "property-types.xml": (lambda m: [d[2] for d in m.foreign.document.definitions], ["date", "number", "string"]),
    "windows-1252.xml": (lambda m: m["a"].name, "Café – €"),
    "several-languages.xml": (lambda m: _text(m, "a"), {"nl": "Naam", "en": "Name", "und": "?"}),
    "item-with-reference-and-children.xml": (lambda m: dict(m.foreign.folders), {"b": ("Map",)}),
    "attachments.xml": (lambda m: m.views[0].connections[0].source_attachment, (10, 20)),
    "own-viewpoint.xml": (lambda m: b'identifier="vp"' in m.foreign.document.viewpoints, True),
    "duplicate-ids.xml": (_codes, ["DUPLICATE-ID"]),
    "schema-invalid.xml": (lambda m: [e.id for e in m.elements], ["a"]),
    "illegal-relation.xml": (_codes, ["RELATION"]),
    "foreign-elements.xml": (lambda m: [b"urn:tool" in part for part in m.foreign.document.foreign], [True]),
    "exchange-2.xml": (lambda m: [(e.id, e.kind) for e in m.elements], [("a", "TechnologyService")]),
    "old-namespace.archimate": (lambda m: [e.kind for e in m.elements], ["TechnologyService"]),
    "sketch-and-canvas.archimate": (lambda m: [v.kind for v in m.views], ["SketchModel", "CanvasModel"]),
    "profiles.archimate": (lambda m: [v for _, v in m["a"].properties], ["Een", "Twee"]),
    "features.archimate": (lambda m: m.foreign.document.features, {"a": (("x", "1"),)}),
    "folder-texts.archimate": (lambda m: [f.documentation for f in m.foreign.tree.tops], ["Waarom"]),
    "folders.archimate": (
        lambda m: [f.name for f, _ in m.foreign.tree.every()],
        ["Zaken", "Twee", "Twee", "Leeg", "Views"],
    ),
    "folders.xml": (lambda m: [f.documentation for f, _ in m.foreign.tree.every()], ["", "Waarom", "", ""]),
    "moved-ends.archimate": (lambda m: [c.bendpoints for c in m.views[0].connections], [[(135, 102)], []]),
    "metadata.archimate": (lambda m: m.foreign.document.entries, (("k", "v"), ("k", ""))),
    "empty-texts.xml": (lambda m: [type(v.documentation) for v in m.views], [LangText, str]),
    "duplicate-properties.archimate": (lambda m: m["a"].properties, (("k", "1"), ("k", "1"), ("", ""))),
}
"""By file: what to look at, and what it is."""
NOT_ANEW = {"exchange-2.xml", "schema-invalid.xml"}
"""Files in an older format, or that say what the schema forbids; given back as they stood they keep it."""


def test_there_is_a_file_for_each() -> None:
    assert {file.name for file in FOLDER.iterdir()} == ODDITIES.keys()


@pytest.mark.parametrize("name", ODDITIES)
def test_an_oddity_is_understood(name: str) -> None:
    look, expected = ODDITIES[name]
    assert look(ea_model.load(FOLDER / name)) == expected


@pytest.mark.parametrize("name", sorted(ODDITIES.keys() - {"exchange-2.xml"}))
def test_an_oddity_survives_its_own_format(name: str) -> None:
    model = ea_model.load(FOLDER / name)
    before = (FOLDER / name).read_bytes()
    assert _written(model, name, fresh=False) == before
    if name not in NOT_ANEW:
        after = _written(model, name, fresh=True)
        named = (of_native if name.endswith("archimate") else of_exchange)(before, after)
        assert [reason for reason in named if not is_good(reason)] == []
        assert facts_of(after)


@pytest.mark.parametrize("name", sorted(ODDITIES.keys() - NOT_ANEW))
def test_an_oddity_goes_through_our_text_without_a_loss(name: str, tmp_path: Path) -> None:
    model = ea_model.load(FOLDER / name)
    exporter = exporters.load("text")
    assert exporter.write_folder is not None
    losses: list[exporters.Loss] = []
    exporter.write_folder(model, exporters.Options(report=losses.append), tmp_path)
    after = _written(ea_model.load(tmp_path), name, fresh=False)
    named = (of_native if name.endswith("archimate") else of_exchange)((FOLDER / name).read_bytes(), after)
    assert [reason for reason in named if not is_good(reason)] == []
    assert bool(losses) == (name == "duplicate-ids.xml")


@pytest.mark.parametrize("name", ODDITIES)
def test_an_oddity_reaches_every_other_format(name: str, tmp_path: Path) -> None:
    model = ea_model.load(FOLDER / name)
    ids = {concept.id for concept in model.concepts()}
    for form in ("archi", "grafico", "csv", "text"):
        exporter = exporters.load(form)
        assert exporter.write_folder is not None or form == "archi"
        target = tmp_path / form
        if exporter.write_folder is None:
            with target.open("wb") as handle:
                exporter.write(model, exporters.Options(), handle)
        else:
            target.mkdir()
            exporter.write_folder(model, exporters.Options(), target)
        assert {concept.id for concept in ea_model.load(target).concepts()} == ids, form


def _written(model: Model, name: str, *, fresh: bool) -> bytes:
    handle = io.BytesIO()
    exporters.load("archi" if name.endswith("archimate") else "exchange").write(
        model, exporters.Options(fresh=fresh), handle
    )
    content = handle.getvalue()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(handle) as archive:
            return archive.read("model.xml")
    return content
