"""What only the whole file tells: whether references arrive, and what Archi makes of lines and folders."""

from __future__ import annotations

from ea_model.exchange.rules import format as form
from ea_model.exchange.rules.violations import Contents, DrawnLine, Known, Told

_FILED = frozenset({"element", "relationship", "view"})
_NOWHERE = Known("", 0)


def judge(contents: Contents, told: Told) -> None:
    """Tell what is wrong between the parts of a file that was read to its end."""
    if not contents.elements:
        told.error(1, "ARCHI", "holds no element; Archi opens no such file")
    _references(contents, told)
    for line in contents.lines:
        _line(line, contents, told)
    _folders(contents, told)


def _references(contents: Contents, told: Told) -> None:
    for reference in contents.references:
        found = contents.known.get(reference.wanted, _NOWHERE)
        sorts = form.REFERENCES[reference.tag, reference.attribute]
        if not found.tag or (sorts and found.tag not in sorts):
            what = "/".join(sorts) or "identifier"
            said = f"{reference.attribute} of '{reference.tag}' is '{reference.wanted}', which is no {what} of the file"
            told.error(reference.line, "EXCHANGE", said)


def _line(line: DrawnLine, contents: Contents, told: Told) -> None:
    """A connection against the parts it runs between."""
    ends = (line.source, line.target)
    if not all(end in contents.shown for end in ends):
        return
    for end in ends:
        if contents.known[end].view != line.view:
            told.error(line.at, "EXCHANGE", f"connection '{line.id}' ends at '{end}', which stands in another view")
            return
    shown = tuple(contents.shown[end] for end in ends)
    if not line.relation:
        tags = {contents.known[end].tag for end in ends}
        if all(shown) or "connection" in tags:
            told.warning(
                line.at, "ARCHI", f"line '{line.id}' shows no relation; Archi draws it at texts and frames only"
            )
    elif not all(shown):
        said = f"connection '{line.id}' shows a relation but ends at a text or frame; Archi opens no such file"
        told.error(line.at, "ARCHI", said)
    elif contents.ends.get(line.relation, shown) != shown:
        said = f"connection '{line.id}' does not run as '{line.relation}' does; Archi changes the relation to fit it"
        told.warning(line.at, "ARCHI", said)


def _folders(contents: Contents, told: Told) -> None:
    """Each concept and view stands in one folder; nothing else stands in any."""
    first: dict[str, int] = {}
    for at, identifier, holds in contents.filed:
        tag = contents.known.get(identifier, _NOWHERE).tag
        if tag in _FILED and holds:
            said = f"the item of '{identifier}' holds items itself; Archi makes a folder without a name of it"
            told.warning(at, "ARCHI", said)
        elif tag and tag not in _FILED:
            told.warning(at, "ARCHI", f"the item of '{identifier}' names a {tag}; Archi makes an empty folder of it")
        elif identifier in first:
            told.warning(
                at, "ARCHI", f"'{identifier}' stands in a folder at line {first[identifier]} too; Archi keeps one"
            )
        first.setdefault(identifier, at)
