"""Every message the product can give has a sentence in both languages, with the same places, and none is idle."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache

import pytest

from ea_model.messages import Message, did_you_mean
from ea_model.words import LANGUAGES, table
from tests.support.builders import ROOT
from tests.support.source import modules, nodes, text

CHOSEN = {"_advice(error, text)", "_VERBATIM", "identifier", "self.id", "self.sentence or f'Rule.{self.code}'"}
"""Identifiers that are chosen elsewhere: read by hand, and by the last test here."""


def _pattern(node: ast.expr) -> str | None:
    """An identifier as a pattern; what is filled in while the program runs may be any word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in node.values)
    if isinstance(node, ast.IfExp):
        patterns = _pattern(node.body), _pattern(node.orelse)
        return None if None in patterns else f"(?:{'|'.join(filter(None, patterns))})"
    return None


@cache
def used() -> list[tuple[str, frozenset[str], str]]:
    """Pattern of the identifier, names of the values, and place of every message the source makes."""
    return sorted(set(_used()), key=lambda row: row[2])


def _used() -> Iterator[tuple[str, frozenset[str], str]]:
    for _, file in modules():
        for node in nodes(file, ast.Call):
            if not node.args:
                continue
            name, place = ast.unparse(node.func).rpartition(".")[2], f"{file.relative_to(ROOT)}:{node.lineno}"
            pattern = _pattern(node.args[0])
            if name == "Message" and pattern is None:
                assert ast.unparse(node.args[0]) in CHOSEN, f"{place}: an identifier nobody can look for"
            elif name == "Message" and pattern is not None:
                section = "" if r"\." in pattern else r"Message\."
                yield section + pattern, frozenset(k.arg or "**" for k in node.keywords), place
            elif name == "UnknownIdError" and pattern is not None:
                yield rf"Unknown\.{pattern}", frozenset({"id"}), place


def _places(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_the_source_is_searched() -> None:
    assert len(used()) > 250


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_has_a_sentence_with_the_places_it_fills(lang: str) -> None:
    labels = dict(table(lang))
    keys = "\n".join(labels)
    for pattern, names, place in used():
        sentences = [labels[key] for key in re.findall(f"^{pattern}$", keys, re.MULTILINE)]
        assert sentences, f"{place}: {pattern} has no sentence in words/{lang}"
        for sentence in sentences:
            if "**" not in names:
                places = _places(sentence)
                assert places == names or (r"\w" in pattern and places < names), (
                    f"{place}: {pattern}: '{sentence}' is given {sorted(names)}"
                )


def test_every_sentence_is_said_somewhere() -> None:
    source = "".join(text(file) for _, file in modules())
    idle = [
        key
        for key in table("en")
        if key.startswith(("Message.", "Unknown.", "Loss.", "ViewLoss."))
        and not any(re.fullmatch(pattern, key) for pattern, _, _ in used())
        and f'"{key.partition(".")[2]}"' not in source
        and f'"{key}"' not in source
    ]
    assert not idle


def test_a_message_without_a_sentence_never_stops_a_user() -> None:
    message = Message("Nowhere.said", code=3, text="x")
    assert str(message) == message("nl") == "Nowhere.said (code: 3, text: x)"
    assert Message("no_kind")("nl") == "Message.no_kind ()"  # the sentence has a place that nothing fills


def test_messages_nest_and_inner_sentences_are_told_in_the_language_asked() -> None:
    inner = Message("no_calendar_day", text="2019-13")
    assert Message("about", name="start", error=inner)("nl") == "start: '2019-13' is geen dag van de kalender"
    assert Message("about", name="start", error=ValueError(inner)) == Message("about", name="start", error=inner)
    assert str(Message.of(ValueError(inner))) == "'2019-13' is no day of the calendar"
    assert Message.of(KeyError("{odd}"))("nl") == "'{odd}'"


def test_what_was_probably_meant_is_a_message_around_another() -> None:
    message = Message("no_fact", id="F1")
    assert did_you_mean(message, ()) is message
    assert did_you_mean(message, ("F10", "F11"))("nl") == "er is geen feit 'F1' – bedoelde u 'F10', 'F11'?"
    assert str(did_you_mean(message, ("F10",))) == "there is no fact 'F1' – did you mean 'F10'?"


def test_texts_in_a_message_can_be_changed_those_within_it_too() -> None:
    message = Message("about", name="then/a", error=Message("unreadable_absent", path="then/b"))
    assert str(message.with_texts(lambda text: text.replace("then/", "HEAD:"))).startswith("HEAD:a: HEAD:b: there is")


def test_words_of_people_stand_in_the_words_and_in_no_dictionary_of_the_source() -> None:
    """But for what a format is called, which stands with the format in its register; and codes of languages."""
    bare = []
    for _, file in modules():
        registers = set()
        if file.relative_to(ROOT).parts[1] in ("exporters", "readers"):
            labels = (n for n in nodes(file, ast.Call) if ast.unparse(n.func) == "LangText")
            registers = {id(call.args[0]) for call in labels if call.args}
        bare += [
            f"{file.relative_to(ROOT)}:{node.lineno}"
            for node in nodes(file, ast.Dict)
            if id(node) not in registers
            and any(isinstance(k, ast.Constant) and k.value == "nl" for k in node.keys)
            and any(isinstance(v, ast.Constant) and v.value not in LOCALES for v in node.values)
        ]  # fmt: skip
    assert not bare


LOCALES = {"nl-NL", "en-GB", "Nederlands", "English"}
"""What a language is called: in a document for a program, and by its own name for a reader."""
