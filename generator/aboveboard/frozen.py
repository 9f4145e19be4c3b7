"""What the layers hand to each other: dataclasses that nobody changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

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
    made = dataclass(slots=True, unsafe_hash=True, order=True) if order else _with_methods
    return made if cls is None else made(cls)


def _with_methods(cls: type[_Class]) -> type[_Class]:
    """Has the methods that a dataclass would have written and compiled for each class: of hundreds of classes, that is
    the half of what it takes to import them."""
    made = dataclass(slots=True, repr=False, eq=False)(cls)
    known = fields(made)  # type: ignore[arg-type]
    names = [one.name for one in known if one.repr]
    values = _values([one.name for one in known if one.compare])

    def is_equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: object) -> int:
        return hash(values(self))

    def shown(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    for name, method in (("__eq__", is_equal), ("__hash__", hash_of), ("__repr__", shown)):
        setattr(made, name, method)
    return made


def _values(names: list[str]) -> Callable[[object], Any]:
    """What gives the values of these attributes."""
    return attrgetter(*names) if names else lambda _: ()
