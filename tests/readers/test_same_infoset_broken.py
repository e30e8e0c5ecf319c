"""What is no XML is refused at its line, wherever in a file it stands, also where a quick way could pass over it."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import ea_model
from ea_model.messages.problems import EaModelError, ModelLoadError, UnreadableError
from tests.support.examples import examples
from tests.support.spelling import Habits, respelled

FOLDER = Path(__file__).parent / "spellings"
FILES = {
    "exchange.xml": FOLDER / "exchange.xml",
    "exchange-2.xml": FOLDER / "exchange-2.xml",
    "archi.archimate": FOLDER / "archi.archimate",
    "BusinessActor_id-a.xml": FOLDER / "grafico/model/business/BusinessActor_id-a.xml",
    "AssociationRelationship_id-r2.xml": FOLDER / "grafico/model/relations/AssociationRelationship_id-r2.xml",
    "ArchimateDiagramModel_id-v1.xml": FOLDER / "grafico/model/diagrams/ArchimateDiagramModel_id-v1.xml",
    "folder.xml": FOLDER / "grafico/model/application/folder.xml",
}
ALONE = ("exchange.xml", "exchange-2.xml", "archi.archimate")

BROKEN = {
    "a bare ampersand": b"a & b",
    "a code without its end": b"a &amp b",
    "a code nobody declared": b"&undefined;",
    "nbsp": b"&nbsp;",
    "no character": b"&#0;",
    "a control character by number": b"&#x1;",
    "half a pair by number": b"&#xD800;",
    "no character by number": b"&#xFFFE;",
    "beyond the last character": b"&#x110000;",
    "an empty number": b"&#;",
    "a control character": b"a\x01b",
    "a form feed": b"a\x0cb",
    "nul": b"a\x00b",
    "half a pair": b"\xed\xa0\x80",
    "a byte that is no utf-8": b"caf\xe9 x",
    "a lone lead byte": b"\xc3(",
    "an overlong byte": b"\xc0\xaf",
    "no character as bytes": b"\xef\xbf\xbe",
    "the end of a section": b"a ]]> b",
    "two hyphens in a comment": b"<!-- a -- b -->",
    "three hyphens at the end": b"<!-- a --->",
    "a prefix nobody declared": b"<no:x/>",
    "a prefix nobody declared on an attribute": b'<x no:a="1"/>',
    "an attribute twice": b'<x a="1" a="2"/>',
    "an attribute without quotes": b"<x a=1/>",
    "an attribute without a value": b"<x a/>",
    "no space between attributes": b'<x a="1"b="2"/>',
    "a tag in an attribute": b'<x a="<"/>',
    "an ampersand in an attribute": b'<x a="&"/>',
    "an end without a begin": b"</x>",
    "a name that begins with a digit": b"<1/>",
    "a space before the name": b"< x/>",
    "a space within the end": b"<x/ >",
    "a document type": b"<!DOCTYPE x>",
    "a declaration of an entity": b"<!ENTITY x 'y'>",
    "a second declaration": b'<?xml version="1.0"?>',
    "an instruction called xml": b"<?XML x?>",
    "an end of another name": b"<x></y>",
    "two colons": b"<a:b:c/>",
}
"""What is no XML, all on one line."""


@cache
def _lines(name: str) -> tuple[bytes, list[int]]:
    """The file with each tag on its own line, and the places inside its root, where something can be put."""
    content = FILES[name].read_bytes()
    root = content.index(
        b">", content.index(b":model" if name.endswith("archimate") else b"<model" if name in ALONE else b"<archimate:")
    )
    last = content.rindex(b"</")
    places = [at for at in range(root + 1, last + 1) if content[at - 1 : at] == b">"]
    return content, places


def _load(name: str, content: bytes) -> None:
    """Load the file, or the folder it belongs to, with everything that is read later."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        if name in ALONE:
            (folder / name).write_bytes(content)
            path = folder / name
        else:
            for file in (FOLDER / "grafico").rglob("*.xml"):
                target = folder / file.relative_to(FOLDER / "grafico")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content if file == FILES[name] else file.read_bytes())
            path = folder
        model = ea_model.load(path)
        assert all(view.id for view in model.views)
        assert len(dict(model.foreign.folders)) >= 0


def _assert_refused_there(name: str, at: int, broken: bytes) -> None:
    content, _ = _lines(name)
    line = content.count(b"\n", 0, at) + 1
    with pytest.raises(EaModelError) as caught:
        _load(name, content[:at] + broken + content[at:])
    error = caught.value
    if isinstance(error, UnreadableError):
        assert "DOCTYPE" in str(error), str(error)
        return
    assert isinstance(error, ModelLoadError)
    first = error.problems[0]
    assert first.code in ("SYNTAX", "ENCODING"), str(error)
    assert first.place.line == line, str(error)
    assert Path(first.place.file).name == name


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_refused_at_its_line(name: str, broken: bytes) -> None:
    places = _lines(name)[1]
    for at in places[:: max(len(places) // 5, 1)]:
        _assert_refused_there(name, at, broken)


@pytest.mark.parametrize("name", ALONE)
@examples(100)
@given(st.data())
def test_refused_wherever(name: str, data: st.DataObject) -> None:
    _assert_refused_there(
        name, data.draw(st.sampled_from(_lines(name)[1])), data.draw(st.sampled_from(list(BROKEN.values())))
    )


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "end", [b"<x>", b"<![CDATA[ a", b"<!-- a", b"<? a", b'<x a="', b"<x ", b"<", b"</", b"&#", b"&lt"]
)
def test_what_never_ends(name: str, end: bytes) -> None:
    content, places = _lines(name)
    for at in places[:: max(len(places) // 5, 1)]:
        for rest in (content[at:].replace(b"]]>", b"").replace(b"?>", b"").replace(b"-->", b""), b""):
            with pytest.raises(EaModelError):
                _load(name, content[:at] + end + rest)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "after",
    [
        b"<x/>",
        b"x",
        b"</x>",
        b"<!DOCTYPE x>",
        b"&lt;",
        b"<![CDATA[]]>",
        b'<?xml version="1.0"?>',
        b"<!-- -- -->",
        b"\x01",
        b"\xff",
    ],
)
def test_nothing_after_the_root(name: str, after: bytes) -> None:
    content, _ = _lines(name)
    with pytest.raises(EaModelError):
        _load(name, content + after)


@pytest.mark.parametrize("name", ALONE)
def test_two_roots(name: str) -> None:
    content, _ = _lines(name)
    body = content[content.index(b"?>") + 2 :]
    with pytest.raises(EaModelError):
        _load(name, content + body)


@pytest.mark.parametrize("name", FILES)
def test_tags_that_do_not_match(name: str) -> None:
    """Each end tag in turn gets another name."""
    content, _ = _lines(name)
    at = content.find(b"</")
    while at >= 0:
        with pytest.raises(EaModelError):
            _load(name, content[:at] + b"</other" + content[content.index(b">", at) :])
        at = content.find(b"</", at + 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_cut_anywhere(name: str) -> None:
    """What ends too early is never taken for the whole; nor are other spellings of it."""
    content = FILES[name].read_bytes()
    for chosen in (Habits(), Habits(quotes=True, comments=True, cdata=True, layout="none", tail=False)):
        spelled = respelled(content, chosen).rstrip()
        for end in range(0, len(spelled) - 1, max(len(spelled) // 50, 1)):
            with pytest.raises(EaModelError):
                _load(name, spelled[:end])


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("broken", [b" & ", b"< ", b"\x01", b"\xff", b"&undefined;", b"]]>"])
def test_within_every_text(name: str, broken: bytes) -> None:
    """Every text of a file in turn is broken."""
    content, _ = _lines(name)
    root = etree.fromstring(content)
    assert root is not None
    places = [at for at in range(content.index(b"?>") + 2, len(content) - 1)
              if content[at - 1 : at] == b">" and content[at : at + 1] not in b"<\r\n "]  # fmt: skip
    assert len(places) > 5
    for at in places[::3]:
        _assert_refused_there(name, at, b"x" + broken + b"x")


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("broken", [b" & ", b"<", b"\x01", b"\xff", b"&undefined;", b'" x', b'" x="" x="', b"TWICE"])
def test_within_every_attribute(name: str, broken: bytes) -> None:
    """Every attribute value in turn is broken; an attribute that then stands twice too."""
    content, _ = _lines(name)
    for found in list(re.finditer(rb'\s([\w:]+)="', content))[::3]:
        begin = content.rindex(b"<", 0, found.start())
        if content.find(b">", begin, found.end()) < 0 and content[begin + 1 : begin + 2] != b"?":
            doubled = b'" ' + found[1] + b'="' if broken == b"TWICE" else broken
            _assert_refused_there(name, found.end(), doubled)
