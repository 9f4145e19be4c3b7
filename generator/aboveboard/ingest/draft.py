"""A draft incident out of alerts: internal until a person publishes it, and nothing in it that the allow list does not name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from aboveboard.ingest.episode import first_episode
from aboveboard.ingest.mapping import Mapped, in_markdown, labels_in_markdown
from aboveboard.records.alerts import AlertRules, WrittenAlert
from aboveboard.records.catalog import Node
from aboveboard.records.ids import dated_id_at, unique_id
from aboveboard.records.incident import WrittenImpact
from aboveboard.records.instants import utc_text
from aboveboard.records.register import Register
from aboveboard.records.vocabulary import IncidentStatus, Level
from aboveboard.views.audience import PUBLIC, known_components
from aboveboard.writing.scalars import flow_mapping, scalar
from aboveboard.writing.update_block import update_block

MOST_ALERTS = 500
_MOST_LINES = 20
_MOST_NAMES = 3
_WORSE_FIRST = list(Level)
_LEVEL_WORDS = {Level.OUTAGE: "outage", Level.PARTIAL: "partial outage", Level.DEGRADED: "degraded"}
_TO_DO = """\
# Written from alerts. Before you publish: say in the title and below what customers notice, give the first update the
# instant of its publication, and set `audience:` to public or affected.
"""


def draft_text(firing: Sequence[Mapped], group: str, register: Register, rules: AlertRules, now: int) -> str:
    """The file of a new incident. It began when the first of the alerts did, and was detected then, as far as we know."""
    started = utc_text(min(mapped.alert.starts for mapped in firing))
    impacts = impacts_of(firing, ())
    alerts = [first_episode(mapped.alert, group) for mapped in firing[:MOST_ALERTS]]
    lines = [
        f"title: {scalar(_title(impacts, register))}",
        f"urgency: {min(mapped.rule.urgency for mapped in firing)}",
        "fault: unknown",
        f"started: {started}",
        f"detected: {started}",
        "detected_by: monitoring",
        "impacts:",
        *(f"  - {impact_line(impact)}" for impact in impacts),
        "audience: internal",
        "alerts:",
        *(f"  - {alert_line(alert)}" for alert in alerts),
    ]
    reported = reported_lines(firing, register, rules)
    body = "\n".join(("Monitoring reports:", "", *reported))
    return f"---\n{_TO_DO}{_joined(lines)}---\n{update_block(IncidentStatus.INVESTIGATING, now, body)}"


def draft_id(firing: Sequence[Mapped], register: Register, taken: Collection[str]) -> str:
    """`2026-11-15-edge-fra1`: the day and the worst component; one that the public must not know is not named."""
    impact = impacts_of(firing, ())[0]
    started = min(mapped.alert.starts for mapped in firing)
    is_public = impact.on in register.services or impact.on in known_components(PUBLIC, register)
    return unique_id(dated_id_at(started, impact.on if is_public else "alert", "alert"), taken)


def impacts_of(firing: Iterable[Mapped], present: Sequence[WrittenImpact]) -> tuple[WrittenImpact, ...]:
    """What the alerts add to the impacts that are there: worst first, one for each node, from its first alert on.

    A node that is known to be down, and not to be up again, is not named twice unless it got worse.
    """
    found: dict[tuple[Level, str], int] = {}
    for mapped in firing:
        key = mapped.rule.level, mapped.rule.on
        found[key] = min(found.get(key, mapped.alert.starts), mapped.alert.starts)
    added: list[WrittenImpact] = []
    for level, on in sorted(found, key=lambda key: (_WORSE_FIRST.index(key[0]), found[key], key[1])):
        impact = WrittenImpact(on=on, level=level, from_=found[level, on])
        if not any(_covers(one, impact) for one in (*present, *added)):
            added.append(impact)
    return tuple(added)


def reported_lines(alerts: Iterable[Mapped], register: Register, rules: AlertRules) -> tuple[str, ...]:
    """A line of Markdown for each thing that monitoring says, the same thing once."""
    lines: dict[str, None] = {}
    for mapped in alerts:
        labels = labels_in_markdown(mapped.alert, rules)
        name = in_markdown(name_of(mapped.rule.on, register))
        known = f" ({labels})" if labels else ""
        lines[f"- {name}: {_LEVEL_WORDS[mapped.rule.level]} since {utc_text(mapped.alert.starts)}{known}"] = None
    shown = list(lines)[:_MOST_LINES]
    more = len(lines) - len(shown)
    return (*shown, f"- and {more} more alerts") if more else tuple(shown)


def impact_line(impact: WrittenImpact) -> str:
    assert impact.from_ is not None
    return flow_mapping({"on": impact.on, "level": impact.level.value, "from": utc_text(impact.from_)})


def alert_line(alert: WrittenAlert) -> str:
    to = {} if alert.to is None else {"to": utc_text(alert.to)}
    names = {"fingerprint": f'"{alert.fingerprint}"', "group": f'"{alert.group}"'}
    return flow_mapping({**names, "from": utc_text(alert.from_), **to})


def name_of(id: str, register: Register) -> str:
    node: Node | None = register.node(id)
    return node.name if node is not None else id


def _covers(one: WrittenImpact, other: WrittenImpact) -> bool:
    """Impacts of some customers only cover none of everybody's."""
    is_as_bad = _WORSE_FIRST.index(one.level) <= _WORSE_FIRST.index(other.level)
    return one.on == other.on and is_as_bad and one.to is None and one.customers is None


def _title(impacts: Sequence[WrittenImpact], register: Register) -> str:
    worst = impacts[0].level
    names = list(dict.fromkeys(name_of(impact.on, register) for impact in impacts if impact.level is worst))
    shown = ", ".join(names[:_MOST_NAMES])[:200]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{shown}{more}: {_LEVEL_WORDS[worst]}"


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
