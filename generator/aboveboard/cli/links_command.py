"""`aboveboard links`: the addresses of portals that only who knows them can open. For staff alone: who reads one is in."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from aboveboard.cli.options import EpochsFile, Root
from aboveboard.errors import UsageError

if TYPE_CHECKING:
    from aboveboard.publish.capabilities import Epochs

# Of a customer: what is told of it, in the order of the columns.
Link = Mapping[str, str | int]


class LinkFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    app.command()(links)


def links(
    root: Root = Path(),
    customer: Annotated[list[str] | None, typer.Option(help="Only this customer; can be given several times.")] = None,
    base: Annotated[
        str, typer.Option(help="Where the portals are served: https://portals.example/.", show_default="paths alone")
    ] = "",
    epoch: Annotated[
        list[str] | None,
        typer.Option(help="Another epoch than 1: 2 for everybody, acme=3 for one, acme/feeds=2 for its feeds alone."),
    ] = None,
    epochs: EpochsFile = None,
    sealed: Annotated[bool, typer.Option("--sealed", help="The addresses of sealed portals, with their keys.")] = False,
    into: Annotated[
        Path | None,
        typer.Option("--into", help="Put the built portals there under their names, and print no address."),
    ] = None,
    trees: Annotated[
        Path | None,
        typer.Option("--from", help="With --into: where the built trees are.", show_default="site, beside the records"),
    ] = None,
    format: Annotated[LinkFormat, typer.Option("--format", help="How to print them.")] = LinkFormat.TABLE,
) -> None:
    """Print the address of each customer's portal, made of ABOVEBOARD_LINK_KEY, the customer's id and its epoch; or put
    the portals below these names, for a host without logins."""
    from aboveboard.cli.epochs import epochs_of
    from aboveboard.cli.secret_key import LINK_KEY, SEAL_KEY, secret_key
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.publish.unlisted import portals_below
    from aboveboard.records.repository import read_repository

    workplace = workplace_at(root)
    secret = secret_key(SEAL_KEY if sealed else LINK_KEY)
    portals = (trees or workplace.root / "site") / "customers"
    built = portals_below(portals)  # also of whoever's record is broken just now
    known = {*read_repository(workplace.root).register.customers, *built}
    current = epochs_of(epoch or (), epochs, known)
    wanted = _wanted(customer, known)
    if into is not None:
        if customer or sealed:
            raise UsageError("--into takes all portals, and --sealed ones are made by `aboveboard build --seal`")
        _publish(secret, current, portals, built, into, workplace.root)
        return
    _print(format, {id: _link(secret, id, current, _origin(base), sealed) for id in wanted})


def _wanted(asked: Sequence[str] | None, known: Collection[str]) -> list[str]:
    """Sorted; raises UsageError with the nearest id for one that names nobody."""
    from aboveboard.records.nearest import did_you_mean

    for id in asked or ():
        if id not in known:
            raise UsageError("; ".join(part for part in (f'no customer "{id}"', did_you_mean(id, known)) if part))
    return sorted(set(asked) if asked else known)


def _origin(base: str) -> str:
    """Ends with a slash, or is empty."""
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(f'--base: "{base}" is no address of a folder; write it like https://portals.example/')
    return base.rstrip("/") + "/"


def _link(secret: bytes, id: str, epochs: Epochs, origin: str, sealed: bool) -> Link:
    from aboveboard.publish.capabilities import names_of

    if sealed:
        from aboveboard.publish.sealing import seal_of

        seal = seal_of(secret, id, *epochs.portal(id))
        return {"epoch": epochs.portal(id)[0], "portal": f"{origin}{seal.name}/#k={seal.key_text}"}
    names = names_of(secret, id, epochs)
    return {
        "epoch": epochs.portal(id)[0],
        "portal": f"{origin}{names.portal}/",
        "feeds_epoch": epochs.feeds(id)[1],
        "feed": f"{origin}{names.feeds}/feeds/all.atom",
        "calendar": f"{origin}{names.feeds}/calendar.ics",
    }


def _publish(secret: bytes, epochs: Epochs, portals: Path, ids: Sequence[str], into: Path, root: Path) -> None:
    from aboveboard.publish.capabilities import names_of
    from aboveboard.publish.unlisted import mirrored, named_files
    from aboveboard.site.place import CACHE

    if not ids:
        raise UsageError(f"{portals}: there are no portals; run `aboveboard build` first")
    names = {id: names_of(secret, id, epochs) for id in ids}
    done = mirrored(into, named_files(portals, names), ("index.html",), root / CACHE / "spare")
    print(
        f"{into}: {len(ids)} portals, {done.files} files; {done.written} written, {done.removed} removed",
        file=sys.stderr,
    )


def _print(format: LinkFormat, links: Mapping[str, Link]) -> None:
    if format is LinkFormat.JSON:
        print(json.dumps({"customers": links}, indent=1))
        return
    columns = list(next(iter(links.values()), {}))
    if format is LinkFormat.CSV:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(["customer", *columns])
        out.writerows([id, *link.values()] for id, link in links.items())
        return
    shown = [column for column in ("portal", "feed") if column in columns]
    rows = [("ID", *map(str.upper, shown)), *((id, *(str(link[name]) for name in shown)) for id, link in links.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
