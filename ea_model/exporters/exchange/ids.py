"""Identifiers of an exchange file: XML wants one name space for everything, a model has several.

Source: W3C, Namespaces in XML 1.0 (NCName); The Open Group exchange schema, where every ``identifier`` is an xs:ID.
Schema validators still follow the fourth edition of XML 1.0; the letters here are such in that edition and the fifth.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, KeysView, Set

from ea_model.source.conventions import SPECIALIZATION

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131"  # Latin
    "\u0388-\u038a\u038e-\u03a1\u03a3-\u03ce\u040e-\u044f\u0451-\u045c"  # Greek, Cyrillic
    "\u4e00-\u9fa5\uac00-\ud7a3"  # Chinese, Korean
)
_NEXT = _START + r"\-.0-9"
NCNAME = re.compile(f"[{_START}][{_NEXT}]*")
_NCNAMES = re.compile(f"[{_START}][{_NEXT}]*+(?:\n[{_START}][{_NEXT}]*+)*+")
"""Very many of them, one a line."""
_NOT_NEXT = re.compile(f"[^{_NEXT}]")


class Identifiers:
    """Hands out identifiers that are unique in one file; an id that can stay as it is does."""

    def __init__(self) -> None:
        self._taken = {SPECIALIZATION}
        self._groups: list[KeysView[str]] = []
        """Very many that were taken together."""

    def take_all(self, candidates: Iterable[str]) -> dict[str, str]:
        """Identifiers for ids that differ from each other; those that can stay are served before the others."""
        ids = list(candidates)
        same = dict(zip(ids, ids, strict=True))
        if len(same) == len(ids) and self._all_can_stay(same.keys()):
            self._groups.append(same.keys())
            return same
        identifiers = {i: self.take(i) for i in ids if NCNAME.fullmatch(i) and not self._is_taken(i)}
        return {i: identifiers[i] if i in identifiers else self.take(i) for i in ids}

    def take_each(self, candidates: list[str]) -> list[str]:
        """Identifiers one after the other: whoever asks first for an id has it."""
        same = set(candidates)
        if len(same) == len(candidates) and self._all_can_stay(same):
            self._taken |= same
            return candidates
        return [self.take(identifier) for identifier in candidates]

    def _all_can_stay(self, ids: Set[str]) -> bool:
        lines = "\n".join(ids)
        return (
            lines.count("\n") < max(len(ids), 1)
            and ids.isdisjoint(self._taken)
            and all(group.isdisjoint(ids) for group in self._groups)
            and _NCNAMES.fullmatch(lines) is not None
        )

    def _is_taken(self, identifier: str) -> bool:
        return identifier in self._taken or any(identifier in group for group in self._groups)

    def take(self, candidate: str, prefix: str = "id") -> str:
        """An identifier for ``candidate``: itself, or one derived from it and nothing else."""
        if NCNAME.fullmatch(candidate) and not self._is_taken(candidate):
            self._taken.add(candidate)
            return candidate
        readable = f"{prefix}-{_NOT_NEXT.sub('_', candidate)}"
        digest = hashlib.sha256(candidate.encode("utf-8", "surrogatepass")).hexdigest()
        for end in ("", *(f"-{digest[:length]}" for length in range(8, 65))):
            if not self._is_taken(readable + end):
                self._taken.add(readable + end)
                return readable + end
        raise ValueError(f"there is no free identifier left for '{candidate}'")
