"""Enterprise-architecture repository that answers what falls inside a contract, what falls outside, and why.

>>> import ea_model
>>> model = ea_model.load("models/samen")
>>> answer = ea_model.scope_of(model, plateau="P1")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ea_model.problems import EaModelError, ModelLoadError, Place, Problem, UnknownIdError, UnreadableError

if TYPE_CHECKING:
    from ea_model.model import Model

__version__ = "0.1.0"


def load(path: str | Path) -> Model:
    """Load a model; see `ea_model.loader.load`."""
    from ea_model.loader import load as load_model

    return load_model(path)


__all__ = [
    "EaModelError", "ModelLoadError", "Place", "Problem", "UnknownIdError", "UnreadableError", "__version__", "load",
]  # fmt: skip
