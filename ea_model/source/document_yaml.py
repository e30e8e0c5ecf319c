"""What a foreign file holds beside its model as a model file spells it (``models/README.md``), in both directions.

Two sections: ``folders:`` has every folder of the source in order, each naming the folder it lies in; ``source:`` has
what has no place elsewhere. Raises `FormError` with the value that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from ea_model.messages import Message
from ea_model.source.document import Profile, SourceDocument
from ea_model.source.folders import Folder, FolderTree
from ea_model.source.views_yaml import FormError, pairs_of, spelled_pairs, spelled_text, text_of

_FOLDER = ("in", "at", "name", "id", "kind", "documentation", "properties", "more", "shows", "holds")
SOURCE = ("format", "languages", "definitions", "metadata", "viewpoints", "foreign", "entries", "profiles", "features")
"""The entries of ``source:``."""


def folder_entries(tree: FolderTree) -> dict[str, dict[str, Any]]:
    """The entries of ``folders:``, a folder after the one it lies in."""
    keys: dict[int, str] = {}
    entries: dict[str, dict[str, Any]] = {}
    for number, (folder, around) in enumerate(tree.every(), start=1):
        key = keys[id(folder)] = f"f{number}"
        entry: dict[str, Any] = {"in": keys[id(around)]} if around is not None else {}
        at = _place(folder, around)
        entry |= {"at": str(at)} if at >= 0 else {}
        if folder.name or not entry:
            entry["name"] = spelled_text(folder.name)
        for name, text in (("id", folder.id), ("kind", folder.kind), ("shows", folder.shows)):
            entry |= {name: text} if text else {}
        entry |= {"documentation": spelled_text(folder.documentation)} if folder.documentation else {}
        entry |= {"properties": spelled_pairs(folder.properties)} if folder.properties else {}
        entry |= {"more": dict(folder.more)} if folder.more else {}
        holds = [inner for inner in folder.inside if isinstance(inner, str)]
        entry |= {"holds": holds} if holds else {}
        entries[key] = entry
    return entries


def _place(folder: Folder, around: Folder | None) -> int:
    """Before which of the things its parent holds a folder stands; -1 for before all of them, as is usual."""
    if around is None:
        return -1
    position = 0
    for inner in around.inside:
        if inner is folder:
            break
        position += isinstance(inner, str)
    return position or -1


def tree_of(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> FolderTree:
    """The folders that `folder_entries` spelled."""
    folders: dict[str, Folder] = {}
    tops: list[Folder] = []
    later: list[tuple[Folder, Folder, int]] = []
    for key, entry in entries:
        for word in entry:
            if word not in _FOLDER:
                raise FormError(word, Message("folder_no_field", key=word, shown=", ".join(_FOLDER)))
        folder = folders[key] = Folder(
            name=text_of(entry.get("name", "")),
            id=text_of(entry.get("id", "")),
            kind=text_of(entry.get("kind", "")),
            documentation=text_of(entry.get("documentation", "")),
            properties=pairs_of(entry["properties"]) if "properties" in entry else (),
            more=_texts(entry.get("more", {})),
            shows=text_of(entry.get("shows", "")),
            inside=[text_of(item) for item in _list(entry.get("holds", []))],
        )
        if "in" not in entry:
            tops.append(folder)
        elif str(entry["in"]) not in folders:
            raise FormError(entry["in"], Message("folder_not_before", name=entry["in"]))
        else:
            at = str(entry.get("at", "0"))
            if not at.isdecimal() or len(at) > 9:
                raise FormError(entry["at"], Message("folder_at"))
            later.append((folders[str(entry["in"])], folder, int(at)))
    _put(later)
    return FolderTree(lambda: tops)


def _put(later: list[tuple[Folder, Folder, int]]) -> None:
    """Folders among the things of their parents, each before as many of them as it says."""
    by_parent: dict[int, list[tuple[Folder, Folder, int]]] = {}
    for placement in later:
        by_parent.setdefault(id(placement[0]), []).append(placement)
    for group in by_parent.values():
        around = group[0][0]
        items = list(around.inside)
        inside: list[Folder | str] = []
        start = 0
        for _, folder, at in sorted(group, key=lambda placement: placement[2]):
            inside += items[start:at]
            start = max(start, at)
            inside.append(folder)
        around.inside = [*inside, *items[start:]]


def source_entries(document: SourceDocument) -> dict[str, dict[str, Any]]:
    """The entries of ``source:``."""
    entries: dict[str, dict[str, Any]] = {"format": {"is": document.origin or document.format}}
    if document.nameless:
        entries["format"]["nameless"] = "yes"
    if not document.organized:
        entries["format"]["organized"] = "no"
    languages = {what: lang for what, lang in document.languages.items() if lang}
    if languages:
        entries["languages"] = dict(languages)
    if document.definitions:
        entries["definitions"] = {"all": [list(each) for each in document.definitions]}
    for name, xml in (("metadata", document.metadata), ("viewpoints", document.viewpoints)):
        if xml:
            entries[name] = {"xml": xml.decode("utf-8")}
    if document.foreign:
        entries["foreign"] = {"xml": [part.decode("utf-8") for part in document.foreign]}
    if document.entries is not None:
        entries["entries"] = {"pairs": [list(pair) for pair in document.entries]}
    if document.profiles:
        entries["profiles"] = {"all": [{"id": p.id, "name": p.name, "type": p.type, **({"more": dict(p.more)} if p.more
                                     else {})} for p in document.profiles]}  # fmt: skip
    if document.features:
        entries["features"] = {key: [list(pair) for pair in pairs] for key, pairs in document.features.items()}
    return entries


def document_of(entries: Mapping[str, Mapping[str, Any]], files: dict[str, bytes]) -> SourceDocument:
    """What `source_entries` spelled; ``files`` are the pictures beside the text."""
    for word in entries:
        if word not in SOURCE:
            raise FormError(word, Message("source_no_field", key=word, shown=", ".join(SOURCE)))
    form = entries.get("format", {})
    pairs = entries.get("entries")
    return SourceDocument(
        "text",
        origin=text_of(form.get("is", "")),
        nameless=form.get("nameless") == "yes",
        organized=form.get("organized") != "no",
        files=files,
        languages=_texts(entries.get("languages", {})),
        definitions=tuple((a, b, c) for a, b, c in _rows(entries.get("definitions", {}).get("all", []), 3)),
        metadata=_xml(entries.get("metadata", {}).get("xml", "")),
        viewpoints=_xml(entries.get("viewpoints", {}).get("xml", "")),
        foreign=tuple(_xml(part) for part in _list(entries.get("foreign", {}).get("xml", []))),
        entries=None if pairs is None else tuple((a, b) for a, b in _rows(pairs.get("pairs", []), 2)),
        profiles=tuple(_profile(entry) for entry in _list(entries.get("profiles", {}).get("all", []))),
        features={
            str(key): tuple((a, b) for a, b in _rows(listed, 2)) for key, listed in entries.get("features", {}).items()
        },
    )


def _profile(entry: Any) -> Profile:
    if not isinstance(entry, dict):
        raise FormError(entry, Message("source_profile"))
    identifier, name, kind = (text_of(entry.get(word, "")) for word in ("id", "name", "type"))
    return Profile(identifier, name, kind, _texts(entry.get("more", {})))


def _xml(value: Any) -> bytes:
    """XML that a source had: one element, closed to the outside, so that it can be put into a file as it is."""
    content = text_of(value).encode("utf-8", "replace")
    if not content:
        return content
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise FormError(value, Message("source_xml")) from None
    if root.getroottree().docinfo.doctype or content.lstrip().startswith(b"<?xml"):
        raise FormError(value, Message("source_xml"))
    return content


def _rows(value: Any, count: int) -> list[list[str]]:
    rows = _list(value)
    for row in rows:
        if not isinstance(row, list) or len(row) != count or not all(isinstance(cell, str) for cell in row):
            raise FormError(row, Message("source_rows", count=count))
    return [[str(cell) for cell in row] for row in rows]


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
        raise FormError(value, Message("texts_shape"))
    return {str(name): str(text) for name, text in value.items()}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


__all__ = ["SOURCE", "document_of", "folder_entries", "source_entries", "tree_of"]
