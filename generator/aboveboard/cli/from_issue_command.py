"""`aboveboard from-issue`: an issue, or a comment on one, carried out in the records."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from aboveboard.cli.options import AsOf, Root
from aboveboard.errors import Problems, UsageError

if TYPE_CHECKING:
    from aboveboard.cli.workplace import Workplace
    from aboveboard.forge.request import NewIncident, Request, Say
    from aboveboard.records.repository import Repository

Word = TypeVar("Word", bound=StrEnum)


def add_to(app: typer.Typer) -> None:
    app.command("from-issue")(from_issue)


def from_issue(
    event: Annotated[
        Path | None, typer.Option("--event", help="The event's file; default: the one that GITHUB_EVENT_PATH names.")
    ] = None,
    root: Root = Path(),
    as_of: AsOf = None,
) -> None:
    """Carry out what a GitHub issue or comment asks for, and print branch and title of its pull request; exit 1 to refuse."""
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.forge.request import Refusal, request_of
    from aboveboard.records.repository import read_repository

    workplace = workplace_at(root, as_of)
    payload = _payload(event)
    try:
        request = request_of(payload)
        told = _carried_out(request, workplace, read_repository(workplace.root))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from refusal
    except (UsageError, Problems) as error:
        print(f"This cannot be written: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    for name, value in told.items():
        print(f"{name}={value}")


def _payload(event: Path | None) -> object:
    from aboveboard.forge.request import MAX_EVENT_BYTES

    path = event or Path(os.environ.get("GITHUB_EVENT_PATH", ""))
    if path == Path():
        raise UsageError("which event? Name its file with --event, or in GITHUB_EVENT_PATH")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_EVENT_BYTES + 1)
        if len(data) > MAX_EVENT_BYTES:
            raise UsageError(f"{path} is larger than any event: more than {MAX_EVENT_BYTES} bytes")
        return json.loads(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no event: it is not JSON") from error


def _carried_out(request: Request, workplace: Workplace, repository: Repository) -> Mapping[str, str]:
    """Lines for a workflow's outputs; none of them can hold a line end."""
    from aboveboard.forge.request import NewIncident, one_line

    what = request.what
    if isinstance(what, NewIncident):
        id = _begin(request, what, workplace, repository)
        title = f"New incident: {what.title}"
    else:
        id = _say(request, what, workplace, repository)
        title = f"{what.status.value}: {id}"
    return {"incident": id, "branch": request.branch, "title": one_line(title)}


def _begin(request: Request, form: NewIncident, workplace: Workplace, repository: Repository) -> str:
    from aboveboard.forge.request import LEVEL, ON, URGENCY, Refusal
    from aboveboard.records.layout import Kind
    from aboveboard.records.vocabulary import IncidentStatus, Level, Urgency
    from aboveboard.writing.named import id_named
    from aboveboard.writing.saving import save_new
    from aboveboard.writing.skeleton import NewIncident, incident_text

    id, started = _form_id(request, form, workplace)
    if id in repository.register.incidents:
        raise Refusal(f"There is an incident {id} already: say the next word with `/update {id} monitoring TEXT`.")
    at = max(started, _instant(request.at, workplace.now))
    register = repository.register
    names = {service.id: service.name for service in register.services.values()}
    names |= {component.id: component.name for component in register.components.values()}
    level = _word(form.level, Level, LEVEL)
    impacts = tuple((id_named(word, names, f'"{ON}"'), level) for word in form.on)
    new = NewIncident(
        title=form.title,
        urgency=_word(form.urgency, Urgency, URGENCY),
        started=started,
        milestones={"acknowledged": at},
        impacts=tuple(dict(impacts).items()),
    )
    said = (IncidentStatus.INVESTIGATING.value, at, form.text)
    saved = save_new(workplace.root, Kind.INCIDENT, id, lambda _id: incident_text(new, said), repository, workplace.now)
    return saved.file.id


def _say(request: Request, say: Say, workplace: Workplace, repository: Repository) -> str:
    from aboveboard.forge.request import incident_meant
    from aboveboard.records.layout import File, Kind
    from aboveboard.writing.record_update import Told, with_update
    from aboveboard.writing.saving import save_edit

    paths = {
        reading.file.id: reading.file.path for reading in repository.readings if reading.file.kind is Kind.INCIDENT
    }
    expected = _form_id(request, request.form, workplace)[0] if request.form else None
    id = incident_meant(request, frozenset(paths), expected)
    file = File(paths[id], Kind.INCIDENT)
    told = Told(say.status.value, _instant(request.at, workplace.now), say.text)
    provider = repository.register.provider
    save_edit(workplace.root, file, lambda data: with_update(file, data, told, provider).data, workplace.now)
    return id


def _form_id(request: Request, form: NewIncident, workplace: Workplace) -> tuple[str, int]:
    """The id that the form's incident gets, and its start: the same whenever it is asked."""
    from pydantic_core import PydanticCustomError

    from aboveboard.forge.request import STARTED, Refusal
    from aboveboard.records.ids import dated_id_at
    from aboveboard.records.values import instant_of

    try:
        started = instant_of(form.started) if form.started else _instant(request.opened, workplace.now)
    except PydanticCustomError as error:
        context = error.context or {}
        raise Refusal(f'"{STARTED}": {context["message"]}; {context["hint"]}') from error
    return dated_id_at(started, form.title, "incident"), started


def _instant(written: str, now: int) -> int:
    """When GitHub says that it was written, but never later than now: a fixed as-of can lie before."""
    from pydantic_core import PydanticCustomError

    from aboveboard.records.values import instant_of

    try:
        return min(instant_of(written), now)
    except PydanticCustomError:
        return now


def _word(written: str, words: type[Word], label: str) -> Word:
    from aboveboard.forge.request import Refusal
    from aboveboard.records.wrong import quoted

    for word in words:
        if word.value.casefold() == written.casefold():
            return word
    raise Refusal(f'"{label}": {quoted(written)} is not one of {", ".join(word.value for word in words)}')
