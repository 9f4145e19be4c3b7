"""The JSON that somebody else sent, read with care: every error names what it is about, and nothing in it is obeyed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from aboveboard.errors import UsageError
from aboveboard.records.hardened_yaml import field_below
from aboveboard.records.wrong import Steps, quoted, shown

LIMIT_BYTES = 5 * 1024 * 1024
_MOST_SHOWN = 10
_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "tuple_type": "a list",
    "dict_type": "an object",
    "mapping_type": "an object",
    "model_type": "an object",
    "enum": "`firing` or `resolved`",
}


class Foreign(BaseModel):
    """Other people's messages: what we do not read may be anything."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Message = TypeVar("Message", bound=Foreign)


def read_json(data: bytes) -> Mapping[str, Any]:
    """The object in `data`; raises `UsageError` for anything else, for a key that stands twice, and for NaN."""
    if len(data) > LIMIT_BYTES:
        raise UsageError(f"payload: more than {LIMIT_BYTES // 1024**2} MB are too much for one notification")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_Object, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise UsageError(f"payload: byte {error.start + 1} is not UTF-8") from error
    except json.JSONDecodeError as error:
        said = error.msg[:1].lower() + error.msg[1:]
        raise UsageError(f"payload: line {error.lineno}, column {error.colno}: no JSON: {said}") from error
    except RecursionError as error:
        raise UsageError("payload: is nested too deeply to be read") from error
    except ValueError as error:
        raise UsageError(f"payload: a number cannot be read: {shown(str(error))}") from error
    if not isinstance(value, dict):
        raise UsageError(f"payload: expected an object, not {_what(value)}")
    _refuse_keys_that_stand_twice(value)
    return value


def read_message(model: type[Message], data: Mapping[str, Any]) -> Message:
    """Raises `UsageError` with every thing that is wrong, up to ten, by its JSON path."""
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False)
    lines = [_said(detail) for detail in details[:_MOST_SHOWN]]
    if len(details) > _MOST_SHOWN:
        lines.append(f"payload: {len(details) - _MOST_SHOWN} more things are wrong")
    raise UsageError("\n".join(lines))


def path_of(steps: Steps) -> str:
    """`alerts[0].startsAt`"""
    field = ""
    for step in steps:
        field = field_below(field, step)
    return field


class _Object(dict[str, Any]):
    """An object of the payload; `twice` is the first key that stands twice in it."""

    __slots__ = ("twice",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.twice = None
        if len(self) < len(pairs):
            self.twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _refuse_constant(name: str) -> NoReturn:
    raise UsageError(f"payload: {name} is not JSON")


def _refuse_keys_that_stand_twice(value: object) -> None:
    waiting: list[tuple[Steps, object]] = [((), value)]
    while waiting:
        steps, value = waiting.pop()
        if isinstance(value, _Object):
            if value.twice is not None:
                raise UsageError(f"payload: {path_of((*steps, value.twice))}: the key stands twice")
            waiting += (((*steps, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting += (((*steps, at), inner) for at, inner in enumerate(value))


def _said(detail: ErrorDetails) -> str:
    field = path_of(detail["loc"])
    kind = detail["type"]
    if kind == "missing":
        return f"payload: {field}: is missing"
    if kind == "aboveboard":
        context = detail["ctx"]
        hint = f"; {context['hint']}" if context["hint"] else ""
        return f"payload: {path_of((*detail['loc'], *context['steps']))}: {context['message']}{hint}"
    return f"payload: {field}: expected {_EXPECTED.get(kind, 'something else')}, not {_what(detail['input'])}"


def _what(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {shown(str(value))}"
    if isinstance(value, dict):
        return "an object"
    return "null" if value is None else quoted(value)
