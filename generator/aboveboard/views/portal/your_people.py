"""The people for this customer: the account manager first, then the provider's contacts, each with links that dial or
write, and that already say what it is about."""

from __future__ import annotations

from datetime import date

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Contact, Customer
from aboveboard.views.contacts import ContactLines, all_contact_lines, contact_lines
from aboveboard.views.edition import Edition
from aboveboard.views.words.prose import list_text

_MANAGER = "account manager"


@frozen
class YourPeople:
    """`manager` None: nobody is named. `others` are the provider's contacts in the order in which they are called.
    `quote` is what to say on the phone, empty while nothing is open. `yours` are whom the provider calls."""

    title: str
    manager: ContactLines | None
    others: tuple[ContactLines, ...]
    quote: str
    customer: str
    yours: str


@frozen
class YourMeetings:
    """ "Service review, every quarter"; `note` says what is known of the next one. Without a meeting both are empty."""

    rows: tuple[str, ...]
    note: str


def your_people(edition: Edition, customer: Customer, incident: tuple[str, str] | None) -> YourPeople:
    """`incident` is the id and the title of the one that is open, the worst of several."""
    subject = customer.name if incident is None else f"{incident[0]}: {incident[1]}"
    provider = edition.register.provider
    manager = customer.account_manager
    return YourPeople(
        title=f"Your people at {provider.name}",
        manager=None
        if manager is None
        else contact_lines(_contact(manager.name, manager.email, manager.phone), subject),
        others=all_contact_lines(provider.contacts, subject),
        quote="" if incident is None else incident[0],
        customer=customer.name,
        yours=list_text([name for contact in customer.contacts if (name := _own_name(contact))]),
    )


def your_meetings(customer: Customer, today: date) -> YourMeetings:
    """Records say how often one is held, never when the next one is. None is held with who has left."""
    if customer.ended is not None and customer.ended.on <= today:
        return YourMeetings((), "")
    rows = tuple(f"{meeting.what}, every {meeting.every.value}" for meeting in customer.meetings)
    manager = customer.account_manager
    who = "" if manager is None else f" {manager.name} knows it."
    return YourMeetings(rows, f"The date of the next one is not on record here.{who}" if rows else "")


def _contact(name: str, email: str | None, phone: str | None) -> Contact:
    return Contact.model_construct(role=_MANAGER, name=name, email=email, phone=phone)


def _own_name(contact: Contact) -> str:
    """ "Ottilie Brandauer (CIO)"."""
    if contact.name and contact.role:
        return f"{contact.name} ({contact.role})"
    return contact.name or contact.role or ""
