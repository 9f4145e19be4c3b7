"""What stands behind the escapes of a text: HTML, JSON, addresses, mail, and folded lines."""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

# A numeric one may lack its semicolon, as browsers let it.
_ENTITY = re.compile(rb"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)")
_IN_JSON = re.compile(rb"((?:\\u[0-9a-fA-F]{4})+)|\\(.)", re.DOTALL)
_IN_ADDRESS = re.compile(rb"%[0-9A-Fa-f]{2}")
_IN_MAIL = re.compile(rb"(?:=[0-9A-F]{2})+|=\r?\n")
_FOLDED_LINE = re.compile(rb"\r?\n[ \t]")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/_-]{4}){4,}[A-Za-z0-9+/_-]{0,3}={0,2}")
_QUOTED_BASE64 = re.compile(rb"[\"'>]([A-Za-z0-9+/_-]{16,}={0,2})[\"'<]")
_BROKEN_BASE64 = re.compile(rb"(?<=[A-Za-z0-9+/]{60})\r?\n(?=[A-Za-z0-9+/])")
# Around an escaped byte, so much of the address is taken along.
_NEIGHBOURHOOD = 256
# More different ones are replaced in one walk instead of one after the other.
_FEW = 12


def without_entities(data: bytes) -> bytes:
    """Twice, because what was escaped for a feed is escaped again in it."""
    for _ in range(2):
        if b"&" not in data:
            break
        data = replaced(data, _ENTITY, _character)
    return data


def replaced(data: bytes, pattern: re.Pattern[bytes], meaning: Callable[[bytes], bytes]) -> bytes:
    found = set(pattern.findall(data))
    if len(found) > _FEW:
        return pattern.sub(lambda match: meaning(match[0]), data)
    for one in sorted(found, reverse=True):
        data = data.replace(one, meaning(one))
    return data


def unescaped_json(data: bytes) -> bytes:
    return _IN_JSON.sub(_json_character, data)


def addresses_in(data: bytes) -> bytes:
    """The neighbourhoods of escaped bytes, with their escapes taken away twice; empty when there are none."""
    spans = _spans(data)
    return b"\n".join(unquote_to_bytes(unquote_to_bytes(data[start:end])) for start, end in spans)


def unfolded(data: bytes) -> bytes:
    """Lines of calendars and cards go on after a line end and a blank (RFC 5545, section 3.1)."""
    return _FOLDED_LINE.sub(b"", data)


def unquoted_mail(data: bytes) -> bytes:
    """Quoted-printable (RFC 2045, section 6.7)."""
    return _IN_MAIL.sub(_mail_bytes, data)


def decoded_base64(data: bytes) -> list[bytes]:
    """What every stretch stands for that is named base64, or is a whole text in quotes or between tags and may be some."""
    if b"base64" in data:
        found = [match[0] for match in _BASE64.finditer(_BROKEN_BASE64.sub(b"", data))]
    else:
        found = _QUOTED_BASE64.findall(data)
    return [_plain_base64(one) for one in found]


def _character(entity: bytes) -> bytes:
    return html.unescape(entity.decode("ascii")).encode("utf-8", "replace")


def _json_character(match: re.Match[bytes]) -> bytes:
    if match[1] is not None:
        units = bytes.fromhex(match[1].replace(b"\\u", b"").decode("ascii"))
        return units.decode("utf-16-be", "replace").encode()
    return b" " if match[2] in b"nrtbf" else match[2]


def _spans(data: bytes) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _IN_ADDRESS.finditer(data):
        start, end = max(0, match.start() - _NEIGHBOURHOOD), match.end() + _NEIGHBOURHOOD
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _mail_bytes(match: re.Match[bytes]) -> bytes:
    return b"" if match[0].endswith(b"\n") else bytes.fromhex(match[0].replace(b"=", b"").decode("ascii"))


def _plain_base64(stretch: bytes) -> bytes:
    """A letter too many at the end is left out."""
    whole = stretch.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    whole = whole[: len(whole) - (len(whole) % 4 == 1)]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
