"""Label expressions: texts in which ``${name}`` or ``${property:KEY}`` stand for what the model says.

The language is that of Archi: ``${if:condition:then:else}``, ``${nvl:this:that}``, ``${wordwrap:40:text}``, and before
the brace whose value is meant (``$view{name}``, ``$parent{…}``, ``$source{…}``, ``$aggregation:source{name}``). What
is not known stays empty, what is no expression stays as it is written.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

_BEGIN = re.compile(r"\$([A-Za-z]*(?::[A-Za-z]+)?)\{")
_DEEPEST = 20
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a label may ask of one thing."""

    name: str = ""
    kind: str = ""
    specialization: str = ""
    documentation: str = ""
    content: str = ""
    viewpoint: str = ""
    strength: str = ""
    access: str = ""
    properties: tuple[tuple[str, str], ...] = field(default=())


Others = Callable[[str], Facts | None]
"""The facts of what a prefix means: ``model``, ``view``, ``mfolder``, ``vfolder``, ``parent``, ``source``, ``target``,
or a relation and the end that is meant, as ``aggregation:source``."""


def rendered(expression: str, facts: Facts, others: Others) -> str:
    """The text of a label."""
    text = expression[:_LONGEST].replace("\\n", "\n").replace("\\t", "\t").replace("\r\n", "\n")
    return _render(text, facts, others, 0)[:_LONGEST]


def _render(text: str, facts: Facts, others: Others, depth: int) -> str:
    if depth > _DEEPEST or "$" not in text:
        return text
    parts: list[str] = []
    at = 0
    while match := _BEGIN.search(text, at):
        end = _closing(text, match.end())
        if end < 0:
            break
        parts.append(text[at : match.start()])
        source = others(match.group(1).lower()) if match.group(1) else facts
        inner = partial(_render, facts=source or facts, others=others, depth=depth + 1)
        parts.append(_value(text[match.end() : end], source, inner))
        at = end + 1
    return "".join((*parts, text[at:]))


def _closing(text: str, at: int) -> int:
    """Where the brace that is open closes; -1 when nowhere."""
    depth = 1
    for place in range(at, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if not depth:
            return place
    return -1


def _value(body: str, facts: Facts | None, render: Callable[[str], str]) -> str:
    word, *arguments = _split(body)
    word = word.strip().lower()
    if word == "if":
        condition, then, otherwise, *_ = [*arguments, "", "", ""]
        return render(then if render(condition).strip() else otherwise)
    if word == "nvl":
        first, other, *_ = [*arguments, "", ""]
        return render(first) or render(other)
    if word == "wordwrap" and arguments:
        width, text = arguments[0].strip(), render(":".join(arguments[1:]))
        return _wrapped(text, int(width)) if width.isdecimal() and len(width) < 5 and int(width) else text
    return _fact(word, arguments, facts) if facts else ""


def _fact(word: str, arguments: list[str], facts: Facts) -> str:
    properties = facts.properties
    if word == "property":
        return next((value for key, value in properties if key == ":".join(arguments)), "")
    if word == "properties" and arguments:
        return arguments[0].join(value for key, value in properties if key == ":".join(arguments[1:]))
    if word == "properties":
        return "\n".join(f"{key}: {value}" for key, value in properties)
    if word == "propertiesvalues":
        return "\n".join(value for _, value in properties)
    return {
        "name": facts.name, "type": facts.kind, "specialization": facts.specialization, "content": facts.content,
        "documentation": facts.documentation, "viewpoint": facts.viewpoint, "strength": facts.strength,
        "accesstype": facts.access,
    }.get(word, "")  # fmt: skip


def _split(body: str) -> list[str]:
    """The arguments of an expression, at the colons outside its inner braces."""
    parts, depth = [""], 0
    for char in body:
        depth += (char == "{") - (char == "}")
        if char == ":" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _wrapped(text: str, width: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in text.split("\n"))
