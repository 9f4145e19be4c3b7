"""What people mean by a word."""

from __future__ import annotations

import pytest

from aboveboard.errors import UsageError
from aboveboard.writing.named import id_named


@pytest.mark.parametrize("word", ["", " "])
def test_no_word_means_nothing_even_where_there_is_but_one_thing_without_a_name(word: str) -> None:
    with pytest.raises(UsageError, match="no RFO"):
        id_named(word, {"2026-10-03-fra1-packet-loss": ""}, "RFO")
