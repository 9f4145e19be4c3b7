"""Who owes something: the role, and the person where the records name one."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Contact, Customer, Provider
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register

_ACCOUNT_MANAGER = "Account manager"
# Nobody is named: whoever has the pager.
_ON_DUTY = "On duty"


@frozen(order=True)
class Debtor:
    """`person` is empty where a role alone is named."""

    role: str
    person: str = ""

    def __str__(self) -> str:
        return f"{self.role}: {self.person}" if self.person else self.role


def speaker_of(incident: Incident, provider: Provider) -> Debtor:
    """Who speaks for the incident, else the provider's first contact."""
    return _contact(incident.contact) if incident.contact is not None else first_contact(provider)


def first_contact(provider: Provider) -> Debtor:
    return _contact(provider.contacts[0]) if provider.contacts else Debtor(_ON_DUTY)


def account_manager_of(customer: Customer, provider: Provider) -> Debtor:
    manager = customer.account_manager
    return Debtor(_ACCOUNT_MANAGER, manager.name) if manager is not None else first_contact(provider)


def everybody(register: Register) -> tuple[Debtor, ...]:
    """Whoever may owe something at any time, sorted."""
    return tuple(sorted(set(_everybody(register))))


def _everybody(register: Register) -> Iterator[Debtor]:
    yield first_contact(register.provider)
    for incident in register.incidents.values():
        yield speaker_of(incident, register.provider)
    for customer in register.customers.values():
        yield account_manager_of(customer, register.provider)
    for rfo in register.rfos.values():
        for action in rfo.actions or ():
            yield Debtor(action.owner)
    for communication in register.communications.values():
        yield Debtor(communication.by)


def _contact(contact: Contact) -> Debtor:
    if contact.role is not None:
        return Debtor(contact.role, contact.name or "")
    return Debtor(contact.name or _ON_DUTY)
