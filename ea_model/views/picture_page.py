"""All pictures of a model on one plain page, each with its alternative text: to look at, and to find what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lxml import etree
from lxml.builder import E

from ea_model.messages.problems import UnknownIdError
from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.values import in_language
from ea_model.views import pictures as gallery
from ea_model.views.imported import Pictures, draw
from ea_model.views.imported.files import address, file_names
from ea_model.views.layout import layout
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.svg.elements import clean
from ea_model.views.svg.paint import paint
from ea_model.words import label
from ea_model.writing.names import safe

_COLOURS = ("status", "severity", "plateau", "criticality")
_STYLE = """
:root { color-scheme: light dark; font-family: Helvetica, Arial, 'Liberation Sans', sans-serif; }
body { margin: 1.5rem auto; padding: 0 1.5rem; max-width: 110rem; line-height: 1.4; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .8rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; padding: 0; margin: 0; }
section > div { display: grid; gap: 1.6rem 1.2rem; align-items: end;
  grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); }
figure { margin: 0; }
img { display: block; width: 100%; height: 20rem; object-fit: contain; background: #fff; padding: .4rem;
  box-sizing: border-box; border: 1px solid #b9c0c8; border-radius: 4px; }
a:hover > img { border-color: #0b5cad; }
a:focus-visible { outline: 3px solid #b45309; outline-offset: 2px; display: block; }
figcaption { margin-top: .35rem; font-size: .93rem; }
@media (max-width: 40rem) {
  body { padding: 0 1rem; }
  img { height: auto; max-height: 80vh; }
}
"""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One picture."""

    section: str
    file: str
    """Name of its file, beside the page."""
    title: str
    text: str
    """What stands in its place for who cannot see it."""
    content: bytes


def exhibits(model: Model, path: Path, lang: str) -> Iterator[Exhibit]:
    """Every computed picture of every plateau, the notation, and every view the model came with.

    ``path`` is where the model was read: pictures in its views are looked for there.
    """
    for scope in gallery.situations(model):
        yield from _of_plateau(scope, lang)
    notation = label("Exhibition.notation", lang)
    yield Exhibit(notation, "notation.svg", notation, notation, gallery.notation(lang))
    names = file_names(model.views, "svg")
    links = {view.id: address(name) for view, name in zip(model.views, names, strict=True)}
    pictures = Pictures(path)
    for view, name in zip(model.views, names, strict=True):
        title = in_language(view.name, lang) or view.id
        content = draw(model, view, links=links.get, pictures=pictures, lang=lang)
        yield Exhibit(label("Exhibition.own", lang), f"view-{name}", title, title, content)


def _of_plateau(scope: Scope, lang: str) -> Iterator[Exhibit]:
    plateau = scope.moment.plateau
    section = f"{plateau.id} {in_language(plateau.name, lang)}" if plateau else in_language(scope.model.name, lang)
    suffix = safe(plateau.id if plateau else "model")
    for drawing in gallery.drawings(scope, lang):
        about = drawing.diagram
        yield Exhibit(section, f"{drawing.name}-{suffix}.svg", about.title, about.description, drawing.svg())
    for colour in _COLOURS:
        try:
            diagram = gallery.diagram(scope, "landscape", colour_by=colour, lang=lang)
        except UnknownIdError:  # no element of this model says anything about it
            continue
        content = paint(diagram_scene(diagram, layout(diagram), lang))
        yield Exhibit(section, f"landscape-{colour}-{suffix}.svg", diagram.title, diagram.description, content)
    for name, key in (("model", "Picture.model"), ("agenda", "Picture.agenda")):
        title = label(key, lang)
        yield Exhibit(section, f"{name}-{suffix}.svg", title, title, gallery.picture(scope, name, lang=lang))


def screenshots(folder: Path, lang: str) -> Iterator[Exhibit]:
    """The pictures of the app that the browser test left in a folder, if it ran."""
    section = label("Exhibition.screens", lang)
    for file in sorted(folder.glob("*.png")):
        title = file.stem.replace("-", " ")
        yield Exhibit(section, f"screen-{file.name}", title, f"{section}: {title}", file.read_bytes())


def page(title: str, entries: Iterable[Exhibit], lang: str) -> bytes:
    """The page itself: plain HTML without scripts, in the colours of the reader's system."""
    sections: dict[str, list[Exhibit]] = {}
    for exhibit in entries:
        sections.setdefault(exhibit.section, []).append(exhibit)
    body = [_section(number, name, entries) for number, (name, entries) in enumerate(sections.items())]
    contents = E.ul(*(E.li(E.a(clean(name), href=f"#s{number}")) for number, name in enumerate(sections)))
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.title(clean(title)),
        E.style(_STYLE),
    )
    whole = E.html(head, E.body(E.h1(clean(title)), E.nav(contents), E.main(*body)), lang=lang)
    return etree.tostring(whole, method="html", encoding="utf-8", doctype="<!DOCTYPE html>", pretty_print=True)


def _section(number: int, name: str, entries: list[Exhibit]) -> etree._Element:
    return E.section(E.h2(clean(name), id=f"s{number}"), E.div(*map(_figure, entries)))


def _figure(exhibit: Exhibit) -> etree._Element:
    href = quote(exhibit.file)
    picture = E.img(src=href, alt=clean(exhibit.text or exhibit.title), loading="lazy")
    return E.figure(E.a(picture, href=href), E.figcaption(clean(exhibit.title)))
