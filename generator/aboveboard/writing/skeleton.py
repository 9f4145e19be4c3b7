"""The texts of new records: well-formed, in the order in which people read them, every value quoted where it must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aboveboard.frozen import frozen
from aboveboard.records.change import Change
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.records.instants import utc_text
from aboveboard.records.rfo import SECTIONS
from aboveboard.records.vocabulary import Audience, ChangeKind, DetectedBy, Expected, Fault, Level, Urgency
from aboveboard.records.wrong import shown
from aboveboard.writing.scalars import flow_list, flow_mapping, scalar
from aboveboard.writing.update_block import as_data, first_block

# Git joins changes of two branches that stand within three lines of each other: below the keys that updates set, an
# incident without a body gets so many empty lines that `merge=union` cannot tear its front matter apart.
_APART = "\n" * 4


@frozen
class NewIncident:
    """Instants are seconds of UTC. `milestones` are those known beside `started`."""

    title: str
    urgency: Urgency
    started: int
    fault: Fault = Fault.UNKNOWN
    supplier: str | None = None
    milestones: Mapping[str, int] | None = None
    classified: int | None = None
    detected_by: DetectedBy | None = None
    next_update: int | None = None
    impacts: tuple[tuple[str, Level], ...] = ()
    customers: tuple[str, ...] = ()
    change: str | None = None
    audience: Audience | None = None
    tags: tuple[str, ...] = ()


@frozen
class NewChange:
    title: str
    kind: ChangeKind
    components: tuple[str, ...]
    window: tuple[int, int]
    expected: Expected
    announced: int | None = None
    version: str | None = None
    audience: Audience | None = None
    introduction: str = ""


@frozen
class NewSubscription:
    service: str
    since: str
    sla: str | None
    via: tuple[str, ...]


@frozen
class NewCustomer:
    name: str
    aliases: tuple[str, ...] = ()
    timezone: str | None = None
    tier: int | None = None
    manager: tuple[str, str | None] | None = None
    subscriptions: tuple[NewSubscription, ...] = ()


def incident_text(new: NewIncident, said: tuple[str, int, str] | None) -> str:
    """`said` is the first update: its status, its instant and its text."""
    known = {"started": new.started, **(new.milestones or {})}
    lines = [f"title: {scalar(new.title)}", f"urgency: {new.urgency.value}"]
    lines += [f"{name}: {utc_text(known[name])}" for name in MILESTONES if name in known]
    if new.classified is not None:
        lines.append(f"classified: {utc_text(new.classified)}")
    if new.next_update is not None:
        lines.append(f"next_update: {utc_text(new.next_update)}")
    if new.detected_by is not None:
        lines.append(f"detected_by: {new.detected_by.value}")
    lines.append(f"fault: {new.fault.value}")
    lines += _optional({"supplier": new.supplier, "change": new.change})
    if new.audience is not None:
        lines.append(f"audience: {new.audience.value}")
    if new.impacts:
        lines += ["impacts:", *_impacts(new.impacts, new.customers)]
    if new.tags:
        lines.append(f"tags: {flow_list([scalar(tag) for tag in new.tags])}")
    return _fenced(lines) + (first_block(*said) if said else _APART)


def change_text(new: NewChange, said: tuple[str, int, str] | None) -> str:
    lines = [f"title: {scalar(new.title)}", f"kind: {new.kind.value}"]
    lines += _optional({"version": new.version})
    lines.append(f"components: {flow_list(new.components)}")
    if new.announced is not None:
        lines.append(f"announced: {utc_text(new.announced)}")
    start, end = map(utc_text, new.window)
    lines.append(f"window: {flow_mapping({'from': start, 'to': end})}")
    lines += [f"expected: {new.expected.value}", "outcome: planned"]
    if new.audience is not None:
        lines.append(f"audience: {new.audience.value}")
    introduction = as_data(new.introduction)
    body = f"\n{introduction}\n" if introduction else ""
    return _fenced(lines) + body + (first_block(*said) if said else _APART)


def next_of(change: Change, at: int, announced: int | None) -> NewChange:
    """The next one of a recurring window: what it is stays, what happened in it does not."""
    return NewChange(
        change.title,
        change.kind,
        change.components,
        (at, at + change.window.to - change.window.from_),
        change.expected,
        announced,
        audience=change.audience,
        introduction=change.introduction,
    )


def rfo_text(incident: Incident, causes: Sequence[str], dues: Iterable[str]) -> str:
    """A draft; what its incident already says stands beside it as comments, for whoever writes the timeline."""
    lines = ["status: draft", *(f"# {due}" for due in dues)]
    known = f"  # used before: {', '.join(causes)}" if causes else ""
    lines += [
        f"# root_cause: a-short-slug{known}",
        "# summary: One or two sentences that a customer's manager understands.",
        "# These join the timeline by themselves; add only what they do not say:",
        *(f"#   {utc_text(at)}  {what}" for at, what in _known_moments(incident)),
        "timeline: []",
        "# actions:",
        "#   - {id: A1, what: …, kind: prevent, owner: …, due: …, saves: 30m}   # prevent | detect | respond | communicate",
    ]
    return _fenced(lines) + "".join(f"\n## {section}\n" for section in SECTIONS)


def customer_text(new: NewCustomer) -> str:
    lines = [f"name: {scalar(new.name)}"]
    if new.aliases:
        lines.append(f"aliases: {flow_list([scalar(alias) for alias in new.aliases])}")
    lines += _optional({"timezone": new.timezone})
    if new.tier is not None:
        lines.append(f"tier: {new.tier}")
    if new.manager is not None:
        name, email = new.manager
        entries = {"name": scalar(name)} | ({"email": scalar(email)} if email else {})
        lines.append(f"account_manager: {flow_mapping(entries)}")
    if new.subscriptions:
        lines += ["subscriptions:", *(f"  - {_subscription(one)}" for one in new.subscriptions)]
    return "".join(f"{line}\n" for line in lines)


def _fenced(lines: Iterable[str]) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"


def _optional(texts: Mapping[str, str | None]) -> list[str]:
    return [f"{key}: {scalar(text)}" for key, text in texts.items() if text]


def _impacts(impacts: Iterable[tuple[str, Level]], customers: Sequence[str]) -> Iterable[str]:
    for on, level in impacts:
        yield f"  - on: {scalar(on)}"
        yield f"    level: {level.value}"
        if customers:
            yield f"    customers: {flow_list([scalar(customer) for customer in customers])}"


def _subscription(one: NewSubscription) -> str:
    entries = {"service": scalar(one.service), "since": one.since}
    if one.via:
        entries["via"] = flow_list([scalar(via) for via in one.via])
    if one.sla:
        entries["sla"] = scalar(one.sla)
    return flow_mapping(entries)


def _known_moments(incident: Incident) -> list[tuple[int, str]]:
    """Milestones and updates, in their order; of an update, the beginning of what was said, on one line."""
    moments = [(at, name) for name in MILESTONES if (at := getattr(incident, name)) is not None]
    moments += [(update.at, f"{update.status}: {shown(' '.join(update.text.split()))}") for update in incident.updates]
    return sorted(moments, key=lambda moment: moment[0])
