"""What the tests of the site share: writing one, reading its pages as a browser would, and following every link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from ea_model.model import Model
from ea_model.views import site

_NOT_HTML4 = 801
"""libxml2 knows HTML 4 and calls every newer element a mistake; this is the number of that mistake."""


def written(model: Model, folder: Path, lang: str = "nl") -> Path:
    """The site of a model in a folder."""
    for path, content in site.files(model, lang):
        target = folder / path
        assert target.resolve().is_relative_to(folder.resolve()), path
        assert not target.exists(), f"{path} is written twice"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def page(folder: Path, path: str) -> html.HtmlElement:
    """One page."""
    return html.document_fromstring((folder / path).read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def pages(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page with its path."""
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        yield path, page(folder, path)


def mistakes(content: bytes) -> list[str]:
    """What is wrong with a page as HTML."""
    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring(content, parser)
    return [str(entry) for entry in parser.error_log if entry.type != _NOT_HTML4]


def broken_links(folder: Path) -> list[str]:
    """Every link, picture or script of a site that leads nowhere in it, or out of it."""
    anchors = {path: set(root.xpath("//@id")) for path, root in pages(folder)}
    wrong = []
    for path, root in pages(folder):
        for address in root.xpath("//@href | //@src | //@action"):
            parts = urlsplit(address)
            if address == "data:," or address.startswith("data:image/"):
                continue
            target = (folder / path).parent / unquote(parts.path) if parts.path else folder / path
            found = target.resolve()
            if parts.scheme or parts.netloc or not found.is_relative_to(folder.resolve()) or not found.is_file():
                wrong.append(f"{path}: {address}")
            elif (
                parts.fragment
                and unquote(parts.fragment) not in anchors[found.relative_to(folder.resolve()).as_posix()]
            ):
                wrong.append(f"{path}: no anchor {address}")
    return wrong


def words(root: html.HtmlElement) -> str:
    """What a person reads on a page."""
    return " ".join(" ".join(root.xpath("//main//text()")).split())
