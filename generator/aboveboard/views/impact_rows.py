"""The impacts of one record as a table: which node, how badly, from when to when, for how long, and whose fault."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Component, Node
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident, WrittenImpact
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.tree_paths import service_href
from aboveboard.views.words.instants import Moment, moment
from aboveboard.views.words.numbers import duration_text, whole_minutes_text
from aboveboard.views.words.states import State, fault_text, state_of

_start_of = attrgetter("start")


@frozen
class Span:
    """An impact with its defaults filled in. `end` is as-of while it `is_running`; an impossible one has no length."""

    written: WrittenImpact
    start: int
    end: int
    is_running: bool

    @property
    def is_possible(self) -> bool:
        return self.end > self.start


@frozen
class ImpactRow:
    """`path` leads to a service's page, and is empty for a component. `end` None: it goes on.

    `duration` is empty where the interval is impossible and is not counted.
    """

    node: str
    path: str
    state: State
    start: Moment
    end: Moment | None
    duration: str
    fault_key: str
    fault: str


def incident_spans(incident: Incident, as_of: int) -> tuple[Span, ...]:
    """In the order of their start, and of the record among equals."""
    return _sorted([_span(written, incident.started, incident.resolved, as_of) for written in incident.impacts])


def change_spans(change: Change, as_of: int) -> tuple[Span, ...]:
    """An impact without an end lasts until the window ends, or still when the work goes on beyond it."""
    running_over = not change.outcome.is_finished and as_of > change.window.to
    end = None if running_over else change.window.to
    return _sorted([_span(written, change.window.from_, end, as_of) for written in change.impacts or ()])


def impact_rows(spans: Iterable[Span], record: Incident | Change, edition: Edition, near: int) -> tuple[ImpactRow, ...]:
    return tuple([_row(span, record, edition, near) for span in spans])


def _row(span: Span, record: Incident | Change, edition: Edition, near: int) -> ImpactRow:
    id = span.written.on
    node = edition.register.node(id)
    fault, supplier = _fault_of(span.written, record, node)
    return ImpactRow(
        node=id if node is None else node.name,
        path=service_href(edition, id) if id in edition.register.services else "",
        state=state_of(span.written.level),
        start=moment(span.start, edition.zone, near),
        end=None if span.is_running else moment(span.end, edition.zone, near),
        duration=_duration(span),
        fault_key=fault.value,
        fault=fault_text(fault, supplier, yours=edition.reader.customer is not None),
    )


def _span(written: WrittenImpact, default_start: int, default_end: int | None, as_of: int) -> Span:
    start = default_start if written.from_ is None else written.from_
    end = default_end if written.to is None else written.to
    is_running = end is None or end > as_of
    return Span(written, start, as_of if end is None else min(end, as_of) if end > start else end, is_running)


def _sorted(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=_start_of))


def _duration(span: Span) -> str:
    if not span.is_possible:
        return ""
    seconds = span.end - span.start
    return f"{whole_minutes_text(seconds)} so far" if span.is_running else duration_text(seconds)


def _fault_of(written: WrittenImpact, record: Incident | Change, node: Node | None) -> tuple[Fault, str | None]:
    """The fault that the impact is charged to, and the supplier where a third party has a name."""
    owner = node if isinstance(node, Component) else None
    supplier = owner.supplier if owner else None
    if isinstance(record, Incident):
        fault = written.fault or record.fault
        return fault, (record.supplier if fault is record.fault else None) or supplier
    return written.fault or (owner.owner.fault if owner else Fault.SOFTWARE), supplier
