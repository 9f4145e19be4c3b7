from __future__ import annotations

import pytest

from aboveboard.promises.due import by_debtor, due_list
from aboveboard.promises.roles import Debtor, everybody, first_contact
from aboveboard.records.catalog import Provider
from aboveboard.records.register import Register
from builders import at, change, customer, incident, register_of, rfo

NOW = at("2026-11-16 12:00 UTC")
WEEK = NOW + 7 * 86400


def action(due: str) -> Register:
    files = incident("2026-10-01-x", "urgency: P4\nstarted: 2026-10-01 08:00 UTC\nresolved: 2026-10-01 09:00 UTC")
    matter = f"status: draft\nactions: [{{id: A1, what: It, kind: prevent, owner: Operations, due: {due}}}]"
    return register_of({**files, **rfo("2026-10-01-x", matter)})


@pytest.mark.parametrize(
    ("due", "now", "next"),
    [
        ("2026-11-15", 1, 0),
        ("2026-11-16", 1, 0),
        ("2026-11-17", 0, 1),
        ("2026-11-22", 0, 1),
        ("2026-11-23", 0, 0),
    ],
)
def test_now_is_what_is_late_or_due_today_and_next_ends(due: str, now: int, next: int) -> None:
    owed = due_list(action(due), NOW, WEEK)
    assert (len(owed.now), len(owed.next)) == (now, next)


def test_today_is_told_whole_however_near_the_end() -> None:
    assert len(due_list(action("2026-11-16"), NOW, NOW + 60).now) == 1


def test_what_somebody_waits_for_comes_before_what_is_late_the_longest() -> None:
    files = {
        **incident("2026-11-16-open", "started: 2026-11-16 11:50 UTC"),
        **change("2026-10-02-old", "window: {from: 2026-10-02 01:00 UTC, to: 2026-10-02 03:00 UTC}"),
        **change("2026-11-16-now", "window: {from: 2026-11-16 11:00 UTC, to: 2026-11-16 13:00 UTC}"),
    }
    owed = due_list(register_of(files), NOW, WEEK)
    assert [one.record for one in owed.now] == ["2026-11-16-now", "2026-11-16-open", "2026-10-02-old"]


def test_each_debtor_stands_once_in_the_order_of_the_most_urgent_debt() -> None:
    duty = 'contact: {role: Duty engineer, phone: "+49 30 555 0102"}'
    files = {
        **incident("2026-11-16-b", "started: 2026-11-16 11:50 UTC"),
        **incident("2026-11-16-a", f"started: 2026-11-16 11:52 UTC\n{duty}"),
        **incident("2026-11-16-c", "started: 2026-11-16 11:54 UTC"),
    }
    groups = by_debtor(due_list(register_of(files), NOW, WEEK).now)
    assert [(str(debtor), len(owed)) for debtor, owed in groups] == [("Network operations", 2), ("Duty engineer", 1)]


def test_everybody_has_the_roles_that_records_name() -> None:
    register = register_of(customer("acme", "name: Acme\naccount_manager: {name: Mara Lindqvist}"))
    assert everybody(register) == (Debtor("Account manager", "Mara Lindqvist"), Debtor("Network operations"))


def test_where_nobody_is_named_it_is_whoever_is_on_duty() -> None:
    assert str(first_contact(Provider(name="N", url="https://a.example/"))) == "On duty"


def test_a_customer_s_today_is_today_even_where_it_ends_after_the_provider_s() -> None:
    zone = "timezone: America/New_York\n"
    files = customer("acme", f"name: Acme\n{zone}meetings: [{{what: Call, every: day}}]")
    owed = due_list(register_of(files), NOW, WEEK)
    assert [str(one.day) for one in owed.now] == ["2026-11-16"]
