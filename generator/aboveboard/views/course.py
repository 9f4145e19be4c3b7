"""The course of a record as a chart shows it: a lane for each touched node, milestones, and when something was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aboveboard.availability.intervals import Interval
from aboveboard.records.change import Change
from aboveboard.records.incident import MILESTONES, Incident
from aboveboard.views.edition import Edition
from aboveboard.views.impact_rows import Span
from aboveboard.views.words.instants import bare_clock_text, clock_text
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.states import MILESTONES as MILESTONE_WORDS
from aboveboard.views.words.states import state_of

# So many impacts are told in the chart's name; the table beside it has them all.
_MOST_FINDINGS = 6


@dataclass(frozen=True, slots=True)
class CourseBlock:
    """From `begin` to `end` (seconds of UTC) the node was at `level`, the key of a mark; `text` says so."""

    begin: int
    end: int
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class CourseLane:
    """`windows` are those announced for work on the node."""

    name: str
    blocks: tuple[CourseBlock, ...]
    windows: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseMilestone:
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """`label` states the finding. Without a lane there is nothing to draw. `zone` is the clock's."""

    label: str
    lanes: tuple[CourseLane, ...]
    milestones: tuple[CourseMilestone, ...]
    updates: tuple[int, ...]
    zone: str


def incident_course(incident: Incident, spans: Sequence[Span], edition: Edition) -> Course:
    milestones = [(name, getattr(incident, name)) for name in MILESTONES]
    return Course(
        _label(spans, edition),
        _lanes(spans, edition),
        tuple(CourseMilestone(at, MILESTONE_WORDS[name]) for name, at in milestones if at is not None),
        tuple(update.at for update in incident.updates if update.at <= _last(incident, edition)),
        edition.zone,
    )


def change_course(change: Change, spans: Sequence[Span], edition: Edition) -> Course:
    """Every touched node stands beside the announced window; without an impact there is nothing to draw."""
    window = (change.window.from_, change.window.to)
    return Course(_label(spans, edition), _lanes(spans, edition, (window,)), (), (), edition.zone)


def _last(incident: Incident, edition: Edition) -> int:
    """An afterthought of the next week would squeeze the course into a corner."""
    return edition.as_of if incident.resolved is None else incident.resolved + 3600


def _lanes(spans: Iterable[Span], edition: Edition, windows: tuple[Interval, ...] = ()) -> tuple[CourseLane, ...]:
    blocks: dict[str, list[CourseBlock]] = {}
    for span in spans:
        if span.is_possible:
            blocks.setdefault(_name(span, edition), []).append(_block(span, edition.zone))
    return tuple(CourseLane(name, tuple(found), windows) for name, found in blocks.items())


def _block(span: Span, zone: str) -> CourseBlock:
    state = state_of(span.written.level)
    start = bare_clock_text(span.start, zone)
    if span.is_running:
        text = f"{state.word} since {clock_text(span.start, zone)}"
    else:
        text = f"{state.word}, {start} to {clock_text(span.end, zone)}, {duration_text(span.end - span.start)}"
    return CourseBlock(span.start, span.end, state.key, text)


def _label(spans: Sequence[Span], edition: Edition) -> str:
    """ "Course: Norvia IP transit, partial outage since 13:12 UTC; …"."""
    drawn = [span for span in spans if span.is_possible]
    said = [_finding(span, edition) for span in drawn[:_MOST_FINDINGS]]
    if len(drawn) > len(said):
        said.append(f"{len(drawn) - len(said)} more")
    return f"Course: {'; '.join(said)}"


def _finding(span: Span, edition: Edition) -> str:
    text = _block(span, edition.zone).text
    return f"{_name(span, edition)}, {text[0].lower()}{text[1:]}"


def _name(span: Span, edition: Edition) -> str:
    node = edition.register.node(span.written.on)
    return span.written.on if node is None else node.name
