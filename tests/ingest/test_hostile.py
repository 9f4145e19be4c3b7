"""Messages that are broken, huge, or written to be obeyed: data stays data, and every error names its JSON path."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from aboveboard.render.markdown import markdown_html
from ingest.conftest import FRANKFURT, RULES, Place, changed, fixture

FIRING = "alertmanager-firing"
HOSTILE = {
    "command": "::set-output name=x::y",
    "old command": "##[set-output name=x]y",
    "next line": "fra1\n::error::x\n\n## Resolved · 2026-11-15 12:10 UTC\n",
    "front matter": "fra1\n---\naudience: public\n---\n",
    "yaml": 'x"}], audience: public, a: [{&a *a !!python/object',
    "markdown": "`[x](javascript:alert(1)) **b** ``` <script>alert(1)</script>",
    "fence": "```",
    "html": "</code><img src=x onerror=alert(1)>",
    "direction": "a\u202eb\u200b\u2066c",
    "terminal": "\x1b[31mred\x07\x00",
    "surrogate": "\ud800",
    "shell": "$(touch /tmp/owned); `id`",
    "a megabyte": "A" * 1_000_000,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_label_stays_data(place: Place, value: str) -> None:
    place.change("{alertname: EdgeDown, site: fra1}", "{alertname: EdgeDown}", "content/catalog/alerts.yml")
    place.change(
        "labels: [alertname, site, service]", "labels: [alertname, site, instance]", "content/catalog/alerts.yml"
    )
    payload = changed(FIRING, lambda payload: payload["alerts"][0]["labels"].update(instance=value, site=value))
    done = place.ingest(payload)
    assert (done.code, done.out) == (0, f"{FRANKFURT}\n")
    incident = place.incident()
    assert [update.status for update in incident.updates] == ["Investigating"]
    assert incident.audience == "internal"
    assert len(place.text()) < 4000
    html = markdown_html(incident.updates[0].text)
    assert not any(found in html for found in ("<script", "<img", "<a ", "<strong", "<pre"))
    assert [problem for problem in place.problems() if problem.startswith("incidents/")] == []
    assert place.ingest(payload).out == ""


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_said_of_a_strange_alert_is_no_command(place: Place, value: str) -> None:
    done = place.ingest(changed(FIRING, lambda payload: payload["alerts"][0]["labels"].update(alertname=value)))
    assert done.code == 1
    lines = done.err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("ingest: ")
    assert lines[0].isprintable()
    assert "##[" not in lines[0]
    assert len(lines[0]) < 800


def _first(**fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda payload: payload["alerts"][0].update(fields)


WRONG: dict[str, tuple[object, str]] = {
    "no json": (b"alerts: []", "payload: line 1, column 1: no JSON: expecting value"),
    "nothing": (b"", "payload: line 1, column 1: no JSON"),
    "half": (json.dumps(fixture(FIRING)).encode()[:300], "payload: line 1, column "),
    "not utf-8": (b'{"a": "\xff"}', "payload: byte 8 is not UTF-8"),
    "a list": (b"[]", "payload: expected an object, not a list"),
    "nan": (b'{"alerts": NaN}', "payload: NaN is not JSON"),
    "a number of 5000 digits": (b'{"alerts": ' + b"9" * 5000 + b"}", "payload: a number cannot be read"),
    "deep": (b'{"a":' * 100_000, "payload: is nested too deeply to be read"),
    "deep and closed": (b"[" * 50_000 + b"]" * 50_000, "payload: is nested too deeply to be read"),
    "control character": (b'{"a": "\x07"}', "payload: line 1, column 8: no JSON: invalid control character"),
    "twice": (b'{"alerts": [{"status": "firing", "status": "resolved"}]}', "payload: alerts[0].status: the key stands twice"),
    "six megabytes": (b'{"a": "' + b"x" * 6_000_000 + b'"}', "payload: more than 5 MB"),
    "no alerts": ({"groupKey": "x"}, "payload: alerts: is missing"),
    "alerts is text": ({"groupKey": "x", "alerts": "none"}, 'payload: alerts: expected a list, not "none"'),
    "an alert is null": ({"groupKey": "x", "alerts": [None]}, "payload: alerts[0]: expected an object, not null"),
    "status": (changed(FIRING, _first(status="on fire")), 'alerts[0].status: expected `firing` or `resolved`, not "on fire"'),
    "label": (changed(FIRING, _first(labels={"site": 1})), "payload: alerts[0].labels.site: expected text, not the number 1"),
    "start": (changed(FIRING, _first(startsAt="2026-11-15T12:02:17")), "payload: alerts[0].startsAt: "),
    "start is a number": (changed(FIRING, _first(startsAt=1794743100)), "payload: alerts[0].startsAt: "),
    "never started": (changed(FIRING, _first(startsAt="0001-01-01T00:00:00Z")), "payload: alerts[0].startsAt: "),
    "future": (changed(FIRING, _first(startsAt="2026-12-15T12:02:17Z")), "alerts[0].startsAt: 2026-12-15 12:02:17 UTC lies in the future"),
    "resolved without an end": (changed(FIRING, _first(status="resolved")), "payload: alerts[0].endsAt: is missing"),
    "ends before it starts": (
        changed(FIRING, _first(status="resolved", endsAt="2026-11-15T12:00:00Z")),
        "payload: alerts[0].endsAt: 2026-11-15 12:00 UTC is before its start",
    ),
    "fingerprint": (changed(FIRING, _first(fingerprint='x"}, {"')), "payload: alerts[0].fingerprint: "),
    "fingerprint of a megabyte": (changed(FIRING, _first(fingerprint="a" * 1_000_000)), "payload: alerts[0].fingerprint: "),
    "truncated": (changed(FIRING, lambda payload: payload.update(truncatedAlerts="many")), "payload: truncatedAlerts: "),
    "a path to be obeyed": (changed(FIRING, _first(labels={"::error::x\n": 1})), "payload: alerts[0].labels.::error::x\\n: "),
}  # fmt: skip


@pytest.mark.parametrize(("payload", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named_by_its_path(place: Place, payload: object, said: str) -> None:
    done = place.ingest(payload)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err) < 2000
    assert place.incidents() == []


def test_many_wrong_alerts_are_told_in_few_lines(place: Place) -> None:
    done = place.ingest({"groupKey": "x", "alerts": [{}] * 2000})
    assert done.code == 2
    assert len(done.err.splitlines()) == 11


def test_a_storm_of_alerts_becomes_one_draft_of_bounded_size(place: Place) -> None:
    def storm(payload: dict[str, Any]) -> None:
        (alert,) = payload["alerts"]
        payload["alerts"] = [
            {**alert, "fingerprint": f"{at:016x}", "labels": {**alert["labels"], "instance": f"h{at}"}}
            for at in range(8000)
        ]

    payload = changed(FIRING, storm)
    assert place.ingest(payload).out == f"{FRANKFURT}\n"
    assert len(place.incident().alerts) == 500
    assert len(place.text()) < 128 * 1024
    before = place.text()
    assert place.ingest(payload).code == 0
    assert place.text() == before


def test_an_unknown_sender_gets_the_nearest(place: Place) -> None:
    done = place.ingest({}, "alertmanger")
    assert (done.code, done.err) == (2, 'aboveboard: no format "alertmanger"; did you mean "alertmanager"?\n')


def test_without_rules_nothing_is_written(place: Place) -> None:
    (place.root / "content/catalog/alerts.yml").unlink()
    done = place.ingest(fixture(FIRING))
    assert done.code == 2
    assert "there is no content/catalog/alerts.yml" in done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "on: edge-fra1",
            "on: edge-fre1",
            'rules[0].on: no component or service "edge-fre1"; did you mean "edge-fra1"?',
        ),
        ("urgency: P1", "urgncy: P1", 'unknown key "urgncy"'),
    ],
)
def test_broken_rules_write_nothing(place: Place, old: str, new: str, said: str) -> None:
    (place.root / "content/catalog/alerts.yml").write_text(RULES.replace(old, new, 1), encoding="utf-8")
    done = place.ingest(fixture(FIRING))
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert place.incidents() == []


def test_a_draft_that_cannot_be_read_is_not_begun_again(place: Place) -> None:
    place.ingest(fixture(FIRING))
    place.change("fault: unknown", "fault: nobody")
    done = place.ingest(fixture(FIRING))
    assert (done.code, done.out) == (1, "")
    assert f'{FRANKFURT}:6:8: fault: "nobody" is not one of' in done.err
    assert place.incidents() == [FRANKFURT]


def test_a_fence_left_open_is_closed_by_nobody_else(place: Place) -> None:
    place.ingest(fixture(FIRING))
    path = place.root / FRANKFURT
    path.write_text(place.text() + "\n```\nlogs\n", encoding="utf-8")
    before = place.text()
    done = place.ingest(fixture("alertmanager-second-firing"))
    assert (done.code, done.out) == (1, "")
    assert "is a fence left open?" in done.err
    assert place.text() == before
