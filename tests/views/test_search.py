from __future__ import annotations

import pytest

from aboveboard.views import search
from aboveboard.views.search import search_entries
from builders import rfo
from status_scenes import AHEAD, LOSS, PAST, scene


def test_an_entry_is_a_title_the_services_and_a_sentence() -> None:
    report = rfo(
        "2026-11-04-sign-in",
        "status: final\nfinal_on: 2026-11-10\nroot_cause: failed-release\nsummary: A release lost the keys. All back.\nactions: []",
    )
    entries = {entry.path: entry for entry in search_entries(scene(PAST, LOSS, AHEAD, report))}
    loss = entries["incidents/2026-11-15-loss.html"]
    assert loss.title == "Packet loss between Frankfurt & Norvia"
    assert loss.text == (
        "Document Archive and ERP Suite. Third party (Norvia). Pages time out if your traffic reaches us through Norvia."
    )
    assert entries["services/erp.html"].text == "Business applications. Order entry. Orders and invoices."
    assert entries["maintenance/2026-11-22-db.html"].text == (
        "ERP Suite. Planned maintenance. ERP Suite may be slow for ten minutes."
    )
    assert entries["rfo/2026-11-04-sign-in.html"].text == "Final RFO. failed release. A release lost the keys."
    assert entries["history/2026-11.html"].title == "Incidents in November 2026"


def test_only_the_newest_records_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "NEWEST", 1)
    paths = [entry.path for entry in search_entries(scene(PAST, LOSS, AHEAD))]
    assert "maintenance/2026-11-22-db.html" in paths
    assert "incidents/2026-11-15-loss.html" not in paths
    assert "history/2026-11.html" in paths
