"""The figures of a portal's first page: this month at large, last month and twelve months beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from aboveboard.availability.clock import local_date
from aboveboard.availability.figures import Figure, total
from aboveboard.availability.ledger import CustomerMonth
from aboveboard.availability.months import Month, month_at, trailing_twelve
from aboveboard.availability.verdicts import Verdict
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Customer
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.portal.months_shown import has_begun, is_unmeasured
from aboveboard.views.portal.pack_words import span_text
from aboveboard.views.portal.working import beyond_ours_of, workings_of
from aboveboard.views.words.instants import month_text, plain_day_text
from aboveboard.views.words.numbers import DASH, NO_BREAK, duration_text, percent_text
from aboveboard.views.words.prose import count_text, list_text
from aboveboard.views.words.seconds import number_text
from aboveboard.views.words.states import fault_word


@frozen
class Year:
    """What all parts of the page are made of. `months` are the twelve complete ones, oldest first, as `names` has them;
    `real` and `provider` sum them up. The first `unmeasured` of them were over before the first record began: their
    figures are what the rules give, not what anybody saw."""

    customer: Customer
    running: Month
    now: CustomerMonth
    names: tuple[Month, ...]
    months: tuple[CustomerMonth, ...]
    real: Figure
    provider: Figure
    unmeasured: int

    @property
    def is_measured(self) -> bool:
        return self.unmeasured < len(self.names)

    @property
    def span(self) -> str:
        """ "November 2025 to October 2026"."""
        return span_text(self.names)


@frozen
class FaultPart:
    """ "25 min", "third party"."""

    key: str
    amount: str
    word: str


@frozen
class Period:
    """A row beside the running month. `path` leads to its working from the top of the portal, empty without one."""

    name: str
    path: str
    real: str
    down: str
    provider: str
    provider_down: str
    sla: str


@frozen
class Figures:
    """The running month: `down` is what `real` lost, `provider_down` what `provider` did; lines go on after them.
    `spent` are seconds by fault, for the bar, and `parts` the same in words. `is_agreed` False: nothing was yet."""

    title: str
    path: str
    is_agreed: bool
    real: str
    down: str
    real_line: str
    spent: Mapping[str, Fraction]
    parts: tuple[FaultPart, ...]
    provider: str
    provider_down: str
    provider_line: str
    periods: tuple[Period, ...]


def year_of(edition: Edition) -> Year:
    """Raises KeyError for a reader who is no customer."""
    customer = edition.register.customers[edition.reader.customer or ""]
    names = trailing_twelve(edition.as_of, edition.zone)
    running = month_at(edition.as_of, edition.zone)
    ledger = edition.ledger
    months = tuple(ledger.customer_month(customer, month) for month in names)
    return Year(
        customer,
        running,
        ledger.customer_month(customer, running),
        names,
        months,
        total(month.real for month in months),
        total(month.provider for month in months),
        sum(is_unmeasured(edition, month) for month in names),
    )


def figures_of(edition: Edition, year: Year, *, is_quiet: bool) -> Figures:
    """`is_quiet` says that nothing at all reached the customer this month."""
    now = year.now
    real, provider = now.real, now.provider
    return Figures(
        title=f"Your availability, {_days_text(local_date(edition.as_of, edition.zone))}",
        path=month_path(year.running, now),
        is_agreed=bool(real.agreed),
        real=percent_text(real.availability),
        down=duration_text(real.downtime) if real.downtime else "",
        real_line=_real_line(now, is_quiet) if has_begun(edition, year.running) else just_begun_text(year.running),
        spent={fault.value: seconds for fault, seconds in real.by_fault.items()},
        parts=tuple(_part(fault, seconds) for fault, seconds in real.by_fault.items()),
        provider=percent_text(provider.availability),
        provider_down=duration_text(provider.downtime) if provider.downtime else "",
        provider_line=_provider_line(real, beyond_ours_of(workings_of(edition, year.running))),
        periods=tuple(_periods(year)),
    )


def _periods(year: Year) -> Iterator[Period]:
    last = year.months[-1]
    name, path = month_text(year.names[-1].first_day), month_path(year.names[-1], last)
    whole = f"Twelve months, {year.span}"
    if not year.is_measured:
        yield from (_nothing(name, "not measured"), _nothing(whole, "not measured"))
        return
    since = f", measured since {month_text(year.names[year.unmeasured].first_day)}" if year.unmeasured else ""
    yield _period(name, path, last.real, last.provider, (last,), "")
    yield _period(whole, "months/index.html", year.real, year.provider, year.months, since)


def month_path(month: Month, figures: CustomerMonth) -> str:
    """The page with the working; a month in which nothing was agreed has none."""
    return f"months/{month}.html" if figures.real.agreed else ""


def just_begun_text(month: Month) -> str:
    """Of a month at its first instant: nothing is agreed up to it, whatever will be."""
    return f"{month_text(month.first_day).split()[0]} has only just begun."


def sla_text(verdicts: Iterable[Verdict]) -> str:
    """Of closed months: "2 of 4 missed, credit 5 %", "4 of 4 met"; a dash where no SLA was in force."""
    judged = [verdict for verdict in verdicts if verdict.met is not None]
    if not judged:
        return DASH
    missed = [verdict for verdict in judged if not verdict.met]
    if not missed:
        return f"{len(judged)} of {len(judged)} met"
    percents = sorted({verdict.credit_percent for verdict in missed if verdict.credit_percent})
    credit = list_text([f"{number_text(percent)}{NO_BREAK}%" for percent in percents])
    due = f", {'credit' if len(percents) == 1 else 'credits of'} {credit}" if credit else ""
    return f"{len(missed)} of {len(judged)} missed{due}"


def verdicts_of(months: Iterable[CustomerMonth]) -> tuple[Verdict, ...]:
    return tuple(verdict for month in months for service in month.services.values() for verdict in service.slas)


def _period(
    name: str, path: str, real: Figure, provider: Figure, months: Sequence[CustomerMonth], since: str
) -> Period:
    if not real.agreed:
        return _nothing(name, "nothing agreed")
    return Period(
        name=name,
        path=path,
        real=percent_text(real.availability),
        down=f"{_down_text(real)}{since}",
        provider=percent_text(provider.availability),
        provider_down=_down_text(provider),
        sla=sla_text(verdicts_of(months)),
    )


def _nothing(name: str, why: str) -> Period:
    return Period(name, "", DASH, why, DASH, "", DASH)


def _down_text(figure: Figure) -> str:
    return f"{duration_text(figure.downtime)} down" if figure.downtime else "no downtime"


def _real_line(month: CustomerMonth, is_quiet: bool) -> str:
    if not month.real.agreed:
        return "Nothing was agreed this month."
    if is_quiet:
        return "Nothing was wrong for you this month."
    if not month.real.downtime:
        return "No downtime: what was degraded counts as none."
    if len(month.services) == 1:
        return "down, whoever caused it"
    services = f"down, whoever caused it, summed over your {count_text(len(month.services), 'service')}."
    if month.disrupted == month.real.downtime:
        return services
    return f"{services} At least one of them was down for {duration_text(month.disrupted)}."


def _provider_line(real: Figure, beyond: Mapping[Fault, Fraction]) -> str:
    """What was left out, in words; together with the provider's downtime it is the real one."""
    if not real.agreed:
        return ""
    if not real.downtime:
        return "Nothing was left out."
    left = []
    parties, yours = (beyond.get(fault, Fraction(0)) for fault in (Fault.THIRD_PARTY, Fault.CUSTOMER))
    if parties:
        left.append(f"{duration_text(parties)} of third parties")
    if yours:
        left.append(f"{duration_text(yours)} of your side")
    together = sum(beyond.values(), Fraction(0)) - parties - yours
    if together:
        left.append(f"{duration_text(together)} that took a fault of others as well as ours")
    if not left:
        return "had only our own faults happened: all of it."
    return f"had only our own faults happened. Left out: {list_text(left)}."


def _part(fault: Fault, seconds: Fraction) -> FaultPart:
    word = fault_word(fault, yours=True)
    return FaultPart(fault.value, duration_text(seconds), f"{word[0].lower()}{word[1:]}")


def _days_text(today: date) -> str:
    """ "1 to 15 November"."""
    text = plain_day_text(today, today)
    return text if today.day == 1 else f"1 to {text}"
