"""The fast lane through an exchange file says what the parser says, which alone reads it when the switch is off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ea_model.messages.problems import ModelLoadError
from ea_model.readers.exchange.scan_result import ExchangeScan
from ea_model.readers.exchange.stream import scan_file
from ea_model.readers.xml import accelerators
from ea_model.readers.xml.encoding import as_utf8, with_line_ends
from tests.support.marks import CORPUS

_ROOT = (
    '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m">'
)
_SPACE = "http://www.opengroup.org/xsd/archimate/3.0/ model"
_FIRST = (
    '<element identifier="a" xsi:type="Goal"><name xml:lang="nl">Eén</name><documentation>Tekst</documentation>'
    '<properties><property propertyDefinitionRef="p"><value>1</value></property></properties></element>'
)
_PLAIN = "".join(
    f'<element identifier="e{n}" xsi:type="Node"><name xml:lang="nl">N {n}</name></element>\n' for n in range(40)
)


def _scanned(content: bytes) -> ExchangeScan:
    def check(name: str) -> None:
        assert name.endswith(" model"), name

    return scan_file("file", content, check)


def _carefully(content: bytes) -> ExchangeScan:
    """The same by the parser alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accelerators, "enabled", False)
        return _scanned(content)


def _told(found: ExchangeScan) -> tuple[Any, ...]:
    bulks = [(bulk.kinds, bulk.rows) for bulk in (found.elements, found.relations)]
    pieces = [(piece.name, piece.content, piece.line) for piece in (*found.pieces, *found.views)]
    several = [(row["id"], xml) for row, xml in found.several]
    return bulks, pieces, several, [row["id"] for row in found.described], found.languages


def _file(elements: str, relations: str = "") -> bytes:
    listed = f"<relationships>{relations}</relationships>" if relations else ""
    rest = '<propertyDefinitions><propertyDefinition identifier="p" type="string"><name>P</name></propertyDefinition>'
    return (
        f"{_ROOT}<name>M</name>\n<elements>{elements}</elements>{listed}{rest}</propertyDefinitions></model>".encode()
    )


def _same(content: bytes) -> ExchangeScan:
    quick = _scanned(content)
    assert _told(quick) == _told(_carefully(content))
    return quick


_ODD_CONCEPTS = (
    "<element xsi:type='Goal' identifier='b'/>",
    '<element xsi:type="Goal" identifier="b"><name xml:lang="nl">Om</name></element>',
    '<element identifier="b&#x41;" xsi:type="Goal"><name xml:lang="nl">x</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">&amp; &lt;C&gt; &quot;D&apos;</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A &amp;lt; B</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="en">Other language</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A</name><name xml:lang="en">B</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">'
    '<![CDATA[<element identifier="c" xsi:type="Goal"/>]]></name></element>',
    '<!-- <element identifier="c" xsi:type="Goal"/> -->',
    '<?pi <element identifier="c" xsi:type="Goal"/>?>',
    '<element identifier="b" xsi:type="AndJunction"/>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl"></name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl"/></element>',
    '<element identifier="b\tc" xsi:type="Goal"/>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">a\tb\nc</name></element>',
    '<element identifier="b" xsi:type="Goal" other="x"><name xml:lang="nl">x</name></element>',
    '<element identifier="b" xsi:type="Goal"><x:foreign xmlns:x="urn:x">'
    '<element identifier="c" xsi:type="Goal"/></x:foreign></element>',
    '<element identifier="b" xsi:type="Goal"><properties/></element>',
    '<element identifier="b" xsi:type="Goal"><properties><property propertyDefinitionRef="p"/></properties></element>',
    '<element identifier="b" xsi:type="Goal"><properties><property propertyDefinitionRef="p">'
    "<value>&#10;&amp;</value></property></properties></element>",
    '<element identifier="b" xsi:type="Goal"><documentation>a</documentation><name xml:lang="nl">late</name></element>',
    "some text",
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">π 𝕏 ï é</name></element>',
)  # fmt: skip


@pytest.mark.parametrize("odd", _ODD_CONCEPTS)
def test_a_concept_of_another_shape_is_read_as_the_parser_reads_it(odd: str) -> None:
    found = _same(_file(_FIRST + _PLAIN + odd + _PLAIN.replace('"e', '"f')))
    assert len(found.elements.rows) in (81, 82)
    assert found.pieces[-1].name == "propertyDefinitions"


@pytest.mark.parametrize(
    "details", ['accessType="Read"', 'isDirected="true"', 'modifier="+"', 'modifier="a" accessType="b"']
)
def test_relations_keep_their_details(details: str) -> None:
    relation = '<relationship identifier="{}" source="a" target="e1" xsi:type="Access"{}/>\n'
    many = "".join(relation.format(f"r{n}", "" if n % 3 else f" {details}") for n in range(60))
    found = _same(_file(_FIRST + _PLAIN, many))
    assert len(found.relations.rows) == 60


_BROKEN = (
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A & B</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A ]]> B</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A &nbsp; B</name></element>',
    '<element identifier="b" identifier="c" xsi:type="Goal"/>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A \x01 B</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A \ufffe B</name></element>',
    '<element identifier="b" xsi:type="Goal"><name xml:lang="nl">A</documentation></element>',
    '<element identifier="<element identifier="b" xsi:type="Goal"/>',
    '<element identifier="b" xsi:type="Goal">',
    '<element identifier="b" yyy:type="Goal"/>',
)  # fmt: skip


@pytest.mark.parametrize("broken", _BROKEN)
def test_what_is_broken_is_refused_at_its_line(broken: str) -> None:
    content = _file(_FIRST + _PLAIN + broken + _PLAIN.replace('"e', '"f'))
    with pytest.raises(ModelLoadError) as quick:
        _scanned(content)
    with pytest.raises(ModelLoadError) as careful:
        _carefully(content)
    assert [str(p) for p in quick.value.problems] == [str(p) for p in careful.value.problems]


def test_bytes_that_are_no_text_are_refused() -> None:
    content = _file(_FIRST + _PLAIN).replace(b"N 20", b"N \xff")
    with pytest.raises(ModelLoadError):
        _scanned(content)


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@given(
    st.lists(
        st.tuples(st.sampled_from(("Goal", "Node", "OrJunction")), _TEXTS, _TEXTS, st.lists(_TEXTS, max_size=2)),
        max_size=20,
    )
)
def test_any_texts_are_the_parsers(concepts: list[tuple[str, str, str, list[str]]]) -> None:
    root = etree.Element("elements")
    xsi = "{http://www.w3.org/2001/XMLSchema-instance}type"
    for number, (kind, name, documentation, values) in enumerate(concepts):
        element = etree.SubElement(root, "element", {"identifier": f"i{number}", xsi: kind})
        _fill(element, name, documentation, values)
    listed = etree.tostring(root, encoding="unicode").partition(">")[2].rpartition("</elements>")[0] if concepts else ""
    found = _same(_file(_FIRST + _PLAIN + listed))
    for row, (_, name, _, _) in zip(found.elements.rows[41:], concepts, strict=True):
        assert row.get("name", "") == name


def _fill(element: Any, name: str, documentation: str, values: list[str]) -> None:
    try:
        if name:
            etree.SubElement(element, "name").text = name
        if documentation:
            etree.SubElement(element, "documentation").text = documentation
        for value in values:
            listed = element.find("properties")
            listed = etree.SubElement(element, "properties") if listed is None else listed
            etree.SubElement(etree.SubElement(listed, "property", {"propertyDefinitionRef": "p"}), "value").text = value
    except ValueError:  # what XML cannot hold
        pytest.skip("not XML")


def _corpus() -> Iterator[Path]:
    yield from sorted(CORPUS.rglob("*.xml"))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder with published models is not beside this one")
def test_published_models_are_read_as_the_parser_reads_them() -> None:
    compared = 0
    for path in _corpus():
        content = with_line_ends(as_utf8(str(path), path.read_bytes()))
        if b"http://www.opengroup.org/xsd/archimate/3.0/" in content[:1000] and b"<elements>" in content:
            try:
                _same(content)
            except ModelLoadError:
                continue
            compared += 1
    assert compared > 100
