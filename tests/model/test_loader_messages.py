"""What a person sees of the mistakes that are made most: one problem each, at the mistake, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

import ea_model
from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Problem
from ea_model.messages.report import line
from ea_model.readers.xml.scanner import fault_of

HEAD = """\
model: {id: m, name: M}
elements:
  orders: {type: ApplicationComponent}
  basket: {type: ApplicationComponent}
  P0: {type: Plateau, name: Nu}
"""


def _problems(folder: Path, text: str) -> tuple[Problem, ...]:
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelLoadError) as caught:
        ea_model.load(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        (HEAD + "  w: {type: Node, composes: 'basket, orders'}",
         "6:29: SHAPE 'basket, orders' is één tekst; meer dan één is een lijst: [basket, orders]",
         "6:29: SHAPE 'basket, orders' is one text; several are a list: [basket, orders]"),
        (HEAD + "  w: {type: Node, plateaus: 'P0, P1'}",
         "6:29: SHAPE 'P0, P1' is één tekst; meer dan één is een lijst: [P0, P1]",
         "6:29: SHAPE 'P0, P1' is one text; several are a list: [P0, P1]"),
        ("model: {id: m, name: M}\nelementen:\n  a: {type: Node}\n  b: {type: Node}\n"
         "relations: {r: {type: Association, from: a, to: b}}",
         "2:1: SECTION er is geen sectie 'elementen' – bedoelde u 'elements'?",
         "2:1: SECTION there is no section 'elementen' – did you mean 'elements'?"),
        ("modle:\n  id: m\n  name: M\n",
         "1:1: SECTION er is geen sectie 'modle' – bedoelde u 'model'?",
         "1:1: SECTION there is no section 'modle' – did you mean 'model'?"),
        (HEAD + "  a: {type: Node, source: F1}\nfacts:\n  F1: {page: een}",
         "8:14: VALUE page is een getal vanaf 1, niet 'een'", "8:14: VALUE page is a number from 1, not 'een'"),
        (HEAD + "  a:\n    name:Hosting\n    type: Node",
         "7:5: SYNTAX 'name:Hosting' is geen 'sleutel: waarde'; achter een sleutel staan een dubbelepunt en een spatie",
         "7:5: SYNTAX 'name:Hosting' is no 'key: value'; behind a key stand a colon and a space"),
        (HEAD + "  a: {type: Node, name: \"x}\n  b: {type: Node}\nterms: {}",
         "6:25: SYNTAX dit aanhalingsteken wordt nergens gesloten", "6:25: SYNTAX this quotation mark is never closed"),
        (HEAD + "<<<<<<< HEAD\n  a: {type: Node}\n=======\n  b: {type: Node}\n>>>>>>> other\n",
         "6:1: SYNTAX houdt een onopgelost samenvoegconflict in (regels 6 t/m 10); kies wat juist is en verwijder de",
         "6:1: SYNTAX holds an unresolved merge conflict (lines 6 to 10); choose what is right and remove the marks"),
        (HEAD + "  C: {type: Contract, parties: [{who: orders, as: leverancier}]}",
         "6:51: VALUE as: 'leverancier' is niet een van opdrachtgever, opdrachtnemer, onderaannemer, combinant,"
         " reserveleverancier, eigenaar, beheerder – bedoelde u 'opdrachtnemer'?",
         "6:51: VALUE as: 'leverancier' is not one of client, contractor, subcontractor, consortium_member,"
         " reserve, owner, operator – did you mean 'opdrachtnemer'?"),
        (HEAD + "  a: {type: Node, name:}",
         "6:23: SYNTAX achter de dubbelepunt ontbreekt een spatie of de waarde; schrijf sleutel: waarde, of laat",
         "6:23: SYNTAX behind the colon a space or the value is missing; write key: value, or leave the key out"),
        (HEAD + "  a: {type: Node, name: @host}",
         "6:25: SYNTAX een tekst die met @ begint, moet tussen aanhalingstekens",
         "6:25: SYNTAX a text that begins with @ needs quotes around it"),
        (HEAD + "  hoster: {type: businessactor}\n  C: {type: Contract, parties: [{who: hoster}], owner: hoster}",
         "6:18: KIND er is geen soort 'businessactor' – bedoelde u 'BusinessActor'",
         "6:18: KIND there is no kind 'businessactor' – did you mean 'BusinessActor'"),
        (HEAD + "  1h: {type: BusinessActor}\n  C: {type: Contract, owner: 1h}",
         "6:3: ID '1h' kan geen id zijn", "6:3: ID '1h' cannot be an id"),
        (HEAD + "  a: {type: Node, plateaus: orders}",
         "6:29: REFERENCE 'orders' is een ApplicationComponent; hier hoort een Plateau",
         "6:29: REFERENCE 'orders' is of kind ApplicationComponent; what belongs here is of kind Plateau"),
        (HEAD + "  a: {type: Node, plateaus: Nu}\n  P1: {type: Plateau, name: Nu}",
         "6:29: REFERENCE 'Nu' heten er meer; schrijf het id van wie je bedoelt: P0, P1",
         "6:29: REFERENCE several are called 'Nu'; write the id of the one you mean: P0, P1"),
        (HEAD + "  a: {type: Node, serves: nietbestaand}",
         "6:27: REFERENCE er is geen element of relatie 'nietbestaand'",
         "6:27: REFERENCE there is no element or relation 'nietbestaand'"),
        (HEAD + "  a: {type: Node, source: D}\ndocuments: {d: {title: D}}",
         "6:27: REFERENCE er is geen feit 'D'",
         "6:27: REFERENCE there is no fact 'D'"),
        (HEAD + "statements:\n  s: {contract: zelf, party: orders, subject: basket, activity: beheer}",
         "7:17: REFERENCE er is geen element of relatie 'zelf' – bedoelde u 'eigen'?",
         "7:17: REFERENCE there is no element or relation 'zelf' – did you mean 'eigen'?"),
        (HEAD + "statements:\n  s: {contract: eigen, party: orders, subject: basket, activity: maintenance}",
         "7:66: REFERENCE er is geen activiteit 'maintenance' – bedoelde u 'onderhoud'?",
         "7:66: REFERENCE there is no activity 'maintenance' – did you mean 'onderhoud'?"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_once_and_where_it_was_made(tmp_path: Path, text: str, nl: str, en: str) -> None:
    (problem,) = _problems(tmp_path, text)
    file = tmp_path / "m.yaml"
    assert line(problem, "nl").startswith(f"{file}:{nl}")
    assert line(problem, "en").startswith(f"{file}:{en}")
    suggested = line(problem, "en").endswith("?")
    assert suggested == en.endswith("?") or "did you mean" in en


def test_no_english_noun_stands_in_a_dutch_sentence(tmp_path: Path) -> None:
    (tmp_path / "again.yaml").write_text(
        "kinds: {K: {extends: Node, attributes: {amount: quantity}}}\nactivities: {x: {label: X}}\n"
        "applicability: {Node: {required: []}}\ndocuments: {d: {title: D}}\nrules: {COST: {severity: low}}\n"
    )
    text = (
        HEAD.replace("name: M", "name: M, keeps_sources: x, horizon: lang")
        + """\
  k: {type: K, amount: veel, serves: orders}
  C: {type: Contract, start: gisteren}
  q: {type: Requirement, condition: {lead: {element: orders, activity: beheer, by: k.serves.orders}}}
kinds: {K: {extends: Node}, L: {extends: Node, size: 3, attributes: {other: {type: text, size: 3}}}}
activities: {x: {label: X}, z: {label: Z, size: 3}}
applicability: {Node: {}, Device: {size: 3}}
documents: {d: {title: D}}
rules: {COST: {severity: low}}
views: {v: {name: V, nodes: {b: {at: 1 2, element: orders}}}}
"""
    )
    dutch = "\n".join(line(problem, "nl").partition(": ")[2] for problem in _problems(tmp_path, text))
    for noun in ("een soort", "een attribuut", "een activiteit", "een rij van de matrix"):
        assert f"{noun} heeft geen 'size'" in dutch
    for section in ("kinds", "activities", "applicability", "documents", "rules"):
        assert f"staat twee keer in {section}; de eerste" in dutch
    assert "hier hoort 'eigen', 'leverancier' of een partij" in dutch
    assert dutch.count("; schrijf ") == len(("a length", "a quantity", "a date"))
    assert not re.search(r"\b(or|of them|two|between|in words|a|an|rows?|entries|width|height|neither|nor)\b", dutch)


def test_what_breaks_off_without_a_word_is_told_in_both_languages() -> None:
    message = Message("part_unreadable", reason=fault_of(etree.XMLSyntaxError(None, 0, 0, 0)))
    assert message("nl") == "bevat een deel dat niet te lezen is (het houdt te vroeg op)"
    assert message("en") == "holds a part that cannot be read (it ends too early)"


def test_what_a_file_in_conflict_says_is_no_second_mistake_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("elements:\n<<<<<<< HEAD\n  x: {type: Node}\n=======\n>>>>>>> b\n", "utf-8")
    conflict, missing = _problems(tmp_path, HEAD + "  a: {type: Node, serves: [x, nowhere]}")
    assert conflict.message.endswith("remove the marks") or missing.message.endswith("remove the marks")
    assert "'nowhere'" in conflict.message + missing.message
