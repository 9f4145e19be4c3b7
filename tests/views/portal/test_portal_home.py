from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.audience import PUBLIC, Reader
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.portal.home import PortalHome, portal_home
from aboveboard.views.service_history import service_history
from aboveboard.views.service_rows import marked_table
from aboveboard.views.service_state import service_states
from aboveboard.views.words.states import OPERATIONAL
from builders import PROVIDER, catalog, change, customer, edition_of, incident, register_of
from portal_home_scene import (
    ALL,
    COMPONENTS,
    EVERYTHING,
    FIRST,
    GATEWAY,
    HIDDEN,
    LOSS,
    NOW,
    POWER,
    SERVICES,
    SIGN_IN,
    SLAS,
    WORK,
    WORK_THAT_STOPS,
    acme,
    home,
    plain,
    scene,
)

SITE = "https://status.northwind.example/"
ERP_ALONE = "subscriptions: [{service: erp, since: 2024-01-01}]\n"
DEGRADED = incident(
    "2026-11-15-slow",
    "title: Archive is slow\nfault: software\nstarted: 2026-11-15 13:17 UTC\nimpacts: [{on: archive, level: degraded}]",
)
HALF = incident(
    "2026-11-15-half",
    "title: Frankfurt halts\nstarted: 2026-11-15 13:00 UTC\nimpacts: [{on: edge, level: partial}]",
)
OVER_SOON = incident(
    "2026-11-15-over",
    "title: ERP Suite stood still\nstarted: 2026-11-15 12:00 UTC\n"
    "impacts: [{on: erp, level: outage, to: 2026-11-15 12:10 UTC}]",
)
MANY = "".join(f"s{at}: {{name: Service {at}, requires: [edge]}}\n" for at in range(6))
ALL_OF_MANY = "subscriptions:\n" + "".join(f"  - {{service: s{at}, since: 2024-01-01}}\n" for at in range(6))


def hits(*services: tuple[str, str]) -> dict[str, str]:
    impacts = ", ".join(f"{{on: {service}, level: {level}}}" for service, level in services)
    return incident("2026-11-15-many", f"title: Many at once\nstarted: 2026-11-15 13:00 UTC\nimpacts: [{impacts}]")


def ahead(day: str, nodes: str = "[edge]", more: str = "") -> dict[str, str]:
    return change(
        f"{day}-work",
        f"title: Work of {day}\ncomponents: {nodes}\nannounced: 2026-11-01 09:00 UTC\n"
        f"window: {{from: {day} 01:00 UTC, to: {day} 03:00 UTC}}\n{more}",
    )


@pytest.mark.parametrize(
    ("files", "mark", "tint", "sentence", "second"),
    [
        ((), "operational", "operational", "Everything you use works.",
         "Nothing was wrong for you this month. No disruption of your services since November 2025."),
        ((POWER,), "operational", "operational", "Everything you use works.",
         "Nothing was wrong for you this month. Last disruption: 3 October, Document Archive and ERP Suite, 43 min."),
        ((SIGN_IN,), "operational", "operational", "Everything you use works.",
         "Last disruption: 4 November, Single sign-on, 12 min."),
        ((LOSS,), "partial", "partial", "ERP Suite is partly down for you",
         "Since 14:12 CET, for 25 min so far. Your other 2 services work."),
        ((LOSS, DEGRADED), "partial", "partial", "2 of your 3 services are disrupted",
         "ERP Suite is partly down; Document Archive is degraded. Your other service works."),
        ((LOSS, WORK_THAT_STOPS), "partial", "partial", "ERP Suite is partly down for you",
         "Since 14:12 CET, for 25 min so far. Your other service works. Document Archive is in maintenance."),
        ((EVERYTHING,), "outage", "outage", "All your services are down.",
         "Since 14:00 CET. We know, and we are working on it."),
        ((HALF, HIDDEN), "outage", "outage", "All 3 of your services are disrupted.",
         "Since 14:00 CET. We know, and we are working on it."),
        ((LOSS, acme(ERP_ALONE.replace("}]", ", via: [line]}]"))), "partial", "partial",
         "ERP Suite is partly down for you", "Since 14:12 CET, for 25 min so far."),
        ((WORK,), "maintenance", "operational", "Everything you use works; planned maintenance is running",
         "Nothing was wrong for you this month. No disruption of your services since November 2025."),
        ((WORK_THAT_STOPS,), "maintenance", "operational",
         "Document Archive is in planned maintenance; everything else you use works",
         "No disruption of your services since November 2025."),
        ((WORK_THAT_STOPS, acme("subscriptions: [{service: archive, since: 2024-01-01}]\n")), "maintenance",
         "operational", "Document Archive is in planned maintenance",
         "No disruption of your services since November 2025."),
        ((OVER_SOON,), "operational", "operational", "Everything you use works.",
         "Still open: ERP Suite stood still."),
    ],
)  # fmt: skip
def test_the_verdict_speaks_to_the_customer(
    files: tuple[dict[str, str], ...], mark: str, tint: str, sentence: str, second: str
) -> None:
    verdict = home(*files).verdict
    said = plain(verdict.sentence), plain(verdict.second)
    assert (verdict.mark, verdict.tint, *said) == (mark, tint, sentence, second)


def test_of_many_disrupted_services_three_are_named_and_counted_in_the_verdict() -> None:
    hit = hits(("s0", "degraded"), ("s1", "outage"), ("s2", "degraded"), ("s3", "degraded"), ("s4", "partial"))
    verdict = home(catalog(MANY, COMPONENTS, SLAS), acme(ALL_OF_MANY), hit).verdict
    assert verdict.sentence == "5 of your 6 services are disrupted"
    assert verdict.second == (
        "Service 1 is down; Service 4 is partly down; Service 0 is degraded; 2 more are disrupted. "
        "Your other service works."
    )


def test_running_work_stands_in_the_verdict_with_what_it_rests() -> None:
    planned = home(WORK_THAT_STOPS, ahead("2026-11-15", more="outcome: in-progress")).verdict.planned
    assert planned is not None
    assert (plain(planned.line), planned.what) == (
        "Planned maintenance on Document Archive was to end 04:00 CET",
        "Work of 2026-11-15 and 1 more",
    )
    assert home(ahead("2026-11-22")).verdict.planned is None


@pytest.mark.parametrize(
    ("subscriptions", "sentence", "second", "notes"),
    [
        ("", "No service with Northwind Cloud is on record for you", "", ()),
        ("subscriptions: [{service: erp, since: 2024-01-01, until: 2026-10-01}]\n",
         "You have no service with Northwind Cloud any more", "The last day of service was 30 September 2026.",
         ("ERP Suite: until 30 September 2026.",)),
        ("subscriptions: [{service: erp, since: 2026-12-01}]\n",
         "Your first service with Northwind Cloud begins on 1 December 2026", "", ("ERP Suite: from 1 December 2026.",)),
        ("subscriptions:\n  - {service: erp, since: 2026-12-01}\n"
         "  - {service: dns, since: 2024-01-01, until: 2026-11-01}\n",
         "Your next service with Northwind Cloud begins on 1 December 2026",
         "The last day of service was 31 October 2026.",
         ("DNS: until 31 October 2026.", "ERP Suite: from 1 December 2026.")),
        (f"ended: {{on: 2026-09-01, reason: moved}}\n{ALL}", "You have no service with Northwind Cloud any more",
         "The last day of service was 31 August 2026.",
         ("Document Archive: until 31 August 2026.", "ERP Suite: until 31 August 2026.",
          "Single sign-on: until 31 August 2026.")),
    ],
)  # fmt: skip
def test_who_has_no_living_service_is_told_so_and_gets_dashes(
    subscriptions: str, sentence: str, second: str, notes: tuple[str, ...]
) -> None:
    view = home(acme(subscriptions), LOSS, SIGN_IN)
    assert (view.verdict.mark, view.verdict.tint) == ("unknown", "unknown")
    assert (plain(view.verdict.sentence), plain(view.verdict.second)) == (sentence, second)
    assert tuple(map(plain, view.notes)) == notes
    assert (view.services, view.incidents, view.allowance.rows) == ((), (), ())
    if "2026-11-01" not in subscriptions:
        assert (view.figures.real, view.figures.provider) == ("–", "–")
        assert view.figures.path == ""


def test_a_month_with_nothing_agreed_has_a_dash_and_never_a_hundred_percent() -> None:
    view = home(acme("subscriptions: [{service: erp, since: 2026-11-01, sla: gold}]\n"))
    last, year = view.figures.periods
    assert (last.real, last.down, last.provider, last.sla, last.path) == ("–", "nothing agreed", "–", "–", "")
    assert (year.real, year.path) == ("–", "")
    assert view.faults.quiet == "Nothing was agreed in these twelve months."
    assert (view.year.trend, view.year.line) == (None, "The line begins when two months are complete.")
    assert (view.allowance.before, view.allowance.before_path) == ("", "")
    assert plain(view.figures.real) == "100 %"


def test_a_subscription_that_ends_later_says_so_and_lives() -> None:
    view = home(acme("subscriptions: [{service: erp, since: 2024-01-01, until: 2027-01-01}]\n"))
    assert tuple(map(plain, view.notes)) == ("ERP Suite: until 31 December 2026.",)
    assert [service.name for service in view.services] == ["ERP Suite"]


def test_two_subscriptions_of_one_service_are_one_row_and_two_allowances() -> None:
    subscriptions = (
        "subscriptions:\n  - {service: erp, since: 2024-01-01, until: 2026-11-05, sla: gold}\n"
        "  - {service: erp, since: 2026-11-05, via: [line], sla: office}\n"
    )
    view = home(acme(subscriptions), LOSS, POWER)
    (row,) = view.services
    assert (row.name, plain(row.bar.figure)) == ("ERP Suite", "99.947 %")
    assert [(one.service, one.policy, plain(one.allowed)) for one in view.allowance.rows] == [
        ("ERP Suite", "gold", "2 min 52 s"),
        ("ERP Suite", "office", "4 min 48 s"),
    ]
    assert view.notes == ()
    assert view.year.target == ""


def test_a_service_that_nobody_catalogued_or_bought_is_not_on_the_page() -> None:
    known = scene(LOSS)
    bought = known.ledger.register.customers["acme"]
    unknown = bought.subscriptions[0].model_copy(update={"service": "fax"})
    strange = bought.model_copy(update={"subscriptions": (*bought.subscriptions, unknown)})
    register = replace(known.ledger.register, customers=MappingProxyType({"acme": strange}))
    view = portal_home(edition_for(Reader(customer="acme"), register, known.as_of)).view
    assert isinstance(view, PortalHome)
    assert [service.service for service in view.services] == ["erp", "archive", "sso"]
    assert [row.service for row in view.allowance.rows] == ["Document Archive", "ERP Suite", "fax", "Single sign-on"]


def test_the_public_has_no_portal() -> None:
    with pytest.raises(KeyError):
        portal_home(edition_of(catalog(SERVICES, COMPONENTS), NOW, PUBLIC))


def test_an_open_incident_is_a_card_with_what_it_does_to_this_customer() -> None:
    (one,) = home(LOSS).incidents
    assert (one.state.word, plain(one.yours)) == ("Partial outage", "ERP Suite is partly down (25 min).")
    assert one.href == f"{SITE}incidents/2026-11-15-loss.html"
    assert [cell.term for cell in one.card.cells] == [
        "Talk to a person, day and night",
        "Next update",
        "Report of the cause (RFO)",
    ]


def test_what_reaches_others_alone_is_no_card() -> None:
    assert (
        home(incident("2026-11-15-ns", "started: 2026-11-15 13:00 UTC\nimpacts: [{on: ns, level: outage}]")).incidents
        == ()
    )
    spare = incident("2026-11-15-db", "started: 2026-11-15 13:00 UTC\nimpacts: [{on: db-a, level: outage}]")
    assert home(spare).incidents == ()


def test_an_incident_on_a_hidden_node_is_told_without_the_node() -> None:
    view = home(HIDDEN)
    (one,) = view.incidents
    assert (one.state.word, plain(one.yours)) == ("Outage", "Single sign-on is down (20 min).")
    assert plain(view.services[0].why) == "Down since 14:17 CET, through a part of our platform"
    assert "Zwinger" not in repr(view)
    assert plain(view.figures.down) == "20 min"


def test_services_that_fare_alike_are_told_together_and_what_is_over_says_so() -> None:
    dark, over = home(EVERYTHING, OVER_SOON).incidents
    assert plain(dark.yours) == "Document Archive, ERP Suite and Single sign-on are down (37 min)."
    assert (over.state.word, plain(over.yours)) == ("Works again for you", "ERP Suite works again (after 10 min).")
    (both,) = home(
        incident(
            "2026-11-15-both",
            "title: Both\nstarted: 2026-11-15 12:00 UTC\nimpacts: [{on: edge, level: outage, to: 2026-11-15 12:10 UTC}]",
        )
    ).incidents
    assert plain(both.yours) == "Document Archive and ERP Suite work again (after 10 min)."


def test_of_two_incidents_on_one_service_each_counts_what_it_does_alone() -> None:
    newer, older = home(HALF, LOSS).incidents
    assert (newer.card.facts.id, plain(newer.yours)) == ("2026-11-15-loss", "ERP Suite is partly down (25 min).")
    assert (older.card.facts.id, plain(older.yours)) == (
        "2026-11-15-half",
        "Document Archive and ERP Suite are partly down (37 min).",
    )


def test_a_disruption_of_a_past_subscription_is_no_card_any_more() -> None:
    subscriptions = (
        "subscriptions:\n  - {service: erp, since: 2024-01-01, until: 2026-11-15, via: [line]}\n"
        "  - {service: erp, since: 2026-11-15}\n"
    )
    long_open = incident(
        "2026-11-14-line", "title: Line\nstarted: 2026-11-14 13:00 UTC\nimpacts: [{on: line, level: outage}]"
    )
    (one,) = home(acme(subscriptions), long_open).incidents
    assert plain(one.yours) == "ERP Suite works again (after 10 h)."


def test_an_incident_of_before_a_renewal_does_not_disrupt_the_new_subscription() -> None:
    subscriptions = (
        "subscriptions:\n  - {service: erp, since: 2024-01-01, until: 2026-11-15}\n"
        "  - {service: erp, since: 2026-11-15}\n"
    )
    before = incident(
        "2026-11-14-open",
        "title: Still open\nstarted: 2026-11-14 13:00 UTC\n"
        "impacts: [{on: erp, level: outage, to: 2026-11-14 14:00 UTC}]",
    )
    (one,) = home(acme(subscriptions), before).incidents
    assert plain(one.yours) == "ERP Suite works again (after 1 h)."


def test_an_incident_that_grew_worse_is_as_bad_as_it_is_now() -> None:
    (one,) = home(
        incident(
            "2026-11-15-worse",
            "title: Worse\nstarted: 2026-11-15 13:00 UTC\n"
            "impacts: [{on: erp, level: degraded}, {on: erp, level: outage, from: 2026-11-15 13:20 UTC}]",
        )
    ).incidents
    assert (one.state.word, plain(one.yours)) == ("Outage", "ERP Suite is down (37 min).")


def test_an_incident_that_a_new_architecture_withstands_is_over_for_the_customer() -> None:
    services = "erp: {name: ERP Suite, requires: [], was: [{until: 2026-11-15, requires: [edge]}]}\n"
    long_open = incident(
        "2026-11-14-edge", "title: Edge\nstarted: 2026-11-14 23:00 UTC\nimpacts: [{on: edge, level: outage}]"
    )
    first = incident(
        "2025-01-01-first",
        "started: 2025-01-01 00:00 UTC\nresolved: 2025-01-01 00:01 UTC\nimpacts: [{on: edge, level: outage}]",
    )
    (one,) = home(catalog(services, COMPONENTS, SLAS), acme(ERP_ALONE), first, long_open).incidents
    assert plain(one.yours) == "ERP Suite works again (after 1 h)."


def test_a_subscription_that_ends_before_it_begins_is_none() -> None:
    edition = scene()
    bought = edition.register.customers["acme"]
    never = bought.subscriptions[0].model_copy(update={"service": "dns", "until": bought.subscriptions[0].since})
    strange = bought.model_copy(update={"subscriptions": (*bought.subscriptions, never)})
    register = replace(edition.ledger.register, customers=MappingProxyType({"acme": strange}))
    view = portal_home(edition_for(Reader(customer="acme"), register, edition.as_of)).view
    assert isinstance(view, PortalHome)
    assert (len(view.services), view.notes) == (3, ())


def test_the_links_to_people_carry_the_incident() -> None:
    people = home(LOSS).people
    assert people.manager is not None
    assert people.manager.phone is not None
    assert (people.manager.name, people.manager.phone.href) == ("Mara Lindqvist", "tel:+49305550142")
    subject = "subject=2026-11-15-loss%3A%20Packet%20loss%20on%20the%20Norvia%20line"
    assert people.manager.others[0].href == f"mailto:mara@northwind.example?{subject}"
    assert people.others[0].others[0].href == f"mailto:noc@northwind.example?{subject}"
    assert people.quote == "2026-11-15-loss"
    assert people.yours == "Ottilie Brandauer (CIO), Dispatch and Henner Vosskamp"


def test_without_an_open_incident_a_mail_says_who_writes() -> None:
    people = home().people
    assert people.quote == ""
    assert people.others[0].others[0].href == "mailto:noc@northwind.example?subject=Acme%20Corporation"


def test_without_an_account_manager_the_provider_is_called() -> None:
    view = home(acme(matter="name: Acme\nmeetings: [{what: Status call, every: month}]\n"))
    assert view.people.manager is None
    assert [lines.who for lines in view.people.others] == ["Network operations"]
    assert (view.meetings.rows, view.meetings.note) == (
        ("Status call, every month",),
        "The date of the next one is not on record here.",
    )
    html = render(scene(acme(matter="name: Acme\n")))
    assert "account manager" not in html
    assert "Next meeting" not in html


def test_meetings_say_how_often_and_none_is_held_with_who_has_left() -> None:
    assert home().meetings.rows == ("Service review, every quarter",)
    assert home().meetings.note.endswith("Mara Lindqvist knows it.")
    left = acme(f"ended: {{on: 2026-09-01, reason: moved}}\n{ALL}")
    assert home(left).meetings.rows == ()
    leaving = acme(f"ended: {{on: 2027-09-01, reason: moves}}\n{ALL}")
    assert home(leaving).meetings.rows == ("Service review, every quarter",)


def test_the_three_figures_say_what_was_left_out() -> None:
    figures = home(LOSS, SIGN_IN).figures
    assert (figures.title.replace("\N{NO-BREAK SPACE}", " "), figures.path) == (
        "Your availability, 1 to 15 November",
        "months/2026-11.html",
    )
    assert (plain(figures.real), plain(figures.down)) == ("99.941 %", "37 min")
    assert figures.real_line == "down, whoever caused it, summed over your 3 services."
    assert (plain(figures.provider), plain(figures.provider_down)) == ("99.980 %", "12 min")
    assert plain(figures.provider_line) == "had only our own faults happened. Left out: 25 min of third parties."
    assert [(part.key, plain(part.amount), part.word) for part in figures.parts] == [
        ("software", "12 min", "our software"),
        ("third-party", "25 min", "third party"),
    ]


def test_at_the_first_instant_of_a_month_nothing_is_said_to_be_missing() -> None:
    found = home(POWER, as_of="2026-10-31 23:00 UTC")
    assert (plain(found.figures.title), found.figures.real) == ("Your availability, 1 November", "–")
    assert found.figures.real_line == found.allowance.line == "November has only just begun."
    assert found.figures.periods[0].path == "months/2026-10.html"
    a_second_later = home(POWER, as_of="2026-10-31 23:00:01 UTC")
    assert plain(a_second_later.figures.real) == "100 %"
    assert a_second_later.allowance.line.startswith("3 of 3 services within November's allowance.")


def test_other_months_stand_beside_the_running_one() -> None:
    last, year = home(POWER, GATEWAY).figures.periods
    assert (last.name, last.path, plain(last.real), plain(last.down)) == (
        "October 2026",
        "months/2026-10.html",
        "99.851 %",
        "3 h 19 min down",
    )
    assert (plain(last.provider), plain(last.provider_down)) == ("99.935 %", "1 h 26 min down")
    assert plain(last.sla) == "2 of 3 missed, credit 5 %"
    assert (year.path, plain(year.sla)) == ("months/index.html", "2 of 36 missed, credit 5 %")


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ((acme(ERP_ALONE), POWER.copy() | incident(
            "2026-11-03-erp", "started: 2026-11-03 08:00 UTC\nresolved: 2026-11-03 08:05 UTC\n"
            "impacts: [{on: erp, level: outage}]")), "down, whoever caused it"),
        ((EVERYTHING,), "down, whoever caused it, summed over your 3 services. "
                        "At least one of them was down for 37 min."),
        ((DEGRADED,), "No downtime: what was degraded counts as none."),
        ((POWER,), "Nothing was wrong for you this month."),
    ],
)  # fmt: skip
def test_downtime_is_said_to_be_a_sum(files: tuple[dict[str, str], ...], line: str) -> None:
    assert plain(home(*files).figures.real_line) == line


def test_of_a_heavier_fault_of_others_what_ours_weighs_below_it_is_not_left_out() -> None:
    weighs = {"content/catalog/provider.yml": f"{PROVIDER}weights: {{degraded: 0.5}}\n"}
    ours = incident(
        "2026-11-03-slow",
        "fault: software\nstarted: 2026-11-03 08:00 UTC\nresolved: 2026-11-03 08:10 UTC\n"
        "impacts: [{on: erp, level: degraded}, {on: erp, level: outage, fault: third-party}]",
    )
    figures = home(weighs, acme(ERP_ALONE), ours).figures
    assert (plain(figures.down), plain(figures.provider_down)) == ("10 min", "5 min")
    assert plain(figures.provider_line) == "had only our own faults happened. Left out: 5 min of third parties."


def test_what_took_two_faults_is_neither_ours_alone_nor_hidden() -> None:
    pair = catalog(
        "erp: {name: ERP Suite, requires: [{any: [ours, theirs]}]}",
        "ours: {name: Ours, owner: infrastructure}\ntheirs: {name: Theirs, owner: third-party}",
        "{}",
    )
    both = incident(
        "2026-11-03-both",
        "started: 2026-11-03 08:00 UTC\nresolved: 2026-11-03 08:05 UTC\n"
        "impacts: [{on: ours, level: outage}, {on: theirs, level: outage, fault: third-party}]",
    )
    yours = incident(
        "2026-11-04-yours",
        "fault: customer\nstarted: 2026-11-04 08:00 UTC\nresolved: 2026-11-04 08:07 UTC\n"
        "impacts: [{on: erp, level: outage, customers: [acme]}]",
    )
    first = incident(
        "2025-01-01-first",
        "started: 2025-01-01 00:00 UTC\nresolved: 2025-01-01 00:01 UTC\nimpacts: [{on: ours, level: outage}]",
    )
    figures = home(pair, acme(ERP_ALONE), first, both, yours).figures
    assert plain(figures.provider) == "100 %"
    assert plain(figures.provider_line) == (
        "had only our own faults happened. "
        "Left out: 7 min of your side and 5 min that took a fault of others as well as ours."
    )


def test_a_running_month_is_on_course_or_at_risk_and_never_met_or_missed() -> None:
    rows = {row.service: row for row in home(SIGN_IN, HALF).allowance.rows}
    over, used = rows["ERP Suite"], rows["Single sign-on"]
    assert (over.is_over, used.is_over) == (True, False)
    assert (over.state.word, plain(over.used), plain(over.left), plain(over.percent)) == (
        "At risk", "37 min", "15 min 24 s over", "172 %",
    )  # fmt: skip
    assert (used.state.word, plain(used.used), plain(used.left), plain(used.percent)) == (
        "On course", "12 min", "9 min 36 s", "56 %",
    )  # fmt: skip
    html = render(scene(SIGN_IN, HALF))
    section = html[html.index('id="allowance"') : html.index('id="faults"')].replace("October: 3 of 3 met", "")
    assert "Met" not in section
    assert "issed" not in section
    # A phone shows no heads of columns: "Left 15 min over" would say the opposite.
    assert section.count('data-l="Left"') == sum(not row.is_over for row in rows.values()) == 1


@pytest.mark.parametrize(
    ("files", "state", "line"),
    [
        ((), "On course", "3 of 3 services within November's allowance. None of it is used."),
        ((SIGN_IN,), "On course",
         "3 of 3 services within November's allowance. The least headroom: 9 min 36 s of 21 min 36 s for Single sign-on."),
        ((HIDDEN,), "At risk",
         "1 of 3: Single sign-on has used 20 min of the 21 min 36 s that November allows."),
        ((HALF,), "At risk",
         "2 of 3: Document Archive and ERP Suite. "
         "Document Archive has used 37 min of the 21 min 36 s that November allows."),
        ((acme(ERP_ALONE),), "Nothing agreed", "No SLA is agreed for your services this month."),
    ],
)  # fmt: skip
def test_the_allowance_is_summed_up_in_a_sentence(files: tuple[dict[str, str], ...], state: str, line: str) -> None:
    allowance = home(*files).allowance
    assert (allowance.state.word, plain(allowance.line)) == (state, line)


def test_a_service_with_a_second_sla_in_the_month_is_one_service() -> None:
    renewed = acme(
        "subscriptions:\n  - {service: erp, since: 2024-01-01, until: 2026-11-05, sla: gold}\n"
        "  - {service: erp, since: 2026-11-05, sla: office}\n"
    )
    allowance = home(renewed).allowance
    assert len(allowance.rows) == 2
    assert allowance.line == "1 of 1 service within November's allowance. None of it is used."


def test_an_sla_without_an_hour_in_the_month_or_without_any_allowance_has_no_share() -> None:
    slas = (
        "perfect: {target: 100, counts: [infrastructure]}\n"
        "never: {target: 99, counts: [infrastructure], hours: {weekly: {mon: '08:00-18:00'}, "
        "holidays: [2026-11-02, 2026-11-09, 2026-11-16, 2026-11-23, 2026-11-30]}}\n"
    )
    subscriptions = (
        "subscriptions:\n  - {service: erp, since: 2024-01-01, sla: perfect}\n"
        "  - {service: sso, since: 2024-01-01, sla: never}\n"
    )
    erp, sso = home(catalog(SERVICES, COMPONENTS, slas), acme(subscriptions), HALF).allowance.rows
    assert (erp.state.word, erp.percent, plain(erp.left), erp.is_over) == ("At risk", "", "37 min over", True)
    assert (sso.state.word, sso.used, sso.allowed, sso.left, sso.percent) == ("Nothing agreed", "–", "–", "–", "")


def test_fault_categories_add_up() -> None:
    faults = home(POWER, GATEWAY, SIGN_IN, LOSS).faults
    assert [(row.word, row.downtime, plain(row.share)) for row in faults.rows] == [
        ("Our infrastructure", "1:26", "43 %"),
        ("Your side", "1:53", "57 %"),
    ]
    assert (faults.total, faults.unit, faults.span) == ("3:19", "h:mm", "November 2025 to October 2026")
    odd = incident(
        "2026-10-05-odd",
        "started: 2026-10-05 08:00 UTC\nresolved: 2026-10-05 08:00:07 UTC\nimpacts: [{on: erp, level: outage}]",
    )
    assert (home(odd).faults.total, home(odd).faults.unit) == ("0:00:07", "h:mm:ss")


def test_the_trend_has_twelve_months_and_the_one_target_of_all() -> None:
    year = home(POWER).year
    assert year.trend is not None
    assert (len(year.trend.points), plain(year.target)) == (12, "99.95 %")
    assert [(point.label, point.year) for point in year.trend.points[:3]] == [
        ("Nov", "2025"),
        ("Dec", ""),
        ("Jan", "2026"),
    ]
    assert plain(year.trend.label).endswith("lowest in October 2026 with 99.935 %")
    assert home(acme(ERP_ALONE)).year.target == ""
    quiet = home().year.trend
    assert quiet is not None
    assert plain(quiet.label).endswith("100 % in every month")


def test_the_target_is_drawn_and_misses_are_told_by_their_shape() -> None:
    html = render(scene(POWER))
    assert (html.count('class="target"'), html.count('class="miss"')) == (2, 2)
    assert 'class="target"' not in render(scene(POWER, acme(ERP_ALONE)))


def test_a_gap_between_two_subscriptions_is_a_gap_of_the_line() -> None:
    subscriptions = (
        "subscriptions:\n  - {service: erp, since: 2026-02-01, until: 2026-05-01}\n"
        "  - {service: erp, since: 2026-07-01}\n"
    )
    trend = home(acme(subscriptions)).year.trend
    assert trend is not None
    assert [point.label for point in trend.points if point.real is None] == ["May", "Jun"]
    assert trend.points[0].label == "Feb"


def test_what_reached_the_customer_stands_with_its_time_and_its_report() -> None:
    past = home(POWER, GATEWAY, SIGN_IN, LOSS).past
    assert past.title == "Incidents that reached you"
    assert [
        (row.title, row.record.path if row.record else "", row.state.word, row.what, plain(row.amount), plain(row.report), row.is_late)
        for row in past.rows
    ] == [
        ("Packet loss on the Norvia line", f"{SITE}incidents/2026-11-15-loss.html", "Partial outage",
         "ERP Suite. Third party (Norvia).", "25 min so far", "", False),
        ("Sign-in errors", f"{SITE}incidents/2026-11-04-sign-in.html", "Partial outage",
         "Single sign-on. Our software.", "12 min", "no RFO promised", False),
        ("Your gateway rejected connections", "incidents/2026-10-21-gateway.html", "Outage",
         "ERP Suite. Your side.", "1 h 53 min", "no RFO promised", False),
        ("Power failure", f"{SITE}incidents/2026-10-03-power.html", "Outage",
         "Document Archive and ERP Suite. Our infrastructure.", "43 min", "RFO late since Wed 7 Oct", True),
    ]  # fmt: skip
    assert past.rest == "Nothing else since November 2025."
    assert home().past.rest == "Nothing has reached you since November 2025."


def test_what_happened_before_the_subscription_did_not_reach_the_customer() -> None:
    past = home(POWER, acme("subscriptions: [{service: erp, since: 2026-10-10}]\n")).past
    assert (past.rows, past.rest) == ((), "Nothing has reached you since November 2025.")


def test_planned_work_that_disrupted_is_among_them() -> None:
    past = home(WORK_THAT_STOPS).past
    assert past.title == "Incidents and maintenance that reached you"
    assert [(row.state.word, row.what, plain(row.amount)) for row in past.rows] == [
        ("Maintenance", "Document Archive. Planned maintenance, in progress.", "37 min so far")
    ]


def test_what_was_degraded_only_names_the_fault_of_its_record() -> None:
    (row,) = home(DEGRADED).past.rows
    assert (row.state.word, row.what) == ("Degraded", "Document Archive. Our software.")
    assert plain(row.amount) == "20 min degraded so far"


def test_an_open_incident_without_promises_owes_no_report() -> None:
    (row,) = home(
        incident(
            "2026-11-15-p4",
            "urgency: P4\nstarted: 2026-11-15 13:00 UTC\nimpacts: [{on: erp, level: outage}]",
        )
    ).past.rows
    assert (row.report, row.report_path) == ("", "")


def test_two_faults_of_one_incident_are_both_named() -> None:
    (row,) = home(
        incident(
            "2026-10-05-mixed",
            "fault: third-party\nsupplier: Norvia\nstarted: 2026-10-05 08:00 UTC\nresolved: 2026-10-05 08:10 UTC\n"
            "impacts: [{on: erp, level: outage}, {on: archive, level: outage, fault: software}]",
        )
    ).past.rows
    assert row.what == "Document Archive and ERP Suite. Our software and third party (Norvia)."


def test_a_long_list_is_cut_and_says_how_much_is_left() -> None:
    days = [
        incident(
            f"2026-09-{day:02d}-x",
            f"started: 2026-09-{day:02d} 08:00 UTC\nresolved: 2026-09-{day:02d} 08:05 UTC\nimpacts: [{{on: erp, level: outage}}]",
        )
        for day in range(1, 11)
    ]
    past = home(*days).past
    assert (len(past.rows), past.rest) == (8, "And 2 more since November 2025.")


def without(edition: Edition, id: str) -> Edition:
    """The edition from which one record is withheld: it counts, and nothing of it is shown."""
    kept = {one: incident for one, incident in edition.register.incidents.items() if one != id}
    changes = {one: change for one, change in edition.register.changes.items() if one != id}
    register = replace(
        edition.register, incidents=MappingProxyType(kept), changes=MappingProxyType(changes), rfos=MappingProxyType({})
    )
    return replace(edition, register=register)


def test_a_record_that_is_withheld_counts_without_title_and_link() -> None:
    view = portal_home(without(scene(LOSS), "2026-11-15-loss")).view
    assert isinstance(view, PortalHome)
    assert view.verdict.sentence == "ERP Suite is partly down for you"
    assert (view.services[0].record, view.incidents) == (None, ())
    (row,) = view.past.rows
    assert (row.title, row.record, row.what) == ("Partial outage of ERP Suite", None, "Third party.")
    assert view.services[0].bar.bar.cells[-1].href == ""
    assert "2026-11-15-loss" not in Fragments(theme_folders("html")).render(
        portal_home(without(scene(LOSS), "2026-11-15-loss"))
    )
    slow = portal_home(without(scene(DEGRADED), "2026-11-15-slow")).view
    assert isinstance(slow, PortalHome)
    assert slow.past.rows[0].what == ""


def test_withheld_work_is_neither_announced_nor_named() -> None:
    view = portal_home(without(scene(WORK_THAT_STOPS), "2026-11-15-fw")).view
    assert isinstance(view, PortalHome)
    assert view.work.rows == ()
    assert (view.services[0].record, plain(view.services[0].why)) == (None, "In maintenance since 14:00 CET")


def test_maintenance_ahead_lies_on_a_path_of_the_customer_while_it_lives() -> None:
    view = home(ahead("2026-11-22"), ahead("2026-11-23", "[ns]"), ahead("2027-02-01"), ahead("2026-11-24", "[vault]"))
    assert [(row.title, row.services_text, row.path) for row in view.work.shown] == [
        ("Work of 2026-11-22", "Document Archive and ERP Suite", f"{SITE}maintenance/2026-11-22-work.html"),
        ("Work of 2026-11-24", "Single sign-on", f"{SITE}maintenance/2026-11-24-work.html"),
    ]
    leaving = acme("subscriptions: [{service: erp, since: 2024-01-01, until: 2026-11-20}]\n")
    assert home(ahead("2026-11-22"), leaving).work.rows == ()


def test_work_whose_impact_is_somebody_elses_is_not_on_the_path() -> None:
    other = customer("zenit", f"name: Zenit\n{ERP_ALONE}")
    running = change(
        "2026-11-15-x",
        "title: X\noutcome: in-progress\naudience: public\n"
        "window: {from: 2026-11-15 13:00 UTC, to: 2026-11-15 15:00 UTC}\n"
        "impacts: [{on: erp, level: outage, customers: [zenit]}]",
    )
    assert home(other, running).work.rows == ()
    mine = {path: text.replace("customers: [zenit]", "customers: [acme]") for path, text in running.items()}
    assert [row.title for row in home(other, mine).work.rows] == ["X"]


def test_the_ledger_knows_the_work_that_is_not_finished() -> None:
    done = ahead("2026-10-01", more="outcome: succeeded\nimpacts: none")
    cancelled = ahead("2026-11-25", more="outcome: cancelled")
    unfinished = scene(done, cancelled, ahead("2026-12-24"), ahead("2026-11-22"), WORK).ledger.unfinished
    assert [one.id for one in unfinished] == ["2026-11-15-fw", "2026-11-22-work", "2026-12-24-work"]


def test_more_work_than_fits_is_counted() -> None:
    view = home(*(ahead(f"2026-11-{day}") for day in range(20, 25)))
    assert (len(view.work.shown), view.work.rest) == (3, "and 2 more in 30 days")


def test_reports_name_the_newest_month_and_the_newest_pack() -> None:
    reports = home().reports
    assert [
        (report.link.path, plain(report.link.text), [one.path for one in report.more]) for report in reports.reports
    ] == [
        ("reviews/2026-Q3.html", "Review pack, Q3 2026", ["reviews/2026-Q3.pdf"]),
        ("months/2026-10.html", "October 2026 and its working", ["months/2026-10.csv", "months/2026-10.json"]),
    ]
    assert [feed.path for feed in reports.feeds] == ["feeds/all.rss", "feeds/all.atom", "feeds/all.json"]
    none = home(acme("")).reports
    assert (none.reports, none.none) == ((), "The first one comes when a month with a service of yours is complete.")


@pytest.mark.parametrize(
    "files",
    [
        (),
        (POWER, GATEWAY, SIGN_IN, LOSS, HIDDEN, WORK_THAT_STOPS),
        (EVERYTHING, SIGN_IN, POWER),
        (POWER, acme("subscriptions: [{service: erp, since: 2026-10-10}]\n")),
        (POWER, acme("subscriptions:\n  - {service: erp, since: 2024-01-01, until: 2026-09-20}\n"
                     "  - {service: erp, since: 2026-10-01, via: [line]}\n"), LOSS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("begin", [FIRST, SIGN_IN])
def test_a_bar_is_what_the_history_of_the_service_says(
    files: tuple[dict[str, str], ...], begin: dict[str, str]
) -> None:
    merged = {**catalog(SERVICES, COMPONENTS, SLAS, PROVIDER), **acme()}
    for one in (begin, *files):
        merged.update(one)
    known = edition_of(merged, NOW, Reader(customer="acme"))
    view = portal_home(known).view
    assert isinstance(view, PortalHome)
    histories = {service.service: service_history(known, service.service) for service in view.services}
    for service in view.services:
        days = histories[service.service].days
        assert [cell.level or "" for cell in service.bar.bar.cells] == [day.state for day in days]
        assert [cell.text.partition(": ")[2] for cell in service.bar.bar.cells] == [day.what for day in days]
        share = histories[service.service].availability
        assert (service.bar.figure == "–") == (share is None)
    states = [state for state in service_states(known) if state.service in histories]
    assert [(plain(row.day), row.service, row.what) for row in view.marked.rows] == [
        (plain(row.day), row.service, row.what) for row in marked_table(states, histories).rows
    ]
    assert view.marked.title == marked_table(states, histories).title


def test_records_that_begin_late_leave_days_unmeasured() -> None:
    merged = {**catalog(SERVICES, COMPONENTS, SLAS, PROVIDER), **acme(), **SIGN_IN}
    view = portal_home(edition_of(merged, NOW, Reader(customer="acme"))).view
    assert isinstance(view, PortalHome)
    assert plain(view.axis.unmeasured) == "Not measured before 4 November."
    assert plain(view.services[0].bar.bar.name).endswith("18 August to today, not measured before 4 November")


def test_months_before_the_first_record_are_not_measured() -> None:
    merged = {**catalog(SERVICES, COMPONENTS, SLAS, PROVIDER), **acme(), **SIGN_IN}
    view = portal_home(edition_of(merged, NOW, Reader(customer="acme"))).view
    assert isinstance(view, PortalHome)
    assert {(row.real, row.down, row.sla, row.path) for row in view.figures.periods} == {("–", "not measured", "–", "")}
    assert view.faults.quiet == "These twelve months were not measured."
    assert (view.allowance.before, view.year.trend) == ("", None)
    assert [report.link.path for report in view.reports.reports] == []
    later = portal_home(edition_of({**merged, **POWER}, NOW, Reader(customer="acme"))).view
    assert isinstance(later, PortalHome)
    last, year = later.figures.periods
    assert (plain(last.down), plain(year.down)) == ("1 h 26 min down", "1 h 26 min down, measured since October 2026")
    assert later.year.trend is None


def test_without_papers_no_report_leads_to_one() -> None:
    view = portal_home(scene(), has_pdf=False).view
    assert isinstance(view, PortalHome)
    assert next(report.more for report in view.reports.reports) == ()


def test_more_marked_days_than_a_table_holds_are_counted() -> None:
    daily = [
        incident(
            f"2026-{month:02d}-{day:02d}-x",
            f"started: 2026-{month:02d}-{day:02d} 08:00 UTC\nresolved: 2026-{month:02d}-{day:02d} 08:05 UTC\n"
            "impacts: [{on: edge, level: outage}]",
        )
        for month in (9, 10)
        for day in range(1, 29)
    ]
    marked = home(*daily).marked
    assert (marked.title, len(marked.rows)) == ("Show the newest 60 of 112 marked days as a table", 60)


def test_a_name_from_right_to_left_and_a_very_long_one_are_isolated() -> None:
    for name in ("شركة النور للتجارة", "Rindfleischetikettierungsueberwachung" * 7):
        edition = scene(acme(matter=f"name: {name}\ncontacts: [{{name: A}}]\n"))
        assert f"<bdi>{name}</bdi>" in render(edition)


def test_no_text_of_a_record_becomes_markup() -> None:
    evil = incident(
        "2026-11-15-evil",
        "title: <script>alert(1)</script>\nsupplier: <b>Norvia</b>\nfault: third-party\nstarted: 2026-11-15 13:00 UTC\n"
        "impacts: [{on: line, level: outage}]",
        "<script>alert(2)</script>\n\n## Update · 2026-11-15 13:20 UTC\n\n<script>alert(3)</script>\n",
    )
    names = COMPONENTS.replace("Norvia line", "<i>line</i>")
    html = render(
        scene(catalog(SERVICES, names, SLAS), evil, acme(matter="name: <u>Acme</u>\ncontacts: [{name: <s>A</s>}]\n"))
    )
    assert [tag for tag in ("<script", "<b>Norvia", "<i>line", "<u>Acme", "<s>A") if tag in html] == []
    assert "&lt;u&gt;Acme" in html


def test_the_page_says_of_when_it_is_and_where_to_follow() -> None:
    page = portal_home(scene(LOSS))
    assert (page.path, page.section, page.template, page.is_open) == ("index.html", "now", "portal-home.html", True)
    assert page.as_of == instant_of(NOW)
    assert [plain(note) for note in page.notes] == [
        "Figures as of 14:37 CET, 15 November 2026.",
        "Times are those of Europe/Berlin.",
    ]
    assert [one.path for one in page.alternates] == [
        "feeds/all.rss", "feeds/all.atom", "feeds/all.json", "calendar.ics",
    ]  # fmt: skip
    assert portal_home(scene(SIGN_IN)).is_open is False
    assert portal_home(without(scene(LOSS), "2026-11-15-loss")).is_open


def test_nothing_of_another_customer_moves_a_byte_of_the_page() -> None:
    other = customer("zenit", f"name: Zenit\nvalue: 7\naccount_manager: {{name: Someone}}\n{ERP_ALONE}")
    oldest = incident(
        "2024-05-05-theirs",
        "title: Zenit alone\nstarted: 2024-05-05 08:00 UTC\nresolved: 2024-05-05 08:05 UTC\n"
        "impacts: [{on: erp, level: outage, customers: [zenit]}]",
    )
    running = incident(
        "2026-11-15-theirs",
        "title: Zenit now\nstarted: 2026-11-15 13:00 UTC\nimpacts: [{on: erp, level: outage, customers: [zenit]}]",
    )
    theirs = f"{COMPONENTS}zline: {{name: Line to Zenit, owner: third-party}}\n"
    line = incident(
        "2024-04-04-line",
        "title: Line to Zenit\naudience: affected\nstarted: 2024-04-04 08:00 UTC\nresolved: 2024-04-04 08:05 UTC\n"
        "impacts: [{on: zline, level: outage}]",
    )
    merged = {**catalog(SERVICES, theirs, SLAS, PROVIDER), **acme(), **SIGN_IN}
    reader, now = Reader(customer="acme"), instant_of(NOW)
    alone = edition_for(reader, register_of(merged), now)
    beside = edition_for(reader, register_of({**merged, **other, **oldest, **running, **line}), now)
    assert render(alone) == render(beside)


def test_the_worst_service_stands_first() -> None:
    names = [(service.name, service.state is OPERATIONAL) for service in home(LOSS, DEGRADED).services]
    assert names == [("ERP Suite", False), ("Document Archive", False), ("Single sign-on", True)]


def render(edition: Edition) -> str:
    return Fragments(theme_folders("html")).render(portal_home(edition))
