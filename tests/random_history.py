"""A seeded repository of a few hundred incidents that overlap and hang together, and what people do to one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from small_site import MKDOCS, PROVIDER, write

AS_OF = datetime(2026, 11, 15, 13, 37, tzinfo=UTC)
SERVICES = 6
_DAYS = 700
_BROKEN = "---\nbroken: [\n"


def random_repository(root: Path, incidents: int, chance: random.Random) -> Path:
    write(root, "mkdocs.yml", MKDOCS)
    write(root, "content/pages/about.md", "# About\n\nSee [the incidents](incidents/index.html).\n")
    write(root, "content/catalog/provider.yml", PROVIDER)
    parts = (*(f"part-{at}" for at in range(SERVICES)), "core-a", "core-b")
    write(
        root,
        "content/catalog/components.yml",
        "".join(f"{id}: {{name: {id}, owner: infrastructure}}\n" for id in parts),
    )
    services = (f"service-{at}: {{name: S{at}, requires: {_requires(at)}}}\n" for at in range(SERVICES))
    write(root, "content/catalog/services.yml", "".join(services))
    write(root, "content/catalog/slas.yml", "{}\n")
    for at in range(incidents):
        add_incident(root, chance, at)
        if chance.random() < 0.1:
            add_rfo(root, chance)
        if chance.random() < 0.1:
            add_change(root, chance, at)
    return root


def _requires(at: int) -> str:
    return f"[part-{at}, {{any: [core-a, core-b]}}]" if at % 2 else f"[part-{at}]"


def add_incident(root: Path, chance: random.Random, number: int) -> None:
    """Starts stand in few minutes of few days, so many overlap, and many things are said at one instant."""
    started = AS_OF - timedelta(days=chance.randrange(_DAYS), hours=chance.randint(1, 5))
    ended = started + timedelta(minutes=chance.choice((10, 60, 180, 3000)))
    is_over = ended < AS_OF and chance.random() < 0.97
    change = chance.choice(sorted((root / "content/changes").rglob("*.md")) or [None])
    text = f"---\ntitle: Incident {number}\nurgency: {chance.choice(('P1', 'P2'))}\nfault: {chance.choice(('infrastructure', 'software'))}\n"
    text += f"started: {_utc(started)}\n" + (f"resolved: {_utc(ended)}\n" if is_over else "")
    text += f"change: {change.stem}\n" if change is not None and chance.random() < 0.2 else ""
    impacts = [f"{{on: {_node(chance)}, level: {_level(chance)}}}" for _ in range(chance.randint(0, 2))]
    text += f"impacts: [{', '.join(impacts)}]\n---\n"
    text += "\nWhat it was about.\n" if chance.random() < 0.3 else ""
    text += f"\n## Investigating · {_utc(started + timedelta(minutes=5))}\n\nWe look at number {number}.\n"
    text += f"\n## Resolved · {_utc(ended)}\n\nIt works again.\n" if is_over else ""
    write(root, f"incidents/{started:%Y}/{started:%Y-%m-%d}-number-{number}.md", text)


def add_rfo(root: Path, chance: random.Random) -> None:
    path = chance.choice(_incidents(root))
    if "resolved:" in path.read_text():
        cause = chance.choice(("bad-route", "old-firmware"))
        matter = f"status: final\nroot_cause: {cause}\nsummary: It broke.\nfinal_on: {AS_OF:%Y-%m-%d}\n"
        path.with_name(path.name.replace(".md", ".rfo.md")).write_text(
            f"---\n{matter}---\n\n## Root cause\n\nA route.\n"
        )


def add_change(root: Path, chance: random.Random, number: int) -> None:
    begin = AS_OF + timedelta(days=chance.randrange(-_DAYS, 20), hours=chance.randrange(5))
    end = begin + timedelta(hours=2)
    outcome = chance.choice(("succeeded", "failed")) if end < AS_OF else "planned"
    text = f"---\ntitle: Change {number}\nkind: maintenance\ncomponents: [{_node(chance)}]\nexpected: degraded\n"
    text += f"window: {{from: {_utc(begin)}, to: {_utc(end)}}}\noutcome: {outcome}\n"
    text += f"impacts: [{{on: {_node(chance)}, level: {_level(chance)}}}]\n" if outcome != "planned" else ""
    text += "---\n\nNew firmware.\n"
    write(root, f"content/changes/{begin:%Y}/{begin:%Y-%m-%d}-change-{number}.md", text)


def edit(root: Path, chance: random.Random, number: int) -> None:
    """One thing that people do: often a word, now and then anything else. What was broken is mended first."""
    for broken in [path for path in root.rglob("*.md") if path.read_text().startswith(_BROKEN)]:
        broken.write_text(broken.read_text().removeprefix(_BROKEN))
    path = chance.choice(
        sorted([*_incidents(root), *root.glob("incidents/*/*.rfo.md"), *root.glob("content/changes/*/*.md")])
    )
    match chance.randrange(12):
        case 0:
            add_incident(root, chance, number)
        case 1:
            add_rfo(root, chance)
        case 2:
            add_change(root, chance, number)
        case 3:
            path.unlink()
        case 4:
            path.write_text(path.read_text().replace("level: outage", "level: partial").replace(":1", ":2", 1))
        case 5:
            path.write_text(_BROKEN + path.read_text())
        case 6:
            catalog = root / "content/catalog" / chance.choice(("services.yml", "components.yml"))
            catalog.write_text(catalog.read_text().replace("name: ", "name: New ", 1))
        case 7:
            path.write_text(path.read_text().replace("title: ", "title: New ", 1))
        case 8:
            say_more(path, chance)
        case _:
            path.write_text(path.read_text() + "\nOne more sentence.\n")


def say_more(path: Path, chance: random.Random) -> None:
    """Another update, at any instant."""
    at = AS_OF - timedelta(minutes=chance.randrange(_DAYS * 1440))
    path.write_text(f"{path.read_text()}\n## Update · {_utc(at)}\n\nMore is known.\n")


def reword(root: Path, chance: random.Random) -> Path:
    """Other words about an incident that is over: behind all that was said, or before it, where the search reads them."""
    path = chance.choice([path for path in _incidents(root) if "resolved:" in path.read_text()])
    text, words = path.read_text(), f"Word {chance.randrange(1000)} <b>&amp;</b> ]]> *more*.\n"
    if chance.random() < 0.5:
        path.write_text(f"{text}\n{words}")
    else:
        matter, said = text.split("]\n---\n", 1)
        path.write_text(f"{matter}]\n---\n\n{words}{said}")
    return path


def _incidents(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("incidents/*/*.md") if not path.name.endswith(".rfo.md"))


def _node(chance: random.Random) -> str:
    return chance.choice((f"part-{chance.randrange(SERVICES)}", "core-a", "core-b"))


def _level(chance: random.Random) -> str:
    return chance.choice(("outage", "partial", "degraded"))


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
