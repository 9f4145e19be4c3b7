"""Where in a record people wrote words of their own: each text with the place of it in its file."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Component, Contact, Node, Provider
from aboveboard.records.change import Change
from aboveboard.records.incident import Incident
from aboveboard.records.rfo import Rfo
from aboveboard.records.wrong import Steps


@frozen
class Spoken:
    """`steps` lead to it in the file's YAML. What stands below the front matter has none: it is the `part` "introduction",
    "update" or "body", an update with the line of its heading. The file's own name is the `part` "name"."""

    text: str
    steps: Steps = ()
    part: str = ""
    line: int | None = None


def spoken_in(record: Incident | Change) -> Iterator[Spoken]:
    yield Spoken(record.id, part="name")
    yield Spoken(record.title, ("title",))
    if isinstance(record, Change):
        yield Spoken(record.version or "", ("version",))
    else:
        yield Spoken(record.supplier or "", ("supplier",))
        yield from (Spoken(tag, ("tags", at)) for at, tag in enumerate(record.tags))
        if record.contact is not None:
            yield from _in_contact(record.contact, ("contact",))
    yield Spoken(record.introduction, part="introduction")
    yield from (Spoken(update.text, part="update", line=update.line) for update in record.updates)


def spoken_in_rfo(rfo: Rfo) -> Iterator[Spoken]:
    yield Spoken(rfo.summary or "", ("summary",))
    yield Spoken(rfo.root_cause or "", ("root_cause",))
    yield from (Spoken(moment.what, ("timeline", at, "what")) for at, moment in enumerate(rfo.timeline))
    for at, action in enumerate(rfo.actions or ()):
        fields = (("id", action.id), ("what", action.what), ("owner", action.owner), ("link", action.link))
        yield from (Spoken(text or "", ("actions", at, name)) for name, text in fields)
    yield from (Spoken(change.what, ("changes", at, "what")) for at, change in enumerate(rfo.changes))
    yield Spoken(rfo.body, part="body")


def spoken_in_node(node: Node) -> Iterator[Spoken]:
    fields = [("name", node.name), ("group", node.group), ("description", node.description)]
    if isinstance(node, Component):
        fields += [("supplier", node.supplier)]
    else:
        fields += [("supports", node.supports), ("plan", node.plan)]
    yield Spoken(node.id, (node.id,))
    yield from (Spoken(text, (node.id, name)) for name, text in fields if text)


def spoken_in_provider(provider: Provider) -> Iterator[Spoken]:
    yield Spoken(provider.name, ("name",))
    for at, contact in enumerate(provider.contacts):
        yield from _in_contact(contact, ("contacts", at))


def _in_contact(contact: Contact, steps: Steps) -> Iterator[Spoken]:
    for name in ("role", "name", "phone", "email", "whatsapp", "telegram", "hours"):
        yield Spoken(getattr(contact, name) or "", (*steps, name))
    yield from (Spoken(channel, (*steps, "channels", at)) for at, channel in enumerate(contact.channels))
