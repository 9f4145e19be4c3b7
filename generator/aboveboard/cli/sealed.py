"""`aboveboard build --seal`: what is asked for before a build, and done after it."""

from __future__ import annotations

from pathlib import Path

from aboveboard.errors import UsageError


def sealing_secret(into: Path | None, epochs: Path | None) -> bytes | None:
    """None when nothing is to be sealed. Raises UsageError before anything is built."""
    from aboveboard.cli.secret_key import SEAL_KEY, secret_key

    if into is None and epochs is not None:
        raise UsageError("--epochs goes with --seal")
    return secret_key(SEAL_KEY) if into is not None else None


def seal_portals(root: Path, trees: Path, into: Path, secret: bytes, epochs: Path | None) -> str:
    """Seals what was built, and says in a line what was done."""
    from aboveboard.cli.epochs import epochs_of
    from aboveboard.publish.unlisted import portals_below
    from aboveboard.records.repository import read_repository
    from aboveboard.site.sealed import sealed_portals

    portals = trees / "customers"
    built = portals_below(portals)
    known = {*read_repository(root).register.customers, *built} if epochs is not None else built
    done = sealed_portals(root, portals, built, into, secret, epochs_of((), epochs, known))
    return f"{into}: {len(built)} sealed portals, {done.files} files; {done.written} written, {done.removed} removed"
