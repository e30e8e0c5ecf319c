"""Writing files and folders: complete or not at all, under names that are safe everywhere, below their folder."""

from ea_model.writing.files import OutsideError, UnwritableError, naming, put, write_atomic
from ea_model.writing.folders import OccupiedError, replace_folder
from ea_model.writing.outputs import Stage, write_outputs
from ea_model.writing.sets import finish, replace_set

__all__ = [
    "OccupiedError", "OutsideError", "Stage", "UnwritableError", "finish", "naming", "put", "replace_folder",
    "replace_set", "write_atomic", "write_outputs",
]  # fmt: skip
