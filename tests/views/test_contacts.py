from __future__ import annotations

from aboveboard.records.catalog import Contact
from aboveboard.views.contacts import contact_lines


def test_each_way_to_reach_a_person_is_a_link() -> None:
    lines = contact_lines(
        Contact(
            role="Network operations",
            phone="+49 30 555 0100",
            email="noc@northwind.example",
            whatsapp="+49 30 555 0101",
            telegram="@northwind_noc",
            hours="24x7",
        ),
        subject="2026-10-03-x: Packet loss & more",
    )
    assert lines.title == "Network operations, day and night"
    assert lines.phone is not None
    assert lines.phone.href == "tel:+49305550100"
    assert [link.href for link in lines.others] == [
        "mailto:noc@northwind.example?subject=2026-10-03-x%3A%20Packet%20loss%20%26%20more",
        "https://wa.me/49305550101",
        "https://t.me/northwind_noc",
    ]


def test_what_cannot_be_linked_is_still_shown() -> None:
    lines = contact_lines(Contact(name="Ada", email="ask at the desk", telegram="no such name"))
    assert lines.who == "Ada"
    assert [(link.label, link.href) for link in lines.others] == [
        ("ask at the desk", ""),
        ("Telegram: no such name", ""),
    ]
