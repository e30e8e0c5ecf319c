"""Between one file of Archi and a folder of coArchi: the same model of XML under other names, one file for each thing.

A folder has a directory for each folder of the model and a file for each concept and view; texts are attributes, and
references lead to files. Nothing is interpreted, so nothing is lost but the order within a folder.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from ea_model.exporters.shared.escape import attribute
from ea_model.readers.grafico.reader import as_native
from ea_model.writing.names import MOST_BYTES, cut, digest, unreserved

Node = etree._Element  # noqa: SLF001 - lxml's own name for the type of its elements
ARCHIMATE = "http://www.archimatetool.com/archimate"
CANVAS = f"{ARCHIMATE}/canvas"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = f"{{{_XSI}}}type"
_PARTS = {"child": "children", "sourceConnection": "sourceConnections", "property": "properties",
          "bendpoint": "bendpoints", "feature": "features", "profile": "profiles", "entry": "entries"}  # fmt: skip
_TYPES = {"DiagramObject": "DiagramModelArchimateObject", "Connection": "DiagramModelArchimateConnection",
          "Group": "DiagramModelGroup", "Note": "DiagramModelNote"}  # fmt: skip
_TEXTS = frozenset({"documentation", "content", "notes", "purpose", "hintContent"})
_LEADING = {"archimateElement": "archimateElement", "archimateRelationship": "archimateRelationship",
            "model": "referencedModel"}  # fmt: skip
_AFTER_CONTENT = frozenset({"textPosition", "borderType"})
"""What Archi's library writes after the text of a note, so that differences between revisions stay small."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def split(root: Node, root_folder: str = "model") -> Iterator[tuple[str, bytes]]:
    """The files of a folder, from the root of a file of Archi: path and content of each."""
    nodes = list(root.iter("element"))
    names = _names(node.get("id") or "" for node in root.iter("element", "folder"))
    writer = _Writer({node.get("id") or "": _local(node) for node in nodes}, names)
    yield f"{root_folder}/folder.xml", writer.file(root, "archimate:ArchimateModel", "folder")

    def folder_name(folder: Node) -> str:
        return stem(folder.get("type") or "") or names.get(folder.get("id") or "") or "folder"

    waiting = [(child, root_folder) for child in root.iterchildren("folder")]
    while waiting:
        folder, above = waiting.pop()
        where = f"{above}/{folder_name(folder)}"
        yield f"{where}/folder.xml", writer.file(folder, "archimate:Folder", "folder", "element")
        waiting += [(child, where) for child in folder.iterchildren("folder")]
        for node in folder.iterchildren("element"):
            kind = _kind(node)
            name = f"{kind.rpartition(':')[2]}_{names[node.get('id') or '']}.xml"
            yield f"{where}/{name}", writer.file(node, kind)


def _kind(node: Node) -> str:
    """The type of a thing under the prefixes that the files declare, whatever those of the source are."""
    prefix, _, local = (node.get(_TYPE) or "").rpartition(":")
    space = "canvas" if node.nsmap.get(prefix) == CANVAS else "archimate"
    name = _UNSAFE.sub("_", local)
    return f"{space}:{name if name[:1].isalpha() else f'_{name}'}"


def _local(node: Node) -> str:
    return _kind(node).rpartition(":")[2] if node.get(_TYPE) else ""


def stem(identifier: str) -> str:
    """An id as name of a file, in which it stays readable; one that cannot stand there as it is gets its digest."""
    name = unreserved(cut(_UNSAFE.sub("_", identifier), MOST_BYTES), "_")
    return name if name == identifier and set(name) != {"."} else f"{name.strip('.')}_{digest(identifier)}"


def _names(ids: Iterable[str]) -> dict[str, str]:
    """The name of each id; those that differ in capitals only get a digest too."""
    unique = dict.fromkeys(ids)
    twins = Counter(identifier.casefold() for identifier in unique)
    return {
        identifier: stem(identifier)
        if twins[identifier.casefold()] == 1
        else f"{stem(identifier)}_{digest(identifier)}"
        for identifier in unique
    }


class _Writer:
    """Writes files the way Archi's own library lays them out: one attribute a line."""

    def __init__(self, kinds: dict[str, str], names: dict[str, str]) -> None:
        self.kinds, self.names = kinds, names

    def file(self, node: Node, tag: str, *without: str) -> bytes:
        """One thing as a file of its own."""
        self.typed = False
        self.prefixes = {"archimate"} if tag.startswith("archimate:") else {tag.partition(":")[0]}
        body: list[str] = []
        own = self._attributes(node, root=True)
        references = self._references(node, root=True)
        children = [c for c in node.iterchildren(etree.Element) if c.tag not in (*_TEXTS, *without)]
        self._children(children, references, 1, body)
        spaces = [("xmlns:xsi", _XSI)] if self.typed else []
        spaces += [("xmlns:archimate", ARCHIMATE)]
        spaces += [("xmlns:canvas", CANVAS)] if "canvas" in self.prefixes else []
        head = "".join(f'\n    {name}="{attribute(value)}"' for name, value in [*spaces, *own])
        text = f"<{tag}{head}>\n{''.join(body)}</{tag}>\n" if body else f"<{tag}{head}/>\n"
        return text.encode("utf-8")

    def _attributes(self, node: Node, *, root: bool) -> list[tuple[str, str]]:
        """Attributes of a thing, its texts among them, without those that lead elsewhere."""
        relation = root and node.get("source") is not None
        skip = {*_LEADING, "profiles", *(("source", "target") if relation else ())}
        attributes: list[tuple[str, str]] = []
        texts = {str(child.tag): "".join(map(str, child.itertext())) for child in node.iterchildren(*_TEXTS)}
        kind = _local(node)
        if not root and kind:
            prefix = _kind(node).partition(":")[0]
            self.typed = True
            self.prefixes.add(prefix)
            attributes.append(("xsi:type", f"{prefix}:{_TYPES.get(kind, kind)}"))
        for name, value in node.attrib.items():
            local = str(name)
            if local not in skip and local not in texts and not local.startswith("{"):
                attributes.append((local, str(value)))
        for text in texts.items():
            later = (i for i, (name, _) in enumerate(attributes) if text[0] == "content" and name in _AFTER_CONTENT)
            attributes.insert(next(later, len(attributes)), text)
        return attributes

    def _references(self, node: Node, *, root: bool) -> list[tuple[str, str]]:
        """What leads to another file: the name of the child, and the id."""
        references = [(name, str(node.get(word))) for word, name in _LEADING.items() if node.get(word) is not None]
        if root and node.get("source") is not None:
            references += [(end, str(node.get(end) or "")) for end in ("source", "target")]
        references += [("profiles", identifier) for identifier in (node.get("profiles") or "").split()]
        return references

    def _reference(self, name: str, identifier: str, margin: str) -> str:
        if name == "profiles":
            return f'{margin}<profiles\n{margin}    href="folder.xml#{attribute(identifier)}"/>\n'
        kind = self.kinds.get(identifier, "")
        self.typed = True
        target = attribute(f"{kind}_{self.names.get(identifier) or stem(identifier)}.xml#{identifier}")
        typed = f'\n{margin}    xsi:type="archimate:{kind}"' if kind else ""
        return f'{margin}<{name}{typed}\n{margin}    href="{target}"/>\n'

    def _children(self, first: list[Node], references: list[tuple[str, str]], depth: int, body: list[str]) -> None:
        """Everything inside, without recursion: however deep somebody nested it."""
        last = [self._reference(name, identifier, "  " * depth) for name, identifier in references]
        waiting: list[tuple[Node | str, int]] = [(text, depth) for text in reversed(last)]
        waiting += [(child, depth) for child in reversed(first)]
        while waiting:
            node, level = waiting.pop()
            if isinstance(node, str):
                body.append(node)
                continue
            margin = "  " * level
            local = etree.QName(node).localname
            tag = _PARTS.get(local, local)
            own = "".join(f'\n{margin}    {k}="{attribute(v)}"' for k, v in self._attributes(node, root=False))
            inner = [c for c in node.iterchildren(etree.Element) if c.tag not in _TEXTS]
            leading = [self._reference(n, i, "  " * (level + 1)) for n, i in self._references(node, root=False)]
            if not inner and not leading:
                body.append(f"{margin}<{tag}{own}/>\n")
                continue
            body.append(f"{margin}<{tag}{own}>\n")
            waiting.append((f"{margin}</{tag}>\n", level))
            waiting.extend((text, level + 1) for text in reversed(leading))
            waiting.extend((child, level + 1) for child in reversed(inner))


def joined(files: dict[str, bytes]) -> bytes | None:
    """One file of Archi, from the files of a folder by their path below it.

    None where the parser refuses what the reader took, such as a namespace that is no address.
    """
    try:
        return _joined(files)
    except etree.XMLSyntaxError:
        return None


def _joined(files: dict[str, bytes]) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    model = as_native(etree.fromstring(files["folder.xml"], parser))
    root = etree.Element(f"{{{ARCHIMATE}}}model", nsmap={"xsi": _XSI, "archimate": ARCHIMATE})
    root.attrib.update({name: value for name, value in model.attrib.items() if name not in (_TYPE, "purpose")})
    folders: dict[str, Node] = {"": root}
    for path in sorted((p for p in files if posixpath.basename(p) == "folder.xml" and p != "folder.xml"), key=_depth):
        node = as_native(etree.fromstring(files[path], parser))
        node.tag = "folder"
        node.attrib.pop(_TYPE, None)
        etree.cleanup_namespaces(node)
        folders[posixpath.dirname(path)] = node
        folders.get(posixpath.dirname(posixpath.dirname(path)), root).append(node)
    for path in sorted(files):
        base = posixpath.basename(path)
        if base == "folder.xml" or not base.endswith(".xml"):
            continue
        node = as_native(etree.fromstring(files[path], parser))
        node.tag = "element"
        folders.get(posixpath.dirname(path), root).append(node)
    for child in list(model):
        child.tag = {"properties": "property", "profiles": "profile"}.get(str(child.tag), child.tag)
        root.append(child)
    if model.get("purpose"):
        etree.SubElement(root, "purpose").text = model.get("purpose")
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xsi", "archimate"])
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path
