"""What the tests of the exchange file share: writing and reading in one go, the schema, and a picture of a model.

The picture is taken straight from the features of the metamodel, so that no code of the writer is in it.
"""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ea_model import exporters
from ea_model.exchange import xsd
from ea_model.loader import build
from ea_model.metamodel.archimate import Concept
from ea_model.metamodel.contract import Activity
from ea_model.metamodel.lean import LeanObject, features_of
from ea_model.model import Model
from ea_model.readers.exchange import reader
from ea_model.source.records import ParsedModel
from ea_model.source.views import Style, View, ViewConnection, ViewNode
from ea_model.values import LangText

NS = {"x": "http://www.opengroup.org/xsd/archimate/3.0/"}
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GOLDEN = Path(__file__).parents[1] / "golden" / "exchange"


def exported(model: Model, *views: View, left_out: list[exporters.Loss] | None = None, fresh: bool = False) -> bytes:
    """The exchange file of a model; ``fresh`` for one that is not given back as it stood."""
    handle = io.BytesIO()

    def report(loss: exporters.Loss) -> None:
        assert left_out is not None, loss
        left_out.append(loss)

    exporters.load("exchange").write(model, exporters.Options(views=views, report=report, fresh=fresh), handle)
    return handle.getvalue()


def reading(content: bytes, folder: Path) -> ParsedModel:
    """The records of an exchange file of these bytes."""
    file = folder / "model.xml"
    file.write_bytes(content)
    return reader.read(file)


def imported(content: bytes, folder: Path) -> Model:
    """The model in an exchange file of these bytes."""
    return build(reading(content, folder))


def parsed(content: bytes) -> etree._Element:
    """The root of an exchange file."""
    return etree.fromstring(content)


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path, with ``x:`` for the exchange namespace."""
    return root.findall(path, NS)


def properties(root: etree._Element, node: etree._Element) -> list[tuple[str, str]]:
    """The properties of a node as Archi shows them: name of the definition and first value."""
    names = {d.get("identifier"): d.findtext("x:name", namespaces=NS) for d in found(root, ".//x:propertyDefinition")}
    return [
        (names[p.get("propertyDefinitionRef")] or "", p.findtext("x:value", namespaces=NS) or "")
        for p in found(node, "x:properties/x:property")
    ]


def by_id(root: etree._Element, identifier: str) -> etree._Element:
    """The element of that identifier."""
    (node,) = (n for n in root.iter() if n.get("identifier") == identifier)
    return node


@cache
def schema() -> etree.XMLSchema:
    """The Open Group schema for 3.1; without it a test is skipped, on a build machine it fails."""
    spec = find_spec("etcion")
    if spec is None or not spec.submodule_search_locations:
        reason = "the Open Group schemas are not installed; pip install … -r requirements-schemas.txt (see the file)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return xsd.schema()


def assert_valid(content: bytes) -> None:
    """Valid against the schema, and identifiers unique over the whole file, which libxml2 does not check."""
    root = parsed(content)
    schema().assertValid(root)
    identifiers = [n.get("identifier") for n in root.iter() if n.get("identifier")]
    assert len(identifiers) == len(set(identifiers))


def golden(name: str, written: bytes) -> None:
    """Compare with the kept file; ``UPDATE_GOLDEN=1`` writes it, and the difference is to be read."""
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written)
    assert file.read_bytes() == written, f"{name} changed; UPDATE_GOLDEN=1, then read the difference"


def sample_view(view_id: str = "v") -> View:
    """A view of the reference model with everything `drawing` has: nesting, lines, frames, texts, colours."""
    inner = [
        ViewNode("servers", 40, 190, 100, 40, element="servers"),
        ViewNode("storage", 150, 190, 100, 40, element="storage"),
    ]
    return View(
        view_id,
        LangText({"nl": "Contract C-INF in P0", "en": "Contract C-INF in P0"}),
        documentation="Wat valt er in P0 onder C-INF?\nEn wat niet?",
        viewpoint="Technology",
        properties=[("folder", "Contracten"), ("contract", "C-INF"), ("contract", "P0")],
        nodes=[
            ViewNode("contract", 20, 20, 120, 55, element="C-INF", style=Style(fill="#ffff00", line="#102030")),
            ViewNode("infra", 20, 150, 260, 100, element="it-infrastructuur", nodes=inner),
            ViewNode("digipoort", 320, 150, 120, 55, element="digipoort", style=Style(font="#ff0000")),
            ViewNode("frame", 300, 20, 200, 100, kind="Container", label="Legenda", nodes=[
                ViewNode("note", 310, 50, 180, 60, kind="Label", label="geel: onder het contract\nwit: erbuiten"),
            ]),
        ],
        connections=[
            ViewConnection("scope", "contract", "infra", "s3", bendpoints=[(80, 100)], style=Style(line_width=2)),
            ViewConnection("serves", "infra", "digipoort", "it-infrastructuur.serves.digipoort", label="bedient"),
            ViewConnection("part", "infra", "servers", "it-infrastructuur.composes.servers"),
            ViewConnection("remark", "note", "contract"),
        ],
    )  # fmt: skip


def plain(value: object) -> Any:
    """A value of a feature as plain data that compares exactly, languages and types included."""
    if isinstance(value, LangText):
        return ["text", list(value.texts.items())]
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, (Concept, Activity)):
        return ["→", value.id]
    if isinstance(value, LeanObject):
        return features(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shown = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return [type(value).__name__, shown]
    return [type(value).__name__, value]


def features(thing: LeanObject) -> dict[str, Any]:
    """Every feature of a thing with its value, defaults included."""
    return {name: plain(getattr(thing, name)) for name in features_of(type(thing))}


def _all(things: Iterable[LeanObject]) -> dict[str, Any]:
    return {str(thing.eGet("id")): (type(thing).__name__, features(thing)) for thing in things}


def picture(model: Model) -> dict[str, Any]:
    """Everything a model says, as plain data."""
    contents = model.contents
    return {
        "model": [model.id, plain(model.name), model.version, plain(contents.documentation)],
        "revision": model.revision,
        "ends": [plain(model.organisation), plain(model.baseline)],
        "kinds": {
            name: (kind.__bases__[0].__name__, plain(model.metamodel.labels[name]), _attributes(kind))
            for name, kind in model.metamodel.declared.items()
        },
        "order": [concept.id for concept in model.concepts()],
        "elements": _all(model.elements),
        "relations": _all(model.relations),
        "documents": _all(model.documents.values()),
        "facts": {key: plain(fact) for key, fact in model.facts.items()},
        "statements": _all(model.statements),
        "closures": _all(model.closures),
        "questions": _all(model.questions),
        "terms": _all(model.terms),
        "activities": _all(model.activities.values()),
        "matrix": {key: features(row) for key, row in model.applicability.items()},
        "extras": model.foreign.properties,
    }


def _attributes(kind: type[Concept]) -> list[Any]:
    return [
        (f.name, type(f).__name__, f.is_many, f.is_required, plain(f.fallback), str(f.eType))
        for f in kind.eClass.eStructuralFeatures
    ]


def parts(view: View) -> list[Any]:
    """A view as plain data without the identifiers of its parts, which the writer prefixes."""
    names: dict[str, str] = {}

    def node(shown: ViewNode, path: str) -> Any:
        names[shown.id] = path
        place = (shown.x, shown.y, shown.width, shown.height)
        inner = [node(child, f"{path}.{i}") for i, child in enumerate(shown.nodes)]
        return [shown.kind, place, shown.element, shown.label, shown.style, inner]

    nodes = [node(shown, str(i)) for i, shown in enumerate(view.nodes)]
    names |= {c.id: f"line {i}" for i, c in enumerate(view.connections)}
    lines = [(names[c.source], names[c.target], c.relation, c.label, c.bendpoints, c.style) for c in view.connections]
    texts = [plain(view.name), plain(view.documentation), view.viewpoint, view.properties]
    return [view.id, texts, nodes, lines]
