"""The escape that keeps names text in the app, beside the words every face shares."""

from __future__ import annotations

import re

from ea_model.questions.agenda.wording import day_words as day
from ea_model.views.words.concepts import kind, name, shown, source_place, titled, verb

_JOINER = "\u2060"
"""Word joiner: no width, no break; stops a browser from making a link of what looks like one."""
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^@])")
_LINKS = re.compile(r"(?i)(?<=www)(?=\.)|(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=@)(?=\w)")


def escape(text: object) -> str:
    """Text from a model as Markdown that shows exactly that text, on one line."""
    plain = " ".join(str(text).split())
    pieces = _LINKS.split(plain)
    return _JOINER.join(_MARKS.sub(r"\\\1", piece) for piece in pieces)


__all__ = ["day", "escape", "kind", "name", "shown", "source_place", "titled", "verb"]
