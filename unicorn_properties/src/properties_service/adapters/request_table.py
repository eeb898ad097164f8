"""Requests with their findings, and verdicts on pictures, in DynamoDB; both are forgotten after a while."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING

from properties_service.adapters.status_items import (
    label_value,
    request_key,
    to_verdict,
    verdict_item,
    verdict_key,
)
from properties_service.adapters.store_errors import store_errors
from properties_service.domain.content import Sentiment, Verdict
from properties_service.domain.request import PublicationRequest
from properties_service.ports import Findings, StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value
    from mypy_boto3_dynamodb.type_defs import KeysAndAttributesTypeDef, WriteRequestTypeDef

REQUEST_KEPT = timedelta(days=120)  # longer than any workflow waits, and than the bus's archive goes back
VERDICT_KEPT = timedelta(days=365)
READ_AT_ONCE, WRITTEN_AT_ONCE = 100, 25  # DynamoDB takes no more items in one call
TRIES = 5


class RequestTable:
    """The ports `Requests` and `Verdicts`; the items stand in status_items.py."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def register(self, request: PublicationRequest, *, execution_id: str, at: datetime) -> bool:
        try:
            self._client.put_item(
                TableName=self._table,
                Item=_registration(request, at) | {"execution_id": {"S": execution_id}},
                ConditionExpression="attribute_not_exists(pk) OR execution_id = :execution_id",
                ExpressionAttributeValues={":execution_id": {"S": execution_id}},
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    @store_errors
    def recall_request(self, request: PublicationRequest, *, at: datetime) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.put_item(
                TableName=self._table, Item=_registration(request, at), ConditionExpression="attribute_not_exists(pk)"
            )

    @store_errors
    def keep_findings(self, findings: Findings) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=request_key(findings.request_id),
            UpdateExpression="SET findings = :findings",
            ExpressionAttributeValues={":findings": _findings_value(findings)},
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
        expires_at = int(_end(at, VERDICT_KEPT))
        for some in batched(verdicts, WRITTEN_AT_ONCE, strict=False):
            self._write([{"PutRequest": {"Item": verdict_item(verdict, expires_at)}} for verdict in some])

    def _read(self, keys: Sequence[str]) -> Iterator[Verdict]:
        wanted: Mapping[str, KeysAndAttributesTypeDef] = {self._table: {"Keys": [verdict_key(key) for key in keys]}}
        for _ in range(TRIES):
            answer = self._client.batch_get_item(RequestItems=wanted)
            yield from map(to_verdict, answer["Responses"].get(self._table, []))
            wanted = answer.get("UnprocessedKeys", {})  # type: ignore[assignment]  # the stubs tell input from output
            if not wanted:
                return
        raise StoreUnavailable("some verdicts stayed unread")

    def _write(self, requests: "list[WriteRequestTypeDef]") -> None:
        wanted = {self._table: requests}
        for _ in range(TRIES):
            answer = self._client.batch_write_item(RequestItems=wanted)
            wanted = answer.get("UnprocessedItems", {})  # type: ignore[assignment]
            if not wanted:
                return
        raise StoreUnavailable("some verdicts stayed unwritten")


def _registration(request: PublicationRequest, at: datetime) -> dict[str, "Value"]:
    return request_key(request.request_id) | {
        "property_id": {"S": request.property_id},
        "correlation_id": {"S": request.correlation_id},
        "registered_at": {"S": at.isoformat(timespec="milliseconds")},
        "expires_at": {"N": _end(at, REQUEST_KEPT)},
    }


def _end(at: datetime, kept: timedelta) -> str:
    return str(int((at + kept).timestamp()))


def _findings_value(findings: Findings) -> "Value":
    return {
        "M": {
            "language": {"S": findings.language},
            "sentiments": {"L": [_sentiment_value(sentiment) for sentiment in findings.sentiments]},
            "images": {"L": [_verdict_value(verdict) for verdict in findings.verdicts]},
            "reasons": {"L": [{"S": f"{reason.code}: {reason.subject}"} for reason in findings.reasons]},
        }
    }


def _sentiment_value(sentiment: Sentiment) -> "Value":
    scores: dict[str, Value] = {name: {"N": str(score)} for name, score in sentiment.scores.items()}
    return {"M": {"sentiment": {"S": sentiment.name}, "scores": {"M": scores}}}


def _verdict_value(verdict: Verdict) -> "Value":
    found: dict[str, Value] = {
        "key": {"S": verdict.key},
        "labels": {"L": [label_value(label) for label in verdict.labels]},
    }
    if verdict.unreadable is not None:
        found["unreadable"] = {"S": verdict.unreadable}
    return {"M": found}
