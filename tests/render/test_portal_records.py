"""The pages of records in customers' portals as HTML: links lead somewhere, rows add up, and nobody else is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.records.vocabulary import Audience
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.change_page import change_page
from aboveboard.views.edition import Edition
from aboveboard.views.incident_page import incident_page
from aboveboard.views.own_registers import OwnRegisters
from aboveboard.views.page import Page
from aboveboard.views.portal.incidents import portal_incidents_page
from aboveboard.views.portal.rfos import portal_rfo_ids, portal_rfos_page
from aboveboard.views.rfo_page import rfo_page
from portal_scene import LONG, RTL, SITE, portal_of

ROOT = Path(__file__).parents[2]
FRAGMENTS = Fragments(theme_folders("html"))
SCENE = ("acme", "beta", "later", "gone", "nobody", "renewed", "quiet")
EXAMPLE = ("kestrel-freight", "ravenquay-shipping", "tamarind-textiles", "liffeyside-pharma", "vandermolen-cycles")
# What the other engineers' pages and files of a portal are called.
ELSEWHERE = {"index.html", "months/index.html", "feeds/all.rss", "api/aboveboard/v1/incidents.json"}


@cache
def owns() -> OwnRegisters:
    return OwnRegisters(read_repository(ROOT).register)


@cache
def edition(customer: str) -> Edition:
    if customer in SCENE:
        return portal_of(customer)
    return owns().edition(customer, instant_of("2026-11-15 13:37 UTC"), is_fixed=True)


def pages(edition: Edition) -> Iterator[Page]:
    register = edition.register
    yield portal_incidents_page(edition)
    yield portal_rfos_page(edition)
    yield from (rfo_page(edition, id, has_pdf=True) for id in portal_rfo_ids(edition))
    yield from (incident_page(edition, id) for id, one in register.incidents.items() if one.reader is Audience.AFFECTED)
    yield from (change_page(edition, id) for id, one in register.changes.items() if one.reader is Audience.AFFECTED)


@cache
def rendered(customer: str) -> dict[str, str]:
    return {page.path: FRAGMENTS.render(page) for page in pages(edition(customer))}


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = dict(attributes)
        if tag == "a":
            self.links.append(known.get("href") or "")
        if known.get("id"):
            self.ids.add(known["id"] or "")


@pytest.mark.parametrize("customer", [*SCENE, *EXAMPLE])
def test_every_link_leads_to_a_page_of_the_tree_or_to_the_public_site(customer: str) -> None:
    made = rendered(customer)
    readers = {path: Reader(html) for path, html in made.items()}
    pdfs = {f"rfo/{id}.pdf" for id in portal_rfo_ids(edition(customer))}
    register = edition(customer).register
    for path, reader in readers.items():
        for link in reader.links:
            if link.startswith(("tel:", "mailto:", "https://wa.me/", "https://t.me/")):
                continue
            if link.startswith("https://"):
                if link.startswith(SITE):
                    assert leads_to_a_public_page(link.removeprefix(SITE), register), f"{path}: {link}"
                continue
            target, _, anchor = link.partition("#")
            whole = target.removeprefix("../") if target else path
            assert target == "" or target.startswith("../"), f"{path}: {link}"
            assert whole in made.keys() | pdfs | ELSEWHERE, f"{path}: {link}"
            if anchor and whole in made:
                assert anchor in readers[whole].ids, f"{path}: {link}"


def leads_to_a_public_page(path: str, register: object) -> bool:
    folder, _, name = path.partition("#")[0].rpartition("/")
    id = name.removesuffix(".html")
    known = {"incidents": "incidents", "maintenance": "changes", "rfo": "rfos", "services": "services"}.get(folder)
    if known is None:
        return path == "how-we-measure.html"
    if id == "index":
        return True
    record = getattr(register, known).get(id)
    return record is not None and getattr(record, "reader", Audience.PUBLIC) is Audience.PUBLIC


@pytest.mark.parametrize("customer", ["acme", "beta"])
def test_an_affected_incident_of_two_customers_names_only_the_reader(customer: str) -> None:
    others = {"acme": ("beta", "betamax"), "beta": ("acme", "acmeworks", "line to")}[customer]
    html = "\n".join(rendered(customer).values()).casefold()
    assert "mailboxes locked" in html
    for other in (*others, "classified", "secret-box"):
        assert other not in html


@pytest.mark.parametrize("customer", EXAMPLE)
def test_nobody_of_the_example_is_named_in_another_s_portal(customer: str) -> None:
    html = unescape("\n".join(rendered(customer).values())).casefold()
    for other in read_repository(ROOT).register.customers.values():
        if other.id != customer:
            for term in (other.id, other.name, *other.aliases):
                assert re.search(rf"\b{re.escape(term.casefold())}\b", html) is None, term


@pytest.mark.parametrize("customer", [*SCENE, *EXAMPLE])
def test_the_rows_of_an_rfo_add_up_to_its_totals(customer: str) -> None:
    for path, html in rendered(customer).items():
        for table in re.findall(r'<table class="rt (?:own|measured)">.*?</table>', html, re.DOTALL):
            body, _, foot = table.partition("<tfoot>")
            cells = [seconds(cell) for cell in re.findall(r'<td class="n"[^>]*>([^<]*)</td>', body)]
            totals = [seconds(cell) for cell in re.findall(r'<td class="n"[^>]*>([^<]*)</td>', foot)]
            if totals:
                assert sum(cells) == totals[-1], path
                assert "own" not in table[:20] or sum(totals[:-1]) == totals[-1], path


def test_there_are_tables_to_add_up() -> None:
    assert sum(html.count('<table class="rt own">') for html in rendered("kestrel-freight").values()) > 10


def seconds(text: str) -> int:
    if ":" in text:
        parts = [int(part) for part in text.split(":")]
        return parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    units = {"d": 86400, "h": 3600, "min": 60, "s": 1}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)\s(d|h|min|s)\b", text))


def test_affected_pages_speak_to_the_customer() -> None:
    incident = rendered("acme")["incidents/2026-10-06-mailboxes.html"]
    assert "What you saw" in incident
    assert "What customers saw" not in incident
    assert 'href="../maintenance/2026-10-06-own-line.html"' in incident
    page = change_page(portal_of("acme"), "2026-10-06-own-line")
    assert (page.section, page.alternates[0].path) == ("now", "feeds/all.rss")
    assert 'href="../incidents/2026-10-06-mailboxes.html"' in rendered("acme")["maintenance/2026-10-06-own-line.html"]


def test_seconds_that_others_are_charged_with_are_explained() -> None:
    view = incident_page(portal_of("acme"), "2026-10-12-under").view
    assert view.notes == ("ERP Suite: disrupted in seconds that another incident is charged with.",)  # type: ignore[attr-defined]


def test_a_node_that_no_path_of_the_customer_crosses_is_said_in_the_second_person() -> None:
    notes = incident_page(edition("liffeyside-pharma"), "2026-10-07-one-of-your-lines").view.notes  # type: ignore[attr-defined]
    assert not any("Customers whose own path" in note for note in notes)


def test_very_long_and_right_to_left_names_stand_in_titles_of_feeds_alone() -> None:
    assert portal_incidents_page(portal_of("later")).alternates[0].title == f"Northwind Cloud status: {RTL} (RSS)"
    assert LONG in portal_incidents_page(portal_of("gone")).alternates[0].title


def test_what_is_bad_markup_in_a_record_stays_text() -> None:
    files = {
        "incidents/2026/2026-10-14-hostile.md": "---\ntitle: '<b>x</b> & \"y\"'\nurgency: P4\nfault: third-party\nsupplier: <i>S</i>\n"
        "started: 2026-10-14 10:00 UTC\nresolved: 2026-10-14 11:00 UTC\nimpacts: [{on: mail, level: outage, customers: [acme]}]\n---\n"
        "## Resolved · 2026-10-14 11:00 UTC\n\n<script>alert(1)</script>\n"
    }
    made = portal_of("acme", more=files)
    html = FRAGMENTS.render(portal_incidents_page(made)) + FRAGMENTS.render(incident_page(made, "2026-10-14-hostile"))
    assert "&lt;b&gt;x&lt;/b&gt; &amp;" in html
    assert "<script>" not in html
    assert "<i>S" not in html
