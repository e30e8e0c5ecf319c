"""What one may ask of a computed picture, declared once: for builders, the command line and addresses of the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


def _option(meaning: str, flag: str = "", default: Any = "") -> Any:
    """An option that somebody may ask for; ``flag`` is its name on the command line where that is not its own."""
    return field(default=default, metadata={"help": meaning, "flag": flag})


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """What to draw, and for whom. Things of the model are called by id or name; empty means not asked."""

    lang: str = "nl"
    contract: str = _option("For pictures of one contract; for impact, the contract that ends.")
    """Also the key of own parties."""
    element: str = _option("For pictures of one element; for impact, the element that fails.")
    party: str = _option("For impact: the party that leaves.")
    versus: str = _option("For compare: id or name of the plateau to compare --plateau with.", "--with")
    colour_by: str = _option("For landscape: contract, status, severity, plateau, or any attribute or property.")
    via: tuple[str, ...] = _option("For impact: follow only relations of this type; may be repeated.", default=())
    """None named means all."""
    most_nodes: int | None = None
    """Boxes beyond which parts are folded away; None leaves it to the picture."""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> PictureOptions:
        """From values by name. None is the same as not asked; an address joins several values by commas."""
        values = {name: value for name, value in options.items() if value is not None}
        if isinstance(via := values.get("via"), str):
            values["via"] = tuple(filter(None, via.split(",")))
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Askable:
    """One option as the command line knows it."""

    name: str
    flag: str
    meaning: str
    many: bool
    """May be asked more than once."""


ASKABLE = {
    option.name: Askable(
        option.name,
        option.metadata["flag"] or f"--{option.name.replace('_', '-')}",
        option.metadata["help"],
        many=option.default == (),
    )
    for option in fields(PictureOptions)
    if option.metadata
}
"""The options of a picture that somebody may ask for, by name."""
