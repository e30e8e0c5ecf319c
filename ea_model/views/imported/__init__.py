"""Views a model came with, drawn as their author laid them out.

Positions, nesting, colours, fonts and lines are the author's; what the file leaves to the tool looks as it does in
Archi, since most of these views were made there.
"""

from ea_model.views.imported.draw import Links, draw
from ea_model.views.imported.pictures import Pictures

__all__ = ["Links", "Pictures", "draw"]
