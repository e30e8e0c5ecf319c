"""Changes to files that know what stands in them: elements, attributes, ids, keys, cells, and bytes last."""

from __future__ import annotations

import random

from lxml import etree

_WORDS = (
    "",
    "a",
    "b",
    "m",
    "r",
    "v",
    "n",
    "../x",
    "NUL.txt",
    "a b",
    "\u202e",
    "\u00e9",
    "0",
    "-1",
    "1e999",
    "2",
    "999999999999999999999",
    "x" * 300,
)


def mutated(name: str, content: bytes, chance: random.Random) -> bytes:
    """A file with some things changed, mostly such that it still is one of its format."""
    if chance.random() < 0.25:
        return of_bytes(content, chance)
    if content.lstrip().startswith(b"<"):
        return _of_xml(content, chance)
    return _of_lines(content, chance, b"," if name.endswith(".csv") else b":")


def _of_xml(content: bytes, chance: random.Random) -> bytes:
    """Elements left out, doubled, moved and renamed; attributes and texts swapped with others."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for _ in range(chance.randint(1, 5)):
        nodes = [node for node in root.iter(etree.Element) if node is not root]
        if not nodes:
            break
        node, other = chance.choice(nodes), chance.choice(nodes)
        around = node.getparent()
        assert around is not None  # the root is not among them
        what = chance.randrange(8)
        if what == 0:
            around.remove(node)
        elif what == 1:
            around.append(etree.fromstring(etree.tostring(node, with_tail=False)))
        elif what == 2 and other not in list(node.iter()):
            other.append(node)
        elif what == 3:
            node.tag = other.tag
        elif what == 4 and node.attrib and other.attrib:
            node.set(chance.choice(list(node.attrib)), chance.choice(list(other.attrib.values())))
        elif what == 5 and node.attrib:
            node.set(chance.choice(list(node.attrib)), chance.choice([w for w in _WORDS if w.isprintable() or w]))
        elif what == 6:
            node.text = chance.choice((other.text, *_WORDS))
        elif other.attrib:
            name, value = chance.choice(list(other.attrib.items()))
            node.set(name, value)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _of_lines(content: bytes, chance: random.Random, mark: bytes) -> bytes:
    """Lines left out, doubled and swapped; values beside ``mark`` put elsewhere."""
    lines = content.split(b"\n")
    for _ in range(chance.randint(1, 5)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        what = chance.randrange(5)
        if what == 0 and len(lines) > 1:
            del lines[at]
        elif what == 1:
            lines.insert(other, lines[at])
        elif what == 2:
            lines[at], lines[other] = lines[other], lines[at]
        else:
            cells, others = lines[at].split(mark), lines[other].split(mark)
            word = chance.choice(_WORDS).encode()
            cells[chance.randrange(len(cells))] = chance.choice((chance.choice(others), word, b'"' + word + b'"'))
            lines[at] = mark.join(cells)
    return b"\n".join(lines)


def of_bytes(content: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes changed: pieces left out, doubled, moved."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(changed) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 4, 64, 512)))
        what = chance.randrange(5)
        piece = bytes(changed[at:end])
        if what == 0:
            changed[at:end] = chance.randbytes(chance.randint(0, 8))
        elif what == 1:
            del changed[at:end]
        elif what == 2:
            changed[at:at] = piece * chance.choice((1, 2, 50))
        elif what == 3:
            changed[at:end] = chance.choice(
                (b"<", b">", b'"', b"&#0;", b"&x;", b"]]>", b"<!--", b"\x00", b"-1", b"1e999")
            )
        else:
            changed = changed[: max(at, 1)]
    return bytes(changed)
