"""Whose portal is looked at again: everybody whose paths cross what changed, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aboveboard.availability.graph import graph_of
from aboveboard.records.frozen import freeze
from aboveboard.records.repository import read_repository
from aboveboard.site.place import Place
from aboveboard.site.reach_stamps import ReachStamps
from private_scene import private_repository
from small_site import incident

# 2026-11-15 13:20 UTC, when an incident was opened that reaches Acme alone, and is open still on the day after.
_OPENED = 1_794_748_800
_NOW = _OPENED + 86_400


def stamps(root: Path, now: int = _NOW, shared: str = "") -> dict[str, str]:
    register = read_repository(root).register
    place = Place(root, root / "site", now, fixed=False)
    made = ReachStamps(register, graph_of(register), place, shared, lambda record: repr(freeze(record)))
    return {id: made.of(customer) for id, customer in register.customers.items()}


def _on_a_shared_part(root: Path) -> None:
    incident(root, "2026-10-03-edge", "impacts: [{on: edge, level: partial}]\n")


def _on_acmes_own(root: Path) -> None:
    incident(root, "2026-10-03-gateway", "impacts: [{on: acme-vpn, level: partial, customers: [acme]}]\n")


def _of_bolt(root: Path) -> None:
    path = root / "content/catalog/customers/bolt.yml"
    path.write_text(path.read_text("utf-8").replace("Zebulon Marsh", "Zebulon Mersh"), "utf-8")


@pytest.mark.parametrize(
    ("change", "touched"), [(_on_a_shared_part, {"acme", "bolt"}), (_on_acmes_own, {"acme"}), (_of_bolt, {"bolt"})]
)
def test_a_stamp_changes_with_what_lies_on_the_paths(
    tmp_path: Path, change: Callable[[Path], None], touched: set[str]
) -> None:
    root = private_repository(tmp_path)
    before = stamps(root)
    change(root)
    after = stamps(root)
    assert {id for id in before if before[id] != after[id]} == touched


def test_ten_minutes_within_the_hour_touch_only_who_is_reached_by_something_open(tmp_path: Path) -> None:
    root = private_repository(tmp_path)
    now, later = stamps(root), stamps(root, _NOW + 600)
    assert {id for id in now if now[id] != later[id]} == {"acme"}
    assert not set(now.values()) & set(stamps(root, _NOW + 3600).values())


def test_what_all_portals_share_changes_every_stamp(tmp_path: Path) -> None:
    root = private_repository(tmp_path)
    assert not set(stamps(root).values()) & set(stamps(root, shared="another theme").values())


def test_who_is_reached_by_something_within_the_hour_has_no_stamp(tmp_path: Path) -> None:
    """It may move the as-of of that portal alone."""
    root = private_repository(tmp_path)
    found = stamps(root, _OPENED + 60)
    assert found["acme"] == ""
    assert found["bolt"]


def test_a_change_touches_whom_only_the_incident_that_it_caused_reached(tmp_path: Path) -> None:
    root = private_repository(tmp_path)
    matter = "impacts: [{on: acme-vpn, level: outage, customers: [acme]}]\nchange: 2026-10-02-disk\n"
    incident(root, "2026-10-03-gateway", matter)
    components = root / "content/catalog/components.yml"
    components.write_text(components.read_text("utf-8") + "spare: {name: Spare, owner: software}\n", "utf-8")
    path = root / "content/changes/2026/2026-10-02-disk.md"
    window = "window: {from: 2026-10-02 01:00 UTC, to: 2026-10-02 03:00 UTC}"
    text = f"---\ntitle: A disk\nkind: maintenance\ncomponents: [spare]\n{window}\noutcome: succeeded\n---\n"
    path.write_text(text, "utf-8")
    register = read_repository(root).register
    assert "2026-10-02-disk" in register.changes
    before = stamps(root)
    path.write_text(text.replace("A disk", "Two disks"), "utf-8")
    after = stamps(root)
    assert {id for id in before if before[id] != after[id]} == {"acme"}
