"""Requests with their findings, and verdicts on images, in DynamoDB; both expire."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING

from properties_service.adapters.request_items import (
    findings_value,
    request_item,
    request_key,
    to_verdict,
    verdict_item,
    verdict_key,
)
from properties_service.domain.content import Verdict
from properties_service.domain.request import PublicationRequest
from properties_service.ports import Findings, StoreUnavailable
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import KeysAndAttributesTypeDef, WriteRequestTypeDef

REQUEST_KEPT = timedelta(days=120)  # longer than any workflow waits, and than the retention of the bus's archive
VERDICT_KEPT = timedelta(days=365)
READ_AT_ONCE, WRITTEN_AT_ONCE = 100, 25  # DynamoDB takes no more items in one call
TRIES = 5


class RequestTable:
    """The ports `Requests` and `Verdicts`; request_items.py defines the items."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def register(self, request: PublicationRequest, *, execution_id: str, at: datetime) -> bool:
        try:
            self._client.put_item(
                TableName=self._table,
                Item=request_item(request, at, _end(at, REQUEST_KEPT), execution_id),
                ConditionExpression="attribute_not_exists(pk) OR execution_id = :execution_id",
                ExpressionAttributeValues={":execution_id": {"S": execution_id}},
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    @store_errors
    def restore_request(self, request: PublicationRequest, *, at: datetime) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.put_item(
                TableName=self._table,
                Item=request_item(request, at, _end(at, REQUEST_KEPT)),
                ConditionExpression="attribute_not_exists(pk)",
            )

    @store_errors
    def keep_findings(self, findings: Findings) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=request_key(findings.request_id),
            UpdateExpression="SET findings = :findings",
            ExpressionAttributeValues={":findings": findings_value(findings)},
        )

    @store_errors
    def is_answered(self, request_id: str) -> bool:
        found = self._client.get_item(TableName=self._table, Key=request_key(request_id), ConsistentRead=True)
        return "answered" in found.get("Item", {})

    @store_errors
    def mark_answered(self, request_id: str) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=request_key(request_id),
            UpdateExpression="SET answered = :answered",
            ExpressionAttributeValues={":answered": {"BOOL": True}},
        )

    @store_errors
    def verdicts_on(self, keys: Sequence[str]) -> Mapping[str, Verdict]:
        read = (verdict for some in batched(keys, READ_AT_ONCE, strict=False) for verdict in self._read(some))
        return {verdict.key: verdict for verdict in read}

    @store_errors
    def keep_verdicts(self, verdicts: Sequence[Verdict], *, at: datetime) -> None:
        expires_at = _end(at, VERDICT_KEPT)
        for some in batched(verdicts, WRITTEN_AT_ONCE, strict=False):
            self._write([{"PutRequest": {"Item": verdict_item(verdict, expires_at)}} for verdict in some])

    def _read(self, keys: Sequence[str]) -> Iterator[Verdict]:
        wanted: Mapping[str, KeysAndAttributesTypeDef] = {self._table: {"Keys": [verdict_key(key) for key in keys]}}
        for _ in range(TRIES):
            answer = self._client.batch_get_item(RequestItems=wanted)
            yield from map(to_verdict, answer["Responses"].get(self._table, []))
            wanted = answer.get("UnprocessedKeys", {})  # type: ignore[assignment]  # the stubs have other types for input and output
            if not wanted:
                return
        raise StoreUnavailable("DynamoDB kept returning unprocessed keys of verdicts")

    def _write(self, requests: "list[WriteRequestTypeDef]") -> None:
        wanted = {self._table: requests}
        for _ in range(TRIES):
            answer = self._client.batch_write_item(RequestItems=wanted)
            wanted = answer.get("UnprocessedItems", {})  # type: ignore[assignment]
            if not wanted:
                return
        raise StoreUnavailable("DynamoDB kept returning unprocessed verdicts")


def _end(at: datetime, kept: timedelta) -> int:
    return int((at + kept).timestamp())
