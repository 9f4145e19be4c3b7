from __future__ import annotations

import pytest

from aboveboard.views.home import Home, home_page
from aboveboard.views.page import Page
from aboveboard.views.verdict import Verdict
from builders import catalog, edition_of
from status_scenes import (
    AHEAD,
    EVERYTHING,
    LOSS,
    NOW,
    OVERRUN,
    PAST,
    SLOW,
    SPARE,
    WORK,
    WORK_THAT_STOPS,
    scene,
)


def home(*files: dict[str, str], as_of: str = NOW) -> Home:
    view = home_page(scene(*files, as_of=as_of)).view
    assert isinstance(view, Home)
    return view


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("files", "mark", "tint", "sentence", "second"),
    [
        ((PAST,), "operational", "operational", "All 5 services work.",
         "Last disruption: 4 November, ERP Suite and Single sign-on, 12 min."),
        ((), "operational", "operational", "All 5 services work.", "Nothing is on record yet."),
        ((PAST, LOSS), "partial", "partial", "2 of 5 services are disrupted",
         "ERP Suite is partly down and Document Archive is degraded. Everything else works."),
        ((PAST, LOSS, SLOW), "partial", "partial", "3 of 5 services are disrupted",
         "ERP Suite is partly down; Document Archive and Virtual machines are degraded. Everything else works."),
        ((PAST, EVERYTHING), "outage", "outage", "All services are down.",
         "Since 13:12 UTC. We know, and we are working on it."),
        ((PAST, EVERYTHING, SPARE), "outage", "outage", "All services are down.",
         "Since 13:12 UTC. We know, and we are working on it."),
        ((PAST, SPARE), "operational", "operational", "All 5 services work.", "Still open: A name server is down."),
        ((PAST, WORK), "maintenance", "operational", "All 5 services work; planned maintenance is running",
         "Last disruption: 4 November, ERP Suite and Single sign-on, 12 min."),
        ((PAST, WORK_THAT_STOPS), "maintenance", "operational",
         "4 of 5 services work; Document Archive is in planned maintenance",
         "Last disruption: 4 November, ERP Suite and Single sign-on, 12 min."),
        ((PAST, OVERRUN), "outage", "outage", "1 of 5 services is disrupted",
         "Document Archive is down. Everything else works."),
    ],
)  # fmt: skip
def test_the_verdict_is_a_sentence_with_a_number(
    files: tuple[dict[str, str], ...], mark: str, tint: str, sentence: str, second: str
) -> None:
    verdict = home(*files).verdict
    assert (verdict.mark, verdict.tint, plain(verdict.sentence), plain(verdict.second)) == (
        mark,
        tint,
        sentence,
        second,
    )


def _planned(verdict: Verdict) -> str:
    return "" if verdict.planned is None else plain(f"{verdict.planned.line}: {verdict.planned.what}")


def test_planned_work_is_a_line_of_its_own_and_no_disruption() -> None:
    assert _planned(home(WORK, LOSS).verdict) == "Planned maintenance until 15:00 UTC: Firmware upgrade"
    assert _planned(home(WORK_THAT_STOPS).verdict) == (
        "Planned maintenance on Document Archive until 15:00 UTC: Firmware upgrade"
    )
    assert _planned(home(OVERRUN).verdict) == "Planned maintenance was to end 13:00 UTC: Firmware upgrade"
    assert _planned(home(AHEAD).verdict) == ""


def test_the_phone_stands_in_the_verdict_when_nothing_works() -> None:
    down, disrupted = home(EVERYTHING).verdict, home(LOSS).verdict
    assert down.phone is not None
    assert down.phone.phone is not None
    assert down.phone.phone.href == "tel:+49305550100"
    assert disrupted.phone is None


def test_one_service_alone_speaks_for_itself() -> None:
    view = home_page(edition_of(catalog("erp: {name: ERP Suite}"), NOW)).view
    assert isinstance(view, Home)
    assert view.verdict.sentence == "Our service works."


def test_a_catalog_without_services_makes_a_page_all_the_same() -> None:
    view = home_page(edition_of(catalog(), NOW)).view
    assert isinstance(view, Home)
    assert (view.verdict.mark, view.verdict.sentence) == ("unknown", "No service is in the catalog")


def test_the_worst_incident_is_the_card_and_the_longest_open_comes_last() -> None:
    view = home(LOSS, SLOW, SPARE)
    assert view.card is not None
    assert view.card.facts.id == "2026-11-15-loss"
    assert [card.facts.id for card in view.others] == ["2026-11-15-spare", "2026-11-14-slow"]
    assert [card.state.word for card in view.others] == ["Outage of a part", "Degraded"]


def test_a_card_shows_who_notices_what_and_the_latest_word() -> None:
    card = home(LOSS).card
    assert card is not None
    assert card.latest is not None
    assert card.notice.startswith("Pages time out")
    assert (card.latest.status, plain(card.latest.at.text), plain(card.latest.ago)) == (
        "Identified",
        "13:31 UTC",
        "6 min ago",
    )
    assert (card.latest.text.startswith("Norvia confirms"), card.latest.is_cut) == (True, True)
    assert card.latest.anchor == "2026-11-15T1331Z"
    assert [(cell.term, plain(cell.line)) for cell in card.cells] == [
        ("Talk to a person, day and night", "+49 30 555 0100"),
        ("Next update", "by 14:01 UTC"),
        ("Report of the cause (RFO)", "within 2 business days"),
    ]


def test_services_stand_in_groups_and_a_disrupted_one_says_why_and_what_to_do() -> None:
    groups = home(LOSS).groups
    assert [group.name for group in groups] == ["Business applications", "Hosting", "Platform", "Other services"]
    rows = {row.state.service: row for group in groups for row in group.rows}
    assert plain(rows["erp"].state.sentence) == "Partly down since 13:12 UTC"
    assert (rows["erp"].meanwhile, rows["dns"].meanwhile) == ("Keep orders on paper form 7.", "")


def test_marked_days_are_listed_newest_first() -> None:
    table = home(PAST, LOSS).marked
    assert table.title == "Show the 4 marked days as a table"
    assert [(plain(row.day), row.service, plain(row.what)) for row in table.rows] == [
        ("15 Nov", "Document Archive", "Degraded, 20 min so far"),
        ("15 Nov", "ERP Suite", "Partial outage, 25 min so far"),
        ("4 Nov", "ERP Suite", "Partial outage, 12 min"),
        ("4 Nov", "Single sign-on", "Partial outage, 12 min"),
    ]


def test_what_was_not_measured_is_said() -> None:
    assert plain(home(PAST).axis.unmeasured) == "Not measured before 4 November."
    assert (plain(home(PAST).axis.first_day), plain(home(PAST).axis.phone_first_day)) == ("18 Aug", "17 Oct")


def test_the_last_thirty_days_list_only_what_happened() -> None:
    past = home(PAST, LOSS).past
    assert [(plain(row.day.text), row.title, row.what, plain(row.amount), plain(row.note)) for row in past.rows] == [
        ("4 Nov", "Sign-in errors after a release", "ERP Suite and Single sign-on. Our software.", "12 min",
         "RFO late since Sat 7 Nov"),
    ]  # fmt: skip
    assert past.rest == "Nothing else in 30 days."
    assert home(PAST, as_of="2026-12-15 13:37 UTC").past.rest == "Nothing happened in 30 days."


def test_maintenance_ahead_is_shown_for_fourteen_days() -> None:
    (row,) = home(AHEAD).work
    assert (plain(row.when), row.phase, row.services_text) == ("Sun 22 Nov, 01:00 to 03:00 UTC", "", "ERP Suite")
    assert row.what == "ERP Suite may be slow for ten minutes."
    assert home(AHEAD, as_of="2026-11-07 13:37 UTC").work == ()


def test_work_that_runs_says_so_and_what_its_script_needs() -> None:
    (row,) = home(WORK).work
    assert (row.is_running, row.phase, row.during, row.after) == (
        True,
        "In progress.",
        "In progress.",
        "The window is over.",
    )
    (over,) = home(OVERRUN).work
    assert plain(over.phase) == "Runs over by 37 min."


def test_the_page_says_up_to_when_it_is_true() -> None:
    page: Page = home_page(scene(PAST))
    assert (page.path, page.section, page.is_open) == ("index.html", "status", False)
    assert [plain(note) for note in page.notes] == ["Figures as of 13:37 UTC, 15 November 2026.", "Times are UTC."]
    assert page.as_of is not None
    assert page.title == "All 5 services work"
    assert home_page(scene(LOSS)).is_open


def test_a_page_is_the_same_from_a_cached_history() -> None:
    from aboveboard.views.service_history import service_history

    edition = scene(PAST, LOSS)
    kept = {service: service_history(edition, service) for service in edition.register.services}
    assert home_page(edition, lambda _, service: kept[service]) == home_page(scene(PAST, LOSS))
