"""The workflow's own write of a publication, as its state asks for it, on DynamoDB."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError
from properties_service.adapters.property_table import PropertyTable

from tests.adapters.properties.conftest import TABLE
from tests.infra.approval import HOUSE, Played, definition
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX, SEQUENCE_MAX

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="module")
def asked() -> Mapping[str, Any]:
    """The arguments of the state that records a publication."""
    played = Played()
    played.run()
    found: Mapping[str, Any] = played.arguments["RecordPublication"][0]
    return found


def record(client: "DynamoDBClient", asked: Mapping[str, Any], property_id: str, *, sequence: int) -> None:
    given = deepcopy(dict(asked)) | {"TableName": TABLE}
    given["Item"] |= {"pk": {"S": f"PROPERTY#{property_id}"}, "property_id": {"S": property_id}}
    given["Item"] |= {"sequence": {"N": str(sequence)}, "request_id": {"S": f"request-{sequence}"}}
    given["ExpressionAttributeValues"] |= {":sequence": {"N": str(sequence)}}
    client.put_item(**given)


def test_the_latest_request_alone_is_the_publication(
    client: "DynamoDBClient", properties: PropertyTable, asked: Mapping[str, Any]
) -> None:
    """An execution that waited for days, or a task that is repeated, must not take the place of a newer approval."""
    house = f"usa/anytown/main-street/{uuid4().hex}"
    for sequence in (2, 2, 4):
        record(client, asked, house, sequence=sequence)
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        record(client, asked, house, sequence=2)
    publication = properties.state(house).publication
    assert publication
    assert (publication.sequence, publication.request_id) == (4, "request-4")


def test_a_stored_sequence_that_no_evaluation_can_have_bars_no_approval(
    client: "DynamoDBClient", properties: PropertyTable, asked: Mapping[str, Any]
) -> None:
    house = f"usa/anytown/main-street/{uuid4().hex}"
    record(client, asked, house, sequence=10**30)
    record(client, asked, house, sequence=2)
    publication = properties.state(house).publication
    assert publication
    assert publication.request_id == "request-2"


def test_the_bounds_in_the_workflow_are_those_of_the_code(asked: Mapping[str, Any]) -> None:
    assert asked["ExpressionAttributeValues"][":last"] == {"N": str(DECISION_SEQUENCE_MAX)}
    assert f"$number <= {SEQUENCE_MAX} ? 2 * $number : 1" in json.dumps(definition())


def test_the_arguments_are_those_of_one_property(asked: Mapping[str, Any]) -> None:
    assert re.fullmatch(rf"PROPERTY#{HOUSE}", asked["Item"]["pk"]["S"])
    assert asked["ExpressionAttributeValues"][":sequence"] == asked["Item"]["sequence"]
