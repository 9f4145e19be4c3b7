"""The nearest known word to one that is unknown, as a hint."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    by_fold: dict[str, str] = {}
    for one in sorted(known):
        by_fold.setdefault(_fold(one), one)
    found = get_close_matches(_fold(word), list(by_fold), n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean "x"?`, or the known words when they are few, or nothing."""
    words = sorted(set(known))
    best = nearest(word[:100], words)
    if best is not None:
        return f'did you mean "{best}"?'
    return f"one of {', '.join(words)}" if 0 < len(words) <= 12 else ""


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
