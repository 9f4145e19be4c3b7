from __future__ import annotations

import pytest

from aboveboard.promises.announcements import announced_changes, announcement_findings
from builders import PROVIDER, at, catalog, change, register_of

ID = "2026-10-03-edge"
PATH = f"content/changes/2026/{ID}.md"
NOW = "2026-11-15 12:00 UTC"
WINDOW = "window: {from: 2026-10-03 02:00 UTC, to: 2026-10-03 04:00 UTC}\n"


@pytest.mark.parametrize(
    ("announced", "known", "is_backdated"),
    [
        ("2026-09-24 09:00 UTC", "2026-09-24 23:59 UTC", False),
        ("2026-09-24 23:59 UTC", "2026-09-24 09:00 UTC", False),
        ("2026-09-24 09:00 UTC", "2026-09-25 00:00 UTC", True),
        ("2026-09-24 09:00 UTC", "2026-09-20 00:00 UTC", False),
        ("2026-09-24 09:00 UTC", None, False),
        ("2026-09-24 09:00 UTC", "2026-11-15 12:01 UTC", False),  # not known yet
    ],
)
def test_an_announcement_is_compared_with_the_day_on_which_git_knew(
    announced: str, known: str | None, is_backdated: bool
) -> None:
    register = register_of(change(ID, f"{WINDOW}announced: {announced}"))
    instants = {} if known is None else {PATH: at(known)}
    found = list(announcement_findings(register, instants, at(NOW)))
    assert [(one.path, one.steps) for one in found] == ([(PATH, ("announced",))] if is_backdated else [])


def test_a_day_is_one_of_the_provider_s_zone() -> None:
    files = change(ID, f"{WINDOW}announced: 2026-09-24 21:30 UTC")
    known = {PATH: at("2026-09-24 22:30 UTC")}
    berlin = catalog(provider=PROVIDER.replace("timezone: UTC", "timezone: Europe/Berlin"))
    assert list(announcement_findings(register_of(files), known, at(NOW))) == []
    (one,) = announcement_findings(register_of({**berlin, **files}), known, at(NOW))
    assert one.message == "2026-09-24 lies before 2026-09-25, the day on which git first knew of this change"


def test_drafts_and_what_was_never_announced_are_not_asked_about() -> None:
    files = {**change(ID, WINDOW), **change("2026-10-04-x", f"{WINDOW}announced: {NOW}\naudience: internal")}
    assert announced_changes(register_of(files)) == ()
