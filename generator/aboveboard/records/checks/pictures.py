"""Pictures in records that no page can show: pages load nothing from other hosts, and no file lies beside a record's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aboveboard.errors import Severity
from aboveboard.records.change import Change
from aboveboard.records.checks.finding import Finding
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.wrong import Steps, quoted

_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)|`[^`\n]+`", re.DOTALL | re.MULTILINE)
# None holds the beginning of another: however many begin, each letter is read once.
_PICTURE = re.compile(r"!\[[^\[\]]*+\]\(\s*+<?([^)\s>]+)|<img\b[^<>]*?\ssrc=[\"']?([^\"'\s>]+)", re.IGNORECASE)


def check_pictures(register: Register) -> Iterator[Finding]:
    site = register.provider.url.rstrip("/") + "/"
    for incident in register.incidents.values():
        yield from _in_record(incident, site)
    for change in register.changes.values():
        yield from _in_record(change, site)
    for rfo in register.rfos.values():
        yield from _in_text(rfo.path, ("status",), None, rfo.body, site)


def _in_record(record: Incident | Change, site: str) -> Iterator[Finding]:
    yield from _in_text(record.path, ("title",), None, record.introduction, site)
    for update in record.updates:
        yield from _in_text(record.path, (), update.line, update.text, site)


def _in_text(path: str, steps: Steps, line: int | None, text: str, site: str) -> Iterator[Finding]:
    if "![" not in text and "<img" not in text.lower():
        return
    for match in _PICTURE.finditer(_CODE.sub("", text)):
        source = match[1] or match[2]
        if not source.startswith(site) and not (source.startswith("/") and not source.startswith("//")):
            message = f"no page can show the picture {quoted(source)}"
            hint = f"say it in words, link to it, or put it below `content/pages` and write `{site}photo.png`"
            yield Finding(path, steps, message, hint, severity=Severity.WARNING, line=line)
