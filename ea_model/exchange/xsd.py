"""Validates an exchange file against the Open Group's schemas, which come with an optional package.

The schemas (3.1) may not be copied here; `requirements-schemas.txt` names the package that carries them. The one for
Dublin Core is in no package, so its fifteen elements stand here.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError, Place, Problem
from ea_model.source.conventions import NAMESPACE

_PACKAGE = "etcion"
_DIAGRAM = "archimate3_Diagram.xsd"
_BRACED = f"{{{NAMESPACE}}}"
_DC = "http://purl.org/dc/elements/1.1/"
_DUBLIN_CORE = ("title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
                "identifier", "source", "language", "relation", "coverage", "rights")  # fmt: skip
MOST = 1000
"""Violations that are told of one file."""


class NoSchemaError(EaModelError):
    """The package with the schemas is not installed."""

    def __init__(self) -> None:
        super().__init__(Message("no_schemas"))


@cache
def schema() -> etree.XMLSchema:
    """The schema for 3.1 with Dublin Core; raises `NoSchemaError` when it is not installed."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoSchemaError
    folder = Path(spec.submodule_search_locations[0]) / "serialization" / "schema"
    if not (folder / _DIAGRAM).is_file():
        raise NoSchemaError
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    parser.resolvers.add(_DublinCore())
    together = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{NAMESPACE}" schemaLocation="{_DIAGRAM}"/>'
        f'<xs:import namespace="{_DC}" schemaLocation="ea-dc.xsd"/></xs:schema>'
    )
    return etree.XMLSchema(etree.fromstring(together, parser, base_url=f"{folder.as_uri()}/ea.xsd"))


class _DublinCore(etree.Resolver):
    """Gives the schema of Dublin Core, wherever it is asked for."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002 - lxml's
        if not (system_url or "").endswith("ea-dc.xsd"):
            return None
        names = "".join(f'<xs:element name="{name}" type="xs:string"/>' for name in _DUBLIN_CORE)
        head = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{_DC}">'
        return self.resolve_string(f"{head}{names}</xs:schema>", context)


def violations(file: str, content: bytes) -> list[Problem]:
    """What in an exchange file the schema does not allow, each with its line; ids too, which libxml2 does not check."""
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return [Problem(Place(file, line, column), "XSD", Message.of(error.msg or Message("ends_early")))]
    validator = schema()
    validator.validate(root)
    problems = [
        Problem(Place(file, entry.line, entry.column), "XSD", Message.of(entry.message.replace(_BRACED, "")))
        for entry in validator.error_log
        if "Warning: " not in entry.message
    ]
    first: dict[str, int] = {}
    for node in root.iter(etree.Element):
        identifier = node.get("identifier")
        if identifier is None:
            continue
        if identifier in first:
            message = Message("identifier_used", id=identifier, line=first[identifier])
            problems.append(Problem(Place(file, node.sourceline or 0), "XSD", message))
        first.setdefault(identifier, node.sourceline or 0)
    return problems[:MOST]


__all__ = ["MOST", "NoSchemaError", "schema", "violations"]
