"""What the layers hand to each other is changed by nobody: the type checker sees to it."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

import pytest
from mypy import api

from aboveboard.frozen import frozen


@frozen
class _Pair:
    left: int
    right: int = 2


@frozen
class _Nothing:
    pass


@frozen
class _Secret:
    name: str
    key: str = field(repr=False)
    seen: list[str] = field(default_factory=list, repr=False, compare=False)


@frozen
class _Doubled:
    one: int
    two: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "two", 2 * self.one)


@frozen(order=True)
class _Ordered:
    first: int


def test_equal_values_are_one_value() -> None:
    assert {_Pair(1), _Pair(1, 2)} == {_Pair(left=1, right=2)}
    assert _Pair(1) != _Pair(2)
    assert repr(_Pair(1)) == "_Pair(left=1, right=2)"


def test_a_value_equals_no_value_of_another_class() -> None:
    assert _Pair(1) != _Ordered(1)
    assert _Pair(1) != (1, 2)
    assert {_Nothing(), _Nothing()} == {_Nothing()}


def test_what_is_not_to_be_shown_or_compared_is_not() -> None:
    assert _Secret("a", "key", ["x"]) == _Secret("a", "key")
    assert hash(_Secret("a", "key", ["x"])) == hash(_Secret("a", "key"))
    assert _Secret("a", "key") != _Secret("a", "other")
    assert repr(_Secret("a", "key")).endswith("_Secret(name='a')")


def test_a_value_may_finish_itself() -> None:
    assert [(each.one, each.two) for each in (_Doubled(1), _Doubled(one=2))] == [(1, 2), (2, 4)]


def test_the_first_value_is_made_like_any_other() -> None:
    """Though how to make one is only then found out."""

    @frozen
    class Late:
        """Made of two."""

        left: int
        right: list[int] = field(default_factory=list)

    for _ in range(2):
        with pytest.raises(TypeError, match=r"Late.__init__\(\) missing 1 required positional argument: 'left'"):
            Late()  # type: ignore[call-arg]
    assert (Late(1), Late(1).right) == (Late(left=1, right=[]), [])
    assert Late(1).right is not Late(1).right
    assert Late.__doc__ == "Made of two."


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
