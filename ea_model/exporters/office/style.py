"""The house style: colours, fonts, logo and an own Word template, from one small TOML file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError

_DEFAULT = Path(__file__).with_name("house.toml")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_FONTS = Path(__file__).with_name("fonts")
"""The font that PDF documents carry, so that they look the same everywhere."""


class StyleError(EaModelError):
    """A house style that cannot be used."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How documents look; colours as ``#RRGGBB``, lengths in millimetres, font sizes in points."""

    margin: float
    office_font: str
    pdf_font: str
    font_folders: tuple[Path, ...]
    size: float
    colours: dict[str, str]
    tones: dict[str, str]
    logo: bytes = b""
    logo_alternative: str = ""
    logo_height: float = 15
    template: Path | None = None
    """A .docx whose styles, header and footer Word documents take."""

    def tone(self, name: str) -> str:
        """The fill of a meaning, or nothing."""
        return self.tones.get(name, "")


def load_style(file: Path | None = None, template: Path | None = None) -> HouseStyle:
    """The house style of a file over the one of the product; `StyleError` says what is wrong with it."""
    content = _merged(_read(_DEFAULT), _read(file) if file else {}, str(file))
    folder = file.parent if file else _DEFAULT.parent
    for section in ("colour", "tone"):
        for key, colour in content[section].items():
            if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
                raise StyleError(Message("style_colour", path=file, section=section, key=key))
    if template is not None and not template.is_file():
        raise StyleError(Message("template_absent", path=template))
    font, logo = content["font"], content["logo"]
    return HouseStyle(
        margin=content["page"]["margin_mm"],
        office_font=font["office"],
        pdf_font=font["pdf"],
        font_folders=_folders(folder, font["files"]),
        size=font["size_pt"],
        colours=content["colour"],
        tones=content["tone"],
        logo=_logo(folder / logo["file"]) if logo["file"] else b"",
        logo_alternative=logo["alternative"],
        logo_height=logo["height_mm"],
        template=template,
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as handle:
            return tomllib.load(handle)
    except OSError as error:
        raise StyleError(Message("style_unreadable", path=file, reason=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StyleError(Message("style_no_toml", path=file, reason=error)) from error


def _merged(base: dict[str, Any], own: dict[str, Any], file: str) -> dict[str, Any]:
    """The base with what an own style changes; only tones may be added."""
    merged = {section: dict(entries) for section, entries in base.items()}
    for section, entries in own.items():
        if section not in base or not isinstance(entries, dict):
            raise StyleError(Message("style_no_section", path=file, section=section, shown=", ".join(base)))
        for key, value in entries.items():
            usual = base[section].get(key)
            if usual is None and section != "tone":
                keys = ", ".join(base[section])
                raise StyleError(Message("style_no_key", path=file, section=section, key=key, shown=keys))
            if usual is not None and not _alike(usual, value):
                identifier = "style_text" if isinstance(usual, str) else "style_number"
                raise StyleError(Message(identifier, path=file, section=section, key=key))
            merged[section][key] = value
    return merged


def _alike(usual: object, value: object) -> bool:
    if isinstance(usual, str):
        return isinstance(value, str)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 100


def _folders(folder: Path, own: str) -> tuple[Path, ...]:
    """Where the fonts of PDF documents stand: those of the style first, then those of the product."""
    if own and not (folder / own).is_dir():
        raise StyleError(Message("fonts_absent", path=folder / own))
    return (folder / own, _FONTS) if own else (_FONTS,)


def _logo(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StyleError(Message("logo_unreadable", path=file, reason=error.strerror)) from error
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise StyleError(Message("logo_no_png", path=file))
    return content
