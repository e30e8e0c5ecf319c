"""The model as a folder of YAML files that a person edits: our own format (``models/README.md``).

Whatever the model came from, what it holds reads back the same, to the byte of each text; writing what was read
changes no byte. Comments and the layout of a folder somebody wrote by hand are not part of a model.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO

from ea_model.exporters import Exporter, Options
from ea_model.exporters.shared.passthrough import images_of
from ea_model.exporters.text.content import files_of
from ea_model.messages.problems import UnreadableError
from ea_model.model import Model
from ea_model.readers import text
from ea_model.source.records import SECTIONS
from ea_model.source.yaml_writer import document
from ea_model.values import LangText
from ea_model.writing import Stage

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same bytes for the same model: no clock in the archive."""


def write_folder(model: Model, options: Options, folder: Path) -> None:
    """Fill an empty folder with the files of the model."""
    stage = Stage(folder)
    for name, sections in files_of(model, options):
        stage.put(f"{name}.yaml", document(sections).encode())
    for name, data in images_of(model).items():
        stage.put(name, data)


def model_files(folder: Path) -> set[Path]:
    """The files of a text model: those that have sections of ours only; none where no file has ``model:``."""
    try:
        reading = text.read(folder)
    except UnreadableError:
        return set()
    sections: dict[str, set[str]] = {}
    for record in reading.records:
        sections.setdefault(record.place.file, set()).add(record.section)
    if not any("model" in names for names in sections.values()):
        return set()
    images = {Path(name) for name in text.images_in(folder)} if any("source" in s for s in sections.values()) else set()
    return images | {Path(file).relative_to(folder) for file, names in sections.items() if names <= set(SECTIONS)}


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """The same files in one zip archive, for where only one file can go."""
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, sections in files_of(model, options):
            archive.writestr(zipfile.ZipInfo(f"{name}.yaml", _LONG_AGO), document(sections), zipfile.ZIP_DEFLATED)
        for name, data in images_of(model).items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), data)


EXPORTER = Exporter(
    name="text",
    label=LangText({"nl": "modeltekst (map met YAML)", "en": "model text (folder of YAML)"}),
    suffix=".yaml.zip",
    mime="application/zip",
    write=write,
    write_folder=write_folder,
    model_files=model_files,
)
