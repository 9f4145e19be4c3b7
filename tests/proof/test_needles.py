"""The quick way never misses what the slow one finds: needles, windows and automata against the rule itself."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.proof.scanner import Scanner
from aboveboard.views.terms.folding import words_of
from aboveboard.views.terms.term import Term, TermKind

WORD = st.text("abÄß", min_size=1, max_size=6)
MARK = st.sampled_from(["", " ", "-", " – ", "\u00a0", ". ", "/", "\n\n", "&amp;", "&#32;"])
FILLER = st.text("abÄß -.,\n", max_size=40) | st.just(" – " * 500)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[str], str]:
    """A few names, and a text that has one of them in it more often than chance would."""
    names = draw(st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6, unique=True))
    words = draw(st.sampled_from(names)).split(" ")
    inner = "".join(word + draw(MARK) for word in words[:-1]) + words[-1]
    return names, draw(FILLER) + draw(MARK) + inner + draw(MARK) + draw(FILLER)


def stands_in(name: str, text: str) -> bool:
    """The rule, as the handbook has it."""
    words = words_of(name)
    plain = " ".join(["", *words_of(text.replace("&amp;", "&").replace("&#32;", " ")), ""])
    rule = " *".join(words)
    return re.search(rule if len("".join(words)) >= 8 else f" {rule} ", plain) is not None


@given(scenes())
def test_the_scanner_finds_what_the_rule_says(scene: tuple[list[str], str]) -> None:
    names, text = scene
    terms = {term.key: term for name in names if (term := Term(name, TermKind.NAME, name)).can_be_found}
    found = {hit.term.text for hit in Scanner(terms.values()).hits(None, "a.html", text.encode())}
    assert found == {term.text for term in terms.values() if stands_in(term.text, text)}
