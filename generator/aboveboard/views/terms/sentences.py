"""The sentences of a text that are long enough to be told from what anybody would write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.views.terms.folding import words_of
from aboveboard.views.words.prose import plain_text

# Shorter ones are anybody's: "It works again." Parts of an id or an address are no words.
LEAST_WORDS = 5
# A whole text that is shorter still tells something when it has so many letters.
_LEAST_LETTERS = 12

_BLOCK_END = re.compile(r"\n[ \t]*\n|^#{1,6} .*$|\n(?=[ \t]*(?:[-*+]|\d{1,9}[.)]) )", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")


def sentences_of(markdown: str) -> Iterator[str]:
    """As a reader of the rendered text would read them."""
    for block in plain_blocks(markdown):
        for sentence in _SENTENCE_END.split(block):
            if len(sentence.split()) >= LEAST_WORDS:
                yield sentence.strip()


def plain_blocks(markdown: str) -> Iterator[str]:
    """Paragraphs and items of lists without their marks."""
    return map(plain_text, _BLOCK_END.split(markdown))


def telling_parts_of(note: str) -> Iterator[str]:
    """The sentences of a text that is private as a whole; all of it when it has none."""
    found = tuple(sentences_of(note))
    yield from found
    if not found and len("".join(words_of(note))) >= _LEAST_LETTERS:
        yield note.strip()
