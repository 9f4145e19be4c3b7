"""The course of a record as a chart shows it: a lane for each touched node, milestones, and when something was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aboveboard.availability.intervals import Interval
from aboveboard.frozen import frozen
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


@frozen
class CourseBlock:
    """From `begin` to `end` (seconds of UTC) the node was at `level`, the key of a mark; `text` says so."""

    begin: int
    end: int
    level: str
    text: str


@frozen
class CourseLane:
    """`windows` are those announced for work on the node."""

    name: str
    blocks: tuple[CourseBlock, ...]
    windows: tuple[Interval, ...] = ()


@frozen
class CourseMilestone:
    at: int
    text: str


@frozen
class Course:
    """`label` states the finding. Without a lane there is nothing to draw. `zone` is the clock's."""

    label: str
    lanes: tuple[CourseLane, ...]
    milestones: tuple[CourseMilestone, ...]
    updates: tuple[int, ...]
    zone: str


def incident_course(incident: Incident, spans: Sequence[Span], edition: Edition) -> Course:
    milestones = [(name, getattr(incident, name)) for name in MILESTONES]
    last = _last(incident, edition)
    drawn = _drawn(spans, edition)
    return Course(
        _label(drawn),
        _lanes(drawn),
        tuple([CourseMilestone(at, MILESTONE_WORDS[name]) for name, at in milestones if at is not None]),
        tuple([update.at for update in incident.updates if update.at <= last]),
        edition.zone,
    )


def change_course(change: Change, spans: Sequence[Span], edition: Edition) -> Course:
    """Every touched node stands beside the announced window; without an impact there is nothing to draw."""
    drawn = _drawn(spans, edition)
    window = (change.window.from_, change.window.to)
    return Course(_label(drawn), _lanes(drawn, (window,)), (), (), edition.zone)


def _last(incident: Incident, edition: Edition) -> int:
    """An afterthought of the next week would squeeze the course into a corner."""
    return edition.as_of if incident.resolved is None else incident.resolved + 3600


def _drawn(spans: Iterable[Span], edition: Edition) -> list[tuple[str, CourseBlock]]:
    """Each block with the name of its node."""
    return [(_name(span, edition), _block(span, edition.zone)) for span in spans if span.is_possible]


def _lanes(drawn: Iterable[tuple[str, CourseBlock]], windows: tuple[Interval, ...] = ()) -> tuple[CourseLane, ...]:
    blocks: dict[str, list[CourseBlock]] = {}
    for name, block in drawn:
        blocks.setdefault(name, []).append(block)
    return tuple([CourseLane(name, tuple(found), windows) for name, found in blocks.items()])


def _block(span: Span, zone: str) -> CourseBlock:
    state = state_of(span.written.level)
    if span.is_running:
        text = f"{state.word} since {clock_text(span.start, zone)}"
    else:
        start, end = bare_clock_text(span.start, zone), clock_text(span.end, zone)
        text = f"{state.word}, {start} to {end}, {duration_text(span.end - span.start)}"
    return CourseBlock(span.start, span.end, state.key, text)


def _label(drawn: Sequence[tuple[str, CourseBlock]]) -> str:
    """ "Course: Norvia IP transit, partial outage since 13:12 UTC; …"."""
    said = [f"{name}, {block.text[0].lower()}{block.text[1:]}" for name, block in drawn[:_MOST_FINDINGS]]
    if len(drawn) > len(said):
        said.append(f"{len(drawn) - len(said)} more")
    return f"Course: {'; '.join(said)}"


def _name(span: Span, edition: Edition) -> str:
    node = edition.register.node(span.written.on)
    return span.written.on if node is None else node.name
