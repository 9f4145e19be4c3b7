"""Plain data made into a record, and pydantic's errors into problems that point at the line."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aboveboard.errors import Problem
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.place import Place
from aboveboard.records.values import Steps, quoted

Model = TypeVar("Model", bound=BaseModel)

# What a file says by its name and its body; never by its front matter.
NOT_IN_FRONT_MATTER = frozenset(("id", "path", "introduction", "updates", "body"))


def validated(
    model: type[Model], data: object, place: Place, problems: list[Problem], beside: dict[str, Any] | None = None
) -> Model | None:
    """A record of `data` and of what stands `beside` the front matter; None, and problems, when that cannot be."""
    if not isinstance(data, dict):
        problems.append(place.problem((), f"expected a mapping, not {quoted(data)}", "write lines of `key: value`"))
        return None
    reserved = NOT_IN_FRONT_MATTER.intersection(beside or ()) & data.keys()
    problems.extend(
        place.problem((name,), f'unknown key "{name}"', "the file says it already: remove the key", key=True)
        for name in sorted(reserved)
    )
    if reserved:
        return None
    try:
        return model.model_validate({**data, **(beside or {})})
    except ValidationError as error:
        problems.extend(_problem_of(detail, model, place) for detail in error.errors(include_url=False))
        return None


def known_keys(model: type[BaseModel]) -> list[str]:
    """The keys that people may write, by their names in files."""
    return [field.alias or name for name, field in model.model_fields.items() if name not in NOT_IN_FRONT_MATTER]


def _problem_of(detail: ErrorDetails, model: type[BaseModel], place: Place) -> Problem:
    steps: Steps = detail["loc"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "aboveboard":
            return place.problem((*steps, *context["steps"]), context["message"], context["hint"])
        case "missing":
            return _missing(str(steps[-1]), steps, place)
        case "extra_forbidden":
            hint = did_you_mean(str(steps[-1]), known_keys(_model_at(model, steps[:-1])))
            return place.problem(steps, f'unknown key "{steps[-1]}"', hint, key=True)
        case "enum":
            return place.problem(steps, *_not_a_word(detail, model, steps))
        case "model_type" | "model_attributes_type" | "mapping_type" | "dict_type":
            return place.problem(steps, f"expected a mapping, not {quoted(detail['input'])}", "write `{key: value}`")
        case _:
            return place.problem(steps, f"{quoted(detail['input'])} does not fit", detail["msg"])


def _missing(name: str, steps: Steps, place: Place) -> Problem:
    problem = place.problem(steps[:-1], "", "")
    field = f"{problem.field}.{name}" if problem.field else name
    return Problem(place.path, problem.line, problem.column, field, "is missing", f"add `{name}:`")


def _not_a_word(detail: ErrorDetails, model: type[BaseModel], steps: Steps) -> tuple[str, str]:
    field = _model_at(model, steps[:-1]).model_fields.get(_field_name(_model_at(model, steps[:-1]), str(steps[-1])))
    words = [member.value for enum in _classes_in(field.annotation, Enum) for member in enum] if field else []
    if not words:
        words = [
            word.strip(" '") for word in str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ",").split(",")
        ]
    written = detail["input"]
    return f"{quoted(written)} is not one of {', '.join(words)}", _near(written, words)


def _near(written: object, words: Iterable[str]) -> str:
    hint = did_you_mean(written, words) if isinstance(written, str) else ""
    return hint if hint.startswith("did") else ""


def _field_name(model: type[BaseModel], key: str) -> str:
    return next((name for name, field in model.model_fields.items() if field.alias == key), key)


def _model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel]:
    for step in steps:
        if isinstance(step, str) and (field := model.model_fields.get(_field_name(model, step))) is not None:
            model = next(iter(_classes_in(field.annotation, BaseModel)), model)
    return model


def _classes_in(annotation: Any, kind: type) -> list[Any]:
    if isinstance(annotation, type) and not get_args(annotation):
        return [annotation] if issubclass(annotation, kind) else []
    return [found for part in get_args(annotation) for found in _classes_in(part, kind)]
