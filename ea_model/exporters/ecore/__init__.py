"""The metamodel as Ecore files, for EMF and every tool that reads it: one file per package, side by side.

A package is written with pyecore's own XMI; what refers to another package refers to the file beside it.
"""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from pyecore.resources import URI, ResourceSet

from ea_model.metamodel import Metamodel
from ea_model.writing import Stage, write_outputs
from ea_model.writing.names import safe

SUFFIX = ".ecore"
_one_at_a_time = threading.Lock()
"""A package belongs to one resource while it is written, and the packages of the languages are shared."""


def write_packages(metamodel: Metamodel, folder: Path) -> list[Path]:
    """Write every package of a metamodel into ``folder`` and return the files, those others build on first.

    The folder is made when it is not there. The same metamodel gives the same bytes; all files are written, or none.
    Raises what the file system raises.
    """
    contents = _serialized(metamodel)

    def fill(stage: Stage) -> None:
        for name, content in contents.items():
            stage.put(name, content)

    write_outputs(folder, "ecore", fill)
    return [folder / name for name in contents]


def file_names(metamodel: Metamodel) -> list[str]:
    """The file of each package; a model may bear the name of a language and still needs a file of its own."""
    names: list[str] = []
    for package in metamodel.packages():
        stem = safe(package.name)
        name = f"{stem}{SUFFIX}"
        names.append(f"{stem}-declared{SUFFIX}" if name.casefold() in names else name)
    return names


def _serialized(metamodel: Metamodel) -> dict[str, bytes]:
    """The bytes of each file by its name."""
    packages, names = list(metamodel.packages()), file_names(metamodel)
    with _one_at_a_time, TemporaryDirectory() as folder:
        beside = Path(folder)
        resources = ResourceSet()
        files = [resources.create_resource(URI(str(beside / name))) for name in names]
        try:
            # All of them first: a package can only refer to one that stands somewhere.
            for resource, package in zip(files, packages, strict=True):
                resource.append(package)
            for resource in files:
                resource.save()
        finally:
            for resource in files:
                for package in tuple(resource.contents):
                    resource.remove(package)
        return {name: (beside / name).read_bytes() for name in names}
