"""Reads a folder of YAML files into records with line and column; knows YAML, not the metamodel.

Only the plain part of YAML is accepted: no aliases (so no bombs), no tags, no duplicate keys, every scalar stays
text (``NO`` and ``2019-10`` mean what they say). All problems of all files are collected.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ea_model.messages import Message
from ea_model.messages.problems import Level, Place, Problem, UnreadableError
from ea_model.readers.archi.archive import IMAGE, MAX_IMAGES
from ea_model.readers.register import Candidate, Match, Reader
from ea_model.readers.xml.encoding import encoding_of
from ea_model.source.records import SECTIONS, Fields, Items, ParsedEntry, ParsedModel, SourceText
from ea_model.values import LangText, brief
from ea_model.writing import finish

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read; a text model of 1,000,000 concepts has files far below it."""
MAX_DEPTH = 60
"""Deepest nesting of a model file; only boxes in boxes of a view need more than seven levels."""

MOST_ALIASES = 12
"""Aliases of one file that are told."""

_MOST_OTHERS = 5
"""Files of other tools that are named where there is no YAML."""
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters YAML does not allow in a file."""
_PLAIN_TAGS = {None, "!"} | {"tag:yaml.org,2002:" + kind for kind in (
    "str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value",
)}  # fmt: skip


def read(path: Path, instead: Mapping[Path, bytes] | None = None) -> ParsedModel:
    """Read a folder (or one file) of the text format; ``instead`` gives files other bytes than they have."""
    reading = ParsedModel()
    _finish_edit(path, reading)
    digest = hashlib.sha256()
    files = list(_files(path, reading))
    if not files and not reading.problems:
        raise UnreadableError(_nothing_in(path))
    for file in files:
        content = instead[file] if instead and file in instead else _bytes(file, reading)
        digest.update(file.relative_to(path).as_posix().encode() if path.is_dir() else b"")
        digest.update(content)
        reading.files.append(str(file))
        _FileReader(str(file), reading).read(content)
    images = images_in(path) if path.is_dir() else {}
    if images:
        reading.foreign.images = images
        for name, data in sorted(images.items()):
            digest.update(name.encode() + data)
    reading.digest = digest.hexdigest()
    return reading


def _finish_edit(path: Path, reading: ParsedModel) -> None:
    """An edit of several files that was broken off is finished first, or the model would be half old and half new."""
    if not path.is_dir():
        return
    try:
        finished = finish(path.resolve())
    except OSError as error:
        message = Message("edit_unfinished", reason=error.strerror)
        reading.problems.append(Problem(Place(str(path)), "FILE", message))
        return
    if finished:
        message = Message("edit_finished", files=", ".join(finished))
        reading.problems.append(Problem(Place(str(path)), "FILE", message, Level.WARNING))


def read_entry(content: bytes, named: str, section: str, identifier: str) -> ParsedModel:
    """What a text beside a model says: the fields of one entry of a section, or sections as a file has them."""
    reading = ParsedModel()
    reader = _FileReader(named, reading)
    spelled = reader.decode(content)
    root = None if spelled is None else reader.parse(spelled)
    if isinstance(root, Fields) and not set(root) & set(SECTIONS):
        reading.records.append(ParsedEntry(section, identifier, root, Place(named, root.line, root.column)))
    elif spelled is not None:
        reader.read(content)
    return reading


def _nothing_in(path: Path) -> Message:
    """What is said of a folder without YAML: which files in it are models of other tools, where there are any."""
    others = sorted(p for p in path.iterdir() if p.suffix.lower() in (".archimate", ".xml")) if path.is_dir() else []
    if not others:
        return Message("no_yaml", path=path)
    files = ", ".join(str(p) for p in others[:_MOST_OTHERS]) + (" …" if len(others) > _MOST_OTHERS else "")
    return Message("unreadable_beside", path=path, files=files)


def images_in(folder: Path) -> dict[str, bytes]:
    """The pictures beside a model, which views of its source show, by path; no more than a file of Archi may have."""
    images: dict[str, bytes] = {}
    room = MAX_IMAGES
    if not (folder / "images").is_dir() or (folder / "images").is_symlink():
        return images
    for file in sorted((folder / "images").iterdir()):
        name = f"images/{file.name}"
        if IMAGE.fullmatch(name) and not file.is_symlink() and file.is_file() and file.stat().st_size <= room:
            images[name] = file.read_bytes()
            room -= len(images[name])
    return images


def _files(path: Path, reading: ParsedModel) -> Iterator[Path]:
    """The model files below a folder, in order of name; links that leave the folder are refused."""
    if path.is_file():
        yield path
        return
    root = path.resolve()

    def unreadable(error: OSError) -> None:
        reading.problems.append(
            Problem(Place(str(error.filename)), "FILE", Message("unreadable", reason=error.strerror))
        )

    for folder, folders, names in os.walk(path, onerror=unreadable):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in folders:
            if (Path(folder) / name).is_symlink():
                message = Message("link_folder")
                reading.problems.append(Problem(Place(str(Path(folder) / name)), "LINK", message))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(".") or file.suffix not in {".yaml", ".yml"}:
                continue
            if file.is_symlink() and root not in file.resolve().parents:
                message = Message("link_outside")
                reading.problems.append(Problem(Place(str(file)), "LINK", message))
                continue
            yield file


def _bytes(file: Path, reading: ParsedModel) -> bytes:
    try:
        status = file.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode):
            reading.problems.append(Problem(Place(str(file)), "FILE", Message("not_ordinary")))
            return b""
        if size > MAX_BYTES:
            message = Message("too_large", size=size // 1_000_000, most=MAX_BYTES // 1_000_000)
            reading.problems.append(Problem(Place(str(file)), "SIZE", message))
            return b""
        return file.read_bytes()
    except OSError as error:
        reading.problems.append(Problem(Place(str(file)), "FILE", Message("unreadable", reason=error.strerror)))
        return b""


class _FileReader:
    """Turns one file into records."""

    def __init__(self, file: str, reading: ParsedModel) -> None:
        self.file = file
        self.reading = reading

    def problem(self, code: str, message: Message, mark: Any = None) -> None:
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        self.reading.problems.append(Problem(place, code, message))

    def read(self, content: bytes) -> None:
        text = self.decode(content)
        if text is None:
            return
        root = self.parse(text)
        if root is None:
            return
        if not isinstance(root, Fields):
            place = Place(self.file, getattr(root, "line", 0), getattr(root, "column", 0))
            message = Message("file_shape")
            self.reading.problems.append(Problem(place, "SHAPE", message))
            return
        for section, value in root.items():
            self._section(section, value)

    def decode(self, content: bytes) -> str | None:
        if encoding_of(content).startswith(("utf-16", "utf-32")) or b"\x00" in content[:4]:
            self.reading.problems.append(Problem(Place(self.file, 1, 1), "ENCODING", Message("encoding_wide")))
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
            message = Message("not_utf8")
            self.reading.problems.append(Problem(Place(self.file, line, column), "ENCODING", message))
            return None
        match = _NOT_YAML.search(text)
        if match is not None:
            bad = match.start()
            line = text.count("\n", 0, bad) + 1
            message = Message("control_character", code=f"{ord(text[bad]):04X}")
            place = Place(self.file, line, bad - (text.rfind("\n", 0, bad) + 1) + 1)
            self.reading.problems.append(Problem(place, "ENCODING", message))
            return None
        return text

    def parse(self, text: str) -> Any:
        """Build values from the event stream: no recursion, so no nesting can overflow the stack."""
        builder = _Builder(self.problem)
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if not builder.take(event):
                    return None
        except yaml.MarkedYAMLError as error:
            self.reading.unread |= set(_KEYS.findall(text))
            self.problem("SYNTAX", *_told(error, text))
            return None
        except yaml.YAMLError as error:
            self.problem("SYNTAX", Message("yaml_none", reason=error))
            return None
        return builder.root

    def _section(self, section: str, value: Any) -> None:
        place = Place(self.file, getattr(section, "line", 0), getattr(section, "column", 0))
        if section == "model":
            self.reading.records.append(ParsedEntry(section, "", value, place))
            return
        if value == "":
            return
        if not isinstance(value, Fields):
            message = Message("section_shape", section=section)
            self.reading.problems.append(Problem(place, "SHAPE", message))
            return
        for key, entry in value.items():
            where = Place(self.file, getattr(key, "line", 0), getattr(key, "column", 0))
            fields = Fields(where.line, where.column) if entry == "" else entry
            if section not in SECTIONS:  # the loader tells that, and what it holds is no second mistake
                self.reading.records.append(ParsedEntry(section, key, Fields(where.line, where.column), where))
            elif isinstance(fields, Fields):
                self.reading.records.append(ParsedEntry(section, key, fields, where))
            else:
                message = Message("entry_shape", key=key)
                self.reading.problems.append(Problem(where, "SHAPE", message))


_KEYS = re.compile(r"(?:^|[{,])[ \t]*([A-Za-z_][A-Za-z0-9._-]*)[ \t]*:", re.MULTILINE)
"""What is probably a key in a text that is no YAML."""
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
"""What git leaves where two changes meet."""


def _told(error: yaml.MarkedYAMLError, text: str) -> tuple[Message, Any]:
    """What to say about broken YAML, and where: the mistakes that are made most are told where they were made."""
    marks = list(_CONFLICT.finditer(text))
    if marks and marks[0][0].startswith("<"):
        first, last = (text.count("\n", 0, conflict.start()) + 1 for conflict in (marks[0], marks[-1]))
        return Message("merge_conflict", first=first, last=last), _Mark(first - 1, 0)
    problem, begin, mark = error.problem or error.context or "", error.context_mark, error.problem_mark
    lines = text.splitlines()
    if (missing := _no_space(problem, begin, mark, lines)) is not None:
        return Message("yaml_no_colon", text=brief(lines[missing.line])), missing
    if problem == "found unexpected end of stream" and begin and "quoted scalar" in (error.context or ""):
        return Message("yaml_open_quote"), begin
    rest = lines[mark.line][mark.column :] if mark and mark.line < len(lines) else ""
    if problem == "found character that cannot start any token" and rest[:1] not in ("", "\t"):
        return Message("yaml_first_character", character=rest[0]), mark
    if problem == "found unexpected ':'":
        return Message("yaml_key_alone"), mark
    return Message(_advice(error, text), reason=problem), mark or begin


def _no_space(problem: str, begin: Any, mark: Any, lines: list[str]) -> _Mark | None:
    """Where ``key:value`` stands without its space, which YAML notices lines later; None where that is not it."""
    if problem == "could not find expected ':'" and begin and begin.line < len(lines):
        return _Mark(begin.line, begin.column)
    if problem != "mapping values are not allowed in this context" or not mark or not 0 < mark.line < len(lines):
        return None
    before, line = lines[mark.line - 1], lines[mark.line]
    indents = [len(text) - len(text.lstrip()) for text in (before, line)]
    alone = re.match(r"\s*[A-Za-z_][A-Za-z0-9._-]*:[^\s:/]", before) and indents[0] == indents[1]
    return _Mark(mark.line - 1, indents[0]) if alone else None


def _advice(error: yaml.MarkedYAMLError, text: str) -> str:
    """The sentence about other broken YAML; two mistakes have one that says what to do."""
    mark = error.problem_mark
    line = text.splitlines()[mark.line : mark.line + 1] if mark else []
    if mark and line and line[0][mark.column : mark.column + 1] == "\t":
        return "yaml_tabs"
    if error.problem == "mapping values are not allowed in this context":
        return "yaml_quotes"
    return "yaml_none"


class _Builder:
    """Grows one document out of YAML events."""

    def __init__(self, problem: Callable[[str, Message, Any], None]) -> None:
        self.problem = problem
        self.root: Any = None
        self._documents = self._aliases = 0
        self._open: list[Fields | Items] = []
        self._keys: list[SourceText | None] = []
        """The key waiting for its value, per open collection (None in a list, or where a key comes next)."""

    def take(self, event: Any) -> bool:
        """Digest one event; False when reading on makes no sense."""
        mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            self._check(event, event.implicit[0] or event.implicit[1])
            self._put(SourceText(_scalar(event), mark.line + 1, mark.column + 1), mark)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event, event.implicit)
            kind = Fields if isinstance(event, yaml.MappingStartEvent) else Items
            return self._begin(kind(line=mark.line + 1, column=mark.column + 1), mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(mark)
            self._put(SourceText("", mark.line + 1, mark.column + 1), mark)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.problem("SHAPE", Message("one_document"), mark)
                return False
        return True

    def _check(self, event: Any, implicit: bool) -> None:
        if event.anchor:
            self._alias(event.start_mark)
        if event.tag not in _PLAIN_TAGS and not implicit:
            message = Message("tag", tag=event.tag)
            self.problem("TAG", message, event.start_mark)

    def _alias(self, mark: Any) -> None:
        """Told a few times only: a bomb has millions of them."""
        self._aliases += 1
        if self._aliases <= MOST_ALIASES:
            self.problem("ALIAS", _ALIAS, mark)

    def _begin(self, collection: Fields | Items, mark: Any) -> bool:
        if len(self._open) >= MAX_DEPTH:
            message = Message("nested_deep", most=MAX_DEPTH)
            self.problem("DEPTH", message, mark)
            return False
        self._put(collection, mark)
        self._open.append(collection)
        self._keys.append(None)
        return True

    def _put(self, value: SourceText | Fields | Items, mark: Any) -> None:
        """Place a value as root, list item, key or value of a key."""
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.append(value)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(value, SourceText):
                self.problem("SHAPE", Message("plain_key"), mark)
                value = SourceText("", value.line, value.column)
            self._keys[-1] = value
            return
        self._keys[-1] = None
        if key in parent:
            first = getattr(next(k for k in parent if k == key), "line", 0)
            message = Message("key_again", key=key, line=first)
            self.problem("DUPLICATE-KEY", message, _Mark(key.line - 1, key.column - 1))
            return
        parent[key] = value


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place counted from 0, as YAML marks are."""

    line: int
    column: int


_ALIAS = Message("alias")


def _scalar(event: Any) -> str:
    """The text of a scalar; a plain ``~``, ``null`` or nothing is the empty text."""
    plain = event.style is None or event.style == ""
    return "" if plain and event.value in {"", "~", "null"} else str(event.value)


def _recognise(candidate: Candidate) -> Match:
    """A file by its name; a folder is one of ours unless its files say otherwise."""
    return Match.POSSIBLE if candidate.is_folder or candidate.is_yaml else Match.NO


READER = Reader("text", LangText({"nl": "map met YAML-bestanden", "en": "folder of YAML files"}), _recognise, read)
