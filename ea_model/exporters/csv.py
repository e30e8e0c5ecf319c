"""The model as the three CSV files Archi writes and reads: elements, relations, properties; no views and no folders.

Every cell is quoted and lines end in CR LF. The files are for Archi's import, which takes every text as it stands; a
table for a spreadsheet, where a text could be a formula, is another exporter's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from ea_model.exporters import Exporter, Options
from ea_model.exporters.exchange.plain_model import plain_model, untouched
from ea_model.exporters.shared import losses
from ea_model.exporters.shared.zip_file import write_zip
from ea_model.messages import Message
from ea_model.metamodel import specialization_of
from ea_model.metamodel.archimate import Concept, Relation, archimate_type
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.values import LangText
from ea_model.values.tabular import is_formula
from ea_model.writing import Stage

ELEMENTS = ("ID", "Type", "Name", "Documentation", "Specialization")
RELATIONS = ("ID", "Type", "Name", "Documentation", "Source", "Target", "Specialization")
PROPERTIES = ("ID", "Key", "Value")
_TOP = {"Strategy": 0, "Business": 1, "Application": 2, "Technology": 3, "Physical": 3, "Motivation": 4,
        "Implementation & Migration": 5, "Other": 6}  # fmt: skip
"""Archi's top folder of each layer; rows are sorted within those."""


def files(model: Model, options: Options) -> Iterator[tuple[str, bytes]]:
    """Name and content of the three files."""
    if options.heard and (count := sum(map(is_formula, _texts(model)))):
        options.report(losses.Loss("formulas", Message("Loss.formulas", count=count), count))
    source = untouched(model, options, "csv")
    if source is not None:
        yield from source.files.items()
        return
    plain = plain_model(model, options)
    losses.tell(model, options, "csv")
    document = plain.foreign.document
    name = "" if document is not None and document.nameless else str(plain.name)
    head = (plain.id, "ArchimateModel", name, str(plain.contents.documentation), "")
    elements = sorted(
        plain.elements, key=lambda e: (_TOP.get(e.layer, 6), archimate_type(type(e)), str(e.name).lower().strip())
    )
    relations = sorted(plain.relations, key=lambda r: (archimate_type(type(r)), str(r.name).lower().strip()))
    yield "elements.csv", _csv(ELEMENTS, [head, *(_element(e) for e in elements)])
    yield "relations.csv", _csv(RELATIONS, (_relation(r) for r in relations))
    pairs = [(plain.id, key, str(value)) for key, value in plain.foreign.properties]
    for concept in plain.concepts():
        pairs += [(concept.id, key, value) for key, value in _pairs(concept)]
    yield "properties.csv", _csv(PROPERTIES, pairs)


def _texts(model: Model) -> Iterator[str]:
    """What people wrote in a model; a sign by itself, such as the strength of an influence, is no formula."""
    pairs = chain(model.foreign.properties, (pair for concept in model.concepts() for pair in concept.properties))
    texts = chain((t for c in model.concepts() for t in (c.name, c.documentation)), chain.from_iterable(pairs))
    return (text for text in map(str, texts) if text.strip("+-"))


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    """As Archi writes it: no line end after the last row."""
    lines = (",".join(f'"{_cell(cell)}"' for cell in row) for row in (header, *rows))
    return "\r\n".join(lines).encode("utf-8", "replace")


def _cell(text: str) -> str:
    return text.replace("\t", " ").replace('"', '""')


def _special(concept: Concept) -> str:
    """The specialization of a concept; the format has room for one."""
    kind = specialization_of(type(concept))
    return kind or next((str(v) for k, v in concept.properties if k == form.SPECIALIZATION_KEY), "")


def _element(concept: Concept) -> tuple[str, ...]:
    kind = archimate_type(type(concept))
    return concept.id, kind, str(concept.name), str(concept.documentation), _special(concept)


def _relation(relation: Relation) -> tuple[str, ...]:
    kind = f"{archimate_type(type(relation))}Relationship"
    ends = (relation.source.id, relation.target.id)
    return (relation.id, kind, str(relation.name), str(relation.documentation), *ends, _special(relation))


def _pairs(concept: Concept) -> Iterator[tuple[str, str]]:
    """Properties, and then what the format keeps as such."""
    for key, value in concept.properties:
        if key == form.SPECIALIZATION_KEY and value:
            continue
        yield key, str(value)
    kind = archimate_type(type(concept))
    if kind == "Access":
        yield "Access_Type", concept.eGet("access_type")
    elif kind == "Association":
        yield "Directed", "true" if concept.eGet("directed") else "false"
    elif kind == "Influence" and concept.eGet("strength"):
        yield "Influence_Strength", concept.eGet("strength")
    elif kind == "Junction":
        yield "Junction_Type", concept.eGet("junction_type").capitalize()


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """The three files as a zip archive."""
    write_zip(files(model, options), handle)


def write_folder(model: Model, options: Options, folder: Path) -> None:
    """The three files into an empty folder."""
    stage = Stage(folder)
    for name, data in files(model, options):
        stage.put(Path(name).name, data)


def model_files(folder: Path) -> set[Path]:
    """The three files in a folder, as paths below it."""
    return {p.relative_to(folder) for part in ("elements", "relations", "properties")
            for p in folder.glob(f"*{part}.csv") if p.is_file() and not p.is_symlink()}  # fmt: skip


EXPORTER = Exporter(
    "csv",
    LangText({"nl": "CSV-bestanden", "en": "CSV files"}),
    ".csv.zip",
    "application/zip",
    write,
    write_folder,
    model_files,
)
