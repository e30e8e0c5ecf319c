"""One reader per syntax, one meaning per class name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.support.source import imports, modules, tree

READERS = {
    "yaml": {
        "ea_model.readers.text": "model files",
        "ea_model.patching.tree": "the same files as a tree with places, to be edited and written again",
    },
    "csv": {
        "ea_model.readers.csv.reader": "Archi's CSV",
        "ea_model.views.words.definitions": "the names of the standard activities",
        "ea_model.metamodel.archimate": "tables of the language",
        "ea_model.metamodel.language": "tables of a version of the language",
        "ea_model.loader.kinds": "tables of the language",
        "ea_model.values.tabular": "writes only",
    },
    "tomllib": {
        "ea_model.words.sections": "words of people",
        "ea_model.metamodel.language": "facts of a version of the language",
        "ea_model.questions.requirements.words": "words that keep a text from being tested",
        "ea_model.questions.requirements.prescribing": "words that prescribe",
        "ea_model.exporters.office.style": "the house style",
        "ea_model.views.server.settings_file": "who logs in to the server",
    },
    "xml.parsers.expat": {
        "ea_model.readers.xml.scanner": "every foreign XML file",
        "ea_model.readers.register": "its first tag, to know whose it is",
    },
}
"""Who reads each syntax, and what it reads there; everybody else asks them."""

TWINS = {
    "FindingChanges": "what came and went: as it is computed, and as an answer tells it",
    "Flow": "ArchiMate's, and that of the contract language which takes its place in a model",
    "Node": "a box of a picture is what ArchiMate's views call a node; the contract language has the element",
}
"""Class names that stand in more than one module, and why that is one meaning."""


def _readers(library: str) -> Iterator[str]:
    for module, _ in modules():
        if any(name == library or name.startswith(f"{library}.") for name in imports(module)):
            yield module


@pytest.mark.parametrize("library", READERS)
def test_each_syntax_has_one_reader_for_each_thing(library: str) -> None:
    assert set(_readers(library)) == set(READERS[library])


def test_a_class_name_stands_in_one_module_only() -> None:
    places = defaultdict(set)
    for module, file in modules():
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].add(module)
    twins = {name for name, where in places.items() if len(where) > 1}
    assert not twins - set(TWINS), "give the new one a name of its own"
    assert not set(TWINS) - twins, "take what was mended from the list"
