"""A canary in every private field, hidden in every way: all are found by whoever may not read them, none by its owner."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from aboveboard.proof.scanner import Scanner
from aboveboard.records.catalog import AccountManager, Contact, Customer, Ended, Meeting, Subscription
from aboveboard.records.communication import Communication, Next
from aboveboard.records.register import Register
from aboveboard.views.private_terms import private_terms
from builders import catalog, customer, incident, register_of, rfo
from proof.hiding import HIDDEN

# What becomes of each field of what is private: a canary that stands for it, or why there is none.
NO_TEXT = "a number, a date, a zone or a choice of few words"
AN_ID = "the id of something that has rules of its own"
SENTENCE = "looked for when it is a sentence"
CUSTOMER = {
    "id": "canary-kreuz-freight",
    "name": "Zürcher Canary & Söhne",
    "aliases": "KNRY7",
    "timezone": NO_TEXT,
    "tier": NO_TEXT,
    "value": "8451297",
    "account_manager": AccountManager,
    "contacts": Contact,
    "meetings": Meeting,
    "subscriptions": Subscription,
    "ended": Ended,
}
DECIDED: Mapping[type[BaseModel], Mapping[str, Any]] = {
    Customer: CUSTOMER,
    AccountManager: {
        "name": "Brunhilde Canarywood",
        "email": "b.canarywood@northwind.example",
        "phone": "+49 30 555 0171",
    },
    Contact: {
        "role": "Keeper of the seven silver canaries",
        "name": "Ofelia Kanarin",
        "phone": "+49 30 555 0182",
        "email": "ofelia@kanarin-freight.example",
        "whatsapp": "+1 555 0193 448",
        "telegram": "@kanarin_ofelia",
        "hours": "only when the canary sings twice",
        "channels": "by a canary that flies north",
    },
    Meeting: {
        "what": "Breakfast with all of the canaries",
        "with": "Whoever feeds the canary this week",
        "every": NO_TEXT,
    },
    Subscription: dict.fromkeys(("service", "via", "sla"), AN_ID) | dict.fromkeys(("since", "until"), NO_TEXT),
    Ended: {
        "on": NO_TEXT,
        "reason": "their canary liked the other cage better",
        "note": "Between us, the canary was never paid for.",
    },
    Communication: {
        "id": "2026-10-05-canary-call",
        "path": AN_ID,
        "body": "They told us that their canary is ill.",
        "customer": AN_ID,
        "function": "Those who look after our canaries",
        "at": NO_TEXT,
        "channel": NO_TEXT,
        "by": "The one who speaks to canaries",
        "about": AN_ID,
        "acknowledged": NO_TEXT,
        "next": Next,
    },
    Next: {"what": "Send seven new canaries by train", "on": NO_TEXT},
}
# What not even its owner reads.
STAFF_ONLY = (DECIDED[Ended]["note"], CUSTOMER["value"], *(one for one in DECIDED[Communication].values()))

OWNER = "canary-kreuz-freight"
CONTACT, MANAGER, MEETING = DECIDED[Contact], DECIDED[AccountManager], DECIDED[Meeting]
FILES = (
    catalog("erp: {name: ERP, requires: [edge]}", "edge: {name: Edge, owner: infrastructure}")
    | customer("bolt", "name: Bolt Bakeries\nsubscriptions: [{service: erp, since: 2025-01-01}]")
    | customer(
        OWNER,
        f"""\
name: {CUSTOMER["name"]}
aliases: [{CUSTOMER["aliases"]}]
value: {CUSTOMER["value"]}
account_manager: {{name: {MANAGER["name"]}, email: {MANAGER["email"]}, phone: "{MANAGER["phone"]}"}}
contacts:
  - name: {CONTACT["name"]}
    role: {CONTACT["role"]}
    phone: "{CONTACT["phone"]}"
    email: {CONTACT["email"]}
    whatsapp: "{CONTACT["whatsapp"]}"
    telegram: "{CONTACT["telegram"]}"
    hours: {CONTACT["hours"]}
    channels: [{CONTACT["channels"]}]
meetings: [{{what: {MEETING["what"]}, with: [{MEETING["with"]}], every: month}}]
subscriptions: [{{service: erp, since: 2025-01-01}}]
ended: {{on: 2026-11-01, reason: {DECIDED[Ended]["reason"]}, note: "{DECIDED[Ended]["note"]}"}}
""",
    )
    | incident(
        "2026-10-01-open", "started: 2026-10-01 00:00 UTC\nimpacts: [{on: edge, level: outage}]", "All can read it."
    )
    | rfo("2026-10-01-open", "status: draft\nsummary: The draft blames the canary of all things.")
    | {
        "content/communications/2026/2026-10-05-canary-call.md": f"""\
---
function: {DECIDED[Communication]["function"]}
at: 2026-10-05 08:00 UTC
channel: phone
by: {DECIDED[Communication]["by"]}
next: {{what: {DECIDED[Next]["what"]}, on: 2026-10-07}}
---
{DECIDED[Communication]["body"]}
"""
    }
)


def canaries() -> list[str]:
    reasons = (NO_TEXT, AN_ID, SENTENCE)
    return [
        one for fields in DECIDED.values() for one in fields.values() if isinstance(one, str) and one not in reasons
    ]


def models_within(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        yield from (inner for one in classes_in(field.annotation) for inner in models_within(one))


def classes_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for part in get_args(annotation) for one in classes_in(part)]


@pytest.mark.parametrize("root", [Customer, Communication])
def test_every_private_field_has_a_canary_or_a_reason_for_none(root: type[BaseModel]) -> None:
    for model in models_within(root):
        fields = {field.alias or name for name, field in model.model_fields.items()}
        assert fields == set(DECIDED[model]), f"decide what becomes of each field of {model.__name__}"


@pytest.fixture(scope="module")
def register() -> Register:
    return register_of(FILES)


@pytest.fixture(scope="module")
def scanner(register: Register) -> Scanner:
    return Scanner(private_terms(register))


@pytest.mark.parametrize("canary", canaries())
def test_each_canary_is_a_term_known_to_its_owner_alone(register: Register, canary: str) -> None:
    (term,) = [term for term in private_terms(register) if term.text == canary]
    assert term.known_to == (frozenset() if canary in (*STAFF_ONLY, DECIDED[Next]["what"]) else {OWNER})


@pytest.mark.parametrize("way", HIDDEN)
def test_every_canary_is_found_however_it_is_hidden(scanner: Scanner, way: str) -> None:
    path, hide = HIDDEN[way]
    for canary in canaries():
        for reader in (None, "bolt"):
            found = {hit.term.text for hit in scanner.hits(reader, path, hide(canary))}
            assert canary in found, f"{canary} for {reader}"


@pytest.mark.parametrize("way", HIDDEN)
def test_the_owner_may_read_its_own(scanner: Scanner, way: str) -> None:
    path, hide = HIDDEN[way]
    for canary in set(canaries()) - set(STAFF_ONLY) - {DECIDED[Next]["what"]}:
        assert scanner.hits(OWNER, path, hide(canary)) == (), canary


@pytest.mark.parametrize("way", HIDDEN)
def test_nothing_is_found_where_nothing_is(scanner: Scanner, way: str) -> None:
    path, hide = HIDDEN[way]
    assert scanner.hits(None, path, hide("Northwind Cloud")) == ()


def test_a_name_of_a_file_is_read_too(scanner: Scanner) -> None:
    assert [hit.where for hit in scanner.hits(None, f"incidents/{OWNER}.html", b"")] == ["path"]


def test_a_scanner_in_another_process_finds_the_same(scanner: Scanner) -> None:
    import pickle

    done = subprocess.run(
        [sys.executable, "-c", "import pickle, sys; print(pickle.load(sys.stdin.buffer).hits(None, 'a', b'KNRY7 is'))"],
        input=pickle.dumps(scanner),
        capture_output=True,
        check=True,
    )
    assert re.search(rb"KNRY7", done.stdout)
