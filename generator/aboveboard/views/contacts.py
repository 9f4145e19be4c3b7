"""How a person is reached, ready to show: each line with the link that dials, writes or opens a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Contact

_ALL_DAY = frozenset(("24x7", "24/7"))


@frozen
class ContactLink:
    """`kind` is phone, email, whatsapp or telegram; `label` what is shown, `href` is empty where nothing can be linked."""

    kind: str
    label: str
    href: str


@frozen
class ContactLines:
    """`who` is the role or the name; `hours` reads on after it: "day and night", which is what `is_always` means."""

    who: str
    name: str
    hours: str
    is_always: bool
    phone: ContactLink | None
    others: tuple[ContactLink, ...]

    @property
    def title(self) -> str:
        """ "Network operations, day and night"."""
        return f"{self.who}, {self.hours}" if self.who and self.hours else self.who or self.hours


def contact_lines(contact: Contact, subject: str = "") -> ContactLines:
    """`subject` is what a mail about it begins with, so that nothing has to be explained twice."""
    others = (_email(contact.email, subject), _whatsapp(contact.whatsapp), _telegram(contact.telegram))
    return ContactLines(
        who=contact.role or contact.name or "",
        name=contact.name if contact.role and contact.name else "",
        hours=_hours(contact.hours),
        is_always=contact.hours in _ALL_DAY,
        phone=_phone(contact.phone) if contact.phone else None,
        others=tuple([link for link in others if link is not None]),
    )


def all_contact_lines(contacts: Iterable[Contact], subject: str = "") -> tuple[ContactLines, ...]:
    return tuple([contact_lines(contact, subject) for contact in contacts])


def _hours(hours: str | None) -> str:
    if hours is None:
        return ""
    return "day and night" if hours in _ALL_DAY else hours


@lru_cache(maxsize=256)
def _phone(number: str) -> ContactLink:
    plus = "+" if number.lstrip().startswith("+") else ""
    return ContactLink("phone", number, f"tel:{plus}{_digits(number)}")


def _email(address: str | None, subject: str) -> ContactLink | None:
    if not address:
        return None
    if "@" not in address:
        return ContactLink("email", address, "")
    query = f"?subject={_quoted_words(subject)}" if subject else ""
    return ContactLink("email", address, f"mailto:{_quoted(address)}{query}")


def _quoted_words(text: str) -> str:
    """Most subjects have nothing but these two to quote: `quote` then does not look at every letter."""
    return quote(text, safe="/ :").replace(" ", "%20").replace(":", "%3A")


@lru_cache(maxsize=256)
def _quoted(address: str) -> str:
    return quote(address, safe="@+")


def _whatsapp(number: str | None) -> ContactLink | None:
    if not number:
        return None
    digits = _digits(number)
    return (
        ContactLink("whatsapp", "WhatsApp", f"https://wa.me/{digits}")
        if digits
        else ContactLink("whatsapp", f"WhatsApp: {number}", "")
    )


def _telegram(name: str | None) -> ContactLink | None:
    if not name:
        return None
    handle = name.removeprefix("@")
    is_handle = re.fullmatch(r"[A-Za-z0-9_]+", handle) is not None
    return (
        ContactLink("telegram", "Telegram", f"https://t.me/{handle}")
        if is_handle
        else ContactLink("telegram", f"Telegram: {name}", "")
    )


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
