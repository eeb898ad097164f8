"""The dashboards, from the templates: one for each context, and one for the business. `make dashboards` writes them.

A context's shows what its own stack makes, so that each of its functions, queues, streams and tables has its line. The
business is in the logs, as facts; its dashboard, in the root's template, asks the logs of all contexts by their names.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from tests.infra.stacks import PREFIX
from tests.templates import PROJECT, template

WIDTH, HEIGHT, ROW = 8, 6, 24  # of a widget, and of the grid
PERIOD = 300  # seconds
REGION = "${AWS::Region}"
RUNBOOKS = "What to do when it rings: docs/runbooks"
BEGIN = re.compile(r"(      DashboardBody: !Sub \| # written by `make dashboards`\n)(?:        .*\n)+")
LOGS = "/aws/lambda/unicorn-${Stage}-"
WORKFLOW = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:unicorn-${Stage}-properties-"

FUNCTION, QUEUE, TABLE, API = "function", "queue", "table", "api"
READER, DEAD = "reader of a stream", "dead-letter queue"
NAMED = {"AWS::Serverless::Function": FUNCTION, "AWS::DynamoDB::Table": TABLE}
ANSWERS = ("Count", "4XXError", "5XXError")
UNITS = ("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits")
ENDS = ("ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut")
BUSY = ("web-search-api", "web-process-image", "web-publish-listing-changes", "site-render-pages")
FOLDERS = [".", *PREFIX]

type Widget = dict[str, Any]
type Metric = list[Any]


def body(folder: str) -> str:
    """Return the dashboard of a folder's template as JSON, with placeholders of `Fn::Sub`."""
    widgets = _placed(business() if folder == "." else of_context(folder))
    return '{"widgets": [\n' + ",\n".join(map(_lines, widgets)) + "\n]}\n"


def of_context(folder: str) -> Iterator[Widget]:
    prefix = PREFIX[folder]
    found = _on_aws(folder)
    api = found.get(API, [])
    yield _text(f"# {prefix}\n{RUNBOOKS}/{prefix.lower()}-failures.md")
    yield {
        "type": "alarm",
        "properties": {"title": "Does it ring?", "alarms": [f"${{{prefix}FailuresAlarm.Arn}}"]},
    }
    yield _metrics("Failures, as the alarm counts them", "Sum", [["unicorn-${Stage}", f"{prefix}Failures"]])
    yield _metrics("Requests, and answers 4XX and 5XX", "Sum", _of("AWS/ApiGateway", ANSWERS, "ApiName", api))
    latency = _shown_as(("p50", "p99"), _of("AWS/ApiGateway", ["Latency"], "ApiName", api))
    yield _metrics("Time of an answer, ms", "p50", latency)
    functions = _of("AWS/Lambda", ["Errors"], "FunctionName", found[FUNCTION])
    yield _metrics("Errors of functions", "Sum", functions)
    changes = _of("AWS/Lambda", ["IteratorAge"], "FunctionName", found[READER])
    yield _metrics("Age of a change in the stream, ms", "Maximum", changes)
    messages = _of("AWS/SQS", ["ApproximateAgeOfOldestMessage"], "QueueName", found.get(QUEUE, []))
    yield _metrics("Age of the oldest message, s", "Maximum", messages)
    letters = _of("AWS/SQS", ["ApproximateNumberOfMessagesVisible"], "QueueName", found[DEAD])
    yield _metrics("Dead letters", "Maximum", letters)
    yield _metrics("Units of the tables", "Sum", _of("AWS/DynamoDB", UNITS, "TableName", found[TABLE]))


def business() -> Iterator[Widget]:
    approval, evaluation = f"{WORKFLOW}publication-approval", f"{WORKFLOW}publication-evaluation"
    yield _text(f"# Unicorn Properties, stage ${{Stage}}\n{RUNBOOKS}/README.md")
    yield _logs(
        "Requests and appeals a day",
        "bar",
        ["web-publication-requests-api"],
        "filter fact in ['PublicationRequested', 'DeclineAppealed'] | stats count(*) as requests by bin(1d)",
    )
    yield _logs(
        "Approved and declined a day",
        "table",
        ["web-apply-decisions"],
        "filter fact in ['ListingApproved', 'ListingDeclined'] | stats count(*) as listings by fact, bin(1d)",
    )
    yield _logs(
        "Declined, by the first reason",
        "table",
        ["web-apply-decisions"],
        "filter fact = 'ListingDeclined' | stats count(*) as listings by reasons.0 | sort listings desc",
    )
    yield _metrics("Requests in the workflow", "Sum", _of("AWS/States", ENDS, "StateMachineArn", [approval]))
    took = _of("AWS/States", ["ExecutionTime"], "StateMachineArn", [approval])
    yield _metrics("Time from request to publication or decline, ms", "p50", _shown_as(("p50", "p90"), took))
    yield _logs(
        "Days that the oldest request waits",
        "timeSeries",
        ["properties-sync-property-approvals"],
        "filter message = 'waiters_checked' | stats max(oldest_wait_seconds) / 86400 as days by bin(1h)",
    )
    yield _logs(
        "Dead letters and what waits, as the queue watch finds them",
        "table",
        ["/aws/vendedlogs/states/unicorn-${Stage}-queue-watch"],
        "filter type = 'ExecutionFailed' | fields @timestamp, details.error, details.cause | sort @timestamp desc"
        " | limit 20",
    )
    yield _logs(
        "Enquiries and viewings a day",
        "table",
        ["web-enquiries-api", "web-viewings-api"],
        "filter fact in ['EnquiryReceived', 'ViewingBooked'] | stats count(*) as customers by fact, bin(1d)",
    )
    calls = _of("AWS/Lambda", ["Invocations"], "FunctionName", [f"unicorn-${{Stage}}-{name}" for name in BUSY])
    runs = _of("AWS/States", ["ExecutionsStarted"], "StateMachineArn", [evaluation])
    yield _metrics("What costs: calls of functions, evaluations", "Sum", [*calls, *runs])
    photos = _of("AWS/Rekognition", ["SuccessfulRequestCount"], "Operation", ["DetectModerationLabels"])
    logs: list[Metric] = [["AWS/Logs", "IncomingBytes", {"yAxis": "right"}]]
    yield _metrics("What costs in this account and region: photos judged, bytes of logs", "Sum", [*photos, *logs])


def _on_aws(folder: str) -> dict[str, list[str]]:
    """Return what a stack has on AWS, each as a placeholder of its name, by its kind."""
    found: dict[str, list[str]] = {}
    for name, resource in template(folder)["Resources"].items():
        if resource.get("Condition") in {"IsLocal", "IsWatched"}:
            continue
        for kind, placeholder in _kinds(name, resource):
            found.setdefault(kind, []).append(placeholder)
    return found


def _kinds(name: str, resource: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a resource is to a dashboard, with the placeholder of its name."""
    properties = resource.get("Properties", {})
    match resource["Type"]:
        case "AWS::Lambda::EventSourceMapping" if "StreamArn" in str(properties["EventSourceArn"]):
            yield READER, f"${{{_function(properties['FunctionName'])}}}"
        case "AWS::SQS::Queue":
            yield (QUEUE if "RedrivePolicy" in properties else DEAD), f"${{{name}.QueueName}}"
        case "AWS::Serverless::Api":
            yield API, "${AWS::StackName}"  # an API without a name of its own has that of its stack
        case kind if kind in NAMED:
            yield NAMED[kind], f"${{{name}}}"


def _function(reference: Any) -> str:
    """Return the logical id of the function that a mapping names."""
    [name] = re.findall(r"\b(?:Contracts|Properties|Web)\w+", json.dumps(reference))[:1]
    return str(name)


def _of(namespace: str, metrics: Iterable[str], dimension: str, names: Iterable[str]) -> list[Metric]:
    return [[namespace, metric, dimension, name] for name in names for metric in metrics]


def _shown_as(stats: Iterable[str], metrics: Iterable[Metric]) -> list[Metric]:
    return [[*metric, {"stat": stat, "label": stat}] for metric in metrics for stat in stats]


def _metrics(title: str, stat: str, metrics: Iterable[Metric]) -> Widget:
    shown = {"title": title, "region": REGION, "view": "timeSeries", "stat": stat, "period": PERIOD}
    return {"type": "metric", "properties": shown | {"metrics": list(metrics)}}


def _logs(title: str, view: str, groups: Iterable[str], query: str) -> Widget:
    sources = " | ".join(f"SOURCE '{name if name.startswith('/') else LOGS + name}'" for name in groups)
    return {
        "type": "log",
        "properties": {"title": title, "region": REGION, "view": view, "query": f"{sources} | {query}"},
    }


def _text(markdown: str) -> Widget:
    return {"type": "text", "properties": {"markdown": markdown}}


def _placed(widgets: Iterable[Widget]) -> Iterator[Widget]:
    """Yield the widgets with their places, from left to right; those without a metric are left out."""
    places = ((x, y) for y in count(0, HEIGHT) for x in range(0, ROW, WIDTH))
    for widget in widgets:
        if widget["properties"].get("metrics") != []:
            x, y = next(places)
            yield {"type": widget["type"], "x": x, "y": y, "width": WIDTH, "height": HEIGHT} | widget


def _lines(widget: Widget) -> str:
    """Return a widget as JSON, each metric in a line of its own."""
    metrics = widget["properties"].get("metrics")
    if not metrics:
        return json.dumps(widget)
    rest = json.dumps(widget | {"properties": {**widget["properties"], "metrics": []}})
    return rest.replace('"metrics": []', '"metrics": [\n' + ",\n".join(map(json.dumps, metrics)) + "\n]")


def written(folder: str) -> str:
    """Return the text of a folder's template with its dashboard. Raises LookupError if it has no place for it."""
    text = (PROJECT / folder / "template.yaml").read_text()
    indented = "".join(f"        {line}\n" for line in body(folder).splitlines())
    found = BEGIN.subn(lambda begin: begin[1] + indented, text)
    if found[1] != 1:
        raise LookupError(f"give {folder}/template.yaml one property `DashboardBody`, for `make dashboards` to fill")
    return found[0]


if __name__ == "__main__":
    for place in FOLDERS:
        (PROJECT / place / "template.yaml").write_text(written(place))
        sys.stdout.write(f"wrote {place}/template.yaml\n")
