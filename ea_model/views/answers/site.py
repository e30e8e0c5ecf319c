"""What a site came to: how many files and bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from ea_model.model import Model
from ea_model.views.answers import ModelAnswer, model_data
from ea_model.views.answers.shared.structs import note
from ea_model.words import label


class SiteAnswer(ModelAnswer, tag="site"):
    """ea site"""

    files: int
    bytes: Annotated[int, note("Of all files together.")]
    start: Annotated[Literal["index.html"], note("The page to begin at, below the folder.")]


_MEGABYTE = 1_000_000


def data(model: Model, sizes: Mapping[str, int]) -> SiteAnswer:
    """The number of files, their bytes together, and the page to begin at."""
    return SiteAnswer(model=model_data(model), files=len(sizes), bytes=sum(sizes.values()), start="index.html")


def text(sizes: Mapping[str, int], folder: Path, lang: str) -> str:
    """The same in one line."""
    size = f"{sum(sizes.values()) / _MEGABYTE:.1f} MB"
    return label(
        "Site.written",
        lang,
        files=len(sizes),
        size=size.replace(".", ",") if lang == "nl" else size,
        folder=folder / "index.html",
    )
