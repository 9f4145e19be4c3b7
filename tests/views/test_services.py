from __future__ import annotations

from aboveboard.views.needs import Need, needs_of
from aboveboard.views.services import ServiceList, ServiceView, service_page, services_page
from builders import at, incident
from status_scenes import AHEAD, LOSS, NOW, PAST, SPARE, WORK_THAT_STOPS, scene

LONG_AGO = incident(
    "2025-06-01-first",
    "started: 2025-06-01 00:00 UTC\nresolved: 2025-06-01 00:01 UTC\nimpacts: [{on: hv, level: outage}]",
)


def view_of(service: str, *files: dict[str, str], as_of: str = NOW) -> ServiceView:
    view = service_page(scene(*files, as_of=as_of), service).view
    assert isinstance(view, ServiceView)
    return view


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_s_title_is_the_state_while_something_is_wrong() -> None:
    assert service_page(scene(PAST), "erp").title == "ERP Suite"
    page = service_page(scene(LOSS), "erp")
    assert (page.title, page.path, page.is_open) == ("ERP Suite is partly down", "services/erp.html", True)
    assert service_page(scene(WORK_THAT_STOPS), "archive").title == "Document Archive is in maintenance"


def test_it_says_what_it_is_for_and_what_to_do_meanwhile() -> None:
    view = view_of("erp", LOSS)
    assert (view.supports, view.meanwhile) == ("Order entry", "Keep orders on paper form 7.")
    assert view_of("erp", PAST).meanwhile == ""


def test_its_figure_names_the_time_that_was_measured() -> None:
    view = view_of("erp", PAST)
    assert (plain(view.downtime), plain(view.period)) == ("12 min of downtime", "since 4 November")
    assert plain(view_of("erp", PAST, LONG_AGO).period) == "in 90 days"
    assert view_of("dns", PAST).downtime == "no downtime"


def test_twelve_months_add_up_as_they_are_shown() -> None:
    table = view_of("erp", PAST, LONG_AGO, LOSS).months
    assert [row.name for row in table.rows][:2] == ["November 2026, so far", "October 2026"]
    assert (len(table.rows), table.unit, table.note) == (13, "h:mm", "The running month is not in the total.")
    assert [column.word for column in table.columns] == ["Our software", "Third party"]
    assert ([cell.text for cell in table.rows[0].faults], table.rows[0].downtime) == (["0:12", "0:25"], "0:37")
    assert table.total is not None
    assert (table.total.name, table.total.downtime) == ("November 2025 to October 2026", "0:00")


def test_months_before_the_first_record_are_left_out() -> None:
    table = view_of("erp", PAST).months
    assert [row.name for row in table.rows] == ["November 2026, so far"]
    assert (table.total, table.note) == (None, "Earlier months were not measured.")
    assert view_of("erp", PAST).trend is None
    assert view_of("erp", PAST).year == ""


def test_the_trend_s_name_states_the_finding() -> None:
    bad = incident(
        "2026-03-01-bad",
        "started: 2026-03-01 00:00 UTC\nresolved: 2026-03-01 03:00 UTC\nimpacts: [{on: erp, level: outage}]",
    )
    trend = view_of("erp", LONG_AGO, bad).trend
    assert trend is not None
    assert plain(trend.label) == "Real availability, November 2025 to October 2026: lowest in March 2026 with 99.596 %"
    assert [point.year for point in trend.points][:3] == ["2025", "", "2026"]
    quiet = view_of("erp", LONG_AGO).trend
    assert quiet is not None
    assert plain(quiet.label).endswith("100 % in every month")


def test_what_happened_is_told_with_this_service_s_own_minutes() -> None:
    rows = view_of("archive", PAST, LOSS, WORK_THAT_STOPS).records
    assert [(row.title, row.state.key, plain(row.amount)) for row in rows] == [
        ("Packet loss between Frankfurt & Norvia", "degraded", "0 min"),
        ("Firmware upgrade", "maintenance", "37 min so far"),
    ][1:]
    rows = view_of("archive", PAST, LOSS).records
    assert [(row.title, row.what, plain(row.amount)) for row in rows] == [
        ("Packet loss between Frankfurt & Norvia", "Third party (Norvia).", "20 min so far")
    ]
    (over,) = view_of("sso", PAST).records
    assert plain(over.amount) == "12 min"


def _lines(needs: tuple[Need, ...], depth: int = 0) -> list[str]:
    lines = []
    for need in needs:
        state = f" [{need.state.key}]" if need.state else ""
        lines.append(f"{'  ' * depth}{need.text}{f' ({need.note})' if need.note else ''}{state}")
        lines += _lines(need.needs, depth + 1)
    return lines


def test_what_it_needs_is_a_tree_of_words() -> None:
    edition = scene(SPARE, LOSS)
    assert _lines(needs_of(edition, edition.register.services["erp"])) == [
        "Frankfurt edge",
        "  any one of these 2",
        "    Norvia IP transit (Norvia)",
        "    Baltwave IP transit (Baltwave)",
        "Single sign-on",
        "  Identity provider",
        "    Frankfurt edge (see above)",
        "any one of these 2",
        "  Database A [outage]",
        "  Database B",
    ]
    assert _lines(needs_of(edition, edition.register.services["dns"])) == [
        "at least 2 of these 3",
        "  Name server 1 [outage]",
        "  Name server 2",
        "  Name server 3 (Domara)",
    ]


def test_only_its_own_maintenance_is_ahead() -> None:
    assert [row.title for row in view_of("erp", AHEAD).work] == ["Database upgrade"]
    assert view_of("dns", AHEAD).work == ()


def test_its_feeds_and_its_calendar_are_its_own() -> None:
    view = view_of("erp")
    assert [feed.path for feed in view.feeds] == [f"feeds/services/erp.{ending}" for ending in ("rss", "atom", "json")]
    assert view.calendar.path == "services/erp.ics"
    assert "services/erp.ics" in [alternate.path for alternate in service_page(scene(), "erp").alternates]


def test_the_list_of_services_says_what_each_is_for() -> None:
    page = services_page(scene(PAST))
    assert isinstance(page.view, ServiceList)
    assert page.view.sentence == "5 services, with what each is for and how it was in the last 90 days."
    assert [row.supports for group in page.view.groups for row in group.rows if row.supports] == ["Order entry"]
    assert page.as_of == at(NOW)
