"""Changes to files that know what stands in them: elements, attributes, ids, keys, cells, and bytes last."""

from __future__ import annotations

import copy
import random
from typing import Any

import yaml
from lxml import etree

WORDS = ("", "a", "b", "m", "r", "v", "n", "../x", "NUL.txt", "a b", "\u202e", "\u00e9", "0", "-1", "1e999", "2", "und",
         "x-y", "999999999999999999999", "x" * 300, "2020-01-01", "2020-13", "true", "*", "Node", "Junction",
         "BusinessActor")  # fmt: skip
_OTHERS: Any = (
    None,
    True,
    0,
    -1,
    1e300,
    10**30,
    [],
    {},
    [[]],
    {"a": "b"},
    ["a", "b"],
    {"nl": "x", "2": "y"},
)
"""Values of another type than a text."""
_BYTES = (b"<", b">", b'"', b"&#0;", b"&x;", b"&#x41;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x ?>", b"\x00",
          b"-1", b"1e999", b"\xff\xfe", b"\x1b", b"\xe2\x80\xae", b"\r", b"xmlns=", b"xmlns:a=", b"encoding='utf-16'",
          b": ", b"- ", b"{", b"[", b"extends: ")  # fmt: skip


def mutated(name: str, content: bytes, chance: random.Random) -> bytes:
    """A file with some things changed, mostly such that it still is one of its format."""
    if chance.random() < 0.25:
        return of_bytes(content, chance)
    try:
        if content.lstrip().startswith(b"<"):
            return _of_xml(content, chance)
        if not name.endswith(".csv") and chance.random() < 0.6:
            return _of_yaml(content, chance)
    except (etree.XMLSyntaxError, yaml.YAMLError, RecursionError):
        return of_bytes(content, chance)
    return _of_lines(content, chance, b"," if name.endswith(".csv") else b":")


def mutated_files(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """A folder with files changed, left out, doubled and called otherwise."""
    changed = dict(files)
    for _ in range(chance.randint(1, 3)):
        if not changed:
            break
        name, what = chance.choice(sorted(changed)), chance.randrange(6)
        if what == 0:
            del changed[name]
        elif what == 1:
            changed[chance.choice(WORDS) + name] = changed[name]
        elif what == 2:
            changed[name] = files[chance.choice(sorted(files))]
        else:
            changed[name] = mutated(name, changed[name], chance)
    return changed


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
            node.set(chance.choice(list(node.attrib)), chance.choice(WORDS))
        elif what == 6:
            node.text = chance.choice((other.text, *WORDS))
        elif other.attrib:
            name, value = chance.choice(list(other.attrib.items()))
            node.set(name, value)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _of_yaml(content: bytes, chance: random.Random) -> bytes:
    """Values swapped with others and with those of other types; keys renamed, entries left out and doubled."""
    if b"&" in content:  # what is repeated by reference may be very much
        return _of_lines(content, chance, b":")
    root = yaml.load(content, yaml.CBaseLoader)  # noqa: S506 - makes texts only
    for _ in range(chance.randint(1, 4)):
        places: list[tuple[Any, Any]] = []
        _places(root, places)
        if not places:
            break
        (holder, key), (other, its) = chance.choice(places), chance.choice(places)
        what = chance.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1:
            holder[key] = copy.deepcopy(other[its])
        elif what == 2:
            holder[key] = copy.deepcopy(chance.choice(_OTHERS))
        elif what == 3:
            holder[key] = chance.choice(WORDS)
        elif what == 4:
            holder[key] = chance.choice(([holder[key]], {chance.choice(WORDS): holder[key]}, str(holder[key])))
        elif isinstance(holder, dict):
            holder[its if isinstance(its, str) else chance.choice(WORDS)] = holder.pop(key)
    spelled: str = yaml.dump(root, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return spelled.encode("utf-8", "surrogatepass")


def _places(node: Any, places: list[tuple[Any, Any]]) -> None:
    """Everything that stands in something else, as what holds it and its key or number."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        places.append((node, key))
        _places(node[key], places)


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
            word = chance.choice(WORDS).encode()
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
            changed[at:end] = chance.choice(_BYTES)
        else:
            changed = changed[: max(at, 1)]
    return bytes(changed)
