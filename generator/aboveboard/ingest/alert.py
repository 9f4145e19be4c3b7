"""The common shape of what monitoring sends. Annotations are not in it: what nobody reads cannot be published."""

from __future__ import annotations

from collections.abc import Mapping

from aboveboard.frozen import frozen


@frozen
class Alert:
    """`starts` and `ends` are seconds of UTC; `ends` is None as long as it fires."""

    fingerprint: str
    starts: int
    ends: int | None
    labels: Mapping[str, str]

    @property
    def is_firing(self) -> bool:
        return self.ends is None


@frozen
class Notification:
    """The alerts of one group, in the order sent. `truncated` says how many more the sender left out.

    `group` is a digest of the sender's key, which itself is made of labels and may name internal hosts.
    """

    group: str
    alerts: tuple[Alert, ...]
    truncated: int = 0
