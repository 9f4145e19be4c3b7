"""Every character stands in XML as lxml writes it."""

from __future__ import annotations

from lxml import etree

from aboveboard.render.feeds.item import sendable
from aboveboard.render.feeds.xml_text import in_attribute, in_element

EVERY = sendable("".join(map(chr, range(0x110000))))


def test_every_character_stands_in_an_element_as_lxml_writes_it() -> None:
    element = etree.Element("x")
    element.text = EVERY
    assert written(element) == f"<x>{in_element(EVERY)}</x>"


def test_every_character_stands_in_an_attribute_as_lxml_writes_it() -> None:
    assert written(etree.Element("x", y=EVERY)) == f'<x y="{in_attribute(EVERY)}"/>'


def test_lxml_takes_what_is_sendable_and_nothing_else() -> None:
    for character in map(chr, (*range(0x10000), 0x10FFFF)):
        assert is_taken(character) == (sendable(character) == character)


def written(element: etree._Element) -> str:
    text: bytes = etree.tostring(element, encoding="UTF-8", xml_declaration=False)
    return text.decode()


def is_taken(text: str) -> bool:
    try:
        etree.Element("x").text = text
    except ValueError:
        return False
    return True
