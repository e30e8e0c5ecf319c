"""Fuzzing of all readers: a model or one clear error, and never anything else.

``python -m tests.readers.fuzz [seconds [folder of models [seed]]]`` is guided by coverage where ``atheris`` is installed
(requirements-fuzz.txt), and else by chance. What it finds is written to ``fuzz-finding`` and belongs in
`test_readers_hostile` as a test. The first byte of an input of atheris says what it is read as.
"""

from __future__ import annotations

import importlib
import io
import random
import secrets
import shutil
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import ea_model
from ea_model import exporters
from ea_model.messages.problems import EaModelError
from tests.readers.mutation import mutated

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


def _zip(name: str, content: bytes) -> bytes:
    handle = io.BytesIO()
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
        archive.writestr(zipfile.ZipInfo("images/x.png"), b"png")
    return handle.getvalue()


FOLDER = b'<archimate:ArchimateModel xmlns:archimate="http://www.archimatetool.com/archimate" name="M" id="m"/>'
SEEDS = {
    "exchange.xml": EXCHANGE,
    "older.xml": EXCHANGE.replace(b"archimate/3.0/", b"archimate")
    .replace(b"name>", b"label>")
    .replace(b"<name ", b"<label "),
    "model.archimate": ARCHI,
    "packed.archimate": _zip("model.xml", ARCHI),
    "grafico.zip": _zip("model/folder.xml", FOLDER),
    "elements.csv": CSV,
    "model.yaml": TEXT,
}
"""One whole file of every format, by a name of it."""


def opens_or_refuses(name: str, content: bytes, folder: Path) -> None:
    """Read a file and everything in it; only errors of ours may come out, and they name the file."""
    file = folder / name
    file.write_bytes(content)
    try:
        model = ea_model.load(file)
        for view in model.views:
            assert view.id is not None
        assert len(dict(model.foreign.folders)) >= 0
        assert all(str(problem) for problem in model.problems)
    except EaModelError as error:
        assert str(folder) in str(error)  # noqa: PT017 - either is fine, but the error says where


def _repacked(content: bytes) -> bytes:
    return _zip("model.xml", content)


def _refolded(content: bytes) -> bytes:
    """An archive of a folder of coArchi with a concept, a view and a folder of this content."""
    handle = io.BytesIO()
    with tarfile.open(fileobj=handle, mode="w:gz", compresslevel=1) as archive:
        files = {"model/folder.xml": FOLDER, "model/diagrams/ArchimateDiagramModel_v.xml": content,
                 "model/business/Goal_a.xml": content, "model/business/folder.xml": content}  # fmt: skip
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return handle.getvalue()


WRAPPED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    **{name: (name, bytes) for name in SEEDS},
    "zipped": ("zipped.archimate", _repacked),
    "folder": ("folder.tar.gz", _refolded),
}
"""What is fuzzed, by a word for it: the name of the file, and what is made of the bytes first."""
WORDS = ("<", ">", "/>", "</", "&amp;", "&#x41;", "&#0;", "<![CDATA[", "]]>", "<!--", "-->", "<?x ?>", "xmlns=", "xmlns:a=",
         "xsi:type=", "identifier=", "identifierRef=", "elementRef=", "relationshipRef=", "source=", "target=", "href=",
         "<element ", "<elements>", "</elements>", "<relationships>", "<relationship ", "<views>", "</views>", "<view ",
         "<node ", "<item>", "<label>", "<name>", "<value>", "<properties>", "<property ", "<folder ", "<child ", "<bounds ",
         "archimate:", "encoding=", "utf-16", "latin-1", "id=", "-1", "1e999", "extends:", "elements:", "model:")  # fmt: skip
"""Words of the formats, which chance alone would take long to find."""


def _guided(seconds: float, folder: Path, more: Path | None) -> None:
    """Fuzz by what each input reaches in the readers and the loader."""
    atheris = importlib.import_module("atheris")
    kinds = list(WRAPPED)
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, kind in enumerate(kinds):
        inner = SEEDS.get(kind, ARCHI)
        (seeds / kind).write_bytes(bytes([number]) + inner)
    for at, file in enumerate(sorted(more.rglob("*")) if more else ()):
        kind = _KINDS.get(file.suffix, "")
        if kind and file.is_file() and file.stat().st_size < _SMALL:
            (seeds / f"more-{at}").write_bytes(bytes([kinds.index(kind)]) + file.read_bytes())
    words = folder / "words"
    words.write_text("".join('"' + word.replace('"', '\\"') + '"\n' for word in WORDS), encoding="ascii")

    def once(data: bytes) -> None:
        kind = kinds[data[0] % len(kinds)] if data else kinds[0]
        name, wrap = WRAPPED[kind]
        opens_or_refuses(name, wrap(data[1:]), folder)

    atheris.instrument_all()
    options = (f"-max_total_time={seconds:.0f}", "-timeout=30", "-rss_limit_mb=2048", f"-max_len={_SMALL}",
               f"-dict={words}", "-artifact_prefix=fuzz-finding-", "-print_final_stats=1", str(seeds))  # fmt: skip
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


_SMALL = 32_768
_KINDS = {".xml": "exchange.xml", ".archimate": "model.archimate", ".csv": "elements.csv", ".yaml": "model.yaml"}
"""What files of a folder of models are fuzzed as."""


def reads_back(name: str, content: bytes, folder: Path, form: str) -> bool:
    """Write what loads in a format and read that again; every concept is there, or its loss is told.

    False where the file does not load, or more of it is lost than a comparison can follow.
    """
    file, written = folder / name, folder / f"back-{form}{exporters.load(form).suffix}"
    file.write_bytes(content)
    try:
        model = ea_model.load(file)
    except EaModelError:
        return False
    if not isinstance(model.id, str) or any(p.code in {"DUPLICATE-ID", "KIND", "ID"} for p in model.problems):
        return False
    told: list[object] = []
    exporter, options = exporters.load(form), exporters.Options(report=told.append)
    fill = exporter.write_folder
    if fill is not None:
        shutil.rmtree(written, ignore_errors=True)
        written.mkdir()
        fill(model, options, written)
    else:
        with written.open("wb") as handle:
            exporter.write(model, options, handle)
    again = ea_model.load(written)
    lost = {c.id for c in model.concepts()} - {c.id for c in again.concepts()}
    assert not lost or told, f"{sorted(lost)[:5]} of {name} as {form}"
    return True


BACK = ("exchange", "archi", "grafico", "csv", "text")
"""Formats that are written and read again."""


def _by_chance(seconds: float, folder: Path, seed: int) -> None:
    """Fuzz by structure, and by bytes now and then; one in eight of what loads is written and read again."""
    chance, end = random.Random(seed), time.monotonic() + seconds  # noqa: S311 - chance, not a secret
    runs: Counter[str] = Counter()
    while time.monotonic() < end:
        kind = chance.choice(list(WRAPPED))
        name, wrap = WRAPPED[kind]
        content = wrap(mutated(name, SEEDS.get(kind, ARCHI), chance) if kind != "packed.archimate" else SEEDS[kind])
        try:
            opens_or_refuses(name, content, folder)
            if chance.random() < _BACK:
                runs["read back"] += reads_back(name, content, folder, chance.choice(BACK))
        except BaseException:
            Path("fuzz-finding").write_bytes(content)
            print(f"{name} in fuzz-finding, seed {seed}, after {runs.total()}", file=sys.stderr)  # noqa: T201
            raise
        runs[kind] += 1
    count = runs.total() - runs["read back"]
    print(f"{count} files, no finding, seed {seed}: {dict(runs)}")  # noqa: T201 - a tool of ours


_BACK = 0.125


def main() -> None:
    """Fuzz for some seconds; stops at the first finding. A seed given gives the same files again."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    more = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else secrets.randbelow(1 << 32)
    with tempfile.TemporaryDirectory() as work:
        if find_spec("atheris") is not None and len(sys.argv) <= 3:
            _guided(seconds, Path(work), more)
        else:
            _by_chance(seconds, Path(work), seed)


if __name__ == "__main__":
    main()
