"""The story of a comparison: the same for Markdown and for plain text, in order of importance.

Every text in it is plain, and may hold whatever people wrote into their records: who renders it escapes it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from aboveboard.availability.figures import Figure
from aboveboard.availability.ledger import CustomerMonth
from aboveboard.availability.verdicts import Verdict
from aboveboard.comparison.compare import Comparison
from aboveboard.comparison.figures_changed import MonthChange, Turn, VerdictChange
from aboveboard.comparison.headline import count_text, headline_of, kind_text, unreadable
from aboveboard.comparison.records_changed import RecordChange
from aboveboard.comparison.states_changed import StateChange
from aboveboard.comparison.value_words import bare_text, cut
from aboveboard.errors import Problem
from aboveboard.frozen import frozen
from aboveboard.records.instants import utc_text
from aboveboard.views.service_state import ServiceState
from aboveboard.views.words.instants import short_month_text
from aboveboard.views.words.numbers import clock_duration_text, duration_text, percent_text

ARROW = " → "
_MOST_VERDICTS = 3
_MOST_DETAILS = 6
_NAME, _TITLE, _PROBLEM = 60, 120, 240


@frozen
class Row:
    """A row of a table, or with one cell a line of a list; `strong` is what it begins with, our own words."""

    cells: tuple[str, ...]
    strong: str = ""


@frozen
class Section:
    """A table when there is a `header`, else a list. The first `shown` rows are read at once, the rest is folded."""

    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    shown: int
    thing: tuple[str, str]


@frozen
class Story:
    """`headline` and the titles are our own words; `compared` and `notes` name commits and branches."""

    headline: tuple[str, ...]
    compared: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def story_of(comparison: Comparison) -> Story:
    sections = (*_of_months(comparison.months), *_of_states(comparison.states), *_of_records(comparison.records))
    problems = (
        _of_problems("Problems that this branch introduces", comparison.problems.new, shown=10),
        _of_problems("Problems that it mends", comparison.problems.mended, shown=3),
    )
    found = (section for section in (*sections, *problems) if section.rows)
    return Story(headline_of(comparison), _compared_text(comparison), tuple(_notes(comparison)), tuple(found))


def _compared_text(comparison: Comparison) -> str:
    names = comparison.names
    head = names.head if names.head_commit is None else f"{names.head} ({names.head_commit[:12]})"
    dirty = " with uncommitted changes" if names.is_dirty else ""
    as_of = utc_text(comparison.as_of)
    return f"{head}{dirty}, compared with {names.base} ({names.base_commit[:12]}), as of {as_of}."


def _notes(comparison: Comparison) -> Iterator[str]:
    if unreadable(comparison):
        yield (
            "The build keeps publishing the last good version of what cannot be read: "
            "the figures below are what is left without it, and nobody will see them."
        )
    if comparison.names.is_behind:
        yield (
            "The base has commits that are not in the head: what they did looks undone here. "
            "--merge-base compares with where the two parted."
        )
    if comparison.customers is not None:
        yield f"Figures of {', '.join(comparison.customers)} only."


_FIGURES = ("Customer", "Month", "Real availability", "Real downtime", "Provider’s part", "SLAs that turn")


def _of_months(months: Sequence[MonthChange]) -> Iterator[Section]:
    restated = [change for change in months if change.is_restated]
    running = [change for change in months if change.had_figure and not change.is_closed]
    new = [change for change in months if not change.had_figure]
    for title, note, changes, shown in (
        ("Closed months restated", "These figures were final.", restated, 20),
        ("The running month", "", running, 20),
        ("Months that had no figure", "", new, 6),
    ):
        rows = tuple(map(_month_row, changes))
        yield Section(title, note, _FIGURES, rows, shown, ("customer’s month", "customers’ months"))


def _month_row(change: MonthChange) -> Row:
    month = f"{short_month_text(change.month.first_day)} {change.month.year}"
    real, provider = ([_figure(one, lens) for one in (change.before, change.after)] for lens in ("real", "provider"))
    return Row(
        (
            cut(change.name, _NAME),
            month,
            _percents(*real),
            _durations(*real),
            _durations(*provider),
            _verdicts_text(change),
        )
    )


def _figure(month: CustomerMonth | None, lens: str) -> Figure | None:
    return None if month is None else (month.real if lens == "real" else month.provider)


def _percents(before: Figure | None, after: Figure | None) -> str:
    """As many decimals as it takes to tell two that differ apart."""
    shares = [figure.availability if figure else None for figure in (before, after)]
    for places in (3, 4, 5, 6):
        texts = [_plain(percent_text(share, places)) for share in shares]
        if texts[0] != texts[1]:
            return ARROW.join(texts)
    return _plain(percent_text(shares[1]))


def _durations(before: Figure | None, after: Figure | None) -> str:
    seconds = [figure.downtime if figure and figure.agreed else None for figure in (before, after)]
    if seconds[0] == seconds[1]:
        return _duration_text(seconds[1])
    texts = [_duration_text(one) for one in seconds]
    if texts[0] == texts[1]:
        texts = ["–" if one is None else clock_duration_text(one, 1) for one in seconds]
    return ARROW.join(texts)


def _duration_text(seconds: Fraction | None) -> str:
    return "–" if seconds is None else _plain(duration_text(seconds))


def _verdicts_text(change: MonthChange) -> str:
    texts = [_verdict_text(one, change.is_closed) for one in change.verdicts[:_MOST_VERDICTS]]
    more = len(change.verdicts) - len(texts)
    return "; ".join([*texts, *([f"and {more} more"] if more else [])])


def _verdict_text(change: VerdictChange, is_closed: bool) -> str:
    """ "gold, ERP Suite: newly missed, 99.888 % of 99.95 %, credit 0 % → 5 %": before its end a month only stands somewhere."""
    words = {
        Turn.MISSED: "newly missed" if is_closed else "below target so far",
        Turn.MET_AGAIN: "met again" if is_closed else "back on target",
        Turn.CREDIT: "another credit",
        Turn.NO_LONGER_JUDGED: "no longer judged",
    }
    parts = [f"{cut(change.policy, _NAME)}, {cut(change.service_name, _NAME)}: {words[change.turn]}"]
    after = change.after
    if after is not None and after.met is not None:
        parts.append(f"{_plain(percent_text(after.figure.availability))} of {bare_text(after.sla.target)} %")
    credits = [_credit_text(one) for one in (change.before, after)]
    if credits[0] != credits[1]:
        parts.append(f"credit {credits[0]}{ARROW}{credits[1]}")
    return ", ".join(parts)


def _credit_text(verdict: Verdict | None) -> str:
    return f"{bare_text(verdict.credit_percent if verdict else Fraction(0))} %"


def _of_states(states: Sequence[StateChange]) -> Iterator[Section]:
    rows = tuple(
        Row((cut(change.name, _NAME), _state_text(change.before), _state_text(change.after))) for change in states
    )
    title = "Services now, as the public sees them"
    yield Section(title, "", ("Service", "Before", "After"), rows, 15, ("service", "services"))


def _state_text(state: ServiceState | None) -> str:
    if state is None:
        return "not there"
    return f"{_plain(state.sentence)}: {cut(state.record_title, _NAME)}" if state.record else _plain(state.sentence)


def _of_records(records: Sequence[RecordChange]) -> Iterator[Section]:
    yield Section("Records", "", (), tuple(map(_record_row, records)), 15, ("record", "records"))


def _record_row(change: RecordChange) -> Row:
    title = cut(change.title, _TITLE)
    parts = [title if change.id in ("", title) else f"{title} ({change.id})"]
    details = [cut(detail.text, _PROBLEM) for detail in change.details[:_MOST_DETAILS]]
    more = len(change.details) - len(details)
    text = "; ".join([*details, *([f"and {count_text(more, 'other difference')}"] if more else [])])
    if text:
        parts.append(text)
    kind = kind_text(change.kind)
    return Row((": ".join(parts),), f"{kind[0].upper()}{kind[1:]} {change.turn.value}")


def _of_problems(title: str, problems: Iterable[Problem], shown: int) -> Section:
    rows = tuple(Row((_problem_text(problem),), problem.severity.value.capitalize()) for problem in problems)
    return Section(title, "", (), rows, shown, ("problem", "problems"))


def _problem_text(problem: Problem) -> str:
    field = f"{problem.field}: " if problem.field else ""
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"{cut(problem.path, _PROBLEM)}:{problem.line}: {cut(field + problem.message + hint, _PROBLEM)}"


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
