"""Fuzzing of all readers: a model or one clear error, what is written of it reads back, and it can be asked.

``python -m tests.readers.fuzz [--seconds 60] [--count N] [--seed S] [--models FOLDER]``. Input N of a seed is the same
each time. What it finds is written below ``fuzz-findings``, once a place in the code, and belongs in
`test_readers_hostile` as a test.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import itertools
import os
import random
import resource
import secrets
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import ea_model
from ea_model import exporters, rules
from ea_model.exporters.exchange.ids import NCNAME
from ea_model.messages.problems import EaModelError
from ea_model.metamodel import Element, Relation
from ea_model.model import Model
from ea_model.scope import boundary_columns, contract_scopes, scope_of, usual_plateau
from ea_model.writing import disk
from tests.readers import mutation
from tests.readers.seeds import gathered, tarred, zipped

BACK = ("exchange", "archi", "grafico", "csv", "text")
"""Formats that are written and read again."""
_KINDS = ("exchange.xml", "exchange.xml", "model.archimate", "model.archimate", "model.yaml", "model.yaml",
          "elements.csv", "older.xml", "packed.archimate", "folder.zip", "folder.tar.gz")  # fmt: skip
_SECONDS = 20
"""Of processor time that one input may take."""


_MEMORY = 3 << 30
"""Bytes of addresses a run may take: what one input wants beyond is a finding."""


class TooSlowError(Exception):
    """An input took longer than any of its size may."""


def opens_or_refuses(name: str, content: bytes, folder: Path) -> Model | None:
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
        return None
    return model


def reads_back(model: Model, form: str, folder: Path) -> None:
    """Write a model in a format and read that again: every concept is there as it was, or the difference is told."""
    exporter = exporters.load(form)
    written, losses = folder / f"back-{form}{exporter.suffix}", list[exporters.Loss]()
    options = exporters.Options(report=losses.append)
    if exporter.write_folder is not None:
        shutil.rmtree(written, ignore_errors=True)
        written.mkdir()
        exporter.write_folder(model, options, written)
    else:
        with written.open("wb") as handle:
            exporter.write(model, options, handle)
    before, after = _concepts(model), _concepts(ea_model.load(written))
    if form == "exchange" and not all(map(NCNAME.fullmatch, before)):  # those are others there; no two are one
        before, after = ({str(n): c[:2] for n, c in enumerate(sorted(found.values()))} for found in (before, after))
    missing = sorted(before.keys() - after.keys())
    assert not missing or losses, f"{missing[:5]} are not in {form}"
    other = sorted(key for key in before.keys() & after.keys() if before[key] != after[key])
    assert not other or losses, f"{[(before[key], after[key]) for key in other[:3]]} differ in {form}"


def _concepts(model: Model) -> dict[str, tuple[str, ...]]:
    """Type, name and ends of every concept, by its id."""
    concepts: dict[str, tuple[str, ...]] = {}
    for concept in model.concepts():
        ends = (concept.source.id, concept.target.id) if isinstance(concept, Relation) else ()
        assert isinstance(concept, Element | Relation)
        concepts[concept.id] = (concept.eClass.name, str(concept.name or ""), *ends)
    return concepts


def answers(model: Model) -> None:
    """Ask a model for its scope and its findings, in words."""
    scope = scope_of(model, usual_plateau(model))
    _ = [contract.codes for contract in contract_scopes(scope)], boundary_columns(scope)
    assert all(str(finding) for finding in rules.run([scope]))


class Fuzzing:
    """One run: inputs of a seed, the counts of what they came to, and what was found."""

    def __init__(self, seed: int, folder: Path, models: Path | None, findings: Path) -> None:
        self.seed, self.folder, self.findings = seed, folder, findings
        self.files, self.folders = gathered(models)
        self.counts: Counter[str] = Counter()
        self.places: Counter[str] = Counter()

    def made(self, number: int) -> tuple[str, bytes, random.Random]:
        """An input by its number: the name of the file, its bytes, and the chance that goes on."""
        chance = random.Random(f"{self.seed}/{number}")  # noqa: S311 - chance, not a secret
        kind = chance.choice(_KINDS)
        if kind.startswith("folder"):
            files = mutation.mutated_files(min(chance.choices(self.folders, k=3), key=len), chance)
            return kind, (zipped if kind.endswith("zip") else tarred)(files), chance
        inner = "model.archimate" if kind.startswith("packed") else kind
        start = min(chance.choices(self.files[inner], k=3), key=len)  # small ones are as odd, and quick
        content = mutation.mutated(inner, start, chance)
        return kind, zipped({"model.xml": content, "images/x.png": b"png"}) if inner != kind else content, chance

    def once(self, number: int) -> None:
        """Try one input, and keep it when it shows something at a place that did not before."""
        kind, content, chance = self.made(number)
        self.counts[kind] += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
        try:
            model = opens_or_refuses(kind, content, self.folder)
            if model is None:
                self.counts["refused"] += 1
                return
            share = chance.random()
            if share < 0.12:
                self.counts["written and read"] += 1
                reads_back(model, chance.choice(BACK), self.folder)
            elif share < 0.20:
                self.counts["asked"] += 1
                answers(model)
        except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
            self._keep(number, kind, content, error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _keep(self, number: int, kind: str, content: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "ea_model" in frame.filename] or frames
        place = f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno} {frames[-1].name}"
        if type(error) in (AssertionError, EaModelError) or isinstance(error, EaModelError):
            place += f" {str(error)[-30:]}" if "differ" in str(error) else ""
        self.places[place] += 1
        if self.places[place] > 1:
            return
        self.findings.mkdir(exist_ok=True)
        stem = f"{hashlib.sha256(place.encode()).hexdigest()[:8]}-{self.seed}-{number}"
        (self.findings / f"{stem}-{kind}").write_bytes(content)
        told = "".join(traceback.format_exception(error))
        (self.findings / f"{stem}.txt").write_text(f"{place}\n{told}", encoding="utf-8")
        print(f"{number}: {place}: {str(error)[:200]}", flush=True)


def _too_slow(*_: object) -> None:
    raise TooSlowError


def main() -> int:
    """Fuzz for some seconds or so many inputs; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, help="so many inputs, however long they take")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first input")
    parser.add_argument("--models", type=Path, help="a folder of models to start from beside those of the tests")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    asked = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _too_slow)
    end = time.monotonic() + asked.seconds
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    gc.disable()  # what is dropped is looked for below, not after every few loads
    disk.synced = lambda handle: handle.flush()  # what is written here need not outlive the machine
    memory = next(filter(os.path.isdir, ["/dev/shm"]), None)  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory) as work:
        fuzzing = Fuzzing(asked.seed, Path(work), asked.models, asked.findings)
        starts = sum(map(len, fuzzing.files.values())) + len(fuzzing.folders)
        print(f"seed {asked.seed}, {starts} files to start from", flush=True)
        for done in itertools.count():
            if done and not done % 10_000:
                print(f"{done} inputs: {dict(fuzzing.counts)}", flush=True)
            if done >= asked.count if asked.count is not None else time.monotonic() >= end:
                break
            fuzzing.once(asked.first + done)
            if not done % 100:
                gc.collect()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{done} inputs, seed {asked.seed}: {dict(fuzzing.counts)}; {time.process_time():.0f} s of processor time, "
          f"at most {peak} MB; findings: {dict(fuzzing.places) or 'none'}")  # fmt: skip
    return int(bool(fuzzing.places))


if __name__ == "__main__":
    sys.exit(main())
