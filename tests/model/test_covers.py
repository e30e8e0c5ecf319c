"""What a contract covers stands under it: the statements that come of it, their ids, places and sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ea_model
from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model
from ea_model.scope import Status
from tests.support.builders import ROOT, model_of, scope

FRAME = """
documents: {d: {title: d}}
facts: {F1: {document: d}, F2: {document: d}}
elements:
  P1: {type: Plateau}
  lev: {type: BusinessActor, owner: lev}
  beheerder: {type: BusinessRole, name: Beheerder}
  odc: {type: Facility, name: {nl: Datacentrum, en: Data centre}, assigned_to: [srv1, srv2]}
  srv1: {type: Device}
  srv2: {type: Device}
  app: {type: ApplicationComponent, name: Webwinkel}
  help: {type: ApplicationComponent}
"""


def model_with(text: str, frame: str = FRAME) -> Model:
    """The frame with entries more."""
    return model_of(frame + text)


def problems_of(text: str) -> list[str]:
    with pytest.raises(ModelLoadError) as caught:
        model_with(text)
    return [str(problem) for problem in caught.value.problems]


def ids_of(model: Model) -> list[str]:
    return [statement.id for statement in model.statements]


def test_what_stands_under_a_contract_are_ordinary_statements_with_ids_that_follow() -> None:
    model = model_with("""\
  C:
    type: Contract
    parties: [{who: lev}]
    covers:
      app: [ontwikkeling, beheer]
      odc: {activity: huisvesting, role: S, source: F1}
      help: [regie, {activity: levering, plateaus: P1}]
    excludes: {srv1: huisvesting}
""")
    assert ids_of(model) == [
        "C.covers.app.ontwikkeling", "C.covers.app.beheer", "C.covers.odc.huisvesting", "C.covers.help.regie",
        "C.covers.help.levering", "C.excludes.srv1.huisvesting",
    ]  # fmt: skip
    by_id = {statement.id: statement for statement in model.statements}
    housing = by_id["C.covers.odc.huisvesting"]
    assert (housing.role, [s.fact for s in housing.sources]) == ("S", ["F1"])
    assert [p.id for p in housing.parties] == ["lev"]
    assert [p.id for p in by_id["C.covers.help.levering"].plateaus] == ["P1"]
    assert by_id["C.excludes.srv1.huisvesting"].effect == "exclude"


def test_an_actor_or_role_says_what_the_own_organisation_does() -> None:
    model = model_with("").contents  # the frame loads by itself
    assert model.statements == []
    answer = scope(FRAME.replace("name: Beheerder}", "name: Beheerder, covers: {app: applicatiebeheer}}"))
    (statement,) = answer.model.statements
    assert (statement.id, statement.own) == ("beheerder.covers.app.applicatiebeheer", True)
    assert [p.id for p in statement.parties] == ["beheerder"]
    assert answer.cell(answer.model.element("app"), "applicatiebeheer").status is Status.OWN


def test_a_list_of_entries_takes_several_subjects_and_activities_and_selectors() -> None:
    model = model_with("""\
  C:
    type: Contract
    covers:
      - {subject: [app, Data centre], activity: [levering, regie], plateaus: P1}
      - {subject: {under: Datacentrum, kind: Device}, activity: technisch_beheer}
""")
    assert ids_of(model) == [
        "C.covers.app.levering", "C.covers.app.regie", "C.covers.odc.levering", "C.covers.odc.regie",
        "C.covers.kind.Device.under.odc.technisch_beheer",
    ]  # fmt: skip
    assert all([p.id for p in s.plateaus] == ["P1"] for s in model.statements[:4])


def test_the_id_of_a_selector_does_not_hang_on_the_order_it_is_written_in() -> None:
    texts = ("{kind: [Device, Node], under: odc}", "{under: odc, type: [Node, Device]}")
    models = [model_with(f"  C: {{type: Contract, covers: [{{subject: {t}, activity: levering}}]}}\n") for t in texts]
    assert ids_of(models[0]) == ids_of(models[1]) == ["C.covers.kind.Device.Node.under.odc.levering"]


def test_a_short_statement_that_names_no_source_has_those_of_its_contract() -> None:
    model = model_with("""\
  C:
    type: Contract
    source: F1
    provenance: geïnterpreteerd
    covers: {app: beheer, help: {activity: beheer, source: F2}, odc: {activity: huisvesting, provenance: aangenomen}}
statements:
  s: {contract: C, subject: srv1, activity: levering}
""")
    told = {s.id: ([x.fact for x in s.sources], str(s.provenance)) for s in model.statements}
    assert told == {
        "s": ([], "stated"),
        "C.covers.app.beheer": (["F1"], "interpreted"),
        "C.covers.help.beheer": (["F2"], "stated"),
        "C.covers.odc.huisvesting": ([], "assumed"),
    }


def test_one_statement_may_be_about_several_subjects_and_activities() -> None:
    model = model_with("""\
  C: {type: Contract}
statements:
  s1: {contract: C, subject: [app, help], activity: [beheer, levering]}
  s2: {contract: C, subject: [odc], activity: [huisvesting]}
closures:
  k: {element: [app, odc]}
waivers:
  W: {rule: NOREQ, subject: s1, reason: x}
""")
    assert ids_of(model) == ["s1.app.beheer", "s1.app.levering", "s1.help.beheer", "s1.help.levering", "s2"]
    assert [(c.id, c.element.id) for c in model.closures if c.element] == [("k.app", "app"), ("k.odc", "odc")]
    (waiver,) = model.waivers
    assert waiver.subjects == ("s1.app.beheer", "s1.app.levering", "s1.help.beheer", "s1.help.levering")


def test_an_id_that_follows_and_one_that_is_written_collide_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "model: {id: m}\nelements:\n  app: {type: ApplicationComponent}\n"
        "  C:\n    type: Contract\n    covers: {app: beheer}\n"
        "statements:\n  C.covers.app.beheer: {contract: C, subject: app, activity: beheer}\n"
    )
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(tmp_path)
    (problem,) = map(str, caught.value.problems)
    assert "m.yaml:6:19: DUPLICATE-ID 'C.covers.app.beheer' is already used at" in problem
    assert "m.yaml:8:3; give one of them an id of its own" in problem


def test_two_short_statements_of_one_subject_and_activity_differ_by_an_id_of_their_own() -> None:
    covers = "  C: {{type: Contract, covers: {{app: [beheer, {{activity: beheer, role: S{}}}]}}}}\n"
    assert "give one of them an id of its own (id: …)" in problems_of(covers.format(""))[0]
    assert ids_of(model_with(covers.format(", id: s9"))) == ["C.covers.app.beheer", "s9"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("C: {type: Contract, covers: app}", "under covers stand subject: activity"),
        ("C: {type: Contract, covers: {nowhere: beheer}}", "there is no element or relation 'nowhere'"),
        ("C: {type: Contract, covers: {app: bheer}}", "did you mean 'beheer'"),
        ("C: {type: Contract, covers: {app: []}}", "here stands one activity"),
        ("C: {type: Contract, covers: {app: {role: S}}}", "needs 'activity'"),
        ("C: {type: Contract, covers: {app: {activity: beheer, effect: exclude}}}", "'effect' follows already"),
        ("C: {type: Contract, covers: {app: {activity: beheer, rol: S}}}", "has no 'rol'"),
        ("C: {type: Contract, covers: {app: {activity: beheer, subject: help}}}", "stands before it"),
        ("C: {type: Contract, covers: [{subject: {}, activity: beheer}]}", "a selector without a condition"),
        ("C: {type: Contract, covers: [{subject: {kind: }, activity: beheer}]}", "says nothing"),
        ("C: {type: Contract, covers: [{subject: {kinds: Device}, activity: beheer}]}", "did you mean 'kind'"),
        ("a: {type: ApplicationComponent, covers: {app: beheer}}", "'covers'"),
    ],
)
def test_what_is_no_short_statement_is_told_with_a_remedy(entry: str, told: str) -> None:
    assert told in "\n".join(problems_of(f"  {entry}\n"))


def test_a_name_stands_for_an_id_where_it_is_the_only_one() -> None:
    model = model_with("""\
  C: {type: Contract, parties: [{who: Beheerder}], covers: {Webwinkel: beheer}}
  web: {type: ApplicationService, serves: Beheerder}
closures:
  k: {element: Data centre}
""")
    (statement,) = model.statements
    assert (statement.id, statement.parties[0].id) == ("C.covers.app.beheer", "beheerder")
    assert "web.serves.beheerder" in model
    assert model.closures[0].element is model["odc"]


def test_a_name_of_several_is_refused_with_their_ids() -> None:
    (told,) = problems_of("  b: {type: Device, name: Webwinkel}\n  C: {type: Contract, covers: {Webwinkel: beheer}}\n")
    assert "several are called 'Webwinkel'; write the id of the one you mean: app, b" in told


def test_the_manual_shows_what_comes_of_each_form() -> None:
    manual = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml covers\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    text, _, ids = block.partition("---\n")
    frame = """
facts: {F001: {document: d}, F004: {document: d}}
documents: {d: {title: d}}
elements:
  P1: {type: Plateau}
  odc: {type: Facility}
  webshop: {type: ApplicationComponent}
  basket: {type: ApplicationComponent}
  catalogue: {type: ApplicationComponent}
"""
    assert ids_of(model_with(text, frame)) == ids.split()
