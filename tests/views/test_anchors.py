from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.records.updates import Update
from aboveboard.views.anchors import update_anchors
from builders import at


def update(text: str) -> Update:
    return Update("Update", at(text), "", 1)


def test_an_anchor_is_the_minute_of_its_update() -> None:
    assert update_anchors([update("2026-10-03 10:20+02:00")]) == ("2026-10-03T0820Z",)


def test_the_second_update_of_a_minute_is_numbered() -> None:
    updates = [update("2026-10-03 08:20:05 UTC"), update("2026-10-03 08:20:50 UTC"), update("2026-10-03 08:21 UTC")]
    assert update_anchors(updates) == ("2026-10-03T0820Z", "2026-10-03T0820Z-2", "2026-10-03T0821Z")


_INSTANTS = st.lists(st.integers(0, 7200), max_size=12).map(sorted)


@given(_INSTANTS, st.integers(0, 7200))
def test_inserting_an_update_changes_no_anchor_of_another_minute(instants: list[int], new: int) -> None:
    before = anchors_by_instant(instants)
    after = anchors_by_instant(sorted([*instants, new]))
    assert [pair for pair in before if pair[0] // 60 != new // 60] == [
        pair for pair in after if pair[0] // 60 != new // 60
    ]


@given(_INSTANTS)
def test_anchors_are_unique(instants: list[int]) -> None:
    anchors = [anchor for _, anchor in anchors_by_instant(instants)]
    assert len(anchors) == len(set(anchors))


def anchors_by_instant(instants: list[int]) -> list[tuple[int, str]]:
    anchors = update_anchors(Update("Update", instant, "", 1) for instant in instants)
    return list(zip(instants, anchors, strict=True))
