"""Small whole files of every format, and more of them to change: what fuzzing starts from."""

from __future__ import annotations

import io
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import ea_model
from ea_model import exporters
from ea_model.messages.problems import EaModelError
from tests.support.builders import ROOT

_XSI = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
EXCHANGE = (
    b'<?xml version="1.0" encoding="UTF-8"?><model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" ' + _XSI + b" "
    b'identifier="m"><name xml:lang="nl">M</name><documentation>d</documentation><elements><element identifier="a" '
    b'xsi:type="Goal"><name>A</name><name xml:lang="en">B</name><properties><property propertyDefinitionRef="p"><value>1'
    b'</value></property></properties></element><element identifier="b" xsi:type="AndJunction"/></elements>'
    b'<relationships><relationship identifier="r" source="a" target="b" xsi:type="Access" accessType="Read"/>'
    b'<relationship identifier="s" source="r" target="a" xsi:type="Association" isDirected="true"/></relationships>'
    b'<organizations><item><label>Motivation</label><item identifierRef="a"/></item></organizations>'
    b'<propertyDefinitions><propertyDefinition identifier="p" type="date"><name>K</name></propertyDefinition>'
    b'</propertyDefinitions><views><diagrams><view identifier="v" xsi:type="Diagram"><name>V</name><node identifier="n" '
    b'xsi:type="Element" elementRef="a" x="1" y="2" w="3" h="4"><style lineWidth="2"><fillColor r="1" g="2" b="3" a="50"/>'
    b'</style></node><connection identifier="c" xsi:type="Line" source="n" target="n"><bendpoint x="1" y="1"/></connection>'
    b"</view></diagrams></views></model>"
)
ARCHI = (
    b'<a:model xmlns:a="http://www.archimatetool.com/archimate" '
    + _XSI
    + b' name="M" id="m" version="4.0.1"><folder name="X" '
    b'id="f" type="business"><folder name="Y" id="g"><element xsi:type="a:BusinessActor" name="A" id="a" profiles="p">'
    b'<documentation>d</documentation><property key="k" value="v"/></element></folder><element xsi:type="a:OrJunction" '
    b'id="b"/></folder><folder name="R" id="h" type="relations"><element xsi:type="a:AccessRelationship" id="r" source="a" '
    b'target="b" accessType="1"/></folder><folder name="V" id="w" type="diagrams"><element xsi:type="a:ArchimateDiagramModel"'
    b' id="v" viewpoint="2"><child xsi:type="a:DiagramObject" id="n" archimateElement="a" targetConnections="c" alpha="9">'
    b'<bounds x="1" y="2" width="-1" height="3"/><sourceConnection xsi:type="a:Connection" id="c" source="n" target="n" '
    b'archimateRelationship="r"><bendpoint startX="1" endY="2"/></sourceConnection></child></element></folder>'
    b'<property key="k"/><purpose>p</purpose><profile name="P" id="p" conceptType="BusinessActor"/></a:model>'
)
CSV = (
    b'"ID","Type","Name","Documentation","Specialization"\r\n"m","ArchimateModel","M","","" \r\n"a","Goal","A","d","S"\r\n'
    b'"b","Junction","","",""'
)
TEXT = b"model: {id: m, name: {nl: M, en: N}}\nelements:\n  a: {type: Goal, name: A}\n  b: {type: Node, serves: [a]}\n"

FOLDER = b'<archimate:ArchimateModel xmlns:archimate="http://www.archimatetool.com/archimate" name="M" id="m"/>'


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of files by name."""
    handle = io.BytesIO()
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return handle.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """The same as a compressed archive of the other sort."""
    handle = io.BytesIO()
    with tarfile.open(fileobj=handle, mode="w:gz", compresslevel=1) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return handle.getvalue()


SEEDS = {
    "exchange.xml": EXCHANGE,
    "older.xml": EXCHANGE.replace(b"archimate/3.0/", b"archimate")
    .replace(b"name>", b"label>")
    .replace(b"<name ", b"<label "),
    "model.archimate": ARCHI,
    "packed.archimate": zipped({"model.xml": ARCHI, "images/x.png": b"png"}),
    "grafico.zip": zipped({"model/folder.xml": FOLDER, "images/x.png": b"png"}),
    "elements.csv": CSV,
    "model.yaml": TEXT,
}
"""One whole file of every format, by a name of it."""
MOST_BYTES = 24_000
"""Of a file that is changed: large ones take long and hold nothing small ones do not."""
_ENDINGS = {".xml": "exchange.xml", ".archimate": "model.archimate", ".csv": "elements.csv", ".yaml": "model.yaml"}
_FOLDERS = 25
"""How many models are also taken as folders of coArchi."""


def gathered(more: Path | None) -> tuple[dict[str, list[bytes]], list[dict[str, bytes]]]:
    """Files to change by what they are read as, and folders of coArchi: of the tests, and of a folder of models."""
    files: dict[str, list[bytes]] = {name: [SEEDS[name]] for name in ("older.xml", *_ENDINGS.values())}
    rooms = [ROOT / "tests", ROOT / "models", *([more] if more else [])]
    for path in sorted(path for room in rooms for path in room.rglob("*") if path.suffix in _ENDINGS):
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            files[_ENDINGS[path.suffix]].append(path.read_bytes())
    files["model.yaml"] += _examples()
    folders: list[dict[str, bytes]] = []
    for content in files["model.archimate"]:
        folder = _as_folder(content) if len(folders) < _FOLDERS else {}
        folders += [folder] if folder else []
    return files, folders


def _examples() -> Iterator[bytes]:
    """The models of the rules, which know everything our text can say."""
    for path in sorted((ROOT / "ea_model" / "words" / "rules").glob("*.toml")):
        rule = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from (example["model"].encode() for sort in ("fail", "pass") for example in rule.get(sort, ()))


def _as_folder(content: bytes) -> dict[str, bytes]:
    """The files of a model of Archi as coArchi keeps it; none where it does not load."""
    with tempfile.TemporaryDirectory() as work:
        source, target = Path(work) / "m.archimate", Path(work) / "g"
        source.write_bytes(content)
        target.mkdir()
        try:
            fill = exporters.load("grafico").write_folder
            assert fill is not None
            fill(ea_model.load(source), exporters.Options(), target)
        except EaModelError:
            return {}
        paths = sorted(path for path in target.rglob("*") if path.is_file())
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}
