"""A mail that questions an interval: to a person by name where there is one, with everything in its subject."""

from __future__ import annotations

from urllib.parse import quote

from aboveboard.views.edition import Edition
from aboveboard.views.portal.working import customer_of


def question_address(edition: Edition) -> str:
    """Of the account manager, else of the provider's first contact that has one; empty when nobody has."""
    customer = customer_of(edition)
    manager = customer.account_manager if customer else None
    addresses = [manager.email if manager else None, *(one.email for one in edition.register.provider.contacts)]
    return next((address for address in addresses if address and "@" in address), "")


def question_href(address: str, month: str, service: str, when: str, record: str) -> str:
    """`record` is the id, and empty where the reader must not know it. Without an address there is no link."""
    if not address:
        return ""
    subject = f"Question about {', '.join(part for part in (month, service, when, record) if part)}"
    return f"mailto:{quote(address, safe='@+')}?subject={quote(subject)}"
