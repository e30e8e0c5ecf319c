"""Who may import what, beside what `lint-imports` holds against the layers of pyproject.toml."""

from __future__ import annotations

import tomllib

from tests.support.builders import ROOT
from tests.support.source import imports, modules, text


def test_every_room_has_its_place_in_the_layers() -> None:
    """A room without one could import whatever it likes."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    placed = {room.strip(" ()") for layer in layers for room in layer.replace(":", "|").split("|")}
    rooms = {module.split(".")[1] for module, _ in modules() if "." in module}
    assert rooms == placed


def test_a_page_may_use_streamlit_and_nothing_else_may() -> None:
    for module, _ in modules():
        if any(name.split(".")[0] == "streamlit" for name in imports(module)):
            assert module.startswith(("ea_model.views.app", "ea_model.views.pages", "ea_model.views.serving")), module


def test_a_page_writes_in_a_model_by_the_one_way_that_asks_who_writes_and_notes_it() -> None:
    for module, file in modules():
        if module.startswith("ea_model.views") and ".apply()" in text(file):
            assert module == "ea_model.views.pages.shared.visitor"


def test_the_metamodel_may_use_pyecore_and_what_shows_or_writes_it() -> None:
    for module, _ in modules():
        if any(name.split(".")[0] == "pyecore" for name in imports(module)):
            shows_it = module in ("ea_model.exporters.ecore", "ea_model.views.answers.metamodel")
            assert shows_it or module.startswith("ea_model.metamodel"), module


def test_exporters_and_drawings_do_not_know_each_other() -> None:
    hands_out = ("ea_model.views.pages", "ea_model.views.build", "ea_model.views.app")
    for module, _ in modules():
        if module.startswith("ea_model.exporters"):
            assert not any(name.startswith("ea_model.views") for name in imports(module)), module
        elif module.startswith("ea_model.views") and not module.startswith(hands_out):
            assert not any(name.startswith("ea_model.exporters") for name in imports(module)), module


def test_storage_is_reached_by_accessors_of_the_metamodel_and_nothing_is_hidden_in_an_instance() -> None:
    """`stated_values` and its kin read a concept; `Memo.memo` keeps what was computed."""
    for module, file in modules():
        if not module.startswith(("ea_model.metamodel", "ea_model.loader")):
            assert "__dict__" not in text(file), module
            assert "vars(" not in text(file), module


def test_the_top_level_is_as_the_user_set_it() -> None:
    for name in ("ea_model", "exporters", "views", "models", "tests"):
        assert (ROOT / name).is_dir()
    for name in ("app.py", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile"):
        assert (ROOT / name).is_file()


def test_no_file_names_an_address_of_a_package_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-schemas.txt", "pyproject.toml"):
        locked = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in locked.replace("http://www.opengroup.org", "")
        assert "index-url" not in locked
