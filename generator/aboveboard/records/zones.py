"""Time zones by their names, and by the rules of the tzdata package: a machine's own may be years old, and then a month
ends at another instant than on the next machine."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# Names that stand for whatever zone a machine is in.
_NOWHERE = {"localtime", "Factory"}


@cache
def zone_names() -> Collection[str]:
    """The package's own list: the same names on every machine, and no walk through a machine's files."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - _NOWHERE


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone of one of these names. One name is one object: Python compares and subtracts by that."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
