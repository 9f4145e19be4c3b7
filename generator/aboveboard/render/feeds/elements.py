"""A feed in XML, cut at the elements of its entries and put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aboveboard.frozen import frozen


@frozen
class Elements:
    """`start` opens each of them, `end` follows the last. Neither stands anywhere else in what feedgen writes: there, `<`
    of any other kind is escaped."""

    start: str
    end: str

    def of(self, feed: str) -> tuple[str, ...]:
        _, elements = self._cut(feed)
        return tuple(elements)

    def put_into(self, feed: str, elements: Sequence[str]) -> bytes:
        """`feed` has none yet."""
        return self._joined(feed.removesuffix(self.end), elements)

    def replaced(self, feed: bytes, others: Mapping[int, str]) -> bytes:
        """With these in the places of others. Raises ValueError or LookupError where the feed is none of ours."""
        head, elements = self._cut(feed.decode())
        for at, other in others.items():
            elements[at] = other
        return self._joined(head, elements)

    def _cut(self, feed: str) -> tuple[str, list[str]]:
        """What stands before the elements, and they."""
        head, *rest = feed.removesuffix(self.end).split(self.start)
        return head, [self.start + element for element in rest]

    def _joined(self, head: str, elements: Sequence[str]) -> bytes:
        return "".join((head, *elements, self.end)).encode()
