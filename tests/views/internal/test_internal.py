"""What staff read: everything that is owed, wrong, or known about a customer, on pages of one shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.availability.figures import total
from aboveboard.availability.months import trailing_twelve
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.audience import STAFF
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.internal.actions import actions_page
from aboveboard.views.internal.build_notes import BuildNotes
from aboveboard.views.internal.customers import customer_page, customers_page, log_page
from aboveboard.views.internal.desk import desk_page
from aboveboard.views.internal.due import due_page
from aboveboard.views.internal.sheet import Section, Sheet
from aboveboard.views.links import Link
from aboveboard.views.page import Page
from aboveboard.views.words.numbers import percent_text
from builders import catalog, change, customer, edition_of, incident, register_of, rfo

ROOT = Path(__file__).parents[3]
AS_OF = "2026-11-15 13:37 UTC"


def sheet_of(page: Page) -> Sheet:
    assert isinstance(page.view, Sheet)
    return page.view


def section(page: Page, id: str) -> Section:
    return next(one for one in sheet_of(page).sections if one.id == id)


def texts(found: Section) -> list[list[str]]:
    return [[cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in found.rows]


@pytest.fixture(scope="module")
def example() -> Edition:
    return edition_for(STAFF, read_repository(ROOT).register, instant_of(AS_OF))


LONG_AGO = incident("2025-01-01-first", "started: 2025-01-01 00:00 UTC\nresolved: 2025-01-01 00:01 UTC")
EMPTY = edition_of(catalog("erp: {name: ERP}"), AS_OF, STAFF)

PEOPLE = (
    customer(
        "acme",
        "name: Acme\ntier: 2\nvalue: 1200\nended: {on: 2026-11-01, reason: price, note: They said why.}\n"
        "account_manager: {name: Ann, email: ann@northwind.example}\n"
        'contacts: [{name: Vole, role: CIO, phone: "+49 30 555 0171", email: vole@acme.example}, {role: Desk}]\n'
        "subscriptions: [{service: erp, since: 2025-01-01, until: 2026-10-01, sla: gold}]",
    )
    | customer("bolt", "name: Bolt\ntier: 1")
    | customer("zeta", "name: Zeta")
)
CATALOG = catalog(
    "erp: {name: ERP, requires: [edge]}",
    "edge: {name: Edge, owner: infrastructure}",
    "gold: {target: 99.9, counts: [infrastructure]}",
)
SAID = {
    "content/communications/2026/2026-10-03-a.md": (
        "---\ncustomer: acme\nat: 2026-10-03 09:40 UTC\nchannel: phone\nby: Desk\n---\nWe called."
    ),
    "content/communications/2026/2026-10-04-b.md": (
        "---\nfunction: Sales\nat: 2026-10-04 09:40 UTC\nchannel: email\nby: Desk\n---\nWe wrote."
    ),
}


def test_the_desk_of_a_quiet_provider_says_so() -> None:
    page = desk_page(EMPTY, BuildNotes())
    assert sheet_of(page).heading == "0 of 1 service disrupted, 0 things owed now"
    assert [one.finding for one in sheet_of(page).sections] == [
        "Every service works.",
        "Nothing is owed now.",
        "Every record was read and published to whom it is for.",
        "There are none.",
    ]


def test_the_desk_names_what_needs_a_hand() -> None:
    withheld = Link("incidents/d.html", "d.md: withheld: it says Acme")
    notes = BuildNotes(("a.md:1:1: no", "b.md:2:2: no"), ("c.md",), (withheld,), ("e.md:3:3: no service",))
    found = section(desk_page(EMPTY, notes), "records")
    assert found.finding == "5 findings."
    assert texts(found) == [
        ["Cannot be read", "a.md:1:1: no"],
        ["Cannot be read", "b.md:2:2: no"],
        ["Names what is not there", "e.md:3:3: no service"],
        ["Last good version shown", "c.md"],
        ["Withheld", "d.md: withheld: it says Acme"],
    ]
    assert found.rows[-1][1].href == "incidents/d.html"


def test_the_desk_lists_drafts_with_a_link_to_each() -> None:
    draft = "title: T\nurgency: P2\nfault: unknown\nstarted: 2026-11-15 13:00 UTC\naudience: internal\nimpacts: []"
    told = "title: Told\nurgency: P2\nfault: unknown\nstarted: 2026-11-10 13:00 UTC\nresolved: 2026-11-10 14:00 UTC\nimpacts: []"
    work = (
        "title: W\nkind: maintenance\ncomponents: [edge]\nwindow: {from: 2026-12-01 00:00 UTC, to: 2026-12-01 01:00 UTC}\n"
        "outcome: planned\naudience: internal"
    )
    files = CATALOG | incident("2026-11-15-x", draft) | change("2026-12-01-w", work)
    files |= incident("2026-11-10-t", told, "## Resolved · 2026-11-10 14:00 UTC\nX") | rfo(
        "2026-11-10-t", "status: draft", ""
    )
    found = section(desk_page(edition_of(files, AS_OF, STAFF), BuildNotes()), "drafts")
    assert [(row[0].text, row[0].href, row[1].text) for row in found.rows] == [
        ("2026-11-15-x", "incidents/2026-11-15-x.html", "Incident"),
        ("2026-12-01-w", "maintenance/2026-12-01-w.html", "Change"),
        ("2026-11-10-t", "rfo/2026-11-10-t.html", "RFO"),
    ]


def test_what_is_late_stands_first_among_what_is_owed(example: Edition) -> None:
    page = due_page(example)
    now = section(page, "now")
    assert now.rows
    late = [row[0].is_late for row in now.rows]
    assert any(late)
    assert not all(late)
    assert now.finding == f"{sum(late)} promises broken so far."
    assert section(page, "next").rows
    assert section(due_page(EMPTY), "now").finding == "No promise is broken."
    assert section(due_page(EMPTY), "next").finding == "Nothing is due."


def test_records_lead_to_their_pages_and_customers_to_theirs(example: Edition) -> None:
    site = example.register.provider.url
    incident, rfo = "2026-11-15-norvia-packet-loss", "2026-11-06-web-farms-saturated"
    owed = [row for part in ("now", "next") for row in section(due_page(example), part).rows]
    hrefs = {row[5].text: row[5].href for row in owed}
    assert hrefs[incident] == f"{site}incidents/{incident}.html"
    assert hrefs["provider.yml"] == ""
    named = [row for row in owed if row[3].text]
    assert all(row[3].href.startswith("customers/") for row in named)
    assert not any(row[2].text.startswith(row[3].text) for row in named)
    actions = {row[6].text: row[6].href for part in sheet_of(actions_page(example)).sections for row in part.rows}
    assert actions[rfo] == f"rfo/{rfo}.html"
    assert actions["2026-10-03-power-failure-row-4"] == f"{site}rfo/2026-10-03-power-failure-row-4.html"
    (state, *_) = section(desk_page(example, BuildNotes()), "now").rows
    assert (state[0].href, state[2].href) == (f"{site}services/customer-api.html", hrefs[incident])
    said = {row[4].text: row[4].href for row in section(log_page(example), "log").rows}
    assert said[incident] == hrefs[incident]
    assert {href for about, href in said.items() if " and " in about} == {""}


def test_customers_stand_by_tier_then_value_with_their_real_figures(example: Edition) -> None:
    rows = section(customers_page(example), "customers").rows
    known = example.register.customers
    assert len(rows) == len(known)
    ranks = [(one.tier or 99, -(one.value or 0)) for row in rows for one in known.values() if one.name == row[0].text]
    assert ranks == sorted(ranks)
    for row in rows:
        one = next(one for one in known.values() if one.name == row[0].text)
        year = trailing_twelve(example.as_of, example.ledger.zone_of(one))
        real = total(example.ledger.customer_month(one, month).real for month in year)
        assert row[6].text == percent_text(real.availability)


def test_a_customer_page_says_what_they_had_and_what_was_said() -> None:
    edition = edition_of(CATALOG | PEOPLE | SAID, AS_OF, STAFF)
    page = customer_page(edition, "acme")
    assert sheet_of(page).second == "Tier 2, value 1,200, ended 1\N{NO-BREAK SPACE}November 2026: price, They said why."
    assert len(section(page, "months").rows) == 13
    assert texts(section(page, "subscriptions")) == [["ERP", "1 January 2025", "1 October 2026", "gold", ""]]
    assert texts(section(page, "people")) == [
        ["Vole", "CIO", "+49 30 555 0171", "vole@acme.example"],
        ["", "Desk", "", ""],
    ]
    assert [row[4] for row in texts(section(page, "said"))] == ["We called."]
    bare = customer_page(edition, "zeta")
    assert sheet_of(bare).second == ""
    assert [one.finding for one in sheet_of(bare).sections[1:]] == [
        "None.",
        "Nobody is named as account manager.",
        "Nothing is on record.",
    ]


def test_a_month_of_a_customer_counts_missed_slas_once_it_is_closed(example: Edition) -> None:
    found = section(customer_page(example, "kestrel-freight"), "months")
    assert found.rows[0][4].text == ""
    assert " of " in found.rows[1][4].text


def test_an_sla_that_agrees_on_nothing_is_neither_met_nor_missed() -> None:
    files = (
        LONG_AGO
        | catalog(
            "erp: {name: ERP}",
            slas="gold: {target: 99.9, counts: [infrastructure]}\n"
            "never: {target: 99, counts: [infrastructure], hours: {weekly: {mon: '08:00-18:00'}, "
            "holidays: [2026-10-05, 2026-10-12, 2026-10-19, 2026-10-26]}}",
        )
        | customer(
            "acme",
            "name: Acme\nsubscriptions: [{service: erp, since: 2024-01-01, until: 2026-10-10, sla: gold},"
            " {service: erp, since: 2026-10-10, sla: never}]",
        )
    )
    found = section(customer_page(edition_of(files, AS_OF, STAFF), "acme"), "months")
    assert [row[-1] for row in texts(found)[:3]] == ["", "0 of 1", "0 of 1"]


def test_months_before_the_first_record_were_not_measured() -> None:
    first = incident("2026-09-20-first", "started: 2026-09-20 08:00 UTC\nresolved: 2026-09-20 09:00 UTC")
    bolt = customer("bolt", "name: Bolt\nsubscriptions: [{service: erp, since: 2024-01-01, sla: gold}]")
    found = section(customer_page(edition_of(CATALOG | bolt | first, AS_OF, STAFF), "bolt"), "months")
    assert found.finding.replace("\N{NO-BREAK SPACE}", " ") == (
        "100 % in twelve months, down for no time, measured since September 2026."
    )
    assert texts(found)[2:4] == [
        ["September 2026", "100 %", "100 %", "none", "0 of 1"],
        ["August 2026", "–", "–", "not measured", ""],
    ]
    nothing = section(customer_page(edition_of(CATALOG | bolt, AS_OF, STAFF), "bolt"), "months")
    assert nothing.finding == "Not measured in these twelve months."


def test_the_log_is_newest_first_and_says_when_it_is_cut() -> None:
    edition = edition_of(CATALOG | PEOPLE | SAID, AS_OF, STAFF)
    found = section(log_page(edition), "log")
    assert [row[1] for row in texts(found)] == ["Sales", "Acme"]
    assert found.note == ""
    many = {
        f"content/communications/2026/2026-10-03-n{at}.md": SAID["content/communications/2026/2026-10-03-a.md"]
        for at in range(201)
    }
    found = section(log_page(edition_of(CATALOG | PEOPLE | many, AS_OF, STAFF)), "log")
    assert (len(found.rows), found.note) == (200, "The 200 newest of 201.")


def test_actions_stand_by_owner_the_longest_overdue_first(example: Edition) -> None:
    page = actions_page(example)
    still_open = [one for one in sheet_of(page).sections if one.id != "done"]
    owners = [one.title for one in still_open]
    assert owners == sorted(owners)
    for one in still_open:
        late = [row[0].is_late for row in one.rows]
        assert late == sorted(late, reverse=True)
    assert section(page, "done").rows
    assert section(actions_page(EMPTY), "done").finding == "None."


def test_a_subscription_to_what_nobody_has_is_named_by_its_id() -> None:
    register = register_of(CATALOG | PEOPLE)
    edition = edition_for(STAFF, register, instant_of(AS_OF))
    stripped = Edition(STAFF, _without_services(edition), edition.ledger, edition.as_of, edition.zone)
    assert texts(section(customer_page(stripped, "acme"), "subscriptions"))[0][0] == "erp"


def _without_services(edition: Edition):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(edition.register, services={})


def test_every_internal_page_renders(example: Edition) -> None:
    fragments = Fragments(theme_folders("html", ROOT))
    for page in (
        desk_page(example, BuildNotes()),
        due_page(example),
        customers_page(example),
        customer_page(example, "kestrel-freight"),
        actions_page(example),
        log_page(example),
    ):
        html = fragments.render(page)
        assert html.count("<h1>") == 1
        assert "style=" not in html
