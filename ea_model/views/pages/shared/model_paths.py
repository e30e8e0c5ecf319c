"""Which models a person may open: the one the app was started with, examples, files below allowed folders, uploads.

An address names a model by its short name, by its path below an allowed folder, or by the token of an upload. Paths
work only for whoever runs the app on this machine; an upload belongs to the session that made it.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ea_model import resources
from ea_model.views.pages.shared import visitor

ENDINGS = (".xml", ".archimate", ".yaml", ".yml")
"""Files a person can upload."""
MOST_BYTES = 64_000_000
"""Of one upload, all files together."""
MOST_UPLOADS = 5
"""Kept per session; the oldest goes first."""
_MOST_MODELS, _DEEPEST = 200, 3
_UPLOAD, _FOLDER = "upload-", "ea-model-"
_SESSION = "uploads"
_UPLOADED = re.compile(rf"(?:/[^/\s:'\"]+)*/{_FOLDER}[^/\s:'\"]+/")
_ABSOLUTE = re.compile(r"(?<![\w.<&/:])/(?:[^/\s:'\"]+/)+(?=[^/\s:'\"])")
"""The folders of an absolute path in a sentence."""


class RefusedError(ValueError):
    """What was asked may not be opened; ``key`` is the label that says why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(slots=True)
class Upload:
    """Files one session brought along; gone with it."""

    name: str
    folder: tempfile.TemporaryDirectory[str]
    path: Path


def first() -> Path:
    """The model the app was started with."""
    return _nearby(Path(os.environ.get("EA_MODEL") or resources.root() / "models" / "samen"))


def named() -> dict[str, Path]:
    """The models a person can choose by name: the one of ``EA_MODEL`` first, then the examples."""
    models = {first().name: first()}
    examples = resources.root() / "models"
    if examples.is_dir():
        for folder in sorted(examples.iterdir()):
            if folder.is_dir() and any(folder.glob("*.yaml")):
                models.setdefault(folder.name, _nearby(folder))
    return models


def _nearby(path: Path) -> Path:
    """The path as a person in this folder would write it: places of problems and facts are then short."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def is_local() -> bool:
    """Does whoever asks sit at this machine? Then he may be shown what stands there."""
    return visitor.access().local


def roots() -> tuple[Path, ...]:
    """The folders below which a path may be opened: those of ``EA_ROOTS``, else that of the model, and the examples."""
    paths = [Path(p) for p in os.environ.get("EA_ROOTS", "").split(os.pathsep) if p]
    own = first()
    paths = paths or [own if own.is_dir() else own.parent]
    folders = dict.fromkeys(p.resolve() for p in (*paths, resources.root() / "models") if p.is_dir())
    return tuple(folders)


def bases(path: Path) -> tuple[Path, ...]:
    """The folders below which a model may stand that the one at ``path`` extends; none for what was uploaded."""
    uploaded = any(folder.name.startswith(_FOLDER) for folder in (path, *path.parents))
    return () if uploaded else roots()


def shown(text: str) -> str:
    """What may be told to whoever asks: names of files without the folders of this machine, unless he sits at it."""
    if is_local():
        return _UPLOADED.sub("", text)
    for folder in sorted({*map(str, roots()), str(Path.cwd())}, key=len, reverse=True):
        text = text.replace(f"{folder}/", "")
    return _ABSOLUTE.sub("", text)


def below_roots() -> list[str]:
    """Models found below the allowed folders, as addresses name them; nothing where paths are not allowed."""
    if not is_local():
        return []
    examples = {p.resolve() for p in named().values()}
    models: dict[Path, None] = {}
    for root in roots():
        for path in _candidates(root, _DEEPEST):
            if path not in examples and len(models) < _MOST_MODELS:
                models[path] = None
    return [str(path) for path in models]


def _candidates(folder: Path, deep: int) -> list[Path]:
    """Folders of model text, exchange files and files of Archi, at most so deep."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    if (folder / "model.yaml").is_file():
        return [folder]
    models = [e for e in entries if e.suffix in {".xml", ".archimate"} and e.is_file()]
    for inner in entries if deep else ():
        if inner.is_dir() and not inner.is_symlink() and not inner.name.startswith("."):
            models += _candidates(inner, deep - 1)
    return models


def path_of(name: str) -> Path:
    """Where a model of an address stands; raises `RefusedError` for one that may not be opened here."""
    if not name:
        return first()
    if name in named():
        return named()[name]
    if name.startswith(_UPLOAD):
        if name not in uploads():
            raise RefusedError("refused_upload")
        return uploads()[name].path
    if not is_local():
        raise RefusedError("refused_remote")
    try:
        path = Path(name).resolve()
    except (OSError, ValueError):
        raise RefusedError("refused_outside") from None
    if not any(path.is_relative_to(root) for root in roots()):
        raise RefusedError("refused_outside")
    if not path.exists():
        raise RefusedError("refused_missing")
    return path


def uploads() -> dict[str, Upload]:
    """What this session brought along, by the name its addresses use."""
    uploaded: dict[str, Upload] = st.session_state.setdefault(_SESSION, {})
    return uploaded


def keep(files: list[tuple[str, bytes]]) -> str:
    """Put uploaded files into a folder of their own; the name for addresses. Raises `RefusedError`."""
    if not files:
        raise RefusedError("upload_empty")
    if sum(len(content) for _, content in files) > MOST_BYTES:
        raise RefusedError("upload_large")
    if any(Path(name).suffix.lower() not in ENDINGS for name, _ in files):
        raise RefusedError("upload_kind")
    if len(files) > 1 and any(Path(name).suffix.lower() not in {".yaml", ".yml"} for name, _ in files):
        raise RefusedError("upload_mixed")
    folder = tempfile.TemporaryDirectory(prefix=_FOLDER)
    for number, (name, content) in enumerate(files):
        safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in Path(name).name).lstrip(".")
        target = Path(folder.name) / (safe or f"{number}")
        if target.exists():
            target = target.with_name(f"{number}-{target.name}")
        target.write_bytes(content)
    only = next(Path(folder.name).iterdir()) if len(files) == 1 else Path(folder.name)
    token = f"{_UPLOAD}{secrets.token_urlsafe(9)}"
    session = uploads()
    session[token] = Upload(Path(files[0][0]).name, folder, only)
    while len(session) > MOST_UPLOADS:
        session.pop(next(iter(session))).folder.cleanup()
    return token


def title_of(name: str) -> str:
    """What a person calls a model of an address."""
    if name in uploads():
        return uploads()[name].name
    return name if name in named() else "/".join(Path(name).parts[-2:])
