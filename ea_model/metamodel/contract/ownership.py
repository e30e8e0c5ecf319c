"""Who owns something, where that is not always the same."""

from __future__ import annotations

from ea_model.metamodel import archimate


class Ownership(archimate.Association):
    """Eigendom: the source is owned by the target where and while this holds; else `Element.owner` says who owns it."""
