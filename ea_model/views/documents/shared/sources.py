"""The sources of a document: each line names its own, the last part of the document lists them all."""

from __future__ import annotations

from collections.abc import Iterable

from ea_model.model import Model
from ea_model.values import Provenance, SourceRef, in_language
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import Table, TableColumn

_NO_BREAK = "\u00a0"
"""Keeps a key and its page, and a word and its number, on one line."""


class Sources:
    """Collects what the lines of a document cite."""

    def __init__(self, model: Model, lang: str) -> None:
        self.model, self.lang = model, lang
        self._keys: dict[SourceRef, str] = {}
        self._cited_in: dict[SourceRef, dict[str, None]] = {}
        self._part = ""

    def part(self, title: str) -> str:
        """From here on lines belong to this part of the document."""
        self._part = title
        return title

    def cite(self, *groups: Iterable[SourceRef], provenance: Provenance | None = None) -> str:
        """The sources as keys with their places, one a line; says so when there are none."""
        sources = dict.fromkeys(source for group in groups for source in group)
        lines = [self._cited(source) for source in sources] or [label("Document.no_source", self.lang)]
        if provenance not in (None, Provenance.STATED):
            lines.append(f"({label(f'Provenance.{provenance.name}', self.lang)})")
        return "\n".join(lines)

    def keys(self, *groups: Iterable[SourceRef]) -> str:
        """The sources as keys alone, where a line has many of them and the last part gives their places."""
        sources = dict.fromkeys(source for group in groups for source in group)
        return ", ".join(self._cited(source).split(f"{_NO_BREAK}(")[0] for source in sources) or label(
            "Document.no_source", self.lang
        )

    def _cited(self, source: SourceRef) -> str:
        if source not in self._keys:
            self._keys[source] = source.fact or f"B{len(self._keys) + 1}"
        self._cited_in.setdefault(source, {})[self._part] = None
        places = [label("Ui.page_short", self.lang, page=source.page)] if source.page else []
        places += [label("Ui.line_short", self.lang, lines=source.lines.replace("-", "–"))] if source.lines else []
        whole = ", ".join(place.replace(" ", _NO_BREAK) for place in places)
        return f"{self._keys[source]}{_NO_BREAK}({whole})" if places else self._keys[source]

    def table(self) -> Table:
        """Every source cited so far, in order of its key."""

        def word(key: str) -> str:
            return label(f"Document.{key}", self.lang)

        heads = (("key", 1), ("document", 3), ("page", 1), ("lines", 1), ("quote", 4), ("cited_in", 2))
        columns = tuple(TableColumn(word(head), weight) for head, weight in heads)
        return Table("sources", word("sources"), columns, tuple(self._rows()), empty=word("no_sources"))

    def _rows(self) -> Iterable[tuple[str, ...]]:
        for source, key in sorted(self._keys.items(), key=lambda item: (item[1], str(item[0]))):
            quote = f"“{source.quote}”" if source.quote else in_language(source.text, self.lang)
            page = str(source.page) if source.page else label("Ui.unknown", self.lang)
            lines = source.lines.replace("-", "–") or label("Ui.unknown", self.lang)
            parts = ", ".join(part.split(" ")[0].rstrip(".") for part in self._cited_in[source])
            yield key, self._document(source), page, lines, quote or label("Document.no_quote", self.lang), parts

    def _document(self, source: SourceRef) -> str:
        document = self.model.documents.get(source.document)
        if document is None:
            return source.document or label("Ui.unknown", self.lang)
        date = concepts.shown(document.date, self.lang) if document.date else ""
        return ", ".join(
            filter(None, [in_language(document.title, self.lang) or document.id, document.reference, date])
        )
