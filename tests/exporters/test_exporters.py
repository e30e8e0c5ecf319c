"""The registry of exporters, writing files all or nothing, and the JSON export."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
from pathlib import Path
from typing import Any, BinaryIO

import pytest

import ea_model
from ea_model import exporters
from ea_model.loader import build
from ea_model.messages.problems import ModelLoadError, UnknownIdError
from ea_model.model import Model
from tests.support.builders import REFERENCE, SAMEN, model_of, reading_of
from tests.support.command import run
from tests.support.exchange import golden, picture

EVERYTHING = Path(__file__).parents[1] / "models" / "everything"


def test_every_module_that_can_be_an_exporter_is_one() -> None:
    """Packages without a ``writer`` hold what is no format of a model: documents, the metamodel, what formats share."""
    for name, module in exporters.MODULES.items():
        assert importlib.import_module(module).EXPORTER.name == name
    folders = {m.name for m in pkgutil.iter_modules(exporters.__path__) if m.ispkg} - exporters.MODULES.keys()
    assert folders == {"ecore", "office", "shared"}


def test_a_name_a_format_had_before_is_accepted_for_ever(tmp_path: Path) -> None:
    assert exporters.load("archimate") is exporters.load("exchange")
    assert run("export", "archimate", REFERENCE).out == run("export", "exchange", REFERENCE).out
    answer = run("convert", REFERENCE, tmp_path / "out.xml", "--report", "json").answer
    assert answer["format"] == "archimate"  # what programs read stays


def test_help_names_every_format() -> None:
    for command in ("export", "convert"):
        text = " ".join(run(command, "--help").out.split())
        assert ", ".join(exporters.MODULES) in text


@pytest.mark.parametrize("name", exporters.MODULES)
def test_a_registered_exporter_says_who_it_is(name: str) -> None:
    exporter = exporters.load(name)
    assert exporter.name == name
    assert set(exporter.label.texts) == {"nl", "en"}
    assert exporter.suffix.startswith(".")
    assert "/" in exporter.mime


def test_an_unknown_format_names_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'archimate'"):
        exporters.load("archimat")


@pytest.mark.parametrize("name", exporters.MODULES)
@pytest.mark.parametrize("path", [REFERENCE, EVERYTHING], ids=lambda path: path.name)
def test_two_loads_of_one_model_give_the_same_bytes(name: str, path: Path) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for handle in (first, second):
        exporters.load(name).write(ea_model.load(path), exporters.Options(), handle)
    assert first.getvalue() == second.getvalue()


def test_write_atomic_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    exporters.write_atomic(target, lambda handle: _put(handle, b"one"))
    target.chmod(0o600)
    exporters.write_atomic(target, lambda handle: _put(handle, b"two"))
    assert target.read_bytes() == b"two"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [ValueError("halfway"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_write_atomic_leaves_the_old_file_when_writing_fails(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "out.xml"
    target.write_bytes(b"old")

    def fail(handle: BinaryIO) -> None:
        handle.write(b"half")
        raise error

    with pytest.raises(type(error)):
        exporters.write_atomic(target, fail)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_write_atomic_writes_through_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "out.xml", tmp_path / "link.xml"
    link.symlink_to(target)
    exporters.write_atomic(link, lambda handle: _put(handle, b"one"))
    assert link.is_symlink()
    assert target.read_bytes() == b"one"


def _put(handle: BinaryIO, content: bytes) -> None:
    handle.write(content)


def _json(model: Model) -> bytes:
    handle = io.BytesIO()
    exporters.load("json").write(model, exporters.Options(), handle)
    return handle.getvalue()


@pytest.mark.parametrize("path", [REFERENCE, EVERYTHING, SAMEN], ids=lambda path: path.name)
def test_json_holds_the_whole_model(path: Path) -> None:
    """The sections of the document, read as records, make the same model."""
    model = ea_model.load(path)
    content: dict[str, Any] = json.loads(_json(model))
    assert content.pop("schema_version") == "2"
    assert content["model"].pop("revision") == model.revision
    again = picture(build(reading_of(content)))
    assert {**again, "revision": ""} == {**picture(model), "revision": ""}


def test_json_tells_a_party_that_follows_from_its_contract_and_that_it_follows() -> None:
    model = model_of("""
        elements:
          a: {type: BusinessActor}
          app: {type: ApplicationComponent}
          C: {type: Contract, parties: [{who: a, as: opdrachtnemer}]}
        statements:
          s1: {contract: C, subject: app, activity: beheer}
          s2: {contract: C, subject: app, activity: ontwikkeling, party: a}
    """)
    statements = json.loads(_json(model))["statements"]
    assert (statements["s1"]["party"], statements["s1"]["implied"]) == (["a"], "true")
    assert (statements["s2"]["party"], "implied" in statements["s2"]) == (["a"], False)


def test_a_party_that_follows_and_is_another_one_is_refused() -> None:
    with pytest.raises(ModelLoadError, match="party of statement 's1' follows"):
        model_of("""
            elements:
              a: {type: BusinessActor}
              b: {type: BusinessActor}
              app: {type: ApplicationComponent}
              C: {type: Contract, parties: [{who: a, as: opdrachtnemer}]}
            statements:
              s1: {contract: C, subject: app, activity: beheer, party: b, implied: true}
        """)


def test_json_of_the_reference_model_is_the_golden_file(reference: Model) -> None:
    golden("reference.json", _json(reference))
