"""The rooms of docs/ARCHITECTURE.md stand where they should, and imports only go downwards."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.builders import ROOT

ROOMS = {
    "ea_model.values": 0, "ea_model.messages": 1, "ea_model.words": 2, "ea_model.source": 3, "ea_model.readers": 4,
    "ea_model.metamodel": 4, "ea_model.model": 5, "ea_model.exchange": 5, "ea_model.loader": 6, "ea_model.search": 6,
    "ea_model.scope": 7, "ea_model.patching": 8, "ea_model.questions": 9, "ea_model.rules": 10, "ea_model.compare": 11,
    "ea_model": 12, "ea_model.exporters": 13, "ea_model.views": 13, "ea_model.views.build": 14,
    "ea_model.views.pages": 15, "ea_model.views.app": 16, "ea_model.commands": 17, "ea_model.__main__": 18,
}  # fmt: skip
"""How high each room lies; nothing imports a room above its own. `ea_model` itself is the front door."""


def room_of(module: str) -> str:
    """The most specific room a module lies in."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in ROOMS:
            return name
    return ""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the product."""
    for file in sorted((ROOT / "ea_model").rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def imports(file: Path, module: str) -> Iterator[str]:
    """Modules a file imports, inside functions too; what only the type checker reads does not count."""
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    hidden = set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            hidden |= {id(child) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(filter(None, [*package.split(".")[: len(package.split(".")) - node.level + 1], base]))
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("module", "file"), list(modules()), ids=lambda x: x if isinstance(x, str) else "")
def test_no_room_reaches_into_a_room_above(module: str, file: Path) -> None:
    own = room_of(module)
    for wanted in imports(file, module):
        other = room_of(wanted)
        if other and other != own and not (own == "ea_model.readers" and other == "ea_model.metamodel"):
            assert ROOMS[other] < ROOMS[own] or own == "ea_model", f"{module} imports {wanted}"


def test_exporters_and_drawings_do_not_know_each_other() -> None:
    for module, file in modules():
        rooms = {room_of(name) for name in imports(file, module)}
        if module.startswith("ea_model.exporters"):
            assert "ea_model.views" not in rooms, module
        if room_of(module) == "ea_model.views":
            assert "ea_model.exporters" not in rooms, module


def test_only_the_app_knows_streamlit_and_only_the_model_knows_pyecore() -> None:
    for module, file in modules():
        tops = {name.split(".")[0] for name in imports(file, module)}
        if "streamlit" in tops:
            assert module.startswith(("ea_model.views.app", "ea_model.views.pages")), module
        if "pyecore" in tops:
            shows_it = module in ("ea_model.exporters.ecore", "ea_model.views.answers.metamodel")
            assert shows_it or module.startswith("ea_model.metamodel"), module


def test_storage_is_reached_by_accessors_of_the_metamodel_and_nothing_is_hidden_in_an_instance() -> None:
    """`stated_values` and its kin read a concept; `Memo.memo` keeps what was computed."""
    for module, file in modules():
        if not module.startswith(("ea_model.metamodel", "ea_model.loader")):
            text = file.read_text(encoding="utf-8")
            assert "__dict__" not in text, module
            assert "vars(" not in text, module


def test_the_top_level_is_as_the_user_set_it() -> None:
    for name in ("ea_model", "exporters", "views", "models", "tests"):
        assert (ROOT / name).is_dir()
    for name in ("app.py", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile"):
        assert (ROOT / name).is_file()


def test_no_file_names_an_address_of_a_package_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-schemas.txt", "pyproject.toml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http" not in text.replace("http://www.opengroup.org", "")
        assert "index-url" not in text
