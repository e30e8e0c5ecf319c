"""The model as a file of Archi itself (``.archimate``, format 5.0.0), zipped when there are images.

A model that came from such a file and to which nothing was added is written as it stood, to the byte. Any other is
written from what every ArchiMate format has: elements, relations, properties, folders, views (`plain_model`).

No schema of the format is published; the facts are those of Archi's metamodel (docs/EXCHANGE.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ea_model.exporters import Exporter, Options
from ea_model.exporters.archi.concepts import Concepts
from ea_model.exporters.archi.looks import features
from ea_model.exporters.archi.views import Drawings
from ea_model.exporters.exchange.plain_model import plain_model, untouched
from ea_model.exporters.shared import losses
from ea_model.exporters.shared.escape import attribute, attributes, content, property_line
from ea_model.exporters.shared.grafico_conversion import joined
from ea_model.exporters.shared.passthrough import images_of, translatable
from ea_model.exporters.shared.zip_file import write_zip
from ea_model.model import Model
from ea_model.values import LangText

VERSION = "5.0.0"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:archimate="http://www.archimatetool.com/archimate"'
)
_CANVAS = ' xmlns:canvas="http://www.archimatetool.com/archimate/canvas"'


def write(model: Model, options: Options, handle: BinaryIO) -> None:
    """Write the model with its views; what the format cannot hold is told to ``options.report``."""
    source = untouched(model, options, "archi")
    if source is not None:
        _pack(source.content, source.files, handle)
        return
    folder = translatable(model, options, "grafico")
    whole = joined(folder.files) if folder is not None else None
    if whole is not None:
        _pack(whole, images_of(model), handle)
        return
    losses.tell(model, options, "archi")
    plain = plain_model(model, options)
    images = images_of(plain)
    _pack("".join(lines(plain, options, images)).encode("utf-8"), images, handle)


def _pack(model: bytes, images: dict[str, bytes], handle: BinaryIO) -> None:
    if not images:
        handle.write(model)
        return
    write_zip((("model.xml", model), *images.items()), handle)


def lines(model: Model, options: Options, images: dict[str, bytes]) -> Iterator[str]:
    """The XML of a plain model."""
    concepts = Concepts(model)
    drawings = Drawings(model, options.report, images)
    canvas = _CANVAS if any(view.kind == "CanvasModel" for view in model.views) else ""
    document = model.foreign.document
    name = "" if document is not None and document.nameless else f' name="{attribute(model.name)}"'
    yield f'{_HEAD}{canvas}{name} id="{attribute(model.id)}" version="{VERSION}">\n'
    yield from concepts.folders(drawings)
    for key, value in model.foreign.properties:
        yield property_line(key, str(value), "  ")
    if model.contents.documentation:
        yield f"  <purpose>{content(str(model.contents.documentation))}</purpose>\n"
    if document is not None:
        yield features(document.features.get("", ()), 1)[1]
        yield from (f"  {part.decode('utf-8')}\n" for part in document.foreign if document.format != "exchange")
        if document.entries is not None:
            entries = "".join(f"    <entry{attributes({'key': k, 'value': v})}/>\n" for k, v in document.entries)
            yield f"  <metadata>\n{entries}  </metadata>\n" if entries else "  <metadata/>\n"
    yield from concepts.profiles(images)
    yield "</archimate:model>\n"


EXPORTER = Exporter(
    "archi",
    LangText({"nl": "Archi-bestand", "en": "Archi file"}),
    ".archimate",
    "application/octet-stream",
    write,
    drawn=True,
)
