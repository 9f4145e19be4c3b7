"""Which files a build reads again."""

from __future__ import annotations

import os
from pathlib import Path

from aboveboard.publish.cache import Cache
from aboveboard.publish.survey import Survey, surveyed

EDITED = "incidents/2026/2026-10-03-edge.md"


def survey(root: Path) -> Survey:
    with Cache(root / "cache.sqlite", "1") as cache:
        return surveyed(root, cache)


def test_a_file_written_just_before_the_cache_is_read_once_more(small: Path) -> None:
    """It may have been written to again within the same tick of the disk's clock."""
    now = (small / EDITED).stat().st_mtime
    for path in survey(small).stamps:
        os.utime(small / path, (now - 120, now - 120))
    os.utime(small / EDITED, (now - 60, now - 60))
    assert len(survey(small).read) > 1
    os.utime(small / "cache.sqlite", (now - 59, now - 59))
    assert survey(small).read == {EDITED}
    assert survey(small).read == set()


def test_the_stamps_have_another_number_when_one_of_them_is_another(small: Path) -> None:
    first = survey(small)
    assert survey(small).number == first.number > first.known_number
    (small / EDITED).write_text((small / EDITED).read_text() + "More.\n")
    second = survey(small)
    assert second.number > second.known_number == first.number
    (small / EDITED).unlink()
    third = survey(small)
    assert third.number > third.known_number == second.number
    assert third.stamps.keys() == second.stamps.keys() - {EDITED}
