"""The folders of an exchange file, with all they say; what stands in them is listed by id."""

from __future__ import annotations

from ea_model.readers.exchange.nodes import tagged
from ea_model.readers.xml.nodes import Node, named
from ea_model.source import conventions as form
from ea_model.source.folders import Folder
from ea_model.values import LangText


def tree_of(root: Node, language: str) -> list[Folder]:
    """The items of every ``organizations``; a text in the one ``language`` of its labels is plain."""
    around = Folder()
    waiting = [(section, around) for section in reversed(list(named(root, "organizations")))]
    while waiting:
        node, folder = waiting.pop()
        for item in named(node, "item"):
            reference = item.get("identifierRef") or ""
            if reference and not len(item):
                folder.inside.append(reference)
                continue
            inner = Folder(
                name=_plain(tagged(named(item, "label")), language),
                id=item.get("identifier") or "",
                documentation=_plain(tagged(named(item, "documentation")), language),
                shows=reference,
            )
            folder.inside.append(inner)
            waiting.append((item, inner))
    return [inner if isinstance(inner, Folder) else Folder(shows=inner) for inner in around.inside]


def _plain(text: str, language: str) -> str:
    """A text in the one language of its sort without the tag, and one without a tag where others have it with one."""
    if isinstance(text, LangText):
        return text.texts[language] if list(text.texts) == [language] else text
    return LangText({form.UNDETERMINED: text}) if language and text else text
