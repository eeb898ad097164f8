"""The records at a position of a table's stream, as Lambda hands them to a function."""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from unicorn_cli.bus.dead_letter import CannotRedrive
from unicorn_cli.stages.cloud import Cloud

EMPTY_PAGES = 20  # in a row until the position counts as unreachable; a few are normal
GONE = frozenset({"TrimmedDataAccessException", "ResourceNotFoundException"})


def records_at(position: dict[str, str], cloud: Cloud) -> list[dict[str, Any]]:
    """Return the records of a dead letter's `DDBStreamBatchInfo`. Raises CannotRedrive if the stream dropped them."""
    try:
        return list(_between(position, cloud))
    except ClientError as error:
        if error.response["Error"]["Code"] in GONE:
            raise CannotRedrive(
                "it holds only a position in the stream, which drops records after 24 hours: nothing brings these back"
            ) from error
        raise


def _between(position: dict[str, str], cloud: Cloud) -> Iterator[dict[str, Any]]:
    end = int(position["endSequenceNumber"])
    for page in _pages(position, cloud):
        for record in page:
            number = int(record["dynamodb"]["SequenceNumber"])
            if number > end:
                return
            yield record
            if number == end:
                return


def _pages(position: dict[str, str], cloud: Cloud) -> Iterator[list[dict[str, Any]]]:
    client = cloud.client("dynamodbstreams")
    iterator = client.get_shard_iterator(
        StreamArn=position["streamArn"],
        ShardId=position["shardId"],
        ShardIteratorType="AT_SEQUENCE_NUMBER",
        SequenceNumber=position["startSequenceNumber"],
    ).get("ShardIterator")
    empty = 0
    while iterator and empty < EMPTY_PAGES:
        answer = client.get_records(ShardIterator=iterator)
        empty = 0 if answer["Records"] else empty + 1
        yield answer["Records"]
        iterator = answer.get("NextShardIterator")
