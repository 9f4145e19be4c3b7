"""The quarter in figures: beside the one before and the same of last year, and each service against its SLA."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aboveboard.availability.figures import total
from aboveboard.availability.ledger import ServiceMonth
from aboveboard.availability.quarters import Quarter
from aboveboard.availability.verdicts import Verdict
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import Card, Comparison, Overview, SlaMonth, SlaRow
from aboveboard.views.portal.pack_facts import QuarterFacts, Sum
from aboveboard.views.portal.pack_words import counted_text, quarter_text, small_text, span_text
from aboveboard.views.portal.sla import MET, MISSED, NOTHING_AGREED, name_of, target_text
from aboveboard.views.words.instants import month_text, short_month_text
from aboveboard.views.words.numbers import DASH, NO_BREAK, duration_text, percent_text
from aboveboard.views.words.prose import list_text
from aboveboard.views.words.seconds import number_text

_MOST_NAMES = 3


def overview_of(edition: Edition, facts: QuarterFacts) -> Overview:
    rows = tuple(_sla_rows(edition, facts))
    return Overview(
        title=_title(facts),
        cards=_cards(facts, rows),
        comparisons=_comparisons(facts),
        sla_title=sla_title(rows, facts),
        sla_months=tuple(short_month_text(month.first_day) for month in facts.quarter.months),
        sla=rows,
        sla_note=_sla_note(rows),
    )


def sla_title(rows: Sequence[SlaRow], facts: QuarterFacts) -> str:
    """ "All four services met their SLA", "ERP Suite missed its SLA in August"."""
    judged = _judged(rows)
    missed = _missed(rows)
    if not judged:
        return "No SLA is agreed for your services" if rows else "No service was agreed"
    if not missed:
        if len(judged) == 1:
            return f"{judged[0]} met its SLA"
        return f"{'Both' if len(judged) == 2 else f'All {small_text(len(judged))}'} services met their SLA"
    names = missed_services(rows)
    if len(names) == 1:
        months = list_text([_month_name(facts, at) for at in dict.fromkeys(at for _, at, _ in missed)])
        return f"{names[0]} missed its SLA in {months}"
    if len(names) <= _MOST_NAMES:
        return f"{list_text(names)} missed their SLA"
    return f"{counted_text(len(names), 'service')} of {small_text(len(judged))} missed their SLA"


def credits_sentence(rows: Sequence[SlaRow], facts: QuarterFacts) -> str:
    """ "A credit is due: 5 % for ERP Suite in August."; empty without one."""
    due = [
        f"{verdict.credit} for {row.service} in {_month_name(facts, at)}"
        for row, at, verdict in _missed(rows)
        if verdict.credit
    ]
    if not due:
        return ""
    return f"{'A credit is' if len(due) == 1 else 'Credits are'} due: {list_text(due)}."


def missed_services(rows: Sequence[SlaRow]) -> list[str]:
    return list(dict.fromkeys(row.service for row, _, _ in _missed(rows)))


def _title(facts: QuarterFacts) -> str:
    """ "Better than Q2 2026, which had 99.701 %"."""
    real, was = facts.sum.availability, facts.before.availability if facts.before else None
    if real is None:
        return "Nothing was agreed in this quarter"
    if was is None:
        return f"{percent_text(real)} real availability"
    before = quarter_text(facts.quarter.plus(-1))
    if percent_text(was) == percent_text(real):
        return f"As in {before}: {percent_text(real)}"
    return f"{'Better' if real > was else 'Worse'} than {before}, which had {percent_text(was)}"


def _cards(facts: QuarterFacts, rows: Sequence[SlaRow]) -> tuple[Card, ...]:
    return (
        Card(
            "Real: what you experienced",
            percent_text(facts.sum.availability),
            duration_text(facts.sum.downtime),
            "down, whoever caused it",
        ),
        Card(
            "Our part of it",
            percent_text(facts.sum.our_availability),
            duration_text(facts.sum.our_downtime),
            "had only our own faults happened",
        ),
        _sla_card(rows, facts),
    )


def _sla_card(rows: Sequence[SlaRow], facts: QuarterFacts) -> Card:
    verdicts = [one for row in rows for month in row.months for one in month if one.state is not NOTHING_AGREED]
    missed = _missed(rows)
    if not verdicts:
        return Card("SLA", DASH, "", "no SLA was in force")
    met = f"{len(verdicts) - len(missed)} of {len(verdicts)}"
    if not missed:
        return Card("SLA", "All met", met, "verdicts are Met, one for each service and month")
    return Card("SLA", f"{len(missed)} missed", met, f"verdicts are Met. {credits_sentence(rows, facts)}".strip())


def _comparisons(facts: QuarterFacts) -> tuple[Comparison, ...]:
    quarter = facts.quarter
    return (
        _comparison(quarter, facts.sum),
        _comparison(quarter.plus(-1), facts.before),
        _comparison(quarter.plus(-4), facts.year_before),
    )


def _comparison(quarter: Quarter, sums: Sum | None) -> Comparison:
    name, months = quarter_text(quarter), span_text(quarter.months)
    if sums is None or sums.availability is None:
        return Comparison(name, months, *(DASH,) * 5, note="nothing agreed" if sums else "not measured")
    return Comparison(
        quarter=name,
        months=months,
        real=percent_text(sums.availability),
        provider=percent_text(sums.our_availability),
        downtime=duration_text(sums.downtime),
        our_downtime=duration_text(sums.our_downtime),
        disruptions=str(sums.reached),
        note="",
    )


def _sla_rows(edition: Edition, facts: QuarterFacts) -> Iterator[SlaRow]:
    """By the names of services; a service with two SLAs one after the other has a row for each."""
    services = {service for month in facts.months for service in month.services}
    for service in sorted(services, key=lambda id: (service_name(edition, id).casefold(), id)):
        lived = [month.services.get(service) for month in facts.months]
        real = total(month.real for month in lived if month is not None)
        provider = total(month.provider for month in lived if month is not None)
        figures = service_name(edition, service), percent_text(real.availability), percent_text(provider.availability)
        slas = dict.fromkeys(verdict.sla.id for month in lived if month is not None for verdict in month.slas)
        for id in slas:
            months = tuple(_verdicts(month, id) for month in lived)
            sla = next(verdict.sla for month in lived if month for verdict in month.slas if verdict.sla.id == id)
            yield SlaRow(*figures, name_of(sla), target_text(sla), months)
        if not slas:
            yield SlaRow(*figures, "no SLA", "", ((),) * len(lived))


def service_name(edition: Edition, id: str) -> str:
    """A service that is in no catalog keeps the id by which the customer's own record names it."""
    service = edition.register.services.get(id)
    return id if service is None else service.name


def _verdicts(month: ServiceMonth | None, sla: str) -> tuple[SlaMonth, ...]:
    return tuple(_sla_month(verdict) for verdict in (month.slas if month else ()) if verdict.sla.id == sla)


def _sla_month(verdict: Verdict) -> SlaMonth:
    if verdict.met is None:
        return SlaMonth(NOTHING_AGREED, DASH, DASH, "")
    credit = f"{number_text(verdict.credit_percent)}{NO_BREAK}%" if verdict.credit_percent else ""
    return SlaMonth(
        MET if verdict.met else MISSED,
        percent_text(verdict.figure.availability),
        duration_text(verdict.figure.downtime),
        credit,
    )


def _judged(rows: Sequence[SlaRow]) -> list[str]:
    """The services of which at least one month was judged."""
    return list(
        dict.fromkeys(
            row.service for row in rows for month in row.months for one in month if one.state is not NOTHING_AGREED
        )
    )


def _missed(rows: Sequence[SlaRow]) -> list[tuple[SlaRow, int, SlaMonth]]:
    """The missed verdicts with the place of their month."""
    return [
        (row, at, one) for row in rows for at, month in enumerate(row.months) for one in month if one.state is MISSED
    ]


def _month_name(facts: QuarterFacts, at: int) -> str:
    return month_text(facts.quarter.months[at].first_day).split()[0]


def _sla_note(rows: Sequence[SlaRow]) -> str:
    if not any(row.target for row in rows):
        return ""
    return (
        "An SLA counts the faults, the hours and the planned work that its contract names, month by month, "
        "so its figures are others than the real ones."
    )
