"""Reads the three CSV files Archi writes of a model: elements, relations, properties.

Any one of the three may be named, or the folder they stand in. Delimiter and header are found out; what Archi's import
would refuse (a row of another length, an unknown type, a dangling end) is told instead.

Source: Archi's CSV plug-in (docs/EXCHANGE.md).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import Level, Place, Problem, UnreadableError
from ea_model.readers.exchange.roundtrip import again
from ea_model.readers.xml.encoding import WIDE, content_of
from ea_model.source import conventions as form
from ea_model.source.archimate2 import RELATIONSHIP
from ea_model.source.document import SourceDocument
from ea_model.source.records import ConceptTable, Fields, ParsedEntry, ParsedModel

PARTS = ("elements", "relations", "properties")
_DELIMITERS = (",", ";", "\t")
_MODEL = "ArchimateModel"
_END = "the file ends here"
"""A row behind the last: where it is read as one, no cell was left open."""
_FIELD = 64 * 1024 * 1024
"""Longest text in a cell."""


def triple_in(folder: Path) -> Path | None:
    """The file of elements in a folder that holds exactly one."""
    files = sorted(p for p in folder.glob("*elements.csv") if p.is_file() and not p.is_symlink())
    return files[0] if len(files) == 1 else None


def _part_of(path: Path) -> str:
    return next((part for part in PARTS if path.name.lower().endswith(f"{part}.csv")), "")


def read(path: Path) -> ParsedModel:
    """Read the three files of which ``path`` is one, or the folder they are in; a missing one is empty.

    Raises `UnreadableError` when there is no file of elements or its rows cannot be told apart.
    """
    file = (triple_in(path) or path) if path.is_dir() else path
    part = _part_of(file)
    if not part:
        raise UnreadableError(Message("unreadable_csv_name", path=file))
    prefix = file.name[: -len(f"{part}.csv")]
    paths = {name: file.with_name(f"{prefix}{name}.csv") for name in PARTS}
    if not paths["elements"].is_file():
        raise UnreadableError(Message("unreadable_csv_beside", path=file, name=paths["elements"].name))
    return _Triple(file, paths).reading


class _Triple:
    """Three files being read; the result is ``reading``."""

    def __init__(self, file: Path, paths: dict[str, Path]) -> None:
        self.paths = paths
        contents = {part: content_of(path) for part, path in paths.items() if path.is_file()}
        self.reading = ParsedModel(files=[str(file)], lenient=True)
        self.elements, self.relations = ConceptTable(), ConceptTable()
        self.rows: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, list[Place]] = {}
        self.model: dict[str, Any] = {"properties": []}
        self.manifest = Fields(1)
        self.manifest["id"] = "model"
        for part, content in contents.items():
            for line, cells in _cells(str(paths[part]), content, header=part != "properties"):
                getattr(self, f"_read_{part}")(cells, Place(str(paths[part]), line))
        for row in self.rows.values():
            self._finish(row)
        digest = hashlib.sha256(b"\0".join(contents.get(part, b"") for part in PARTS))
        self.reading.digest = digest.hexdigest()
        self.reading.records.append(ParsedEntry("model", "", self.manifest, Place(str(file), 1)))
        self.reading.elements, self.reading.relations = self.elements, self.relations
        self.reading.foreign.properties = tuple(self.model["properties"])
        self.reading.foreign.folders = {}
        files = {paths[part].name: content for part, content in contents.items()}
        self.reading.foreign.document = SourceDocument("csv", files=files)
        self.reading.locate = partial(dict, self.lines)
        self.reading = again(self.reading)

    def _tell(self, place: Place, code: str, message: Message) -> None:
        self.reading.problems.append(Problem(place, code, message, Level.WARNING))

    def _read_elements(self, cells: list[str], place: Place) -> None:
        identifier, kind, name, documentation, special = _padded(cells, 5)
        if kind == _MODEL:
            self.manifest["id"] = identifier or "model"
            for key, text in (("name", name), ("documentation", documentation)):
                if text:
                    self.manifest[key] = text
            self.model["id"] = identifier
            return
        self._concept(self.elements, identifier, kind, name, documentation, special, place)

    def _read_relations(self, cells: list[str], place: Place) -> None:
        identifier, kind, name, documentation, source, target, special = _padded(cells, 7)
        row = self._concept(self.relations, identifier, kind.removesuffix(RELATIONSHIP), name, documentation, special,
                            place)  # fmt: skip
        row["source"], row["target"] = source, target

    def _concept(
        self, bulk: ConceptTable, identifier: str, kind: str, name: str, documentation: str, special: str, place: Place
    ) -> dict[str, Any]:
        if not identifier:
            content = f"{kind} {name} {documentation} {len(bulk.rows)}"
            identifier = "id-" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        row: dict[str, Any] = {"id": identifier}
        if name:
            row["name"] = name
        if documentation:
            row["documentation"] = documentation
        if special:
            row["properties"] = [(form.SPECIALIZATION_KEY, special)]
        bulk.kinds.append(kind)
        bulk.rows.append(row)
        self.lines.setdefault(identifier, []).append(place)
        self.rows.setdefault(identifier, row)
        return row

    def _read_properties(self, cells: list[str], place: Place) -> None:
        identifier, key, value = _padded(cells, 3)
        if identifier and identifier == self.model.get("id"):
            self.model["properties"].append((key, value))
        elif identifier in self.rows:
            self.rows[identifier].setdefault("properties", []).append((key, value))
        else:
            self._tell(place, "REFERENCE", Message("property_nowhere", key=key, id=identifier))

    def _finish(self, row: dict[str, Any]) -> None:
        """The keys that stand for what relations and junctions say of themselves."""
        free = []
        for key, value in row.get("properties", ()):
            if key == "Access_Type" and "access_type" not in row:
                row["access_type"] = value
            elif key == "Influence_Strength" and "strength" not in row:
                row["strength"] = value
            elif key == "Directed" and "directed" not in row:
                row |= {"directed": True} if value.lower() == "true" else {}
            elif key == "Junction_Type" and "junction_type" not in row:
                row["junction_type"] = "or" if value.lower() == "or" else "and"
            else:
                free.append((key, value))
        row.pop("properties", None)
        if free:
            special = [pair for pair in free if pair[0] == form.SPECIALIZATION_KEY]
            row["properties"] = (*(pair for pair in free if pair not in special), *special)


def _padded(cells: list[str], count: int) -> list[str]:
    """As many cells as there are columns; older files have one column less."""
    return [*cells, *[""] * (count - len(cells))][:count]


def _cells(file: str, content: bytes, *, header: bool) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file with the line each begins on; comments and the header are none."""
    if content.startswith(WIDE):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")  # what Archi calls ANSI
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    limit = csv.field_size_limit(_FIELD)
    rows = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    line = 1
    try:
        for number, cells in enumerate(_without_comments(rows)):
            begin, line = line, rows.line_num + 1
            heading = cells[0].strip().lower() == "id" and cells[1:2] and cells[1].strip().lower() in ("type", "key")
            if (number == 0 and (heading or header)) or cells == [_END]:
                continue
            if cells[-1].endswith(f"\n{_END}"):
                raise UnreadableError(Message("unreadable_csv_cut", path=file, line=begin))
            yield begin, [_unexcel(cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableError(Message("unreadable_csv", path=file, line=rows.line_num, reason=error)) from error
    finally:
        csv.field_size_limit(limit)


def _without_comments(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    return (cells for cells in rows if cells and not cells[0].startswith("#"))


def _unexcel(cell: str) -> str:
    """A text without what keeps a spreadsheet from changing it."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return cell
