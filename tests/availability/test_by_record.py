"""What a path's ledger charges to each record, added up."""

from __future__ import annotations

import pytest

from aboveboard.availability.by_record import charges_by_record, clipped
from aboveboard.availability.ledger import FOREVER, Ledger
from aboveboard.records.catalog import Customer, Subscription
from builders import PROVIDER, at, register_of
from portal_scene import FILES

AS_OF = at("2026-10-20 12:00 UTC")
PARTIAL = {"content/catalog/provider.yml": PROVIDER + "weights: {outage: 1, partial: 0.5, degraded: 0.1}\n"}
LIVES = [(0, FOREVER), (at("2026-10-03 08:30 UTC"), FOREVER), (0, at("2026-10-12 10:15 UTC")), (at("2026-10-09 23:59 UTC"), at("2026-10-10 00:01 UTC"))]  # fmt: skip


def ledger_of(files: dict[str, str]) -> Ledger:
    return Ledger(register_of(FILES | files), AS_OF)


def paths(ledger: Ledger) -> list[tuple[Customer, Subscription]]:
    return [(one, subscription) for one in ledger.register.customers.values() for subscription in one.subscriptions]


@pytest.mark.parametrize("files", [{}, PARTIAL], ids=["whole", "weighed"])
@pytest.mark.parametrize("life", LIVES)
def test_records_add_up_to_the_rows_of_the_path(files: dict[str, str], life: tuple[int, int]) -> None:
    ledger = ledger_of(files)
    free = frozenset(weight for level, weight in ledger.state.weights.items() if not ledger.real.weights[level])
    for customer, subscription in paths(ledger):
        states, reals = (ledger.charges(customer, subscription, lens) for lens in (ledger.state, ledger.real))
        within = (one for one in charges_by_record(states, reals, free) if one.end > life[0] and one.start < life[1])
        found = [clipped(one, states, reals, free, life) for one in within]
        records = [one for one in found if one is not None]
        by_source: dict[str, int] = {}
        for row in reals:
            seconds = min(row.end, life[1]) - max(row.start, life[0])
            if seconds > 0:
                by_source[row.impact.source] = by_source.get(row.impact.source, 0) + seconds * row.weight
        assert {one.source: sum(weight for _, weight in one.weighed) for one in records if one.weighed} == by_source
        assert {one.source for one in records if one.worst} == {
            row.impact.source for row in states if row.end > life[0] and row.start < life[1]
        }


def test_what_weighs_nothing_is_counted_apart() -> None:
    ledger = ledger_of({})
    (beta,) = (one for one in paths(ledger) if one[0].id == "beta")
    found = {one.source: one for one in ledger.charged_records(*beta)}
    assert (found["2026-10-08-slow"].free, found["2026-10-08-slow"].weighed) == (22 * 60, ())
    weighed = {one.source: one for one in ledger_of(PARTIAL).charged_records(*beta)}
    assert weighed["2026-10-08-slow"].free == 0


def test_a_hidden_record_is_known_by_the_seconds_that_it_would_have_taken() -> None:
    ledger = ledger_of({})
    acme = next(one for one in paths(ledger) if one[1].service == "erp" and one[0].id == "acme")
    (hidden,) = (one for one in ledger.charged_records(*acme) if one.is_hidden)
    assert (hidden.source, hidden.start, hidden.end) == (
        "2026-10-12-under",
        at("2026-10-12 10:10 UTC"),
        at("2026-10-12 10:20 UTC"),
    )


def test_records_for_few_are_known_by_their_ids() -> None:
    assert ledger_of({}).for_few == {"2026-10-05-line", "2026-10-06-mailboxes", "2026-10-06-own-line"}
