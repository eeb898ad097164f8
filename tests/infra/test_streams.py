"""An outbox does not give up before its stream does, and what it gives up after a day is kept whole.

A queue would get only a position in the stream, a bucket gets the event: Lambda Developer Guide, "Retain discarded
records for a DynamoDB event source". tests/simulation/test_outages.py simulates what follows from these settings.
"""

from collections.abc import Callable
from typing import Any

import pytest
from moto.events.models import EventPattern

from tests.infra.stacks import as_list, pattern, properties, resources, target
from tests.infra.test_queues import STREAMS, dead_letter_queues

NO_LIMIT = -1
HOUR = 60 * 60
DAY = 24 * HOUR


def _change(pk: str, sk: str, **image: str) -> dict[str, Any]:
    """Return what a stream says of a written item."""
    return {
        "Keys": {"pk": {"S": pk}, "sk": {"S": sk}},
        "NewImage": {name: {"S": value} for name, value in image.items()},
    }


HOUSE = "usa/anytown/main-street/111"
RECORDS = {  # of each stream: a record that its function is for, and those that it is not for
    "ContractsTableStream": (
        _change(f"PROPERTY#{HOUSE}", "HEAD"),
        [_change("CONTRACT#1", "CONTRACT"), _change("CONTRACT#1", "CHANGE#000001"), _change("SCHEDULE#e", "SCHEDULE")],
    ),
    "PropertiesTableStream": (
        _change(f"PROPERTY#{HOUSE}", "CONTRACT"),
        [_change("REQUEST#1", "REQUEST"), _change("IMAGE#1", "VERDICT"), _change("SCHEDULE#waiters", "SCHEDULE")],
    ),
    "WebPhotosStream": (
        _change(HOUSE, "LISTING", listing_status="APPROVED"),
        [_change(HOUSE, "PUBLIC"), _change("PLACES", "usa"), _change(HOUSE, "TALLY"), _change(HOUSE, "C0#x#01")],
    ),
    "WebTableStream": (
        _change(HOUSE, "LISTING", listing_status="PENDING"),
        [_change(HOUSE, "LISTING", listing_status="DRAFT"), _change(HOUSE, "C0#x#01"), _change("PLACES", "usa")],
    ),
}

EVENTS = {
    "WebPhotosStream": {"MODIFY", "REMOVE"}
}  # a new listing has no photos, and those of a removed one are deleted


def bucket_of(folder: str, mapping: str) -> str:
    bucket = target(properties(folder, mapping)["DestinationConfig"]["OnFailure"]["Destination"])
    assert bucket in resources(folder, "AWS::S3::Bucket")
    return str(bucket)


@pytest.mark.parametrize(("folder", "mapping"), STREAMS)
def test_a_stream_is_read_from_its_first_record(folder: str, mapping: str) -> None:
    assert properties(folder, mapping)["StartingPosition"] == "TRIM_HORIZON"


@pytest.mark.parametrize(("folder", "mapping"), STREAMS)
def test_a_record_is_retried_as_long_as_the_stream_has_it_and_given_up_before_it_is_gone(
    folder: str, mapping: str
) -> None:
    given = properties(folder, mapping)
    assert given["MaximumRetryAttempts"] == NO_LIMIT
    assert 23.5 * HOUR <= given["MaximumRecordAgeInSeconds"] <= DAY - 10 * 60
    assert given["BisectBatchOnFunctionError"] is True
    assert given.get("ParallelizationFactor", 1) == 1  # a property's facts stand behind one another in one shard


@pytest.mark.parametrize(("folder", "mapping"), STREAMS)
def test_a_discarded_batch_is_kept_whole_longer_than_the_message_about_it(folder: str, mapping: str) -> None:
    bucket = properties(folder, bucket_of(folder, mapping))
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert rule["ExpirationInDays"] > 14
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


@pytest.mark.parametrize(("folder", "mapping"), STREAMS)
def test_a_discarded_batch_is_reported_to_a_dead_letter_queue(folder: str, mapping: str) -> None:
    bucket = bucket_of(folder, mapping)
    assert properties(folder, bucket)["NotificationConfiguration"]["EventBridgeConfiguration"]["EventBridgeEnabled"]
    fed = [target(given["Arn"]) for given in _targets_of(folder, bucket)]
    assert len(fed) == 1
    assert fed[0] in set(dead_letter_queues(folder))


@pytest.mark.parametrize(("folder", "mapping"), STREAMS)
def test_lambda_may_write_what_it_discards(folder: str, mapping: str) -> None:
    bucket = bucket_of(folder, mapping)
    allowed = _allowed(folder, str(target(properties(folder, mapping)["FunctionName"])))
    assert {("s3:PutObject", f"${{{bucket}.Arn}}/*"), ("s3:ListBucket", bucket)} <= allowed


@pytest.mark.parametrize(("folder", "mapping"), STREAMS)
def test_a_stream_lets_through_what_its_function_is_for_and_nothing_else(folder: str, mapping: str) -> None:
    """What passes without being needed is a call for each write of a table, and behind a deletion there is no fact."""
    passes = passing(folder, mapping)
    wanted, others = RECORDS[mapping]
    kinds = EVENTS.get(mapping, {"INSERT", "MODIFY"})
    for event in ("INSERT", "MODIFY", "REMOVE"):
        assert passes({"eventName": event, "dynamodb": wanted}) is (event in kinds)
        assert not [other for other in others if passes({"eventName": event, "dynamodb": other})]


def passing(folder: str, mapping: str) -> Callable[[Any], bool]:
    """Return whether a mapping hands a record to its function: one of its filters matches."""
    filters = [
        EventPattern.load(given["Pattern"]) for given in properties(folder, mapping)["FilterCriteria"]["Filters"]
    ]
    return lambda record: any(found.matches_event(record) for found in filters)


PUBLIC = {"live": {"M": {"request_id": {"S": "r"}}}}


@pytest.mark.parametrize(
    ("kind", "change", "is_counted"),
    [
        ("MODIFY", _change(HOUSE, "LISTING") | {"NewImage": PUBLIC}, True),
        ("MODIFY", _change(HOUSE, "LISTING") | {"OldImage": PUBLIC}, True),
        ("REMOVE", _change(HOUSE, "LISTING") | {"OldImage": PUBLIC}, True),
        ("MODIFY", _change(HOUSE, "LISTING", listing_status="WITHDRAWN"), False),
        ("INSERT", _change(HOUSE, "PUBLIC"), True),
        ("MODIFY", _change(HOUSE, "PUBLIC"), True),
        ("REMOVE", _change(HOUSE, "PUBLIC"), True),
        ("INSERT", _change("PLACES#usa", "anytown"), True),
        ("MODIFY", _change("PLACES#usa", "anytown"), True),
        ("REMOVE", _change("PLACES#usa", "anytown"), False),
        ("MODIFY", _change("PLACES", "usa"), False),
        ("MODIFY", _change(HOUSE, "TALLY"), False),
        ("INSERT", _change(HOUSE, "C0#main-street#01"), False),
    ],
)
def test_the_stream_of_web_lets_through_what_is_counted(kind: str, change: dict[str, Any], is_counted: bool) -> None:
    assert passing("unicorn_web", "WebTableStream")({"eventName": kind, "dynamodb": change}) is is_counted


def _targets_of(folder: str, bucket: str) -> list[dict[str, Any]]:
    """Return the targets of the rules on new objects of a bucket."""
    wanted = {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [{"Ref": bucket}]}},
    }
    rules = {
        name
        for name, rule in resources(folder, "AWS::Events::Rule").items()
        if rule["Properties"].get("EventPattern") == wanted
    }
    return [given for name in rules for given in properties(folder, name)["Targets"]]


def _allowed(folder: str, function: str) -> set[tuple[str, str]]:
    """Return (action, resource) of a function's role: a logical id, or a pattern."""
    role = properties(folder, str(target(properties(folder, function)["Role"])))
    return {
        (action, target(resource) or pattern(resource))
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    }
