"""The rare cases of the pages: nothing there, one of a kind, or too many to list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from aboveboard.availability.months import Month
from aboveboard.records.rfo import Action
from aboveboard.records.values import Duration
from aboveboard.views.action_rows import action_rows
from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition
from aboveboard.views.history import HistoryView, history_page
from aboveboard.views.home import Home, home_page
from aboveboard.views.incident_effect import effect_of
from aboveboard.views.incident_facts import incident_facts
from aboveboard.views.incident_page import IncidentView, incident_page
from aboveboard.views.needs import needs_of
from aboveboard.views.promise_cells import speaking_line
from aboveboard.views.rfo_promise import rfo_promise, within_text
from aboveboard.views.rfo_text import sections_of
from aboveboard.views.rfos import rfos_page
from aboveboard.views.service_state import service_states
from aboveboard.views.services import service_page
from aboveboard.views.update_lines import elapsed_text
from builders import at, catalog, change, customer, edition_of, incident, rfo

NOW = "2026-11-15 13:37 UTC"
EDGE = "edge: {name: Edge, owner: infrastructure}"
ERP = "erp: {name: ERP, requires: [edge]}"
SPAN = "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\n"
END = "## Resolved · 2026-10-01 01:00 UTC\nIt works."
OUTAGE = "impacts: [{on: edge, level: outage}]\n"


def edition(
    *records: Mapping[str, str], services: str = ERP, components: str = EDGE, provider: str = "", now: str = NOW
) -> Edition:
    files = catalog(services, components, provider=provider) if provider else catalog(services, components)
    for record in records:
        files |= record
    return edition_of(files, now)


def home(made: Edition) -> Home:
    view = home_page(made).view
    assert isinstance(view, Home)
    return view


def test_a_provider_without_records_says_no_more_than_it_knows() -> None:
    assert home(edition()).verdict.second == "Nothing is on record yet."


def test_records_without_a_disruption_tell_since_when_there_are_any() -> None:
    young = edition(incident("2026-10-01-x", SPAN, END))
    old = edition(incident("2024-10-01-x", SPAN.replace("2026", "2024"), END.replace("2026", "2024")))
    assert home(young).verdict.second.replace("\xa0", " ") == "No disruption since the records begin, on 1 October."
    assert home(old).verdict.second == "No disruption in the last twelve months."


@pytest.mark.parametrize(
    ("services", "sentence"),
    [
        (ERP, "ERP is down"),
        (f"{ERP}\nmail: {{name: Mail, requires: [edge]}}", "All services are down."),
        (f"{ERP}\nmail: {{name: Mail, requires: [other]}}", "All 2 services are disrupted."),
    ],
)
def test_the_verdict_when_everything_is_disrupted(services: str, sentence: str) -> None:
    open_one = "started: 2026-11-15 13:00 UTC\nimpacts: [{on: edge, level: outage}, {on: other, level: partial}]"
    components = f"{EDGE}\nother: {{name: Other, owner: software}}"
    assert (
        home(edition(incident("2026-11-15-x", open_one), services=services, components=components)).verdict.sentence
        == sentence
    )


def test_the_verdict_names_three_of_many_and_counts_the_rest() -> None:
    services = "\n".join(f"s{at}: {{name: Service {at}, requires: [edge]}}" for at in range(6)) + "\nfree: {name: Free}"
    made = edition(incident("2026-11-15-x", f"started: 2026-11-15 13:00 UTC\n{OUTAGE}"), services=services)
    assert "3 more are disrupted" in home(made).verdict.second


def test_an_open_incident_without_a_word_has_no_latest_update() -> None:
    card = home(edition(incident("2026-11-15-x", f"started: 2026-11-15 13:00 UTC\n{OUTAGE}"))).card
    assert card is not None
    assert card.latest is None
    assert speaking_line(card.facts) == ""


def test_a_first_word_can_come_at_once() -> None:
    body = "## Investigating · 2026-11-15 13:00 UTC\nWe look."
    made = edition(incident("2026-11-15-x", f"started: 2026-11-15 13:00 UTC\n{OUTAGE}", body))
    assert incident_facts(made, made.register.incidents["2026-11-15-x"]).first_word == "First word at the start"
    assert [elapsed_text(seconds).replace("\xa0", " ") for seconds in (0, 300, -300)] == [
        "at the start", "5 min after the start", "5 min before the start",
    ]  # fmt: skip


def test_nobody_to_call_leaves_no_empty_cell() -> None:
    provider = "name: A\nurl: https://a.example/\n"
    made = edition(incident("2026-11-15-x", f"started: 2026-11-15 13:00 UTC\n{OUTAGE}"), provider=provider)
    page = incident_page(made, "2026-11-15-x")
    assert "Talk to a person" not in repr(page.view)


def test_more_than_a_list_holds_is_counted() -> None:
    days = [
        date(2026, 10, 20 + day).isoformat() if day < 11 else date(2026, 11, day - 10).isoformat() for day in range(24)
    ]
    records = [
        incident(
            f"{day}-{hour}",
            f"started: {day} 0{hour}:00 UTC\nresolved: {day} 0{hour}:30 UTC\n{OUTAGE}",
            f"## Resolved · {day} 0{hour}:30 UTC\nOver.",
        )
        for day in days
        for hour in range(3)
    ]
    services = "\n".join(f"s{at}: {{name: Service {at}, requires: [edge]}}" for at in range(12))
    view = home(edition(*records, services=services))
    assert "more in these 30 days" in view.past.rest
    assert view.marked.title.startswith("Show the newest")


def test_a_month_that_has_just_begun_is_one_day_long() -> None:
    made = edition(incident("2026-11-01-x", f"started: 2026-11-01 00:10 UTC\n{OUTAGE}"), now="2026-11-01 08:00 UTC")
    view = history_page(made, Month(2026, 11)).view
    assert isinstance(view, HistoryView)
    assert view.period.replace("\xa0", " ") == "1 November"


@pytest.mark.parametrize(
    ("services", "quiet"),
    [
        ("", ""),
        ("mail: {name: Mail}", "The only service had no downtime."),
        ("a: {name: A}\nb: {name: B}", "All 2 services had no downtime."),
    ],
)
def test_a_quiet_month_says_so(services: str, quiet: str) -> None:
    made = edition(incident("2026-10-01-x", SPAN, END), services=services)
    assert history_page(made, Month(2026, 10)).view.quiet == quiet


def test_what_is_remembered_is_forgotten_in_time() -> None:
    made = edition(incident("2026-10-01-x", SPAN + OUTAGE, END))
    made.effects.update({f"other-{at}": object() for at in range(5000)})
    effect = effect_of(made, made.register.incidents["2026-10-01-x"])
    assert made.effects == {"2026-10-01-x": effect}


def test_needs_are_told_as_words() -> None:
    components = "\n".join(
        (
            EDGE,
            "db: {name: Database, owner: software}",
            "desk: {name: Desk, owner: customer}",
            "line: {name: Line, owner: third-party}",
        )
    )
    made = edition(services="erp: {name: ERP, requires: [{all: [edge, db]}, desk, line]}", components=components)
    group, desk, line = needs_of(made, made.register.services["erp"])
    assert group.text == "all of these 2"
    assert (desk.note, line.note) == ("customer", "third party")


def test_a_course_with_many_parts_names_some_and_counts_the_rest() -> None:
    parts = [f"part-{at}" for at in range(20)]
    components = "\n".join(f"{part}: {{name: {part}, owner: software}}" for part in parts)
    impacts = ", ".join(f"{{on: {part}, level: outage}}" for part in parts)
    services = f"erp: {{name: ERP, requires: [{', '.join(parts)}]}}"
    made = edition(
        incident("2026-10-01-x", f"{SPAN}impacts: [{impacts}]", END), services=services, components=components
    )
    page = incident_page(made, "2026-10-01-x")
    assert isinstance(page.view, IncidentView)
    assert page.view.course.label.endswith("; 14 more")


def test_an_action_may_have_no_date() -> None:
    action = Action.model_validate({"id": "A1", "what": "Do it", "kind": "prevent", "owner": "Us"})
    (row,) = action_rows([action], date(2026, 11, 15))
    assert (row.due, row.state.word) == ("", "No date")


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(business_days=2), "2 business days"),
        (Duration(seconds=86400), "1 day"),
        (Duration(seconds=7200), "2 hours"),
        (Duration(seconds=1800), "30 minutes"),
    ],
)
def test_promises_are_told_in_their_own_unit(duration: Duration, text: str) -> None:
    assert within_text(duration) == text


def test_without_a_promise_nothing_is_owed() -> None:
    made = edition(
        incident("2026-10-01-x", f"urgency: P4\n{SPAN}{OUTAGE}", END),
        incident("2026-11-15-y", f"urgency: P4\nstarted: 2026-11-15 13:00 UTC\n{OUTAGE}"),
    )
    told = made.register
    assert [rfo_promise(one, told, made.as_of) for one in told.incidents.values()] == [None, None]


def test_a_preliminary_report_that_owes_nothing_more_is_not_owed() -> None:
    made = edition(
        incident("2026-10-01-x", f"urgency: P4\n{SPAN}{OUTAGE}", END), rfo("2026-10-01-x", "status: preliminary")
    )
    assert rfos_page(made).view.owed == ()


def test_a_report_without_sections_is_all_introduction() -> None:
    made = edition(incident("2026-10-01-x", SPAN, END), rfo("2026-10-01-x", "status: preliminary", "We still look."))
    assert sections_of(made.register.rfos["2026-10-01-x"]) == ("We still look.", ())


def test_a_service_whose_records_begin_today_is_not_measured_yet() -> None:
    assert "not measured yet" in repr(service_page(edition(now="2026-11-15 00:00 UTC"), "erp").view)


def test_of_two_subscriptions_in_sequence_the_living_one_counts() -> None:
    files = catalog(ERP, EDGE) | customer(
        "acme",
        "name: Acme\nsubscriptions: [{service: erp, since: 2025-01-01, until: 2026-01-01}, {service: erp, since: 2026-01-01}]",
    )
    files |= incident("2026-11-15-x", f"started: 2026-11-15 13:00 UTC\n{OUTAGE}")
    (state,) = service_states(edition_of(files, NOW, Reader(customer="acme")))
    assert state.state.key == "outage"


def test_a_planned_change_alone_is_no_disruption() -> None:
    window = (
        "window: {from: 2026-11-15 13:00 UTC, to: 2026-11-15 15:00 UTC}\noutcome: in-progress\ncomponents: [edge]\n"
        + OUTAGE
    )
    verdict = home(edition(change("2026-11-15-w", window))).verdict
    assert "planned maintenance" in verdict.sentence
    assert at(NOW)


def test_an_unknown_need_is_left_out() -> None:
    made = edition(services="erp: {name: ERP, requires: [edge, ghost]}")
    assert [need.text for need in needs_of(made, made.register.services["erp"])] == ["Edge"]


def test_an_incident_over_the_end_of_a_month_is_explained() -> None:
    matter = f"started: 2026-09-30 23:30 UTC\nresolved: 2026-10-01 00:30 UTC\n{OUTAGE}"
    made = edition(incident("2026-09-30-x", matter, "## Resolved · 2026-10-01 00:30 UTC\nOver."))
    assert "counts in both, and once in the total" in repr(service_page(made, "erp").view)


def test_of_two_living_subscriptions_the_disrupted_one_is_shown() -> None:
    files = catalog(ERP, f"{EDGE}\nline: {{name: Line, owner: third-party}}") | customer(
        "acme",
        "name: Acme\nsubscriptions: [{service: erp, since: 2025-01-01, until: 2026-01-01, via: [line]}, {service: erp, since: 2026-01-01}]",
    )
    (state,) = service_states(edition_of(files, NOW, Reader(customer="acme")))
    assert state.state.key == "operational"
