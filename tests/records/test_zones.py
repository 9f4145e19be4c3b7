"""Time zones: the same names and rules on every machine."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from aboveboard.availability.clock import local_instant
from aboveboard.records.values import instant_of
from aboveboard.records.zones import zone_named, zone_names


@pytest.fixture
def old_machine(tmp_path: Path) -> Iterator[None]:
    """Its own rules say that clocks in Vancouver show UTC."""
    (tmp_path / "America").mkdir()
    (tmp_path / "America/Vancouver").write_bytes(files("tzdata").joinpath("zoneinfo", "UTC").read_bytes())
    zoneinfo.reset_tzpath([str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    zone_named.cache_clear()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()
    zone_named.cache_clear()


@pytest.mark.usefixtures("old_machine")
def test_the_rules_of_the_machine_do_not_matter() -> None:
    summer = datetime(2031, 7, 3, tzinfo=UTC)
    assert summer.astimezone(zoneinfo.ZoneInfo("America/Vancouver")).utcoffset() == timedelta(0)
    assert summer.astimezone(zone_named("America/Vancouver")).utcoffset() == timedelta(hours=-7)
    assert local_instant(date(2031, 7, 3), 0, "America/Vancouver") == instant_of("2031-07-03 07:00 UTC")


def test_every_name_is_that_of_a_zone() -> None:
    assert len(zone_names()) > 400
    assert {str(zone_named(name)) for name in zone_names()} == zone_names()
    assert zone_named("Europe/Berlin") is zone_named("Europe/Berlin")


def test_where_a_machine_is_says_no_record() -> None:
    assert zone_names().isdisjoint({"localtime", "Factory"})
