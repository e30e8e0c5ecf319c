"""The pages of the app: each asks the model a question and shows the answer; none computes one.

To add one, write a module with a ``PAGE``, and its words in ``words/pages`` under its name.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ea_model.views.pages.shared.page import NavigationPart, Page

_ORDER = list(NavigationPart)


@cache
def register() -> dict[str, Page]:
    """Every page by name, in the order of the navigation."""
    names = (module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    pages: list[Page] = [importlib.import_module(f"{__name__}.{name}").PAGE for name in names]
    return {page.name: page for page in sorted(pages, key=lambda page: (_ORDER.index(page.section), page.place))}


__all__ = ["NavigationPart", "Page", "register"]
