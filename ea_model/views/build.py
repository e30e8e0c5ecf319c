"""Every output of a model into one folder: checks, answers, exchange file, drawings, tables, documents; a summary."""

from __future__ import annotations

import builtins
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ea_model import exporters, rules
from ea_model.exporters import office
from ea_model.exporters.office import HouseStyle
from ea_model.model import Model
from ea_model.rules import situation_of
from ea_model.scope import Scope, boundaries_of, contract_scopes
from ea_model.source.views import View
from ea_model.values.tabular import csv_text
from ea_model.views import documents, pictures, site
from ea_model.views.answers import Answer, as_json
from ea_model.views.answers import boundaries as boundaries_answer
from ea_model.views.answers import check as check_answer
from ea_model.views.answers import facts as facts_answer
from ea_model.views.answers import matrix as matrix_answer
from ea_model.views.answers import scope as scope_answer
from ea_model.views.answers.shared.common import activity_name
from ea_model.views.answers.shared.receipt import receipt_for
from ea_model.views.diagrams import PICTURES
from ea_model.views.documents.shared.request import DocumentRequest
from ea_model.words import label, label_of
from ea_model.writing import Stage, write_outputs
from ea_model.writing.names import safe, unused

Notify = Callable[[str], None]


def build_all(model: Model, folder: Path, lang: str, notify: Notify, source: str = "") -> str:
    """Write everything; ``notify`` hears each file, ``source`` is the path of the model. Returns a summary."""
    scopes = list(pictures.situations(model))
    count = 0

    def fill(stage: Stage) -> None:
        nonlocal count
        writer = Writer(stage, folder, notify, lang, source)
        _write_all(model, scopes, lang, writer)
        count = writer.count

    for name in write_outputs(folder, "build", fill):
        notify(label("Answer.left", lang, path=folder / name))
    return summary(model, scopes, lang, folder, count)


def _write_all(model: Model, scopes: list[Scope], lang: str, writer: Writer) -> None:
    _write_checks(model, scopes, lang, writer)
    views: list[View] = []
    for scope in scopes:
        _write_answers(scope, lang, writer)
        views += _write_drawings(scope, lang, writer)
    writer.text("facts.txt", facts_answer.text(model, lang))
    writer.bytes("drawings/notation.svg", pictures.notation(lang))
    _write_exports(model, tuple(views), lang, writer)
    _write_report(model, scopes, lang, writer)
    _write_site(model, lang, writer)


class Writer:
    """Writes the outputs of a model into a stage, and tells each by the path it will have."""

    def __init__(self, stage: Stage, folder: Path, notify: Notify, lang: str = "nl", source: str = "") -> None:
        self.stage, self.folder, self.notify, self.count = stage, folder, notify, 0
        self.lang, self.source = lang, source
        self.drawings: dict[tuple[str, str], bytes] = {}
        """Drawings made on the way, by plateau and name, for what shows them as well."""
        self.room = ""
        """Begin of the names of what is written now: nothing, or a folder with its ``/``."""

    def bytes(self, name: str, content: builtins.bytes) -> None:
        path = self.quietly(name, content)
        self.notify(str(self.folder / path))

    def quietly(self, name: str, content: builtins.bytes) -> str:
        """Write a file that is one of very many."""
        self.count += 1
        return self.stage.put(f"{self.room}{name}", content)

    def table(self, name: str, headers: list[str], rows: list[list[str]]) -> None:
        """A spreadsheet; the mark at the begin tells Excel that it is UTF-8."""
        self.bytes(name, csv_text([headers, *rows]).encode("utf-8-sig"))

    def answer(self, name: str, answer: Answer, model: Model, command: str, *options: str) -> None:
        """An answer as JSON, with the command that gives the same."""
        words = ["ea", command, self.source or model.id, *options, "--lang", self.lang, "--format", "json"]
        self.text(name, as_json(answer, receipt_for(answer, model, words, self.lang)))

    def text(self, name: str, content: str) -> None:
        self.bytes(name, (content.rstrip("\n") + "\n").encode())


def _write_checks(model: Model, scopes: list[Scope], lang: str, writer: Writer) -> None:
    findings = list(rules.run(scopes))
    writer.text("check.txt", check_answer.text(model, findings, lang, rules.Severity.INFO))
    writer.answer("check.json", check_answer.data(model, findings, lang), model, "check")


def _moment(scope: Scope) -> list[str]:
    """The options of a command that ask about the moment of a scope."""
    plateau, day = scope.moment.plateau, scope.moment.day
    return [*(["--plateau", plateau.id] if plateau else []), *(["--at", day.isoformat()] if day else [])]


def _write_answers(scope: Scope, lang: str, writer: Writer) -> None:
    """Scope, matrix and interface register of one plateau, as text, JSON and tables."""
    moment = _name(scope)
    contracts = contract_scopes(scope)
    writer.text(f"scope/{moment}.txt", scope_answer.text(scope, contracts, lang))
    writer.answer(f"scope/{moment}.json", scope_answer.data(scope, contracts), scope.model, "scope", *_moment(scope))
    writer.text(f"matrix/{moment}.txt", matrix_answer.text(scope, lang))
    writer.answer(f"matrix/{moment}.json", matrix_answer.data(scope), scope.model, "matrix", *_moment(scope))
    writer.table(f"tables/matrix-{moment}.csv", *matrix_answer.rows(scope, lang))
    writer.table(f"tables/boundaries-{moment}.csv", *boundaries_answer.rows(boundaries_of(scope), lang))


def _write_drawings(scope: Scope, lang: str, writer: Writer) -> list[View]:
    """Every picture of one plateau as SVG; returns the views that the exchange file carries of them."""
    moment = _name(scope)
    views: list[View] = []
    names: set[str] = set()
    for drawing in pictures.drawings(scope, lang):
        svg = drawing.svg()
        writer.drawings[moment, drawing.name] = svg
        writer.bytes(f"drawings/{drawing.name}-{moment}.svg", svg)
        views.append(drawing.view())
        names.add(drawing.name)
    for name, picture in PICTURES.items():
        if not picture.needs and name not in names:
            writer.drawings[moment, name] = pictures.picture(scope, name, lang=lang)
            writer.bytes(f"drawings/{name}-{moment}.svg", writer.drawings[moment, name])
    views.append(pictures.calendar_view(scope, lang))
    writer.bytes(f"drawings/agenda-{moment}.svg", pictures.picture(scope, "agenda", lang=lang))
    for colour in ("status", "severity", "plateau"):
        svg = pictures.picture(scope, "landscape", colour_by=colour, lang=lang)
        writer.bytes(f"drawings/landscape-{colour}-{moment}.svg", svg)
    return views


def _write_exports(model: Model, views: tuple[View, ...], lang: str, writer: Writer) -> None:
    options = exporters.Options(views=views, lang=lang)
    for name in exporters.MODULES:
        exporter = exporters.load(name)
        writer.bytes(f"{safe(model.id)}{exporter.suffix}", _exported(exporter, model, options))


def _exported(exporter: exporters.Exporter, model: Model, options: exporters.Options) -> bytes:
    buffer = io.BytesIO()
    exporter.write(model, options, buffer)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents, in which formats and style; empty means all, and the formats usual for each."""

    style: HouseStyle
    contract: str = ""
    only: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


def write_documents(
    model: Model, scopes: Sequence[Scope], lang: str, writer: Writer, choice: Choice
) -> dict[str, bytes]:
    """Write the documents about these moments and one zip with all of them; returns the files by name.

    Raises `UnknownIdError` for a document, format or contract there is none of.
    """
    kinds = [documents.load(name) for name in choice.only or documents.NAMES]
    writers = {form: office.writer(form) for kind in kinds for form in choice.formats or kind.formats}

    def scope_map(scope: Scope, contract: str) -> bytes:
        svg = writer.drawings.get((_name(scope), f"scope-{safe(contract)}"))
        return svg or pictures.picture(scope, "scope", contract=contract, lang=lang)

    def timeline(scope: Scope) -> bytes:
        return pictures.picture(scope, "agenda", lang=lang)

    request = DocumentRequest(model, tuple(scopes), lang, choice.contract, scope_map, timeline)
    files: dict[str, bytes] = {}
    keys: set[str] = set()

    def write(outputs: dict[str, bytes]) -> None:
        """Each file as soon as it is made, so that whoever waits for hundreds of them sees them come."""
        files.update(outputs)
        for name, content in outputs.items():
            writer.bytes(name, content)

    for kind in kinds:
        for document in kind.build(request):
            unique = replace(document, key=unused(document.key, keys))
            keys.add(unique.key.casefold())
            for form in choice.formats or kind.formats:
                write(writers[form](unique, choice.style))
            for form, exporter in kind.exports.items():
                options = exporters.Options(scope=scopes[0] if len(scopes) == 1 else None, lang=lang)
                write({f"{unique.key}.{form}": _exported(exporters.load(exporter), model, options)})
    write({f"{safe(model.id)}-{label('Document.zip_file', lang)}.zip": office.archive(files)})
    return files


def _write_report(model: Model, scopes: list[Scope], lang: str, writer: Writer) -> None:
    """All documents; an installation without their libraries builds everything else."""
    writer.room = "documents/"
    try:
        write_documents(model, scopes, lang, writer, Choice(office.load_style()))
    except office.MissingLibraryError as error:
        writer.notify(str(error))


def _write_site(model: Model, lang: str, writer: Writer) -> None:
    """The site, with the drawings made on the way."""

    def draw(scope: Scope, name: str, contract: str) -> bytes:
        svg = writer.drawings.get((_name(scope), f"{name}-{safe(contract)}" if contract else name))
        return svg or pictures.picture(scope, name, contract=contract or None, lang=lang)

    writer.room = "site/"
    for path, content in site.files(model, lang, draw):
        writer.quietly(path, content)
    writer.notify(str(writer.folder / "site" / "index.html"))


def _name(scope: Scope) -> str:
    return safe(situation_of(scope) or "model")


def summary(model: Model, scopes: list[Scope], lang: str, folder: Path, files: int) -> str:
    """What the model says, in a dozen lines."""
    lines = [f"{model.name} ({model.id} {model.version}, {model.revision})"]
    for scope in scopes:
        lines += ["", f"{situation_of(scope)} {scope.moment.plateau.name if scope.moment.plateau else ''}".strip()]
        lines += [f"  {line}" for line in _situation_lines(scope, lang)]
    lines += ["", label("Answer.built", lang, files=files, folder=folder)]
    return "\n".join(lines)


def _situation_lines(scope: Scope, lang: str) -> Iterator[str]:
    counts = ", ".join(f"{label_of(status, lang)} {count}" for status, count in scope.counts().items())
    yield label("Answer.required_cells", lang, counts=counts)
    yield label("Answer.own_cells", lang, count=len(scope.own_cells))
    for cell, certain in scope.own_cells:
        if certain and cell.status.name == "OWN_IMPLICIT":
            activity = activity_name(scope, cell.activity, lang)
            yield f"  ! {label_of(cell.status, lang)}: {cell.element.name} – {activity}"
    for contract in contract_scopes(scope):
        inside = [e for e in contract.within if e.activities]
        names = ", ".join(str(e.element.name) for e in inside[:4]) + (" …" if len(inside) > 4 else "")
        yield f"{contract.provider.label(lang):<10} {len(inside):>2}  {names}"
