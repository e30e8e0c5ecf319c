"""What has to pass before a change lands is the same on every machine, and every test says what it uses."""

from __future__ import annotations

import re

import pytest
from hypothesis import settings

from tests.support import marks
from tests.support.builders import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_gates_of_ci_are_the_local_ones_and_no_more() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("make")] == ["make check", "make test"]
    assert not re.search(r"\b(pytest|ruff|mypy|lint-imports)\b", "\n".join(lines))


def test_every_target_of_the_makefile_is_in_its_help() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    for target in phony[1].split():
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_no_property_has_a_deadline() -> None:
    assert settings().deadline is None
    for file in (ROOT / "tests").rglob("test_*.py"):
        if file.name != "test_gates.py":
            assert not re.search(r"@settings\(|deadline=", file.read_text(encoding="utf-8")), f"{file}: use examples()"


def test_a_test_that_starts_a_process_has_to_say_so() -> None:
    import subprocess  # noqa: PLC0415 - whoever uses it at the top should be marked

    with pytest.raises(pytest.fail.Exception, match=r"mark this test with @pytest\.mark\.subprocess"):
        subprocess.run(["true"], check=True)  # noqa: S607


def test_a_test_that_opens_the_corpus_has_to_say_so() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"mark this test with @pytest\.mark\.corpus"):
        (marks.CORPUS / "any.xml").open()
