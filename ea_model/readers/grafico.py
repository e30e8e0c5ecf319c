"""Reads a folder of coArchi (GRAFICO: one file per concept and view), also inside a ``.tar.xz`` or ``.zip``.

The files are XML under the names of Archi's metamodel: texts are attributes, references lead to other files. What
stands in an archive is read in memory, never unpacked; links and names that lead out of the folder are refused.

No schema of the format is published; the facts are those of coArchi's exporter (docs/EXCHANGE.md).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from pathlib import Path

from lxml import etree

from ea_model.carried import Carried
from ea_model.problems import Level, ModelLoadError, Place, Problem, UnreadableError
from ea_model.readers._exchange_parts import Node
from ea_model.readers._folder_files import files_of
from ea_model.readers._native_bulk import Concepts, Scan, View
from ea_model.readers._ours_again import again
from ea_model.readers._scan import MAX_DEPTH, parser_for, run, too_deep
from ea_model.readers.native import reading_of, unheld_of
from ea_model.records import Reading

_MODEL = re.compile(rb"<archimate:ArchimateModel\b|<[A-Za-z_][\w.-]*:(?:ArchimateModel|model)\b")
_PARTS = {"children": "child", "sourceConnections": "sourceConnection", "properties": "property",
          "bendpoints": "bendpoint", "features": "feature", "profiles": "profile", "metadata": "metadata"}  # fmt: skip
_TYPES = {"DiagramModelArchimateObject": "DiagramObject", "DiagramModelArchimateConnection": "Connection",
          "DiagramModelGroup": "Group", "DiagramModelNote": "Note"}  # fmt: skip
_REFERENCES = {"archimateElement": "archimateElement", "archimateRelationship": "archimateRelationship",
               "referencedModel": "model", "profiles": "profiles"}  # fmt: skip
_TEXTS = frozenset({"documentation", "content", "notes", "hintContent"})
_PLAIN_LINE = "DiagramModelConnection"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def is_grafico(path: Path) -> bool:
    """Is this a folder of coArchi, or the folder around it?"""
    for file in (path / "folder.xml", path / "model" / "folder.xml"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as handle:
                return _MODEL.search(handle.read(1024)) is not None
    return False


def is_packed(path: Path) -> bool:
    """Is a zip archive that of a folder of coArchi, and not a file of Archi?"""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, RuntimeError, zipfile.BadZipFile, zipfile.LargeZipFile, ValueError):
        return False  # whoever then reads it says what is wrong
    return "model.xml" not in names and any(posixpath.basename(name) == "folder.xml" for name in names)


def read(path: Path) -> Reading:
    """Read the folder or archive at ``path``.

    Raises `UnreadableError` when it holds no model, `ModelLoadError` with every file that is broken.
    """
    files = files_of(path)
    root = _root_of(files)
    if root is None:
        raise UnreadableError(f"{path}: holds no folder of coArchi: there is no model/folder.xml")
    return _Folder(str(path), {name: data for name, data in files.items() if name.startswith(root)}, root).reading


def _root_of(files: dict[str, bytes]) -> str | None:
    """The folder of the model inside the archive, with its slash; the outermost when there are several."""
    found = [name for name, data in files.items()
             if posixpath.basename(name) == "folder.xml" and _MODEL.search(data[:1024])]  # fmt: skip
    return min(found, key=len).removesuffix("folder.xml") if found else None


class _Folder:
    """One folder being read; the result is ``reading``."""

    def __init__(self, path: str, files: dict[str, bytes], root: str) -> None:
        self.path, self.files, self.root = path, files, root
        self.found = Scan(path)
        self.found.opening = b"<x>"
        self.found.closing = b"</x>"
        self.problems: list[Problem] = []
        self.make = Concepts(self.found).row
        self.names: dict[str, str] = {}
        """Name of every folder by its path."""
        self.where: dict[str, str] = {}
        """File by id."""
        self._read_folders()
        for name in sorted(self.files):
            base = posixpath.basename(name)
            if base.endswith(".xml") and base != "folder.xml":
                self._read_file(name, base.partition("_")[0])
        if self.problems:
            raise ModelLoadError(self.problems)
        self.reading = reading_of(path, self.found, self._locate, as_native)
        digest = hashlib.sha256()
        for name in sorted(files):
            digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + files[name])
        self.reading.digest = digest.hexdigest()
        kept = {name.removeprefix(root): data for name, data in files.items()}
        self.reading.extras["carried"] = Carried("grafico", files=kept, unheld=unheld_of(self.found))
        self.reading = again(self.reading)

    def _locate(self) -> dict[str, list[Place]]:
        return {identifier: [Place(posixpath.join(self.path, name), 1)] for identifier, name in self.where.items()}

    def _tell(self, name: str, code: str, message: str) -> None:
        place = Place(posixpath.join(self.path, name), 1)
        self.problems.append(Problem(place, code, message, Level.ERROR))

    def _tree(self, name: str) -> Node | None:
        """The tree of one small file, as a file of Archi would have it."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                                 remove_pis=True)  # fmt: skip
        try:
            node = etree.fromstring(self.files[name], parser)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            message = f"is not well-formed XML here ({(error.msg or 'it ends too early').split(', line')[0]})"
            self.problems.append(Problem(Place(posixpath.join(self.path, name), line, column), "SYNTAX", message))
            return None
        if node.getroottree().docinfo.doctype:
            self._tell(name, "SYNTAX", "has a document type (DOCTYPE), which can hide entities; remove it")
            return None
        return node

    def _read_folders(self) -> None:
        for name in sorted(n for n in self.files if posixpath.basename(n) == "folder.xml"):
            node = self._tree(name)
            if node is None:
                continue
            folder = posixpath.dirname(name) + "/"
            if folder == self.root or name == self.root + "folder.xml":
                self._read_model(node)
            else:
                self.names[folder] = node.get("name") or ""
                self.found.unheld["folder_documentation"] += node.get("documentation") is not None
                self.found.unheld["folder_properties"] += sum(1 for _ in node.iterchildren("properties"))

    def _read_model(self, node: Node) -> None:
        self.found.root = {str(key): str(value) for key, value in node.attrib.items()}
        purpose = etree.Element("purpose")
        purpose.text = node.get("purpose") or ""
        self.found.small = [purpose]
        for child in node:
            if child.tag in _PARTS:
                child.tag = _PARTS[child.tag]
                self.found.small.append(child)

    def _path(self, name: str) -> tuple[str, ...]:
        """Names of the folders a file stands in, below its top folder."""
        parts = name.removeprefix(self.root).split("/")[:-1]
        inner = ["/".join(parts[: count + 1]) + "/" for count in range(1, len(parts))]
        return tuple(filter(None, (self.names.get(self.root + folder, "") for folder in inner)))

    def _read_file(self, name: str, kind: str) -> None:
        if kind.endswith("Model"):
            node = self._tree(name)
            if node is None:
                return
            content = self.files[name]
            view = View(node.get("id") or "", node.get("name") or "", content, self._path(name), kind)
            self.found.views.append(view)
            self.where[view.identifier] = name
            return
        try:
            attributes, properties = self._concept(name)
        except ModelLoadError as error:
            self.problems += error.problems
            return
        row = self.make(kind, attributes)
        if attributes.get("documentation"):
            row["documentation"] = attributes["documentation"]
        if properties:
            row["properties"] = properties
        path = self._path(name)
        if path:
            self.found.folders[row["id"]] = path
        self.where[row["id"]] = name

    def _concept(self, name: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """Attributes of a concept, its references among them, and its properties."""
        file = posixpath.join(self.path, name)
        parser = parser_for(file)
        found: dict[str, str] = {}
        properties: list[tuple[str, str]] = []
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth == 1:
                found.update(attributes)
            elif depth == 2:
                if tag == "properties":
                    properties.append((attributes.get("key", ""), attributes.get("value", "")))
                elif "href" in attributes:
                    said = attributes["href"].rpartition("#")[2]
                    found[tag] = f"{found[tag]} {said}" if tag in found else said
                elif tag == "features":
                    self.found.unheld["features"] += 1
            elif depth > MAX_DEPTH:
                raise too_deep()

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        run(parser, file, self.files[name])
        return found, properties


def as_native(node: Node) -> Node:
    """A view of a folder as a file of Archi has it: short names, texts as children, references as attributes."""
    for part in list(node.iter(etree.Element)):
        parent = part.getparent()
        if part.get("href") is not None and parent is not None:
            reference = (part.get("href") or "").rpartition("#")[2]
            name = _REFERENCES.get(str(part.tag), str(part.tag))
            known = parent.get(name)
            parent.set(name, f"{known} {reference}" if known else reference)
            parent.remove(part)
            continue
        part.tag = _PARTS.get(str(part.tag), part.tag)
        kind = part.get(_XSI + "type")
        if kind is not None:
            prefix, _, local = kind.rpartition(":")
            if local == _PLAIN_LINE:
                del part.attrib[_XSI + "type"]
            elif local in _TYPES:
                part.set(_XSI + "type", f"{prefix}:{_TYPES[local]}")
        for text in sorted(_TEXTS.intersection(part.attrib)):
            etree.SubElement(part, text).text = part.attrib.pop(text)
    if node.get(_XSI + "type") is None:
        node.set(_XSI + "type", f"archimate:{etree.QName(node).localname}")
    return node


__all__ = ["as_native", "is_grafico", "read"]
