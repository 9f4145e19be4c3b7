"""The list of incidents that reached a customer."""

from __future__ import annotations

from aboveboard.views.portal.incidents import NEWEST, PortalIncidentsView, portal_incidents_page
from builders import PROVIDER, incident
from portal_scene import SITE, plain, portal_of


def view(id: str, **more: object) -> PortalIncidentsView:
    made = portal_incidents_page(portal_of(id, **more)).view  # type: ignore[arg-type]
    assert isinstance(made, PortalIncidentsView)
    return made


def test_open_ones_come_first_then_the_others_by_their_months() -> None:
    made = view("acme")
    assert made.sentence == "2 incidents are open for you."
    assert [row.title for row in made.open] == ["Just begun", "Mail is slow"]
    assert [(group.title, group.count) for group in made.groups] == [
        ("October 2026", "7 incidents"),
        ("September 2026", "1 incident"),
    ]
    assert plain(made.second).startswith("The first on record began on 1 September 2026.")


def test_each_has_your_minutes_your_services_and_whose_fault_it_was() -> None:
    made = view("acme")
    told = [
        (row.title, plain(row.amount), row.services, row.fault, row.state.word)
        for group in made.groups
        for row in group.rows
    ]
    assert told == [
        ("Both carriers down", "no downtime", "ERP Suite", "Third party (Norvia)", "Outage"),
        ("Pod down again", "1 h", "ERP Suite", "Our infrastructure", "Outage"),
        ("A part failed", "1 h", "ERP Suite", "Our infrastructure", "Outage"),
        ("Mail was slow", "22 min degraded", "Mail", "Our software", "Degraded"),
        ("Mailboxes locked", "20 min", "Mail", "Our software", "Outage"),
        ("Your line was cut", "1 h 30 min", "ERP Suite", "Your side", "Outage"),
        ("Pod down", "49 min 1 s", "ERP Suite", "Our infrastructure", "Outage"),
        ("A fan failed", "10 min", "ERP Suite", "Our infrastructure", "Outage"),
    ]
    assert [(row.title, plain(row.amount), row.since and plain(row.since.text)) for row in made.open] == [
        ("Just begun", "no downtime so far", "14:00 CEST"),
        ("Mail is slow", "50 min so far", "13:00 CEST"),
    ]


def test_what_is_charged_to_another_incident_says_so() -> None:
    notes = {row.title: row.note for row in view("acme").groups[0].rows}
    assert notes["Both carriers down"] == "another incident is charged with these seconds"
    assert notes["Pod down again"] == ""


def test_public_incidents_lead_to_the_public_site_and_the_others_to_the_portal_s_own_page() -> None:
    paths = {row.title: row.path for row in view("acme").groups[0].rows}
    assert paths["Pod down"] == f"{SITE}incidents/2026-10-03-pod-down.html"
    assert paths["Your line was cut"] == "incidents/2026-10-05-line.html"
    assert paths["Mailboxes locked"] == "incidents/2026-10-06-mailboxes.html"


def test_the_rfo_or_its_promise_stands_beside_each() -> None:
    made = view("acme")
    rows = [*made.open, *(row for group in made.groups for row in group.rows)]
    told = {row.title: (plain(row.report), row.report_path, row.is_late) for row in rows}
    assert told["Pod down"] == ("Final RFO", "rfo/2026-10-03-pod-down.html", False)
    assert told["Your line was cut"] == ("no RFO promised", "", False)
    assert told["Mail is slow"] == ("RFO within 2 business days of the end", "", False)
    assert told["Pod down again"] == ("RFO late since Thu 15 Oct", "", True)
    assert told["Mailboxes locked"] == (
        "Preliminary RFO, final late since Wed 14 Oct",
        "rfo/2026-10-06-mailboxes.html",
        True,
    )


def test_nothing_promised_is_nothing_said_while_it_is_open() -> None:
    files = incident(
        "2026-10-20-p4", "urgency: P4\nstarted: 2026-10-20 09:00 UTC\nimpacts: [{on: mail, level: outage}]"
    )
    assert {row.title: row.report for row in view("beta", more=files).open}["Incident 2026-10-20-p4"] == ""


def test_several_faults_of_one_incident_are_all_named() -> None:
    files = incident(
        "2026-10-15-two",
        "fault: third-party\nsupplier: DNS Inc\nstarted: 2026-10-15 09:00 UTC\nresolved: 2026-10-15 11:00 UTC\nimpacts:\n"
        "  - {on: mail, level: outage, to: 2026-10-15 10:00 UTC, fault: software}\n"
        "  - {on: mail, level: outage, from: 2026-10-15 10:00 UTC}",
    )
    (row,) = (row for row in view("beta", more=files).groups[0].rows if row.id == "2026-10-15-two")
    assert (row.fault, plain(row.amount)) == ("Our software and third party (DNS Inc)", "2 h")


def test_several_services_have_their_parts_of_it_and_those_add_up() -> None:
    matter = "started: 2026-10-15 09:00 UTC\nresolved: 2026-10-15 12:00 UTC\nimpacts:\n"
    exact = (
        matter
        + "  - {on: mail, level: outage, to: 2026-10-15 09:27 UTC}\n  - {on: erp, level: outage, to: 2026-10-15 09:10 UTC}"
    )
    odd = exact.replace("09:27 UTC", "11:00:01 UTC")
    told = {}
    for id, text in (("2026-10-15-exact", exact), ("2026-10-15-odd", odd)):
        (row,) = (row for row in view("acme", more=incident(id, text)).groups[0].rows if row.id == id)
        told[id] = (plain(row.services), plain(row.amount), plain(row.note))
    assert told == {
        "2026-10-15-exact": ("ERP Suite 10 min and Mail 27 min", "27 min", "37 min counted over 2 services"),
        "2026-10-15-odd": ("ERP Suite 0:10:00 and Mail 2:00:01", "2 h 1 min", "2:10:01 counted over 2 services"),
    }


def test_a_time_that_weighs_less_says_what_is_counted_of_it() -> None:
    files = incident(
        "2026-10-15-half",
        "started: 2026-10-15 09:00 UTC\nresolved: 2026-10-15 09:30 UTC\nimpacts: [{on: mail, level: partial}]",
    )
    weights = {"content/catalog/provider.yml": PROVIDER + "weights: {outage: 1, partial: 0.5, degraded: 0}\n"}
    (row,) = (row for row in view("beta", more=files | weights).groups[0].rows if row.id == "2026-10-15-half")
    assert (plain(row.amount), plain(row.note)) == ("30 min", "15 min counted")


def test_services_that_were_slow_at_once_were_so_for_one_time() -> None:
    files = incident(
        "2026-10-15-slow",
        "started: 2026-10-15 09:00 UTC\nresolved: 2026-10-15 09:40 UTC\nimpacts:\n"
        "  - {on: mail, level: degraded}\n  - {on: erp, level: degraded, to: 2026-10-15 09:30 UTC}",
    )
    (row,) = (row for row in view("acme", more=files).groups[0].rows if row.id == "2026-10-15-slow")
    assert (plain(row.amount), row.note) == ("40 min degraded", "")


def test_a_record_without_words_has_its_minutes_and_no_link() -> None:
    made = view("acme", withheld=frozenset({"2026-10-03-pod-down"}))
    (row,) = (row for row in made.groups[0].rows if row.id == "2026-10-03-pod-down")
    assert (row.title, row.path, plain(row.amount), row.report) == (
        "A disruption of which nothing more is published",
        "",
        "49 min 1 s",
        "",
    )


def test_a_record_without_words_and_charges_says_that_nobody_knows_its_impact() -> None:
    made = view("acme", withheld=frozenset({"2026-10-12-under"}))
    (row,) = (row for row in made.groups[0].rows if row.id == "2026-10-12-under")
    assert (row.state.word, row.fault) == ("No impact recorded", "")


def test_a_part_that_others_stood_in_for_is_told_as_a_part() -> None:
    files = incident(
        "2026-10-07-spare",
        "title: One of two\nfault: third-party\nstarted: 2026-10-07 10:00 UTC\nresolved: 2026-10-07 11:00 UTC\n"
        "impacts: [{on: norvia-ip, level: outage, customers: [acme]}]",
    )
    (row,) = (row for row in view("acme", more=files).groups[0].rows if row.id == "2026-10-07-spare")
    assert (row.state.word, row.note) == ("Outage of a part", "none of your services was disrupted")


def test_a_customer_without_incidents_is_told_why() -> None:
    sentence = "No incident that reached you is on record."
    assert {view(id).sentence for id in ("later", "nobody", "quiet")} == {sentence}
    assert plain(view("later").second) == "Your first service begins on 1 December 2026."
    assert view("nobody").second == "You have no service yet, so nothing can reach you."
    assert view("quiet").second == "You have 1 service; whatever disrupts it will stand here."
    two = {
        "content/catalog/customers/quiet.yml": "name: Q\nsubscriptions: [{service: dns, since: 2026-01-01}, {service: mail, since: 2026-10-19}]\n"
    }
    calm = view("quiet", more=two, as_of="2026-10-20 10:00 UTC")
    assert calm.second == "You have 2 services; whatever disrupts one of them will stand here."
    gone = {
        "content/catalog/customers/gone.yml": "name: G\nended: {on: 2025-09-30, reason: merger}\nsubscriptions: [{service: dns, since: 2025-01-01}]\n"
    }
    assert plain(view("gone", more=gone).second) == "Your last service ended on 29 September 2025."


def test_what_is_over_is_counted_and_what_never_was_is_not_invented() -> None:
    assert view("gone").sentence == "No incident is open for you, 1 is over."
    assert view("renewed", as_of="2026-10-20 11:00 UTC").sentence == "No incident is open for you, 5 are over."
    only_open = view(
        "quiet", more=incident("2026-10-20-ns", "started: 2026-10-20 09:00 UTC\nimpacts: [{on: ns, level: outage}]")
    )
    assert (only_open.sentence, only_open.second) == ("1 incident is open for you.", "None before is on record.")


def test_a_page_with_something_open_says_up_to_when_it_is_true() -> None:
    page = portal_incidents_page(portal_of("acme"))
    assert (page.path, page.section, page.is_open, page.as_of is None) == (
        "incidents/index.html",
        "incidents",
        True,
        False,
    )
    quiet = portal_incidents_page(portal_of("quiet"))
    assert (quiet.is_open, quiet.as_of) == (False, None)
    assert [one.path for one in quiet.alternates] == ["feeds/all.rss", "feeds/all.atom", "feeds/all.json"]


def test_of_very_many_the_oldest_are_left_to_the_file() -> None:
    files: dict[str, str] = {}
    for at in range(NEWEST + 3):
        day, hour = divmod(at, 20)
        files |= incident(
            f"2026-05-{day + 1:02}-n{at}",
            f"started: 2026-05-{day + 1:02} {hour:02}:00 UTC\nresolved: 2026-05-{day + 1:02} {hour:02}:30 UTC\n"
            "impacts: [{on: ns, level: outage}]",
        )
    made = view("quiet", more=files)
    assert sum(len(group.rows) for group in made.groups) == NEWEST
    assert made.more == "3 older incidents, with your seconds, in one file"
    assert view("acme").more == ""
