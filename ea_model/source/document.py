"""What a file of somebody else's format carries beside the model, kept as it stood.

A model is read-only, so its source stays true: writing the same format gives the source back and adds only what came
later (`SourceDocument.content`), and nothing of it needs to be understood to survive. Views and folders are read from
it when somebody first looks at them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from ea_model.source.folders import FolderTree
from ea_model.source.views import View


@dataclass(frozen=True, slots=True)
class Profile:
    """A specialization as a file of Archi defines it, used or not."""

    id: str
    name: str
    type: str
    """The class of the concepts it is for, as Archi calls it: ``BusinessActor``, ``FlowRelationship`` …"""
    more: dict[str, str] = field(default_factory=dict)
    """Every other attribute: ``imagePath``, ``specialization``."""


@dataclass(slots=True)
class SourceDocument:
    """The source of a model in a foreign format."""

    format: str
    """``exchange``, ``exchange2``, ``archi``, ``grafico``, ``csv``, or ``text`` for what once was one of those."""
    content: bytes = b""
    """The one file, as it stood; for a zipped file of Archi its ``model.xml``."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Other files by their name in the archive or folder: images, or all files of a folder."""
    origin: str = ""
    """The format the source had before, where it is now our own text."""
    languages: dict[str, str] = field(default_factory=dict)
    """The one language that ``name``, ``documentation`` and ``value`` are tagged with where their text is plain."""
    definitions: tuple[tuple[str, str, str], ...] = ()
    """Property definitions: identifier, key, data type."""
    metadata: bytes = b""
    """The metadata of an exchange file (Dublin Core), as XML."""
    viewpoints: bytes = b""
    """The viewpoint definitions of an exchange file, as XML."""
    entries: tuple[tuple[str, str], ...] | None = None
    """The metadata of a file of Archi, if it has any: key and value."""
    profiles: tuple[Profile, ...] = ()
    """The specializations a file of Archi defines."""
    features: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What a file of Archi says of a concept beyond the language: name and value, by id; of the model under ``""``."""
    foreign: tuple[bytes, ...] = ()
    """Elements of another namespace, or of none that is known, that stand below the model, as XML."""
    nameless: bool = False
    """Has the model no name there? Here it then goes by its id."""
    organized: bool = True
    """Does an exchange file say in which folders its concepts stand?"""
    ours: bool = False
    """Did this product write it? The model then holds more than the format says plainly."""
    unheld: dict[str, int] = field(default_factory=dict)
    """How much of it the model does not hold, by sort: ``features``, ``folder_documentation``, ``viewpoints`` …"""
    lost: tuple[str, ...] = ()
    """Names of the parts of an exchange file that the model does not hold, for a report when the format changes."""


NO_FOLDERS: Mapping[str, tuple[str, ...]] = {}
NO_FILES: Mapping[str, bytes] = {}


@dataclass(slots=True)
class ForeignPart:
    """What the source of a model holds beside concepts and what is said of them; nothing where there is nothing."""

    views: Sequence[View] = ()
    """Drawings, each read when somebody first looks at it."""
    folders: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_FOLDERS)
    """The names of the folders each concept or view stands in, from the outside, by id."""
    tree: FolderTree | None = None
    """The folders with all they say, also the empty ones."""
    properties: tuple[tuple[str, str], ...] = ()
    """Free properties of the model itself."""
    images: Mapping[str, bytes] = field(default_factory=lambda: NO_FILES)
    """Pictures that lie beside our own text, by path, until its ``source`` section claims them."""
    document: SourceDocument | None = None
    """The source as it stood."""


class LazyViews(Sequence[View]):
    """The views of a file, each read when somebody first looks at it."""

    def __init__(self, ids: Sequence[str], read: Callable[[int], View]) -> None:
        self.ids = tuple(ids)
        """Ids in the order of the file; known without reading any view."""
        self._read = read
        self._known: dict[int, View] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> View: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[View, ...]: ...
    def __getitem__(self, at: int | slice) -> View | tuple[View, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        number = range(len(self))[at]
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def __iter__(self) -> Iterator[View]:
        return (self[i] for i in range(len(self)))


class LazyFolders(Mapping[str, tuple[str, ...]]):
    """The folder of every concept and view that has one, read when somebody first asks."""

    def __init__(self, read: Callable[[], dict[str, tuple[str, ...]]]) -> None:
        self._read = read
        self._known: dict[str, tuple[str, ...]] | None = None

    def _all(self) -> dict[str, tuple[str, ...]]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())
