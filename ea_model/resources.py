"""What comes with the product beside its code: the examples, the documentation, the settings of the app.

In a checkout these stand at its top; in an installed wheel they stand in ``ea_model/shipped``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "shipped"


def root() -> Path:
    """The folder with ``models``, ``docs``, ``app.py`` and ``.streamlit``."""
    return _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent
