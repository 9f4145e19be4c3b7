"""A seeded repository of any size, of the proportions that the goals are stated for.

300 services, 2,000 customers (customers.py) with 5 to 20 subscriptions, 10,000 incidents of about 2.5 KB with 1 to 4
updates and 2 impacts. With customers come a few RFOs; without any, everything is as it would be if there were no such
option, so that runs with and without portals count the same incidents.
"""

from __future__ import annotations

import argparse
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.customers import EVERY_RFO, add_customers, add_rfo

AS_OF = datetime(2026, 11, 15, 13, 37, tzinfo=UTC)
SERVICES = 300
YEARS = 5

_WORDS = [
    "traffic",
    "link",
    "router",
    "cluster",
    "database",
    "request",
    "queue",
    "storage",
    "packet",
    "carrier",
    "edge",
    "node",
    "replica",
    "backup",
    "session",
    "gateway",
    "transit",
    "fibre",
    "power",
    "switch",
    "firmware",
    "release",
    "deploy",
    "rollback",
    "latency",
    "retry",
    "timeout",
    "capacity",
    "failover",
    "region",
    "rack",
    "monitor",
    "alert",
    "upstream",
    "downstream",
    "volume",
    "snapshot",
    "certificate",
    "resolver",
    "mailbox",
    "login",
    "token",
    "cache",
    "balancer",
]


def generate(root: Path, incidents: int, customers: int, seed: int = 7) -> Path:
    chance = random.Random(seed)
    _catalog(root, chance)
    span = timedelta(days=365 * YEARS)
    for number in range(incidents):
        started = AS_OF - timedelta(hours=3) - span * ((number + chance.random()) / incidents)
        id, ended = _incident(root, chance, number, started.replace(second=0, microsecond=0))
        if customers and number % EVERY_RFO == 0:
            add_rfo(root, id, ended, AS_OF, number)
    if customers:
        add_customers(root, customers, SERVICES, AS_OF, seed + 1)
    return root


def _catalog(root: Path, chance: random.Random) -> None:
    catalog = root / "content" / "catalog"
    (catalog / "customers").mkdir(parents=True)
    (root / "content" / "pages").mkdir()
    (catalog / "provider.yml").write_text(
        "name: Bench Cloud\nurl: https://status.bench.example/\ntimezone: UTC\n"
        'contacts: [{role: Operations, phone: "+49 30 555 0100", email: noc@bench.example}]\n'
        "urgency:\n  P1: {first_update: 15m, update_every: 30m, rfo_final: 5bd}\n  P2: {first_update: 30m, update_every: 2h}\n"
    )
    components = [f"core-{at}" for at in range(20)] + [f"part-{at}" for at in range(SERVICES)]
    lines = [
        f"{id}: {{name: {id.title()}, owner: {chance.choice(('infrastructure', 'software', 'third-party'))}}}\n"
        for id in components
    ]
    (catalog / "components.yml").write_text("".join(lines))
    lines = []
    for at in range(SERVICES):
        pair = chance.sample(range(20), 2)
        requires = f"[part-{at}, {{any: [core-{pair[0]}, core-{pair[1]}]}}]"
        lines.append(f"service-{at}: {{name: Service {at}, group: Group {at // 20}, requires: {requires}}}\n")
    (catalog / "services.yml").write_text("".join(lines))
    (catalog / "slas.yml").write_text(
        "gold: {target: 99.95, counts: [infrastructure, software, unknown], notice: 5d}\n"
    )


def _incident(root: Path, chance: random.Random, number: int, started: datetime) -> tuple[str, datetime]:
    ended = started + timedelta(minutes=chance.randint(5, 180))
    middle = started + (ended - started) / 2
    id = f"{started:%Y-%m-%d}-incident-{number}"
    fault = chance.choice(("infrastructure", "software", "third-party", "customer", "unknown"))
    first, second = (
        f"part-{chance.randrange(SERVICES)}",
        chance.choice((f"part-{chance.randrange(SERVICES)}", f"core-{chance.randrange(20)}")),
    )
    text = [
        f"---\ntitle: {_sentence(chance, 6)[:-1]}\nurgency: {chance.choice(('P1', 'P2', 'P3'))}\nfault: {fault}\nsupplier: Norvia\n",
        f"started: {_utc(started)}\ndetected: {_utc(started)}\ndiagnosed: {_utc(middle)}\nresolved: {_utc(ended)}\n",
        f"impacts:\n  - on: {first}\n    level: {chance.choice(('outage', 'partial', 'degraded'))}\n",
        f"  - {{on: {second}, level: partial, from: {_utc(middle)}, to: {_utc(ended)}}}\n---\n",
    ]
    updates = chance.randint(1, 4)
    for at in range(updates - 1):
        when = started + (ended - started) * (at + 1) / (updates + 1)
        text.append(
            f"\n## {('Investigating', 'Identified', 'Monitoring')[at]} · {_utc(when)}\n\n{_prose(chance, 1900 // updates)}\n"
        )
    text.append(f"\n## Resolved · {_utc(ended)}\n\n{_prose(chance, 1900 // updates)}\n")
    path = root / "incidents" / f"{started:%Y}" / f"{id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(text))
    return id, ended


def _prose(chance: random.Random, length: int) -> str:
    """Paragraphs, some with code or bold words, now and then a list."""
    blocks: list[str] = []
    while sum(map(len, blocks)) < length:
        if chance.random() < 0.15 and blocks and not blocks[-1].startswith("- "):
            blocks.append("- " + "\n- ".join(_sentence(chance, 6) for _ in range(3)))
            continue
        sentences = [_sentence(chance, chance.randint(6, 18)) for _ in range(chance.randint(1, 4))]
        if chance.random() < 0.3:
            sentences.append(
                f"`{chance.choice(_WORDS)}-{chance.randrange(99)}` and **{chance.choice(_WORDS)}** {_sentence(chance, 8)}"
            )
        blocks.append(" ".join(sentences))
    return "\n\n".join(blocks)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("into", type=Path)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--customers", type=int, default=2_000)
    wanted = parser.parse_args()
    generate(wanted.into, wanted.incidents, wanted.customers)
