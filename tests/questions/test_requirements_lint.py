"""The lint of requirements: suspicious words, their false friends, and the form of a testable requirement."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ea_model.questions.requirements import Excuse, FormIssue, Lint, LintWeight, WordCategory, lint_text
from ea_model.questions.requirements.lint import sentences
from ea_model.questions.requirements.words import language, language_of, languages
from ea_model.words import LANGUAGES, label_of


def hits(text: str, lang: str = "nl", sets: frozenset[str] = frozenset()) -> list[str]:
    """The suspicious words nothing excuses."""
    return [hit.word for hit in lint_text(text, lang, sets=sets).hits]


def issues(lint: Lint) -> set[FormIssue]:
    """What the form lacks."""
    return {hint.issue for hint in lint.hints}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("De dienst is waar mogelijk beschikbaar.", WordCategory.LOOPHOLE),
        ("De dienst verwerkt XML, JSON, etc. en meldt dat.", WordCategory.OPEN_LIST),
        ("De dienst is voldoende beschikbaar.", WordCategory.VAGUE),
        ("De dienst heeft lagere kosten.", WordCategory.COMPARISON),
        ("De dienst is altijd beschikbaar.", WordCategory.TOTAL),
    ],
)
def test_each_sort_of_suspicious_word_is_found(text: str, category: WordCategory) -> None:
    assert [hit.category for hit in lint_text(text, "nl").hits] == [category]


@pytest.mark.parametrize(
    "text",
    [
        "De dienst voldoet aan de eisen zoals bedoeld in artikel 3.",
        "De dienst is zoals beschreven in bijlage B.",
        "De uitval blijft beperkt tot maximaal 5 minuten per maand.",
        "De dienst verwerkt meer dan 3 berichten per seconde.",
        "De dienst verwerkt niet meer dan 3 berichten per seconde.",
        "De uitval is minder dan 5 % per maand.",
        "De kosten zijn 10 % lager dan in 2019.",
        "De dienst heeft één of meer koppelvlakken.",
        "De dienst is nooit langer dan 5 minuten per maand uitgevallen.",
        "De dienst verwerkt alle in bijlage 2 genoemde berichten.",
        "De dienst ondersteunt alle 12 berichtsoorten.",
        "De leverancier meldt elke werkdag de stand.",
        "De storing met prioriteit 1 is binnen 4 uur verholpen.",
        "Dit valt onder andere contracten en is daar geregeld.",
        "De reactietijd wordt in hele seconden gemeten.",
        "De meldcode ‘zo nodig’ wordt in het bericht getoond.",
        'De optie "bij voorkeur" is in het menu zichtbaar.',
        "Het veld alle-berichten is leeg.",
        "De teller staat in /beheer/volledig/stand.",
    ],
)
def test_false_friends_are_no_hits(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De dienst verwerkt onder andere berichten.", ["onder andere"]),
        ("De dienst verwerkt berichten, zoals facturen.", ["zoals"]),
        ("De dienst is beperkt beschikbaar.", ["beperkt"]),
        ("De dienst verwerkt meer berichten.", ["meer"]),
        ("De dienst is beter dan nu.", ["beter"]),
        ("De kosten zijn 10 % lager.", ["lager"]),
        ("De dienst verwerkt alle berichten.", ["alle"]),
        ("Geef prioriteit aan de dienst.", ["prioriteit"]),
        ("ZO NODIG wordt de dienst herstart.", ["zo nodig"]),
        ("Zo\n  nodig wordt de dienst herstart.", ["zo nodig"]),
    ],
)
def test_the_same_words_elsewhere_are_hits(text: str, words: list[str]) -> None:
    assert hits(text) == words


def test_a_word_within_another_word_is_no_hit() -> None:
    assert lint_text("Vereenvoudiging van meerwerk, allerlei, hogeresolutie en uitzoals.", "nl").found == ()


def test_all_of_a_defined_set_is_no_hit() -> None:
    sets = frozenset({"afnemer", "it-platform"})
    assert hits("De dienst bedient alle afnemers.", sets=sets) == []
    assert hits("De dienst bedient alle klanten.", sets=sets) == ["alle"]
    assert hits("De dienst bedient het hele IT-platform.", sets=sets) == []


def test_a_longer_phrase_is_shown_once_and_counted_as_often_as_it_is_listed() -> None:
    lint = lint_text("Er zijn minder verstrekkende ingrepen.", "nl")
    assert [hit.word for hit in lint.hits] == ["minder verstrekkende"]
    assert lint.words == 2
    assert [hit.word for hit in lint.found if hit.excuse is Excuse.WITHIN] == ["minder"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The service shall be user-friendly.", ["user-friendly"]),
        ("The service shall support formats such as XML.", ["such as"]),
        ("The service shall support the formats as defined in annex B, such as defined there.", []),
        ("The service shall process more than 3 messages per second.", []),
        ("The service shall be faster.", ["faster"]),
        ("The service shall always be available, if possible.", ["always", "if possible"]),
        ("The service shall process all 12 message types.", []),
    ],
)
def test_english_has_a_list_of_its_own(text: str, words: list[str]) -> None:
    assert language_of(text) == "en"
    assert hits(text, "en") == words


def test_the_language_is_told_by_function_words() -> None:
    assert language_of("De dienst is beschikbaar voor het hele land.") == "nl"
    assert language_of("The service is available to the whole country.") == "en"
    assert language_of("99,9 %") == "nl"
    assert language("fr").code == "nl"


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("99,9 % beschikbaar", ("99,9 %",)),
        ("binnen 4 uur", ("4 uur",)),
        ("belegd bij één leverancier", ("één leverancier",)),
        ("kost € 3.000", ("€ 3.000",)),
        ("volgens ISO-29148 en NEN 7510-1", ()),
        ("artikel 3 lid 2", ()),
        ("op 3 januari 2021", ()),
        ("1.200 berichten per seconde", ("1.200 berichten",)),
        ("één van de leveranciers", ()),
    ],
)
def test_a_measure_is_a_number_with_what_it_counts(text: str, measures: tuple[str, ...]) -> None:
    assert lint_text(text, "nl").measures == measures


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("vanaf 2021-01-01", ("2021-01-01",)),
        ("vanaf 1 januari 2021", ("1 januari 2021",)),
        ("in januari 2021", ("januari 2021",)),
        ("binnen 4 uur", ("4 uur",)),
        ("per kalendermaand", ("per kalendermaand",)),
        ("2021-Q3", ("2021-Q3",)),
        ("kenmerk 2019-0000667978", ()),
        ("niet jaren", ()),
    ],
)
def test_a_date_a_term_or_a_period_is_a_time(text: str, times: tuple[str, ...]) -> None:
    assert lint_text(text, "nl").times == times


def test_a_condition_stands_in_for_a_date_but_a_loophole_is_none() -> None:
    assert FormIssue.TIME not in issues(
        lint_text("Zodra een bericht mislukt, meldt de dienst dat aan 1 beheerder.", "nl")
    )
    assert FormIssue.TIME in issues(lint_text("De dienst meldt dat indien mogelijk aan 1 beheerder.", "nl"))


def test_one_sentence_and_one_obligation() -> None:
    assert issues(lint_text("De dienst moet 3 berichten per uur verwerken.", "nl")) == set()
    two = lint_text("De dienst moet 3 berichten per uur verwerken. De leverancier moet dat melden.", "nl")
    assert issues(two) == {FormIssue.SENTENCES, FormIssue.MODALS}
    assert issues(lint_text("Verwerk 3 berichten per uur.", "nl")) == {FormIssue.MODALS}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Eén zin.", 1),
        ("Eén zin. Nog een.", 2),
        ("Volgens art. 3 en bijv. 4 geldt dit.", 1),
        ("De waarde is 3. De rest niet.", 2),
        ("Formaten XML, JSON, etc. De rest niet.", 1),
        ("Dit is ‘een zin.’ Dit ook.", 2),
        ("", 0),
    ],
)
def test_sentences_are_told_apart_from_abbreviations(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_without_a_measure_a_requirement_is_doubtful_even_without_words() -> None:
    lint = lint_text("De dienst moet beschikbaar zijn vanaf 2021-01-01.", "nl")
    assert lint.hits == ()
    assert [h.weight for h in lint.hints if h.issue is FormIssue.MEASURE] == [LintWeight.DOUBT]
    assert lint.doubtful


@given(st.text(max_size=300))
def test_any_text_is_judged_and_hits_stand_where_they_say(text: str) -> None:
    lint = lint_text(text)
    for hit in lint.found:
        written = lint.text[hit.start : hit.end]
        assert re.sub(r"\s+", " ", written).casefold() == hit.word.casefold()
        before, shown, after = lint.context(hit)
        assert shown == written
        assert len(before) + len(after) < 120
    assert lint.words <= len(lint.found)


@given(st.lists(st.sampled_from(["De dienst", "is", "zo nodig", "meer", "dan 3", "alle", "99 %", "‘", "’", "etc."])))
def test_quoting_a_text_leaves_no_hit(parts: list[str]) -> None:
    text = " ".join(p for p in parts if p not in "‘’")
    assert lint_text(f"“{text}”", "nl").hits == ()
    assert lint_text(f"“{text}”", "nl").words == lint_text(text, "nl").words


def test_a_hostile_text_is_judged_in_reasonable_time() -> None:
    for text in ("meer dan " * 5_000, "1 " * 9_000, "“" * 9_000, "a." * 9_000, "alle " * 9_000):
        lint_text(text, "nl", sets=frozenset({"x"}))


@pytest.mark.parametrize("code", languages())
def test_the_lists_hold_each_word_once_a_category(code: str) -> None:
    words = [(entry.word, entry.category) for entry in language(code).words]
    assert len(words) == len(set(words))
    assert all(entry.word == entry.word.strip() for entry in language(code).words)
    known = {entry.word for entry in language(code).words}
    for friend in language(code).friends:
        assert friend.words <= known, "a friend of a word that is not suspicious"
        assert friend.reason in Excuse.__members__
        assert friend.before or friend.after


def test_every_code_of_the_lint_has_its_words() -> None:
    for lang in LANGUAGES:
        for codes in (WordCategory, FormIssue, Excuse):
            assert len({label_of(code, lang) for code in codes}) == len(codes)
