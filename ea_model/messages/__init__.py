"""What the product has to say to a person: an identifier with values, put into words when somebody reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ea_model.words import table, unworded

Words = Callable[[str], str]
"""A text in each language: given the language."""
Value = str | int | Words
"""What stands in a place of a sentence; a `Message` is a `Words` too."""
_SECTION = "Message."
_VERBATIM = "Message.verbatim"


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence by its identifier in ``ea_model/words``, with what stands in its places; messages may nest.

    An identifier without a section is one of ``[Message]``. ``str()`` is the English sentence. Two messages are equal
    when they say the same thing of the same values.
    """

    id: str
    """``section.key`` of the sentence."""
    values: tuple[tuple[str, Value], ...]

    def __init__(self, identifier: str, /, **values: Any) -> None:
        object.__setattr__(self, "id", identifier if "." in identifier else f"{_SECTION}{identifier}")
        object.__setattr__(self, "values", tuple((name, _value(value)) for name, value in values.items()))

    @classmethod
    def of(cls, error: object) -> Message:
        """The message an exception was raised with; else what it says, as it is (a library's sentence)."""
        value = _value(error)
        return value if isinstance(value, Message) else cls(_VERBATIM, text=value)

    def __call__(self, lang: str) -> str:
        """The sentence in a language; the identifier with its values where the words have none."""
        values = {name: value(lang) if callable(value) else value for name, value in self.values}
        try:
            return table(lang)[self.id].format_map(values)
        except KeyError:
            return unworded(self.id, values)

    def __str__(self) -> str:
        return self("en")

    def with_texts(self, change: Callable[[str], str]) -> Message:
        """The same with every text in its places changed, those of messages within it too."""
        values = (
            (name, value.with_texts(change) if isinstance(value, Message) else _changed(value, change))
            for name, value in self.values
        )
        return Message(self.id, **dict(values))


def did_you_mean(message: Message, near: tuple[str, ...]) -> Message:
    """A message that offers what was probably meant, where there is anything near."""
    words = ", ".join(f"'{word}'" for word in near)
    return Message("did_you_mean", message=message, words=words) if words else message


def noted(message: Message, times: int) -> Message:
    """What stands at the first place of several: with how often it was so."""
    return Message("noted", message=message, often=Message("times", times=times) if times > 1 else Message("once"))


def _value(value: object) -> Any:
    """A value as it is kept: an exception is what it was raised with, everything but numbers and words a text."""
    if isinstance(value, Exception) and value.args and isinstance(value.args[0], Message):
        return value.args[0]
    return value if isinstance(value, int) or callable(value) else str(value)


def _changed(value: Value, change: Callable[[str], str]) -> Value:
    return change(value) if isinstance(value, str) else value
