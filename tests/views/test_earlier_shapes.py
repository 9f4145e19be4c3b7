"""What lies on a service's path today did not always: work and incidents touch what needed their part then."""

from __future__ import annotations

import pytest

from aboveboard.views.audience import PUBLIC, Reader
from aboveboard.views.coming_work import touched_services
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import spared_services
from aboveboard.views.portal.home import PortalHome, portal_home
from aboveboard.views.search import search_entries
from builders import catalog, change, edition_of, incident
from builders import customer as sold_to

CATALOG = {
    **catalog(
        services="""\
web: {name: Web hosting, requires: [edge], was: [{until: 2026-11-01, requires: [edge, transit]}]}
drive: {name: Drive, requires: [edge, transit], was: [{until: 2026-11-01, requires: [edge]}]}
mail: {name: Mail, requires: [transit]}
""",
        components="""\
edge: {name: Edge, owner: infrastructure}
transit: {name: Transit, owner: infrastructure, requires: [fibre]}
fibre: {name: Fibre, owner: infrastructure}
""",
    ),
    **sold_to("acme", "name: Acme\nsubscriptions: [{service: web, since: 2024-01-01}]"),
    **sold_to("bolt", "name: Bolt\nsubscriptions: [{service: drive, since: 2024-01-01}]"),
}


def work(start: str, end: str) -> dict[str, str]:
    window = f"window: {{from: {start} UTC, to: {end} UTC}}"
    return change("2026-11-20-fibre", f"title: Fibre work\ncomponents: [fibre]\n{window}\noutcome: planned")


def cut(day: str) -> dict[str, str]:
    times = f"started: {day} 08:00 UTC\nresolved: {day} 09:00 UTC\n"
    return incident(f"{day}-cut", f"title: Fibre cut\n{times}impacts: [{{on: fibre, level: outage}}]")


def edition(files: dict[str, str], reader: Reader = PUBLIC) -> Edition:
    return edition_of({**CATALOG, **files}, "2026-11-15 13:37 UTC", reader)


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        ("2026-10-20 01:00", "2026-10-20 02:00", {"web", "mail"}),
        ("2026-10-31 23:00", "2026-11-01 00:00", {"web", "mail"}),
        ("2026-10-31 23:00", "2026-11-01 01:00", {"web", "drive", "mail"}),
        ("2026-11-01 00:00", "2026-11-01 01:00", {"drive", "mail"}),
    ],
)
def test_work_touches_the_services_that_need_its_part_during_the_window(
    start: str, end: str, touched: set[str]
) -> None:
    found = edition(work(start, end))
    assert {*touched_services(found, found.register.changes["2026-11-20-fibre"])} == touched


@pytest.mark.parametrize(("customer", "titles"), [("acme", []), ("bolt", ["Fibre work"])])
def test_nobody_is_told_of_work_on_what_their_service_needed_once(customer: str, titles: list[str]) -> None:
    home = portal_home(edition(work("2026-11-20 01:00", "2026-11-20 02:00"), Reader(customer=customer))).view
    assert isinstance(home, PortalHome)
    assert [row.title for row in home.work.rows] == titles


@pytest.mark.parametrize(("day", "named", "unnamed"), [("2026-10-20", "Web", "Drive"), ("2026-11-10", "Drive", "Web")])
def test_what_needs_a_part_at_another_time_was_not_saved_by_a_spare_one(day: str, named: str, unnamed: str) -> None:
    found = edition(cut(day))
    assert spared_services(found, found.register.incidents[f"{day}-cut"]) == ()
    (text,) = [entry.text for entry in search_entries(found) if entry.title == "Fibre cut"]
    assert named in text
    assert unnamed not in text
