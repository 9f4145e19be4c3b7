"""`aboveboard new change`: a release, a maintenance window or preventive work, or the next one of a recurring window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.records.register import Register
    from aboveboard.writing.skeleton import NewChange


def change(
    title: Annotated[str | None, typer.Option("--title", help="What is done, in one line.")] = None,
    at: Annotated[str | None, typer.Option("--at", help="When the window begins: an instant.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="When it ends: an instant, or 2h from then.")] = None,
    like: Annotated[
        str | None, typer.Option("--like", help="The next one of this change: all but its window and its outcome.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="release, maintenance or preventive.")] = None,
    component: Annotated[
        list[str] | None,
        typer.Option("--component", help="What is worked on, by id or name; can be given several times."),
    ] = None,
    expected: Annotated[
        str | None, typer.Option("--expected", help="What customers should be ready for; default: none.")
    ] = None,
    version: Annotated[str | None, typer.Option("--version", help="Of what is released.")] = None,
    announced: Annotated[
        str | None, typer.Option("--announced", help="When customers were told; `never`.", show_default="now")
    ] = None,
    audience: Annotated[str | None, typer.Option("--audience", help="public, affected or internal.")] = None,
    text: Annotated[str | None, typer.Option("--text", help="The Scheduled update; `-` reads standard input.")] = None,
    id: Annotated[str | None, typer.Option("--id", help="Default: made of the day and the title.")] = None,
    root: Root = Path(),
) -> None:
    """Plan a change; `--like ID --at INSTANT` plans the next of a recurring window."""
    from aboveboard.cli.said import can_ask, text_said, utf8
    from aboveboard.cli.saved import records_beside, told
    from aboveboard.cli.values_said import instant_said, word_said
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.records.layout import Kind
    from aboveboard.records.vocabulary import Audience, ChangeKind, Expected
    from aboveboard.writing.saving import save_new
    from aboveboard.writing.skeleton import change_text

    workplace = workplace_at(root)
    repository = records_beside(workplace.root, (Kind.CUSTOMER, Kind.CHANGE))
    register = repository.register
    if can_ask():
        title, at, to, component = _asked(title, at, to, like, component, register)
    elif missing := _missing(title, at, to, like):
        raise UsageError(f"{' and '.join(missing)} cannot be guessed")
    assert at is not None
    start = instant_said(at)
    known = None if announced == "never" else instant_said(announced) if announced is not None else workplace.now
    new = _begun(like, title, start, known, register)
    if to is not None:
        new = replace(new, window=(start, _end(to, start, register)))
    if title is not None:
        new = replace(new, title=utf8(title))
    if kind is not None:
        new = replace(new, kind=word_said(ChangeKind, kind))
    if component is not None:
        new = replace(new, components=_components(component, register))
    if expected is not None:
        new = replace(new, expected=word_said(Expected, expected))
    if version is not None:
        new = replace(new, version=utf8(version))
    if audience is not None:
        new = replace(new, audience=word_said(Audience, audience))
    said = ("Scheduled", workplace.now, text_said(text, "--text")) if text is not None else None
    wanted = _id(id, new, like, register)
    told(
        lambda: save_new(
            workplace.root, Kind.CHANGE, wanted, lambda _: change_text(new, said), repository, workplace.now
        )
    )


def _missing(title: str | None, at: str | None, to: str | None, like: str | None) -> list[str]:
    needed = {"--at": at} if like else {"--title": title, "--at": at, "--to": to}
    return [name for name, given in needed.items() if not given]


def _asked(
    title: str | None,
    at: str | None,
    to: str | None,
    like: str | None,
    component: Sequence[str] | None,
    register: Register,
) -> tuple[str | None, str, str | None, list[str] | None]:
    from aboveboard.cli.said import ask
    from aboveboard.cli.values_said import instant_said

    def instant(text: str) -> str:
        instant_said(text)
        return text

    def something(text: str) -> str:
        if not text:
            raise UsageError("a title is needed")
        return text

    def components(text: str) -> list[str]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        _components(names, register)
        return names

    if title is None and like is None:
        title = ask("What is done, in one line", something)
    if component is None and like is None:
        component = ask("Components, with commas between", components)
    start = at if at is not None else ask("When does the window begin", instant)
    if to is None and like is None:

        def end(text: str) -> str:
            _end(text, instant_said(start), register)
            return text

        to = ask("When does it end: an instant, or 2h from then", end)
    return title, start, to, None if component is None else list(component)


def _begun(like: str | None, title: str | None, start: int, announced: int | None, register: Register) -> NewChange:
    from aboveboard.records.vocabulary import ChangeKind, Expected
    from aboveboard.writing.named import latest_named
    from aboveboard.writing.skeleton import NewChange, next_of

    if like is None:
        return NewChange(title or "", ChangeKind.MAINTENANCE, (), (start, start), Expected.NONE, announced)
    names = {id: one.title for id, one in register.changes.items()}
    return next_of(register.changes[latest_named(like, names, "change")], start, announced)


def _end(text: str, start: int, register: Register) -> int:
    from aboveboard.cli.values_said import instant_or_later

    return instant_or_later(text, start, register.provider)


def _components(names: Sequence[str], register: Register) -> tuple[str, ...]:
    from aboveboard.writing.named import id_named

    nodes = {id: node.name for id in register.node_ids if (node := register.node(id)) is not None}
    return tuple(dict.fromkeys(id_named(name, nodes, "component or service") for name in names))


def _id(written: str | None, new: NewChange, like: str | None, register: Register) -> str:
    from aboveboard.records.ids import dated_id_at, undated
    from aboveboard.records.values import id_hint, is_id
    from aboveboard.records.wrong import quoted
    from aboveboard.writing.named import latest_named

    if written is not None:
        if not is_id(written) or not written[:4].isdigit():
            raise UsageError(f"{quoted(written)} is not an id; {id_hint(written)}, beginning with the day")
        return written
    if like is None:
        return dated_id_at(new.window[0], new.title, "change")
    names = {id: one.title for id, one in register.changes.items()}
    return dated_id_at(new.window[0], undated(latest_named(like, names, "change")), "change")
