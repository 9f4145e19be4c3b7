"""What can be had of a record that is wrong in places, so that one run of `check` tells the rest of what is wrong too.

Nothing but checks may see it: what is wrong is left out, or something stands in its place that no check objects to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from aboveboard.records.change import Window
from aboveboard.records.nearest import nearest
from aboveboard.records.vocabulary import Fault, Outcome, RfoStatus
from aboveboard.records.wrong import Steps

Model = TypeVar("Model", bound=BaseModel)

# A check reads something into the absence of these: without `resolved`, an incident is open.
TELLING = frozenset(
    (
        "resolved", "from", "to", "impacts", "customers", "audience", "long", "supplier", "preliminary_on",
        "actions", "changes", "root_cause", "final_on", "customer", "function", "until", "ended", "was",
    )
)  # fmt: skip

# Words that no check objects to; of other closed sets, any will do.
_WORDS: dict[Any, Enum] = {Fault: Fault.UNKNOWN, Outcome: Outcome.IN_PROGRESS, RfoStatus: RfoStatus.DRAFT}
_IDS = ("on", "service")
_TIMES: dict[Any, Any] = {int: 0, date: date(1970, 1, 1), Window: {"from": 0, "to": 0}, Mapping: {"?": "?"}}
_ROUNDS = 4


def salvaged(model: type[Model], data: dict[str, Any], details: Iterable[ErrorDetails]) -> tuple[Model | None, bool]:
    """What is left of the record, or None, and whether nothing is missing in it that its checks look for."""
    left = deepcopy(data)
    is_sound = True
    for _ in range(_ROUNDS):
        for detail in details:
            is_sound &= _mend(model, left, detail)
        try:
            return model.model_validate(left, by_alias=True, by_name=False), is_sound
        except ValidationError as error:
            details = error.errors(include_url=False)
    return None, False


def known_keys(model: type[BaseModel]) -> list[str]:
    """The keys that people may write, by their names in files; not what a file says by its name and its body."""
    beside = ("id", "path", "introduction", "updates", "body") if "path" in model.model_fields else ()
    return [field.alias or name for name, field in model.model_fields.items() if name not in beside]


def model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel]:
    """The model of the part that the steps lead to."""
    for step in steps:
        if (field := _field_of(model, step)) is not None:
            model = next(iter(_classes_in(field.annotation, BaseModel)), model)
    return model


def _mend(model: type[BaseModel], left: dict[str, Any], detail: ErrorDetails) -> bool:
    """Leave out what is wrong, or put something in its place; False when a check could miss it."""
    steps = _steps_to_a_key(detail["loc"])
    if not steps:
        return False
    parent = model_at(model, steps[:-1])
    field = _field_of(parent, steps[-1])
    if field is not None and field.is_required():
        return _replace(left, steps, field)
    _remove(left, steps)
    meant = nearest(str(steps[-1]), known_keys(parent)) if field is None else None
    return TELLING.isdisjoint((steps[-1], meant))


def _replace(left: dict[str, Any], steps: Steps, field: FieldInfo) -> bool:
    kind = get_origin(field.annotation) or field.annotation
    if kind is str and steps[-1] in _IDS:
        _remove(left, _steps_to_a_key(steps[:-1]))
        return False
    _put(left, steps, _TIMES[kind] if kind in _TIMES else _quiet_value(kind))
    return kind not in _TIMES


def _quiet_value(kind: Any) -> Any:
    if issubclass(kind, Enum):
        return _WORDS.get(kind, next(iter(kind)))
    return {str: "?", Fraction: Fraction(100), tuple: []}[kind]


def _steps_to_a_key(steps: Steps) -> Steps:
    """Without what leads into a list, or to the key of a mapping."""
    while steps and (isinstance(steps[-1], int) or steps[-1] == "[key]"):
        steps = steps[:-1]
    return steps


def _remove(left: dict[str, Any], steps: Steps) -> None:
    holder = _holder(left, steps)
    if holder is not None:
        holder.pop(steps[-1], None)


def _put(left: dict[str, Any], steps: Steps, value: Any) -> None:
    holder = _holder(left, steps)
    if holder is not None:
        holder[steps[-1]] = value


def _holder(left: Any, steps: Steps) -> dict[str | int, Any] | None:
    """The mapping that the last step is a key of; None when it was left out already."""
    try:
        for step in steps[:-1]:
            left = left[step]
    except KeyError:
        return None
    return left if steps and isinstance(left, dict) else None


def _field_of(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if (field.alias or name) == key), None)


def _classes_in(annotation: Any, kind: type) -> list[Any]:
    if isinstance(annotation, type) and not get_args(annotation):
        return [annotation] if issubclass(annotation, kind) else []
    return [found for part in get_args(annotation) for found in _classes_in(part, kind)]
