"""What the layers hand to each other: dataclasses that nobody changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform, overload

_Class = TypeVar("_Class")


@overload
def frozen(cls: type[_Class], /) -> type[_Class]: ...


@overload
def frozen(*, order: bool = False) -> Callable[[type[_Class]], type[_Class]]: ...


@dataclass_transform(frozen_default=True)
def frozen(cls: type[_Class] | None = None, /, *, order: bool = False) -> object:
    """A slotted dataclass with a hash, frozen for the type checker: it refuses every assignment to a field.

    The interpreter does not refuse it: a dataclass that is frozen at run time takes five times as long to make, and a
    build makes millions.
    """
    made = dataclass(slots=True, unsafe_hash=True, order=order)
    return made if cls is None else made(cls)
