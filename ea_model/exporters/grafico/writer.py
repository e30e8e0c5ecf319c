"""The model as a folder of coArchi: one file for each concept and view, the way its users keep models in git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from ea_model.exporters import Exporter, Options
from ea_model.exporters.archi.writer import lines
from ea_model.exporters.exchange.plain_model import plain_model, untouched
from ea_model.exporters.shared import losses
from ea_model.exporters.shared.grafico_conversion import split
from ea_model.exporters.shared.passthrough import images_of, translatable
from ea_model.exporters.shared.zip_file import write_zip
from ea_model.messages import Message
from ea_model.model import Model
from ea_model.readers.grafico.reader import is_grafico
from ea_model.values import LangText
from ea_model.writing import Stage

_ROOT = "model"


def files(model: Model, options: Options) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of the folder."""
    source = untouched(model, options, "grafico")
    if source is not None:
        yield from ((f"{_ROOT}/{name}" if not name.startswith("images/") else name, data)
                    for name, data in source.files.items())  # fmt: skip
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    source = translatable(model, options, "archi")
    try:
        root = etree.fromstring(source.content, parser) if source else None
        images = source.files if source else {}
    except etree.XMLSyntaxError:  # what the reader took, such as a namespace that is no address
        root = None
    if root is None:
        losses.tell(model, options, "archi")
        plain = plain_model(model, options)
        images = images_of(plain)
        root = etree.fromstring("".join(lines(plain, options, images)).encode("utf-8"), parser)
    yield from split(root, _ROOT)
    yield from images.items()
    options.report(losses.Loss("order", Message("Loss.order")))


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """The folder as a zip archive."""
    write_zip(files(model, options), handle)


def write_folder(model: Model, options: Options, folder: Path) -> None:
    """The files into an empty folder."""
    stage = Stage(folder)
    for name, data in files(model, options):
        stage.put(name, data)


def model_files(folder: Path) -> set[Path]:
    """The files of a model of coArchi in a folder, as paths below it; none where there is no such model."""
    if not is_grafico(folder):
        return set()
    model_paths = {p.relative_to(folder) for p in folder.rglob("*.xml") if p.is_file() and not p.is_symlink()}
    return model_paths | {p.relative_to(folder) for p in folder.glob("images/*") if p.is_file() and not p.is_symlink()}


EXPORTER = Exporter(
    "grafico",
    LangText({"nl": "coArchi-map", "en": "coArchi folder"}),
    ".zip",
    "application/zip",
    write,
    write_folder,
    model_files,
    drawn=True,
)
