"""Broken variants of models through every command: a sentence and an exit code, and never a class of Python."""

from __future__ import annotations

import random
import re
from pathlib import Path

import click
import pytest

from ea_model import __main__ as cli
from ea_model.commands import commands
from tests.readers.mutation import mutated
from tests.readers.seeds import SEEDS
from tests.support.builders import ROOT
from tests.support.command import ANSWERS, run

MODELS = {
    **{name: content for name, content in SEEDS.items() if not name.endswith(("zip", "packed.archimate"))},
    "reference.yaml": (ROOT / "tests" / "models" / "reference" / "model.yaml").read_bytes(),
    "everything.yaml": (ROOT / "tests" / "models" / "everything" / "model.yaml").read_bytes(),
}
_OF_PYTHON = re.compile(r"Traceback|\b[A-Z]\w*(?:Error|Exception|Interrupt)\b|<class '|object at 0x")
_NONE = {"doctor", "explain", "serve"}
"""They open no model, or run until somebody stops them."""
QUICK, WHOLE = 12, 200


def _arguments(name: str, model: Path, out: Path) -> list[str]:
    """The least that a command wants, with a thing of the model where it asks for one."""
    command = cli.ea.get_command(click.Context(cli.ea), name)
    assert command is not None
    given = {"export": ["archi", str(model), "-o", str(out / "m.archimate")], "convert": [str(model), str(out / "t")],
             "metamodel": ["--model", str(model)], "diff": [str(model), str(model)],
             "find": [str(model), "a"], "schema": [str(model)], "follow-up": [str(model)],
             "report": [str(model), "-o", str(out / "r"), "--formats", "md"],
             "view": [str(model), "-o", str(out / "v.svg")]}  # fmt: skip
    if name in given:
        return given[name]
    if name in {"build", "gallery", "site"}:
        return [str(model), "-o", str(out / name)]
    needed = [word.replace("digipoort", "a").replace("P1", "b") for word in ANSWERS[name][0] if word != "--plateau"]
    return [str(model), *(word for word in needed if word != "b")]


def _tried(folder: Path, count: int) -> None:
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - chance, not a secret
        name = chance.choice(sorted(MODELS))
        model, out = folder / name, folder / "out"
        model.write_bytes(mutated(name, MODELS[name], chance))
        out.mkdir(exist_ok=True)
        for command in sorted(set(commands()) - _NONE):
            if command in {"build", "gallery", "report"} and number % 10:
                continue  # they take seconds where a model loads
            ran = run(command, *_arguments(command, model, out))
            assert ran.code in {0, 1, 2, 3}, (number, name, command, ran.err[-300:])
            assert not _OF_PYTHON.search(ran.err), (number, name, command, ran.err[-300:])


def test_a_broken_model_is_told_in_words_by_every_command(tmp_path: Path) -> None:
    _tried(tmp_path, QUICK)


@pytest.mark.slow
def test_two_hundred_broken_models_are_told_in_words_by_every_command(tmp_path: Path) -> None:
    _tried(tmp_path, WHOLE)
