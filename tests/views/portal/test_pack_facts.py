"""Drawn cases: what is charged to the records of a quarter is the quarter's downtime, fault by fault, to the fraction."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from aboveboard.availability.figures import total
from aboveboard.availability.months import month_of
from aboveboard.availability.quarters import Quarter
from aboveboard.records.values import instant_of
from aboveboard.records.vocabulary import Fault
from aboveboard.views.audience import Reader
from aboveboard.views.edition import edition_for
from aboveboard.views.portal.pack_facts import quarter_facts
from case_files import register_of_case
from strategies import Drawn, cases


@settings(max_examples=60)
@given(cases(oddities=True))
def test_the_records_of_a_quarter_add_up_to_its_downtime(drawn: Drawn) -> None:
    register = register_of_case(drawn["case"])
    months = [month_of(text) for text in drawn["months"]]
    for customer in register.customers.values():
        edition = edition_for(Reader(customer.id), register, instant_of(drawn["case"]["as_of"]))
        for quarter in sorted({Quarter(month.year, (month.number + 2) // 3) for month in months}):
            facts = quarter_facts(edition, quarter)
            expected = total(edition.ledger.customer_month(customer, month).real for month in quarter.months)
            spent: dict[Fault, Fraction] = {}
            for one in facts.reached:
                assert one.spans
                assert facts.period[0] <= one.start < one.spans[-1][1] <= facts.period[1]
                for fault, seconds in one.by_fault.items():
                    spent[fault] = spent.get(fault, Fraction(0)) + seconds
            assert spent == dict(expected.by_fault) == dict(facts.sum.real.by_fault)
            assert facts.sum.reached == len(facts.reached)
