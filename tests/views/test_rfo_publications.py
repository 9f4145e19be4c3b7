"""When an RFO was published, and what each time says."""

from __future__ import annotations

from aboveboard.views.audience import STAFF
from aboveboard.views.feed_entries import FeedEntry, feed_entries
from builders import PROVIDER, at, catalog, edition_of, incident, rfo
from feed_scene import AS_OF, FILES, scene

INCIDENT = incident(
    "2026-10-03-x",
    "title: X\nstarted: 2026-10-03 08:00 UTC\nresolved: 2026-10-03 09:00 UTC",
    "## Resolved · 2026-10-03 09:00 UTC\n\nOver.\n",
)


def published(matter: str, as_of: str = AS_OF, provider: str = PROVIDER) -> list[tuple[str, str, int]]:
    files = {**catalog(provider=provider), **INCIDENT, **rfo("2026-10-03-x", matter, "The *body*.")}
    return [(entry.title, entry.path, entry.date) for entry in _rfos(feed_entries(edition_of(files, as_of)))]


def test_each_publication_and_each_revision_is_an_entry_of_its_own() -> None:
    page = "rfo/2026-10-03-pod-down.html"
    assert [(entry.title, entry.path, entry.date) for entry in _rfos(feed_entries(scene()))] == [
        ("[RFO revision 2] Pod down", f"{page}#revision-2", at("2026-10-08 12:00 UTC")),
        ("[Final RFO] Pod down", f"{page}#final", at("2026-10-07 12:00 UTC")),
        ("[Preliminary RFO] Pod down", f"{page}#preliminary", at("2026-10-05 12:00 UTC")),
    ]


def test_the_report_stands_in_the_publication_that_it_is_and_plain_words_in_the_others() -> None:
    revised, final, preliminary = _rfos(feed_entries(scene()))
    assert final.text.startswith("## What happened")
    assert (final.lead, preliminary.lead) == ("A fan failed & nobody <heard> it.",) * 2
    assert (preliminary.text, revised.text) == ("", "")
    assert revised.lead == "Corrected the time of *mitigation*"


def test_a_draft_is_not_published_not_even_to_staff() -> None:
    files = {**INCIDENT, **rfo("2026-10-03-x", "status: draft\npreliminary_on: 2026-10-05", "The *body*.")}
    assert _rfos(feed_entries(edition_of(files, AS_OF, STAFF))) == []


def test_a_final_date_that_is_only_planned_publishes_nothing() -> None:
    assert [
        title for title, _, _ in published("status: preliminary\npreliminary_on: 2026-10-05\nfinal_on: 2026-10-09")
    ] == ["[Preliminary RFO] X"]


def test_noon_is_that_of_the_provider() -> None:
    berlin = PROVIDER.replace("timezone: UTC", "timezone: Europe/Berlin", 1)
    matter = "status: preliminary\npreliminary_on: 2026-10-05"
    assert published(matter, provider=berlin)[0][2] == at("2026-10-05 12:00+02:00")


def test_before_noon_an_entry_has_the_first_second_of_its_day() -> None:
    matter = "status: preliminary\npreliminary_on: 2026-10-05"
    assert published(matter, "2026-10-05 11:59 UTC")[0][2] == at("2026-10-05 00:00 UTC")
    assert published(matter, "2026-10-05 12:00 UTC")[0][2] == at("2026-10-05 12:00 UTC")
    assert published(matter, "2026-10-04 23:59 UTC") == []


def test_a_revision_number_that_stands_twice_makes_two_ids() -> None:
    matter = (
        "status: preliminary\npreliminary_on: 2026-10-05\nrevision: 2\n"
        "changes: [{revision: 2, on: 2026-10-06, what: One}, {revision: 2, on: 2026-10-07, what: Two}]"
    )
    assert [path.partition("#")[2] for _, path, _ in published(matter)] == ["revision-2-2", "revision-2", "preliminary"]


def test_an_rfo_is_not_taken_for_an_open_incident() -> None:
    assert not any(entry.is_open for entry in _rfos(feed_entries(edition_of(FILES, "2026-10-07 12:00 UTC"))))


def _rfos(entries: tuple[FeedEntry, ...]) -> list[FeedEntry]:
    return [entry for entry in entries if entry.path.startswith("rfo/")]
