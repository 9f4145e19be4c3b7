"""Records as nested lists of plain values and back: what a cache can hold, with nothing in it that runs.

Thawing trusts its input and validates nothing, so it costs a tenth of reading: only lists that `freeze` made, under the
same version of this package, may come here.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from pydantic import BaseModel

from aboveboard.records.hours import Hours
from aboveboard.records.incident import Incident
from aboveboard.records.requires import Group

Freeze = Callable[[Any], Any]
Thaw = Callable[[Any], Any]

_PLAIN_KINDS = (str, int, bool, type(None))
_PLAIN = frozenset(_PLAIN_KINDS)

# Where they stand in a frozen incident.
_INTRODUCTION, _UPDATES = (tuple(Incident.model_fields).index(name) for name in ("introduction", "updates"))


def freeze(value: Any) -> Any:
    """Models and dataclasses become lists of their fields in order; anything else what its type needs."""
    return value if type(value) in _PLAIN else _FREEZERS[type(value)](value)


def facts_of(frozen: list[Any]) -> list[Any]:
    """What `freeze` made of an incident, without the words that were said about it: no introduction, no text of an
    update."""
    facts = frozen.copy()
    facts[_INTRODUCTION] = None
    facts[_UPDATES] = [update[:2] for update in frozen[_UPDATES]]
    return facts


class _Freezers(dict[type, Freeze]):
    """By type; made when a value of it is met first."""

    def __missing__(self, kind: type) -> Freeze:
        self[kind] = freezer = _freezer(kind)
        return freezer


_FREEZERS = _Freezers()


def _freezer(kind: type) -> Freeze:
    """What freezes the values of a type that is not plain."""
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, _PLAIN_KINDS):
        return lambda value: value
    if issubclass(kind, tuple):
        return _frozen_items
    if issubclass(kind, BaseModel):
        return lambda value: _frozen_items(value.__dict__.values())
    if issubclass(kind, Fraction):
        return lambda value: [value.numerator, value.denominator]
    if issubclass(kind, date):
        return lambda value: value.toordinal()
    if issubclass(kind, Group):
        return lambda value: [value.at_least, _frozen_items(value.of)]
    if issubclass(kind, Hours):
        return _frozen_hours
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
        return lambda value: _frozen_items([getattr(value, name) for name in names])
    if issubclass(kind, Mapping):
        return lambda value: [[freeze(key), freeze(item)] for key, item in value.items()]
    raise TypeError(f"{kind} cannot be frozen")


def _frozen_items(values: Iterable[Any]) -> list[Any]:
    return [value if type(value) in _PLAIN else _FREEZERS[type(value)](value) for value in values]


def _frozen_hours(hours: Hours) -> list[Any]:
    holidays = hours.holidays if isinstance(hours.holidays, str) else freeze(hours.holidays)
    return [freeze(hours.weekly), hours.timezone, holidays]


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
