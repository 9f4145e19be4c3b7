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
    most of what it takes to import them."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # a dataclass would look for a signature to say instead
    made = dataclass(slots=True, init=False, repr=False, eq=False)(cls)
    known = fields(made)  # type: ignore[arg-type]
    names = [one.name for one in known if one.repr]
    values = _values([one.name for one in known if one.compare])

    def is_equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: object) -> int:
        return hash(values(self))

    def shown(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    def begin(self: object, *args: object, **named: object) -> None:
        first = _beginning(made)
        setattr(made, "__init__", first)  # noqa: B010  (mypy knows no other way)
        first(self, *args, **named)

    for name, method in (("__init__", begin), ("__eq__", is_equal), ("__hash__", hash_of), ("__repr__", shown)):
        setattr(made, name, method)
    return made


def _beginning(made: type) -> Callable[..., None]:
    """How a dataclass of these fields begins: written and compiled when the first value is made, since most commands
    make values of few classes."""
    known = {one.name: one for one in fields(made)}
    own = {name: getattr(made, name) for name in ("__module__", "__qualname__", "__post_init__") if hasattr(made, name)}
    alike = type(
        made.__name__, (), {**own, **known, "__annotations__": {name: one.type for name, one in known.items()}}
    )
    found: Callable[..., None] = vars(dataclass(repr=False, eq=False)(alike))["__init__"]
    return found


def _values(names: list[str]) -> Callable[[object], Any]:
    """What gives the values of these attributes."""
    return attrgetter(*names) if names else lambda _: ()
