"""JSON for people, as the standard library writes it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from aboveboard.render.indented import indented_json

_SCALARS = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=5)
_VALUES = some.recursive(
    _SCALARS, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner, max_size=4)
)


@given(_VALUES)
def test_it_is_what_the_standard_library_indents_by_one(value: Any) -> None:
    assert indented_json(value) == json.dumps(value, indent=1, ensure_ascii=False)
