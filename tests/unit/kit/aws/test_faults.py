"""Each fault of a service or of the network ends as it ends with botocore's standard mode."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as BotocoreClientError

from tests.unit.kit.aws.fault_server import (
    BAD_CHECKSUM,
    CLOSED,
    CUT,
    OK,
    FaultServer,
    Reply,
    error,
    fault_server,
    skewed,
)
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.errors import ClientError, NoAnswer
from unicorn_kit.aws.signing import Credentials

ITEM = Reply(body=b'{"Item": {"pk": {"S": "a home"}, "photo": {"B": "AAEC"}, "all": {"BS": ["AA=="]}}}')
NAMESPACE = "com.amazonaws.dynamodb.v20120810#"
CONDITION = error(400, f"{NAMESPACE}ConditionalCheckFailedException", "The conditional request failed")
CANCELLED = error(
    400,
    f"{NAMESPACE}TransactionCanceledException",
    CancellationReasons=[{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "The conditional request"}],
)
FAULTS = {
    "closed": CLOSED,
    "condition": CONDITION,
    "cancelled": CANCELLED,
    "conflict": error(400, f"{NAMESPACE}TransactionConflictException"),
    "in progress": error(400, f"{NAMESPACE}TransactionInProgressException"),
    "throttled": error(400, f"{NAMESPACE}ProvisionedThroughputExceededException"),
    "throttled, bare": error(400, "ThrottlingException"),
    "limit": error(400, f"{NAMESPACE}RequestLimitExceeded"),
    "internal": error(500, f"{NAMESPACE}InternalServerError"),
    "unavailable": error(503, "ServiceUnavailable"),
    "page": Reply(status=502, body=b"<html>Bad gateway</html>"),
    "empty": Reply(status=503, body=b""),
    "moved": Reply(status=301, body=b"", headers={"Location": "http://127.0.0.1:1/"}),
    "denied": error(400, "com.amazon.coral.service#AccessDeniedException", "User is not authorized"),
    "unknown": error(400, "com.example#NobodyKnowsThisException"),
    "too many": error(429, "TooManyRequestsException"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits; how long it would have been is kept."""
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


Clients = Callable[..., Any]


@pytest.fixture
def a_client(server: FaultServer) -> Iterator[Clients]:
    """Makes clients of the server, and closes them."""
    made: list[Client] = []

    def make(**options: Any) -> Any:
        credentials = Credentials("AKIDEXAMPLE", "secret")
        made.append(
            Client("dynamodb", region="eu-central-1", credentials=credentials, endpoint_url=server.url, **options)
        )
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def by_botocore(server: FaultServer) -> Iterator[Any]:
    client = boto3.client(
        "dynamodb",
        region_name="eu-central-1",
        endpoint_url=server.url,
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        config=Config(retries={"mode": "standard", "total_max_attempts": 3}, read_timeout=5),
    )
    yield client
    client.close()


def get(client: Any) -> tuple[str, Any]:
    """How a read ends: its kind, and what a caller can see of it."""
    try:
        answer = client.get_item(TableName="homes", Key={"pk": {"S": "a home"}})
    except (ClientError, BotocoreClientError) as failed:
        response = failed.response
        return response["Error"]["Code"], response.get("CancellationReasons")
    except (NoAnswer, BotoCoreError):
        return "no answer", None
    return "answered", answer.get("Item")


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


def test_a_clock_that_is_wrong_is_put_right_by_the_service(a_client: Clients, server: FaultServer) -> None:
    client = a_client()
    server.answers(skewed(timedelta(hours=10)), OK, OK)
    client.get_item(TableName="homes", Key={})
    client.get_item(TableName="homes", Key={})
    wrong, right, later = (request["x-amz-date"][:11] for request in server.requests)
    assert wrong != right == later or right[:8] == later[:8] != wrong[:8]


def test_a_wrong_key_is_not_tried_for_ever(a_client: Clients, server: FaultServer) -> None:
    server.answers(*[skewed(timedelta(0))] * 5)
    client = a_client()
    with pytest.raises(client.exceptions.InvalidSignatureException):
        client.get_item(TableName="homes", Key={})
    assert len(server.requests) == 1


def test_a_damaged_answer_is_asked_for_again(a_client: Clients, server: FaultServer) -> None:
    server.answers(BAD_CHECKSUM, ITEM)
    assert get(a_client())[0] == "answered"
    server.answers(*[BAD_CHECKSUM] * 3)
    assert get(a_client()) == ("no answer", None)


def test_half_an_answer_is_never_taken_for_an_item_that_does_not_exist(
    a_client: Clients, server: FaultServer, by_botocore: Any
) -> None:
    """Here botocore 1.43 differs: it returns the half answer as one without an item."""
    server.answers(CUT)
    assert get(by_botocore) == ("answered", None)
    server.answers(CUT, ITEM)
    assert get(a_client())[1] is not None
    server.answers(*[CUT] * 3)
    assert get(a_client()) == ("no answer", None)


def test_an_answer_that_is_no_json_raises_what_the_caller_expects(a_client: Clients, server: FaultServer) -> None:
    for body in (b"{", b"[]", b"<html>", b"\xff"):
        server.answers(*[Reply(body=body)] * 3)
        with pytest.raises(NoAnswer):
            a_client().get_item(TableName="homes", Key={})


def test_a_service_that_does_not_answer_in_time_is_given_up(a_client: Clients, server: FaultServer) -> None:
    server.answers(Reply(hangs=True), ITEM)
    assert get(a_client(seconds=0.2))[0] == "answered"
    server.answers(Reply(hangs=True))
    assert get(a_client(seconds=0.2, attempts=1)) == ("no answer", None)


def test_a_connection_that_was_closed_meanwhile_costs_no_attempt(a_client: Clients, server: FaultServer) -> None:
    client = a_client(attempts=1)
    server.answers(Reply(body=b"{}", headers={"Connection": "close"}), ITEM)
    client.get_item(TableName="homes", Key={})
    assert get(client)[0] == "answered"


def test_throttling_backs_off_for_longer_than_a_lost_answer(
    a_client: Clients, server: FaultServer, pauses: list[float]
) -> None:
    for fault, most in (("throttled", 1.0 + 2.0), ("internal", 0.05 + 0.1)):
        pauses.clear()
        server.answers(*[FAULTS[fault]] * 3)
        get(a_client())
        assert len(pauses) == 2
        assert 0 < sum(pauses) <= most


def test_an_operation_that_is_not_listed_is_refused_by_name(a_client: Clients) -> None:
    with pytest.raises(AttributeError, match="has no scan here"):
        a_client().scan(TableName="homes")


def test_an_endpoint_that_is_none_is_refused() -> None:
    for url in ("ftp://127.0.0.1", "127.0.0.1:4566", "https:"):
        with pytest.raises(ValueError, match="is no endpoint"):
            Client("sqs", region="eu-central-1", credentials=Credentials("a", "b"), endpoint_url=url)
