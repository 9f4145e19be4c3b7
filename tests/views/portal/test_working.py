"""The working of drawn cases: rows add up to the ledger's figures, and no second is left out without a clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings

from aboveboard.availability.charges import Charge
from aboveboard.availability.intervals import intersection, seconds_of
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.lenses import Lens
from aboveboard.availability.months import Month, month_of
from aboveboard.records.catalog import Customer
from aboveboard.records.values import instant_of
from aboveboard.records.vocabulary import Fault
from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.portal.excluded import Clause, Comparison
from aboveboard.views.portal.working import Working, disrupted_seconds, workings_of
from case_files import register_of_case
from strategies import Drawn, cases

LAW = settings(max_examples=60)
TICK = 900


def workings(drawn: Drawn) -> Iterator[tuple[Edition, Customer, Month, tuple[Working, ...]]]:
    register = register_of_case(drawn["case"])
    for customer in register.customers.values():
        edition = edition_for(Reader(customer.id), register, instant_of(drawn["case"]["as_of"]))
        for month in map(month_of, drawn["months"]):
            yield edition, customer, month, workings_of(edition, month)


@settings(max_examples=5)
@given(cases())
def test_a_month_is_worked_out_once_for_all_who_ask(drawn: Drawn) -> None:
    for edition, _, month, found in workings(drawn):
        assert workings_of(edition, month) is found


@LAW
@given(cases(oddities=True))
def test_rows_add_up_to_each_figure_of_the_ledger_and_to_its_faults(drawn: Drawn) -> None:
    for edition, customer, month, found in workings(drawn):
        expected = edition.ledger.customer_month(customer, month)
        verdicts = [one.sla for one in found if one.sla]
        assert verdicts == [verdict for service in expected.services.values() for verdict in service.slas]
        for one in found:
            figures = (one.real, one.provider, *([one.sla.figure] if one.sla else []))
            for at, figure in enumerate(figures):
                sums: dict[Fault, Fraction] = {}
                for row in one.rows:
                    if (cost := row.costs[at]) is not None:
                        sums[row.impact.fault] = sums.get(row.impact.fault, Fraction(0)) + cost.downtime
                assert sums == dict(figure.by_fault)
        for service, figures_of_service in expected.services.items():
            ours = [one for one in found if one.subscription.service == service]
            assert sum(one.real.downtime for one in ours) == figures_of_service.real.downtime
            assert sum(one.provider.downtime for one in ours) == figures_of_service.provider.downtime
        assert disrupted_seconds(found) == expected.disrupted


@LAW
@given(cases(oddities=True))
def test_rows_that_one_lens_takes_do_not_overlap(drawn: Drawn) -> None:
    for _, _, _, found in workings(drawn):
        for one in found:
            for at in range(len(one.rows[0].costs) if one.rows else 0):
                spans = [(row.start, row.end) for row in one.rows if row.costs[at] is not None]
                assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@LAW
@given(cases(oddities=True))
def test_each_second_charged_as_real_is_counted_or_left_out_by_one_clause(drawn: Drawn) -> None:
    for _, _, _, found in workings(drawn):
        for one in found:
            if one.by_sla is not None:
                assert balances(one, one.by_sla, 2)


def balances(one: Working, comparison: Comparison, at: int) -> bool:
    real = sum(cost.seconds for row in one.rows if (cost := row.costs[0]) is not None)
    counted = sum(cost.seconds for row in one.rows if (cost := row.costs[at]) is not None)
    left_out = sum(part.seconds for part in comparison.left_out)
    return (
        comparison.charged_as_real == real == comparison.counted_by_both + left_out
        and counted == comparison.counted_by_both + comparison.counted_beyond_real
        and all(0 < part.seconds <= part.end - part.start for part in comparison.left_out)
    )


@LAW
@given(cases(oddities=True))
def test_a_clause_is_named_for_the_seconds_in_which_it_holds(drawn: Drawn) -> None:
    """Against a tick by tick account, which asks the ledger of each tick alone."""
    for edition, customer, _, found in workings(drawn):
        ledger = edition.ledger
        for one in found:
            lens = ledger.sla_lens(one.subscription)
            if lens is None or one.by_sla is None:
                continue
            told: Counter[Clause] = Counter()
            for part in one.by_sla.left_out:
                told[part.clause] += part.seconds
            assert told == ticked(ledger, customer, one, lens)


@LAW
@given(cases(oddities=True))
def test_what_our_part_leaves_out_is_what_it_lacks_of_the_real_downtime(drawn: Drawn) -> None:
    """Against a tick by tick account, which asks the ledger of each tick alone."""
    for edition, customer, _, found in workings(drawn):
        for one in found:
            assert sum(one.beyond_ours.values()) == one.real.downtime - one.provider.downtime
            assert one.beyond_ours == lacking(edition.ledger, customer, one)


def lacking(ledger: Ledger, customer: Customer, one: Working) -> dict[Fault, Fraction]:
    provider = ledger.charges(customer, one.subscription, ledger.provider)
    found: dict[Fault, Fraction] = {}
    for charge in ledger.charges(customer, one.subscription, ledger.real):
        for tick in range(max(charge.start, one.alive[0]), min(charge.end, one.alive[1]), TICK):
            ours = sum(one.weight for one in provider if one.start <= tick < one.end)
            lack = Fraction(charge.weight, ledger.real.scale) - Fraction(ours, ledger.provider.scale)
            if lack:
                fault = charge.impact.fault
                found[fault] = found.get(fault, Fraction(0)) + lack * TICK
    return found


def ticked(ledger: Ledger, customer: Customer, one: Working, lens: Lens) -> Counter[Clause]:
    reals = ledger.charges(customer, one.subscription, ledger.real)
    others = ledger.charges(customer, one.subscription, lens)
    agreed = ledger.agreed(customer, one.subscription, one.alive, lens)
    found: Counter[Clause] = Counter()
    for charge in reals:
        for tick in range(max(charge.start, one.alive[0]), min(charge.end, one.alive[1]), TICK):
            is_in_hours = bool(seconds_of(intersection(((tick, tick + TICK),), agreed)))
            if is_in_hours and at(others, tick):
                continue
            impact = charge.impact
            if impact.fault not in lens.faults:
                found[Clause.COUNTS] += TICK
            elif lens.weights[impact.level] == 0:
                found[Clause.LEVELS] += TICK
            elif not lens.weight(impact):
                found[Clause.NOTICE] += TICK
            else:
                found[Clause.SPARE if is_in_hours else Clause.HOURS] += TICK
    return found


def at(charges: tuple[Charge, ...], instant: int) -> bool:
    return any(charge.start <= instant < charge.end for charge in charges)
