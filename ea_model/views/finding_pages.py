"""A page per finding as Markdown, in both languages: what `ea explain CODE` prints; and a list of all of them.

``python -m ea_model.views.finding_pages FOLDER`` writes them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ea_model.rules import Rule, all_rules
from ea_model.views.answers.explain import caption, facts
from ea_model.words import LANGUAGES, label, label_of


def pages() -> dict[str, str]:
    """The text of every page by the name of its file."""
    rules = all_rules()
    return {"README.md": _list(rules)} | {f"{rule.code}.md": "\n".join(_page(rule)) for rule in rules}


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code}\n"
    for lang in LANGUAGES:
        yield f"## {label('Explain.language', lang)}\n"
        yield from (f"- **{name}**: {value}" for name, value in facts(rule, lang))
        yield ""
    for example in rule.examples:
        yield f"## {' / '.join(caption(example, lang) for lang in LANGUAGES)}\n"
        yield f"```{'xml' if example.model.startswith('<') else 'yaml'}\n{example.model}```\n"


def _list(rules: tuple[Rule, ...]) -> str:
    """A table per language, each code with a link to its page."""
    lines = []
    for lang in LANGUAGES:
        headers = ["code", *(label(f"Explain.{key}", lang) for key in ("finds", "severity", "since"))]
        rows = [
            [f"[{r.code}]({r.code}.md)", label(f"Rule.{r.code}_finds", lang), label_of(r.severity, lang), r.since]
            for r in rules
        ]  # fmt: skip
        table = [headers, ["---"] * len(headers), *rows]
        lines += [f"# {label('Explain.title', lang)}\n", *(f"| {' | '.join(row)} |" for row in table), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
