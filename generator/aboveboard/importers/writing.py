"""A carried history as the files of a new status repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

from aboveboard import __version__
from aboveboard.importers.carried import (
    Carried,
    CarriedChange,
    CarriedComponent,
    CarriedIncident,
    CarriedProvider,
    CarriedService,
    CarriedUpdate,
)
from aboveboard.records.instants import iso_text
from aboveboard.records.vocabulary import Fault, Urgency
from aboveboard.starter import shared_files_of

_TEMPLATES = Path(__file__).with_name("repository")
_TEMPLATE_OF = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    "content/pages/about-this-history.md": "about-this-history.md",
}


def files_of(carried: Carried, tool: str) -> dict[str, str]:
    """Path in the repository, with forward slashes, to text."""
    files = shared_files_of(__version__)
    files |= {path: _from_template(name, carried, tool) for path, name in _TEMPLATE_OF.items()}
    files["content/catalog/provider.yml"] = _yaml(_provider(carried.provider))
    files["content/catalog/components.yml"] = _yaml({one.id: _component(one) for one in carried.components})
    files["content/catalog/services.yml"] = _yaml({one.id: _service(one) for one in carried.services})
    files["content/catalog/slas.yml"] = _yaml({})
    files |= {f"incidents/{one.id[:4]}/{one.id}.md": incident_text(one) for one in carried.incidents}
    files |= {f"content/changes/{one.id[:4]}/{one.id}.md": _change_text(one) for one in carried.changes}
    return dict(sorted(files.items()))


def incident_text(incident: CarriedIncident) -> str:
    matter: dict[str, Any] = {"title": incident.title, "urgency": incident.urgency.value, "fault": Fault.UNKNOWN.value}
    matter["started"] = _Instant(iso_text(incident.started))
    if incident.resolved is not None:
        matter["resolved"] = _Instant(iso_text(incident.resolved))
    matter["impacts"] = [_Flow({_ON: impact.on, "level": impact.level.value}) for impact in incident.impacts]
    if incident.audience is not None:
        matter["audience"] = incident.audience.value
    if incident.long:
        matter["long"] = True
    if incident.tags:
        matter["tags"] = _FlowList(incident.tags)
    return f"---\n{_yaml(matter)}---\n" + "".join(_update_text(update) for update in incident.updates)


def _change_text(change: CarriedChange) -> str:
    matter: dict[str, Any] = {"title": change.title, "kind": "maintenance", "components": _FlowList(change.components)}
    matter["window"] = {"from": _Instant(iso_text(change.window_from)), "to": _Instant(iso_text(change.window_to))}
    matter |= {"expected": change.expected.value, "outcome": "planned"}
    if change.audience is not None:
        matter["audience"] = change.audience.value
    return f"---\n{_yaml(matter)}---\n\n{change.introduction}\n"


def _update_text(update: CarriedUpdate) -> str:
    return f"\n## {update.status.value} · {iso_text(update.at)}\n\n{update.text}\n"


def _provider(provider: CarriedProvider) -> dict[str, Any]:
    return {
        "name": provider.name,
        "url": provider.url,
        "timezone": provider.timezone,
        "contacts": [],
        "urgency": {urgency.value: {} for urgency in Urgency},
        "weights": _Flow({"outage": 1, "partial": 1, "degraded": 0}),
    }


def _component(component: CarriedComponent) -> dict[str, Any]:
    return {"name": component.name, "owner": component.owner.value, **_where_and_what(component)}


def _service(service: CarriedService) -> dict[str, Any]:
    requires = {"requires": _FlowList(service.requires)} if service.requires else {}
    return {"name": service.name, **_where_and_what(service), **requires}


def _where_and_what(node: CarriedComponent | CarriedService) -> dict[str, str]:
    named = {"group": node.group, "description": node.description}
    return {key: text for key, text in named.items() if text}


def _from_template(name: str, carried: Carried, tool: str) -> str:
    public = [incident for incident in carried.incidents if incident.audience is None]
    ends = [incident.started if incident.resolved is None else incident.resolved for incident in public]
    return Template((_TEMPLATES / name).read_text(encoding="utf-8")).substitute(
        tool=tool,
        name=carried.provider.name,
        quoted_name=json.dumps(carried.provider.name, ensure_ascii=False),
        quoted_url=json.dumps(carried.provider.url, ensure_ascii=False),
        incidents="one incident" if len(ends) == 1 else f"{len(ends)} incidents",
        until=f", up to {iso_text(max(ends))[:10]}," if ends else "",
    )


class _Instant(str):
    """Written plainly, as people would."""

    __slots__ = ()


class _Key(str):
    """A key that YAML 1.1 takes for a truth value, and our records for a word: written plainly."""

    __slots__ = ()


class _Flow(dict[str, Any]):
    """A mapping on one line."""


class _FlowList(list[str]):
    """A list on one line."""


_ON = _Key("on")


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _represent_instant(dumper: yaml.SafeDumper, instant: _Instant) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(instant))


def _represent_key(dumper: yaml.SafeDumper, key: _Key) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:bool", str(key))


def _represent_flow(dumper: yaml.SafeDumper, mapping: _Flow) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


def _represent_flow_list(dumper: yaml.SafeDumper, entries: _FlowList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=True)


_Dumper.add_representer(_Instant, _represent_instant)
_Dumper.add_representer(_Key, _represent_key)
_Dumper.add_representer(_Flow, _represent_flow)
_Dumper.add_representer(_FlowList, _represent_flow_list)


def _yaml(value: Mapping[str, Any]) -> str:
    return yaml.dump(
        dict(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000, default_flow_style=False
    )
