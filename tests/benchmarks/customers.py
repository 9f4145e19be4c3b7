"""Seeded customers for a generated repository: names that no other text holds, so that a proof has something to find.

Each has 5 to 20 subscriptions; a third of them a component of their own on the way, which fails now and then for them
alone. They come out of a chance of their own: the incidents of everybody are the same with and without them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

# So many incidents of everybody have one RFO, and so many customers one that is still open.
EVERY_RFO = 50
_EVERY_OPEN = 50
_EVERY_ENDED = 20

_SYLLABLES = tuple(f"{first}{second}{last}" for first in "bdfgklmnprstvz" for second in "aeiou" for last in "lmnrx")
_ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "UTC")
_MANAGERS = tuple(
    f"Manager {_name}" for _name in ("Ashgrove", "Birkholm", "Calloway", "Dunmore", "Elsgard", "Fennwick")
)

SLAS = """\
silver: {target: 99.8, counts: [infrastructure, software, unknown], notice: 3d, hours: {weekly: {mon-fri: "07:00-19:00"}},
  credits: [{below: 99.8, percent: 5}, {below: 99.0, percent: 10}]}
platinum: {target: 99.9, counts: [infrastructure, software, unknown, third-party], levels: {partial: 0.5, degraded: 0.1},
  credits: [{below: 99.9, percent: 10}]}
"""

_SECTIONS = ("What happened", "Why it happened", "How we responded", "What we are changing", "What you can do")


def add_customers(root: Path, customers: int, services: int, as_of: datetime, seed: int) -> None:
    """Adds their files, their components and their incidents to a repository that has `services` services."""
    chance = random.Random(seed)
    catalog = root / "content" / "catalog"
    with (catalog / "slas.yml").open("a") as slas, (catalog / "components.yml").open("a") as components:
        slas.write(SLAS)
        for number in range(customers):
            id = _word(number)
            is_own = number % 3 == 0
            (catalog / "customers" / f"{id}.yml").write_text(_customer(chance, number, id, services, is_own=is_own))
            if is_own:
                owner = chance.choice(("third-party", "customer"))
                components.write(f"{id}-line: {{name: Line of {id.title()}, owner: {owner}}}\n")
                _own_incident(root, chance, number, id, as_of)


def add_rfo(root: Path, incident: str, ended: datetime, as_of: datetime, number: int) -> None:
    """A final RFO beside the incident, with two actions: one that is done, and one that may be overdue. None beside one
    of the last weeks: nothing lies in the future."""
    if ended > as_of - timedelta(days=30):
        return
    day = ended.date() + timedelta(days=5)
    (root / "incidents" / incident[:4] / f"{incident}.rfo.md").write_text(
        f"---\nstatus: final\nfinal_on: {day}\nroot_cause: cause-{number % 40}\n"
        f"summary: Something failed that we believed could not, and we changed it within {number % 9 + 1} days.\nactions:\n"
        f"  - {{id: A1, what: It cannot fail like this again, kind: prevent, owner: Platform, due: {day + timedelta(days=30)}, done: {day + timedelta(days=20)}}}\n"
        f"  - {{id: A2, what: We see it sooner, kind: detect, owner: Operations, due: {day + timedelta(days=90)}}}\n---\n"
        + "\n\n".join(f"## {section}\n\nOne paragraph about it, of some length." for section in _SECTIONS)
        + "\n"
    )


def _customer(chance: random.Random, number: int, id: str, services: int, *, is_own: bool) -> str:
    manager = _MANAGERS[number % len(_MANAGERS)]
    address = manager.split()[-1].lower()
    lines = [
        f"name: {id.title()} GmbH",
        f"aliases: [{id.title()} Holding]",
        f"timezone: {chance.choice(_ZONES)}",
        f"tier: {number % 3 + 1}",
        f"value: {chance.randrange(9_000, 900_000, 500)}",
        f"account_manager: {{name: {manager}, email: {address}@bench.example}}",
        "contacts:",
        f'  - {{name: {_word(number + 50_000).title()} Person, role: Head of IT, email: it@{id}.example, phone: "+49 30 555 01{number % 100:02d}"}}',
        "meetings: [{what: Service review, every: quarter}]",
    ]
    if number % _EVERY_ENDED == 7:
        lines.append("ended: {on: 2026-06-30, reason: price, note: Left without a word.}")
    lines.append("subscriptions:")
    lines += _subscriptions(chance, id, services, is_own=is_own)
    return "\n".join(lines) + "\n"


def _subscriptions(chance: random.Random, id: str, services: int, *, is_own: bool) -> Iterator[str]:
    """The first one crosses the customer's own component."""
    for place, service in enumerate(chance.sample(range(services), chance.randint(5, 20))):
        since = date(2022, 1, 1) + timedelta(days=chance.randrange(0, 1600))
        via = f", via: [{id}-line]" if is_own and place == 0 else ""
        sla = chance.choice((", sla: gold", ", sla: gold", ", sla: silver", ", sla: platinum", ""))
        yield f"  - {{service: service-{service}, since: {since}{via}{sla}}}"


def _own_incident(root: Path, chance: random.Random, number: int, id: str, as_of: datetime) -> None:
    """On the customer's own component, for that customer alone; every so many is still open."""
    is_open = number % _EVERY_OPEN == 0
    started = as_of - (timedelta(hours=1) if is_open else timedelta(hours=chance.randint(24, 24 * 600)))
    started = started.replace(second=0)
    ended = started + timedelta(minutes=chance.randint(10, 400))
    name = f"{started:%Y-%m-%d}-line-{number}"
    end = "" if is_open else f"resolved: {_utc(ended)}\n"
    said = (
        f"\n## Investigating · {_utc(started + timedelta(minutes=10))}\n\nYour line is down. We called {id.title()}.\n"
    )
    over = "" if is_open else f"\n## Resolved · {_utc(ended)}\n\nYour line is up.\n"
    folder = root / "incidents" / f"{started:%Y}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(
        f"---\ntitle: Your line is down\nurgency: P2\nfault: third-party\nsupplier: Norvia\nstarted: {_utc(started)}\n{end}"
        f"impacts: [{{on: {id}-line, level: outage, customers: [{id}]}}]\n---\n{said}{over}"
    )
    if number % (_EVERY_OPEN // 5) == 1:
        add_rfo(root, name, ended, as_of, number)


def _word(number: int) -> str:
    """A word of twelve letters that stands for the number, so none lies within another."""
    letters = []
    for _ in range(4):
        number, place = divmod(number, len(_SYLLABLES))
        letters.append(_SYLLABLES[(place * 37 + 11) % len(_SYLLABLES)])
    return "".join(letters)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
