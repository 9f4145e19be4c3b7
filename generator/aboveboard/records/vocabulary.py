"""The closed sets of words that records use."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How badly a node is disrupted, from worst to best (availability.md, section 1)."""

    OUTAGE = "outage"
    PARTIAL = "partial"
    DEGRADED = "degraded"


class Fault(StrEnum):
    """Whose fault it was, in the order in which a second is charged (availability.md, section 3)."""

    INFRASTRUCTURE = "infrastructure"
    SOFTWARE = "software"
    UNKNOWN = "unknown"
    THIRD_PARTY = "third-party"
    CUSTOMER = "customer"

    @property
    def is_ours(self) -> bool:
        return self not in (Fault.THIRD_PARTY, Fault.CUSTOMER)


class Owner(StrEnum):
    INFRASTRUCTURE = "infrastructure"
    SOFTWARE = "software"
    THIRD_PARTY = "third-party"
    CUSTOMER = "customer"

    @property
    def fault(self) -> Fault:
        return Fault(self.value)


class Urgency(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Audience(StrEnum):
    PUBLIC = "public"
    AFFECTED = "affected"
    INTERNAL = "internal"


class DetectedBy(StrEnum):
    MONITORING = "monitoring"
    CUSTOMER = "customer"
    STAFF = "staff"


class IncidentStatus(StrEnum):
    INVESTIGATING = "Investigating"
    IDENTIFIED = "Identified"
    MONITORING = "Monitoring"
    UPDATE = "Update"
    RESOLVED = "Resolved"
    POSTMORTEM = "Postmortem"


class ChangeStatus(StrEnum):
    SCHEDULED = "Scheduled"
    IN_PROGRESS = "In progress"
    VERIFYING = "Verifying"
    UPDATE = "Update"
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"


class ChangeKind(StrEnum):
    RELEASE = "release"
    MAINTENANCE = "maintenance"
    PREVENTIVE = "preventive"


class Expected(StrEnum):
    NONE = "none"
    DEGRADED = "degraded"
    PARTIAL = "partial"
    OUTAGE = "outage"


class Outcome(StrEnum):
    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ROLLED_BACK = "rolled-back"
    CANCELLED = "cancelled"

    @property
    def is_finished(self) -> bool:
        return self in (Outcome.SUCCEEDED, Outcome.FAILED, Outcome.ROLLED_BACK)


class RfoStatus(StrEnum):
    DRAFT = "draft"
    PRELIMINARY = "preliminary"
    FINAL = "final"


class ActionKind(StrEnum):
    PREVENT = "prevent"
    DETECT = "detect"
    RESPOND = "respond"
    COMMUNICATE = "communicate"


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    MEETING = "meeting"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    CHAT = "chat"
    IN_PERSON = "in-person"


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
