"""The model behind the pages: found, loaded once per state of its files, and kept while a newer one is broken.

Sessions share the model, as a resource: it is sealed, and nobody writes to it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

import streamlit as st

from ea_model import ModelLoadError, Problem, UnreadableError, load
from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.scope import scope_of as answer

ROOT = Path(__file__).resolve().parents[2]
Stamp = tuple[tuple[str, int, int], ...]
_LOOK_EVERY = 3
"""Seconds between two looks at the files."""
_FILES = frozenset({".yaml", ".yml", ".xml", ".archimate", ".csv"})


@dataclass(frozen=True, slots=True)
class Opened:
    """What there is to show: the model, and what is wrong with its files."""

    model: Model | None
    stamp: Stamp = ()
    problems: tuple[Problem, ...] = ()
    message: str = ""
    """Why nothing could be read at all."""

    @property
    def broken(self) -> bool:
        """The files do not load as they are now; ``model`` is then an earlier state, or None."""
        return bool(self.problems or self.message)


def models() -> dict[str, Path]:
    """The models a person can choose, by name: that of ``EA_MODEL`` first, then the examples."""
    first = _nearby(Path(os.environ.get("EA_MODEL") or ROOT / "models" / "samen"))
    found = {first.name: first}
    examples = ROOT / "models"
    if examples.is_dir():
        for folder in sorted(examples.iterdir()):
            if folder.is_dir() and any(folder.glob("*.yaml")):
                found.setdefault(folder.name, _nearby(folder))
    return found


def _nearby(path: Path) -> Path:
    """The path as a person in this folder would write it: places of problems and facts are then short."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def stamp_of(path: Path) -> Stamp:
    """Path, time and size of every model file: differs as soon as one of them was saved."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    found: list[tuple[str, int, int]] = []
    for file in files:
        if file.suffix in _FILES:
            try:
                facts = file.stat()
            except OSError:  # removed while we look: the next look sees the rest
                continue
            found.append((str(file), facts.st_mtime_ns, facts.st_size))
    return tuple(found)


def open_model(path: Path) -> Opened:
    """The model as its files are now or, when these are broken, as it last was, with what is wrong."""
    opened = _opened(str(path), stamp_of(path))
    good = _last_good()
    if opened.model is not None:
        good[str(path)] = opened
        return opened
    earlier = good.get(str(path))
    if earlier is None:
        return opened
    return Opened(earlier.model, earlier.stamp, opened.problems, opened.message)


@st.fragment(run_every=_LOOK_EVERY)
def watch(path: Path, seen: Stamp) -> None:
    """Show the model anew soon after somebody saved one of its files."""
    if stamp_of(path) != seen:
        st.rerun()


def scope_of(model: Model, plateau: str | None, day: date | None) -> Scope:
    """The scope answer; one session at a time, since answers are kept with the model that all share."""
    with _turn():
        return answer(model, plateau, day)


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened(path: str, stamp: Stamp) -> Opened:
    try:
        return Opened(load(path), stamp)
    except ModelLoadError as error:
        return Opened(None, stamp, error.problems)
    except UnreadableError as error:
        return Opened(None, stamp, message=str(error))


@st.cache_resource
def _last_good() -> dict[str, Opened]:
    return {}


@st.cache_resource
def _turn() -> Lock:
    return Lock()
