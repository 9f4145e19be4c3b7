"""The first line of a portal: how it is for this customer, in the second person, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.availability.clock import local_date
from aboveboard.views.coming_work import WorkRow
from aboveboard.views.contacts import ContactLines
from aboveboard.views.edition import Edition
from aboveboard.views.portal.amounts import amount_text
from aboveboard.views.portal.pack_overview import service_name
from aboveboard.views.portal.your_figures import Year
from aboveboard.views.portal.your_incidents import YourIncident
from aboveboard.views.portal.your_reached import Disruption, Lately
from aboveboard.views.portal.your_services import YourService
from aboveboard.views.portal.your_subscriptions import Subscribed
from aboveboard.views.verdict import PlannedLine, Verdict, planned_line
from aboveboard.views.words.instants import full_day_text, moment, month_text, plain_day_text
from aboveboard.views.words.numbers import whole_minutes_text
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.states import MAINTENANCE, OPERATIONAL, UNKNOWN, State, severity_of, verb_of

_MOST_NAMES = 3


def your_verdict(
    edition: Edition,
    held: Subscribed,
    services: Sequence[YourService],
    incidents: Sequence[YourIncident],
    work: Sequence[WorkRow],
    lately: Lately,
    year: Year,
    contacts: Sequence[ContactLines],
) -> Verdict:
    """`services` are those that live, the disrupted ones first; `lately` what disrupted the customer in the
    year and since."""
    if not services:
        return _nothing_held(edition, held)
    planned = planned_line([service.name for service in services if service.state is MAINTENANCE], work)
    disrupted = [service for service in services if service.is_disrupted]
    if not disrupted:
        return _all_well(services, _quiet(edition, lately, incidents, year), planned)
    worst = disrupted[0].state
    if len(disrupted) == len(services) > 1:
        phone = next((contact for contact in contacts if contact.phone is not None), None)
        return Verdict(worst.key, worst.key, _all_down(disrupted), _since_all(edition, disrupted), planned, phone)
    if len(disrupted) == 1:
        one = disrupted[0]
        second = f"{_since(edition, one)} {_others(services)}".strip()
        return Verdict(worst.key, worst.key, f"{one.name} {verb_of(one.state)} for you", second, planned, None)
    sentence = f"{len(disrupted)} of your {len(services)} services are disrupted"
    second = f"{_clauses(disrupted)} {_others(services)}".strip()
    return Verdict(worst.key, worst.key, sentence, second, planned, None)


def _nothing_held(edition: Edition, held: Subscribed) -> Verdict:
    """Nothing can be up or down for who has no living subscription."""
    provider = edition.register.provider.name
    if held.first_day is not None:
        sentence = f"Your first service with {provider} begins on {full_day_text(held.first_day)}"
        if held.last_day is not None:
            sentence = f"Your next service with {provider} begins on {full_day_text(held.first_day)}"
    elif held.last_day is not None:
        sentence = f"You have no service with {provider} any more"
    else:
        sentence = f"No service with {provider} is on record for you"
    second = "" if held.last_day is None else f"The last day of service was {full_day_text(held.last_day)}."
    return Verdict(UNKNOWN.key, UNKNOWN.key, sentence, second, None, None)


def _all_well(services: Sequence[YourService], second: str, planned: PlannedLine | None) -> Verdict:
    resting = [service.name for service in services if service.state is MAINTENANCE]
    if resting:
        verb = "is" if len(resting) == 1 else "are"
        rest = "; everything else you use works" if len(resting) < len(services) else ""
        sentence = f"{list_text(resting, _MOST_NAMES)} {verb} in planned maintenance{rest}"
        return Verdict(MAINTENANCE.key, OPERATIONAL.key, sentence, second, planned, None)
    if planned:
        sentence = "Everything you use works; planned maintenance is running"
        return Verdict(MAINTENANCE.key, OPERATIONAL.key, sentence, second, planned, None)
    return Verdict(OPERATIONAL.key, OPERATIONAL.key, "Everything you use works.", second, None, None)


def _quiet(edition: Edition, lately: Lately, incidents: Sequence[YourIncident], year: Year) -> str:
    if incidents:
        return f"Still open: {list_text([one.card.facts.title for one in incidents], 2, 'more incidents')}."
    month_start = year.running.interval(edition.zone)[0]
    month = "" if lately.ended > month_start else "Nothing was wrong for you this month. "
    if lately.last is None:
        return f"{month}No disruption of your services since {month_text(year.names[0].first_day)}."
    return f"{month}{_last(edition, lately.last)}"


def _last(edition: Edition, last: Disruption) -> str:
    """ "Last disruption: 4 November, Single sign-on, 12 min."."""
    day = plain_day_text(local_date(last.start, edition.zone), local_date(edition.as_of, edition.zone))
    names = list_text([service_name(edition, id) for id in last.services], _MOST_NAMES)
    return f"Last disruption: {day}, {names}, {amount_text(last.clock, last.degraded)}."


def _since(edition: Edition, service: YourService) -> str:
    assert service.since is not None, "what is disrupted is so since an instant"
    lasts = whole_minutes_text(edition.as_of - service.since.epoch)
    return f"Since {service.since.text}, for {lasts} so far."


def _since_all(edition: Edition, disrupted: Sequence[YourService]) -> str:
    first = min(service.since.epoch for service in disrupted if service.since is not None)
    return f"Since {moment(first, edition.zone, edition.as_of).text}. We know, and we are working on it."


def _others(services: Sequence[YourService]) -> str:
    """ "Your other 3 services work."; what rests for planned work is named."""
    resting = [service.name for service in services if service.state is MAINTENANCE]
    working = sum(service.state is OPERATIONAL for service in services)
    said = []
    if working:
        said.append("Your other service works." if working == 1 else f"Your other {working} services work.")
    if resting:
        said.append(f"{list_text(resting, _MOST_NAMES)} {verb_of(MAINTENANCE, len(resting))}.")
    return " ".join(said)


def _all_down(disrupted: Sequence[YourService]) -> str:
    states = {service.state for service in disrupted}
    if len(states) > 1:
        return f"All {len(disrupted)} of your services are disrupted."
    return f"All your services {verb_of(states.pop(), len(disrupted))}."


def _clauses(disrupted: Sequence[YourService]) -> str:
    """ "ERP Suite is partly down; Mail and DNS are degraded."; the worst first, at most three names and a number."""
    shown = disrupted if len(disrupted) <= _MOST_NAMES + 1 else disrupted[:_MOST_NAMES]
    by_state: dict[State, list[str]] = {}
    for service in sorted(shown, key=lambda one: -severity_of(one.state)):
        by_state.setdefault(service.state, []).append(service.name)
    clauses = [f"{list_text(names)} {verb_of(state, len(names))}" for state, names in by_state.items()]
    if len(shown) < len(disrupted):
        clauses.append(f"{len(disrupted) - len(shown)} more are disrupted")
    return f"{'; '.join(clauses)}."
