"""The example provider, page by page, for the public and for customers: everything can be shown, and nothing leaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import msgpack
import pytest

from aboveboard.records.frozen import freeze, thawer
from aboveboard.records.register import Register
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.audience import PUBLIC, Reader
from aboveboard.views.change_page import change_page
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.history import history_months, history_page
from aboveboard.views.home import home_page
from aboveboard.views.incident_page import incident_page
from aboveboard.views.incidents import incidents_page
from aboveboard.views.maintenance import maintenance_page
from aboveboard.views.page import Page
from aboveboard.views.rfo_page import rfo_page
from aboveboard.views.rfos import rfos_page
from aboveboard.views.service_history import ServiceHistory, service_history
from aboveboard.views.services import service_page, services_page

ROOT = Path(__file__).parents[2]
AS_OF = instant_of("2026-11-15 13:37 UTC")
READERS = [PUBLIC, *(Reader(customer=id) for id in ("kestrel-freight", "ravenquay-shipping", "tamarind-textiles"))]


@cache
def example() -> Register:
    repository = read_repository(ROOT)
    assert repository.problems == ()
    return repository.register


@cache
def edition(reader: Reader) -> Edition:
    return edition_for(reader, example(), AS_OF)


def pages(edition: Edition) -> Iterator[Callable[[], Page]]:
    register = edition.register
    for whole in (home_page, services_page, incidents_page, maintenance_page, rfos_page):
        yield partial(whole, edition)
    known = {service for service in register.services if edition.reader.is_public}
    yield from (partial(service_page, edition, id) for id in known)
    yield from (partial(incident_page, edition, id) for id in register.incidents)
    yield from (partial(change_page, edition, id) for id in register.changes)
    yield from (partial(rfo_page, edition, id) for id in register.rfos)
    yield from (partial(history_page, edition, month) for month in history_months(edition))


def private_terms(but: str | None = None) -> dict[str, str]:
    """What may stand on nobody else's pages, and whose it is."""
    terms: dict[str, str] = {}
    for customer in example().customers.values():
        if customer.id == but:
            continue
        managers = [customer.account_manager.name] if customer.account_manager else []
        people = [contact.name for contact in customer.contacts if contact.name]
        mails = [contact.email for contact in customer.contacts if contact.email]
        for term in (customer.id, customer.name, *customer.aliases, *people, *mails, *managers):
            terms[term.casefold()] = customer.id
    return terms


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.customer or "public")
def test_every_page_can_be_shown_and_names_nobody_else(reader: Reader) -> None:
    fragments = Fragments(theme_folders("html", ROOT))
    terms = private_terms(but=reader.customer)
    leaking = re.compile("|".join(rf"\b{re.escape(term)}\b" for term in sorted(terms)))
    managers = {c.account_manager.name.casefold() for c in example().customers.values() if c.account_manager}
    for make in pages(edition(reader)):
        page = make()
        html = fragments.render(page)
        found = {match.group() for match in leaking.finditer(html.casefold())}
        assert found - (set() if reader.is_public else managers) == set(), page.path
        assert re.search(r">\s*None\s*<", html) is None, page.path


def test_a_history_comes_out_of_the_cache_as_it_went_in() -> None:
    thaw = thawer(ServiceHistory)
    assert thaw is not None
    for service in example().services:
        history = service_history(edition(PUBLIC), service)
        assert thaw(msgpack.unpackb(msgpack.packb(freeze(history)))) == history
