"""Edits of our text as a patch: only what must change does, and applying it gives the model of the what-if."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ea_model
from ea_model.messages.problems import ModelLoadError
from ea_model.patching import Change, Edit, PatchError, Remove, plan, with_edits
from ea_model.values import FuzzyDate
from tests.support.builders import REFERENCE, SAMEN
from tests.support.examples import examples
from tests.support.exchange import picture

TEXT = """\
# Who does what.
model: {id: m, organisation: own}

elements:
  own: {type: BusinessActor}   # us
  shop: {type: ApplicationComponent, name: 'De "winkel"'}
  c:
    type: Contract
    # until further notice
    end: 2020-11   # see letter
    start:
    documentation: |
      Two lines,
      kept.

statements:
  s1: {contract: c, party: own, subject: shop, activity: beheer, role: R}   # first
  s2:
    contract: eigen
    subject: shop
    activity: ontwikkeling   # second

  # about the third
  s3: {contract: c, party: own, subject: shop, activity: migratie, valid: {from: 2020}}
""".replace("    start:\n", "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A model in one file."""
    found = tmp_path / "model.yaml"
    found.write_text(TEXT, encoding="utf-8")
    return found


def changed(file: Path, *edits: Edit) -> list[str]:
    """The lines that go and come."""
    lines = plan(file.parent, edits).diff().splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_date_shifts_and_the_rest_of_its_line_stays(file: Path) -> None:
    assert changed(file, Change("c", "end", "2021-03")) == ["-    end: 2020-11   # see letter",
                                                           "+    end: 2021-03   # see letter"]  # fmt: skip
    assert with_edits(file.parent, [Change("c", "end", "2021-03")]).contract("c").end == FuzzyDate.parse("2021-03")
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_role_changes_or_is_added(file: Path) -> None:
    assert changed(file, Change("s1", "role", "A"))[1] == (
        "+  s1: {contract: c, party: own, subject: shop, activity: beheer, role: A}   # first"
    )
    assert changed(file, Change("s2", "role", "A")) == ["+    role: A"]
    assert changed(file, Change("s3", "role", "A"))[1].endswith("valid: {from: 2020}, role: A}")


def test_a_field_in_a_field_changes_or_is_added(file: Path) -> None:
    assert changed(file, Change("s3", "valid.from", "2021"))[1].endswith("valid: {from: 2021}}")
    assert changed(file, Change("s3", "valid.until", "2021"))[1].endswith("valid: {from: 2020, until: 2021}}")
    assert changed(file, Change("s2", "valid.until", "2021")) == ["+    valid: {until: 2021}"]


def test_texts_are_quoted_where_they_must_be(file: Path) -> None:
    model = with_edits(file.parent, [Change("shop", "name", 'a: "b" #c'), Change("shop", "note", {"nl": "x, y"})])
    assert (model.element("shop").name, model.element("shop").note) == ('a: "b" #c', "x, y")
    assert changed(file, Change("c", "documentation", "One line"))[-1] == "+    documentation: One line"


def test_a_statement_goes_with_its_lines_only(file: Path) -> None:
    assert changed(file, Remove("s1")) == [
        "-  s1: {contract: c, party: own, subject: shop, activity: beheer, role: R}   # first"
    ]
    assert changed(file, Remove("s2")) == ["-  s2:", "-    contract: eigen", "-    subject: shop",
                                           "-    activity: ontwikkeling   # second"]  # fmt: skip
    assert [s.id for s in with_edits(file.parent, [Remove("s1"), Remove("s2"), Remove("s3")]).statements] == []


@pytest.mark.parametrize("gone", [["s1"], ["s2"], ["s3"], ["s1", "s3"], ["s1", "s2", "s3"]])
def test_a_statement_goes_from_between_brackets(file: Path, gone: list[str]) -> None:
    entry = "{contract: eigen, subject: shop, activity: beheer}"
    text = TEXT.split("statements:")[0] + "statements: {s1: X, s2: X,\n  s3: X}\n".replace("X", entry)
    file.write_text(text, encoding="utf-8")
    model = with_edits(file.parent, [Remove(name) for name in gone])
    assert [s.id for s in model.statements] == [name for name in ("s1", "s2", "s3") if name not in gone]


def test_line_ends_and_a_byte_order_mark_stay(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    patch = plan(file, [Change("s2", "role", "A"), Remove("s1")])
    after = patch.files[0].after
    assert after.startswith(b"\xef\xbb\xbf# Who")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_the_last_line_may_have_no_end(file: Path) -> None:
    file.write_text(TEXT.rstrip("\n").replace("s2:", "s9:").replace("s3: {", "s2: {"), encoding="utf-8")
    assert with_edits(file, [Change("s9", "role", "A")]).statements[1].role == "A"
    patch = plan(file, [Remove("s2")])
    assert "No newline at end of file" in patch.diff()


@pytest.mark.subprocess
def test_applying_gives_the_model_that_was_shown_and_the_diff_fits(tmp_path: Path) -> None:
    folder = tmp_path / "samen"
    shutil.copytree(SAMEN, folder)
    edits: list[Edit] = [
        Change("C-DGP", "end", "2020-03"),
        Change("p12", "role", "A"),
        Change("p12", "valid.until", "2020-12"),
        Remove("a1"),
    ]
    patch = plan(folder, edits)
    shown = picture(patch.model)
    twin = tmp_path / "twin"
    shutil.copytree(folder, twin)
    subprocess.run(["git", "apply", "-"], input=patch.diff().encode(), cwd=twin, check=True)  # noqa: S607
    patch.apply()
    assert picture(ea_model.load(folder)) == shown
    assert picture(ea_model.load(twin)) == shown
    assert sorted(p.name for p in (folder / "contracts").iterdir()) == sorted(
        p.name for p in (SAMEN / "contracts").iterdir()
    )


def test_nothing_is_written_over_what_somebody_changed_meanwhile(file: Path) -> None:
    patch = plan(file.parent, [Change("s1", "role", "A")])
    file.write_text(TEXT + "# more\n", encoding="utf-8")
    with pytest.raises(PatchError, match=r"model\.yaml: has changed since"):
        patch.apply()
    assert file.read_text(encoding="utf-8").endswith("# more\n")


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([Change("s9", "role", "A")], "has no entry 's9' – did you mean"),
        ([Change("s1", "role.x", "A")], r"model\.yaml:\d+: 's1' cannot be edited here: 'role' is no mapping"),
        ([Change("s1", "note", "two\nlines")], "a patch writes values of one line|does not fit on one line"),
        ([Remove("s1"), Change("s1", "role", "A")], "an earlier edit took 's1' away"),
    ],
)
def test_an_edit_that_cannot_be_made_is_told(file: Path, edits: list[Edit], told: str) -> None:
    with pytest.raises(PatchError, match=told):
        plan(file.parent, edits)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Change("s1", "role", "X"), "VALUE role: 'X' is not one of"),
        (Change("c", "end", "soon"), "VALUE end:"),
        (Change("s1", "colour", "red"), "FIELD 's1' has no 'colour'"),
        (Remove("shop"), "REFERENCE there is no element or relation 'shop'"),
    ],
)
def test_an_edit_that_makes_no_model_is_told_with_its_place(file: Path, edit: Edit, told: str) -> None:
    with pytest.raises(ModelLoadError, match=rf"model\.yaml:\d+:\d+: {told}"):
        with_edits(file.parent, [edit])


def test_only_our_own_text_can_be_patched(tmp_path: Path) -> None:
    foreign = tmp_path / "a.xml"
    foreign.write_text("<model/>")
    with pytest.raises(PatchError, match="only our own text can be patched"):
        plan(foreign, [])


@examples(15)
@given(st.data())
def test_any_note_on_any_entry_changes_that_entry_only(data: st.DataObject) -> None:
    model = ea_model.load(REFERENCE)
    entries = [*(e.id for e in model.elements), *(s.id for s in model.statements)]
    entry = data.draw(st.sampled_from(entries))
    note = data.draw(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=30)
    )
    before, after = picture(model), picture(with_edits(REFERENCE, [Change(entry, "note", note)]))
    for shown in (before, after):
        shown.pop("revision")
        for section in ("elements", "statements"):
            shown[section].get(entry, ("", {}))[1].pop("note", None)
    assert before == after


SHORT = """model: {id: m, organisation: org}
elements:
  org: {type: BusinessActor}
  app: {type: ApplicationComponent}
  srv: {type: Device}
  C:
    type: Contract
    covers:  # what it is for
      app: [onderhoud, regie]  # both
      srv: {activity: levering, role: S}
    excludes: {app: migratie}
  D:
    type: Contract
    covers:
      - {subject: {kind: Device}, activity: huisvesting}
      - {subject: [app, srv], activity: ondersteuning}
statements:
  s: {contract: D, subject: [app], activity: [regie, onderhoud]}
"""


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (Remove("C.covers.app.regie"), "[onderhoud, regie]", "[onderhoud]"),
        (Remove("C.covers.app.onderhoud"), "[onderhoud, regie]", "[regie]"),
        (Remove("C.covers.srv.levering"), "      srv: {activity: levering, role: S}\n", ""),
        (Remove("C.excludes.app.migratie"), "    excludes: {app: migratie}\n", ""),
        (Remove("D.covers.kind.Device.huisvesting"), "      - {subject: {kind: Device}, activity: huisvesting}\n", ""),
        (Change("C.covers.app.regie", "activity", "beheer"), "[onderhoud, regie]", "[onderhoud, beheer]"),
        (Change("C.covers.app.regie", "role", "A"), ", regie]", ", {activity: regie, role: A}]"),
        (Change("C.excludes.app.migratie", "valid.until", "2020"), "app: migratie",
         "app: {activity: migratie, valid: {until: 2020}}"),
        (Change("C.covers.srv.levering", "role", "A"), "role: S", "role: A"),
        (Change("D.covers.kind.Device.huisvesting", "plateaus", "P"), "huisvesting}", "huisvesting, plateaus: P}"),
    ],
)  # fmt: skip
def test_a_statement_that_stands_under_its_contract_is_edited_there(
    tmp_path: Path, edit: Any, before: str, after: str
) -> None:
    text = SHORT.replace("  srv:", "  P: {type: Plateau}\n  srv:", 1)
    (tmp_path / "m.yaml").write_text(text, "utf-8")
    patch = plan(tmp_path, [edit])
    assert text.count(before) == 1
    assert [f.after.decode() for f in patch.files] == [text.replace(before, after)]


def test_edits_of_short_statements_come_one_after_another(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(SHORT, "utf-8")
    edits = [Remove("C.covers.app.onderhoud"), Remove("C.covers.app.regie"), Remove("C.covers.srv.levering")]
    model = with_edits(tmp_path, edits)
    assert not [s.id for s in model.statements if s.id.startswith("C.covers")]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Remove("D.covers.app.ondersteuning"), "this line says several at once"),
        (Change("s.app.regie", "role", "S"), "this line says several at once"),
        (Change("C.covers.app.regie", "contract", "D"), "'contract' follows from where this stands"),
        (Change("C.covers.srv.levering", "subject", "app"), "'subject' follows from where this stands"),
        (Remove("C.covers.app.beheer"), "has no entry 'C.covers.app.beheer'"),
    ],
)
def test_an_edit_of_one_of_several_is_refused_with_a_sentence(tmp_path: Path, edit: Any, told: str) -> None:
    (tmp_path / "m.yaml").write_text(SHORT, "utf-8")
    with pytest.raises(PatchError, match=re.escape(told)):
        plan(tmp_path, [edit])
