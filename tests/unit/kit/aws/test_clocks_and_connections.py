"""Wrong clocks, slow services, connections that end while a function is frozen, and calls that may not happen twice."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.kit.aws.fault_server import CLOSED, OK, Clients, FaultServer, Reply, raw, skewed
from tests.unit.kit.aws.faults import FAULTS, ITEM
from tests.unit.kit.aws.outcomes import get
from unicorn_kit.aws.retries import SKEWED

pytestmark = pytest.mark.slow

HOME = {"pk": {"S": "a home"}}


@pytest.mark.parametrize("ahead", [timedelta(hours=10), timedelta(hours=-10), timedelta(minutes=6)])
@pytest.mark.parametrize("code", sorted(SKEWED))
def test_a_clock_that_is_wrong_is_put_right_by_the_service(
    code: str, ahead: timedelta, a_client: Clients, server: FaultServer, by_botocore: Any
) -> None:
    """Here botocore, which signs with its own clock alone, gives up."""
    server.answers(skewed(ahead, code), ITEM)
    assert (get(by_botocore), len(server.requests)) == ((code, None), 1)
    client = a_client()
    server.answers(skewed(ahead, code), OK, OK)
    client.get_item(TableName="homes", Key=HOME)
    client.get_item(TableName="homes", Key=HOME)
    wrong, right, later = (int(request["x-amz-date"][9:13]) for request in server.requests)
    minutes = [(time // 100 * 60 + time % 100) for time in (wrong, right, later)]
    moved = ahead // timedelta(minutes=1) % 1440
    assert all((minute - minutes[0] - moved) % 1440 <= 1 for minute in minutes[1:])


@pytest.mark.parametrize("name", ["wrong key", "clock, no date", "clock, a strange date"])
def test_a_wrong_key_is_not_tried_for_ever(name: str, a_client: Clients, server: FaultServer) -> None:
    server.answers(*[FAULTS[name]] * 5, OK)
    client = a_client()
    for _ in range(2):
        with pytest.raises(client.exceptions.InvalidSignatureException):
            client.get_item(TableName="homes", Key=HOME)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "slow",
    [Reply(hangs=True), replace(raw(body=b"", length=33), hangs=True), replace(raw(body=b"{", length=33), hangs=True)],
)
def test_a_service_that_does_not_answer_in_time_is_given_up(
    slow: Reply, a_client: Clients, server: FaultServer, impatient_botocore: Any
) -> None:
    server.answers(slow, slow, ITEM)
    assert get(a_client(seconds=0.2))[0] == "answered"
    for client in (impatient_botocore, a_client(seconds=0.2)):
        server.answers(slow, slow, slow, ITEM)
        assert (get(client), len(server.requests)) == (("no answer", None), 3)


@pytest.mark.parametrize("closing", [replace(ITEM, leaves=True), replace(ITEM, headers={"Connection": "close"})])
def test_a_connection_that_was_closed_meanwhile_costs_no_attempt(
    closing: Reply, a_client: Clients, server: FaultServer, by_botocore: Any
) -> None:
    for client in (by_botocore, a_client(attempts=1)):
        server.answers(closing, ITEM)
        assert get(client)[0] == "answered"
        server.wait_until_left()
        assert (get(client)[0], len(server.requests)) == ("answered", 2)


def test_one_connection_is_used_for_call_after_call(a_client: Clients, server: FaultServer) -> None:
    client = a_client()
    server.answers(*[ITEM] * 5)
    for _ in range(5):
        get(client)
    assert len(server.ports) == 1


def test_a_transaction_has_one_token_in_all_its_attempts(
    a_client: Clients, server: FaultServer, by_botocore: Any
) -> None:
    """Without it, an attempt whose answer was lost would be done twice."""
    tokens = set()
    for client in (by_botocore, a_client()):
        for _ in range(2):
            server.answers(FAULTS["internal"], CLOSED, OK)
            client.transact_write_items(TransactItems=[{"Delete": {"TableName": "homes", "Key": HOME}}])
            sent = [json.loads(body)["ClientRequestToken"] for body in server.bodies]
            assert (len(sent), len(set(sent))) == (3, 1)
            assert len(sent[0]) == 36
            tokens.add(sent[0])
    assert len(tokens) == 4


def test_a_token_that_was_given_is_kept(a_client: Clients, server: FaultServer) -> None:
    server.answers(CLOSED, OK)
    a_client().transact_write_items(TransactItems=[], ClientRequestToken="mine")
    assert [json.loads(body)["ClientRequestToken"] for body in server.bodies] == ["mine", "mine"]
