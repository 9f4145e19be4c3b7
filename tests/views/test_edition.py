"""As-of of an edition: no record moves it for those who must not know of that record."""

from __future__ import annotations

from aboveboard.views.audience import PUBLIC, STAFF
from aboveboard.views.edition import edition_at
from builders import at, catalog, incident, register_of

NOW = "2026-11-15 13:37 UTC"
BEGUN = "started: 2026-11-15 13:20 UTC\naudience: internal\n"


def test_a_record_moves_the_as_of_of_those_who_read_it() -> None:
    register = register_of(catalog("erp: {name: ERP}", "") | incident("2026-11-15-dark", BEGUN))
    assert edition_at(STAFF, register, at(NOW), is_fixed=False).as_of == at("2026-11-15 13:20 UTC")
    assert edition_at(PUBLIC, register, at(NOW), is_fixed=False).as_of == at("2026-11-15 13:00 UTC")


def test_a_fixed_as_of_is_now_itself() -> None:
    register = register_of(catalog("erp: {name: ERP}", "") | incident("2026-11-15-dark", BEGUN))
    assert edition_at(PUBLIC, register, at(NOW), is_fixed=True).as_of == at(NOW)
