"""Identifiers of an exchange file: XML wants one name space for everything, a model has several.

Source: W3C, Namespaces in XML 1.0 (NCName); The Open Group exchange schema, where every ``identifier`` is an xs:ID.
Schema validators still follow the fourth edition of XML 1.0; the letters here are such in that edition and the fifth.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from ea_model.exchange_form import SPECIALIZATION

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131"  # Latin
    "\u0388-\u038a\u038e-\u03a1\u03a3-\u03ce\u040e-\u044f\u0451-\u045c"  # Greek, Cyrillic
    "\u4e00-\u9fa5\uac00-\ud7a3"  # Chinese, Korean
)
_NEXT = _START + r"\-.0-9"
NCNAME = re.compile(f"[{_START}][{_NEXT}]*")
_NCNAMES = re.compile(f"[{_START}][{_NEXT}]*+(?:\n[{_START}][{_NEXT}]*+)*+")
"""Very many of them, one a line."""
_COMMON = re.compile(r"(?:[A-Za-z_][A-Za-z0-9._-]*+\n)*+")
"""Ids a line each that can all stay: what nearly every file has, told in one go."""
_NOT_NEXT = re.compile(f"[^{_NEXT}]")


class Identifiers:
    """Hands out identifiers that are unique in one file; an id that can stay as it is does."""

    def __init__(self) -> None:
        self._taken = {SPECIALIZATION}

    def take_all(self, wanted: Iterable[str]) -> dict[str, str]:
        """Identifiers for ids that differ from each other; those that can stay are served before the others."""
        ids = list(wanted)
        same = dict(zip(ids, ids, strict=True))
        if len(same) == len(ids) and self._taken.isdisjoint(same) and _NCNAMES.fullmatch("\n".join(ids)):
            self._taken.update(same)
            return same
        given = {i: self.take(i) for i in ids if NCNAME.fullmatch(i) and i not in self._taken}
        return {i: given[i] if i in given else self.take(i) for i in ids}

    def take(self, wanted: str, prefix: str = "id") -> str:
        """An identifier for ``wanted``: itself, or one derived from it and nothing else."""
        if NCNAME.fullmatch(wanted) and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted
        readable = f"{prefix}-{_NOT_NEXT.sub('_', wanted)}"
        digest = hashlib.sha256(wanted.encode("utf-8", "surrogatepass")).hexdigest()
        for end in ("", *(f"-{digest[:length]}" for length in range(8, 65))):
            if readable + end not in self._taken:
                self._taken.add(readable + end)
                return readable + end
        raise ValueError(f"there is no free identifier left for '{wanted}'")
