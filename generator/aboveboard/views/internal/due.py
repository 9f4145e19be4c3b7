"""What is owed to whom, by whom and until when, as staff work it off."""

from __future__ import annotations

from aboveboard.availability.clock import local_date
from aboveboard.promises.due import due_list
from aboveboard.promises.owed import Owed
from aboveboard.views.edition import Edition
from aboveboard.views.internal.sheet import Cell, Sheet, sheet_page, table
from aboveboard.views.page import Page
from aboveboard.views.tree_paths import record_href
from aboveboard.views.words.instants import full_day_text, moment
from aboveboard.views.words.numbers import duration_text
from aboveboard.views.words.prose import count_text

DUE = "due.html"
OWED_COLUMNS = ("Due", "What", "About", "For", "By", "Record")
_AHEAD_DAYS = 30


def due_page(edition: Edition) -> Page:
    """`edition` is staff's."""
    owed = due_list(edition.register, edition.as_of, edition.as_of + _AHEAD_DAYS * 86400)
    late = sum(one.is_late(edition.as_of) for one in owed.now)
    sections = (
        table(
            "now",
            "Now",
            f"{count_text(late, 'promise')} broken so far." if late else "No promise is broken.",
            OWED_COLUMNS,
            (owed_row(edition, one) for one in owed.now),
        ),
        table(
            "next",
            f"In the next {_AHEAD_DAYS} days",
            f"{count_text(len(owed.next), 'thing')}." if owed.next else "Nothing is due.",
            OWED_COLUMNS,
            (owed_row(edition, one) for one in owed.next),
        ),
    )
    heading = f"{count_text(len(owed.now), 'thing')} owed now"
    return sheet_page(edition, DUE, "due", "Due", Sheet(heading, "", sections, "by-date"))


def owed_row(edition: Edition, owed: Owed) -> tuple[Cell, ...]:
    """As `OWED_COLUMNS` name its cells."""
    who = owed.by.person or owed.by.role
    known = edition.register.customers.get(owed.customer or "")
    return (
        Cell(_when(edition, owed), is_late=owed.is_late(edition.as_of)),
        Cell(owed.kind.word),
        Cell(owed.what if known is None else owed.what.removeprefix(f"{known.name}: ")),
        Cell("") if known is None else Cell(known.name, customer_path(known.id)),
        Cell(who),
        Cell(owed.record or owed.path.rpartition("/")[2], record_href(edition, owed.record or "")),
    )


def customer_path(id: str) -> str:
    return f"customers/{id}.html"


def _when(edition: Edition, owed: Owed) -> str:
    day = owed.day or local_date(owed.due, edition.zone)
    text = full_day_text(day) if owed.day is not None else moment(owed.due, edition.zone, edition.as_of).text
    return f"{text}, {duration_text(edition.as_of - owed.due)} late" if owed.is_late(edition.as_of) else text
