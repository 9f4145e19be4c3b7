"""The same function over many items on several processes."""

from __future__ import annotations

import os
import time
from collections import Counter

import pytest

from aboveboard.publish.workers import default_jobs, in_parallel


def _slow(item: int) -> tuple[int, int]:
    time.sleep(0.05)
    return item, os.getpid()


@pytest.mark.skipif(default_jobs() < 2, reason="one core, or no safe way to fork")
def test_few_items_are_shared_between_the_workers_and_come_back_in_their_order() -> None:
    """Eighteen portals in one chunk of sixteen would leave one of two workers nearly without work."""
    done = list(in_parallel(_slow, range(18), 2, least=2))
    assert [item for item, _ in done] == list(range(18))
    assert min(Counter(worker for _, worker in done).values()) >= 4


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 1000])
def test_every_item_comes_back_once_however_many_there_are(count: int) -> None:
    assert list(in_parallel(str, range(count), 3)) == [str(item) for item in range(count)]
