"""Records as nested lists of plain values and back: what a cache can hold, with nothing in it that runs.

Thawing trusts its input and validates nothing, so it costs a tenth of reading: only lists that `freeze` made, under the
same version of this package, may come here.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from pydantic import BaseModel

from aboveboard.records.hours import Hours
from aboveboard.records.incident import Incident
from aboveboard.records.requires import Group

Thaw = Callable[[Any], Any]

_PLAIN = (str, int, bool, type(None))


def freeze(value: Any) -> Any:
    """Models and dataclasses become lists of their fields in order; anything else what its type needs."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [freeze(item) for item in value]
    if isinstance(value, BaseModel):
        return [freeze(item) for item in value.__dict__.values()]
    if isinstance(value, Fraction):
        return [value.numerator, value.denominator]
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Group):
        return [value.at_least, [freeze(entry) for entry in value.of]]
    if isinstance(value, Hours):
        holidays = value.holidays if isinstance(value.holidays, str) else freeze(value.holidays)
        return [freeze(value.weekly), value.timezone, holidays]
    if dataclasses.is_dataclass(value):
        return [freeze(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return [[freeze(key), freeze(item)] for key, item in value.items()]
    raise TypeError(f"{type(value)} cannot be frozen")


def frozen_facts(incident: Incident) -> list[Any]:
    """The incident frozen without the words that were said about it: no introduction, no text of an update."""
    said = {"introduction", "updates"}
    updates = [[update.status, update.at] for update in incident.updates]
    return [updates, *(freeze(value) for name, value in incident.__dict__.items() if name not in said)]


@cache
def thawer(annotation: Any) -> Thaw | None:
    """What turns a frozen value back into one of this type; None when it is that value already."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return thawer(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return _union_thawer(tuple(one for one in arguments if one is not type(None)))
    if origin is tuple:
        return _tuple_thawer(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_thawer(arguments)
    if annotation in (str, int, bool):
        return None
    return _class_thawer(annotation)


def _union_thawer(arguments: tuple[Any, ...]) -> Thaw | None:
    if set(arguments) == {str, Group}:
        return _entry
    if len(arguments) > 1 and str in arguments:  # a code, or a list of something
        other = thawer(next(one for one in arguments if one is not str))
        return lambda value: value if other is None or value is None or isinstance(value, str) else other(value)
    inner = thawer(arguments[0])
    if inner is None:
        return None
    return lambda value: None if value is None else inner(value)


def _tuple_thawer(arguments: tuple[Any, ...]) -> Thaw:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner = thawer(arguments[0])
        if inner is None:
            return lambda values: tuple(values)
        return lambda values: tuple([inner(value) for value in values])
    each = [thawer(argument) for argument in arguments]
    return lambda values: tuple(
        value if thaw is None else thaw(value) for thaw, value in zip(each, values, strict=True)
    )


def _mapping_thawer(arguments: tuple[Any, ...]) -> Thaw:
    key, value = (thawer(argument) or (lambda same: same) for argument in arguments)
    return lambda pairs: {key(one): value(other) for one, other in pairs}


def _class_thawer(kind: Any) -> Thaw:
    if kind is Fraction:
        return lambda pair: Fraction(pair[0], pair[1])
    if kind is date:
        return date.fromordinal
    if kind is Hours:
        return _hours
    if issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    if issubclass(kind, BaseModel):
        return _model_thawer(kind)
    return _dataclass_thawer(kind)


def _model_thawer(model: type[BaseModel]) -> Thaw:
    names = tuple(model.model_fields)
    thawers = ((at, thawer(field.annotation)) for at, field in enumerate(model.model_fields.values()))  # type: ignore[arg-type]
    inner = [(at, inside) for at, inside in thawers if inside is not None]
    new, put = model.__new__, object.__setattr__

    def thaw(values: list[Any]) -> BaseModel:
        for at, inside in inner:
            values[at] = inside(values[at])
        record = new(model)
        put(record, "__dict__", dict(zip(names, values, strict=True)))
        put(record, "__pydantic_fields_set__", set())
        put(record, "__pydantic_extra__", None)
        put(record, "__pydantic_private__", None)
        return record

    return thaw


def _dataclass_thawer(kind: Any) -> Thaw:
    hints = typing.get_type_hints(kind)
    inner = [thawer(hints[field.name]) for field in dataclasses.fields(kind)]
    return lambda values: kind(
        *[value if thaw is None else thaw(value) for thaw, value in zip(inner, values, strict=True)]
    )


def _entry(value: Any) -> Any:
    return value if isinstance(value, str) else Group(value[0], tuple(_entry(entry) for entry in value[1]))


def _hours(value: Any) -> Hours:
    weekly, timezone, holidays = value
    days = holidays if isinstance(holidays, str) else tuple(date.fromordinal(day) for day in holidays)
    return Hours(tuple(tuple((start, end) for start, end in windows) for windows in weekly), timezone, days)
