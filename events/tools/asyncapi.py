"""The models, the samples and the templates → one AsyncAPI 3 document: events, publishers, consumers, queues."""

import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from events.tools.routes import Publisher, Subscription, publishers, subscriptions
from events.tools.samples import Sample, samples
from events.tools.schemas import (
    PROJECT,
    EventModel,
    Schema,
    event_name,
    published_models,
    schema,
    source,
    version,
)

DOCUMENT = PROJECT / "docs" / "events" / "asyncapi.json"
Json = dict[str, Any]
DESCRIPTION = """\
Three contexts exchange events on one EventBridge bus. A message's payload is the `detail` of the envelope; its headers
are the envelope's other fields. Consumers ignore fields that they do not know."""


def document() -> Json:
    """Return the document as it should be committed."""
    models = published_models()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Unicorn Properties: events",
            "version": tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"],
            "description": DESCRIPTION.replace("\n", " "),
            "license": {"name": "MIT-0"},
        },
        "defaultContentType": "application/json",
        "servers": {"bus": _bus()},
        "channels": {name: _channel(name, group) for name, group in _by_event(models).items()},
        "operations": dict(_operations(models)),
        "components": {
            "messages": {_key(model): _message(model) for model in models},
            "schemas": {name: part for model in models for name, part in _schemas(model).items()},
        },
    }


def _bus() -> Json:
    return {
        "host": "events.{region}.amazonaws.com",
        "protocol": "eventbridge",
        "description": "On stage local the local engine takes its place.",
        "variables": {"region": {"default": "eu-west-1"}},
    }


def _by_event(models: Iterable[EventModel]) -> dict[str, list[EventModel]]:
    groups: dict[str, list[EventModel]] = {}
    for model in models:
        groups.setdefault(event_name(model.__name__), []).append(model)
    return groups


def _channel(name: str, versions: list[EventModel]) -> Json:
    return {
        "address": "unicorn-{stage}",
        "title": name,
        "summary": _summary(versions[-1]),
        "servers": [{"$ref": "#/servers/bus"}],
        "parameters": {"stage": {"enum": ["local", "dev", "prod"], "default": "local"}},
        "messages": {f"v{version(m)}": {"$ref": f"#/components/messages/{_key(m)}"} for m in versions},
    }


def _operations(models: list[EventModel]) -> Iterator[tuple[str, Json]]:
    for model in models:
        sent_by = [publisher for publisher in publishers() if _may_publish(publisher, model)]
        yield f"{source(model)}.publishes.{model.__name__}", _sending(model, sent_by)
    for subscription in subscriptions():
        for model in models:
            if _consumes(subscription, model):
                name = f"unicorn.{subscription.context}.{subscription.does}.{model.__name__}"
                yield name, _receiving(model, subscription)


def _consumes(subscription: Subscription, model: EventModel) -> bool:
    matches = not subscription.detail_types or model.__name__ in subscription.detail_types
    return matches and subscription.source == source(model)


def _may_publish(publisher: Publisher, model: EventModel) -> bool:
    of_source = publisher.source == source(model)
    return of_source and (publisher.detail_types is None or model.__name__ in publisher.detail_types)


def _sending(model: EventModel, sent_by: list[Publisher]) -> Json:
    return _operation("send", model, source(model)) | {"x-published-by": [publisher.name for publisher in sent_by]}


def _receiving(model: EventModel, subscription: Subscription) -> Json:
    way = {"x-does": subscription.does}
    way |= {"x-rule": subscription.rule, "x-reader": subscription.reader, "x-reader-type": subscription.reader_type}
    queue = {"x-queue": subscription.queue} if subscription.queue else {}
    operation = _operation("receive", model, f"unicorn.{subscription.context}")
    return operation | way | queue | {"x-dead-letter-queue": subscription.dead_letter_queue}


def _operation(action: str, model: EventModel, who: str) -> Json:
    channel = f"#/channels/{event_name(model.__name__)}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/v{version(model)}"}],
        "tags": [{"name": who}],
    }


def _message(model: EventModel) -> Json:
    return {
        "name": model.__name__,
        "title": f"{event_name(model.__name__)}, version {version(model)}",
        "summary": _summary(model),
        "contentType": "application/json",
        "correlationId": {"location": "$message.payload#/metadata/correlation_id"},
        "headers": {
            "type": "object",
            "required": ["source", "detail-type"],
            "properties": {"source": {"const": source(model)}, "detail-type": {"const": model.__name__}},
        },
        "payload": {"$ref": f"#/components/schemas/{_key(model)}"},
        "examples": [_example(sample) for sample in samples() if _is_of(sample, model)],
    }


def _is_of(sample: Sample, model: EventModel) -> bool:
    return (sample.source, sample.detail_type) == (source(model), model.__name__)


def _example(sample: Sample) -> Json:
    headers = {name: sample.envelope[name] for name in ("source", "detail-type")}
    return {"name": sample.case, "headers": headers, "payload": sample.envelope["detail"]}


def _schemas(model: EventModel) -> Schema:
    """Return the event's schema and the parts that it refers to, each under a name of its own."""
    whole = schema(model)
    parts = whole.pop("$defs", {})
    del whole["$schema"]
    found = {_key(model): whole} | {f"{_key(model)}.{name}": part for name, part in parts.items()}
    return {name: _referring(part, _key(model)) for name, part in found.items()}


def _referring(part: Any, key: str) -> Any:
    if isinstance(part, dict):
        return {name: _referring(value, key) for name, value in part.items()}
    if isinstance(part, list):
        return [_referring(value, key) for value in part]
    return part.replace("#/$defs/", f"#/components/schemas/{key}.") if isinstance(part, str) else part


def _key(model: EventModel) -> str:
    return f"{event_name(model.__name__)}.v{version(model)}"


def _summary(model: EventModel) -> str:
    return " ".join((model.__doc__ or "").split())
