"""What differs: between two plateaus or days of a model, two models, or two revisions of one.

Entries are the same when their ids are; a removed and an added element of one type and name may be one, renamed.
"""

from ea_model.compare.comparing import SECTIONS, Comparison, MoneyChange, compare, compare_models, shared_plateaus
from ea_model.compare.delta import Changed, Delta, FieldChange, Moved, Renamed
from ea_model.compare.fields import shown
from ea_model.compare.settings import ModelSetting
from ea_model.compare.situations import CellChange, ClassChange, FindingChanges, SituationChange

__all__ = [
    "SECTIONS",
    "CellChange",
    "Changed",
    "ClassChange",
    "Comparison",
    "Delta",
    "FieldChange",
    "FindingChanges",
    "ModelSetting",
    "MoneyChange",
    "Moved",
    "Renamed",
    "SituationChange",
    "compare",
    "compare_models",
    "shared_plateaus",
    "shown",
]  # fmt: skip
