"""The RFO on paper: its first page stands alone, the five sections and the tables follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from aboveboard.render.markdown import markdown_html
from aboveboard.render.paper.blocks import Block, blocks_of, text_of
from aboveboard.render.paper.imprint import Imprint, with_fingerprint
from aboveboard.render.paper.press import Paper, Press
from aboveboard.views.action_rows import ActionRow
from aboveboard.views.measured_impact import FaultTime, MeasuredImpact, MeasuredRow
from aboveboard.views.own_impact import OwnImpact
from aboveboard.views.page import Page
from aboveboard.views.revisions import RevisionRow
from aboveboard.views.rfo_page import RfoView
from aboveboard.views.rfo_text import Section
from aboveboard.views.words.instants import full_day_text
from aboveboard.views.words.prose import shortened

TEMPLATE = "rfo.typ"

_CAUSE = "Why it happened"
_ENOUGH_OF_CAUSE = 200
_LONGEST_PARAGRAPH = 500
_ANNOUNCEMENT = re.compile(r"(?:^|(?<=[.!?…]))[^.!?…]*:$")
_FIRST_ACTIONS = 3


def rfo_pdf(press: Press, page: Page, imprint: Imprint) -> Paper:
    """`page` is what `rfo_page` made for the reader of this copy."""
    return press.printed(TEMPLATE, rfo_sheet(page, imprint))


def rfo_sheet(page: Page, imprint: Imprint) -> dict[str, Any]:
    """All that is typeset, as JSON has it."""
    view = page.view
    assert isinstance(view, RfoView)
    url = imprint.url(page.path)
    actions = view.actions or ()
    return with_fingerprint(
        {
            "provider": imprint.provider,
            "customer": imprint.customer,
            "title": view.facts.title,
            "id": view.facts.id,
            "status": view.status,
            "revision": view.revision,
            "dates": view.dates,
            "date": view.revisions[0].on if view.revisions else "",
            "band": view.band,
            "summary": view.summary,
            "facts": [
                {"term": fact.term, "text": fact.text, "mark": fact.state.key if fact.state else ""}
                for fact in view.key_facts
            ],
            "cause": _cause(view.sections),
            "first_actions": [_action(row) for row in actions[:_FIRST_ACTIONS]],
            "more_actions": len(actions[_FIRST_ACTIONS:]),
            "actions": None if view.actions is None else [_action(row) for row in actions],
            "preface": _blocks(view.preface, url),
            "sections": [{"heading": one.heading, "blocks": _blocks(one.text, url)} for one in view.sections],
            "day": full_day_text(date.fromisoformat(view.facts.started.day)),
            "timeline": [[row.at.text, row.what, row.source] for row in view.timeline],
            "measured": _measured(view.measured),
            "own": None if view.own is None else _own(view.own),
            "revisions": [[row.status, row.on, row.what] for row in view.revisions],
            "changed": [_changed(row) for row in (*view.changed.newest, *view.changed.older)],
            "changed_note": view.changed.note if view.changed.newest else "",
            "recurrence": view.recurrence.sentence,
            "earlier": [{"text": link.text, "url": imprint.url(link.path)} for link in view.recurrence.earlier],
            "permalink": url,
            "feed": imprint.url(_feed(page)),
            "notes": list(page.notes),
        }
    )


def _cause(sections: Sequence[Section]) -> list[str]:
    """The first paragraphs of the second section, as plain text: what the summary leaves open."""
    written = next((section.text for section in sections if section.heading == _CAUSE), "")
    said: list[str] = []
    for block in blocks_of(markdown_html(written), "", under=2):
        if block["is"] != "p" or sum(map(len, said)) >= _ENOUGH_OF_CAUSE:
            break
        said.append(shortened(_without_announcement(text_of(block["line"])), _LONGEST_PARAGRAPH))
    return [text for text in said if text]


def _without_announcement(text: str) -> str:
    """Without a last sentence that only leads over to a list: "Measured afterwards:"."""
    return _ANNOUNCEMENT.sub("", text)


def _feed(page: Page) -> str:
    """The narrowest feed of the page, in the format that every reader of feeds knows."""
    return next((one.path for one in page.alternates if one.type == "application/rss+xml"), "")


def _blocks(markdown: str, url: str) -> list[Block]:
    return blocks_of(markdown_html(markdown), url, under=2)


def _action(row: ActionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "what": row.what,
        "url": row.href,
        "kind": row.kind,
        "owner": row.owner,
        "due": row.due or "no date",
        "mark": row.state.key,
        "state": row.state.word,
        "detail": row.detail,
        "saves": row.saves,
    }


def _measured(impact: MeasuredImpact) -> dict[str, Any]:
    return {
        "title": impact.title,
        "unit": impact.unit,
        "rows": [_row(row) for row in impact.rows],
        "total": None if impact.total is None else _row(impact.total),
        "note": impact.note,
    }


def _row(row: MeasuredRow) -> dict[str, Any]:
    return {
        "service": row.service,
        "levels": [{"mark": one.state.key, "text": f"{one.state.word} {one.lasted}"} for one in row.levels],
        "downtime": row.downtime,
        "faults": [_fault(one) for one in row.by_fault],
    }


def _fault(spent: FaultTime) -> dict[str, str]:
    return {"fault": spent.key, "text": f"{spent.text} {spent.lasted}".strip()}


def _own(own: OwnImpact) -> dict[str, Any]:
    return {
        "sentence": own.sentence,
        "unit": own.unit,
        "rows": [
            {
                "service": row.service,
                "start": row.start.text,
                "end": row.end.text if row.end else "goes on",
                "node": row.node,
                "mark": row.state.key,
                "state": row.state.word,
                "fault": row.fault_key,
                "word": row.fault,
                "downtime": row.downtime,
            }
            for row in own.rows
        ],
        "sums": [{"fault": one.key, "word": one.text, "downtime": one.downtime} for one in (*own.sums, own.total)],
    }


def _changed(row: RevisionRow) -> dict[str, Any]:
    moved = [f"{one.service}: {one.what} {one.old} → {one.new}" for one in row.moved]
    return {"at": row.at.text, "lines": [*row.lines, *moved]}
