"""Edits of a text model as a patch: what if a statement went, a date shifted, a role changed; then, if wanted, saved.

`with_edits` gives the model as it would be and touches nothing. `plan` gives the same as a `Patch`: a unified diff to
read, and `Patch.apply` to write it. Only the characters that must change do; comments and layout stay.

    edits = [Change("C-DGP", "end", "2020-03"), Change("s1", "role", "A"), Remove("s2")]
    model = with_edits("models/samen", edits)
    patch = plan("models/samen", edits)
    print(patch.diff())
    patch.apply()
"""

from __future__ import annotations

import codecs
import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ea_model.loader import build
from ea_model.messages import Message, did_you_mean
from ea_model.messages.problems import EaModelError, ModelLoadError, Place, close_to
from ea_model.model import Model
from ea_model.patching.covers import edited, removed, short_statement
from ea_model.patching.edit import MisfitError, changed, without
from ea_model.patching.tree import TextNode, tree_of
from ea_model.readers import text
from ea_model.source.records import ParsedModel
from ea_model.writing import replace_set

SECTIONS = ("statements", "closures", "elements", "extend", "relations", "unknowns", "terms", "waivers", "documents")
"""Sections whose entries can be edited, in the order in which an id is looked for."""


class PatchError(EaModelError):
    """An edit that cannot be made; ``place`` is where, as far as there is one."""

    def __init__(self, message: Message, place: Place | None = None) -> None:
        self.place = place or Place()
        super().__init__(Message("about", name=self.place, error=message) if self.place.file else message)


@dataclass(frozen=True, slots=True)
class Change:
    """Give a field of an entry another value, or a value at all.

    ``field`` is the name it has in the text, with dots for a field in a field (``valid.until``); ``value`` is spelled
    as in the text: a string, a list of them, or a mapping.
    """

    entry: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entry, such as a statement, out of the text."""

    entry: str


Edit = Change | Remove


@dataclass(frozen=True, slots=True)
class FileEdit:
    """One file before and after."""

    path: Path
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Patch:
    """Edits of a text model, worked out but not written."""

    folder: Path
    files: tuple[FileEdit, ...]
    model: Model
    """The model as the edited text gives it."""

    def diff(self) -> str:
        """The patch as a unified diff, for people and for ``git apply``; paths are below the folder of the model."""
        lines: list[str] = []
        for edit in self.files:
            name = edit.path.relative_to(self.folder).as_posix() if self.folder.is_dir() else edit.path.name
            old, new = (
                io.StringIO(content.decode(), newline="\n").readlines() for content in (edit.before, edit.after)
            )
            diff_lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
            lines += (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in diff_lines)
        return "".join(lines)

    def apply(self) -> None:
        """Write the edited files: all of them, each complete, or none.

        Raises `PatchError`, and writes nothing, when a file is not any more what it was when the patch was made.
        """
        for edit in self.files:
            if _bytes_of(edit.path) != edit.before:
                raise PatchError(Message("patch_changed"), Place(str(edit.path)))
        replace_set(self.folder if self.folder.is_dir() else self.folder.parent, {e.path: e.after for e in self.files})


def with_edits(path: str | Path, edits: Iterable[Edit]) -> Model:
    """The model at ``path``, a folder or file of our text, as it would be after some edits; no file is touched.

    Raises `PatchError` for an edit that cannot be made, `ModelLoadError` when the edited text is no model: its
    places are lines of the edited text.
    """
    return plan(path, edits).model


def plan(path: str | Path, edits: Iterable[Edit]) -> Patch:
    """Work edits out, one after another, and load what comes out; raises as `with_edits` does."""
    folder = Path(path)
    reading = text.read(folder) if _is_text(folder) else None
    if reading is None:
        raise PatchError(Message("patch_text_only"), Place(str(folder)))
    if reading.problems:
        raise ModelLoadError(reading.problems)
    before = {Path(file): _bytes_of(Path(file)) for file in reading.files}
    after = dict(before)
    for edit in edits:
        section = _where(reading, edit.entry)
        if section is not None:
            file, name = section
            after[file] = _edited(file, after[file], name, edit)
        else:
            _edit_short(folder, reading, after, edit)
    files = tuple(FileEdit(file, before[file], after[file]) for file in before if before[file] != after[file])
    return Patch(folder, files, build(text.read(folder, instead=after)))


def _is_text(path: Path) -> bool:
    return path.is_dir() or path.suffix in {".yaml", ".yml"}


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PatchError(Message("unreadable", reason=error.strerror), Place(str(path))) from error


def _where(reading: ParsedModel, entry: str) -> tuple[Path, str] | None:
    """The file and the section an entry stands in; None where it is no entry."""
    for section in SECTIONS:
        for record in reading.records:
            if record.section == section and record.id == entry:
                return Path(record.place.file), section
    return None


def _edit_short(folder: Path, reading: ParsedModel, contents: dict[Path, bytes], edit: Edit) -> None:
    """Edit a statement that stands under its contract; one of several of an entry is for that entry to change."""
    model = build(text.read(folder, instead=contents))
    if edit.entry not in {statement.id for statement in (*model.statements, *model.closures)}:
        entry_ids = {r.id for r in reading.records if r.section in SECTIONS} | {s.id for s in model.statements}
        raise PatchError(did_you_mean(Message("patch_no_entry", entry=edit.entry), close_to(edit.entry, entry_ids)))
    place = model.place(edit.entry)
    file = Path(place.file)
    mark, spelled = _decoded(contents[file])
    try:
        short = short_statement(spelled, tree_of(spelled), place.line, place.column)
        if isinstance(edit, Remove):
            result = removed(spelled, short)
        else:
            result = edited(spelled, short, edit.field.split("."), edit.value)
    except MisfitError as error:
        raise PatchError(Message("patch_misfit", entry=edit.entry, error=error), place) from None
    contents[file] = mark + result.encode()


def _decoded(content: bytes) -> tuple[bytes, str]:
    """The mark at the begin of a file, if it has one, and its text."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark, content.removeprefix(mark).decode()


def _edited(file: Path, content: bytes, section: str, edit: Edit) -> bytes:
    """The bytes of a file after one edit."""
    mark, spelled = _decoded(content)
    node = _section(spelled, section)
    if node is None or node.entries is None or edit.entry not in node.entries:
        raise PatchError(Message("patch_taken", entry=edit.entry), Place(str(file)))
    key, entry = node.entries[edit.entry]
    try:
        if isinstance(edit, Remove):
            result = without(spelled, node, edit.entry)
        else:
            result = changed(spelled, entry, edit.field.split("."), edit.value)
    except MisfitError as error:
        place = Place(str(file), spelled.count("\n", 0, key.start) + 1)
        raise PatchError(Message("patch_misfit", entry=edit.entry, error=error), place) from None
    return mark + result.encode()


def _section(spelled: str, section: str) -> TextNode | None:
    root = tree_of(spelled)
    return root.entries[section][1] if root and root.entries and section in root.entries else None


__all__: Sequence[str] = ("Change", "Edit", "FileEdit", "Patch", "PatchError", "Remove", "plan", "with_edits")
