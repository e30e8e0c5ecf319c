"""Pictures by name: from a scope answer to SVG, or to the laid-out views an exchange file carries along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError, UnknownIdError
from ea_model.model import Model
from ea_model.scope import Scope, contract_scopes, scope_of
from ea_model.source.views import View
from ea_model.views.diagrams import NAMES, PICTURES, TIMELINES
from ea_model.views.layout import Layout, layout
from ea_model.views.picture_options import ASKABLE, PictureOptions
from ea_model.views.render.from_diagram import diagram_scene
from ea_model.views.render.from_timeline import IN_VIEW, timeline_scene
from ea_model.views.render.notation_chart import legend_svg
from ea_model.views.render.to_view import as_view
from ea_model.views.scene import Scene
from ea_model.views.scene.diagram import Diagram
from ea_model.views.svg.paint import paint
from ea_model.writing.names import safe


class MissingOptionError(EaModelError):
    """A picture of something, and nobody said of what; the message says how to."""


def diagram(scope: Scope, name: str, **values: Any) -> Diagram:
    """The picture of that name as data; ``values`` are options of `PictureOptions`, None for what is not asked.

    Raises `UnknownIdError` when there is no such picture, or nothing of a name that was asked for, and
    `MissingOptionError` when the picture needs to know what it is about.
    """
    if name not in PICTURES:
        raise UnknownIdError("picture", name, NAMES)
    computed, options = PICTURES[name], PictureOptions.of(values)
    subjects = [need for need in computed.needs if getattr(options, need)]
    if computed.needs and len(subjects) != 1:
        raise MissingOptionError(_advice(scope, name, computed.needs))
    return computed.build(scope, options)


def _advice(scope: Scope, name: str, needs: tuple[str, ...]) -> Message:
    """What a picture needs to know, with what there is to choose from where that is a short list."""
    flags: str | Message = ASKABLE[needs[0]].flag
    for need in needs[1:]:
        flags = Message("either", one=flags, other=ASKABLE[need].flag)
    message = Message("picture_of_one", name=name, flags=flags)
    if "versus" in needs:
        return Message("plateaus_here", message=message, ids=", ".join(p.id for p in scope.model.plateaus) or "-")
    if needs == ("contract",):
        ids = ", ".join(contract.provider.key for contract in contract_scopes(scope)) or "-"
        return Message("contracts_here", message=message, ids=ids)
    return message


def picture(scope: Scope, name: str, **values: Any) -> bytes:
    """The picture of that name as SVG."""
    lang = values.get("lang", "nl")
    if name in TIMELINES:
        return paint(timeline_scene(TIMELINES[name].build(scope, PictureOptions.of(values)), lang))
    content = diagram(scope, name, **values)
    return paint(diagram_scene(content, layout(content), lang))


def notation(lang: str) -> bytes:
    """The chart of the whole notation as SVG."""
    return legend_svg(lang)


def situations(model: Model) -> Iterator[Scope]:
    """The scope answers a reader wants to see: every plateau that is no part of another, or the whole model."""
    plateaus = [p for p in model.plateaus if p.part_of is None]
    moments: list[tuple[str | None, date | None]] = [(p.id, None) for p in plateaus] or [(None, None)]
    yield from (scope_of(model, plateau, day) for plateau, day in moments)


def exchange_views(model: Model, lang: str) -> tuple[View, ...]:
    """Every drawing and calendar of every plateau as a laid-out view."""
    return tuple(
        view
        for scope in situations(model)
        for view in [*(drawing.view() for drawing in drawings(scope, lang)), calendar_view(scope, lang)]
    )


def calendar_view(scope: Scope, lang: str) -> View:
    """The contract calendar as a view."""
    plateau = scope.moment.plateau.id if scope.moment.plateau else "model"
    timeline = TIMELINES["agenda"].build(scope, PictureOptions(lang=lang))
    title = f"{timeline.title} – {plateau}"
    return as_view(timeline_scene(timeline, lang, IN_VIEW), f"view-agenda-{plateau}", title)


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture with its positions, found once for the SVG and for the exchange file."""

    name: str
    """What it shows, safe for ids and file names; the plateau not included."""
    plateau: str
    diagram: Diagram
    placed: Layout
    lang: str

    def scene(self) -> Scene:
        """The picture with everything in its place."""
        return diagram_scene(self.diagram, self.placed, self.lang)

    def svg(self) -> bytes:
        """The picture painted."""
        return paint(self.scene())

    def view(self) -> View:
        """The picture as a view; its name tells the plateau, since Archi shows names only."""
        title = f"{self.diagram.title} – {self.plateau}"
        return as_view(self.scene(), f"view-{self.name}-{self.plateau}", title)


def drawings(scope: Scope, lang: str) -> Iterator[DrawnPicture]:
    """Scope map and impact of every contract, landscape, matrix, streams, and the way here from earlier plateaus.

    Streams only where something flows.
    """
    for contract in contract_scopes(scope):
        key = contract.provider.key
        yield _drawing(scope, "scope", f"scope-{safe(key)}", contract=key, lang=lang)
    for name in ("landscape", "matrix", "streams"):
        drawing = _drawing(scope, name, name, lang=lang)
        if name != "streams" or drawing.diagram.edges:
            yield drawing
    for contract in contract_scopes(scope):
        if contract.provider.contract is not None:
            key = contract.provider.key
            yield _drawing(scope, "impact", f"impact-{safe(key)}", contract=key, lang=lang)
    plateau = scope.moment.plateau
    for earlier in plateau.follows if plateau is not None else ():
        before = scope_of(scope.model, earlier, scope.moment.day)
        comparison = diagram(before, "compare", versus=plateau.id if plateau else "", lang=lang)
        yield _placed(scope, f"compare-{safe(earlier.id)}", comparison, lang)


def _drawing(scope: Scope, picture_name: str, name: str, **values: Any) -> DrawnPicture:
    return _placed(scope, name, diagram(scope, picture_name, **values), values["lang"])


def _placed(scope: Scope, name: str, diagram: Diagram, lang: str) -> DrawnPicture:
    plateau = scope.moment.plateau.id if scope.moment.plateau else "model"
    return DrawnPicture(name, plateau, diagram, layout(diagram), lang)
