"""The people on both sides, the meetings agreed, and what to ask each other."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.records.catalog import AccountManager, Contact
from aboveboard.records.vocabulary import Fault
from aboveboard.views.contacts import ContactLines, all_contact_lines, contact_lines
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import (
    ActionSection,
    DisruptionSection,
    Overview,
    PackMeeting,
    PeopleSection,
)
from aboveboard.views.portal.pack_actions import overdue_actions
from aboveboard.views.portal.pack_facts import QuarterFacts
from aboveboard.views.portal.pack_overview import credits_sentence, missed_services
from aboveboard.views.portal.pack_words import quarter_text
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import list_text, shortened

_EMPTY_LINES = 6
_MOST_NAMES = 2
_MOST_CHARACTERS = 70


def people_section(
    edition: Edition,
    facts: QuarterFacts,
    overview: Overview,
    disruptions: DisruptionSection,
    actions: ActionSection,
) -> PeopleSection:
    customer, provider = facts.customer, edition.register.provider
    subject = f"Review {quarter_text(facts.quarter)}"
    manager = customer.account_manager
    return PeopleSection(
        title=f"{manager.name} is your account manager"
        if manager
        else "Whom you reach here, and whom we reach at yours",
        manager=_manager(manager, subject) if manager else None,
        ours=all_contact_lines(provider.contacts, subject),
        yours=all_contact_lines(customer.contacts),
        meetings=tuple(
            PackMeeting(one.what, f"every {one.every.value}", list_text(one.with_)) for one in customer.meetings
        ),
        questions=tuple(_questions(facts, overview, disruptions, actions)),
        empty_lines=_EMPTY_LINES,
    )


def _manager(manager: AccountManager, subject: str) -> ContactLines:
    person = Contact(role="Account manager", name=manager.name, phone=manager.phone, email=manager.email)
    return contact_lines(person, subject)


def _questions(
    facts: QuarterFacts, overview: Overview, disruptions: DisruptionSection, actions: ActionSection
) -> Iterator[str]:
    """What the findings ask for, ours first."""
    late = overdue_actions(actions)
    if late:
        names = list_text([f"“{shortened(one.what, _MOST_CHARACTERS)}”" for one in late], _MOST_NAMES)
        be, it = ("is", "it") if len(late) == 1 else ("are", "they")
        yield f"{names} {be} overdue: by when will {it} be done?"
    for row in disruptions.rows:
        if row.is_report_late:
            yield f"The RFO of “{row.title.text}” is late: when does it come?"
    missed = missed_services(overview.sla)
    if missed:
        credit = "has the credit reached you, and " if credits_sentence(overview.sla, facts) else ""
        yield f"{list_text(missed, _MOST_NAMES)} missed the SLA: {credit}is the target the right one?"
    for one in disruptions.recurrences:
        yield f"{one.sentence.split(' was the ', 1)[0]} came back: do the corrective actions reach far enough?"
    third = facts.sum.real.by_fault.get(Fault.THIRD_PARTY)
    if third:
        yield f"Third parties cost you {duration_text(third)}: is a second supplier on your path worth it?"
    yours = facts.sum.real.by_fault.get(Fault.CUSTOMER)
    if yours:
        yield f"{duration_text(yours)} came from your own side: what has changed since, and can we help?"
    yield "What do you plan for the next quarter that we should know of?"
