"""From a notification to files: decided and written under the lock, so that alerts arriving at once queue up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aboveboard.errors import Problem, Problems, UsageError
from aboveboard.ingest.alert import Alert, Notification
from aboveboard.ingest.continuation import continued
from aboveboard.ingest.draft import draft_id, draft_text, name_of
from aboveboard.ingest.home import Fate, Home, home_of, with_alerts
from aboveboard.ingest.mapping import Mapped, labels_in_words, rule_for
from aboveboard.records.alerts import AlertRules
from aboveboard.records.checks.known import NODE, known_ids
from aboveboard.records.incident import Incident
from aboveboard.records.instants import utc_text
from aboveboard.records.layout import CATALOG, File, Kind
from aboveboard.records.reading import place_in, read_file
from aboveboard.records.repository import Repository, read_repository
from aboveboard.records.wrong import quoted
from aboveboard.writing.lock import create_file, replace_file, writing_lock

RULES = f"{CATALOG}/alerts.yml"
# Clocks differ; more than this is no clock but a mistake.
_AHEAD_SECONDS = 300


@dataclass(slots=True)
class Ingested:
    """`paths` were written. `words` are for people; `for_a_person` those after which somebody must act."""

    paths: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    for_a_person: list[str] = field(default_factory=list)


def ingest(root: Path, notification: Notification, now: int) -> Ingested:
    """Raises `Problems` when a record stands in the way, and `UsageError` without rules or for impossible instants."""
    alerts = tuple(_not_ahead(alert, at, now) for at, alert in enumerate(notification.alerts))
    with writing_lock(root):
        repository = read_repository(root)
        rules = _rules_of(repository)
        done = Ingested()
        mapped = _mapped(alerts, rules, done)
        _refuse_unknown_nodes(mapped, rules, repository)
        _refuse_broken_drafts(mapped, notification.group, repository)
        incidents = with_alerts(repository.register.incidents.values())
        homes = [(one, home_of(one, notification.group, incidents)) for one in mapped]
        _say(homes, repository, rules, done)
        _continue_drafts(homes, notification, repository, rules, now, done)
        _begin_a_draft(homes, notification, repository, rules, now, done)
        if notification.truncated:
            done.words.append(f"the sender left {notification.truncated} more alerts out of its message")
        return done


def _not_ahead(alert: Alert, at: int, now: int) -> Alert:
    """An alert of a clock that is a little fast is taken to be of now."""
    for name, instant in (("startsAt", alert.starts), ("endsAt", alert.ends)):
        if instant is not None and instant > now + _AHEAD_SECONDS:
            where = f"payload: alerts[{at}].{name}"
            raise UsageError(f"{where}: {utc_text(instant)} lies in the future; it is {utc_text(now)}")
    if alert.ends is not None and alert.ends < alert.starts:
        raise UsageError(f"payload: alerts[{at}].endsAt: {utc_text(alert.ends)} is before its start")
    ends = None if alert.ends is None else min(alert.ends, now)
    return Alert(alert.fingerprint, min(alert.starts, now), ends, alert.labels)


def _rules_of(repository: Repository) -> AlertRules:
    reading = next((one for one in repository.readings if one.file.kind is Kind.ALERTS), None)
    if reading is not None and reading.is_broken:
        raise Problems(reading.problems)
    if repository.register.alert_rules is None:
        hint = "it says which labels name which component; the handbook's page on alerts has one"
        raise UsageError(f"there is no {RULES}; {hint}")
    return repository.register.alert_rules


def _mapped(alerts: Sequence[Alert], rules: AlertRules, done: Ingested) -> list[Mapped]:
    mapped = []
    strange: dict[str, int] = {}
    for alert in alerts:
        rule = rule_for(alert, rules)
        if rule is not None:
            mapped.append(Mapped(alert, rule))
        else:
            told = labels_in_words(alert, rules) or "labels that may not be told"
            strange[told] = strange.get(told, 0) + 1
    words = [
        f"no rule of {RULES} matches {number} {'alert' if number == 1 else 'alerts'} with {told}"
        for told, number in strange.items()
    ]
    (done.words if mapped else done.for_a_person).extend(_at_most(words, 10))
    if not alerts:
        done.for_a_person.append("the payload has no alerts")
    return mapped


def _refuse_unknown_nodes(mapped: Iterable[Mapped], rules: AlertRules, repository: Repository) -> None:
    """A draft about nothing would be an error in the records."""
    named = {one.rule.on for one in mapped}
    known = known_ids(repository.readings)
    reading = next(one for one in repository.readings if one.file.kind is Kind.ALERTS)
    place = place_in(reading.file, (repository.root / RULES).read_bytes())
    problems = [
        place.problem(("rules", at, "on"), f"no {NODE} {quoted(rule.on)}", known.hint(NODE, rule.on))
        for at, rule in enumerate(rules.rules)
        if rule.on in named and not known.has(NODE, rule.on)
    ]
    if problems:
        raise Problems(problems)


def _refuse_broken_drafts(mapped: Sequence[Mapped], group: str, repository: Repository) -> None:
    """A draft that cannot be read must not be begun a second time."""
    words = [word.encode() for word in {group, *(one.alert.fingerprint for one in mapped)}] if mapped else []
    problems: list[Problem] = []
    for reading in repository.broken:
        if reading.file.kind is Kind.INCIDENT:
            data = (repository.root / reading.file.path).read_bytes()
            if any(word in data for word in words):
                problems += reading.problems
    if problems:
        raise Problems(problems)


def _say(homes: Iterable[tuple[Mapped, Home]], repository: Repository, rules: AlertRules, done: Ingested) -> None:
    """What is not written, and why."""
    words: dict[str, None] = {}
    to_do: dict[str, None] = {}
    for mapped, home in homes:
        id = home.incident.id if home.incident is not None else ""
        name = name_of(mapped.rule.on, repository.register)
        match home.fate:
            case Fate.KNOWN:
                words[f"{id} knows it already: {name}"] = None
            case Fate.OVER:
                words[f"{name}: an alert has cleared that is in no incident"] = None
            case Fate.PUBLISHED if mapped.alert.ends is not None:
                cleared = utc_text(mapped.alert.ends)
                to_do[f"{id} is published, so it is yours to tell: {name}: an alert has cleared at {cleared}"] = None
            case Fate.PUBLISHED | Fate.PUBLISHED_GROUP:
                told = labels_in_words(mapped.alert, rules)
                since = utc_text(mapped.alert.starts)
                to_do[f"{id} is published, so it is yours to tell: {name}: {told} since {since}"] = None
    done.words += _at_most(list(words), 10)
    done.for_a_person += _at_most(list(to_do), 10)


def _continue_drafts(
    homes: Iterable[tuple[Mapped, Home]],
    notification: Notification,
    repository: Repository,
    rules: AlertRules,
    now: int,
    done: Ingested,
) -> None:
    news: dict[str, list[Mapped]] = {}
    incidents: Mapping[str, Incident] = repository.register.incidents
    for mapped, home in homes:
        if home.fate is Fate.CONTINUED and home.incident is not None:
            news.setdefault(home.incident.id, []).append(mapped)
    for id, alerts in sorted(news.items()):
        incident = incidents[id]
        file = repository.root / incident.path
        data = file.read_bytes()
        is_complete = notification.truncated == 0
        after, added = continued(
            data, incident, alerts, notification.group, is_complete, repository.register, rules, now
        )
        if after == data:
            continue
        _prove(incident.path, after, updates=len(incident.updates) + added)
        replace_file(file, after)
        done.paths.append(incident.path)
        urgency = min(mapped.rule.urgency for mapped in alerts)
        if incident.is_open and urgency < incident.urgency and any(one.alert.is_firing for one in alerts):
            done.words.append(f"{id} is {incident.urgency}, but a rule says {urgency}: judge it again")


def _begin_a_draft(
    homes: Iterable[tuple[Mapped, Home]],
    notification: Notification,
    repository: Repository,
    rules: AlertRules,
    now: int,
    done: Ingested,
) -> None:
    latest: dict[str, Mapped] = {}
    for mapped, home in homes:
        if home.fate is Fate.NEW_DRAFT:
            latest[mapped.alert.fingerprint] = mapped
    firing = list(latest.values())
    if not firing:
        return
    register = repository.register
    taken = {*register.incidents, *register.changes, *(reading.file.id for reading in repository.readings)}
    id = draft_id(firing, register, taken)
    path = f"incidents/{id[:4]}/{id}.md"
    data = draft_text(firing, notification.group, register, rules, now).encode()
    _prove(path, data, updates=1)
    create_file(repository.root / path, data)
    done.paths.append(path)


def _prove(path: str, data: bytes, updates: int) -> None:
    """What is written can be read again. Raises `Problems` otherwise."""
    reading = read_file(File(path, Kind.INCIDENT), data)
    if reading.is_broken:
        raise Problems(reading.problems)
    (incident,) = reading.records
    assert isinstance(incident, Incident)
    if len(incident.updates) != updates:
        raise Problems([Problem(path, 1, 1, "", "an update cannot be added here safely", "is a fence left open?")])


def _at_most(lines: Sequence[str], number: int) -> list[str]:
    more = len(lines) - number
    return [*lines[:number], f"and {more} more like these"] if more > 0 else list(lines)
