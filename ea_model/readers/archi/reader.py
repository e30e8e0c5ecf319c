"""Reads a file of Archi itself (``*.archimate``, plain or zipped) into columns; knows XML, not the metamodel.

Every version since ArchiMate 2 opens: types of then are read as what Archi makes of them, and told. Specializations
become properties, as Archi's own exchange file has them. What the model has no place for stays in the bytes
of the file, which the model carries.

No schema of the format is published; the facts are those of Archi's metamodel and its converters (Archi 5.10).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from lxml import etree

from ea_model.messages import Message, noted
from ea_model.messages.problems import Level, Place, Problem, UnreadableError
from ea_model.readers.archi.archive import content_of
from ea_model.readers.archi.nodes import name_of
from ea_model.readers.archi.stream import ArchiScan, scan_file
from ea_model.readers.archi.views import SWAPPED, ArchiViewContext, view_of
from ea_model.readers.archi.vocabulary import ROOT
from ea_model.readers.exchange.roundtrip import again
from ea_model.readers.xml.nodes import Node
from ea_model.source import conventions as form
from ea_model.source import views
from ea_model.source.archimate2 import RELATIONSHIP, RENAMED
from ea_model.source.document import LazyViews, Profile, SourceDocument
from ea_model.source.folders import FolderTree
from ea_model.source.records import Fields, ParsedEntry, ParsedModel

_TODAY = (5, 0, 0)
"""The version of the format since ArchiMate 3.2."""
Shape = Callable[[Node], Node]
Locate = Callable[[], dict[str, list[Place]]]
_IDENTIFIER = re.compile(rb"""<element\b[^<>]*?\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def read(path: Path) -> ParsedModel:
    """Read one file of Archi.

    Raises `UnreadableError` when it is none, `ModelLoadError` with the line when it is broken XML.
    """
    return read_content(str(path), *content_of(path))


def read_content(file: str, content: bytes, images: dict[str, bytes]) -> ParsedModel:
    """Read the XML of a model; ``images`` are the other files of its archive."""
    scan = scan_file(file, content, partial(_check_root, file))
    reading = reading_of(file, scan, partial(_locate, file, content))
    reading.digest = hashlib.sha256(content).hexdigest()
    reading.foreign.document = document_of(scan, SourceDocument("archi", content=content, files=images))
    return again(reading)


def reading_of(file: str, scan: ArchiScan, locate: Locate, shaped: Shape | None = None) -> ParsedModel:
    """What a pass found as a reading; the folder format ends here too, with what gives its views the shape of ours."""
    reading = ParsedModel(files=[file], lenient=True, locate=locate)
    version = version_of(scan.root.get("version", ""))
    for row in (*scan.elements.rows, *scan.relations.rows):
        if "properties" in row:
            row["properties"] = tuple(row["properties"])
    _read_profiles(file, scan, reading)
    place = Place(file, 1)
    fields = Fields(1)
    fields["id"] = scan.root.get("id") or "model"
    texts = [node.text or "" for node in scan.small if node.tag == "purpose"]
    for key, text in (("name", scan.root.get("name", "")), ("documentation", "".join(texts))):
        if text:
            fields[key] = text
    reading.records.append(ParsedEntry("model", "", fields, place))
    reading.foreign.properties = tuple(
        (node.get("key") or "", node.get("value") or "") for node in scan.small if node.tag == "property"
    )
    places = locate() if scan.renamed else {}
    for kind, identifiers in scan.renamed.items():
        became = RENAMED[kind].removesuffix(RELATIONSHIP)
        message = noted(Message("read_as", kind=kind, became=became), len(identifiers))
        first = places.get(identifiers[0], [place])[0]
        reading.problems.append(Problem(first, "KIND", message, Level.NOTE))
    reading.elements, reading.relations = scan.elements, scan.relations
    reading.foreign.folders = {**scan.folders, **{v.identifier: v.folders for v in scan.views if v.folders}}
    reading.foreign.tree = FolderTree(lambda: scan.tops)
    rows = list(zip(scan.elements.kinds, scan.elements.rows, strict=True))
    scenery = ArchiViewContext(
        names={view.identifier: view.name for view in scan.views},
        junctions=frozenset(row["id"] for kind, row in rows if kind == "Junction"),
        version=version,
        swapped={row["id"]: kind for kind, row in rows if kind in SWAPPED} if version < _TODAY else {},
    )
    reading.foreign.views = LazyViews([view.identifier for view in scan.views], partial(_view, scan, scenery, shaped))
    return reading


def document_of(scan: ArchiScan, document: SourceDocument) -> SourceDocument:
    """What stands in a file or folder of Archi beside concepts, views and folders, put where the writers look."""
    document.unheld = dict(scan.unheld)
    document.features = {identifier: tuple(pairs) for identifier, pairs in scan.features.items()}
    document.nameless = not scan.root.get("name")
    entries: list[tuple[str, str]] | None = None
    profiles, foreign = [], []
    for node in scan.small:
        tag = str(node.tag)
        if tag == "metadata":
            entries = [
                *(entries or ()),
                *((entry.get("key") or "", entry.get("value") or "") for entry in node.iterchildren("*")),
            ]
        elif tag == "profile":
            rest = {str(k): str(v) for k, v in node.attrib.items() if k not in ("id", "name", "conceptType")}
            profiles.append(Profile(node.get("id") or "", name_of(node), node.get("conceptType") or "", rest))
        elif tag == "feature":
            about = document.features.get("", ())
            document.features[""] = (*about, (node.get("name") or "", node.get("value") or ""))
        elif tag not in ("purpose", "property"):
            foreign.append(etree.tostring(node, encoding="UTF-8", xml_declaration=False, with_tail=False))
    document.entries = None if entries is None else tuple(entries)
    document.profiles, document.foreign = tuple(profiles), tuple(foreign)
    return document


def _read_profiles(file: str, scan: ArchiScan, reading: ParsedModel) -> None:
    """Specializations become properties; the first is the one Archi shows."""
    names = {node.get("id") or "": name_of(node) for node in scan.small if node.tag == "profile"}
    for row, listed in scan.profiled:
        special = []
        for identifier in listed.split():
            if identifier in names:
                special.append((form.SPECIALIZATION_KEY, names[identifier]))
            else:
                message = Message("special_nowhere", id=row["id"], special=identifier)
                reading.problems.append(Problem(Place(file, 1), "REFERENCE", message, Level.WARNING))
        if special:
            row["properties"] = (*row.get("properties", ()), *special)


def _check_root(file: str, name: str) -> None:
    if not ROOT.fullmatch(name):
        first = name.rpartition(" ")[2]
        raise UnreadableError(Message("unreadable_native", path=file, first=first))


def _view(scan: ArchiScan, scenery: ArchiViewContext, shaped: Shape | None, number: int) -> views.View:
    node = scan.node(scan.views[number].content)
    return view_of(shaped(node) if shaped else node, scenery)


def version_of(text: str) -> tuple[int, ...]:
    """The version of the format the file was written in; one that says none is of today."""
    return tuple(int(part) for part in re.findall(r"\d{1,9}", text)) or _TODAY


def _locate(file: str, content: bytes) -> dict[str, list[Place]]:
    """The id of every concept and view with the lines it stands on."""
    ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n"))
    marks = [(m[1] or m[2] or b"", m.start()) for m in _IDENTIFIER.finditer(content)]
    lines = np.searchsorted(ends, [at for _, at in marks]) + 1
    places: dict[str, list[Place]] = {}
    for (identifier, _), line in zip(marks, lines.tolist(), strict=True):
        places.setdefault(identifier.decode("utf-8", "replace"), []).append(Place(file, line))
    return places
