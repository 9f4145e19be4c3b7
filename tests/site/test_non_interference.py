"""What is private to one customer, or to staff, moves not one byte of the public tree or of another customer's portal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.history.blobs import Blobs
from aboveboard.history.commits import CommitLog
from aboveboard.history.git import Git
from aboveboard.history.versions import History
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.survey import FileDigests
from aboveboard.publish.tree import Output
from aboveboard.records.layout import Kind, kind_of
from aboveboard.records.values import instant_of
from aboveboard.render.html import Fragments
from aboveboard.render.paper.press import Press
from aboveboard.render.shell import Shell, Shells
from aboveboard.render.theme import theme_folders
from aboveboard.site.feed_shelf import FeedShelf
from aboveboard.site.joining import joiner_of
from aboveboard.site.keys import Keys
from aboveboard.site.papers import Papers
from aboveboard.site.portal import Portal, PortalParts
from aboveboard.site.proving import Proof, proof_of
from aboveboard.site.public import PublicSite
from aboveboard.site.records_of import Recorded
from aboveboard.site.remembered import Remembered
from aboveboard.views.audience import STAFF
from aboveboard.views.edition import edition_at
from aboveboard.views.own_registers import OwnRegisters
from builders import catalog, change, customer, incident, register_of, rfo

Files = Mapping[str, str]
Trees = dict[str, dict[str, bytes]]

NOW = instant_of("2026-11-15 13:37:20 UTC")
ROOT = Path("/nowhere")
OTHERS = ("bolt", "cube")

SLAS = """\
gold: {target: 99.9, counts: [infrastructure, software, unknown], notice: 5d, credits: [{below: 99.9, percent: 5}]}
own: {name: Promise for one, target: 99.5, counts: [infrastructure]}
"""
COMPONENTS = """\
edge: {name: Edge, owner: infrastructure}
vault: {name: Vault, owner: infrastructure, public: false}
store-a: {name: Store A, owner: software}
store-b: {name: Store B, owner: software}
acme-line: {name: Line of one, owner: customer}
cube-line: {name: Line of another, owner: customer}
"""
SERVICES = """\
erp: {name: ERP Suite, group: Business, requires: [edge, vault, {any: [store-a, store-b]}]}
mail: {name: Mail, requires: [edge]}
"""
ACME = """\
name: Quibbletech
timezone: Europe/Berlin
tier: 1
value: 918273
account_manager: {name: Ottoline Prake, email: ottoline@northwind.example, phone: "+49 30 555 0171"}
contacts: [{name: Ignatius Vole, role: CIO, email: ignatius@quibble.example}]
subscriptions:
  - {service: erp, since: 2026-08-01, sla: own, via: [acme-line]}
  - {service: mail, since: 2026-08-01}
"""
# Served by the same account manager, on the same services.
BOLT = """\
name: Boltwright
timezone: America/New_York
account_manager: {name: Ottoline Prake, email: ottoline@northwind.example, phone: "+49 30 555 0171"}
contacts: [{name: Zebulon Marsh, email: zebulon@bolt.example}]
subscriptions: [{service: mail, since: 2026-09-10, sla: gold}, {service: erp, since: 2026-10-01}]
"""
CUBE = """\
name: Cubeworks
subscriptions: [{service: erp, since: 2026-10-15, sla: gold, via: [cube-line]}]
"""
EDGE = "2026-10-03-edge"
LINES = "2026-10-20-lines"
OPEN = "2026-11-15-open"
FIRMWARE = "2026-11-20-firmware"

FILES: Files = {
    **catalog(SERVICES, COMPONENTS, SLAS),
    **customer("acme", ACME),
    **customer("bolt", BOLT),
    **customer("cube", CUBE),
    **incident(
        EDGE,
        "title: Packet loss at the edge\nstarted: 2026-10-03 08:12 UTC\nresolved: 2026-10-03 09:02 UTC\n"
        "impacts: [{on: edge, level: outage}]",
        "## Investigating · 2026-10-03 08:20 UTC\n\nWe look into it.",
    ),
    **rfo(
        EDGE,
        "preliminary_on: 2026-10-05\nfinal_on: 2026-10-07\nroot_cause: fibre-cut\nsummary: A cut fibre took it down.\n"
        "actions: [{id: A1, what: Second path, kind: prevent, owner: Network engineering, due: 2026-12-01}]",
    ),
    **incident(
        LINES,
        "title: A line was slow\nstarted: 2026-10-20 10:00 UTC\nresolved: 2026-10-20 11:00 UTC\nfault: customer\n"
        "impacts: [{on: mail, level: outage, customers: [acme, bolt]}]",
    ),
    **incident(
        OPEN,
        "title: Store B is slow\nfault: software\nstarted: 2026-11-15 13:00 UTC\nimpacts: [{on: store-b, level: partial}]",
        "## Investigating · 2026-11-15 13:20 UTC\n\nWe look.",
    ),
    **change(
        FIRMWARE,
        "title: Firmware of the edge\ncomponents: [edge]\nannounced: 2026-11-10 09:00 UTC\nexpected: degraded\n"
        "window: {from: 2026-11-20 01:00 UTC, to: 2026-11-20 03:00 UTC}",
    ),
}  # fmt: skip


@lru_cache(maxsize=1)
def the_press() -> Press:
    return Press(theme_folders("paper", ROOT))


@lru_cache(maxsize=1)
def the_fragments() -> Fragments:
    return Fragments(theme_folders("html", ROOT))


def trees_of(files: Files) -> Trees:
    """The public tree and the portals of the others, as a build makes them but for the shell, which shows all it is given."""
    register = register_of(files)
    digests = {path: FileDigests(digest_of(text), digest_of(text)) for path, text in files.items()}
    with Cache(None, "") as cache:
        proof = proof_of(Recorded(ROOT, register, digests, frozenset(), (), (), True), cache)
    assert not proof.withheld
    shell = Shell(("<title>",) + ("\n",) * 6, ("title", "head", "data", "reader", "notes", "body"))
    shells = Shells({look: {0: shell, 1: shell} for look in ("public", "portal")})
    remembered = Remembered(History(CommitLog(), Blobs(Git(ROOT)), NOW))
    with Cache(None, "") as cache:
        site = PublicSite(proof.told, NOW, False, cache, remembered, Papers(the_press(), ""))
        search = repr((site.search_entries, site.sitemap_paths)).encode()
        public = [*site.in_shells(shells, the_fragments()), *site.files]
        portals = _portals(proof, shells, cache, remembered)
        return {"public": {**_made(public), "search": search}, **{id: _made(portals[id].outputs()) for id in portals}}


def _portals(proof: Proof, shells: Shells, cache: Cache, remembered: Remembered) -> dict[str, Portal]:
    register = proof.made_of.register
    staff = edition_at(STAFF, register, NOW, is_fixed=False)
    parts = PortalParts(
        Keys(staff, proof.made_of, ""),
        joiner_of(shells, the_fragments(), "portal"),
        (),
        FeedShelf(cache),
        {},
        remembered,
        proof.made_of,
        NOW,
    )
    own = OwnRegisters(register, proof.told.register)
    # All of them, in the order of a build: what one leaves behind must not reach the next.
    return {
        id: Portal(own.edition(id, NOW, is_fixed=False), parts, Papers(the_press(), ""))
        for id in register.customers
        if id in OTHERS or any(id < other for other in OTHERS)
    }


def _made(outputs: Iterable[Output]) -> dict[str, bytes]:
    return {output.path: output.make() for output in outputs}


@lru_cache(maxsize=1)
def trees_before() -> Trees:
    return trees_of(FILES)


def moved(files: Files) -> list[str]:
    """The files of the public and of the others that are not what they were."""
    found, before, after = [], trees_before(), trees_of(files)
    for tree in ("public", *OTHERS):
        old, new = before[tree], after[tree]
        found += [f"{tree}/{path}" for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
    return found


# Letters that no page is made of in this order.
WORDS = st.text("qxzjvk", min_size=9, max_size=30).map(lambda text: f"Q{text}")
DAYS = st.sampled_from(
    ("2024-02-03", "2026-08-11", "2026-09-30", "2026-10-03", "2026-10-31", "2026-11-14", "2026-11-15")
)
CLOCKS = st.sampled_from(("00:00", "08:30", "09:02", "13:36"))
LEVELS = st.sampled_from(("degraded", "partial", "outage"))
NODES = st.sampled_from(("acme-line", "mail", "erp", "edge"))
ACME_FILE = next(iter(customer("acme", "")))

Edit = Callable[[dict[str, str]], None]


def replacing(path: str, old: str, new: str) -> Edit:
    def edit(files: dict[str, str]) -> None:
        assert old in files[path], old
        files[path] = files[path].replace(old, new)

    return edit


def adding(more: Files) -> Edit:
    def edit(files: dict[str, str]) -> None:
        files.update(more)

    return edit


def appending(path: str, text: str) -> Edit:
    def edit(files: dict[str, str]) -> None:
        files[path] += text

    return edit


def without_acme(files: dict[str, str]) -> None:
    del files[ACME_FILE]
    path = next(path for path in files if LINES in path)
    files[path] = files[path].replace("[acme, bolt]", "[bolt]")


def edits_of_the_file(word: str) -> Mapping[str, Edit]:
    """What else may stand in the customer's file, and in what of the catalog it alone may read."""
    slas, components = "content/catalog/slas.yml", "content/catalog/components.yml"
    return {
        "name": replacing(ACME_FILE, "name: Quibbletech", f"name: {word}"),
        "alias": appending(ACME_FILE, f"aliases: [{word}]\n"),
        "contact": replacing(ACME_FILE, "Ignatius Vole", word),
        "e-mail": replacing(ACME_FILE, "ignatius@", f"{word.lower()}@"),
        "account manager": replacing(ACME_FILE, "Ottoline Prake", word),
        "value": replacing(ACME_FILE, "918273", "777111"),
        "tier": replacing(ACME_FILE, "tier: 1", "tier: 3"),
        "zone": replacing(ACME_FILE, "Europe/Berlin", "Pacific/Auckland"),
        "since": replacing(ACME_FILE, "since: 2026-08-01", "since: 2019-03-01"),
        "sla": replacing(ACME_FILE, "sla: own", "sla: gold"),
        "via": replacing(ACME_FILE, ", via: [acme-line]", ""),
        "note": appending(ACME_FILE, f"ended: {{on: 2026-10-31, reason: price, note: {word} was cheaper.}}\n"),
        "meeting": appending(ACME_FILE, f"meetings: [{{what: {word}, every: quarter, with: [CIO]}}]\n"),
        "name of its sla": replacing(slas, "Promise for one", word),
        "name of its component": replacing(components, "Line of one", word),
        "name of a hidden component": replacing(components, "name: Vault", f"name: {word}"),
        "gone": without_acme,
    }


def edits_of_records(
    word: str, at: str = "2026-08-11 08:30 UTC", *, on: str = "mail", level: str = "outage", is_over: bool = False
) -> Mapping[str, Edit]:
    """A record that only acme or staff may read, or a part of a public one that is so."""
    day = at[:10]
    end = f"resolved: {day} 23:59 UTC\n" if is_over and day < "2026-11-15" else ""
    head = f"title: {word}\nstarted: {at}\n{end}"
    scoped = f"impacts: [{{on: {on}, level: {level}, customers: [acme]}}]\n"
    said = f"## Investigating · {at}\n\n{word} {word} {word} {word}.\n"
    own, draft = f"{day}-own", f"{day}-zz-draft"
    report = f"preliminary_on: 2026-11-13\nfinal_on: 2026-11-14\nroot_cause: fibre-cut\nsummary: {word}\nactions: []"
    work = (
        f"title: {word}\naudience: affected\ncomponents: [acme-line]\nwindow: {{from: {at}, to: 2026-12-30 03:00 UTC}}"
    )
    call = f"customer: acme\nat: {at}\nchannel: phone\nby: Account management\nabout: [{EDGE}]"
    return {
        "own incident": adding(incident(own, head + scoped, said)),
        "own incident with a report": adding({**incident(own, head + scoped, said), **rfo(own, report)}),
        "own incident of a public cause": adding(incident(own, f"{head}{scoped}change: {FIRMWARE}", said)),
        "own impact in a public record": replacing(
            _path_of(EDGE), "level: outage}", f"level: outage}}, {{on: {on}, level: {level}, customers: [acme]}}"
        ),
        "own change": adding(change(f"{day}-work", work, said.replace("Investigating", "Scheduled"))),
        "internal incident": adding(
            incident(draft, f"{head}audience: internal\nimpacts: [{{on: edge, level: {level}}}]", said)
        ),
        "draft of a report": adding(rfo(OPEN, f"status: draft\nroot_cause: fibre-cut\nsummary: {word}", "None yet.")),
        "internal report": adding(rfo(OPEN, f"audience: internal\n{report}")),
        "communication": adding({
            f"content/communications/{day[:4]}/{day}-call.md": f"---\n{call}\n---\n{word} {word} {word} {word}.\n"
        }),
        "another customer": adding(customer("zed", f"name: {word}\nsubscriptions: [{{service: erp, since: {day}}}]")),
        "another customer before all": adding(
            customer("a", f"name: {word}\nsubscriptions: [{{service: mail, since: {day}, sla: own}}]")
        ),
    }  # fmt: skip


def every_edit(word: str = "Qxzzyvk") -> Mapping[str, Edit]:
    late = edits_of_records(word, "2026-11-15 13:36 UTC")
    newest = {f"newest {name}": late[name] for name in ("own incident", "internal incident", "own change")}
    return {**edits_of_the_file(word), **edits_of_records(word), **newest}


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Edit]:
    word, day, clock = draw(WORDS), draw(DAYS), draw(CLOCKS)
    known = {
        **edits_of_the_file(word),
        **edits_of_records(word, f"{day} {clock} UTC", on=draw(NODES), level=draw(LEVELS), is_over=draw(st.booleans())),
    }
    # Who is gone has no records any more.
    return draw(st.sampled_from(sorted((item for item in known.items() if item[0] != "gone"), key=itemgetter(0))))


def _path_of(id: str) -> str:
    return next(path for path in FILES if kind_of(path) is Kind.INCIDENT and id in path)


@pytest.mark.parametrize("name", every_edit())
def test_what_is_private_moves_no_byte_of_other_trees(name: str) -> None:
    files = dict(FILES)
    every_edit()[name](files)
    assert files != FILES
    assert moved(files) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some=st.lists(edits(), min_size=2, max_size=4, unique_by=itemgetter(0)))
def test_nor_does_it_together(some: Sequence[tuple[str, Edit]]) -> None:
    files = dict(FILES)
    for _, edit in some:
        # An edit before it may have taken the place away.
        with suppress(AssertionError, KeyError):
            edit(files)
    assert moved(files) == []
