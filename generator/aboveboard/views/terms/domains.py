"""The domains that an address tells: the host of an e-mail and what stands above it, as far as it is somebody's own."""

from __future__ import annotations

from urllib.parse import urlsplit

# Hosts of mail for everybody: that somebody has a mailbox there tells nothing.
FREE_MAIL = frozenset((
    "aol.com", "bluewin.ch", "fastmail.com", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de",
    "gmx.net", "googlemail.com", "hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "icloud.com",
    "laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru", "mailbox.org", "me.com", "msn.com",
    "naver.com", "orange.fr", "outlook.com", "outlook.de", "posteo.de", "proton.me", "protonmail.com", "qq.com",
    "rediffmail.com", "t-online.de", "tutanota.com", "virgilio.it", "wanadoo.fr", "web.de", "yahoo.co.jp",
    "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.com", "yandex.ru", "zoho.com",
))  # fmt: skip
# Below these a country gives names away, as others do below the country itself.
_SECOND_LEVELS = frozenset(("ac", "co", "com", "edu", "gob", "gov", "go", "ne", "net", "or", "org"))
_COUNTRY_LENGTH = 2


def domains_of(email: str) -> tuple[str, ...]:
    """`mail.acme.co.uk` and `acme.co.uk`; nothing for a mailbox that anybody may have."""
    host = email.rpartition("@")[2].strip().strip(".").casefold() if "@" in email else ""
    return () if not host or "." not in host or any(one in FREE_MAIL for one in _above(host)) else _above(host)


def host_domains(url: str) -> tuple[str, ...]:
    host = (urlsplit(url).hostname or "").casefold()
    return _above(host) if "." in host else ()


def _above(host: str) -> tuple[str, ...]:
    """The host, and every domain above it that can be somebody's own."""
    labels = host.split(".")
    least = 2
    if len(labels) > least and len(labels[-1]) == _COUNTRY_LENGTH and labels[-2] in _SECOND_LEVELS:
        least = 3
    return tuple(".".join(labels[at:]) for at in range(max(1, len(labels) - least + 1)))
