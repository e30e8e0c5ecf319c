"""Every reader on damaged files: a model or one clear error. `fuzz_readers` does the same for as long as one likes."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from tests.readers.fuzz import SEEDS, opens_or_refuses
from tests.readers.mutation import of_bytes
from tests.support.examples import examples


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_models(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    assert ea_model.load(tmp_path / name).id == "m"


@examples(150)
@given(st.sampled_from(sorted(SEEDS)), st.integers(0, 2**32))
def test_a_damaged_file_opens_or_is_refused(name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opens_or_refuses(name, of_bytes(SEEDS[name], random.Random(seed)), Path(folder))  # noqa: S311 - to damage a file


@examples(60)
@given(st.sampled_from(sorted(SEEDS)), st.binary(max_size=200))
def test_anything_opens_or_is_refused(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opens_or_refuses(name, content, Path(folder))
