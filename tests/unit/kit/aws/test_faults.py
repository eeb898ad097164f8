"""Each fault of a service or of the network ends as it ends with botocore's standard mode."""

import random
from typing import Any

import pytest
from botocore.exceptions import ClientError as BotocoreClientError

from tests.unit.kit.aws.fault_server import (
    CLOSED,
    OK,
    Clients,
    FaultServer,
    Reply,
)
from tests.unit.kit.aws.faults import CANCELLED, CONDITION, FAULTS, ITEM
from tests.unit.kit.aws.outcomes import get
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.errors import ClientError
from unicorn_kit.aws.signing import Credentials

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_fault_ends_as_with_botocore(
    name: str, times: int, a_client: Clients, server: FaultServer, by_botocore: Any
) -> None:
    script = [FAULTS[name]] * times + [ITEM]
    server.answers(*script)
    expected, expected_requests = get(by_botocore), len(server.requests)
    server.answers(*script)
    assert (get(a_client()), len(server.requests)) == (expected, expected_requests)


@pytest.mark.slow
def test_random_sequences_of_faults_end_as_with_botocore(
    a_client: Clients, server: FaultServer, by_botocore: Any
) -> None:
    chance = random.Random(7)
    ours = a_client()
    for _ in range(300):
        names = chance.choices([*FAULTS, "item"], k=3)
        script = [FAULTS.get(name, ITEM) for name in names]
        server.answers(*script, ITEM)
        expected, expected_requests = get(by_botocore), len(server.requests)
        server.answers(*script, ITEM)
        assert (names, get(ours), len(server.requests)) == (names, expected, expected_requests)


def test_binary_values_arrive_as_bytes(a_client: Clients, server: FaultServer) -> None:
    server.answers(ITEM)
    item = a_client().get_item(TableName="homes", Key={})["Item"]
    assert item["photo"] == {"B": b"\0\1\2"}
    assert item["all"] == {"BS": [b"\0"]}


def test_errors_are_caught_by_the_names_that_boto3_gives_them(a_client: Clients, server: FaultServer) -> None:
    client = a_client()
    server.answers(CONDITION)
    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(TableName="homes", Item={})
    server.answers(CANCELLED)
    with pytest.raises(client.exceptions.TransactionCanceledException) as cancelled:
        client.transact_write_items(TransactItems=[])
    assert [reason["Code"] for reason in cancelled.value.response["CancellationReasons"]] == [
        "None",
        "ConditionalCheckFailed",
    ]


def test_all_errors_of_a_service_are_caught_by_boto3s_name_for_them(a_client: Clients, server: FaultServer) -> None:
    client = a_client()
    server.answers(CONDITION)
    with pytest.raises(client.exceptions.ClientError):
        client.put_item(TableName="homes", Item={})


def test_an_error_carries_the_service_s_own_sentence(a_client: Clients, server: FaultServer, by_botocore: Any) -> None:
    for client in (a_client(), by_botocore):
        server.answers(CONDITION)
        with pytest.raises((ClientError, BotocoreClientError), match="The conditional request failed"):
            client.put_item(TableName="homes", Item={"pk": {"S": "a home"}})
        server.answers(*[FAULTS["page"]] * 3)
        with pytest.raises((ClientError, BotocoreClientError), match="Bad Gateway"):
            client.put_item(TableName="homes", Item={"pk": {"S": "a home"}})


def test_each_attempt_is_signed_anew_and_a_transaction_keeps_its_token(a_client: Clients, server: FaultServer) -> None:
    server.answers(FAULTS["internal"], CLOSED, OK)
    a_client().transact_write_items(TransactItems=[])
    assert len(server.requests) == 3
    lengths = {request["content-length"] for request in server.requests}
    assert len(lengths) == 1
    assert all("authorization" in request for request in server.requests)


def test_a_service_that_does_not_answer_in_time_is_given_up(a_client: Clients, server: FaultServer) -> None:
    server.answers(Reply(hangs=True), ITEM)
    assert get(a_client(seconds=0.2))[0] == "answered"
    server.answers(Reply(hangs=True))
    assert get(a_client(seconds=0.2, attempts=1)) == ("no answer", None)


@pytest.mark.parametrize(("fault", "longest"), [("throttled", [1.0, 2.0]), ("internal", [0.05, 0.1])])
def test_throttling_backs_off_for_longer_than_a_lost_answer(
    a_client: Clients,
    server: FaultServer,
    pauses: list[float],
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    longest: list[float],
) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)
    server.answers(*[FAULTS[fault]] * 3)
    get(a_client())
    assert pauses == pytest.approx(longest)


def test_an_operation_that_is_not_listed_is_refused_by_name(a_client: Clients) -> None:
    with pytest.raises(AttributeError, match="has no describe_table here"):
        a_client().describe_table(TableName="homes")


def test_an_endpoint_that_is_none_is_refused() -> None:
    for url in (
        "ftp://127.0.0.1",
        "127.0.0.1:4566",
        "https:",
        "http://:4566",
        "http://[::1",
        "http://127.0.0.1/a/path",
        "http://127.0.0.1//",
        "http://127.0.0.1?a=b",
        "http://127.0.0.1#a",
        "http://me@127.0.0.1",
        "http://127.0.0.1:x",
        "http://127.0.0.1:99999",
    ):
        with pytest.raises(ValueError, match="is no endpoint"):
            Client("sqs", region="eu-central-1", credentials=Credentials("a", "b"), endpoint_url=url)
