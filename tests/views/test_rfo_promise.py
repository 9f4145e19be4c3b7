from __future__ import annotations

import pytest

from aboveboard.promises.rfo_dues import rfo_dues
from aboveboard.records.catalog import Provider
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.views.audience import PUBLIC, register_for
from aboveboard.views.edition import edition_for
from aboveboard.views.rfo_promise import RfoPromise, promise_of, rfo_promise
from aboveboard.views.rfos import RfosView, rfos_page
from builders import at, incident, register_of, rfo

ID = "2026-10-01-x"


def _register(matter: str, report: str = "") -> Register:
    files = incident(ID, f"started: 2026-10-01 08:00 UTC\n{matter}")
    return register_of(files | (rfo(ID, report) if report else {}))


def _promise(register: Register, as_of: str) -> RfoPromise | None:
    return rfo_promise(register.incidents[ID], register, at(as_of))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_while_it_is_open_the_promise_counts_from_the_end() -> None:
    promise = _promise(_register("urgency: P1"), "2026-10-01 09:00 UTC")
    assert promise is not None
    assert (promise.line, promise.detail) == ("within 2 business days", "of the end; final within 5")
    promise = _promise(_register("urgency: P2"), "2026-10-01 09:00 UTC")
    assert promise is not None
    assert (promise.line, promise.detail) == ("within 10 business days", "of the end")


def test_nothing_is_said_where_nothing_was_promised() -> None:
    assert _promise(_register("urgency: P4"), "2026-10-01 09:00 UTC") is None
    assert _promise(_register("urgency: P4\nresolved: 2026-10-01 09:00 UTC"), "2026-10-02 09:00 UTC") is None


def test_business_days_leave_out_the_week_end_and_the_holidays() -> None:
    """1 October 2026 is a Thursday; Saturday the 3rd is a holiday as well."""
    register = _register("urgency: P1\nresolved: 2026-10-01 09:00 UTC")
    dues = rfo_dues(register.incidents[ID], register.provider)
    assert (str(dues.preliminary), str(dues.final)) == ("2026-10-05", "2026-10-08")


@pytest.mark.parametrize(("as_of", "line", "is_late"), [
    ("2026-10-05 21:59 UTC", "by Mon 5 Oct", False),
    ("2026-10-05 22:01 UTC", "late since Tue 6 Oct", True),
])  # fmt: skip
def test_a_promised_day_lasts_until_its_midnight_where_the_provider_works(as_of: str, line: str, is_late: bool) -> None:
    promise = _promise(_register("urgency: P1\nresolved: 2026-10-01 09:00 UTC"), as_of)
    assert promise is not None
    assert (plain(promise.line), promise.is_late) == (line, is_late)
    assert promise.due == at("2026-10-05 22:00 UTC")
    assert plain(promise.late_line) == "late since Tue 6 Oct"
    assert plain(promise.detail) == "final by Thu 8 Oct"


def test_a_preliminary_report_still_owes_the_final_one() -> None:
    register = _register(
        "urgency: P1\nresolved: 2026-10-01 09:00 UTC", "status: preliminary\npreliminary_on: 2026-10-05"
    )
    promise = _promise(register, "2026-10-06 09:00 UTC")
    assert promise is not None
    assert (promise.line, plain(promise.detail), promise.href) == (
        "Preliminary RFO",
        "final by Thu 8 Oct",
        f"rfo/{ID}.html",
    )
    promise = _promise(register, "2026-10-10 09:00 UTC")
    assert promise is not None
    assert (plain(promise.detail), promise.is_late) == ("final late since Fri 9 Oct", True)


def test_a_final_report_is_dated_and_owes_nothing() -> None:
    report = "status: final\nfinal_on: 2026-10-07\nroot_cause: x\nsummary: It broke.\nactions: []"
    promise = _promise(_register("urgency: P1\nresolved: 2026-10-01 09:00 UTC", report), "2027-01-01 09:00 UTC")
    assert promise is not None
    assert (promise.line, plain(promise.detail), promise.due, promise.is_late) == (
        "Final RFO",
        "7 October 2026",
        None,
        False,
    )


def test_a_report_for_those_affected_is_late_for_nobody() -> None:
    """The public was promised one, too; it is told who has it, and not what it says."""
    ended = "urgency: P1\nresolved: 2026-10-01 09:00 UTC"
    given = _register(ended, "status: preliminary\naudience: affected\nsummary: A fuse blew in the second row.\n")
    draft = _register(ended, "status: draft\naudience: affected\nsummary: A fuse blew in the second row.\n")
    public, of_draft = register_for(PUBLIC, given), register_for(PUBLIC, draft)
    assert not public.rfos
    promise = _promise(public, "2026-10-20 09:00 UTC")
    assert promise == RfoPromise("for those affected", "", "", None, "", False)
    late = _promise(of_draft, "2026-10-20 09:00 UTC")
    assert late is not None
    assert late.is_late
    edition = edition_for(PUBLIC, given, at("2026-10-20 09:00 UTC"))
    page = rfos_page(edition).view
    assert isinstance(page, RfosView)
    assert not page.owed


def test_without_business_days_the_provider_s_own_zone_counts() -> None:
    provider = Provider.model_validate(
        {"name": "N", "url": "https://a.example/", "timezone": "Asia/Tokyo", "urgency": {"P1": {"rfo_final": "1bd"}}}
    )
    record: Incident = _register("urgency: P1\nresolved: 2026-10-01 16:00 UTC").incidents[ID]
    promise = rfo_promise(record, Register(provider), at("2026-10-01 17:00 UTC"))
    assert promise is not None
    assert plain(promise.line) == "by Mon 5 Oct"


@pytest.mark.parametrize("report", ["", "status: preliminary\npreliminary_on: 2026-10-02"])
def test_who_asks_again_for_an_edition_gets_the_same_promise(report: str) -> None:
    edition = edition_for(
        PUBLIC, _register("resolved: 2026-10-01 09:00 UTC\nurgency: P1", report), at("2026-10-02 08:00 UTC")
    )
    incident = edition.register.incidents[ID]
    promise = promise_of(edition, incident)
    assert promise is not None
    assert promise == rfo_promise(incident, edition.register, edition.as_of)
    assert promise_of(edition, incident) is promise
