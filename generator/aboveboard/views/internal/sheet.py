"""The one shape of an internal page: sections, each a finding and a table. Dense, for people who come every day."""

from __future__ import annotations

from collections.abc import Iterable

from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.page_notes import as_of_note, zone_note
from aboveboard.views.words.states import State


@frozen
class Cell:
    """`href` counts from the top of the tree or is absolute; `state` is shown as a mark before the text."""

    text: str
    href: str = ""
    state: State | None = None
    is_number: bool = False
    is_late: bool = False


@frozen
class Column:
    title: str
    is_number: bool = False


@frozen
class Section:
    """`finding` answers the title's question in one sentence. Without rows the table is left out."""

    id: str
    title: str
    finding: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""


@frozen
class Sheet:
    """`layout` names the widths of the columns, where those of several tables stand below each other."""

    heading: str
    second: str
    sections: tuple[Section, ...]
    layout: str = ""


def sheet_page(edition: Edition, path: str, section: str, title: str, sheet: Sheet) -> Page:
    return Page(
        path=path,
        title=title,
        description=sheet.heading,
        section=section,
        template="internal.html",
        view=sheet,
        as_of=edition.as_of,
        notes=(as_of_note(edition.as_of, edition.zone), zone_note(edition.zone)),
    )


def table(
    id: str, title: str, finding: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]], note: str = ""
) -> Section:
    """A column whose title ends in `#` holds numbers, and so do its cells."""
    heads = tuple(Column(name.removesuffix("#").strip(), name.endswith("#")) for name in columns)
    return Section(id, title, finding, heads, tuple(tuple(row) for row in rows), note)


def number(text: str, href: str = "") -> Cell:
    return Cell(text, href, is_number=True)
