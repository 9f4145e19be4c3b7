"""A format of feeds that is XML: feedgen's text, cut at the elements of its entries and put together again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aboveboard.render.feeds.entry_pattern import Values, filled
from aboveboard.render.feeds.item import BLANK, Envelope, Item


@dataclass(eq=False, slots=True)
class XmlFormat:
    """`whole` gives the feed as feedgen writes it. `start` opens each element of an entry, `end` follows the last. Neither
    stands anywhere else in what feedgen writes: there, `<` of any other kind is escaped."""

    whole: Callable[[Envelope, Sequence[Item]], str]
    values: Values
    start: str
    end: str
    AFTER_CATEGORIES: str
    BETWEEN_CATEGORIES: str = ""

    def fragment(self, item: Item) -> str:
        """The item's element."""
        return filled(item, self._element, self.values)

    def join(self, envelope: Envelope, parts: Sequence[str]) -> bytes:
        """What `whole` would write for the items that the fragments are of."""
        return self._joined(self.whole(envelope, ()).removesuffix(self.end), parts)

    def replaced(self, feed: bytes, texts: Mapping[int, str]) -> bytes:
        """A feed with these elements in the places of others. Raises ValueError or LookupError where it is none of ours."""
        head, elements = self._cut(feed.decode())
        for at, text in texts.items():
            elements[at] = text
        return self._joined(head, elements)

    def _element(self, item: Item) -> str:
        _, (element,) = self._cut(self.whole(BLANK, [item]))
        return element

    def _cut(self, feed: str) -> tuple[str, list[str]]:
        """What stands before the elements, and they."""
        head, *rest = feed.removesuffix(self.end).split(self.start)
        return head, [self.start + element for element in rest]

    def _joined(self, head: str, elements: Sequence[str]) -> bytes:
        return "".join((head, *elements, self.end)).encode()
