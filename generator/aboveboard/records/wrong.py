"""What is wrong with a value that somebody wrote: the error, its words, and the value as one printable line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError

Read = TypeVar("Read")
Steps = tuple[str | int, ...]

# Who has so many in one file has pasted something else: the rest can wait.
MOST_PROBLEMS = 1000
_SHOWN = 60


def wrong(message: str, hint: str = "", steps: Steps = (), *, key: bool = False) -> PydanticCustomError:
    """An error whose hint, and the steps from the field to the part that is wrong, travel beside its message.

    `validation.py` takes them apart again. `key` says that the last step's key is wrong, not its value.
    """
    context = {"message": message, "hint": hint, "steps": steps, "key": key}
    return PydanticCustomError("aboveboard", "{message}", context)


def unfit(value: object, kind: str, hint: str, steps: Steps = (), *, key: bool = False) -> PydanticCustomError:
    """`"x" is not a date`; nothing at all `is empty`."""
    return wrong("is empty" if value is None else f"{quoted(value)} is not {kind}", hint, steps, key=key)


def each(read: Callable[[Any], Read], values: Iterable[Any]) -> list[Read]:
    """What `read` makes of each value. When some are wrong, one error tells of all of them."""
    found, contexts = [], []
    for value in values:
        try:
            found.append(read(value))
        except PydanticCustomError as error:
            contexts.extend(contexts_of(error))
    if contexts:
        raise PydanticCustomError("aboveboard", "{message}", {**contexts[0], "all": contexts})
    return found


def below(step: str | int, read: Callable[[Any], Read], value: object) -> Read:
    """What `read` makes of the value; its error tells the step to the value first."""
    try:
        return read(value)
    except PydanticCustomError as error:
        contexts = [{**context, "steps": (step, *context["steps"])} for context in contexts_of(error)]
        raise PydanticCustomError("aboveboard", "{message}", {**contexts[0], "all": contexts}) from error


def contexts_of(error: PydanticCustomError) -> list[dict[str, Any]]:
    """What an error tells: message, hint, steps and key of each thing that is wrong."""
    context = error.context or {}
    found: list[dict[str, Any]] = context.get("all", [context])
    return found


def quoted(value: object) -> str:
    """The beginning of a text in quotes; of anything else, what it is."""
    if isinstance(value, str):
        return f'"{shown(value)}"'
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "nothing"


def shown(text: str) -> str:
    """The beginning of a text on one line, with nothing in it that a terminal would obey or hide."""
    return printable(text[:_SHOWN]) + ("…" if len(text) > _SHOWN else "")


def printable(text: str) -> str:
    """The text with its line ends, control characters and invisible spaces written as escapes."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
