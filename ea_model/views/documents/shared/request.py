"""What a document is request about, and what each kind of document is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ea_model.model import Model
from ea_model.questions.agenda.wording import day_words
from ea_model.scope import Scope
from ea_model.values import in_language
from ea_model.views.words import concepts
from ea_model.words import label
from ea_model.words.document import DocumentContent, Identity, Section
from ea_model.writing.names import cut, safe

_MOST_LETTERS, _MOST_BYTES = 90, 180
"""Of a file name: with an ending it must fit everywhere."""


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """The model, the moments, the language; and how to come by a drawing that may have been made already."""

    model: Model
    scopes: tuple[Scope, ...]
    lang: str
    contract: str = ""
    """Only annexes of this one; empty for all."""
    scope_map: Callable[[Scope, str], bytes] | None = None
    """The scope map of a contract key as SVG; None for documents without drawings."""
    timeline: Callable[[Scope], bytes] | None = None
    """The contract calendar as SVG."""

    def word(self, key: str, **values: object) -> str:
        """A word of the documents in the language asked."""
        return label(f"Document.{key}", self.lang, **values)

    def document(
        self, kind: str, subject: str, sections: tuple[Section, ...], scope: Scope | None = None, *, part: str = ""
    ) -> DocumentContent:
        """A document with its title, file name and the identity that every page carries."""
        moment = moment_text(scope, self.lang) if scope else ", ".join(moment_text(s, self.lang) for s in self.scopes)
        identity = identity_of(self.model, moment, self.lang)
        title = self.word(f"{kind}_title", subject=subject).strip()
        where = _short(scope) if scope else ""
        key = "-".join(filter(None, [self.word(f"{kind}_file"), safe(part), safe(where)]))
        line = self.word("identity", model=identity.model, id=identity.model_id, version=identity.version,
                         revision=identity.revision, moment=moment)  # fmt: skip
        return DocumentContent(
            key=cut(key[:_MOST_LETTERS], _MOST_BYTES),
            title=title,
            subtitle=self.word(f"{kind}_subtitle", moment=moment),
            lang=self.lang,
            identity=identity,
            identity_line=line,
            page_of=self.word("page_of"),
            sections=sections,
            contents=self.word("contents"),
        )


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document: the formats people use it in, and how its content comes about."""

    formats: tuple[str, ...]
    build: Callable[[DocumentRequest], Iterator[DocumentContent]]
    exports: dict[str, str] = field(default_factory=dict)
    """Files beside it that an exporter of the model writes: the exporter by ending."""


def identity_of(model: Model, moment: str, lang: str) -> Identity:
    """Of which model, revision and moment a document speaks."""
    owner = concepts.name(model.organisation, lang) if model.organisation else ""
    name = in_language(model.name, lang) or model.id
    version = model.version or label("Ui.unknown", lang)
    return Identity(name, model.id, version, model.revision, moment, owner)


def moment_text(scope: Scope, lang: str) -> str:
    """The plateau and the day in words."""
    plateau, day = scope.moment.plateau, scope.moment.day
    parts = [f"{plateau.id} {in_language(plateau.name, lang)}".strip()] if plateau else []
    parts += [day_words(day, lang)] if day else []
    return ", ".join(parts) or label("Ui.whole_model", lang)


def _short(scope: Scope) -> str:
    plateau, day = scope.moment.plateau, scope.moment.day
    return "-".join(filter(None, [plateau.id if plateau else "", day.isoformat() if day else ""]))
