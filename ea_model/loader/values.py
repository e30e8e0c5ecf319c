"""Turns what a file spells into the value a feature holds, or a problem at the right place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ea_model.loader.context import Load, as_list
from ea_model.messages import Message
from ea_model.messages.problems import Place
from ea_model.metamodel.datatypes import ValueType
from ea_model.metamodel.lean import LeanAttribute
from ea_model.source.records import place_of
from ea_model.values import DateBasis, FuzzyDate, LangText, NotApplicable, SourceRef, Unknown, brief

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""A language as model files name it: nl, or with a region and the like: nl-BE (BCP 47)."""

_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu und
    mul zxx eng nld dut deu ger fra fre spa ita fry nds lim gos pap
"""
LANGUAGE_CODES = frozenset(_CODES.split())
"""Codes of ISO 639-1, and those of three letters that are met in models."""


def parse_attribute(load: Load, feature: LeanAttribute, value: Any, place: Place, name: str = "") -> Any:
    """The value of an attribute; None (and a problem) when it cannot be read. ``name``: what the file calls it."""
    where = place_of(value, place)
    if not feature.is_many:
        return parse_value(load, feature.value_type, value, where, name or feature.name, knowable=feature.knowable)
    parsed = (
        parse_value(load, feature.value_type, v, where, feature.name, knowable=feature.knowable) for v in as_list(value)
    )
    return tuple(v for v in parsed if v is not None)


def parse_value(
    load: Load, value_type: ValueType, value: Any, place: Place, name: str, *, knowable: bool = True
) -> Any:
    """One value of a type; explicit unknowns are values where the feature allows them."""
    where = place_of(value, place)
    if isinstance(value, dict):
        return _parse_mapping(load, value_type, value, where, name)
    if isinstance(value, LangText) and value_type.languages:
        return value
    if not isinstance(value, str) or (value == "" and not value_type.languages):
        load.error(where, "VALUE", Message("no_value", name=name) if value == "" else Message("one_value", name=name))
        return None
    if knowable and (special := unknown_value(load, value, where)):
        return special
    return _parsed(load, value_type, str(value), where, name)


def _parsed(load: Load, value_type: ValueType, value: str, place: Place, name: str) -> Any:
    """What the type makes of a text; None (and a problem) when it refuses it."""
    try:
        return value_type.parse(value)
    except ValueError as error:
        message = Message("about", name=name, error=error)
    if load.lenient and value_type.loose is not None:
        return _loose(load, value_type.loose, value, place, message)
    load.error(place, "VALUE", message, near=(value, value_type.words))
    return None


def _loose(load: Load, parse: Callable[[str], Any], value: str, place: Place, message: Message) -> Any:
    """What somebody else's format means by a value our own text would refuse: told, and read where it can be."""
    try:
        parsed = parse(str(value))
    except ValueError:
        load.error(place, "VALUE", message)
        return None
    load.warning(place, "VALUE", message)
    return parsed


def unknown_value(load: Load, value: str, place: Place) -> Unknown | NotApplicable | None:
    """What ``onbekend``, ``onbekend U01`` and ``n.v.t.`` mean; None for everything else."""
    unknown = Unknown.parse(value)
    if unknown is not None and unknown.item:
        load.tied.append((unknown.item, place))
    return unknown or NotApplicable.parse(value)


def _parse_mapping(load: Load, value_type: ValueType, value: dict[str, Any], place: Place, name: str) -> Any:
    if value_type.languages:
        return language_text(load, value, place, name)
    if value_type.python[0] is FuzzyDate:
        return _date_range(load, value, place, name)
    load.error(place, "VALUE", Message("one_value_mapping", name=name))
    return None


def language_text(load: Load, value: dict[str, Any], place: Place, name: str) -> LangText | None:
    """A text per language, primary language first."""
    texts: dict[str, str] = {}
    for lang, text in value.items():
        if not isinstance(text, str) or not (load.verbatim or LANGUAGE.fullmatch(lang)):
            load.error(place_of(lang, place), "VALUE", Message("text_per_language", name=name))
            return None
        if not load.verbatim and not load.lenient and lang.partition("-")[0].lower() not in LANGUAGE_CODES:
            load.contradict(place_of(lang, place), Message("strange_language", lang=lang))
        texts[str(lang)] = str(text)
    return LangText(texts)


def _date_range(load: Load, value: dict[str, Any], place: Place, name: str) -> FuzzyDate | None:
    """``{from: …, until: …, status: …}``: a day somewhere in between."""
    strange = next((key for key in value if key not in {"from", "until", "status"}), None)
    if strange is not None:
        load.error(place_of(strange, place), "FIELD", Message("date_field", key=strange))
        return None
    try:
        first = FuzzyDate.parse(str(value["from"]))
        last = FuzzyDate.parse(str(value.get("until", value["from"])))
        status = str(value.get("status", ""))
        return FuzzyDate(first.earliest, last.latest, "range", DateBasis.read(status) or status)
    except KeyError:
        load.error(place, "VALUE", Message("date_needs_from", name=name))
    except ValueError as error:
        load.error(place, "VALUE", Message("about", name=name, error=error))
    return None


def parse_sources(load: Load, value: Any, place: Place) -> tuple[SourceRef, ...]:
    """Facts or documents by id, or references written in place; one or a list."""
    sources = (_source(load, item, place_of(item, place)) for item in as_list(value))
    return tuple(s for s in sources if s is not None)


def _source(load: Load, value: Any, place: Place) -> SourceRef | None:
    if isinstance(value, dict):
        return parse_source_ref(load, value, place, "")
    if not isinstance(value, str):
        load.error(place, "SHAPE", Message("source_shape"))
        return None
    fact = load.contents.facts.get(str(value))
    if fact is None and value in load.contents.documents:
        return SourceRef(str(value))
    if fact is None and value not in load.refused:
        load.error(place, "REFERENCE", Message("no_fact", id=value), near=(str(value), load.contents.facts))
    return fact


SOURCE_KEYS = ("document", "page", "lines", "quote", "before", "after", "text", "category")


def parse_source_ref(load: Load, fields: dict[str, Any], place: Place, fact: str) -> SourceRef | None:
    """A source reference written out."""
    for key, value in fields.items():
        if key not in SOURCE_KEYS:
            message = Message("source_field", key=key)
            load.error(place_of(key, place), "FIELD", message, near=(str(key), SOURCE_KEYS))
            return None
        if not isinstance(value, str) and not (key == "text" and isinstance(value, dict)):
            load.error(place_of(value, place), "VALUE", Message("source_text", key=key))
            return None
    document = str(fields.get("document", ""))
    if document and document not in load.contents.documents:
        where = place_of(fields["document"], place)
        load.error(where, "REFERENCE", Message("no_document", id=document), near=(document, load.contents.documents))
    page, lines = _page(load, fields, place), _lines(load, fields, place)
    if page is None or lines is None:
        return None
    text: Any = fields.get("text", "")
    if isinstance(text, dict):
        text = language_text(load, text, place, "text") or ""
    quote = str(fields.get("quote", ""))
    category, before, after = (str(fields.get(key, "")) for key in ("category", "before", "after"))
    return SourceRef(document, page, *lines, quote, fact, text, category, before, after)


def _page(load: Load, fields: dict[str, Any], place: Place) -> int | None:
    """The page of a reference, 0 where it names none; None (and a problem) when it is no page."""
    text = str(fields.get("page", "0"))
    if "page" in fields and not (re.fullmatch(r"[0-9]{1,9}", text) and int(text)):
        load.complain(place_of(fields["page"], place), "VALUE", Message("page_number", text=brief(text)))
        return 0 if load.lenient else None
    return int(text)


def _lines(load: Load, fields: dict[str, Any], place: Place) -> tuple[int, int] | None:
    """First and last line, 0 where a reference names none; None (and a problem) when they are none."""
    if "lines" not in fields:
        return 0, 0
    text = str(fields["lines"])
    match = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if 0 < first <= last:
        return first, last
    message = Message("lines_backwards", text=brief(text)) if first else Message("line_numbers", text=brief(text))
    load.complain(place_of(fields["lines"], place), "VALUE", message)
    return (0, 0) if load.lenient else None
