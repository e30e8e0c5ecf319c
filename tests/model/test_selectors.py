"""Selectors: what a statement is about by description, over views and folders too, and in every format."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

import ea_model
from ea_model import exporters
from ea_model.messages.problems import ModelLoadError
from ea_model.model import Model
from ea_model.rules import run
from ea_model.scope import scope_of
from ea_model.selection import selection_of, selector_words
from tests.support.builders import model_of

FRAME = """
kinds: {Kast: {extends: Node, label: kast}}
elements:
  anders: {type: BusinessActor, name: Anders B.V., owner: anders}
  zaal: {type: Facility, name: Zaal, assigned_to: [s1, s2, k1]}
  groep: {type: Grouping, name: {nl: Groep, en: Group}, aggregates: [s2, k1]}
  s1: {type: Device, name: Server een, properties: {soort: Buiten, Specialization: Blade}}
  s2: {type: Device, name: {nl: Server twee, en: Server two}, owner: anders}
  k1: {type: Kast, name: Kast 1}
  n1: {type: Node, name: Knoop, properties: {soort: binnen}}
  C: {type: Contract}
views:
  v1:
    name: Overzicht
    nodes:
      b1: {at: 0 0 200 200, element: zaal, nodes: {b2: {at: 10 10 50 50, element: n1}}}
folders:
  f1: {name: Techniek}
  f2: {in: f1, name: Servers, holds: [s1, s2]}
statements:
  s: {contract: C, subject: SELECTOR, activity: levering}
"""


def model_with(selector: str) -> Model:
    return model_of(FRAME.replace("SELECTOR", selector))


def selected(model: Model) -> list[str]:
    selector = model.statements[0].selector
    assert selector is not None
    return [element.id for element in selection_of(model).of(selector)]


CASES = [
    ("{kind: Node}", ["k1", "n1"]),
    ("{type: Device}", ["s1", "s2"]),
    ("{kind: [Kast, Facility]}", ["zaal", "k1"]),
    ("{kind: [Node, Device], under: zaal}", ["s1", "s2", "k1"]),
    ("{under: Zaal, except: [Kast 1]}", ["s1", "s2"]),
    ("{in: groep}", ["s2", "k1"]),
    ("{in: Group, kind: Device}", ["s2"]),
    ("{in: v1}", ["zaal", "n1"]),
    ("{in: Overzicht, kind: Node}", ["n1"]),
    ("{in: Techniek}", ["s1", "s2"]),
    ("{in: Techniek/Servers}", ["s1", "s2"]),
    ("{in: [Servers, v1], kind: [Node, Device]}", ["s1", "s2", "n1"]),
    ("{property: {soort: bi*n}}", ["n1"]),
    ("{property: {soort: [buiten, bin*]}}", ["s1", "n1"]),
    ("{property: {soort: '*', Specialization: blade}}", ["s1"]),
    ("{name: server t*}", ["s2"]),
    ("{name: ['k?oop', 'kast 1']}", ["k1", "n1"]),
    ("{specialization: Bl*}", ["s1"]),
    ("{specialization: Kast}", ["k1"]),
    ("{owner: Anders B.V., kind: Device}", ["s2"]),
    ("{owner: eigen-org, kind: Device}", ["s1"]),
    ("{kind: Device, except: {owner: anders}}", ["s1"]),
]


@pytest.mark.parametrize(("selector", "expected"), CASES)
def test_a_selector_takes_what_answers_all_its_conditions(selector: str, expected: list[str]) -> None:
    assert selected(model_with(selector)) == expected


@pytest.mark.parametrize("form", ["text", "exchange", "archi", "grafico"])
def test_a_selector_means_the_same_in_formats_with_views_and_folders(form: str, tmp_path: Path) -> None:
    exporter = exporters.load(form)
    for number, (selector, expected) in enumerate(CASES):
        target = tmp_path / f"{number}{exporter.suffix if exporter.write_folder is None else ''}"
        if exporter.write_folder is not None:
            target.mkdir()
            exporter.write_folder(model_with(selector), exporters.Options(), target)
        else:
            handle = BytesIO()
            exporter.write(model_with(selector), exporters.Options(), handle)
            target.write_bytes(handle.getvalue())
        assert sorted(selected(ea_model.load(target))) == sorted(expected), selector


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        ("{}", "a selector without a condition is everything"),
        ("{name: }", "'name' of the selector says nothing"),
        ("{soort: x}", "a selector has no 'soort'; what it can say: kind, under, in"),
        ("{kind: Nodde}", "did you mean 'Node'"),
        ("{kind: Serving}", "there is no kind 'Serving'"),
        ("{under: nergens}", "there is no element or relation 'nergens'"),
        ("{in: nergens}", "there is no grouping, view or folder 'nergens'"),
        ("{in: [[groep]]}", "here stands one id"),
        ("{property: soort}", "property is name: value"),
        ("{name: {nl: x}}", "here stands one value"),
        ("{owner: nergens}", "there is no element or relation 'nergens'"),
        ("{kind: Node, except: {}}", "'except' of the selector says nothing"),
        ("{kind: Node, except: [{naam: x}]}", "a selector has no 'naam'"),
        ("{kind: Node, except: [nergens]}", "there is no element or relation 'nergens'"),
    ],
)
def test_what_is_no_selector_is_told_with_a_remedy(selector: str, told: str) -> None:
    with pytest.raises(ModelLoadError) as caught:
        model_with(selector)
    assert told in "\n".join(map(str, caught.value.problems))


def test_a_selector_that_finds_nothing_is_a_finding() -> None:
    for selector in ("{name: nergens*}", "{kind: Device, except: {name: server*}}"):
        findings = [f for f in run([scope_of(model_with(selector))]) if f.code == "INERT"]
        assert [f.subject for f in findings] == ["s"]
        assert "selector" in findings[0].text("nl")


def test_a_selector_reads_as_a_sentence() -> None:
    selector = model_with("{kind: [Node, Device], under: zaal, property: {soort: b*}, except: [k1, {owner: anders}]}")
    (statement,) = selector.statements
    assert statement.selector is not None
    told = selector_words(statement.selector, "nl")
    assert told == "alle Device of Node onder Zaal met soort b* behalve Kast 1, alle elementen van Anders B.V."


def test_a_closure_is_about_what_a_selector_takes() -> None:
    text = (
        FRAME.replace("SELECTOR", "n1")
        + "closures:\n  k: {element: {kind: Device, owner: eigen-org}, activity: levering}\n"
    )
    scope = scope_of(model_of(text))
    levering = {i: scope.cell(scope.model.element(i), "levering").status.name for i in ("s1", "s2", "n1", "k1")}
    assert levering == {"s1": "OWN_IMPLICIT", "s2": "UNKNOWN", "n1": "COVERED", "k1": "UNKNOWN"}
