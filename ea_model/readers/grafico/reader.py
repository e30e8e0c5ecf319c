"""Reads a folder of coArchi (GRAFICO: one file per concept and view), also inside a ``.tar.xz`` or ``.zip``.

The files are XML under the names of Archi's metamodel: texts are attributes, references lead to other files. What
stands in an archive is read in memory, never unpacked; links and names that lead out of the folder are refused.

No schema of the format is published; the facts are those of coArchi's exporter (docs/EXCHANGE.md).
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from ea_model.messages import Message
from ea_model.messages.problems import Level, ModelLoadError, Place, Problem, UnreadableError
from ea_model.readers.archi.folders import describe, folder_of, path_of
from ea_model.readers.archi.reader import document_of, reading_of
from ea_model.readers.archi.stream import ArchiScan, ConceptRows, ViewPiece
from ea_model.readers.exchange.roundtrip import again
from ea_model.readers.grafico.fast_path import glance
from ea_model.readers.grafico.files import files_of
from ea_model.readers.grafico.xml import HEAD, is_model, xml_of
from ea_model.readers.xml import accelerators
from ea_model.readers.xml.nodes import Node
from ea_model.readers.xml.scanner import MAX_DEPTH, fault_of, parser_for, run, too_deep
from ea_model.source.document import SourceDocument
from ea_model.source.folders import Folder
from ea_model.source.records import ParsedModel

_PARTS = {"children": "child", "sourceConnections": "sourceConnection", "properties": "property",
          "bendpoints": "bendpoint", "features": "feature", "profiles": "profile", "metadata": "metadata"}  # fmt: skip
_TYPES = {"DiagramModelArchimateObject": "DiagramObject", "DiagramModelArchimateConnection": "Connection",
          "DiagramModelGroup": "Group", "DiagramModelNote": "Note"}  # fmt: skip
_REFERENCES = {"archimateElement": "archimateElement", "archimateRelationship": "archimateRelationship",
               "referencedModel": "model", "profiles": "profiles"}  # fmt: skip
_TEXTS = frozenset({"documentation", "content", "notes", "hintContent"})
_NO_FOLDER = Folder()
_AT_ONCE = 256
"""Files that are hashed together."""
_PLAIN_LINE = "DiagramModelConnection"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def is_grafico(path: Path) -> bool:
    """Is this a folder of coArchi, or the folder around it?"""
    for file in (path / "folder.xml", path / "model" / "folder.xml"):
        if file.is_file() and not file.is_symlink():
            try:
                with file.open("rb") as handle:
                    return is_model(handle.read(HEAD))
            except OSError:
                return False
    return False


def is_packed(path: Path) -> bool:
    """Is a zip archive that of a folder of coArchi, and not a file of Archi?"""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, RuntimeError, zipfile.BadZipFile, zipfile.LargeZipFile, ValueError):
        return False  # whoever then reads it says what is wrong
    return "model.xml" not in names and any(posixpath.basename(name) == "folder.xml" for name in names)


def read(path: Path) -> ParsedModel:
    """Read the folder or archive at ``path``.

    Raises `UnreadableError` when it holds no model, `ModelLoadError` with every file that is broken.
    """
    files = files_of(path)
    root = _root_of(files)
    if root is None:
        raise UnreadableError(Message("unreadable_coarchi", path=path))
    return _Folder(str(path), {name: data for name, data in files.items() if name.startswith(root)}, root).reading


def _root_of(files: dict[str, bytes]) -> str | None:
    """The folder of the model inside the archive, with its slash; the outermost when there are several."""
    markers = [name for name, content in files.items()
               if posixpath.basename(name) == "folder.xml" and is_model(content)]  # fmt: skip
    return min(markers, key=len).removesuffix("folder.xml") if markers else None


class _Folder:
    """One folder being read; the result is ``reading``."""

    def __init__(self, path: str, files: dict[str, bytes], root: str) -> None:
        self.path, self.files, self.root = path, files, root
        self.scan = ArchiScan(path)
        self.scan.opening = b"<x>"
        self.scan.closing = b"</x>"
        self.problems: list[Problem] = []
        self.make = ConceptRows(self.scan).row
        self.folders: dict[str, Folder] = {}
        """Every folder by its path."""
        self.where: dict[str, str] = {}
        """File by id."""
        self.places: dict[str, tuple[tuple[str, ...], Folder]] = {}
        """For every directory the names of its folders, and the folder it is."""
        self._read_folders()
        for name in sorted(self.files):
            directory, _, base = name.rpartition("/")
            if base.endswith(".xml") and base != "folder.xml":
                self._read_file(name, directory, base.partition("_")[0])
        if self.problems:
            raise ModelLoadError(self.problems)
        self.reading = reading_of(path, self.scan, self._locate, as_native)
        self.reading.digest = _digest(files)
        contents = {name.removeprefix(root): content for name, content in files.items()}
        self.reading.foreign.document = document_of(self.scan, SourceDocument("grafico", files=contents))
        self.reading = again(self.reading)

    def _locate(self) -> dict[str, list[Place]]:
        return {identifier: [Place(posixpath.join(self.path, name), 1)] for identifier, name in self.where.items()}

    def _tell(self, name: str, code: str, message: Message) -> None:
        place = Place(posixpath.join(self.path, name), 1)
        self.problems.append(Problem(place, code, message, Level.ERROR))

    def _xml(self, name: str) -> bytes:
        return xml_of(posixpath.join(self.path, name), self.files[name])

    def _tree(self, name: str) -> Node | None:
        """The tree of one small file, as a file of Archi would have it."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                                 remove_pis=True)  # fmt: skip
        try:
            node = etree.fromstring(self._xml(name), parser)
        except ModelLoadError as error:
            self.problems += error.problems
            return None
        except etree.XMLSyntaxError as error:
            line, column = error.position
            message = Message("not_xml", reason=fault_of(error))
            self.problems.append(Problem(Place(posixpath.join(self.path, name), line, column), "SYNTAX", message))
            return None
        if node.getroottree().docinfo.doctype:
            self._tell(name, "SYNTAX", Message("doctype"))
            return None
        return node

    def _read_folders(self) -> None:
        for name in sorted((n for n in self.files if posixpath.basename(n) == "folder.xml"), key=_depth):
            node = self._tree(name)
            if node is None:
                continue
            folder = posixpath.dirname(name) + "/"
            if folder == self.root or name == self.root + "folder.xml":
                self._read_model(node)
            else:
                self._add_folder(folder, node)

    def _add_folder(self, path: str, node: Node) -> None:
        """A folder below the one of its directory; those are read first, by the order of their names."""
        shaped = as_native(node)
        folder = folder_of({str(k): str(v) for k, v in shaped.attrib.items() if not str(k).startswith("{")})
        describe(folder, shaped)
        above = self.folders.get(posixpath.dirname(path.rstrip("/")) + "/")
        if above is None:
            self.scan.tops.append(folder)
        else:
            above.inside.append(folder)
        self.folders[path] = folder

    def _read_model(self, node: Node) -> None:
        self.scan.root = {str(key): str(value) for key, value in node.attrib.items()}
        purpose = etree.Element("purpose")
        purpose.text = node.get("purpose") or ""
        self.scan.small = [purpose]
        for child in node:
            child.tag = _PARTS.get(str(child.tag), child.tag)
            self.scan.small.append(child)

    def _place(self, directory: str) -> tuple[tuple[str, ...], Folder]:
        """The names of the folders of a directory, below its top folder, and the folder it is."""
        if directory not in self.places:
            parts = directory.removeprefix(self.root).split("/")
            inner = ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
            names = path_of([self.folders.get(self.root + folder, _NO_FOLDER) for folder in inner])
            self.places[directory] = names, self.folders.get(f"{directory}/", Folder())
        return self.places[directory]

    def _read_file(self, name: str, directory: str, kind: str) -> None:
        """A concept or a view: what its tag says, which the name of the file only repeats."""
        if kind.endswith("Model"):
            self._read_view(name, directory)
            return
        try:
            kind, attributes, properties = self._concept(name)
        except ModelLoadError as error:
            self.problems += error.problems
            return
        if kind.endswith("Model"):
            self._read_view(name, directory)
            return
        path, folder = self._place(directory)
        documentation = attributes.pop("documentation", "")
        row = self.make(kind, attributes)
        if documentation:
            row["documentation"] = documentation
        if properties:
            row["properties"] = properties
        if path:
            self.scan.folders[row["id"]] = path
        folder.inside.append(row["id"])
        self.where[row["id"]] = name

    def _read_view(self, name: str, directory: str) -> None:
        node = self._tree(name)
        if node is None:
            return
        path, folder = self._place(directory)
        kind = etree.QName(node).localname
        view = ViewPiece(node.get("id") or "", node.get("name") or "", self._xml(name), path, kind)
        self.scan.views.append(view)
        folder.inside.append(view.identifier)
        self.where[view.identifier] = name

    def _concept(self, name: str) -> tuple[str, dict[str, str], list[tuple[str, str]]]:
        """Type of a concept, its attributes, with its references among them, and its properties."""
        kind, own, parts = (accelerators.enabled and glance(self.files[name])) or self._parsed(name)
        properties: list[tuple[str, str]] = []
        features: list[tuple[str, str]] = []
        for tag, attributes in parts:
            if tag == "properties":
                properties.append((attributes.get("key", ""), attributes.get("value", "")))
            elif "href" in attributes:
                reference = attributes["href"].rpartition("#")[2]
                own[tag] = f"{own[tag]} {reference}" if tag in own else reference
            elif tag == "features":
                features.append((attributes.get("name", ""), attributes.get("value", "")))
        if features:
            self.scan.features[own.get("id", "")] = features
        return kind, own, properties

    def _parsed(self, name: str) -> tuple[str, dict[str, str], list[tuple[str, dict[str, str]]]]:
        """The type of a concept, its attributes, and its parts by name with theirs, whatever shape the file has."""
        file = posixpath.join(self.path, name)
        parser = parser_for(file)
        own: dict[str, str] = {}
        parts: list[tuple[str, dict[str, str]]] = []
        depth, kind = 0, ""

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, kind
            depth += 1
            if depth == 1:
                kind = tag.rpartition(" ")[2].rpartition(":")[2]
                own.update(attributes)
            elif depth == 2:
                parts.append((tag, attributes))
            elif depth > MAX_DEPTH:
                raise too_deep()

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        run(parser, file, self._xml(name))
        return kind, own, parts


def _digest(files: dict[str, bytes]) -> str:
    """The hash of all names and contents, some at a time: there are very many and they are small."""
    digest = hashlib.sha256()
    names = sorted(files)
    for at in range(0, len(names), _AT_ONCE):
        pairs = ((name.encode("utf-8", "surrogateescape"), files[name]) for name in names[at : at + _AT_ONCE])
        digest.update(b"".join(part for name, data in pairs for part in (name, b"\0", data)))
    return digest.hexdigest()


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path


def as_native(node: Node) -> Node:
    """A view of a folder as a file of Archi has it: short names, texts as children, references as attributes."""
    for part in list(node.iter(etree.Element)):
        parent = part.getparent()
        if part.get("href") is not None and parent is not None:
            reference = (part.get("href") or "").rpartition("#")[2]
            name = _REFERENCES.get(str(part.tag), str(part.tag))
            references = parent.get(name)
            parent.set(name, f"{references} {reference}" if references else reference)
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
