"""What recorded messages make of a repository: one draft per group, continued, never published."""

from __future__ import annotations

import subprocess

import pytest

from aboveboard.records.repository import read_repository
from aboveboard.records.vocabulary import Audience, DetectedBy, Fault
from aboveboard.views.audience import PUBLIC, Reader, register_for
from ingest.conftest import AS_OF, COMMAND, FIXTURES, FRANKFURT, Place, as_bytes, changed, fixture

INTERNALS = (
    "10.20.0.14",
    "core.northwind.example",
    "monitoring.northwind.example",
    "wiki",
    "9115",
    "severity",
    "Sign-in",
)


def test_a_firing_alert_becomes_an_internal_draft(place: Place) -> None:
    done = place.ingest(fixture("alertmanager-firing"))
    assert (done.code, done.out, done.err) == (0, f"{FRANKFURT}\n", "")
    incident = place.incident()
    assert incident.reader is Audience.INTERNAL
    assert (incident.fault, incident.detected_by, incident.urgency) == (Fault.UNKNOWN, DetectedBy.MONITORING, "P1")
    assert incident.started == incident.detected == incident.impacts[0].from_
    assert [(impact.on, impact.level) for impact in incident.impacts] == [("edge-fra1", "outage")]
    assert [update.status for update in incident.updates] == ["Investigating"]
    assert "alertname `EdgeDown`, site `fra1`" in incident.updates[0].text
    assert place.problems() == []


@pytest.mark.parametrize("name", sorted(path.stem for path in FIXTURES.glob("*-firing*.json")))
def test_nothing_gets_into_a_record_that_the_allow_list_does_not_name(place: Place, name: str) -> None:
    done = place.ingest(fixture(name), name.split("-")[0])
    text = place.text(done.out.strip())
    assert [word for word in INTERNALS if word in text + done.err] == []


def test_the_same_message_twice_changes_nothing(place: Place) -> None:
    for name in (
        "alertmanager-firing",
        "alertmanager-second-firing",
        "alertmanager-one-resolved",
        "alertmanager-all-resolved",
    ):
        assert place.ingest(fixture(name)).code == 0
        before = place.text()
        for at in (AS_OF, "2026-11-15 15:00 UTC"):
            done = place.ingest(fixture(name), as_of=at)
            assert (done.code, done.out) == (0, "")
            assert place.text() == before


def test_messages_that_arrive_late_change_nothing(place: Place) -> None:
    story = [
        "alertmanager-firing",
        "alertmanager-second-firing",
        "alertmanager-one-resolved",
        "alertmanager-all-resolved",
    ]
    for name in story:
        place.ingest(fixture(name))
    before = place.text()
    for name in story:
        place.ingest(fixture(name))
        assert place.text() == before


def test_a_further_alert_of_the_group_adds_its_component(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    place.ingest(fixture("alertmanager-second-firing"))
    incident = place.incident()
    assert [(impact.on, impact.level) for impact in incident.impacts] == [
        ("edge-fra1", "outage"),
        ("edge-dub1", "partial"),
    ]
    assert [update.status for update in incident.updates] == ["Investigating", "Update"]
    assert len(incident.alerts) == 2
    assert place.incidents() == [FRANKFURT]


def test_the_end_of_all_alerts_is_told_and_mitigated_is_only_proposed(place: Place) -> None:
    for name in ("alertmanager-second-firing", "alertmanager-one-resolved"):
        place.ingest(fixture(name))
    assert "cleared" not in place.text()
    place.ingest(fixture("alertmanager-all-resolved"))
    incident = place.incident()
    assert incident.updates[-1].text == "All alerts have cleared at 2026-11-15 12:40:02 UTC."
    assert (incident.mitigated, incident.resolved, incident.reader) == (None, None, Audience.INTERNAL)
    place.change("# mitigated: 2026-11-15 12:40:02 UTC", "mitigated: 2026-11-15 12:40:02 UTC")
    assert place.incident().mitigated is not None
    assert place.problems() == []


def test_an_alert_that_fires_again_takes_the_proposal_back(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    place.ingest(changed("alertmanager-one-resolved", lambda payload: payload["alerts"].pop()))
    assert "# mitigated:" in place.text()
    place.ingest(fixture("alertmanager-firing-again"))
    incident = place.incident()
    assert "# mitigated:" not in place.text()
    assert [update.status for update in incident.updates] == ["Investigating", "Update", "Update"]
    assert incident.alerts[0].to is None
    assert len(incident.impacts) == 1


def test_what_people_wrote_in_a_draft_stays(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    place.change('title: "Frankfurt edge: outage"', "title: Pages time out   # better words")
    place.change("urgency: P1", "urgency: P3")
    before = place.text().splitlines()
    done = place.ingest(fixture("alertmanager-second-firing"))
    assert set(before) <= set(place.text().splitlines())
    assert "is P3, but a rule says P2" in done.err


def test_an_earlier_alert_moves_the_start_unless_a_person_set_it(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    earlier = changed(
        "alertmanager-second-firing", lambda payload: payload["alerts"][1].update(startsAt="2026-11-15T11:58:00Z")
    )
    place.ingest(earlier)
    assert "\nstarted: 2026-11-15 11:58 UTC\n" in place.text()
    assert place.problems() == []


@pytest.mark.parametrize("audience", ["public", "affected"])
def test_a_published_incident_is_left_to_people(place: Place, audience: str) -> None:
    place.ingest(fixture("alertmanager-firing"))
    place.change("audience: internal", f"audience: {audience}")
    before = place.text()
    assert place.ingest(fixture("alertmanager-firing")).code == 0
    for name in ("alertmanager-second-firing", "alertmanager-one-resolved"):
        done = place.ingest(fixture(name))
        assert (done.code, done.out) == (1, "")
        assert "2026-11-15-edge-fra1 is published, so it is yours to tell" in done.err
    assert place.text() == before
    assert place.incidents() == [FRANKFURT]


def test_a_resolved_draft_gets_an_update_and_nothing_else(place: Place) -> None:
    place.ingest(fixture("alertmanager-second-firing"))
    place.change("audience: internal", "resolved: 2026-11-15 13:00 UTC\naudience: internal")
    (place.root / FRANKFURT).write_text(
        place.text() + "\n## Resolved · 2026-11-15 13:00 UTC\n\nOver.\n", encoding="utf-8"
    )
    before = place.incident()
    place.ingest(fixture("alertmanager-one-resolved"))
    place.ingest(fixture("alertmanager-all-resolved"))
    after = place.incident()
    assert after.updates[-1].text.startswith("All alerts have cleared")
    assert after.model_copy(update={"updates": before.updates, "alerts": before.alerts}) == before
    assert "# mitigated:" not in place.text()


def test_an_alert_after_the_end_begins_another_draft(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    place.change("audience: internal", "resolved: 2026-11-15 13:00 UTC\naudience: public")
    done = place.ingest(fixture("alertmanager-firing-again"))
    assert done.out == "incidents/2026/2026-11-15-edge-fra1-2.md\n"
    assert place.ingest(fixture("alertmanager-firing-again")).out == ""


def test_grafana_s_messages_have_the_same_effect(place: Place) -> None:
    path = "incidents/2026/2026-11-15-erp.md"
    assert place.ingest(fixture("grafana-firing"), "grafana").out == f"{path}\n"
    assert place.ingest(fixture("grafana-resolved"), "grafana").out == f"{path}\n"
    incident = place.incident(path)
    assert incident.started == incident.alerts[0].from_
    assert incident.updates[-1].text == "All alerts have cleared at 2026-11-15 12:24:40 UTC."


@pytest.mark.parametrize("name", ["alertmanager-no-rule", "grafana-no-data", "grafana-test"])
def test_what_no_rule_takes_writes_nothing_and_says_so(place: Place, name: str) -> None:
    done = place.ingest(fixture(name), name.split("-")[0])
    assert (done.code, done.out) == (1, "")
    assert "no rule of content/catalog/alerts.yml matches 1 alert" in done.err
    assert place.incidents() == []


def test_an_end_of_what_is_in_no_incident_writes_nothing(place: Place) -> None:
    done = place.ingest(fixture("alertmanager-all-resolved"))
    assert (done.code, done.out) == (0, "")
    assert place.incidents() == []


def test_alerts_that_the_sender_left_out_are_told(place: Place) -> None:
    assert "left 41 more alerts out" in place.ingest(fixture("alertmanager-truncated")).err


def test_fields_of_newer_senders_are_passed_over(place: Place) -> None:
    assert place.ingest(fixture("alertmanager-newer-fields")).code == 0
    assert place.ingest(fixture("alertmanager-firing")).out == ""


def test_a_component_that_the_public_must_not_know_is_not_in_the_id(place: Place) -> None:
    payload = changed("alertmanager-firing", lambda payload: payload["alerts"][0]["labels"].update(alertname="VpnDown"))
    assert place.ingest(payload).out == "incidents/2026/2026-11-15-alert.md\n"


def test_messages_that_arrive_at_once_make_one_draft(place: Place) -> None:
    names = ["alertmanager-firing", "alertmanager-second-firing"] * 3
    command = [*COMMAND, "alertmanager", "--root", str(place.root), "--as-of", AS_OF]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in names
    ]
    for process, name in zip(running, names, strict=True):
        assert process.stdin is not None
        process.stdin.write(as_bytes(fixture(name)))
        process.stdin.close()
    codes = []
    for process in running:
        assert process.stdout is not None
        assert process.stderr is not None
        codes.append(process.wait())
        process.stdout.close()
        process.stderr.close()
    assert codes == [0] * len(names)
    assert place.incidents() == [FRANKFURT]
    assert len(place.incident().alerts) == 2
    assert place.problems() == []


def test_only_staff_may_know_the_alerts_and_the_rules(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    place.change("audience: internal", "audience: public")
    register = read_repository(place.root).register
    assert register.alert_rules is not None
    for reader in (PUBLIC, Reader(customer="acme")):
        told = register_for(reader, register)
        assert told.alert_rules is None
        assert [incident.alerts for incident in told.incidents.values()] == [()]


def test_a_merge_that_left_an_alert_twice_is_mended(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    line = next(line for line in place.text().splitlines() if "fingerprint" in line)
    place.change(line, f"{line}\n{line.replace('}', ', to: 2026-11-15 12:20 UTC}')}")
    place.ingest(fixture("alertmanager-firing-again"))
    assert [alert.to for alert in place.incident().alerts] == [None]


def test_line_ends_of_another_system_stay(place: Place) -> None:
    place.ingest(fixture("alertmanager-firing"))
    path = place.root / FRANKFURT
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for name in ("alertmanager-second-firing", "alertmanager-one-resolved", "alertmanager-all-resolved"):
        assert place.ingest(fixture(name)).out == f"{FRANKFURT}\n"
    assert path.read_bytes().replace(b"\r\n", b"").count(b"\n") == 0
    assert len(place.incident().updates) == 3
