"""Goes through an exchange file once, part by part, and holds each against the rules of the format.

No tree is built, so memory follows the number of identifiers and references, not the size of the texts.
"""

from __future__ import annotations

from ea_model.exchange.rules import format as form
from ea_model.exchange.rules.violations import DrawnLine, FileOutline, Known, Reference, Violations
from ea_model.messages import Message
from ea_model.metamodel import stock
from ea_model.readers.xml.scanner import MAX_DEPTH, XML_LANG, XSI_TYPE, parser_for, run, too_deep
from ea_model.source.conventions import FOLDERS, NAMESPACE

_XSI = XSI_TYPE.partition(" ")[0]
_LONG = 60
"""Characters of a wrong value that are shown."""


class _Open:
    """A part that is not closed yet."""

    __slots__ = ("at", "child_tags", "free", "items", "label", "last", "reference", "rule", "tag", "text", "type")

    def __init__(self, tag: str, at: int, type_: str, *, free: bool) -> None:
        self.tag = tag
        self.at = at
        self.type = type_
        self.free = free
        """Nothing in it is judged."""
        self.rule = form.PARTS.get(tag, form.NOTHING)
        self.child_tags: set[str] = set()
        self.last = ""
        self.label: str | None = None
        """The first label of an item, the one Archi reads."""
        self.text: list[str] = []
        self.reference = ""
        self.items = False


class SinglePass:
    """One pass over the bytes of one file; ``contents`` is what the end of the file decides on."""

    def __init__(self, file: str, violations: Violations) -> None:
        self.contents = FileOutline()
        self._file = file
        self._problems = violations
        self._open: list[_Open] = []
        self._default = False
        self._view = 0
        self._parser = parser_for(file)
        self._parser.StartNamespaceDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, content: bytes) -> FileOutline:
        """Go through UTF-8; raises `ModelLoadError` when it is no XML, `UnreadableError` for a document type."""
        run(self._parser, self._file, content)
        return self.contents

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        if not self._open and prefix is None and uri == NAMESPACE:
            self._default = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentLineNumber
        uri, _, tag = name.rpartition(" ")
        if len(self._open) >= MAX_DEPTH:
            raise too_deep()
        above = self._open[-1] if self._open else None
        if above is None:
            self._root(at, uri, tag)
        elif uri == NAMESPACE and not above.free:
            self._child(above, tag, at)
        type_ = attributes.get(XSI_TYPE, "").strip()
        inside = tag == "model" if above is None else not above.free
        free = not inside or uri != NAMESPACE or tag in form.FREE or tag not in form.PARTS
        part = _Open(tag, at, type_, free=free)
        self._open.append(part)
        if uri == NAMESPACE:
            self._identify(part, attributes)
        if not free:
            own = self._attributes(part, attributes)
            self._remember(part, own)

    def _root(self, at: int, uri: str, tag: str) -> None:
        if (uri, tag) != (NAMESPACE, "model"):
            self._problems.error(at, "EXCHANGE", Message("exchange_root", tag=tag))
        elif not self._default:
            self._problems.error(at, "EXCHANGE", Message("exchange_prefixed"))

    def _child(self, above: _Open, tag: str, at: int) -> None:
        """Hold a child against the order its parent wants."""
        rule = above.rule.children.get(tag)
        if rule is None or (above.tag == "node" and tag == "node" and above.type == "Label"):
            parent = "node Label" if rule else above.tag
            self._problems.error(at, "EXCHANGE", Message("exchange_child", tag=tag, parent=parent))
            return
        if rule.once and tag in above.child_tags:
            self._problems.error(at, "EXCHANGE", Message("exchange_twice", tag=tag, parent=above.tag))
        elif above.rule.ordered and above.last and rule.place < above.rule.children[above.last].place:
            self._problems.error(
                at, "EXCHANGE", Message("exchange_behind", tag=tag, other=above.last, parent=above.tag)
            )
            above.child_tags.add(tag)
            return
        above.child_tags.add(tag)
        above.last = tag

    def _identify(self, part: _Open, attributes: dict[str, str]) -> None:
        """Keep an identifier; two of them cannot be the same anywhere in the file."""
        if part.tag == "view":
            self._view += 1
        identifier = attributes.get("identifier", "").strip()
        if not identifier:
            return
        first = self.contents.known.get(identifier)
        if first is not None:
            self._problems.error(
                part.at, "EXCHANGE", Message("exchange_identifier_used", id=identifier, line=first.line)
            )
            return
        self.contents.known[identifier] = Known(part.tag, part.at, self._view)

    def _attributes(self, part: _Open, attributes: dict[str, str]) -> dict[str, str]:
        """Hold the attributes against the rules; they come back under their names in `_format`."""
        tag, at = part.tag, part.at
        own: dict[str, str] = {}
        for name, value in attributes.items():
            uri, _, local = name.rpartition(" ")
            if uri == _XSI:
                own |= {"type": value} if name == XSI_TYPE and tag != "propertyDefinition" else {}
            elif name == XML_LANG and "lang" in part.rule.allowed:
                own["lang"] = value
            elif uri or local not in part.rule.allowed or (local == "type" and tag != "propertyDefinition"):
                self._problems.error(at, "EXCHANGE", Message("exchange_no_such_attribute", tag=tag, name=local))
            else:
                own[local] = value
        for name in part.rule.required:
            if name not in own or (name == "type" and not own[name].strip()):
                self._problems.error(at, "EXCHANGE", Message("exchange_lacks_attribute", tag=tag, name=name))
        self._type(part)
        for name, value in own.items():
            self._value(part, name, value)
        needed = form.NEEDED_OF.get((tag, part.type))
        if needed and needed not in own:
            self._problems.error(at, "EXCHANGE", Message("exchange_lacks_attribute", tag=tag, name=needed))
        return own

    def _type(self, part: _Open) -> None:
        types = form.TYPES.get(part.tag)
        if types is None or not part.type or part.type in types:
            return
        bare = part.type.rpartition(":")[2]
        if bare in types:
            self._problems.error(part.at, "ARCHI", Message("exchange_type_prefixed", type=part.type, bare=bare))
            part.type = bare
        else:
            self._problems.error(part.at, "EXCHANGE", Message("exchange_type_unknown", type=part.type, tag=part.tag))

    def _value(self, part: _Open, name: str, value: str) -> None:
        tag, at = part.tag, part.at
        rule = form.VALUES.get((tag, name))
        if rule is not None and not rule.fits(value):
            excerpt = value if len(value) <= _LONG else f"{value[:_LONG]}…"
            self._problems.error(
                at,
                "EXCHANGE",
                Message("exchange_attribute_value", name=name, tag=tag, value=f"'{excerpt}'", what=rule.said),
            )
        types = form.ONLY_OF.get((tag, name))
        if types and part.type in form.TYPES[tag] and part.type not in types:
            self._problems.error(
                at, "EXCHANGE", Message("exchange_attribute_type", name=name, types=", ".join(types), type=part.type)
            )
        if (tag, name) in form.REFERENCES:
            self.contents.references.append(Reference(at, tag, name, value.strip()))

    def _remember(self, part: _Open, own: dict[str, str]) -> None:
        """Keep what other parts of the file hang on, and tell what Archi makes of this one alone."""
        tag, at, identifier = part.tag, part.at, own.get("identifier", "").strip()
        if tag == "element":
            self.contents.elements += 1
        elif tag == "relationship":
            self.contents.ends[identifier] = (own.get("source", "").strip(), own.get("target", "").strip())
            if part.type == "Access" and "accessType" not in own:
                self._problems.warning(at, "ARCHI", Message("exchange_access_write"))
            if own.get("isDirected", "").strip() == "1":
                self._problems.warning(at, "ARCHI", Message("exchange_directed"))
        elif tag == "view" and own.get("viewpoint") and own["viewpoint"] not in _viewpoints():
            self._problems.warning(at, "ARCHI", Message("exchange_no_viewpoint", name=own["viewpoint"]))
        elif tag == "node" and identifier:
            self.contents.shown[identifier] = own.get("elementRef", "").strip()
        elif tag == "connection" and identifier:
            relation = own.get("relationshipRef", "").strip()
            self.contents.shown[identifier] = relation
            ends = (own.get("source", "").strip(), own.get("target", "").strip())
            self.contents.lines.append(DrawnLine(at, identifier, self._view, *ends, relation))
        elif tag == "item":
            part.reference = own.get("identifierRef", "").strip()
            self._open[-2].items = True

    def _text(self, text: str) -> None:
        part = self._open[-1]
        if part.free:
            return
        if part.tag == "label":
            part.text.append(text)
        elif part.tag not in form.TEXTS and text.strip():
            self._problems.error(self._parser.CurrentLineNumber, "EXCHANGE", Message("exchange_text", tag=part.tag))

    def _end(self, _: str) -> None:
        part = self._open.pop()
        if part.free:
            return
        for child, rule in part.rule.children.items():
            needed = rule.needed or (part.tag == "element" and child == "name" and part.type not in form.NAMELESS)
            if not needed or child in part.child_tags:
                continue
            if part.tag in form.CONTAINERS:
                self._problems.error(part.at, "EXCHANGE", Message("exchange_empty", tag=part.tag))
            else:
                self._problems.error(part.at, "EXCHANGE", Message("exchange_lacks", tag=part.tag, child=child))
        if part.tag == "label" and self._open and self._open[-1].label is None:
            self._open[-1].label = " ".join("".join(part.text).split())
        elif part.tag == "item":
            self._file_item(part)

    def _file_item(self, part: _Open) -> None:
        """An item is a folder, or refers to what stands in one."""
        if part.reference:
            self.contents.filed.append((part.at, part.reference, part.items))
        elif self._open and self._open[-1].tag == "organizations":
            label = part.label or ""
            if label not in FOLDERS:
                self._problems.warning(part.at, "ARCHI", Message("exchange_no_top_folder", name=label))


def _viewpoints() -> frozenset[str]:
    return frozenset(viewpoint.name for viewpoint in stock().viewpoints.values())
