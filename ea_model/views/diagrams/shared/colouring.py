"""What the colours of a landscape mean: a value per element, and a look per value with how often it occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ea_model import rules
from ea_model.compare.fields import fields_of, shown
from ea_model.messages.problems import UnknownIdError
from ea_model.metamodel.archimate import Element
from ea_model.metamodel.severity import Severity
from ea_model.scope import Cell, Scope, Status, scope_of
from ea_model.values import NO_VALUE
from ea_model.views.diagrams.shared.meaning import HATCHED, PALETTE, STATUS_LOOKS, MeaningLook, badge_of
from ea_model.views.scene.diagram import LegendEntry
from ea_model.views.words.concepts import kind
from ea_model.words import label, label_of, table

MOST_VALUES = len(PALETTE)
"""Values that have a colour of their own; the rarer ones share one."""
_REST = MeaningLook("#D9D9D9")
_ABSENT = MeaningLook("#FFFFFF")
_PROPERTY, _ATTRIBUTE = "properties.", "attribute."
SEVERITY_LOOKS = {
    Severity.CRITICAL: MeaningLook("#D9705B"),
    Severity.HIGH: MeaningLook("#F2A58B"),
    Severity.MEDIUM: MeaningLook("#FFD98A"),
    Severity.LOW: MeaningLook("#FFF1C9"),
    Severity.INFO: MeaningLook("#DCEBF7"),
}
"""The worse, the darker."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How one value is drawn."""

    label: str
    badge: str
    look: MeaningLook


class Colouring:
    """The elements a landscape shows and the tone of each."""

    def __init__(self, title: str, tones: Mapping[str, Tone], order: Iterable[Tone]) -> None:
        self.title = title
        """What is told by colour, for people."""
        self.of = tones
        """Element id to its tone."""
        self.order = tuple(order)
        """Tones as the legend tells them."""

    def legend(self, shown_ids: Iterable[str]) -> Iterator[LegendEntry]:
        """Every tone that occurs, with the number of elements."""
        counts = Counter(self.of[id_] for id_ in shown_ids if id_ in self.of)
        for tone in self.order:
            if counts[tone]:
                yield LegendEntry(tone.look.fill, f"{tone.label} ({counts[tone]})", tone.badge, tone.look.hatched)


def colouring(scope: Scope, what: str, lang: str) -> Colouring:
    """``status``, ``severity``, ``plateau``, or the name of an attribute or property of elements.

    Raises `UnknownIdError` when no element has anything of that name.
    """
    special = {"status": _by_status, "severity": _by_severity, "plateau": _by_plateau}.get(what)
    return special(scope, lang) if special else _by_value(scope, lang, what)


_SPECIAL = ("contract", "status", "severity", "plateau")


def _by_status(scope: Scope, lang: str) -> Colouring:
    """The gravest status among the required cells of an element; where none is required, among all."""
    cells: dict[str, list[Cell]] = {}
    for cell in scope.cells():
        cells.setdefault(cell.element.id, []).append(cell)
    looks = {status: Tone(label_of(status, lang), badge_of(status, lang), look) for status, look in _GRAVE}
    tones = {}
    for id_, of_element in cells.items():
        states = {c.status for c in of_element if c.required} or {c.status for c in of_element}
        tones[id_] = next(tone for status, tone in looks.items() if status in states)
    return Colouring(label("Landscape.by_status", lang), tones, looks.values())


_GRAVE = [
    (status, STATUS_LOOKS[status])
    for status in (
        Status.OVERLAP, Status.OWN_IMPLICIT, Status.EXCLUDED, Status.EXPIRED, Status.INDETERMINATE, Status.UNKNOWN,
        Status.SUPPORTED_ONLY, Status.JOINT, Status.COVERED, Status.OWN, Status.NOT_APPLICABLE,
    )
]  # fmt: skip
"""Every status with its look, the one that asks most attention first."""


def _by_severity(scope: Scope, lang: str) -> Colouring:
    """The worst finding about an element that nobody waived."""
    worst: dict[str, Severity] = {}
    for finding in rules.run([scope]):
        if finding.waiver is None:
            worst[finding.subject] = max(worst.get(finding.subject, Severity.INFO), finding.severity)
    looks = {s: Tone(label_of(s, lang), label(f"SeverityBadge.{s.name}", lang), k) for s, k in SEVERITY_LOOKS.items()}
    none = Tone(label("Landscape.no_findings", lang), "", _ABSENT)
    about = {e.id for e in _present(scope) if e.id in worst} | {c.element.id for c in scope.cells()}
    tones = {id_: looks[worst[id_]] if id_ in worst else none for id_ in about}
    return Colouring(label("Landscape.by_severity", lang), tones, [*looks.values(), none])


def _by_plateau(scope: Scope, lang: str) -> Colouring:
    """In which plateaus an element is there, elements that are not there now included."""
    tops = [p for p in scope.model.plateaus if p.part_of is None]
    there = [(p.id, scope_of(scope.model, p).facts) for p in tops]
    values: dict[str, str] = {}
    always: set[str] = set()
    for element in scope.model.elements:
        plateaus = [id_ for id_, situation in there if situation.existence(element)]
        if plateaus and element.layer in _SHOWN_LAYERS:
            values[element.id] = " + ".join(plateaus)
            if len(plateaus) == len(tops):
                always.add(element.id)
    everywhere = Tone(label("Landscape.every_plateau", lang), "", _ABSENT)
    title = label("Landscape.by_plateau", lang)
    some = _categories({id_: v for id_, v in values.items() if id_ not in always}, title, lang, badges=True)
    return Colouring(title, {**dict.fromkeys(always, everywhere), **some.of}, [everywhere, *some.order])


_SHOWN_LAYERS = frozenset({"Strategy", "Business", "Application", "Technology", "Physical"})


def _by_value(scope: Scope, lang: str, what: str) -> Colouring:
    """An attribute of the metamodel, or a property of the model, whichever has that name.

    ``attribute.NAME`` and ``properties.NAME`` say which, where both have it or a word above means something else.
    """
    fields = {e.id: fields_of(e) for e in _present(scope)}
    name = _field_named(what, {name for of_element in fields.values() for name in of_element})
    kinds = {type(e) for e in _present(scope) if name in fields[e.id]}
    values: dict[str, str | None] = {}
    unknown: set[str] = set()
    for element in _present(scope):
        if type(element) in kinds:
            values[element.id] = _words(scope, element, name, fields[element.id].get(name), lang)
            if isinstance(getattr(element, name, None), NO_VALUE):
                unknown.add(element.id)
    title = table(lang).get(f"Attribute.{name}") or table(lang).get(f"Landscape.by_{name}") or _bare(name)
    return _categories(values, title, lang, unknown=unknown)


def _field_named(what: str, names: Iterable[str]) -> str:
    """The field somebody means, an attribute before a property."""
    ordered = sorted(names, key=lambda name: (name.startswith(_PROPERTY), name))
    fields: dict[str, str] = {}
    for name in ordered:
        full = name if name.startswith(_PROPERTY) else f"{_ATTRIBUTE}{name}"
        for spelled in (full, _bare(name)):
            fields.setdefault(_folded(spelled), name)
    if _folded(what) not in fields:
        raise UnknownIdError("colour", what, [*_SPECIAL, *map(_bare, ordered)])
    return fields[_folded(what)]


def _bare(name: str) -> str:
    return name.removeprefix(_PROPERTY)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _words(scope: Scope, element: Element, name: str, value: object, lang: str) -> str | None:
    """A value for people; None where there is none."""
    if value is None:
        return None
    if name == "type":
        return kind(scope.model, element, lang)
    text = shown(value, lang)
    return table(lang).get(f"Word.{text}", text)


def _present(scope: Scope) -> Iterator[Element]:
    return (e for e in scope.model.elements if scope.facts.existence(e))


def _categories(
    values: Mapping[str, str | None], title: str, lang: str, *, unknown: Iterable[str] = (), badges: bool = False
) -> Colouring:
    """A colour and a number for each of the values that occur most; ``badges`` shows the value itself instead."""
    unsaid = set(unknown)
    counts = Counter(v for id_, v in values.items() if v is not None and id_ not in unsaid)
    # By number of elements, equals by their words: the same model always has the same colours.
    ranked = sorted(counts, key=lambda v: (-counts[v], v))
    many = len(ranked) > MOST_VALUES
    own = ranked[: MOST_VALUES - 1] if many else ranked
    tones = {v: Tone(v, v if badges else str(place), MeaningLook(PALETTE[place - 1])) for place, v in enumerate(own, 1)}
    rest = Tone(label("Landscape.other_values", lang, count=len(ranked) - len(own)), "…", _REST)
    not_known = Tone(label("Status.UNKNOWN", lang), badge_of(Status.UNKNOWN, lang), HATCHED)
    absent = Tone(label("Landscape.absent", lang), badge_of(Status.NOT_APPLICABLE, lang), _ABSENT)
    of = {
        id_: not_known if id_ in unsaid else absent if value is None else tones.get(value, rest)
        for id_, value in values.items()
    }
    return Colouring(title, of, [*tones.values(), rest, not_known, absent])
