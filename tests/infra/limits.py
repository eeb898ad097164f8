"""The limits of the system, read from the templates → the table of docs/limits.md. `make limits` writes it."""

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from tests.infra.alarms import ON_AWS, Stage
from tests.infra.approval import DEFINITION, EVALUATION, hours_of_calls
from tests.templates import PROJECT, template

PAGE = PROJECT / "docs" / "limits.md"
BEGIN, END = "<!-- computed by `make limits` -->\n", "<!-- end of the computed table -->\n"
DEV, PROD = (Stage(place) for place in ON_AWS)
BEYOND = {
    "requests a second": "429 with `Retry-After`; the caller sends the request again",
    "burst of requests": "429, as above",
    "time of a call": "the call fails: an API's caller gets a 502, a message, a batch or a task is tried again",
    "memory of a call": "the call fails, as by time",
    "messages of a batch": "the others wait for the next call",
    "calls at once": "messages wait in the queue; after 15 minutes the queue watch rings",
    "time until a message is delivered again": "it is handled twice at once, which changes nothing",
    "deliveries of a message": "it is a dead letter",
    "age of a message": "it is deleted; the queue watch has rung since it was 15 minutes old",
    "age of a dead letter": "it is deleted: redrive it before",
    "age of a record in a stream": "its batch goes to a bucket, whole, for `unicorn dlq redrive`",
    "records of a batch": "the others wait for the next call; the order of each property stays",
    "deliveries of a schedule": "a dead letter; the next time does the work",
    "age of an upload": "it is deleted, and its image stays expected until its agent removes it",
    "age of a discarded batch": "it is deleted, as the dead letter that names it",
    "age of a log": "it is deleted",
    "age of an event in the archive": "it cannot be replayed",
    "age of a cached answer": "the CDN asks the API again",
    "time of an evaluation": "the execution ends, and the evaluation is published in its place: declined",
    "time in which an evaluation is tried again": "an unavailable service declines the listing: `EVALUATION_FAILED`",
    "time of one attempt to evaluate": "the attempt fails, and the listing is declined: `EVALUATION_FAILED`",
    "time of a run of the queue watch": "the run fails; after half an hour the alarm rings",
    "photos of a listing that are moderated at once": "the others wait",
    "wait for an unknown contract": "the listing is declined: no contract, or the one before has ended",
    "wait for a contract's approval": "the listing is declined: not approved in time",
    "wait for a person": "the listing is declined: not answered in time; the person's page says until when",
}
OF_PARAMETERS = {  # limits of the workflow that are a deployer's alone
    "ModerationConcurrency": ("photos of a listing that are moderated at once", ""),
    "ContractGraceSeconds": ("wait for an unknown contract", "s"),
    "ApprovalWaitSeconds": ("wait for a contract's approval", "s"),
    "ReviewWaitSeconds": ("wait for a person", "s"),
}


class Limit(NamedTuple):
    """One limit of one resource."""

    name: str
    value: str
    of: str


def page() -> str:
    """Return the page with the table as the templates have it."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + table() + "\n" + END + after


def table() -> str:
    """Return the rows: one for each limit and value, with the resources that have it."""
    lines = ["| limit | value | of | beyond it |", "|---|--:|---|---|"]
    order = list(BEYOND)
    found = sorted(set(limits()), key=lambda limit: (order.index(limit.name), limit.value, limit.of))
    for (name, value), group in groupby(found, key=lambda limit: limit[:2]):
        of = ", ".join(f"`{limit.of}`" for limit in group)
        lines.append(f"| {name} | {value} | {of} | {BEYOND[name]} |")
    return "\n".join(lines) + "\n"


def limits() -> Iterator[Limit]:
    """Yield every limit; one that differs between the kinds of stages has both values."""
    on_dev = {(name, of): value for name, value, of in _of_stage(DEV)}
    on_prod = {(name, of): value for name, value, of in _of_stage(PROD)}
    for name, of in on_dev | on_prod:
        values = [stage.get((name, of)) for stage in (on_dev, on_prod)]
        if values[0] == values[1]:
            yield Limit(name, str(values[0]), of)
        else:
            kinds = zip(values, ("dev", "prod"), strict=True)
            yield Limit(name, "; ".join(f"{value} on {kind}" for value, kind in kinds if value), of)
    yield from _of_workflows()


def _of_stage(stage: Stage) -> Iterator[Limit]:
    for type_, read in READERS.items():
        for _, name, given in stage.all(type_):
            yield from read(name, given)
    yield from _of_logs(stage)


def _of_api(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    for settings in given["MethodSettings"]:
        yield Limit("requests a second", f"{settings['ThrottlingRateLimit']:,}", name.removesuffix("Stage"))
        yield Limit("burst of requests", f"{settings['ThrottlingBurstLimit']:,}", name.removesuffix("Stage"))


def _of_function(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    yield Limit("time of a call", _time(given["Timeout"]), name)
    yield Limit("memory of a call", f"{given['MemorySize']:,} MB", name)


def _of_mapping(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    if "MaximumRecordAgeInSeconds" in given:
        yield Limit("records of a batch", str(given["BatchSize"]), name)
        yield Limit("age of a record in a stream", _time(given["MaximumRecordAgeInSeconds"]), name)
    else:
        yield Limit("messages of a batch", str(given["BatchSize"]), name)
        yield Limit("calls at once", str(given["ScalingConfig"]["MaximumConcurrency"]), name)


def _of_queue(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    if "RedrivePolicy" not in given:
        yield Limit("age of a dead letter", _time(given["MessageRetentionPeriod"]), name)
        return
    yield Limit("age of a message", _time(given["MessageRetentionPeriod"]), name)
    yield Limit("time until a message is delivered again", _time(given["VisibilityTimeout"]), name)
    yield Limit("deliveries of a message", str(given["RedrivePolicy"]["maxReceiveCount"]), name)


def _of_bucket(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    for rule in given.get("LifecycleConfiguration", {}).get("Rules", []):
        kind = "age of an upload" if rule.get("Prefix") else "age of a discarded batch"
        yield Limit(kind, f"{rule['ExpirationInDays']} days", name)


def _of_archive(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    yield Limit("age of an event in the archive", f"{given['RetentionDays']} days", name)


def _of_cache(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    yield Limit("age of a cached answer", _time(given["CachePolicyConfig"]["MaxTTL"]), name)


def _of_rule(name: str, given: dict[str, Any]) -> Iterator[Limit]:
    for target in given["Targets"]:
        if "RetryPolicy" in target and "ScheduleExpression" in given:
            yield Limit("deliveries of a schedule", str(1 + target["RetryPolicy"]["MaximumRetryAttempts"]), name)


def _of_logs(stage: Stage) -> Iterator[Limit]:
    """All log groups in one row, if they have one retention."""
    groups = [(name, given["RetentionInDays"]) for _, name, given in stage.all("AWS::Logs::LogGroup")]
    is_one = len({days for _, days in groups}) == 1
    for name, days in groups:
        yield Limit("age of a log", f"{days} days", "every log group" if is_one else name)


def _of_workflows() -> Iterator[Limit]:
    approval = json.loads(DEFINITION.read_text())
    yield Limit("time of an evaluation", _time(approval["TimeoutSeconds"]), "PropertiesPublicationApproval")
    yield Limit("time in which an evaluation is tried again", _time(hours_of_calls()), "PropertiesPublicationApproval")
    attempt = json.loads(EVALUATION.read_text())
    yield Limit("time of one attempt to evaluate", _time(attempt["TimeoutSeconds"]), "PropertiesPublicationEvaluation")
    watch = template(".")["Resources"]["QueueWatch"]["Properties"]["Definition"]
    yield Limit("time of a run of the queue watch", _time(watch["TimeoutSeconds"]), "QueueWatch")
    for name, (limit, unit) in OF_PARAMETERS.items():
        value = template("unicorn_properties")["Parameters"][name]["Default"]
        yield Limit(limit, _time(value) if unit else str(value), name)


def _time(seconds: int) -> str:
    """Return a time as people say it: the largest unit that needs no fraction."""
    if seconds % 3600 and seconds > 3600:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02} hours"
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds % size == 0 and seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


READERS = {
    "AWS::ApiGateway::Stage": _of_api,
    "AWS::Lambda::Function": _of_function,
    "AWS::Lambda::EventSourceMapping": _of_mapping,
    "AWS::SQS::Queue": _of_queue,
    "AWS::S3::Bucket": _of_bucket,
    "AWS::Events::Archive": _of_archive,
    "AWS::Events::Rule": _of_rule,
    "AWS::CloudFront::CachePolicy": _of_cache,
}

if __name__ == "__main__":
    PAGE.write_text(page())
    sys.stdout.write(f"wrote {PAGE.relative_to(PROJECT)}\n")
