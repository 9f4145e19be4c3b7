"""Rules of the specification that no vector tells apart, each worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from aboveboard.availability.figures import figure_of
from aboveboard.availability.ledger import Ledger
from aboveboard.availability.lenses import level_of, state_lens
from aboveboard.availability.months import Month
from aboveboard.availability.verdicts import allowance_seconds
from aboveboard.records.vocabulary import Fault, Level
from builders import at, catalog, change, customer, incident, register_of

AS_OF = at("2026-11-15 12:00 UTC")
OCTOBER = Month(2026, 10)
COMPONENTS = "\n".join(f"{id}: {{name: {id}, owner: infrastructure}}" for id in ("a", "b", "c", "d"))
OUTAGE = "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\nimpacts:\n"
RESOLVED = "## Resolved · 2026-10-01 01:00 UTC\nIt works."


def ledger(
    requires: str, *records: dict[str, str], components: str = COMPONENTS, slas: str = "", people: str = ""
) -> Ledger:
    files = catalog(f"erp: {{name: ERP, requires: {requires}}}", components, slas)
    for record in records:
        files |= record
    if people:
        files |= customer("acme", people)
    return Ledger(register_of(files), AS_OF)


def down(*nodes: str) -> dict[str, str]:
    return incident(
        "2026-10-01-x", OUTAGE + "".join(f"  - {{on: {node}, level: outage}}\n" for node in nodes), RESOLVED
    )


def downtime(made: Ledger) -> int:
    return int(made.node_figure("erp", OCTOBER, made.real).downtime)


def test_three_of_four_hold_one_failure_and_break_with_two() -> None:
    group = "[{at_least: 3, of: [a, b, c, d]}]"
    assert downtime(ledger(group, down("a"))) == 0
    assert downtime(ledger(group, down("a", "b"))) == 3600


def test_seconds_in_which_the_spare_part_held_are_nobodys() -> None:
    both_fail_twice = (
        "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\nimpacts:\n"
        "  - {on: a, level: outage}\n"
        "  - {on: b, level: outage, to: 2026-10-01 00:10 UTC}\n"
        "  - {on: b, level: outage, from: 2026-10-01 00:50 UTC}\n"
    )
    made = ledger("[{any: [a, b]}]", incident("2026-10-01-x", both_fail_twice, RESOLVED))
    rows = made.public_charges("erp", made.real)
    assert [(row.end - row.start, row.impact.node) for row in rows] == [(600, "a"), (600, "a")]
    assert downtime(made) == 1200


def test_groups_nest() -> None:
    assert downtime(ledger("[{any: [{all: [a, b]}, {all: [c, d]}]}]", down("a", "b"))) == 0
    assert downtime(ledger("[{any: [{all: [a, b]}, {all: [c, d]}]}]", down("a", "d"))) == 3600


def test_a_cycle_neither_hangs_nor_hides_an_outage() -> None:
    components = "a: {name: A, owner: software, requires: [b]}\nb: {name: B, owner: software, requires: [a]}"
    assert downtime(ledger("[a]", down("b"), components=components)) == 3600


def test_a_missing_spare_part_is_not_a_healthy_one() -> None:
    from aboveboard.records.requires import Group

    made = ledger("[{any: [a, ghost]}]", down("a"))
    assert downtime(made) == 3600
    assert made.path("erp").reach == {"erp", "a"}
    assert ledger("[{all: [a, ghost]}, {any: [ghost]}, b]").path("erp").reach == {"erp", "a", "b"}
    assert ledger("[{at_least: 2, of: [a, b, ghost]}]", down("a")).path("erp").reach == {"erp", "a", "b"}
    assert downtime(ledger("[{all: [a, b, ghost]}]", down("a"))) == 3600
    assert Group(1, ("a",)) == Group(1, ("a",))


def test_an_earlier_shape_counts_until_its_midnight() -> None:
    components = "a: {name: A, owner: software}\nb: {name: B, owner: software}"
    files = catalog(
        "erp: {name: ERP, requires: [b], was: [{until: 2026-10-02, requires: [a]}, {until: 2026-09-01, requires: []}]}",
        components,
    )
    long = "started: 2026-10-01 23:00 UTC\nresolved: 2026-10-02 01:00 UTC\nimpacts: [{on: a, level: outage}]"
    files |= incident("2026-10-01-x", long, "## Resolved · 2026-10-02 01:00 UTC\nIt works.")
    assert downtime(Ledger(register_of(files), AS_OF)) == 3600


def test_a_planned_change_takes_its_fault_from_the_owner_of_its_node() -> None:
    matter = "window: {from: 2026-10-01 00:00 UTC, to: 2026-10-01 01:00 UTC}\noutcome: succeeded\nimpacts: [{on: c, level: outage}, {on: erp, level: outage, from: 2026-10-01 02:00 UTC, to: 2026-10-01 03:00 UTC}]"
    components = COMPONENTS.replace("c: {name: c, owner: infrastructure}", "c: {name: c, owner: third-party}")
    figure = (made := ledger("[c]", change("2026-10-01-w", matter), components=components)).node_figure(
        "erp", OCTOBER, made.real
    )
    assert figure.by_fault == {Fault.SOFTWARE: 3600, Fault.THIRD_PARTY: 3600}
    assert figure.planned == 3600


def test_notice_in_business_days_spares_what_was_announced_in_time() -> None:
    slas = "gold: {target: 99.9, counts: [infrastructure, software], notice: 3bd}"
    people = "name: Acme\nsubscriptions: [{service: erp, since: 2025-01-01, sla: gold}]"
    window = "window: {from: 2026-10-07 10:00 UTC, to: 2026-10-07 11:00 UTC}\noutcome: succeeded\nimpacts: [{on: a, level: outage}]\n"
    for announced, counted in (("2026-10-02 10:00 UTC", 0), ("2026-10-02 10:01 UTC", 3600)):
        made = ledger("[a]", change("2026-10-07-w", f"{window}announced: {announced}"), slas=slas, people=people)
        month = made.customer_month(made.register.customers["acme"], OCTOBER)
        assert month.services["erp"].slas[0].figure.downtime == counted
        assert month.real.downtime == 3600


def test_a_subscription_to_nothing_known_is_never_down() -> None:
    people = "name: Acme\nsubscriptions: [{service: ghost, since: 2025-01-01, sla: none, via: [phantom]}]"
    made = ledger("[a]", down("a"), people=people)
    month = made.customer_month(made.register.customers["acme"], OCTOBER)
    assert month.real.downtime == 0
    assert month.services["ghost"].slas == ()


def test_a_month_that_lies_ahead_has_nothing_agreed() -> None:
    made = ledger("[a]", down("a"))
    figure = made.node_figure("erp", Month(2027, 1), made.real)
    assert (figure.agreed, figure.availability) == (0, None)


def test_the_state_lens_tells_levels_apart() -> None:
    lens = state_lens()
    assert [level_of(lens.weights[level]) for level in Level] == list(Level)
    made = ledger("[a]", incident("2026-10-01-x", OUTAGE + "  - {on: a, level: degraded}", RESOLVED))
    assert [level_of(charge.weight) for charge in made.public_charges("erp", made.state)] == [Level.DEGRADED]
    assert downtime(made) == 0


def test_fractional_weights_make_exact_fractions_of_seconds() -> None:
    provider = "name: A\nurl: https://a.example/\nweights: {outage: 1, partial: 0.333, degraded: 0.1}\n"
    files = catalog("erp: {name: ERP, requires: [a]}", COMPONENTS, provider=provider)
    files |= incident(
        "2026-10-01-x",
        "started: 2026-10-01 00:00:00 UTC\nresolved: 2026-10-01 00:00:01 UTC\nimpacts: [{on: a, level: partial}]",
        "## Resolved · 2026-10-01 00:00:01 UTC\nIt works.",
    )
    made = Ledger(register_of(files), AS_OF)
    figure = made.node_figure("erp", OCTOBER, made.real)
    assert figure.downtime == Fraction(333, 1000)
    assert figure_of((), (), 1).availability is None


def test_only_agreed_seconds_of_a_disruption_count() -> None:
    made = ledger("[a]", down("a"))
    midnight = at("2026-10-01 00:00 UTC")
    windows = ((midnight - 60, midnight + 60), (midnight + 3540, midnight + 9000))
    assert figure_of(made.public_charges("erp", made.real), windows, 1).downtime == 120


def test_an_allowance_is_exact() -> None:
    sla = register_of(catalog(slas="gold: {target: 99.95, counts: [software]}")).slas["gold"]
    assert allowance_seconds(sla, 31 * 86400) == Fraction("1339.2")


def test_a_register_without_impacts_has_no_first_one() -> None:
    assert ledger("[a]").first_impact is None
    assert ledger("[a]", down("a")).first_impact == at("2026-10-01 00:00 UTC")
