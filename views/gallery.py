"""Pictures by name: from a scope answer to SVG, or to the laid-out views an exchange file carries along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ea_model.drawing import View
from ea_model.model import Model
from ea_model.problems import UnknownIdError
from ea_model.scope import Scope, contract_scopes, scope_of
from views.as_view import as_view
from views.diagram import Diagram
from views.diagrams import PICTURES, TIMELINES, PictureOptions
from views.layout import Layout, layout
from views.legend import legend_svg
from views.paint import paint
from views.timeline_paint import paint_timeline


def diagram(
    scope: Scope, name: str, *, contract: str | None = None, element: str | None = None, lang: str = "nl"
) -> Diagram:
    """The picture of that name as data; `UnknownIdError` when there is no such picture, contract or element."""
    if name not in PICTURES:
        raise UnknownIdError("picture", name, [*PICTURES, *TIMELINES])
    picture_of = PICTURES[name]
    if picture_of.per_contract and not contract:
        some = ", ".join(c.coverer.key for c in contract_scopes(scope))
        raise UnknownIdError("picture of this name without --contract; contracts here:", some, ())
    if picture_of.per_element and not element:
        raise UnknownIdError("picture of this name without --element:", name, ())
    return picture_of.build(scope, PictureOptions(contract=contract or "", element=element or "", lang=lang))


def picture(
    scope: Scope, name: str, *, contract: str | None = None, element: str | None = None, lang: str = "nl"
) -> bytes:
    """The picture of that name as SVG."""
    if name in TIMELINES:
        options = PictureOptions(contract=contract or "", element=element or "", lang=lang)
        return paint_timeline(TIMELINES[name].build(scope, options), lang=lang)
    drawn = diagram(scope, name, contract=contract, element=element, lang=lang)
    return paint(drawn, layout(drawn), lang=lang)


def notation(lang: str) -> bytes:
    """The chart of the whole notation as SVG."""
    return legend_svg(lang)


def situations(model: Model) -> Iterator[Scope]:
    """The scope answers a reader wants to see: every plateau that is no part of another, or the whole model."""
    plateaus = [p for p in model.plateaus if p.part_of is None]
    moments: list[tuple[str | None, date | None]] = [(p.id, None) for p in plateaus] or [(None, None)]
    yield from (scope_of(model, plateau, day) for plateau, day in moments)


def exchange_views(model: Model, lang: str) -> tuple[View, ...]:
    """One laid-out view per contract and plateau, and a landscape per plateau."""
    return tuple(drawn.view() for scope in situations(model) for drawn in drawings(scope, lang))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its positions, found once for the SVG and for the exchange file."""

    name: str
    """What it shows, safe for ids and file names; the plateau not included."""
    plateau: str
    diagram: Diagram
    placed: Layout
    lang: str

    def svg(self) -> bytes:
        """The picture painted."""
        return paint(self.diagram, self.placed, lang=self.lang)

    def view(self) -> View:
        """The picture as a view; its name tells the plateau, since Archi shows names only."""
        titled = replace(self.diagram, title=f"{self.diagram.title} – {self.plateau}")
        return as_view(titled, self.placed, f"view-{self.name}-{self.plateau}")


def drawings(scope: Scope, lang: str) -> Iterator[Drawing]:
    """The scope map of every contract, and the landscape."""
    plateau = scope.moment.plateau.id if scope.moment.plateau else "model"
    for contract in contract_scopes(scope):
        key = contract.coverer.key
        drawn = diagram(scope, "scope", contract=key, lang=lang)
        yield Drawing(f"scope-{safe(key)}", plateau, drawn, layout(drawn), lang)
    drawn = diagram(scope, "landscape", lang=lang)
    yield Drawing("landscape", plateau, drawn, layout(drawn), lang)


def safe(text: str) -> str:
    """A key as part of an id or a file name."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in text)
