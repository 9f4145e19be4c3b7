"""`aboveboard new incident`: the record of what is going on, in the minute in which there is no time to write one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.cli.workplace import Workplace
    from aboveboard.records.register import Register
    from aboveboard.records.vocabulary import Level, Urgency
    from aboveboard.writing.skeleton import NewIncident

_FIRST_STATUS = "Investigating"
_MILESTONES = ("detected", "acknowledged", "diagnosed", "mitigated")


def incident(
    title: Annotated[str | None, typer.Option("--title", help="What customers notice, in one line.")] = None,
    urgency: Annotated[str | None, typer.Option("--urgency", help="P1 to P4.")] = None,
    on: Annotated[
        list[str] | None,
        typer.Option("--on", help="A component or service by id or name; NAME:LEVEL gives it a level of its own."),
    ] = None,
    level: Annotated[str | None, typer.Option("--level", help="outage, partial or degraded.")] = None,
    text: Annotated[str | None, typer.Option("--text", help="The first update; `-` reads standard input.")] = None,
    status: Annotated[str, typer.Option("--status", help="The first update's status.")] = _FIRST_STATUS,
    started: Annotated[str | None, typer.Option("--started", help="An instant.", show_default="now")] = None,
    detected: Annotated[str | None, typer.Option("--detected", help="When somebody noticed.")] = None,
    acknowledged: Annotated[str | None, typer.Option("--acknowledged", help="When somebody took it up.")] = None,
    diagnosed: Annotated[str | None, typer.Option("--diagnosed", help="When the cause was known.")] = None,
    mitigated: Annotated[str | None, typer.Option("--mitigated", help="When customers were relieved.")] = None,
    detected_by: Annotated[str | None, typer.Option("--detected-by", help="monitoring, customer or staff.")] = None,
    fault: Annotated[str | None, typer.Option("--fault", help="Whose; unknown while nobody knows.")] = None,
    supplier: Annotated[
        str | None, typer.Option("--supplier", help="The third party; default: the component's.")
    ] = None,
    customer: Annotated[
        list[str] | None, typer.Option("--customer", help="Only this customer is affected; can be given several times.")
    ] = None,
    change: Annotated[str | None, typer.Option("--change", help="The change that caused it.")] = None,
    audience: Annotated[str | None, typer.Option("--audience", help="public, affected or internal.")] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="A free word; can be given several times.")] = None,
    next: Annotated[
        str | None, typer.Option("--next", help="When the next update follows: an instant, or 30m.")
    ] = None,
    id: Annotated[str | None, typer.Option("--id", help="Default: made of the day and the title.")] = None,
    root: Root = Path(),
) -> None:
    """Begin an incident, and show the nearest past ones with what mitigated them."""
    from aboveboard.cli.saved import past_lines, records_beside, say, told
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.records.layout import Kind
    from aboveboard.writing.record_update import status_named
    from aboveboard.writing.saving import save_new
    from aboveboard.writing.similar import Likeness, nearest_past
    from aboveboard.writing.skeleton import incident_text

    workplace = workplace_at(root)
    repository = records_beside(workplace.root, (Kind.CUSTOMER, Kind.INCIDENT, Kind.RFO, Kind.CHANGE))
    given = _Given(
        title, urgency, on, level, text, status_named(status, Kind.INCIDENT), started, fault, supplier, customer or [],
        change, audience, tag or [], next, detected_by,
        dict(zip(_MILESTONES, (detected, acknowledged, diagnosed, mitigated), strict=True)),
    )  # fmt: skip
    given.complete(repository.register)
    new, said = _incident(given, repository.register, workplace)
    wanted = _id(id, new)
    told(
        lambda: save_new(
            workplace.root, Kind.INCIDENT, wanted, lambda _: incident_text(new, said), repository, workplace.now
        )
    )
    say(_promises(new, repository.register))
    like = Likeness(new.title, tuple(node for node, _ in new.impacts), new.supplier)
    say(past_lines(nearest_past(repository.register, like)))


@dataclass(slots=True)
class _Given:
    """What the flags say, as written; `complete` asks for the rest."""

    title: str | None
    urgency: str | None
    on: Sequence[str] | None
    level: str | None
    text: str | None
    status: str
    started: str | None
    fault: str | None
    supplier: str | None
    customers: Sequence[str]
    change: str | None
    audience: str | None
    tags: Sequence[str]
    next: str | None
    detected_by: str | None
    milestones: Mapping[str, str | None]

    def complete(self, register: Register) -> None:
        """On a terminal every gap is asked for; elsewhere `UsageError` names all that cannot be guessed."""
        from aboveboard.cli.said import can_ask, text_said

        if can_ask():
            self._ask(register)
        elif missing := [f"--{name}" for name in ("title", "urgency") if not getattr(self, name)]:
            raise UsageError(f"{' and '.join(missing)} cannot be guessed")
        elif any(not level for _, level in map(_split, self.on or ())) and self.level is None:
            raise UsageError("how bad is it? --level outage, partial or degraded")
        if self.customers and not self.on:
            raise UsageError("--customer says whom an impact reaches: name what is hit with --on")
        if self.text is not None:
            self.text = text_said(self.text, "--text")
        elif self.status != _FIRST_STATUS:
            raise UsageError(f"--status {self.status} is that of the first update: say it with --text")

    def _ask(self, register: Register) -> None:
        from aboveboard.cli.said import ask
        from aboveboard.cli.values_said import instant_said, word_said
        from aboveboard.records.vocabulary import Level, Urgency

        if self.title is None:
            self.title = ask("What do customers notice, in one line", _title)
        if self.urgency is None:
            self.urgency = ask("Urgency, P1 to P4", lambda text: word_said(Urgency, text).value)
        if self.on is None:
            self.on = ask(
                "Components or services, with commas between (empty: none yet)", lambda text: _nodes(text, register)
            )
        if self.on and self.level is None and any(not level for _, level in map(_split, self.on)):
            self.level = ask("How bad: outage, partial or degraded", lambda text: word_said(Level, text).value)
        if self.started is None:
            self.started = ask("Since when", lambda text: _checked(text, instant_said), "now")
        if self.text is None:
            self.text = ask("What do we say first (empty: nothing yet)", str) or None


def _incident(
    given: _Given, register: Register, workplace: Workplace
) -> tuple[NewIncident, tuple[str, int, str] | None]:
    from aboveboard.cli.said import utf8
    from aboveboard.cli.values_said import instant_said, word_said
    from aboveboard.records.vocabulary import Audience, DetectedBy, Fault, Urgency
    from aboveboard.writing.named import id_named
    from aboveboard.writing.record_update import MILESTONE_OF
    from aboveboard.writing.skeleton import NewIncident

    urgency = word_said(Urgency, given.urgency or "")
    started = instant_said(given.started) if given.started not in (None, "now") else workplace.now
    impacts = tuple(_impact(one, given.level, register) for one in given.on or ())
    customers = {one.id: one.name for one in register.customers.values()}
    changes = {one.id: one.title for one in register.changes.values()}
    fault = word_said(Fault, given.fault) if given.fault is not None else Fault.UNKNOWN
    milestones = {name: instant_said(text) for name, text in given.milestones.items() if text is not None}
    follows = MILESTONE_OF.get(given.status)  # type: ignore[call-overload]
    if given.text and follows in _MILESTONES and follows not in milestones:
        milestones[follows] = workplace.now
    if given.text and follows == "resolved":
        milestones["resolved"] = workplace.now
    new = NewIncident(
        utf8(given.title or ""),
        urgency,
        started,
        fault,
        utf8(given.supplier) if given.supplier else _supplier(fault, impacts, register),
        milestones,
        classified=max(workplace.now, milestones.get("detected", started)),
        detected_by=word_said(DetectedBy, given.detected_by) if given.detected_by is not None else None,
        next_update=None if "resolved" in milestones else _next(given, urgency, started, register, workplace),
        impacts=impacts,
        customers=tuple(id_named(one, customers, "customer") for one in given.customers),
        change=id_named(given.change, changes, "change") if given.change is not None else None,
        audience=word_said(Audience, given.audience) if given.audience is not None else None,
        tags=tuple(map(utf8, given.tags)),
    )
    return new, (given.status, workplace.now, given.text) if given.text else None


def _next(given: _Given, urgency: Urgency, started: int, register: Register, workplace: Workplace) -> int | None:
    """When the next word is due: as asked for, else as the urgency promises."""
    from aboveboard.availability.business_days import after
    from aboveboard.cli.values_said import next_said

    provider = register.provider
    if given.next is not None:
        return next_said(given.next, workplace.now, provider)
    promise = provider.promise(urgency)
    within, base = (promise.update_every, workplace.now) if given.text else (promise.first_update, started)
    return None if within is None else after(base, within, provider)


def _promises(new: NewIncident, register: Register) -> Iterator[str]:
    from aboveboard.records.instants import utc_text

    promise = register.provider.promise(new.urgency)
    if new.next_update is not None:
        yield f"  {new.urgency.value}: the next word is due by {utc_text(new.next_update)}"
    rest = [
        f"{what} within {within}" if what != "updates" else f"updates every {within}"
        for what, within in (
            ("updates", promise.update_every),
            ("preliminary RFO", promise.rfo_preliminary),
            ("final RFO", promise.rfo_final),
        )
        if within is not None
    ]
    if rest:
        yield f"  {new.urgency.value}: {', '.join(rest)}"
    if not new.impacts:
        yield "  no impacts yet: nothing is counted in any figure until it has some (--on)"


def _impact(written: str, default_level: str | None, register: Register) -> tuple[str, Level]:
    from aboveboard.cli.values_said import word_said
    from aboveboard.records.vocabulary import Level
    from aboveboard.writing.named import id_named

    name, level = _split(written)
    return id_named(name, _names(register), "component or service"), word_said(Level, level or default_level or "")


def _split(written: str) -> tuple[str, str]:
    """`edge-fra1:outage` as its two parts; a name may have a colon of its own."""
    name, colon, level = written.rpartition(":")
    return (
        (name.strip(), level.strip()) if colon and level.strip() in ("outage", "partial", "degraded") else (written, "")
    )


def _nodes(text: str, register: Register) -> list[str]:
    from aboveboard.writing.named import id_named

    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        id_named(_split(name)[0], _names(register), "component or service")
    return names


def _names(register: Register) -> dict[str, str]:
    return {id: node.name for id in register.node_ids if (node := register.node(id)) is not None}


def _supplier(fault: str, impacts: Sequence[tuple[str, Level]], register: Register) -> str | None:
    """The third party of the component that is hit, when the fault is a third party's."""
    from aboveboard.records.vocabulary import Fault

    if fault is not Fault.THIRD_PARTY:
        return None
    components = (register.components.get(id) for id, _ in impacts)
    return next((one.supplier for one in components if one is not None and one.supplier), None)


def _id(written: str | None, new: NewIncident) -> str:
    from aboveboard.records.ids import dated_id_at
    from aboveboard.records.values import id_hint, is_id
    from aboveboard.records.wrong import quoted

    if written is None:
        return dated_id_at(new.started, new.title, "incident")
    if not is_id(written) or not written[:4].isdigit():
        raise UsageError(f"{quoted(written)} is not an id; {id_hint(written)}, beginning with the day")
    return written


def _title(text: str) -> str:
    if not text:
        raise UsageError("a title is needed")
    return text


def _checked(text: str, read: Callable[[str], object]) -> str:
    if text != "now":
        read(text)
    return text
