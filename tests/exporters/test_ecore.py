"""The metamodel as .ecore files: complete, the same every time, and pyecore reads them back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyecore.ecore import EClass, EEnum
from pyecore.resources import URI, ResourceSet

from ea_model.exporters import ecore
from ea_model.metamodel import Metamodel
from ea_model.model import Model
from ea_model.writing import OccupiedError
from tests.model.test_metamodel_own import KINDS
from tests.support.builders import model_of


def _read_back(files: list[Path]) -> list[Any]:
    """The packages in a set of files, as a tool that knows nothing of us reads them."""
    resources = ResourceSet()
    return [resources.get_resource(URI(str(file))).contents[0] for file in files]


def _shape(package: Any) -> dict[str, Any]:
    """Everything Ecore says of a package, in plain values."""
    return {classifier.name: _classifier(classifier) for classifier in package.eClassifiers}


def _classifier(classifier: Any) -> Any:
    if isinstance(classifier, EClass):
        features = [
            (f.name, f.eType.name, f.eType.ePackage.nsURI, f.lowerBound, f.upperBound, f.is_attribute)
            for f in classifier.eStructuralFeatures
        ]
        parents = sorted((parent.name, parent.ePackage.nsURI) for parent in classifier.eSuperTypes)
        return (bool(classifier.abstract), parents, features)
    return [literal.name for literal in classifier.eLiterals] if isinstance(classifier, EEnum) else None


def test_every_package_reads_back_with_the_same_classes_features_and_words(tmp_path: Path) -> None:
    metamodel = model_of(KINDS).metamodel
    files = ecore.write_packages(metamodel, tmp_path / "made" / "for it")
    assert [file.name for file in files] == ["archimate.ecore", "contract.ecore", "test.ecore"]
    for package, again in zip(metamodel.packages(), _read_back(files), strict=True):
        assert (again.name, again.nsURI, again.nsPrefix) == (package.name, package.nsURI, package.nsPrefix)
        assert _shape(again) == _shape(package)


def test_the_samen_metamodel_reads_back_with_equal_counts(tmp_path: Path, samen: Model) -> None:
    packages = list(samen.metamodel.packages())
    for package, again in zip(packages, _read_back(ecore.write_packages(samen.metamodel, tmp_path)), strict=True):
        assert len(again.eClassifiers) == len(package.eClassifiers)
        assert _features(again) == _features(package) > 0


def _features(package: Any) -> int:
    return sum(len(c.eStructuralFeatures) for c in package.eClassifiers if isinstance(c, EClass))


def test_a_kind_that_was_read_back_can_be_instantiated_and_inherits(tmp_path: Path) -> None:
    files = ecore.write_packages(model_of(KINDS).metamodel, tmp_path)
    kind = _read_back(files)[-1].getEClassifier("Keten")
    instance = kind(id="k", users="minstens 14")
    assert (instance.id, instance.users, instance.channel.name) == ("k", "minstens 14", "web")
    assert {"links", "users", "owner", "name"} <= {f.name for f in kind.eAllStructuralFeatures()}


def test_layer_aspect_required_and_defaults_stand_in_the_file(tmp_path: Path) -> None:
    files = ecore.write_packages(model_of(KINDS).metamodel, tmp_path)
    archimate, _, own = (etree.parse(file).getroot() for file in files)
    (device,) = archimate.xpath("eClassifiers[@name='Device']/eAnnotations")
    assert {d.get("key"): d.get("value") for d in device} == {"layer": "Technology", "aspect": "Active Structure"}
    (users,) = own.xpath("//eStructuralFeatures[@name='users']")
    (channel,) = own.xpath("//eStructuralFeatures[@name='channel']")
    assert users.get("lowerBound") == "1"
    assert channel.get("defaultValueLiteral") == "web"
    assert channel.get("eType") == "#//Voorziening_channel"


def test_the_same_metamodel_gives_the_same_bytes_wherever_it_is_written(tmp_path: Path) -> None:
    metamodel = model_of(KINDS).metamodel
    first, second = (ecore.write_packages(metamodel, tmp_path / folder) for folder in ("a", "b/c"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    assert b"/tmp" not in b"".join(file.read_bytes() for file in first)


def test_a_model_named_as_a_language_does_not_overwrite_the_language(tmp_path: Path) -> None:
    metamodel = model_of("model: {id: contract}\nkinds: {Eigen: {extends: Contract}}").metamodel
    files = ecore.write_packages(metamodel, tmp_path)
    assert len({file.name for file in files}) == 3
    language, own = _read_back(files)[1:]
    assert language.getEClassifier("FrameworkAgreement") is not None
    assert [c.name for c in own.eClassifiers] == ["Eigen"]


def test_writing_leaves_the_metamodel_as_it_was(tmp_path: Path) -> None:
    metamodel = Metamodel()
    before = [_shape(package) for package in metamodel.packages()]
    ecore.write_packages(metamodel, tmp_path)
    assert [_shape(package) for package in metamodel.packages()] == before
    assert all(package.eResource is None for package in metamodel.packages())


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OccupiedError, match="name a folder"):
        ecore.write_packages(Metamodel(), tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
