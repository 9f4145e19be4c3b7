"""The history: a page for each month in which something was recorded, with its figures, incidents and work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import ceil

from aboveboard.availability.clock import local_date
from aboveboard.availability.figures import Figure
from aboveboard.availability.months import Month, month_at
from aboveboard.frozen import frozen
from aboveboard.views.change_rows import ChangeRow, change_row
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import alternates_for
from aboveboard.views.incident_rows import IncidentRow, incident_row
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.row_filter import RowFilter, row_filter
from aboveboard.views.words.instants import month_text, plain_day_text, short_month_text
from aboveboard.views.words.numbers import duration_text, percent_text
from aboveboard.views.words.prose import count_text
from aboveboard.views.words.states import fault_word


@frozen
class MonthLink:
    """`text` reads "October 2026", `short` "Oct"."""

    path: str
    text: str
    short: str


@frozen
class ServiceMonth:
    """A service with downtime in the month. `by_fault` reads "Our infrastructure 43 min"."""

    name: str
    path: str
    real: str
    provider: str
    downtime: str
    by_fault: str


@frozen
class HistoryView:
    """`period` reads "1 to 15 November"; `quiet` tells of the services without downtime."""

    title: str
    sentence: str
    period: str
    services: tuple[ServiceMonth, ...]
    quiet: str
    incidents: tuple[IncidentRow, ...]
    changes: tuple[ChangeRow, ...]
    filter: RowFilter
    earlier: MonthLink | None
    later: MonthLink | None


def history_months(edition: Edition) -> tuple[Month, ...]:
    """Every month with an incident or a change, the newest first; what lies ahead is no history."""
    index = edition.index
    current = month_at(edition.as_of, edition.zone)
    return tuple(
        sorted((m for m in {*index.incidents_by_month, *index.changes_by_month} if m <= current), reverse=True)
    )


def history_path(month: Month) -> str:
    return f"history/{month}.html"


def month_links(months: Sequence[Month]) -> tuple[tuple[str, tuple[MonthLink, ...]], ...]:
    """By year, in the order given."""
    return tuple(
        (str(year), tuple(_link(month) for month in found)) for year, found in groupby(months, key=lambda one: one.year)
    )


def history_page(edition: Edition, month: Month) -> Page:
    view = _view(edition, month)
    end = month.interval(edition.zone)[1]
    is_running = end > edition.as_of
    return Page(
        path=history_path(month),
        title=f"{view.title}: incidents and maintenance",
        description=f"{view.sentence} {view.quiet}".strip(),
        section="incidents",
        template="history.html",
        view=view,
        alternates=alternates_for(edition, history_path(month)),
        as_of=min(end, edition.as_of),
        is_open=is_running and any(row.since is not None for row in view.incidents),
        notes=(as_of_note(min(end, edition.as_of), edition.zone), zone_note(edition.zone)),
    )


def _view(edition: Edition, month: Month) -> HistoryView:
    near = month.interval(edition.zone)[0]
    incidents = [incident_row(edition, one, near) for one in edition.index.incidents_by_month.get(month, ())]
    changes = [change_row(edition, one, near) for one in edition.index.changes_by_month.get(month, ())]
    hit = {id for row in incidents for id in row.service_ids} | {id for row in changes for id in row.service_ids}
    services = tuple(_services(edition, month, hit))
    months = history_months(edition)
    at = months.index(month)
    return HistoryView(
        title=month_text(month.first_day),
        sentence=_sentence(len(incidents), len(changes)),
        period=_period(edition, month),
        services=services,
        quiet=_quiet(len(edition.register.services) - len(services), len(services)),
        incidents=tuple(incidents),
        changes=tuple(changes),
        filter=row_filter(edition, ((row.service_ids, row.fault_key) for row in incidents)),
        earlier=_link(months[at + 1]) if at + 1 < len(months) else None,
        later=_link(months[at - 1]) if at else None,
    )


def _link(month: Month) -> MonthLink:
    return MonthLink(history_path(month), month_text(month.first_day), short_month_text(month.first_day))


def _sentence(incidents: int, changes: int) -> str:
    parts = [count_text(incidents, "incident") if incidents else "No incident"]
    if changes:
        parts.append(count_text(changes, "planned change"))
    return f"{' and '.join(parts)}."


def _period(edition: Edition, month: Month) -> str:
    """The days that the figures are about: the last one is the day of as-of while the month runs."""
    start, end = edition.ledger.period(month, edition.zone)
    last = local_date(max(start, end - 1), edition.zone)
    if last == month.first_day:
        return plain_day_text(last, last)
    return f"1 to {plain_day_text(last, last)}"


def _services(edition: Edition, month: Month, ids: Iterable[str]) -> Iterator[ServiceMonth]:
    """Those with downtime, the most first."""
    ledger = edition.ledger
    found = [
        (figure.downtime, id, figure) for id in ids if (figure := ledger.node_figure(id, month, ledger.real)).by_fault
    ]
    # In whole parts of a second: fractions are dear to compare.
    for downtime, id, figure in sorted(found, key=lambda one: (-_parts(one[0], ledger.real.scale), one[1])):
        provider = ledger.node_figure(id, month, ledger.provider)
        yield ServiceMonth(
            name=edition.register.services[id].name,
            path=f"services/{id}.html",
            real=percent_text(figure.availability),
            provider=percent_text(provider.availability),
            downtime=duration_text(ceil(downtime)),
            by_fault=_by_fault(figure),
        )


def _parts(seconds: Fraction, scale: int) -> int:
    """How many parts of a second, of which `scale` make a whole one."""
    return seconds.numerator * (scale // seconds.denominator)


def _by_fault(figure: Figure) -> str:
    return ", ".join(
        [f"{fault_word(fault)} {duration_text(ceil(seconds))}" for fault, seconds in figure.by_fault.items()]
    )


def _quiet(count: int, disrupted: int) -> str:
    if not count:
        return ""
    all_of = "All" if not disrupted else "The other"
    if count == 1:
        return f"{'The only' if not disrupted else 'The other'} service had no downtime."
    return f"{all_of} {count:,} services had no downtime."
