"""The ways a model goes: through a format and back, and beside what Archi wrote of the same model."""

from __future__ import annotations

import csv
import io
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import ea_model
from benchmarks.corpus import reasons
from benchmarks.corpus.beside_archi import beside_archi
from benchmarks.corpus.facts import in_one_line
from ea_model import exporters
from ea_model.exchange import xsd
from ea_model.messages.problems import EaModelError
from ea_model.model import Model
from ea_model.views import site

_WRITER = {"exchange": "exchange", "exchange2": "exchange", "archi": "archi", "grafico": "grafico", "csv": "csv"}

_TODAY = b'"http://www.opengroup.org/xsd/archimate/3.0/"'
_REASONS = {"exchange": reasons.of_exchange, "archi": reasons.of_native}


@dataclass(slots=True)
class Outcome:
    """What became of one model: every check with its verdict, and every exception with its reason."""

    name: str
    format: str = ""
    seconds: float = 0.0
    verdicts: dict[str, bool] = field(default_factory=dict)
    exceptions: list[tuple[str, str, int]] = field(default_factory=list)
    """Check, reason, how many facts."""

    def judge(self, check: str, named: Counter[str]) -> None:
        """A check passes when nothing differs but what has a good reason, which is told all the same."""
        self.verdicts[check] = all(map(reasons.is_good, named))
        self.exceptions += [(check, reason, count) for reason, count in sorted(named.items())]


def outcome_of(path: Path, root: Path) -> Outcome:
    """All checks on one model."""
    outcome = Outcome(str(path.relative_to(root)))
    begin = time.process_time()
    try:
        model = ea_model.load(path)
        outcome.verdicts["loaded"] = True
    except EaModelError as error:
        outcome.verdicts["loaded"] = False
        outcome.exceptions.append(("loaded", f"refused: {str(error).partition(chr(10))[0][-160:]}", 1))
        outcome.seconds = time.process_time() - begin
        return outcome
    carried = model.foreign.document
    outcome.format = carried.format if carried is not None else "ours"
    for check in (_same, _fresh, _like_archi, _csv_like_archi, _folder_and_back, _through_text, _valid, _site):
        check(outcome, model, path)
    outcome.seconds = time.process_time() - begin
    return outcome


def _site(outcome: Outcome, model: Model, _path: Path) -> None:
    """The site of the model: all its pages are made."""
    try:
        outcome.verdicts["site"] = any(path == "index.html" for path, _ in site.files(model, "nl"))
    except Exception as error:  # noqa: BLE001 - whatever stops it is what is looked for
        outcome.judge("site", Counter({f"stopped: {type(error).__name__} {error}": 1}))


def written(model: Model, writer: str, *, fresh: bool = False) -> bytes:
    """The model in a format, as one file."""
    handle = io.BytesIO()
    exporters.load(writer).write(model, exporters.Options(fresh=fresh), handle)
    return handle.getvalue()


def _xml(content: bytes) -> bytes:
    """The model of a file of Archi, out of its archive if it is one."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("model.xml")


def _same(outcome: Outcome, model: Model, path: Path) -> None:
    """The same format out: to the byte, which the facts then are too."""
    if outcome.format not in ("exchange", "archi"):
        return
    before, after = _xml(path.read_bytes()), _xml(written(model, _WRITER[outcome.format]))
    outcome.judge("same format", Counter() if before == after else _REASONS[outcome.format](before, after))


def _fresh(outcome: Outcome, model: Model, path: Path) -> None:
    """The same format out, written from the neutral model alone."""
    if outcome.format not in ("exchange", "archi"):
        return
    after = _xml(written(model, _WRITER[outcome.format], fresh=True))
    outcome.judge("written anew", _REASONS[outcome.format](_xml(path.read_bytes()), after))


def _like_archi(outcome: Outcome, model: Model, path: Path) -> None:
    """A file of Archi as an exchange file, beside the one Archi wrote."""
    theirs = path.with_suffix(".xml")
    if outcome.format != "archi" or not theirs.is_file() or _TODAY not in theirs.read_bytes()[:2048]:
        return
    ours = written(model, "exchange")
    outcome.judge("exchange = Archi", beside_archi(_xml(path.read_bytes()), ours, theirs.read_bytes()))


def _csv_like_archi(outcome: Outcome, model: Model, path: Path) -> None:
    """A file of Archi as three CSV files, beside those Archi wrote."""
    folder = path.parent / "csv"
    if outcome.format != "archi" or not folder.is_dir():
        return
    with zipfile.ZipFile(io.BytesIO(written(model, "csv"))) as archive:
        ours = {name: _rows(archive.read(name)) for name in archive.namelist()}
    named: Counter[str] = Counter()
    for name, rows in ours.items():
        theirs = next(iter(folder.glob(f"*{name}")), None)
        if theirs is not None:
            named += reasons.of_rows(rows, _rows(theirs.read_bytes()))
    outcome.judge("csv = Archi", named)


def _rows(content: bytes) -> Counter[tuple[str, ...]]:
    text = content.decode("utf-8-sig")
    return Counter(tuple(map(in_one_line, row)) for row in csv.reader(io.StringIO(text, newline="")) if row)


def _folder_and_back(outcome: Outcome, model: Model, path: Path) -> None:
    """A file of Archi as a folder of coArchi and back: nothing but the order within folders."""
    if outcome.format != "archi":
        return
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, "grafico")
        exporter = exporters.load("grafico")
        assert exporter.write_folder is not None
        folder.mkdir()
        exporter.write_folder(model, exporters.Options(), folder)
        back = _xml(written(ea_model.load(folder), "archi"))
    outcome.judge("folder and back", reasons.of_native(_xml(path.read_bytes()), back))


def _through_text(outcome: Outcome, model: Model, path: Path) -> None:
    """Anything as our own text and back without a loss; and that text again: the second conversion changes no byte."""
    exporter = exporters.load("text")
    assert exporter.write_folder is not None
    with tempfile.TemporaryDirectory() as work:
        texts = []
        for name in ("one", "two"):
            folder = Path(work, name)
            folder.mkdir()
            exporter.write_folder(model, exporters.Options(), folder)
            texts.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
            try:
                model = ea_model.load(folder)
            except EaModelError as error:
                outcome.judge("text is stable", Counter({f"text does not load: {str(error)[-120:]}": 1}))
                return
            if name == "one" and outcome.format in _REASONS:
                back = _xml(written(model, _WRITER[outcome.format]))
                outcome.judge("through text", _REASONS[outcome.format](_xml(path.read_bytes()), back))
    changed = sum(texts[0].get(p) != texts[1].get(p) for p in texts[0].keys() | texts[1].keys())
    outcome.judge("text is stable", Counter({"files that changed": changed} if changed else {}))


def _valid(outcome: Outcome, model: Model, path: Path) -> None:
    """What we write of it by ourselves keeps to the schema of the Open Group."""
    try:
        found = xsd.violations(str(path), written(model, "exchange", fresh=True))
    except xsd.NoSchemaError:
        return
    if not model.elements:
        found = []
    outcome.judge("valid", Counter(problem.message[:100] for problem in found))


def models_in(root: Path) -> list[Path]:
    """Every file and folder below a folder that could be a model."""
    wanted: list[Path] = []
    for ending in ("*.xml", "*.archimate", "*.tar.xz", "*.zip", "*elements.csv"):
        wanted += root.rglob(ending)
    folders = {p.parent for p in root.rglob("model/folder.xml")}
    return sorted({p for p in wanted if not any(f in p.parents for f in folders)} | folders)


__all__ = ["Outcome", "models_in", "outcome_of", "written"]
