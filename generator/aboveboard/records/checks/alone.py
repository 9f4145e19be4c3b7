"""What is wrong with one record when nothing but itself is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aboveboard.errors import Problem, Severity
from aboveboard.records.alerts import AlertRules
from aboveboard.records.catalog import Component, Customer, Service, Sla
from aboveboard.records.change import Change
from aboveboard.records.checks.told import (
    updates_against_the_beginning,
    updates_against_the_end,
    updates_against_the_outcome,
)
from aboveboard.records.communication import Communication
from aboveboard.records.incident import MILESTONES, Incident, WrittenImpact
from aboveboard.records.instants import utc_text
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.place import Place
from aboveboard.records.rfo import SECTIONS, Rfo
from aboveboard.records.updates import section_headings
from aboveboard.records.vocabulary import Fault, Outcome, RfoStatus
from aboveboard.records.wrong import quoted

# A length that needs `long: true`.
LONG_SECONDS = 30 * 86400
# Each rule for alerts is compared with all before it.
_RULES_COMPARED = 1000


def check_incident(incident: Incident, place: Place, all_updates_read: bool) -> list[Problem]:
    """When not all updates could be read, none is missed."""
    problems = [
        *_milestones_out_of_order(incident, place),
        *_classified_out_of_order(incident, place),
        *updates_against_the_beginning(incident, place),
        *updates_against_the_end(incident, place, all_updates_read),
        *_impossible_impacts(incident.impacts, incident.started, incident.resolved, place),
        *_impacts_outside(incident, place),
        *_alerts_backwards(incident, place),
    ]
    if incident.resolved is not None and incident.resolved - incident.started > LONG_SECONDS and not incident.long:
        days = (incident.resolved - incident.started) // 86400
        problems.append(
            place.problem(("resolved",), f"the incident lasts {days} days", "if that is meant, add `long: true`")
        )
    if incident.fault is Fault.THIRD_PARTY and incident.supplier is None:
        hint = "name the third party: `supplier: Norvia`"
        problems.append(place.problem(("fault",), "a third party without a name", hint, severity=Severity.WARNING))
    return problems


def check_change(change: Change, place: Place, all_read: bool) -> list[Problem]:
    """When not all of it could be read, its outcome may be another, or its last update."""
    problems = list(_impossible_impacts(change.impacts or (), change.window.from_, change.window.to, place))
    if change.window.to <= change.window.from_:
        problems.append(
            place.problem(
                ("window", "to"), "the window ends before it begins", f"it begins {utc_text(change.window.from_)}"
            )
        )
    if change.outcome.is_finished and change.impacts is None:
        hint = "write `impacts: none`, or list what happened: silence is not an answer"
        problems.append(place.problem(("outcome",), f"{change.outcome.value}, but silent about its impacts", hint))
    if change.impacts and change.outcome in (Outcome.PLANNED, Outcome.CANCELLED):
        hint = "remove them, or say how it ended: succeeded, failed, rolled-back"
        problems.append(place.problem(("impacts",), f"a {change.outcome.value} change has had no impacts", hint))
    if all_read:
        problems.extend(updates_against_the_outcome(change, place))
    return problems


def check_rfo(rfo: Rfo, place: Place) -> list[Problem]:
    problems = list(_action_ids_twice(rfo, place))
    if rfo.preliminary_on and rfo.final_on and rfo.final_on < rfo.preliminary_on:
        problems.append(
            place.problem(("final_on",), "final before it was preliminary", f"not before {rfo.preliminary_on}")
        )
    if rfo.revision > 1 and rfo.revision not in {change.revision for change in rfo.changes}:
        hint = f"add `changes: [{{revision: {rfo.revision}, on: …, what: …}}]`"
        problems.append(place.problem(("revision",), f"nothing says what changed in revision {rfo.revision}", hint))
    if rfo.status is RfoStatus.FINAL:
        problems.extend(_incomplete_final(rfo, place))
    return problems


def check_communication(communication: Communication, place: Place) -> list[Problem]:
    if (communication.customer is None) != (communication.function is None):
        return []
    return [place.problem((), "names no single addressee", "write either `customer:` or `function:`")]


def check_customer(customer: Customer, place: Place) -> list[Problem]:
    return [*_subscriptions_without_a_day(customer, place), *_overlapping_subscriptions(customer, place)]


def check_node(node: Component | Service, place: Place) -> list[Problem]:
    untils = [shape.until for shape in node.was]
    return [
        place.problem(("was", at, "until"), "earlier shapes stand newest first", f"before {untils[at - 1]}")
        for at in range(1, len(untils))
        if untils[at] >= untils[at - 1]
    ]


def check_alert_rules(rules: AlertRules, place: Place) -> list[Problem]:
    """The first rule that matches counts, so one behind a rule that asks for no more than it does is never reached."""
    problems = []
    compared = rules.rules[:_RULES_COMPARED]
    for at, rule in enumerate(compared):
        before = next((no for no, one in enumerate(compared[:at]) if one.match.items() <= rule.match.items()), None)
        if before is not None:
            message = f"rules[{before}] takes every alert of this rule"
            hint = "put the narrower rule first, or remove one"
            problems.append(place.problem(("rules", at, "match"), message, hint, severity=Severity.WARNING))
    return problems


def check_sla(sla: Sla, place: Place) -> list[Problem]:
    if len(set(sla.counts)) == len(sla.counts):
        return []
    return [place.problem(("counts",), "a fault category stands twice", "name each once")]


def _subscriptions_without_a_day(customer: Customer, place: Place) -> list[Problem]:
    problems = []
    for at, subscription in enumerate(customer.subscriptions):
        since, until = subscription.since, subscription.until
        if until is not None and until <= since:
            message = f"the subscription ends {until}, not after its first day {since}"
            problems.append(place.problem(("subscriptions", at, "until"), message, "`until` is exclusive"))
        elif customer.ended is not None and customer.ended.on <= since:
            message = f"the subscription begins {since}, but the customer left on {customer.ended.on}"
            problems.append(place.problem(("subscriptions", at, "since"), message, "correct one of the two dates"))
    return problems


def _overlapping_subscriptions(customer: Customer, place: Place) -> list[Problem]:
    """Each later one is told once, with the one before it that lasts longest."""
    problems = []
    longest: dict[str, tuple[date | None, int]] = {}
    for at, subscription in sorted(enumerate(customer.subscriptions), key=lambda pair: pair[1].since):
        since, end = subscription.since, customer.end_of(subscription)
        if end is not None and end <= since:
            continue
        until, other_at = longest.get(subscription.service, (date.min, at))
        if until is None or since < until:
            message = f"overlaps subscriptions[{other_at}], which is to the same service"
            hint = f"end that one with `until: {since}` (exclusive)"
            problems.append(place.problem(("subscriptions", at, "since"), message, hint))
        if until is not None and (end is None or end > until):
            longest[subscription.service] = end, at
    return problems


def _milestones_out_of_order(incident: Incident, place: Place) -> list[Problem]:
    problems = []
    last_name, last = "started", incident.started
    for name in MILESTONES[1:]:
        instant: int | None = getattr(incident, name)
        if instant is None:
            continue
        if instant < last:
            hint = f"not before {utc_text(last)}; the order is {', '.join(MILESTONES)}"
            problems.append(place.problem((name,), f"{utc_text(instant)} is before `{last_name}`", hint))
        else:
            last_name, last = name, instant
    return problems


def _classified_out_of_order(incident: Incident, place: Place) -> list[Problem]:
    if incident.classified is None:
        return []
    earliest = incident.detected if incident.detected is not None else incident.started
    if incident.classified < earliest:
        return [
            place.problem(
                ("classified",), "the urgency was judged before anybody knew", f"not before {utc_text(earliest)}"
            )
        ]
    if incident.resolved is not None and incident.classified > incident.resolved:
        return [
            place.problem(
                ("classified",), "the urgency was judged after the end", f"not after {utc_text(incident.resolved)}"
            )
        ]
    return []


def _impossible_impacts(
    impacts: Sequence[WrittenImpact], default_from: int, default_to: int | None, place: Place
) -> list[Problem]:
    problems = []
    for at, impact in enumerate(impacts):
        start = impact.from_ if impact.from_ is not None else default_from
        end = impact.to if impact.to is not None else default_to
        if end is not None and end <= start:
            field = "to" if impact.to is not None else "from"
            message = f"the impact ends {utc_text(end)}, not after its start {utc_text(start)}; it is not counted"
            problems.append(place.problem(("impacts", at, field), message, "correct `from` or `to`"))
        if impact.customers == ():
            hint = "name them, or leave the key out when everybody was affected"
            problems.append(place.problem(("impacts", at, "customers"), "reaches no customer", hint))
        elif impact.customers is not None and len(set(impact.customers)) < len(impact.customers):
            problems.append(place.problem(("impacts", at, "customers"), "a customer stands twice", "name each once"))
    return problems


def _impacts_outside(incident: Incident, place: Place) -> list[Problem]:
    problems = []
    for at, impact in enumerate(incident.impacts):
        for name, instant in (("from", impact.from_), ("to", impact.to)):
            if instant is None:
                continue
            late = incident.resolved is not None and instant > incident.resolved
            if instant < incident.started or late:
                message = f"{utc_text(instant)} lies outside of the incident"
                hint = f"from {utc_text(incident.started)} to {utc_text(incident.resolved) if incident.resolved else 'its end'}"
                problems.append(place.problem(("impacts", at, name), message, hint, severity=Severity.WARNING))
    return problems


def _alerts_backwards(incident: Incident, place: Place) -> list[Problem]:
    return [
        place.problem(("alerts", at, "to"), "the alert ends before it begins", f"not before {utc_text(alert.from_)}")
        for at, alert in enumerate(incident.alerts)
        if alert.to is not None and alert.to < alert.from_
    ]


def _action_ids_twice(rfo: Rfo, place: Place) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for at, action in enumerate(rfo.actions or ()):
        if action.id in seen:
            message = f"the action {quoted(action.id)} stands twice"
            problems.append(place.problem(("actions", at, "id"), message, "give each its own id"))
        seen.add(action.id)
    return problems


def _sections_told(rfo: Rfo) -> dict[str, bool]:
    """By heading, whether anything stands below it."""
    lines = rfo.body.split("\n")
    headings = section_headings(rfo.body)
    ends = [*(line for line, _ in headings[1:]), len(lines)]
    told: dict[str, bool] = {}
    for (line, words), end in zip(headings, ends, strict=False):
        told[words] = told.get(words, False) or any(map(str.strip, lines[line + 1 : end]))
    return told


def _incomplete_final(rfo: Rfo, place: Place) -> list[Problem]:
    problems = []
    told = _sections_told(rfo)
    for section in SECTIONS:
        if section not in told:
            near = did_you_mean(section, told)
            hint = f"add `## {section}`" + (f" ({near})" if near.startswith("did") else "")
            problems.append(place.problem(("status",), f'a final RFO needs a section "{section}"', hint))
        elif not told[section]:
            message = f'the section "{section}" of a final RFO is empty, so it is not shown'
            problems.append(place.problem(("status",), message, "write a sentence below it", severity=Severity.WARNING))
    if rfo.root_cause is None:
        hint = "add a short slug by which a repetition is found: `root_cause: fibre-cut`"
        problems.append(place.problem(("status",), "a final RFO needs a root cause", hint))
    if rfo.actions is None:
        hint = "add `actions:`, or `actions: []` and a sentence saying why none is needed"
        problems.append(place.problem(("status",), "a final RFO needs corrective actions", hint))
    if rfo.final_on is None:
        problems.append(
            place.problem(
                ("status",), "a final RFO needs the date since when it is final", "add `final_on: 2026-10-07`"
            )
        )
    return problems
