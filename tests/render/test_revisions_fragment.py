"""What changed after publication, as pages show it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.views.change_page import change_page
from aboveboard.views.incident_page import incident_page
from aboveboard.views.page import Page
from aboveboard.views.revision_effect import Moved
from aboveboard.views.revisions import NO_REVISIONS, RevisionRow, Revisions
from aboveboard.views.rfo_page import rfo_page
from aboveboard.views.words.instants import full_moment
from builders import at
from record_scenes import MOVE, TIMEOUTS, TIMEOUTS_RFO
from status_scenes import scene

FRAGMENTS = Fragments(theme_folders("html"))
EDITION = scene(TIMEOUTS, TIMEOUTS_RFO, MOVE)
ROW = RevisionRow(
    full_moment(at("2026-11-09 10:00 UTC"), "UTC"),
    ("End corrected from 09:02 to 09:10 UTC", "Cause named: the change “<b>Evil</b>”"),
    (Moved("ERP <Suite>", "downtime", "43 min", "51 min"),),
)
LATER = replace(ROW, lines=("Title changed",), moved=())
REVISIONS = Revisions((ROW,), (LATER,), "Show 1 earlier revision", "")


def pages(revisions: Revisions) -> dict[str, Page]:
    return {
        "incident": incident_page(EDITION, "2026-10-18-timeouts", revisions=revisions),
        "change": change_page(EDITION, "2026-10-18-move", revisions=revisions),
        "rfo": rfo_page(EDITION, "2026-10-18-timeouts", revisions=revisions),
    }


@pytest.mark.parametrize("name", ["incident", "change", "rfo"])
def test_pages_show_what_changed_when_and_what_it_did(name: str) -> None:
    html = FRAGMENTS.render(pages(REVISIONS)[name])
    assert html.count("What changed after publication") == 1
    _, _, section = html.partition("What changed after publication")
    shown, _, folded = section.partition("<details>")
    assert '<time datetime="2026-11-09T10:00Z"' in shown
    assert "<li>End corrected from 09:02 to 09:10 UTC.</li>" in shown
    assert "<li>ERP &lt;Suite&gt;: downtime 43 min → 51 min.</li>" in shown
    assert "&lt;b&gt;Evil&lt;/b&gt;" in shown
    assert "<summary>Show 1 earlier revision</summary>" in folded
    assert "Title changed." in folded


@pytest.mark.parametrize("name", ["incident", "change", "rfo"])
def test_where_nothing_changed_there_is_no_section_and_what_is_not_known_is_said(name: str) -> None:
    assert "What changed after publication" not in FRAGMENTS.render(pages(NO_REVISIONS)[name])
    noted = FRAGMENTS.render(pages(Revisions(note="There is no history here."))[name])
    assert "What changed after publication" in noted
    assert '<p class="lead">There is no history here.</p>' in noted
