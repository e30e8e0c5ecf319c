"""The quick way through somebody else's exchange file: concepts into columns, everything else kept as bytes.

Only elements and relationships are looked at while the file streams by. The other sections are small or are wanted
later: where they stand is noted, and they are read from those bytes. The views, most of a real file, are cut into one
piece each.
A concept that says something in several languages is read once more, the careful way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ea_model.messages.problems import ModelLoadError
from ea_model.readers.exchange.fast_path import Lane, is_open, may_hide
from ea_model.readers.exchange.nodes import tagged
from ea_model.readers.exchange.scan_result import DeferredPart, ExchangeScan
from ea_model.readers.exchange.section import take_over
from ea_model.readers.xml import accelerators
from ea_model.readers.xml.nodes import Node, named
from ea_model.readers.xml.scanner import MAX_DEPTH, NamedFeed, element_at, first_tags, node_of, parser_for, too_deep

_TAGS = {"elements": "element", "relationships": "relationship"}
_INSIDE = ("name", "documentation", "properties", "property", "value")
_ABOVE_VIEWS = 3
"""How deep the parser is where a view begins: in the model, its views and their diagrams."""
_WORTH, _FAR = 1 << 10, 1 << 20
"""Bytes the lane has to take to be asked again at once; and after how many it is asked again at the latest."""


def scan_file(file: str, content: bytes, check_root: Callable[[str], None]) -> ExchangeScan:
    """Pass over a file; ``check_root`` is given the ``namespace local`` of the root and raises if it is another."""
    return _ExchangePass(file, content, check_root).scan


class _ExchangePass:
    """One pass; handlers are closures, because in a file of a million tags every attribute lookup counts."""

    def __init__(self, file: str, content: bytes, check_root: Callable[[str], None]) -> None:
        self.file, self.content = file, content
        self.scan = ExchangeScan(file)
        self.between: Callable[[], bool] = lambda: False
        self.space = ""
        self.depth: Callable[[], int] = lambda: 0
        self._stream(check_root)

    def _stream(self, check_root: Callable[[str], None]) -> None:
        scan, content = self.scan, self.content
        parser = parser_for(self.file)
        feed = self.feed = NamedFeed(parser, self.file, content)
        depth = 0
        piece: DeferredPart | None = None
        begin = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, piece, begin
            if depth == 0:
                check_root(name)
                feed.names.begin()
                scan.root = attributes
                scan.opening, scan.closing = first_tags(content, feed.index)
                self.space = name.rpartition(" ")[0]
            elif depth == 1:
                local = name.rpartition(" ")[2]
                if local in _TAGS:
                    bulk = scan.elements if local == "elements" else scan.relations
                    tags = tuple(f"{self.space} {tag}".strip() for tag in (_TAGS[local], *_INSIDE))
                    self.between = take_over(parser, feed, content, tags, bulk, scan, outside)
                    return
                begin = feed.index
                piece = DeferredPart(local, line=feed.line)
            elif depth == _ABOVE_VIEWS and name.endswith(" view") and piece is not None and piece.name == "views":
                begin = feed.index
                scan.views.append(DeferredPart("view", b"", feed.line, attributes.get("identifier", "")))
            depth += 1
            if depth > MAX_DEPTH:
                raise too_deep()

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            if depth == 1 and piece is not None and piece.name != "views":
                piece.content = element_at(content, begin, feed.index)
                scan.pieces.append(piece)
            elif depth == _ABOVE_VIEWS and name.endswith(" view") and piece is not None and piece.name == "views":
                scan.views[-1].content = feed.names.given_to(element_at(content, begin, feed.index))

        def outside() -> None:
            parser.StartElementHandler, parser.EndElementHandler = start, end

        self.depth = lambda: depth
        outside()
        self._drive()

    def _drive(self) -> None:
        """Give the parser its content, but for what is passed by it where a section is spelled as usual."""
        ways = {"elements": self._concepts, "relationships": self._concepts, "views": self._views}
        places = sorted((self.content.find(f"<{section}>".encode()), section) for section in ways)
        if not accelerators.enabled:
            places = []
        for begin, section in places:
            if begin < self.feed.at:
                continue
            self.feed.until(begin + len(section) + 2)
            end = self.content.find(f"</{section}>".encode(), self.feed.at)
            if end >= 0 and is_open(self.scan.opening, self.space):
                ways[section](section, end)
        self.feed.rest()

    def _concepts(self, section: str, end: int) -> None:
        """Pass through one section of concepts, by the lane as far as it goes."""
        if not self.between():
            return
        content, feed, scan = self.content, self.feed, self.scan
        tag = _TAGS[section]
        bulk = scan.elements if section == "elements" else scan.relations
        lane = Lane(content, bulk, scan.described, scan.languages, end)
        mark = f"<{tag} ".encode()
        ahead = 1
        while (at := content.find(mark, feed.at + ahead - 1, end)) >= 0:
            if may_hide(content, feed.at, at):
                return
            feed.until(at)
            if self.between():
                feed.keep(lane.take(at, tag))
            ahead = 1 if feed.at - at > _WORTH else min(max(2 * ahead, _WORTH), _FAR)

    def _views(self, _: str, end: int) -> None:
        """Cut the views, one piece each; lxml, which is quicker, finds each whole or leaves it to the parser."""
        content, feed = self.content, self.feed
        counted, line = 0, 1
        while (at := content.find(b"<view ", feed.at, end)) >= 0:
            close = content.find(b"</view>", at, end) + len(b"</view>")
            if close < at or may_hide(content, feed.at, close):
                return
            feed.until(at)
            piece = content[at:close]
            identifier = self._view_id(feed.names.given_to(piece)) if self.depth() == _ABOVE_VIEWS else None
            if identifier is None:
                return
            line += content.count(b"\n", counted, at)
            counted = at
            self.scan.views.append(DeferredPart("view", feed.names.given_to(piece), line, identifier))
            feed.keep(close)

    def _view_id(self, piece: bytes) -> str | None:
        """The identifier of a piece that is one whole view by itself."""
        try:
            around = node_of(self.file, self.scan.opening + piece + self.scan.closing)
        except ModelLoadError:
            return None
        whole = len(around) == 1 and around[0].tag == f"{{{self.space}}}view"
        return (around[0].get("identifier") or "") if whole else None


def careful(node: Node, row: dict[str, Any]) -> None:
    """Read the texts of one concept again, in all their languages; keys of properties stay ids of definitions."""
    for feature in ("name", "documentation"):
        nodes = list(named(node, feature))
        if nodes:
            row[feature] = tagged(iter(nodes))
    pairs = [
        (listed.get("propertyDefinitionRef") or listed.get("identifierRef") or "", tagged(named(listed, "value")))
        for container in named(node, "properties")
        for listed in named(container, "property")
    ]
    if pairs:
        row["properties"] = pairs
