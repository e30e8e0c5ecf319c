"""What is said of XML that is broken: what is wrong and where, counted in the file as it stands."""

from __future__ import annotations

from lxml import etree

from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Place, Problem
from ea_model.readers.xml.scanner import fault_of, parser_for, run


def not_well_formed(file: str, content: bytes, error: etree.XMLSyntaxError, shift: int = 0) -> ModelLoadError:
    """The error to raise when lxml refuses ``content`` or, ``shift`` lines further on, a part of it.

    Expat is asked first: it read the file from its beginning, and has a place for everything, where lxml has none for
    an entity that is nowhere declared. What only lxml minds, such as nesting without end, is told in its words.
    """
    try:
        run(parser_for(file), file, content)
    except ModelLoadError as expat_error:
        return expat_error
    line, column = error.position
    message = Message("not_xml", reason=fault_of(error))
    return ModelLoadError([Problem(Place(file, line + shift, column), "SYNTAX", message)])
