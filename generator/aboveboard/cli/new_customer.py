"""`aboveboard new customer`: a customer's own file in the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aboveboard.cli.options import Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.records.register import Register


def customer(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    id: Annotated[str | None, typer.Option("--id", help="Default: made of the name.")] = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", help="Another name of it; can be given several times.")
    ] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="Default: the provider's.")] = None,
    tier: Annotated[int | None, typer.Option("--tier", min=1, help="1 is the most important.")] = None,
    service: Annotated[
        list[str] | None,
        typer.Option("--service", help="What it subscribes to, by id or name; can be given several times."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="From which day on.", show_default="today")] = None,
    sla: Annotated[str | None, typer.Option("--sla", help="The SLA of these subscriptions.")] = None,
    via: Annotated[
        list[str] | None,
        typer.Option("--via", help="A component that only its path crosses; can be given several times."),
    ] = None,
    manager: Annotated[str | None, typer.Option("--manager", help="The account manager's name.")] = None,
    manager_email: Annotated[str | None, typer.Option("--manager-email", help="And address.")] = None,
    root: Root = Path(),
) -> None:
    """Add a customer, with the services that it subscribes to."""
    from aboveboard.cli.said import utf8
    from aboveboard.cli.saved import records_beside, told
    from aboveboard.cli.values_said import date_said, day_at, zone_said
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.records.ids import slug_of
    from aboveboard.records.layout import Kind
    from aboveboard.records.values import id_hint, is_id
    from aboveboard.records.wrong import quoted
    from aboveboard.writing.named import id_named
    from aboveboard.writing.saving import save_new
    from aboveboard.writing.skeleton import NewCustomer, NewSubscription, customer_text

    workplace = workplace_at(root)
    repository = records_beside(workplace.root, (Kind.CUSTOMER,))
    register = repository.register
    wanted = id if id is not None else slug_of(utf8(name), "customer")
    if not is_id(wanted):
        raise UsageError(f"{quoted(wanted)} is not an id; {id_hint(wanted)}")
    if manager_email and not manager:
        raise UsageError("--manager-email needs --manager, the name")
    if (sla is not None or via or since is not None) and not service:
        raise UsageError("--since, --sla and --via belong to a --service")
    zone = zone_said(timezone) if timezone is not None else None
    day = date_said(since) if since is not None else day_at(workplace.now, zone or register.provider.timezone)
    agreed = (
        id_named(sla, {one.id: one.name or "" for one in register.slas.values()}, "SLA") if sla is not None else None
    )
    services = {one.id: one.name for one in register.services.values()}
    paths = _nodes(via or (), register)
    new = NewCustomer(
        utf8(name),
        tuple(map(utf8, alias or ())),
        zone,
        tier,
        (utf8(manager), manager_email and utf8(manager_email)) if manager else None,
        tuple(NewSubscription(id_named(one, services, "service"), str(day), agreed, paths) for one in service or ()),
    )
    told(
        lambda: save_new(workplace.root, Kind.CUSTOMER, wanted, lambda _: customer_text(new), repository, workplace.now)
    )


def _nodes(names: Sequence[str], register: Register) -> tuple[str, ...]:
    from aboveboard.writing.named import id_named

    nodes = {id: node.name for id in register.node_ids if (node := register.node(id)) is not None}
    return tuple(id_named(name, nodes, "component or service") for name in names)
