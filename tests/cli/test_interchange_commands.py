"""``ea check --xsd``, ``--strict``, ``ea export --validate`` and the machine-readable report of what is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ea_model.exchange import xsd
from tests.support.command import run
from tests.support.exchange import schema

ODDITIES = Path(__file__).parents[1] / "readers" / "oddities"


def test_the_schema_says_what_is_wrong_and_where() -> None:
    schema()
    ran = run("check", ODDITIES / "schema-invalid.xml", "--xsd")
    assert ran.code == 1
    assert f"{ODDITIES / 'schema-invalid.xml'}:7" in ran.out
    fine = run("check", ODDITIES / "dublin-core.xml", "--xsd", "--lang", "en")
    assert (fine.code, "keeps to the schema" in fine.out) == (0, True)


def test_without_the_schemas_our_own_rules_are_used_and_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    xsd.schema.cache_clear()
    monkeypatch.setattr(xsd, "find_spec", lambda _: None)
    ran = run("check", ODDITIES / "dublin-core.xml", "--xsd")
    xsd.schema.cache_clear()
    assert (ran.code, "requirements-schemas.txt" in ran.err) == (0, True)


def test_an_export_is_validated_before_it_takes_its_place(tmp_path: Path) -> None:
    schema()
    target = tmp_path / "out.xml"
    assert run("export", "archimate", ODDITIES / "attachments.xml", "-o", target, "--validate").code == 0
    kept = target.read_bytes()
    ran = run("export", "csv", ODDITIES / "attachments.xml", "-o", target, "--validate")  # no exchange file at all
    assert (ran.code, target.read_bytes() == kept) == (3, True)
    assert sorted(tmp_path.iterdir()) == [target]


def test_strict_refuses_what_is_otherwise_told(tmp_path: Path) -> None:
    file = ODDITIES / "illegal-relation.xml"
    ran = run("check", file, "--strict")
    assert (ran.code, "RELATION" in ran.err) == (3, True)
    assert run("check", file, "--fail-on", "never").code == 0
    assert run("convert", file, tmp_path / "out.archimate", "--strict").code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "target", "codes"),
    [
        ("own-viewpoint.xml", "out.archimate", {"viewpoints"}),
        ("dublin-core.xml", "out.archimate", {"metadata"}),
        ("property-types.xml", "out.archimate", {"types"}),
        ("several-languages.xml", "out.archimate", {"languages", "tagged"}),
        ("attachments.xml", "out.archimate", {"attachments"}),
        ("foreign-elements.xml", "out.archimate", {"parts"}),
        ("profiles.archimate", "out.csv.zip", {"specializations"}),
        ("features.archimate", "out.xml", {"features"}),
        ("folder-texts.archimate", "out.xml", set()),
        ("folders.archimate", "out.xml", {"folder_properties"}),
        ("folders.archimate", "out.csv.zip", {"folders", "folder_documentation", "folder_properties"}),
        ("folders.xml", "out.archimate", {"languages", "tagged"}),
        ("metadata.archimate", "out.xml", {"entries"}),
        ("duplicate-ids.xml", "out.archimate", {"left_out"}),
        ("sketch-and-canvas.archimate", "out.csv.zip", {"views"}),
        ("profiles.archimate", "out.archimate", set()),
        ("own-viewpoint.xml", "out.xml", set()),
    ],
)
def test_what_a_format_cannot_hold_is_data(name: str, target: str, codes: set[str], tmp_path: Path) -> None:
    ran = run("convert", ODDITIES / name, tmp_path / target, "--report", "json", "--to", _FORMATS[target])
    lost = ran.answer["lost"]
    assert {loss["code"] for loss in lost} == codes
    assert all(loss["count"] >= 1 and loss["what"] for loss in lost)


_FORMATS = {"out.archimate": "archi", "out.csv.zip": "csv", "out.xml": "exchange"}


def test_an_export_reports_as_data_too(tmp_path: Path) -> None:
    ran = run("export", "csv", ODDITIES / "sketch-and-canvas.archimate", "-o", tmp_path / "x.zip", "--report", "json")
    told = json.loads(ran.err[ran.err.index("{") :])
    assert [loss["code"] for loss in told["lost"]] == ["views"]
