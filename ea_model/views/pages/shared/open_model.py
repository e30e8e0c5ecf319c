"""The model behind the pages: loaded once per state of its files, and kept while a newer one is broken.

Sessions share the model, as a resource: it is sealed, and nobody writes to it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeVar

import streamlit as st

from ea_model import ModelLoadError, Problem, UnreadableError
from ea_model.loader import load
from ea_model.model import Model
from ea_model.scope import Scope
from ea_model.scope import scope_of as _scope_of
from ea_model.views.pages.shared import watching
from ea_model.views.pages.shared.model_paths import bases

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]
_FILES = frozenset({".yaml", ".yml", ".xml", ".archimate", ".csv"})
_MOST_GOOD = 16
"""Last good states kept; a person opens a handful of models."""
_BASES: dict[str, tuple[str, ...]] = {}
"""By the path of a model, the files outside it that it stands on; no cache of Streamlit: the look-out asks too."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What there is to show: the model, and what is wrong with its files."""

    path: Path
    model: Model | None
    stamp: Stamp = ()
    problems: tuple[Problem, ...] = ()
    message: str = ""
    """Why nothing could be read at all."""

    @property
    def broken(self) -> bool:
        """The files do not load as they are now; ``model`` is then an earlier state, or None."""
        return bool(self.problems or self.message)

    @property
    def key(self) -> str:
        """Names this state of these files, for what is kept of it."""
        return hashlib.sha256(repr((str(self.path), self.stamp)).encode()).hexdigest()

    def cached(self, question: tuple[Hashable, ...], compute: Callable[[], T]) -> T:
        """The answer to a question about this state: computed once for all sessions, the latest ones kept."""
        answer: T = _cached((self.key, *question), compute)
        return answer


def stamp_of(path: Path) -> Stamp:
    """Path, time and size of every model file: differs as soon as one of them was saved.

    A model that stands on another changes with it.
    """
    bases = _BASES.get(str(path), ())
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    stamp: list[tuple[str, int, int]] = []
    for file in [*(f for f in files if f.suffix in _FILES or f == path), *map(Path, bases)]:
        try:
            facts = file.stat()
        except OSError:  # removed while we look: the next look sees the rest
            continue
        stamp.append((str(file), facts.st_mtime_ns, facts.st_size))
    return tuple(stamp)


def open_model(path: Path) -> Opened:
    """The model as its files are now or, when these are broken, as it last was, with what is wrong."""
    opened = _opened(str(path), stamp_of(path))
    good = _last_good()
    if opened.model is not None:
        _note_bases(path, opened.model)
        good[str(path)] = opened
        _forget_oldest(good)
        return opened
    earlier = good.get(str(path))
    if earlier is None:
        return opened
    return Opened(path, earlier.model, earlier.stamp, opened.problems, opened.message)


def _note_bases(path: Path, model: Model) -> None:
    """Remember the files outside ``path`` that the model stands on; the next look sees them too."""
    outside = tuple(f for f in model.contents.files if Path(f) != path and path not in Path(f).parents)
    if outside != _BASES.get(str(path), ()):
        _BASES[str(path)] = outside


def watch(path: Path, stamp: Stamp) -> None:
    """Show the model anew soon after somebody saved one of its files."""
    watching.LOOKOUT.follow(path, stamp, stamp_of)


def scope_of(model: Model, plateau: str | None, day: date | None) -> Scope:
    """The scope answer; one session at a time, since answers are kept with the model that all share."""
    with _turn():
        return _scope_of(model, plateau, day)


# Nobody may change what it gives: all sessions get the same objects.
@st.cache_resource(max_entries=48, show_spinner=False)
def _cached(key: tuple[Hashable, ...], _compute: Callable[[], T]) -> T:  # noqa: ARG001 - the key names the question
    return _compute()


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened(path: str, stamp: Stamp) -> Opened:
    where = Path(path)
    try:
        return Opened(where, load(where, bases=bases(where)), stamp)
    except ModelLoadError as error:
        return Opened(where, None, stamp, error.problems)
    except UnreadableError as error:
        return Opened(where, None, stamp, message=str(error))


def _forget_oldest(states: OrderedDict[str, T]) -> None:
    while len(states) > _MOST_GOOD:
        states.popitem(last=False)


@st.cache_resource
def _last_good() -> OrderedDict[str, Opened]:
    return OrderedDict()


@st.cache_resource
def _turn() -> Lock:
    return Lock()
