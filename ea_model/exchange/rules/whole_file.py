"""What only the whole file tells: whether references arrive, and what Archi makes of lines and folders."""

from __future__ import annotations

from ea_model.exchange.rules import format as form
from ea_model.exchange.rules.violations import DrawnLine, FileOutline, Known, Violations
from ea_model.messages import Message

_FILED = frozenset({"element", "relationship", "view"})
_NOWHERE = Known("", 0)


def judge(contents: FileOutline, violations: Violations) -> None:
    """Tell what is wrong between the parts of a file that was read to its end."""
    if not contents.elements:
        violations.error(1, "ARCHI", Message("exchange_no_element_at_all"))
    _references(contents, violations)
    for line in contents.lines:
        _line(line, contents, violations)
    _folders(contents, violations)


def _references(contents: FileOutline, violations: Violations) -> None:
    for reference in contents.references:
        target = contents.known.get(reference.wanted, _NOWHERE)
        sorts = form.REFERENCES[reference.tag, reference.attribute]
        if not target.tag or (sorts and target.tag not in sorts):
            what = "/".join(sorts) or "identifier"
            message = Message(
                "exchange_refers", name=reference.attribute, tag=reference.tag, id=f"'{reference.wanted}'", what=what
            )
            violations.error(reference.line, "EXCHANGE", message)


def _line(line: DrawnLine, contents: FileOutline, violations: Violations) -> None:
    """A connection against the parts it runs between."""
    ends = (line.source, line.target)
    if not all(end in contents.shown for end in ends):
        return
    for end in ends:
        if contents.known[end].view != line.view:
            violations.error(line.at, "EXCHANGE", Message("exchange_other_view", id=line.id, end=end))
            return
    concept_ids = tuple(contents.shown[end] for end in ends)
    if not line.relation:
        tags = {contents.known[end].tag for end in ends}
        if all(concept_ids) or "connection" in tags:
            violations.warning(line.at, "ARCHI", Message("exchange_bare_line", id=line.id))
    elif not all(concept_ids):
        message = Message("exchange_relation_at_text", id=line.id)
        violations.error(line.at, "ARCHI", message)
    elif contents.ends.get(line.relation, concept_ids) != concept_ids:
        message = Message("exchange_rewired", id=line.id, relation=line.relation)
        violations.warning(line.at, "ARCHI", message)


def _folders(contents: FileOutline, violations: Violations) -> None:
    """Each concept and view stands in one folder; nothing else stands in any."""
    first: dict[str, int] = {}
    for at, identifier, holds in contents.filed:
        tag = contents.known.get(identifier, _NOWHERE).tag
        if tag in _FILED and holds:
            message = Message("exchange_item_holds", id=identifier)
            violations.warning(at, "ARCHI", message)
        elif tag and tag not in _FILED:
            violations.warning(at, "ARCHI", Message("exchange_item_names", id=identifier, tag=tag))
        elif identifier in first:
            violations.warning(at, "ARCHI", Message("exchange_two_folders", id=identifier, line=first[identifier]))
        first.setdefault(identifier, at)
