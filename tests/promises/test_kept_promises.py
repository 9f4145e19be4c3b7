from __future__ import annotations

import pytest

from aboveboard.promises.kept_promises import KeptPromises, kept_promises
from builders import at, catalog, edition_of, incident

NOW = "2026-10-03 12:00 UTC"


def kept(body: str, matter: str = "", *, urgency: str = "P1", as_of: str = NOW) -> KeptPromises:
    """Of an incident that began at 08:00, where P1 promises a first word in 15 min and the next ones every 30 min."""
    files = incident("2026-10-03-x", f"urgency: {urgency}\nstarted: 2026-10-03 08:00 UTC\n{matter}", spoken(body))
    edition = edition_of({**catalog(), **files}, as_of)
    return kept_promises(edition.register.incidents["2026-10-03-x"], edition.register.provider, edition.as_of)


def spoken(times: str) -> str:
    """An update for each of `Investigating 08:10, Resolved 09:00`."""
    said = (one.strip().rsplit(" ", 1) for one in times.split(",") if one.strip())
    return "\n\n".join(f"## {status} · 2026-10-03 {time} UTC\n\nWords." for status, time in said)


RESOLVED = "resolved: 2026-10-03 09:00 UTC"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("Investigating 08:15, Identified 08:45, Resolved 09:00", (3, 3)),  # to the minute is in time
        ("Investigating 08:16, Identified 08:40, Resolved 09:00", (2, 3)),  # the first word came late
        ("Investigating 08:10, Resolved 09:00", (1, 2)),  # a silence of 50 min
        ("Investigating 08:10, Update 08:35, Resolved 09:30", (2, 3)),  # the end was told late
        ("Investigating 08:10, Update 08:40, Resolved 09:00, Update 12:00, Postmortem 13:00", (3, 3)),
    ],
)
def test_each_update_until_the_end_promises_the_next(times: str, expected: tuple[int, int]) -> None:
    result = kept(times, RESOLVED, as_of="2026-10-04 12:00 UTC")
    assert (result.kept, result.made) == expected
    assert result.next_due is None


def test_an_end_without_words_breaks_what_was_due_before_it() -> None:
    edition = kept_without_a_last_word("2026-10-03 09:00 UTC")
    assert (edition.kept, edition.made) == (1, 2)


def test_an_end_before_the_next_word_was_due_breaks_nothing() -> None:
    edition = kept_without_a_last_word("2026-10-03 08:30 UTC")
    assert (edition.kept, edition.made) == (1, 1)


def kept_without_a_last_word(resolved: str) -> KeptPromises:
    """A record that says when it ended, and whose last update came before that."""
    files = incident("2026-10-03-x", "started: 2026-10-03 08:00 UTC", spoken("Investigating 08:10"))
    edition = edition_of({**catalog(), **files}, NOW)
    known = edition.register.incidents["2026-10-03-x"].model_copy(update={"resolved": at(resolved)})
    return kept_promises(known, edition.register.provider, edition.as_of)


def test_an_incident_about_which_nothing_was_said_kept_nothing() -> None:
    known = kept("", as_of="2026-10-03 08:30 UTC")
    assert (known.kept, known.made, known.first_word_seconds) == (0, 1, None)
    assert (known.next_due, known.is_late) == (at("2026-10-03 08:15 UTC"), True)


def test_what_is_not_due_yet_is_neither_kept_nor_broken() -> None:
    known = kept("Investigating 08:10", as_of="2026-10-03 08:20 UTC")
    assert (known.kept, known.made) == (1, 1)
    assert (known.next_due, known.is_late) == (at("2026-10-03 08:40 UTC"), False)


def test_silence_beyond_the_promise_is_late() -> None:
    known = kept("Investigating 08:10", as_of="2026-10-03 08:41 UTC")
    assert (known.kept, known.made, known.is_late) == (1, 2, True)


def test_a_named_next_update_takes_the_place_of_the_rhythm() -> None:
    known = kept("Investigating 08:10", "next_update: 2026-10-03 09:30 UTC", as_of="2026-10-03 09:00 UTC")
    assert (known.next_due, known.is_late) == (at("2026-10-03 09:30 UTC"), False)


def test_the_first_word_counts_from_the_start() -> None:
    known = kept("Investigating 08:21, Resolved 09:00", RESOLVED)
    assert known.first_word_seconds == 21 * 60


def test_an_urgency_that_promises_nothing_can_break_nothing() -> None:
    known = kept("Investigating 10:10, Resolved 11:00", "resolved: 2026-10-03 11:00 UTC", urgency="P4")
    assert (known.kept, known.made, known.next_due) == (0, 0, None)
