"""What the layers hand to each other is changed by nobody: the type checker sees to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from aboveboard.frozen import frozen


@frozen
class _Pair:
    left: int
    right: int = 2


@frozen(order=True)
class _Ordered:
    first: int


def test_equal_values_are_one_value() -> None:
    assert {_Pair(1), _Pair(1, 2)} == {_Pair(left=1, right=2)}
    assert _Pair(1) != _Pair(2)
    assert repr(_Pair(1)) == "_Pair(left=1, right=2)"


def test_there_is_no_place_for_anything_else() -> None:
    with pytest.raises(AttributeError):
        _Pair(1).other = 3  # type: ignore[attr-defined]


def test_order_is_asked_for() -> None:
    assert _Ordered(1) < _Ordered(2)
    with pytest.raises(TypeError):
        assert _Pair(1) < _Pair(2)  # type: ignore[operator]


def test_the_type_checker_refuses_to_change_one(tmp_path: Path) -> None:
    changing = tmp_path / "changing.py"
    changing.write_text(
        "from aboveboard.frozen import frozen\n"
        "@frozen\n"
        "class Pair:\n"
        "    left: int\n"
        "pair = Pair(1)\n"
        "pair.left = 2\n"
        "Pair('one')\n"
    )
    said, _, code = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(changing)])
    assert code == 1
    assert 'changing.py:6: error: Property "left" defined in "Pair" is read-only' in said
    assert "changing.py:7: error: Argument 1" in said
    assert "Found 2 errors" in said
