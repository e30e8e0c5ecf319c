"""The viewpoints an exchange file defines itself, kept as XML: no model of ours has a place for them."""

from __future__ import annotations

import re

from lxml import etree

from ea_model.messages.problems import ModelLoadError
from ea_model.readers.exchange.peek import without_comments
from ea_model.readers.exchange.scan_result import ExchangeScan

_SECTION = re.compile(rb"""<((?:[^\s<>/:"'=!?]+:)?viewpoints)[\s>][^<>]*>?.*?</\1\s*>""", re.DOTALL)


def viewpoints_of(scan: ExchangeScan, content: bytes) -> bytes:
    """The ``viewpoints`` section with the prefixes it needs; empty where there is none."""
    section = _SECTION.search(without_comments(content)) if b"viewpoints" in content else None
    if section is None:
        return b""
    try:
        node = scan.node(section[0])
    except ModelLoadError:
        return b""  # words in a comment
    etree.cleanup_namespaces(node)
    return etree.tostring(node, encoding="UTF-8", xml_declaration=False, with_tail=False)
