"""Somebody else's model as an exchange file: their names, texts, keys and ids, and nothing of ours.

Ids stay as they are where XML allows, and become names as Archi makes them (``id-`` before a digit).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from ea_model.exporters import Options
from ea_model.exporters.exchange.columns import Columns
from ea_model.exporters.exchange.folders import organizations
from ea_model.exporters.exchange.ids import Identifiers
from ea_model.exporters.exchange.views import ViewWriter
from ea_model.exporters.exchange.xml import LANGUAGE, Pair, Properties, definition_lines, opening, text_lines
from ea_model.model import Model
from ea_model.source import conventions as form
from ea_model.source.document import SourceDocument

_TYPES = frozenset({"string", "boolean", "currency", "date", "time", "number"})
"""Data types of properties in the schema."""


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """Write a plain model with its views and those of the options."""
    _PlainDocument(model, options).write(handle)


class _PlainDocument:
    """One file: identifiers first, then the sections in the order the schema wants."""

    def __init__(self, model: Model, options: Options) -> None:
        self.model = model
        self.document = model.foreign.document or SourceDocument("")
        self.languages = {what: f' xml:lang="{lang}"' if LANGUAGE.fullmatch(lang) else ""
                          for what, lang in self.document.languages.items()}  # fmt: skip
        self.views = {view.id: view for view in (*model.views, *options.views)}
        identifiers = Identifiers()
        self.model_id = identifiers.take(model.id)
        self.ids = identifiers.take_all(model.ids)
        self.view_ids = identifiers.take_all(self.views)
        self.properties = _Properties(identifiers, self.document.definitions)
        self.drawings = ViewWriter(self.ids, {}, identifiers, self.properties, options.report, plain=True)

    def write(self, handle: BinaryIO) -> None:
        """Write the file; definitions stand before the views that use them, so those are made first."""
        columns = Columns(self.model, self.ids, self.properties, self.languages)
        for section in ((self._head(),), columns.elements(), columns.relations(), self._organizations()):
            handle.writelines(text.encode("utf-8") for text in section)
        views = self._views()
        handle.writelines(text.encode("utf-8") for text in (*self.properties.definitions(), views, "</model>\n"))

    def _head(self) -> str:
        model = self.model
        text = '<?xml version="1.0" encoding="UTF-8"?>\n' + opening(self.model_id, model.version)
        languages, documentation = self.languages, model.contents.documentation
        name = "" if self.document.nameless else model.name
        text += text_lines("name", name, "  ", language=languages.get("model name", ""))
        if documentation:
            text += text_lines("documentation", documentation, "  ", language=languages.get("model documentation", ""))
        if (self.document.origin or self.document.format).startswith("exchange"):
            text += "".join(f"  {part.decode('utf-8')}\n" for part in self.document.foreign)
        text += self.properties.text(model.foreign.properties, "  ", languages.get("value", ""))
        return text + _metadata(self.document.metadata)

    def _organizations(self) -> Iterable[str]:
        return (
            organizations(self.model, self.ids, self.view_ids, self.languages.get("label", ""))
            if self.document.organized
            else ()
        )

    def _views(self) -> str:
        read = {id(view) for view in self.model.views}
        listed = [(view, self.view_ids[i], id(view) in read) for i, view in self.views.items()]
        return self.drawings.text(listed, self.document.viewpoints)


def _metadata(metadata: bytes) -> str:
    """The metadata of the source with the prefixes it needs, and no others."""
    if not metadata:
        return ""
    node = etree.fromstring(metadata)
    etree.cleanup_namespaces(node)
    text = etree.tostring(node, encoding="unicode", with_tail=False)
    return f"  {text}\n"


class _Properties(Properties):
    """Properties under their own keys, with the definitions of the source where it had them."""

    def __init__(self, identifiers: Identifiers, definitions: Iterable[tuple[str, str, str]]) -> None:
        super().__init__(identifiers, frozenset())
        self._known: dict[str, tuple[str, str]] = {}
        """Identifier and data type by key."""
        self._others: list[tuple[str, str, str]] = []
        """Definitions of a key that another one has too."""
        for identifier, key, kind in definitions:
            special = identifier == form.SPECIALIZATION
            own_id = identifier if special else identifiers.take(identifier or "propid", "propid")
            name = form.SPECIALIZATION_KEY if special else key
            if name in self._known:
                self._others.append((own_id, name, kind))
            else:
                self._known[name] = (own_id, kind)

    def _definition(self, key: str) -> str:
        if key not in self._known:
            special = key == form.SPECIALIZATION_KEY
            own_id = form.SPECIALIZATION if special else self._identifiers.take(f"propid-{len(self._known) + 1}", "p")
            self._known[key] = (own_id, "string")
        return self._known[key][0]

    def free(self, pairs: Iterable[tuple[str, str]], also: frozenset[str] = frozenset()) -> list[Pair]:  # noqa: ARG002
        """Every property as it is."""
        return list(pairs)

    def definitions(self) -> Iterator[str]:
        """Every definition, those of the source first and in its order."""
        rows = [(own_id, key, kind) for key, (own_id, kind) in self._known.items()] + self._others
        # The reader calls one without a name by its id.
        yield from definition_lines(
            [(own_id, kind if kind in _TYPES else "string", "" if key == own_id else key) for own_id, key, kind in rows]
        )
