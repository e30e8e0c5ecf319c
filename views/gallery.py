"""Pictures by name: from a scope answer to SVG, or to the laid-out views an exchange file carries along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ea_model.drawing import View
from ea_model.model import Model
from ea_model.problems import UnknownIdError
from ea_model.scope import Scope, contract_scopes, scope_of
from views.as_view import as_view
from views.diagram import Diagram
from views.diagrams import PICTURES, PictureOptions
from views.layout import layout
from views.legend import legend_svg
from views.paint import paint


def diagram(
    scope: Scope, name: str, *, contract: str | None = None, element: str | None = None, lang: str = "nl"
) -> Diagram:
    """The picture of that name as data; `UnknownIdError` when there is no such picture, contract or element."""
    if name not in PICTURES:
        raise UnknownIdError("picture", name, PICTURES)
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
    found: list[View] = []
    for scope in situations(model):
        plateau = scope.moment.plateau.id if scope.moment.plateau else "model"
        for contract in contract_scopes(scope):
            key = contract.coverer.key
            drawn = diagram(scope, "scope", contract=key, lang=lang)
            found.append(_laid_out(drawn, f"view-scope-{safe(key)}-{plateau}", plateau))
        drawn = diagram(scope, "landscape", lang=lang)
        found.append(_laid_out(drawn, f"view-landscape-{plateau}", plateau))
    return tuple(found)


def _laid_out(drawn: Diagram, view_id: str, plateau: str) -> View:
    """The view of a picture; its name tells the plateau, since Archi shows names only."""
    return as_view(replace(drawn, title=f"{drawn.title} – {plateau}"), layout(drawn), view_id)


def safe(text: str) -> str:
    """A key as part of an id or a file name."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in text)
