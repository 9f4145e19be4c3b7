"""What is said about a record, when, and in which order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.views.audience import PUBLIC
from aboveboard.views.edition import edition_for
from aboveboard.views.feed_entries import FeedEntry, feed_entries
from aboveboard.views.stories import spread
from builders import PROVIDER, at, catalog, change, edition_of, incident
from feed_scene import AS_OF, CATALOG, FILES, scene

WINDOW = "window: {from: 2026-10-12 02:00 UTC, to: 2026-10-12 04:00 UTC}"


def entries_of(files: dict[str, str], as_of: str = AS_OF) -> tuple[FeedEntry, ...]:
    return feed_entries(edition_of({**CATALOG, **files}, as_of))


def told(files: dict[str, str], as_of: str = AS_OF) -> list[tuple[str, int, str]]:
    return [(entry.title, entry.date, entry.path) for entry in entries_of(files, as_of)]


def test_each_update_is_an_entry_with_the_anchor_of_its_own_instant() -> None:
    entries = [entry for entry in feed_entries(scene()) if entry.path.startswith("incidents/2026-10-03")]
    assert [(entry.title, entry.path) for entry in entries] == [
        ("[Resolved] Pod down", "incidents/2026-10-03-pod-down.html#2026-10-03T0902Z"),
        ("[Identified] Pod down", "incidents/2026-10-03-pod-down.html#2026-10-03T0820Z-2"),
        ("[Investigating] Pod down", "incidents/2026-10-03-pod-down.html#2026-10-03T0820Z"),
    ]


def test_two_entries_of_one_second_are_a_second_apart() -> None:
    identified, investigating = [entry for entry in feed_entries(scene()) if "0820Z" in entry.path]
    assert (identified.instant, identified.date) == (at("2026-10-03 08:20 UTC"), at("2026-10-03 08:20:01 UTC"))
    assert investigating.instant == investigating.date == at("2026-10-03 08:20 UTC")


def test_an_incident_without_an_update_has_an_entry_from_when_it_was_detected() -> None:
    (entry,) = [entry for entry in feed_entries(scene()) if entry.record == "2026-10-20-just-begun"]
    assert (entry.title, entry.path) == ("[Investigating] Just begun", "incidents/2026-10-20-just-begun.html")
    assert (entry.instant, entry.text) == (at("2026-10-20 12:00 UTC"), "We know, and are looking.")


def test_an_incident_without_an_update_that_is_over_says_so() -> None:
    """An error of `check`, but the pages show it, and so do the feeds."""
    edition = scene()
    silent = edition.register.incidents["2026-10-09-spare-held"].model_copy(update={"updates": ()})
    register = replace(edition.register, incidents={silent.id: silent})
    entry = next(entry for entry in feed_entries(edition_for(PUBLIC, register, at(AS_OF))) if entry.record == silent.id)
    assert (entry.title, entry.path) == ("[Resolved] Norvia down", "incidents/2026-10-09-spare-held.html")
    assert entry.date == at("2026-10-09 11:00 UTC")


def test_the_first_update_takes_the_place_of_the_entry_for_silence() -> None:
    matter = "started: 2026-10-02 10:00 UTC"
    spoken = incident("2026-10-02-blip", matter, "## Investigating · 2026-10-02 10:09 UTC\n\nWe look.\n")
    assert [path for _, _, path in told(spoken)] == ["incidents/2026-10-02-blip.html#2026-10-02T1009Z"]


def test_an_announcement_is_an_entry_that_tells_the_window() -> None:
    (entry,) = [entry for entry in feed_entries(scene()) if entry.record == "2026-10-25-pod-firmware"]
    assert (entry.title, entry.date) == ("[Scheduled] Firmware of the pod", at("2026-10-15 09:00 UTC"))
    assert entry.path == "maintenance/2026-10-25-pod-firmware.html"
    assert entry.lead.replace("\xa0", " ") == (
        "Window: 25 October 2026, 02:00 to 04:00 UTC. Slow answers or passing errors are expected."
    )
    assert entry.summary.endswith("are expected. New firmware.")


def test_an_announcement_that_an_update_makes_is_not_made_twice() -> None:
    assert [entry.title for entry in feed_entries(scene()) if entry.record == "2026-10-12-mail-move"] == [
        "[Cancelled] Mail moves",
        "[Scheduled] Mail moves",
    ]


def test_an_announcement_stays_when_the_work_begins_and_updates_keep_their_anchors() -> None:
    body = "## In progress · 2026-10-12 02:00 UTC\n\nNow.\n\n## Completed · 2026-10-12 02:00 UTC\n\nDone.\n"
    matter = f"announced: 2026-10-01 09:00 UTC\n{WINDOW}\nimpacts: none\noutcome: succeeded"
    page = "maintenance/2026-10-12-x.html"
    assert [path for _, _, path in told(change("2026-10-12-x", matter, body))] == [
        f"{page}#2026-10-12T0200Z-2",
        f"{page}#2026-10-12T0200Z",
        page,
    ]


def test_a_change_that_nobody_announced_or_spoke_of_stands_in_the_feed_once_its_time_has_come() -> None:
    silent = {
        outcome: change("2026-10-12-x", f"{WINDOW}\noutcome: {outcome}" + ("\nimpacts: none" if ended else ""))
        for outcome, ended in (("planned", False), ("in-progress", False), ("succeeded", True), ("cancelled", False))
    }
    start, end = at("2026-10-12 02:00 UTC"), at("2026-10-12 04:00 UTC")
    dated = {outcome: [one[:2] for one in told(files)] for outcome, files in silent.items()}
    assert dated == {
        "planned": [("[Scheduled] Change 2026-10-12-x", start)],
        "in-progress": [("[In progress] Change 2026-10-12-x", start)],
        "succeeded": [("[Completed] Change 2026-10-12-x", end)],
        "cancelled": [("[Cancelled] Change 2026-10-12-x", start)],
    }
    assert told(silent["planned"], "2026-10-11 00:00 UTC") == []


def test_what_is_dated_after_as_of_is_not_said_yet() -> None:
    early = feed_entries(edition_of(FILES, "2026-10-03 08:30 UTC"))
    assert [entry.title for entry in early if entry.record == "2026-10-03-pod-down"] == [
        "[Identified] Pod down",
        "[Investigating] Pod down",
    ]
    assert all(entry.is_open for entry in early if entry.record == "2026-10-03-pod-down")


def test_an_internal_record_is_in_no_entry() -> None:
    assert not [entry for entry in feed_entries(scene()) if "secret" in entry.path]


def test_categories_name_the_disrupted_services_and_the_fault() -> None:
    categories = {entry.record: entry.categories for entry in feed_entries(scene())}
    assert categories["2026-10-03-pod-down"] == ("ERP Suite", "Our infrastructure")
    assert categories["2026-10-09-spare-held"] == ("Third party",)
    assert categories["2026-10-20-just-begun"] == ("ERP Suite", "Our infrastructure")
    assert categories["2026-10-25-pod-firmware"] == ("ERP Suite",)


def test_an_incident_that_began_this_very_second_names_its_services() -> None:
    now = incident("2026-10-20-now", f"started: {AS_OF}\nimpacts: [{{on: pod, level: outage}}]")
    assert [entry.services for entry in entries_of(now)] == [("erp",)]


def test_a_summary_is_plain_and_never_empty() -> None:
    summaries = {entry.path: entry.summary for entry in feed_entries(scene())}
    page = "incidents/2026-10-03-pod-down.html"
    assert summaries[f"{page}#2026-10-03T0820Z"] == "We look into it. See the plan and below."
    assert summaries[f"{page}#2026-10-03T0820Z-2"] == "A fan; said in the same minute. one two"
    assert summaries[f"{page}#2026-10-03T0902Z"] == "Pod down"


def test_a_summary_of_a_long_text_ends_at_a_word() -> None:
    paragraph = "word " * 120
    long = incident(
        "2026-10-02-long",
        "started: 2026-10-02 10:00 UTC",
        f"## Investigating · 2026-10-02 10:09 UTC\n\n{paragraph}\n\n{paragraph}",
    )
    (entry,) = entries_of(long)
    assert len(entry.summary) <= 400
    assert entry.summary.endswith("word…")


@given(st.lists(st.integers(0, 30), max_size=25).map(sorted), st.integers(30, 40))
def test_dates_increase_strictly_and_never_lie_after_as_of(instants: list[int], as_of: int) -> None:
    dates = spread(instants, as_of)
    assert len(dates) == len(instants)
    assert all(one < next for one, next in pairwise(dates))
    assert all(date <= as_of for date in dates)


@given(st.lists(st.integers(0, 30), max_size=25).map(sorted))
def test_a_date_is_the_instant_itself_or_a_second_after_the_date_before_it(instants: list[int]) -> None:
    dates = spread(instants, 1000)
    for at_, (date, instant) in enumerate(zip(dates, instants, strict=True)):
        assert date == instant or (date > instant and date == dates[at_ - 1] + 1)


MINUTES = st.integers(0, 59)


@settings(max_examples=60, deadline=None)
@given(st.lists(MINUTES, min_size=1, max_size=6), MINUTES)
def test_another_update_changes_no_id_that_was_published(minutes: list[int], another: int) -> None:
    """A new one goes below those of its minute that stand in the file already."""
    before = entries_of(_spoken(minutes))
    after = entries_of(_spoken([*minutes, another]))
    kept = {entry.path: entry.text for entry in before}
    now = {entry.path: entry.text for entry in after}
    assert len(now) == len(after) == len(before) + 1
    assert kept.items() <= now.items()


def _spoken(minutes: list[int]) -> dict[str, str]:
    body = "".join(
        f"## Update · 2026-10-02 10:{minute:02d} UTC\n\nSaid as number {number}.\n\n"
        for number, minute in enumerate(minutes)
    )
    return incident("2026-10-02-talk", "started: 2026-10-02 09:00 UTC", body)


def test_records_that_speak_in_one_second_go_by_their_ids() -> None:
    matter = "started: 2026-10-02 09:00 UTC"
    body = "## Update · 2026-10-02 10:00 UTC\n\nWord.\n"
    work = change("2026-10-02-b", WINDOW, body)
    all_three = {**incident("2026-10-02-c", matter, body), **work, **incident("2026-10-02-a", matter, body)}
    assert [(entry.record, entry.date - entry.instant) for entry in entries_of(all_three)] == [
        ("2026-10-02-c", 2),
        ("2026-10-02-b", 1),
        ("2026-10-02-a", 0),
    ]


def test_a_tie_at_as_of_itself_goes_back_instead_of_ahead() -> None:
    matter = "started: 2026-10-02 09:00 UTC"
    body = "## Update · 2026-10-02 10:00 UTC\n\nWord.\n"
    both = {**incident("2026-10-02-b", matter, body), **incident("2026-10-02-a", matter, body)}
    assert [entry.date - entry.instant for entry in entries_of(both, "2026-10-02 10:00 UTC")] == [0, -1]


def test_a_window_over_midnight_is_told_with_both_days() -> None:
    night = WINDOW.replace("02:00", "22:00").replace("to: 2026-10-12", "to: 2026-10-13")
    (entry,) = entries_of(change("2026-10-12-x", f"announced: 2026-10-01 09:00 UTC\n{night}"))
    assert "12\xa0October 2026, 22:00 to 13\xa0October 2026, 04:00\xa0UTC." in entry.lead


def test_windows_are_told_in_the_zone_of_the_provider() -> None:
    berlin = catalog(provider=PROVIDER.replace("timezone: UTC", "timezone: Europe/Berlin", 1))
    files = {**berlin, **change("2026-10-12-x", f"announced: 2026-10-01 09:00 UTC\n{WINDOW}")}
    (entry,) = feed_entries(edition_of(files, AS_OF))
    assert "04:00 to 06:00\xa0CEST. No disruption" in entry.lead
