"""Enterprise-architecture repository that answers what falls inside a contract, what falls outside, and why.

>>> import ea_model
>>> model = ea_model.load("models/samen")
>>> answer = ea_model.scope_of(model, plateau="P1")
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ea_model.messages.problems import EaModelError, ModelLoadError, Place, Problem, UnknownIdError, UnreadableError

if TYPE_CHECKING:
    from ea_model.metamodel.contract import Plateau
    from ea_model.model import Model
    from ea_model.scope import Scope

__version__ = "0.1.0"


def load(path: str | Path) -> Model:
    """Load a model; see `ea_model.loader.load`."""
    from ea_model.loader import load as load_model

    return load_model(path)


def scope_of(model: Model, plateau: Plateau | str | None = None, at: date | None = None) -> Scope:
    """The scope answer of a model at a moment; see `ea_model.scope.scope_of`."""
    from ea_model.scope import scope_of as answer

    return answer(model, plateau, at)


__all__ = [
    "EaModelError", "ModelLoadError", "Place", "Problem", "UnknownIdError", "UnreadableError", "__version__", "load",
    "scope_of",
]  # fmt: skip
