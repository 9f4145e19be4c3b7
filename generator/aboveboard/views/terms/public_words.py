"""What everybody may know: it is nobody's private term, whoever else is called so."""

from __future__ import annotations

from collections.abc import Iterator

from aboveboard.records.catalog import Component, Service
from aboveboard.records.register import Register
from aboveboard.views.audience import PUBLIC, known_components
from aboveboard.views.terms.domains import domains_of, host_domains
from aboveboard.views.terms.of_records import texts_of, texts_of_rfo, told_in
from aboveboard.views.terms.readers import Reach
from aboveboard.views.terms.sentences import plain_blocks
from aboveboard.views.terms.term import TermKind, folded_key

_WORDS = TermKind.NAME


def public_keys(register: Register) -> frozenset[str]:
    """The keys of terms that the public catalog is made of: names and ids of nodes, and how the provider is reached."""
    return frozenset((*_of_provider(register), *_of_nodes(register))) - {""}


def public_texts(register: Register, reach: Reach) -> Iterator[str]:
    """The words of each record and of the catalog that everybody may read, as they are written and as they are read."""
    for record in told_in(register):
        if reach.readers_of(record).is_public:
            yield from _either("\n\n".join(texts_of(record)))
    for rfo in register.rfos.values():
        if reach.readers_of_rfo(rfo).is_public:
            yield from _either("\n\n".join(texts_of_rfo(rfo)))
    yield from ("\n\n".join(_texts_of_node(node)) for node in _public_nodes(register))


def _either(text: str) -> Iterator[str]:
    """Links have addresses where they are written, and tags have names."""
    yield text
    if "](" in text or "<" in text:
        yield "\n\n".join(plain_blocks(text))


def _of_provider(register: Register) -> Iterator[str]:
    provider = register.provider
    yield folded_key(provider.name, _WORDS)
    for domain in host_domains(provider.url):
        yield folded_key(domain, _WORDS)
    for contact in provider.contacts:
        for text in (contact.role, contact.name, contact.email, contact.telegram):
            yield folded_key(text or "", _WORDS)
        for phone in (contact.phone, contact.whatsapp):
            yield folded_key(phone or "", TermKind.PHONE)
        for domain in domains_of(contact.email or ""):
            yield folded_key(domain, _WORDS)


def _of_nodes(register: Register) -> Iterator[str]:
    for node in _public_nodes(register):
        named = (node.id, node.name, node.group, node.supplier if isinstance(node, Component) else None)
        yield from (folded_key(text or "", _WORDS) for text in named)


def _public_nodes(register: Register) -> Iterator[Component | Service]:
    yield from (register.components[id] for id in known_components(PUBLIC, register))
    yield from register.services.values()


def _texts_of_node(node: Component | Service) -> Iterator[str]:
    yield node.description or ""
    if isinstance(node, Service):
        yield from (node.supports or "", node.plan or "")
