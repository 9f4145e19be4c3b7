"""`aboveboard new`: a new record, well-formed; what no flag says is asked on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.new_change import change
from aboveboard.cli.new_customer import customer
from aboveboard.cli.new_incident import incident
from aboveboard.cli.options import Root

if TYPE_CHECKING:
    from aboveboard.records.catalog import Provider
    from aboveboard.records.incident import Incident


def add_to(app: typer.Typer) -> None:
    new = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Make a new record; asks what no flag says.")
    new.command()(incident)
    new.command()(change)
    new.command()(rfo)
    new.command()(customer)
    app.add_typer(new, name="new")


def rfo(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id, or words of it.")],
    root: Root = Path(),
) -> None:
    """Begin the RFO of an incident: a draft with its sections, and what the incident already says beside it."""
    from aboveboard.cli.saved import known_causes, past_lines, records_beside, say, told
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.records.layout import Kind
    from aboveboard.writing.named import id_named
    from aboveboard.writing.saving import save_new
    from aboveboard.writing.similar import Likeness, nearest_past
    from aboveboard.writing.skeleton import rfo_text

    workplace = workplace_at(root)
    repository = records_beside(workplace.root, (Kind.INCIDENT, Kind.RFO))
    register = repository.register
    names = {id: one.title for id, one in register.incidents.items()}
    found = register.incidents[id_named(incident, names, "incident")]
    nodes = tuple(impact.on for impact in found.impacts)
    like = Likeness(found.title, nodes, found.supplier)
    past = tuple(one for one in nearest_past(register, like, 4) if one.incident.id != found.id)[:3]
    text = rfo_text(found, known_causes(register, past), _dues(found, register.provider))
    told(lambda: save_new(workplace.root, Kind.RFO, found.id, lambda _: text, repository, workplace.now))
    say(past_lines(past))


def _dues(incident: Incident, provider: Provider) -> Iterator[str]:
    """What the urgency promises about the RFO: the days, once the incident is over."""
    from aboveboard.availability.business_days import after, business_days_of
    from aboveboard.cli.values_said import day_at

    promise = provider.promise(incident.urgency)
    zone = business_days_of(provider).timezone or provider.timezone
    for word, within in (("preliminary", promise.rfo_preliminary), ("final", promise.rfo_final)):
        if within is not None:
            end = incident.resolved
            until = f", by {day_at(after(end, within, provider), zone)}" if end is not None else ""
            yield f"{word} within {within} of the end{until}"
