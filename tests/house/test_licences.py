"""Nothing the product needs comes under a licence the EUPL-1.2 cannot live with."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement

from tests.house import licences
from tests.support.builders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [line for lines in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()) for line in lines]


@pytest.mark.parametrize("name", sorted(licences.names()))
def test_the_licence_of_a_dependency_fits(name: str) -> None:
    parts = [part for part in licences.licence(name).replace(" OR ", " AND ").split(" AND ") if part]
    assert parts, "it says nothing about its licence"
    assert all(licences.FITTING.search(part) for part in parts), parts


def test_the_licence_of_the_product_is_in_its_metadata_and_its_text_beside_it() -> None:
    assert PROJECT["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


@pytest.mark.parametrize("line", [line for line in DIRECT if not line.startswith("types-")])
def test_a_direct_dependency_has_an_upper_bound(line: str) -> None:
    """Types follow the package they describe, by the day."""
    assert any(bound.operator in ("<", "<=", "==", "~=") for bound in Requirement(line).specifier), line
