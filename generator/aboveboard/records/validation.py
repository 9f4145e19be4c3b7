"""Plain data made into a record, and pydantic's errors into problems that point at the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.place import Place
from aboveboard.records.salvage import known_keys, model_at, salvaged
from aboveboard.records.wrong import MOST_PROBLEMS, Steps, quoted, shown

Model = TypeVar("Model", bound=BaseModel)

_WORD = re.compile(r"'([^']*)'")
_KEY = "[key]"
_KEY_AND_VALUE = re.compile(r"([a-z_]+)[: ]\s*(\S.*)", re.DOTALL)


@frozen
class Validated(Generic[Model]):
    """`record` is a part of what was written when that is not `is_whole`: good for checks alone.

    `is_sound` says that nothing is missing in it that its checks look for.
    """

    record: Model | None
    is_whole: bool = False
    is_sound: bool = False


def validated(
    model: type[Model], data: object, place: Place, problems: list[Problem], beside: dict[str, Any]
) -> Validated[Model]:
    """A record of `data` and of what stands `beside` the front matter, or, with problems, what can be had of it."""
    if not isinstance(data, dict):
        said = "is empty" if data is None else f"expected a mapping, not {quoted(data)}"
        problems.append(place.problem((), said, "write lines of `key: value`"))
        return Validated(None)
    reserved = sorted(beside.keys() & data.keys())
    hint = "the file says it already: remove the key"
    problems.extend(place.problem((name,), f'unknown key "{name}"', hint, key=True) for name in reserved)
    whole = {**data, **beside}
    try:
        return Validated(model.model_validate(whole, by_alias=True, by_name=False), not reserved, is_sound=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details[: MOST_PROBLEMS + 1]:
        problems.extend(_problems_of(detail, model, place))
    record, is_sound = salvaged(model, whole, details)
    return Validated(record, is_sound=is_sound)


def _problems_of(detail: ErrorDetails, model: type[BaseModel], place: Place) -> Iterator[Problem]:
    steps: Steps = detail["loc"]
    context = detail.get("ctx", {})
    written = detail["input"]
    match detail["type"]:
        case "aboveboard":
            for one in context.get("all", [context]):
                yield place.problem((*steps, *one["steps"]), one["message"], one["hint"], key=one["key"])
        case "missing":
            yield place.missing(steps)
        case "extra_forbidden":
            known = known_keys(model_at(model, steps[:-1]))
            hint = _run_together(str(steps[-1]), known) or did_you_mean(str(steps[-1]), known)
            hint = hint or f"known are {', '.join(known)}"
            yield place.problem(steps, f"unknown key {quoted(steps[-1])}", hint, key=True)
        case "enum":
            yield _not_a_word(written, _WORD.findall(context["expected"]), steps, place)
        case "model_type" | "dict_type":
            said = "is empty" if written is None else f"expected a mapping, not {quoted(written)}"
            yield place.problem(steps, said, "write `{key: value}`, or lines of `key: value` below")
        case _:
            yield place.problem(steps, f"{quoted(written)} does not fit", "the handbook says what does")


def _run_together(key: str, known: Sequence[str]) -> str:
    """Within braces, `sla:gold` and `sla gold` are keys without a value."""
    found = _KEY_AND_VALUE.fullmatch(key)
    if found is None or found[1] not in known:
        return ""
    return f"write `{found[1]}: {shown(found[2])}`, with a colon and a space"


def _not_a_word(written: object, words: list[str], steps: Steps, place: Place) -> Problem:
    is_key = steps[-1] == _KEY
    near = did_you_mean(written, words) if isinstance(written, str) else ""
    among = ", ".join(words)
    if written is None:
        return place.problem(steps, "is empty", f"one of {among}")
    hint = near if near.startswith("did") else ""
    return place.problem(steps[:-1] if is_key else steps, f"{quoted(written)} is not one of {among}", hint, key=is_key)
