"""What one pass over an exchange file finds: concepts in columns, and where everything else stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ea_model.readers.xml.nodes import Node
from ea_model.readers.xml.scanner import node_of
from ea_model.source.records import ConceptTable


@dataclass(slots=True)
class DeferredPart:
    """A part of the file that is read later: its local name, its bytes and the line it begins at."""

    name: str
    content: bytes = b""
    line: int = 0
    identifier: str = ""


@dataclass(slots=True)
class ExchangeScan:
    """What one pass found."""

    file: str = ""
    """How messages call the file."""
    elements: ConceptTable = field(default_factory=ConceptTable)
    relations: ConceptTable = field(default_factory=ConceptTable)
    root: dict[str, str] = field(default_factory=dict)
    opening: bytes = b""
    """The tag of the model, which gives the prefixes in every piece their meaning."""
    closing: bytes = b""
    pieces: list[DeferredPart] = field(default_factory=list)
    """Sections below the model that hold no concepts, in the order of the file; the views are none of them."""
    views: list[DeferredPart] = field(default_factory=list)
    described: list[dict[str, Any]] = field(default_factory=list)
    """The rows that have properties, whose keys are ids of definitions until the whole file is read."""
    several: list[tuple[dict[str, Any], bytes]] = field(default_factory=list)
    """Rows with more to say than a plain text, and the XML of each."""
    languages: dict[str, str] = field(default_factory=dict)
    """The one language of plain texts, by what they are."""

    def node(self, piece: bytes) -> Node:
        """The lxml element of a piece of the file."""
        return node_of(self.file, self.opening + piece + self.closing)[0]
