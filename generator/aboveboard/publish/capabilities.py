"""Names and keys that nobody can guess: made of a secret, a purpose, a customer and an epoch. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from aboveboard.frozen import frozen

# 160 bits are 32 letters and digits of base32.
_NAME_BYTES = 20


class Purpose(StrEnum):
    """What something is made for: what one opens tells nothing about another."""

    PORTAL = "portal"
    FEEDS = "feeds"
    SEALED_PATH = "sealed-path"
    SEALED_KEY = "sealed-key"


@frozen
class Epochs:
    """Which of a customer's names is the current one; a higher epoch ends the one before. `own` counts from 1, by
    customer, and by `customer/feeds` for feeds and calendar alone; `default` is the epoch of everybody else's portal."""

    default: int = 1
    own: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def portal(self, customer: str) -> tuple[int]:
        return (self.own.get(customer, self.default),)

    def feeds(self, customer: str) -> tuple[int, int]:
        """A portal's pages tell where its feeds are, so they end with it."""
        return *self.portal(customer), self.own.get(f"{customer}/{Purpose.FEEDS}", 1)


@frozen
class Names:
    """Below which folders a customer's portal lies, and its feeds and calendar."""

    portal: str
    feeds: str


def names_of(secret: bytes, customer: str, epochs: Epochs) -> Names:
    return Names(
        name_of(derived(secret, Purpose.PORTAL, customer, *epochs.portal(customer))),
        name_of(derived(secret, Purpose.FEEDS, customer, *epochs.feeds(customer))),
    )


def derived(secret: bytes, purpose: Purpose, customer: str, *epochs: int) -> bytes:
    """32 bytes. The parts are kept apart: an id has no zero byte."""
    return hmac.digest(secret, "\0".join(("aboveboard", purpose, customer, *map(str, epochs))).encode(), hashlib.sha256)


def name_of(data: bytes) -> str:
    """The first 160 bits as 32 lower-case letters and digits: the same name on disks that ignore case."""
    return base64.b32encode(data[:_NAME_BYTES]).decode().lower()
