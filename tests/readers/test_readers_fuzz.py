"""Every reader on damaged files: a model or one clear error; `tests.readers.fuzz` does so for as long as one likes."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from tests.readers.fuzz import Fuzzing, opens_or_refuses
from tests.readers.mutation import of_bytes
from tests.readers.seeds import SEEDS
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


def test_inputs_of_a_seed_load_or_are_refused_read_back_and_can_be_asked(tmp_path: Path) -> None:
    fuzzing = Fuzzing(1, tmp_path, None, tmp_path / "findings")
    for number in range(150):
        fuzzing.once(number)
    assert not fuzzing.places
    assert fuzzing.counts["refused"] < 120
    assert fuzzing.counts["written and read"]
    assert fuzzing.made(7)[:2] == Fuzzing(1, tmp_path, None, tmp_path / "findings").made(7)[:2]
