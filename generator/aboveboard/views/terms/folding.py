"""A text as it is compared: letters and digits alone, without case, accents and forms; everything else parts words.

Every character is folded for itself, so that a text and its parts fold alike, whether they are text or bytes.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
# Letters by name, and nothing to see: what stands for a syllable of Hangul that is not there.
_FILLERS = "\u115f\u1160"
# Amounts of money are told from other numbers by these.
_CURRENCIES = {"€": " eur ", "£": " gbp ", "¥": " jpy ", "₹": " inr "}


def folded(text: str) -> str:
    """ "Zürich–Nord’s" is "zurich nord s"; full-width and other forms are plain letters; what is not seen is left out."""
    if not text.isascii():
        for character in set(text):
            if not character.isascii():
                text = text.replace(character, folded_character(character))
    return text.translate(_PLAIN)


def words_of(text: str) -> tuple[str, ...]:
    return tuple(folded(text).split())


@lru_cache(maxsize=8192)
def folded_character(character: str) -> str:
    """Letters and digits without accents, a mark or a blank for what parts words, nothing for what nobody sees."""
    if character in _CURRENCIES:
        return _CURRENCIES[character]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_plain, plain))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum():
        return "" if character in _FILLERS else character
    category = unicodedata.category(character)
    return "" if category in ("Mn", "Me", "Cf") else "-" if category == "Pd" else " "
