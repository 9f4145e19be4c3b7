"""Which pages a reader's tree has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aboveboard.views.audience import STAFF
from aboveboard.views.edition import edition_for
from aboveboard.views.feeds import alternates_for
from aboveboard.views.tree_paths import (
    change_href,
    incident_href,
    public_url,
    record_href,
    rfo_href,
    service_href,
    site_href,
    ways_of,
)
from builders import PROVIDER, edition_of, incident, rfo
from portal_scene import AS_OF, FILES, SITE, portal_of

WHOLE = "final_on: 2026-10-12\nroot_cause: fan\nsummary: S.\nactions: []"


def test_the_public_tree_has_every_page() -> None:
    public = edition_of(FILES, AS_OF)
    assert incident_href(public, "2026-10-03-pod-down") == "incidents/2026-10-03-pod-down.html"
    assert change_href(public, "2026-10-25-firmware") == "maintenance/2026-10-25-firmware.html"
    assert rfo_href(public, "2026-10-03-pod-down") == "rfo/2026-10-03-pod-down.html"
    assert service_href(public, "mail") == "services/mail.html"
    assert site_href(public, "how-we-measure.html") == "how-we-measure.html"
    assert (ways_of(public).follow.path, ways_of(public).rules) == ("subscribe.html", "how-we-measure.html")


def test_a_portal_has_what_only_its_customer_may_read_and_the_reports_about_what_reached_it() -> None:
    acme = portal_of("acme")
    assert incident_href(acme, "2026-10-05-line") == "incidents/2026-10-05-line.html"
    assert incident_href(acme, "2026-10-03-pod-down") == f"{SITE}incidents/2026-10-03-pod-down.html"
    assert change_href(acme, "2026-10-06-own-line") == "maintenance/2026-10-06-own-line.html"
    assert change_href(acme, "2026-10-25-firmware") == f"{SITE}maintenance/2026-10-25-firmware.html"
    assert rfo_href(acme, "2026-10-03-pod-down") == "rfo/2026-10-03-pod-down.html"
    assert service_href(acme, "mail") == f"{SITE}services/mail.html"
    assert (ways_of(acme).follow.path, ways_of(acme).rules) == ("feeds/all.rss", f"{SITE}how-we-measure.html")


def test_staff_s_tree_has_what_the_public_may_not_see_and_all_else_is_on_the_public_site() -> None:
    own = incident("2026-10-04-own", "urgency: P2\nstarted: 2026-10-04 09:00 UTC\naudience: internal\nimpacts: []")
    staff = edition_of(FILES | own, AS_OF, STAFF)
    assert incident_href(staff, "2026-10-04-own") == "incidents/2026-10-04-own.html"
    assert incident_href(staff, "2026-10-05-line") == "incidents/2026-10-05-line.html"
    assert incident_href(staff, "2026-10-03-pod-down") == f"{SITE}incidents/2026-10-03-pod-down.html"
    assert change_href(staff, "2026-10-06-own-line") == "maintenance/2026-10-06-own-line.html"
    assert change_href(staff, "2026-10-25-firmware") == f"{SITE}maintenance/2026-10-25-firmware.html"
    assert service_href(staff, "mail") == f"{SITE}services/mail.html"
    assert (ways_of(staff).follow.path, ways_of(staff).rules) == (
        f"{SITE}subscribe.html",
        f"{SITE}how-we-measure.html",
    )
    assert alternates_for(staff, "rfo/2026-10-03-pod-down.html") == ()


def test_staff_s_tree_has_what_is_withheld_from_everybody_else() -> None:
    public = edition_of(FILES, AS_OF, STAFF)
    paths = [public.register.incidents["2026-10-03-pod-down"].path, public.register.changes["2026-10-25-firmware"].path]
    staff = edition_for(STAFF, replace(public.register, withheld=frozenset(paths)), public.as_of)
    assert incident_href(staff, "2026-10-03-pod-down") == "incidents/2026-10-03-pod-down.html"
    assert rfo_href(staff, "2026-10-03-pod-down") == "rfo/2026-10-03-pod-down.html"
    assert change_href(staff, "2026-10-25-firmware") == "maintenance/2026-10-25-firmware.html"
    report = public.register.rfos["2026-10-03-pod-down"].path
    alone = edition_for(STAFF, replace(public.register, withheld=frozenset([report])), public.as_of)
    assert incident_href(alone, "2026-10-03-pod-down") == f"{SITE}incidents/2026-10-03-pod-down.html"
    assert rfo_href(alone, "2026-10-03-pod-down") == "rfo/2026-10-03-pod-down.html"


@pytest.mark.parametrize(
    ("matter", "is_own"),
    [
        ("status: draft", True),
        (f"audience: internal\n{WHOLE}", True),
        (f"audience: affected\n{WHOLE}", True),
        (WHOLE, False),
    ],
)
def test_staff_s_tree_has_the_reports_that_the_public_may_not_read(matter: str, is_own: bool) -> None:
    told = incident(
        "2026-10-04-told", "urgency: P2\nstarted: 2026-10-04 09:00 UTC\nresolved: 2026-10-04 10:00 UTC\nimpacts: []"
    )
    staff = edition_of(FILES | told | rfo("2026-10-04-told", matter), AS_OF, STAFF)
    assert rfo_href(staff, "2026-10-04-told") == ("" if is_own else SITE) + "rfo/2026-10-04-told.html"
    assert rfo_href(staff, "nothing-known") == f"{SITE}rfo/nothing-known.html"


def test_a_record_is_an_incident_or_a_change_or_has_no_page() -> None:
    acme = portal_of("acme")
    assert record_href(acme, "2026-10-05-line") == "incidents/2026-10-05-line.html"
    assert record_href(acme, "2026-10-06-own-line") == "maintenance/2026-10-06-own-line.html"
    assert record_href(acme, "nothing-known") == ""


def test_what_did_not_reach_the_customer_is_on_the_public_site() -> None:
    assert rfo_href(portal_of("beta"), "2026-10-03-pod-down") == f"{SITE}rfo/2026-10-03-pod-down.html"
    assert incident_href(portal_of("beta"), "nothing-known") == f"{SITE}incidents/nothing-known.html"
    assert change_href(portal_of("beta"), "nothing-known") == f"{SITE}maintenance/nothing-known.html"


def test_the_site_s_address_may_end_with_a_slash_or_not() -> None:
    files = {"content/catalog/provider.yml": PROVIDER.replace("northwind.example/", "northwind.example")}
    assert public_url(portal_of("beta", more=files), "a.html") == f"{SITE}a.html"
