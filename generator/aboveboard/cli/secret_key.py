"""Secrets that a command needs: out of the environment, never from the command line, where anybody could see them."""

from __future__ import annotations

import os

from aboveboard.errors import UsageError

LINK_KEY = "ABOVEBOARD_LINK_KEY"
SEAL_KEY = "ABOVEBOARD_SEAL_KEY"

_MIN_LENGTH = 32
_MIN_DIFFERENT = 8
_HOW_TO_MAKE_ONE = "make one with `openssl rand -hex 32`, and keep it: another key gives other addresses"


def secret_key(variable: str) -> bytes:
    """Raises UsageError, without the value, for a secret that is missing or could be guessed."""
    value = os.environ.get(variable, "").strip()
    if not value:
        raise UsageError(f"{variable} is not set; {_HOW_TO_MAKE_ONE}")
    if len(value) < _MIN_LENGTH:
        raise UsageError(
            f"{variable} has {len(value)} characters, at least {_MIN_LENGTH} are needed; {_HOW_TO_MAKE_ONE}"
        )
    if len(set(value)) < _MIN_DIFFERENT:
        raise UsageError(f"{variable} repeats a few characters and could be guessed; {_HOW_TO_MAKE_ONE}")
    return os.fsencode(value)
