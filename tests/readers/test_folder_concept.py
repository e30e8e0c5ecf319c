"""The quick way through the files of concepts in a folder of coArchi says what an XML parser says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ea_model.readers.grafico.fast_path import glance

RELATION = b"""<archimate:AccessRelationship
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:archimate="http://www.archimatetool.com/archimate"
    name="A &amp; &quot;B&quot; &lt;C&gt;&#xD;&#xA;D"
    id="id-1"
    accessType="1">
  <properties
      key="Eigenaar"
      value="Caf\xc3\xa9 > bar"/>
  <source
      xsi:type="archimate:ApplicationService"
      href="ApplicationService_id-2.xml#id-2"/>
  <target
      xsi:type="archimate:DataObject"
      href="DataObject_id-3.xml#id-3"/>
</archimate:AccessRelationship>
"""
BARE = b'<archimate:Node\n    xmlns:archimate="http://www.archimatetool.com/archimate"\n    name="N"\n    id="n"/>\n'
PIECES = st.sampled_from([
    b"", b"<", b">", b"&", b"&#0;", b"&x;", b'"', b"'", b"/", b"\n", b"\t", b"\x00", b"\xff", b"\xef\xbf\xbf", b" ",
    b"<!-- -->", b"<?a?>", b"<!DOCTYPE a>", b' id="2"', b"<a>", b"</a>", b'<a b="c"/>', b"xsi:", b"x", b"=", b"&#xA;",
    b'<feature name="x"\n value="y"/>', b"]]>", b"<![CDATA[x]]>", b"\xc3", b"\xe2\x80\xa8",
])  # fmt: skip


def _parsed(content: bytes) -> object:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    parts = [(child.tag, {n: v for n, v in child.attrib.items() if not n.startswith("{")}) for child in root]
    return dict(root.attrib), parts


def _said(content: bytes) -> object:
    found = glance(content)
    if found is None:
        return None
    _, own, parts = found
    return own, [(name, {n: v for n, v in attributes.items() if n != "xsi:type"}) for name, attributes in parts]


@pytest.mark.parametrize("content", [RELATION, BARE, RELATION.replace(b"\n", b"\r\n")])
def test_what_coarchi_writes_is_read_the_quick_way(content: bytes) -> None:
    assert _said(content) == _parsed(content)


@given(st.sampled_from([RELATION, BARE]), st.data())
def test_whatever_is_taken_is_read_as_a_parser_reads_it(content: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        content = content[:at] + data.draw(PIECES) + content[at + data.draw(st.integers(0, 3)) :]
    said = _said(content)
    assert said is None or said == _parsed(content)


@pytest.mark.parametrize(
    "wrong",
    [b' id="id-2"', b' xmlns:archimate="urn:x"', b' name="\xff"', b' a="&b;"', b' a="<"', b' a="&#1;"', b' a="\t"'],
)
def test_what_a_parser_would_refuse_or_change_is_left_to_it(wrong: bytes) -> None:
    assert glance(BARE.replace(b"/>", wrong + b"/>")) is None
