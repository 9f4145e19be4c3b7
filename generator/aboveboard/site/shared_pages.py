"""Pages that are two files, HTML and PDF: what one was made of waits for the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aboveboard.views.page import Page


@dataclass(slots=True)
class SharedPages:
    """Those of one tree; nothing waits where there are no papers."""

    has_papers: bool
    _waiting: dict[str, Page] = field(default_factory=dict)

    def page(self, path: str, make: Callable[[], Page]) -> Page:
        """Made for the first file, taken along by the second."""
        page = self._waiting.pop(path, None)
        if page is None:
            page = make()
            if self.has_papers:
                self._waiting[path] = page
        return page
