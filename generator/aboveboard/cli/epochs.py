"""The epochs of customers' addresses, as options and a file say them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from aboveboard.errors import Problems, UsageError
from aboveboard.publish.capabilities import Epochs, Purpose
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.wrong import printable, quoted

_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_FEEDS = f"/{Purpose.FEEDS}"
_RIGHT = "write a whole number from 1 on"


def epochs_of(said: Sequence[str], file: Path | None, customers: Collection[str]) -> Epochs:
    """`2` is everybody's who has none of their own; `acme=3` is one portal's, `acme/feeds=2` its feeds'. An option goes
    before the file. Raises UsageError for what is no epoch, and for a customer who is not known: a typing error there
    would leave an address open that somebody meant to end."""
    default = 1
    own = _read(file, customers) if file is not None else {}
    for text in said:
        name, equals, number = text.rpartition("=")
        if equals:
            own[_name(name, customers, "--epoch")] = _epoch(number, "--epoch")
        else:
            default = _epoch(text, "--epoch")
    return Epochs(default, MappingProxyType(own))


def _read(file: Path, customers: Collection[str]) -> dict[str, int]:
    from aboveboard.records.hardened_yaml import read_yaml
    from aboveboard.records.source import source_of

    try:
        source = source_of(str(file), file.read_bytes())
        document = read_yaml(source.path, source.text)
    except OSError as error:
        raise UsageError(f"--epochs: {file} cannot be read: {error.strerror}") from error
    except Problems as error:
        raise UsageError(str(error)) from error
    if source.problems or document.problems:
        raise UsageError("\n".join(map(str, (*source.problems, *document.problems))))
    if document.value is None:
        return {}
    if not isinstance(document.value, Mapping):
        raise UsageError(f"{file}: not a mapping; write `acme: 2`, a customer a line")
    return {_name(name, customers, str(file)): _epoch(value, str(file)) for name, value in document.value.items()}


def _name(name: str, customers: Collection[str], where: str) -> str:
    customer = name.removesuffix(_FEEDS)
    if customer not in customers:
        hint = did_you_mean(customer, customers)
        raise UsageError(
            "; ".join(part for part in (f"{where}: no customer {quoted(customer)}", printable(hint)) if part)
        )
    return name


def _epoch(value: object, where: str) -> int:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise UsageError(f"{where}: {quoted(value)} is no epoch; {_RIGHT}")
    return int(value)
