"""What only the whole file tells: whether references arrive, and what Archi makes of lines and folders."""

from __future__ import annotations

from ea_model.exchange.rules import format as form
from ea_model.exchange.rules.violations import DrawnLine, FileOutline, Known, Told
from ea_model.messages import Message

_FILED = frozenset({"element", "relationship", "view"})
_NOWHERE = Known("", 0)


def judge(contents: FileOutline, told: Told) -> None:
    """Tell what is wrong between the parts of a file that was read to its end."""
    if not contents.elements:
        told.error(1, "ARCHI", Message("exchange_no_element_at_all"))
    _references(contents, told)
    for line in contents.lines:
        _line(line, contents, told)
    _folders(contents, told)


def _references(contents: FileOutline, told: Told) -> None:
    for reference in contents.references:
        found = contents.known.get(reference.wanted, _NOWHERE)
        sorts = form.REFERENCES[reference.tag, reference.attribute]
        if not found.tag or (sorts and found.tag not in sorts):
            what = "/".join(sorts) or "identifier"
            said = Message(
                "exchange_refers", name=reference.attribute, tag=reference.tag, id=f"'{reference.wanted}'", what=what
            )
            told.error(reference.line, "EXCHANGE", said)


def _line(line: DrawnLine, contents: FileOutline, told: Told) -> None:
    """A connection against the parts it runs between."""
    ends = (line.source, line.target)
    if not all(end in contents.shown for end in ends):
        return
    for end in ends:
        if contents.known[end].view != line.view:
            told.error(line.at, "EXCHANGE", Message("exchange_other_view", id=line.id, end=end))
            return
    shown = tuple(contents.shown[end] for end in ends)
    if not line.relation:
        tags = {contents.known[end].tag for end in ends}
        if all(shown) or "connection" in tags:
            told.warning(line.at, "ARCHI", Message("exchange_bare_line", id=line.id))
    elif not all(shown):
        said = Message("exchange_relation_at_text", id=line.id)
        told.error(line.at, "ARCHI", said)
    elif contents.ends.get(line.relation, shown) != shown:
        said = Message("exchange_rewired", id=line.id, relation=line.relation)
        told.warning(line.at, "ARCHI", said)


def _folders(contents: FileOutline, told: Told) -> None:
    """Each concept and view stands in one folder; nothing else stands in any."""
    first: dict[str, int] = {}
    for at, identifier, holds in contents.filed:
        tag = contents.known.get(identifier, _NOWHERE).tag
        if tag in _FILED and holds:
            said = Message("exchange_item_holds", id=identifier)
            told.warning(at, "ARCHI", said)
        elif tag and tag not in _FILED:
            told.warning(at, "ARCHI", Message("exchange_item_names", id=identifier, tag=tag))
        elif identifier in first:
            told.warning(at, "ARCHI", Message("exchange_two_folders", id=identifier, line=first[identifier]))
        first.setdefault(identifier, at)
