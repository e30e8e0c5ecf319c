"""A site of every model in the repository, and of models of other tools: it is whole, whatever the model says."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import EaModelError
from tests.support.builders import ROOT
from tests.support.marks import CORPUS
from tests.support.site import broken_links, mistakes, written

_ENDINGS = {".xml", ".archimate", ".yaml"}
_OURS = sorted(
    path
    for room in ("readers/oddities", "readers/spellings", "models/reference", "models/everything")
    for path in (ROOT / "tests" / room).rglob("*")
    if path.suffix in _ENDINGS
)
_MODELS = sorted(path for path in CORPUS.rglob("*") if path.suffix in {".xml", ".archimate"})
SAMPLE = random.Random(1).sample(_MODELS, min(12, len(_MODELS)))  # noqa: S311 - some of them, the same ones each time


def _is_whole(path: Path, folder: Path) -> None:
    try:
        model = ea_model.load(path)
    except EaModelError:
        return
    site = written(model, folder)
    assert (site / "index.html").is_file()
    assert not broken_links(site)
    assert not [path for path in site.rglob("*.html") if mistakes(path.read_bytes())]


@pytest.mark.parametrize("path", _OURS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_model_of_the_tests_becomes_a_whole_site(path: Path, tmp_path: Path) -> None:
    _is_whole(path, tmp_path / "site")


@pytest.mark.slow
@pytest.mark.parametrize("path", [ROOT / "models" / "samen", ROOT / "models" / "gemma"], ids=lambda path: path.name)
def test_the_models_of_the_repository_become_whole_sites(path: Path, tmp_path: Path) -> None:
    _is_whole(path, tmp_path / "site")


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_models_of_other_tools_become_whole_sites(path: Path, tmp_path: Path) -> None:
    _is_whole(path, tmp_path / "site")
