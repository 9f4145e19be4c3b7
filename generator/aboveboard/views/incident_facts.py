"""What home, the incident's own page and the feeds all say about one incident."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.promises.kept_promises import KeptPromises, kept_promises
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.records.updates import Update
from aboveboard.records.vocabulary import Level
from aboveboard.views.contacts import ContactLines, all_contact_lines
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import DisruptedService, effect_of
from aboveboard.views.rfo_promise import RfoPromise, promise_of
from aboveboard.views.tree_paths import incident_href
from aboveboard.views.words import instants, states
from aboveboard.views.words.numbers import duration_text, whole_minutes_text
from aboveboard.views.words.states import State

_LEVELS = {level: rank for rank, level in enumerate((Level.DEGRADED, Level.PARTIAL, Level.OUTAGE))}


@frozen
class Step:
    """A milestone: `text` is the clock time of the first and the time after the start of the others. `state` is done,
    now (the last one that was reached, while the incident is open) or todo."""

    name: str
    word: str
    text: str
    state: str


@frozen
class NextUpdate:
    """`line` reads "by 14:01 UTC", and from `due` (seconds of UTC) on `late_line`: "was due 14:01 UTC"."""

    due: int
    line: str
    late_line: str
    is_late: bool
    promise: str


@frozen
class IncidentFacts:
    """Plain data, made for one reader. Paths count from the top of the tree.

    `state` is what it does to services now, or did at its worst once it is over; where it never reached one, its
    impacts' own level, and `reaches_services` is False. `lasts` is "25 min"; `disrupted` is the time in which at least
    one service was disrupted by it: an incident that stays open for its paperwork does not disrupt.
    """

    id: str
    path: str
    title: str
    is_open: bool
    state: State
    reaches_services: bool
    urgency: str
    fault: str
    fault_word: str
    supplier: str
    cause: str
    started: instants.Moment
    resolved: instants.Moment | None
    lasts: str
    lasted_line: str
    disrupted_seconds: int
    disrupted: str
    disrupted_services: tuple[DisruptedService, ...]
    nodes: tuple[str, ...]
    introduction: str
    updates: int
    latest: Update | None
    first_word: str
    promises: KeptPromises
    next_update: NextUpdate | None
    contacts: tuple[ContactLines, ...]
    rfo: RfoPromise | None
    steps: tuple[Step, ...]
    as_of: int


def incident_facts(edition: Edition, incident: Incident) -> IncidentFacts:
    effect = effect_of(edition, incident)
    hit = effect.services
    is_open = incident.is_open
    end = edition.as_of if incident.resolved is None else incident.resolved
    lasts = whole_minutes_text(end - incident.started) if is_open else duration_text(end - incident.started)
    promises = kept_promises(incident, edition.register.provider, edition.as_of)
    disrupted = effect.disrupted_seconds
    return IncidentFacts(
        id=incident.id,
        path=incident_href(edition, incident.id),
        title=incident.title,
        is_open=is_open,
        state=_state(edition, incident, hit),
        reaches_services=bool(hit),
        urgency=incident.urgency.value,
        fault=incident.fault.value,
        fault_word=states.fault_text(incident.fault, incident.supplier, yours=_is_personal(edition)),
        supplier=incident.supplier or "",
        cause=states.cause_text(incident.fault, incident.supplier, yours=_is_personal(edition)),
        started=instants.moment(incident.started, edition.zone, _near(edition, incident)),
        resolved=None
        if incident.resolved is None
        else instants.moment(incident.resolved, edition.zone, incident.started),
        lasts=lasts,
        lasted_line=f"Running for {lasts}" if is_open else f"Lasted {lasts}",
        disrupted_seconds=disrupted,
        disrupted=duration_text(disrupted) if disrupted else "",
        disrupted_services=hit,
        nodes=impacted_nodes(edition, incident),
        introduction=incident.introduction,
        updates=len(incident.updates),
        latest=incident.updates[-1] if incident.updates else None,
        first_word=_first_word(promises),
        promises=promises,
        next_update=_next_update(edition, promises),
        contacts=contacts_for(edition, incident),
        rfo=promise_of(edition, incident),
        steps=steps_of(edition, incident),
        as_of=edition.as_of if is_open else end,
    )


def impacted_nodes(edition: Edition, incident: Incident) -> tuple[str, ...]:
    """The names of the nodes that its impacts name, in the order written, each once."""
    nodes = [edition.register.node(impact.on) for impact in incident.impacts]
    return tuple(dict.fromkeys([node.name for node in nodes if node is not None]))


def steps_of(edition: Edition, incident: Incident) -> tuple[Step, ...]:
    """The milestones. Those that nobody wrote down are left out, but those still ahead of an open incident are not."""
    words = states.MILESTONES
    texts = {name: f"after {duration_text(at - incident.started)}" for name, at in incident.milestones}
    texts["started"] = instants.moment(incident.started, edition.zone, _near(edition, incident)).text
    if not incident.is_open:
        return tuple([Step(name, words[name], text, "done") for name, text in texts.items()])
    *done, now = texts
    ahead = MILESTONES[MILESTONES.index(now) + 1 :]
    return (
        *[Step(name, words[name], texts[name], "done") for name in done],
        Step(now, words[now], texts[now], "now"),
        *[Step(name, words[name], "not yet", "todo") for name in ahead],
    )


def contacts_for(edition: Edition, incident: Incident) -> tuple[ContactLines, ...]:
    """Who speaks for this incident, else everybody whom the provider names; the first one is the one to call."""
    contacts = (incident.contact,) if incident.contact is not None else edition.register.provider.contacts
    return all_contact_lines(contacts, f"{incident.id}: {incident.title}")


def _state(edition: Edition, incident: Incident, hit: tuple[DisruptedService, ...]) -> State:
    if hit and not incident.is_open:
        return max([service.worst for service in hit], key=states.severity_of)
    if hit:
        now = [service.now for service in hit if service.now is not None]
        return max(now, key=states.severity_of) if now else states.OPERATIONAL
    running = [impact.level for impact in edition.ledger.running if impact.source == incident.id]
    levels = running if incident.is_open else [impact.level for impact in incident.impacts]
    return states.state_of(max(levels, key=_LEVELS.__getitem__) if levels else None)


def _first_word(promises: KeptPromises) -> str:
    """ "First word 8 min after the start"."""
    if promises.first_word_seconds is None:
        return ""
    if promises.first_word_seconds == 0:
        return "First word at the start"
    return f"First word {duration_text(promises.first_word_seconds)} after the start"


def _next_update(edition: Edition, promises: KeptPromises) -> NextUpdate | None:
    if promises.next_due is None:
        return None
    when = instants.moment(promises.next_due, edition.zone, edition.as_of).text
    line, late_line = f"by {when}", f"was due {when}"
    is_late = edition.as_of > promises.next_due
    every = promises.update_every
    promise = f"promised every {duration_text(every.seconds)}" if every is not None and every.seconds else ""
    return NextUpdate(promises.next_due, late_line if is_late else line, late_line, is_late, promise)


def _near(edition: Edition, incident: Incident) -> int:
    """An open incident is read today; a closed one at any time, so its words must not change with as-of."""
    return edition.as_of if incident.is_open else 0


def _is_personal(edition: Edition) -> bool:
    return edition.reader.customer is not None
