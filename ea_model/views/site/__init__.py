"""A model as a folder of plain pages: no server, no network, the same bytes for the same model.

Pages open from a disk as well as from an intranet. Nothing is written here; `files` gives one file at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ea_model import rules
from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.views import pictures
from ea_model.views.imported import Pictures
from ea_model.views.site import chapters, drawings, overview, search
from ea_model.views.site.book import Book, Draw
from ea_model.views.site.element import Sheets
from ea_model.views.site.leaf import Leaf
from ea_model.views.site.shell import SCRIPT, STYLE, Chapter, rendered

MANIFEST = "site-files.txt"
"""Names every file of a site, so that a new one replaces exactly those."""
_HEAD = "# Files of this site; a new one replaces these and leaves everything else."
_ASSETS = Path(__file__).parent / "assets"


def files(model: Model, lang: str, draw: Draw | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the site as its path below the folder and its content; the manifest comes last.

    ``draw`` gives a computed picture that was made already; without it, every picture is drawn here.
    """
    written: list[str] = []
    for path, content in _files(model, lang, draw or _drawing(lang)):
        written.append(path)
        yield path, content
    listed = "\n".join([_HEAD, *sorted([*written, MANIFEST])])
    yield MANIFEST, f"{listed}\n".encode()


def _drawing(lang: str) -> Draw:
    def draw(scope: Scope, name: str, contract: str) -> bytes:
        return pictures.picture(scope, name, contract=contract or None, lang=lang)

    return draw


def _files(model: Model, lang: str, draw: Draw) -> Iterator[tuple[str, bytes]]:
    for path in (STYLE, SCRIPT):
        yield path, (_ASSETS / Path(path).name).read_bytes()
    book = Book(model, pictures.situations(model), lang, draw)
    findings = list(rules.run(book.scopes))
    computed = list(drawings.pictures(book)) if model.elements else []
    parts = chapters.parts(book, findings, computed)
    navigation = [Chapter("overview", "index.html"), *(part.chapter for part in parts if part.pages is not None)]

    def page(leaf: Leaf) -> tuple[str, bytes]:
        return leaf.path, rendered(leaf, navigation)

    # Drawing the views tells in which of them each element stands, which its page shows.
    yield from map(page, drawings.Views(book, _pictures(model)).pages())
    sheets = Sheets(book, findings)
    yield from (page(sheets.page(element)) for element in model.elements)
    searchable: list[Leaf] = [*computed]
    yield from map(page, computed)
    for part in parts:
        for leaf in part.pages() if part.pages is not None else ():
            if "/" not in leaf.path:
                searchable.append(leaf)
            yield page(leaf)
    yield page(overview.page(book, parts, findings))
    index = search.files(book, searchable)
    yield from index.items()
    yield page(search.page(book, index))


def _pictures(model: Model) -> Pictures:
    """Pictures in views stand with the file that has the views: the last one a model is read from."""
    return Pictures(Path(model.contents.files[-1])) if model.contents.files else Pictures()


def files_of(folder: Path) -> set[Path]:
    """The files of a site in a folder, as paths below it; none where there is no site."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {Path(line) for line in lines[1:] if line} if lines[:1] == [_HEAD] else set()
