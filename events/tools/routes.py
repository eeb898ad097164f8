"""The stacks' templates → publishers with their events, and subscriptions with their rule, queue and consumer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from events.tools.schemas import CONTEXTS, PROJECT

Resource = dict[str, Any]
OURS = "unicorn."
WEBHOOKS = "WebSendEvents"  # sends events on to agents' receivers
ALERTS = "WebSendAlerts"  # mails new homes to who saved a search


class _Loader(yaml.CSafeLoader):
    """Reads CloudFormation's tags as the name that they refer to: `!Ref X` and `!GetAtt X.Arn` as `X`."""


def _meaning(loader: yaml.CSafeLoader, tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        text = str(loader.construct_scalar(node))
        return text.partition(".")[0] if tag == "GetAtt" else text
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # the third kind of node


_Loader.add_multi_constructor("!", _meaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One rule of a consumer: the events that it matches, and their path to the function or workflow."""

    context: str
    rule: str
    source: str
    detail_types: tuple[str, ...]  # empty: it matches all events
    queue: str | None  # None: the rule starts a state machine, or publishes to a topic, directly
    reader: str  # logical id of a function, a state machine or a topic
    reader_type: str
    dead_letter_queue: str

    @property
    def does(self) -> str:
        """`reads`; `watches` (the live feed); `sends` (webhooks); `alerts` (saved searches); `notifies` (a topic);
        `restores`: only from a replay.

        A context consumes its own events only from a replay.
        """
        if self.reader == WEBHOOKS:
            return "sendsLocally" if self.queue else "sends"
        if self.reader == ALERTS:
            return "alertsLocally" if self.queue else "alerts"
        if not self.detail_types:
            return "watches"
        if self.reader_type == "Topic":
            return "notifies"
        return "restores" if self.source == f"{OURS}{self.context}" else "reads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A role that may publish under a source; `detail_types` if the workflow's definition lists them."""

    context: str
    source: str
    name: str
    detail_types: tuple[str, ...] | None


def template_path(context: str) -> Path:
    return PROJECT / f"unicorn_{context}" / "template.yaml"


def subscriptions() -> list[Subscription]:
    """Return every rule on the shared bus, one entry for each source that it matches."""
    return [found for context in CONTEXTS for found in _subscriptions(context)]


def publishers() -> list[Publisher]:
    return [found for context in CONTEXTS for found in _publishers(context)]


@cache
def resources(context: str) -> dict[str, Resource]:
    """Return the resources outside of loops. Rules, mappings and functions are never in a loop."""
    found: dict[str, Resource] = yaml.load(template_path(context).read_text(), _Loader)["Resources"]
    return {name: given for name, given in found.items() if not name.startswith("Fn::ForEach::")}


def _subscriptions(context: str) -> Iterator[Subscription]:
    for rule, given in _of_type(context, "AWS::Events::Rule"):
        pattern = given.get("EventPattern", {})
        for source in pattern.get("source", []):
            if isinstance(source, str) and source.startswith(OURS):
                for target in given["Targets"]:
                    yield _subscription(context, rule, source, tuple(pattern.get("detail-type", ())), target)


def _subscription(context: str, rule: str, source: str, detail_types: tuple[str, ...], target: Any) -> Subscription:
    reader = queue = str(target["Arn"])
    for _, mapping in _of_type(context, "AWS::Lambda::EventSourceMapping"):
        if mapping["EventSourceArn"] == queue:
            reader = mapping["FunctionName"]
    return Subscription(
        context=context,
        rule=rule,
        source=source,
        detail_types=detail_types,
        queue=queue if queue != reader else None,
        reader=reader,
        reader_type=resources(context)[reader]["Type"].rpartition("::")[2],
        dead_letter_queue=target["DeadLetterConfig"]["Arn"],
    )


def _publishers(context: str) -> Iterator[Publisher]:
    for name, given in resources(context).items():
        properties = given.get("Properties", {})
        for statement in _statements(properties):
            if "events:PutEvents" in _as_list(statement["Action"]):
                [[source]] = [list(condition.values()) for condition in statement["Condition"].values()]
                detail_types = _published_by_workflow(context, properties)
                yield Publisher(context=context, source=source, name=name, detail_types=detail_types)


def _statements(properties: Resource) -> Iterator[Resource]:
    for policy in _as_list(properties.get("Policies", [])):
        document = policy.get("PolicyDocument", policy) if isinstance(policy, dict) else {}
        yield from _flat(_as_list(document.get("Statement", [])))


def _flat(entries: list[Any]) -> Iterator[Resource]:
    """Yield the statements of a list, and both of an `!If` in it."""
    for entry in entries:
        if isinstance(entry, dict):
            yield entry
        elif isinstance(entry, list):
            yield from _flat(entry)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _published_by_workflow(context: str, properties: Resource) -> tuple[str, ...] | None:
    if "DefinitionUri" not in properties:
        return None
    machine = json.loads((template_path(context).parent / properties["DefinitionUri"]).read_text())
    entries = [s["Arguments"]["Entries"][0] for s in machine["States"].values() if "putEvents" in s.get("Resource", "")]
    return tuple(sorted({entry["DetailType"] for entry in entries}))


def _of_type(context: str, kind: str) -> Iterator[tuple[str, Resource]]:
    for name, given in resources(context).items():
        if given["Type"] == kind:
            yield name, given["Properties"]
