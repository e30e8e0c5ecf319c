"""What kinds of elements, layers and relations are called on a drawing, in Dutch and in English."""

from __future__ import annotations

import re

from ea_model.words import table

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def name_of(word: str, lang: str) -> str:
    """The name of an element kind, relationship kind or layer; a word we have no name for is spaced out."""
    name = table(lang).get(f"KindName.{word}")
    if name:
        return name
    first, *rest = _WORD_START.split(word)
    return " ".join([first, *(part.lower() for part in rest)])


def attribute_name(feature: str, lang: str) -> str:
    """The word for an attribute; one that a model declared for its own kinds reads as it is written."""
    return table(lang).get(f"Attribute.{feature}", feature.replace("_", " "))
