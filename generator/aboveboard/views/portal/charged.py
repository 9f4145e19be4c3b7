"""What an interval is charged to, as this customer may read it: node, level, fault, record, and the words of its times."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.availability.impacts import Impact
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Component
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.instants import iso_text
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.tree_paths import change_href, incident_href
from aboveboard.views.words.instants import bare_clock_text, clock_text, short_day_text, zone_text
from aboveboard.views.words.numbers import NO_BREAK
from aboveboard.views.words.states import State, fault_text, state_of

HIDDEN_NODE = "a part of our platform"


@frozen
class Edge:
    """One end of an interval; `iso` in UTC."""

    iso: str
    text: str


@frozen
class When:
    """ "3 Oct, 08:12" to "08:55"; the day is said again when it is another one."""

    start: Edge
    end: Edge

    @property
    def text(self) -> str:
        """ "3 Oct 08:12–08:55": short, for the subject of a mail."""
        return f"{self.start.text}–{self.end.text}".replace(",", "").replace(NO_BREAK, " ")


@frozen
class Charged:
    """`record` is None where the reader must not know it, and a hidden node has no name of its own."""

    node: str
    level: State
    fault_key: str
    fault: str
    planned: bool
    record: Link | None


def charged_to(edition: Edition, impact: Impact) -> Charged:
    """Names and titles come from the reader's own register alone."""
    record = record_of(edition, impact)
    node = edition.register.node(impact.node)
    supplier = node.supplier if isinstance(node, Component) else None
    if isinstance(record, Incident) and impact.fault is record.fault:
        supplier = record.supplier or supplier
    return Charged(
        node=HIDDEN_NODE if node is None else node.name,
        level=state_of(impact.level),
        fault_key=impact.fault.value,
        fault=fault_text(impact.fault, supplier, yours=True),
        planned=impact.planned,
        record=None if record is None else _link(edition, record),
    )


def record_of(edition: Edition, impact: Impact) -> Incident | Change | None:
    return edition.register.incidents.get(impact.source) or edition.register.changes.get(impact.source)


def when_of(start: int, end: int, zone: str, *, with_zone: bool) -> When:
    """`with_zone` says the zone's letters: of the end, and of the start where it has others."""
    both = with_zone and zone_text(start, zone) != zone_text(end, zone)
    opens = (clock_text if both else bare_clock_text)(start, zone)
    closes = (clock_text if with_zone else bare_clock_text)(end, zone)
    first, last = local_date(start, zone), local_date(end, zone)
    day = f"{short_day_text(last, last)}, " if last != first else ""
    return When(
        Edge(iso_text(start), f"{short_day_text(first, first)}, {opens}"),
        Edge(iso_text(end), f"{day}{closes}"),
    )


def _link(edition: Edition, record: Incident | Change) -> Link:
    href = incident_href if isinstance(record, Incident) else change_href
    return Link(href(edition, record.id), record.title)
