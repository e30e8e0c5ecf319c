"""Words of closed lists are compared by their enumeration: a typing error in one then fails when it is checked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import ea_model
from ea_model.metamodel import Metamodel
from ea_model.metamodel.archimate import Criticality, LifeStatus
from ea_model.metamodel.contract.words import ENUMERATIONS
from ea_model.metamodel.lean import features_of
from ea_model.values.closed_list import ClosedList
from tests.support.source import Kinds, by_kind, kinds, modules, nodes

ROOT = Path(ea_model.__file__).parent
LISTS: tuple[type[ClosedList], ...] = (*ENUMERATIONS, Criticality, LifeStatus)
WORDS = {spelling for words in LISTS for word in words for spelling in word.spellings[1:]} - {
    "accountable",
    "consulted",
    "omvang",
}
"""What a person may write for a stored word; the stored ones are words like any other, so only lookups show them."""
LISTED = {
    name
    for package in Metamodel().packages()
    for kind in package.eClassifiers if hasattr(kind, "eStructuralFeatures")
    for name, feature in features_of(kind.python_class).items() if feature.literals
}  # fmt: skip
"""Attributes that hold a word of a closed list."""


def _is_enumeration(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(b, ast.Name) and ("Enum" in b.id or b.id == "ClosedList") for b in node.bases
    )


def _literals(tree: Kinds) -> Iterator[ast.Constant]:
    """Texts in a tree, those that an enumeration declares left out."""
    declared = {
        id(node) for kind in tree.get(ast.ClassDef, ()) if _is_enumeration(kind) for node in ast.walk(kind)
    }  # fmt: skip
    for node in tree.get(ast.Constant, ()):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in declared:
            yield node


def _bare_words(tree: Kinds) -> Iterator[ast.Constant]:
    yield from (literal for literal in _literals(tree) if literal.value in WORDS)
    for node in tree.get(ast.Compare, ()):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr in LISTED:
            yield from (literal for comparator in node.comparators for literal in _literals(by_kind(comparator)))


def test_no_word_of_a_closed_list_stands_bare_in_the_product() -> None:
    files = [file for _, file in modules() if "words" not in file.relative_to(ROOT).parts[:2]]  # what people read
    bare = [
        f"{path.relative_to(ROOT)}:{literal.lineno} {literal.value!r}"
        for path in files
        for literal in _bare_words(kinds(path))
    ]
    assert not bare
    assert len(files) > 300
    assert {"contract_status", "capacity", "criticality", "role"} <= LISTED


def test_the_look_sees_comparisons_and_lookups() -> None:
    hidden = 'a.contract_status == "gepland"\nif b in ("geen", 1): {"kritiek": c.role in ("R",)}'
    assert {str(literal.value) for literal in _bare_words(by_kind(ast.parse(hidden)))} == {
        "R",
        "geen",
        "gepland",
        "kritiek",
    }


def test_only_what_is_of_one_version_asks_for_the_stock_language() -> None:
    """A model carries its language; the formats of exchange files and of Archi are those of one version."""
    asking = {
        path.relative_to(ROOT).parts[0]
        for _, path in modules()
        for call in nodes(path, ast.Call)
        if isinstance(call.func, ast.Name) and call.func.id == "stock"
    }
    assert asking <= {"metamodel", "exchange", "exporters", "views"}
