"""Damaged answers raise what callers expect, and are never taken for an answer; here botocore is less strict."""

import random
from typing import Any
from zlib import crc32

import pytest
from botocore.exceptions import BotoCoreError

from tests.unit.kit.aws.fault_server import Clients, FaultServer, Reply
from tests.unit.kit.aws.faults import ITEM, NOTHING, STRICTER
from tests.unit.kit.aws.outcomes import get
from unicorn_kit.aws.errors import AwsError, NoAnswer

CRC = b"x-amz-crc32: %d\r\n" % crc32(ITEM.body)
WHOLE = b"HTTP/1.1 200 OK\r\n" + CRC + b"Content-Length: %d\r\n\r\n" % len(ITEM.body) + ITEM.body


@pytest.mark.parametrize("name", STRICTER)
def test_a_damaged_answer_is_asked_for_again(name: str, a_client: Clients, server: FaultServer) -> None:
    fault, _ = STRICTER[name]
    server.answers(fault, fault, ITEM)
    kind, item = get(a_client())
    assert (kind, item["photo"], len(server.requests)) == ("answered", {"B": b"\0\1\2"}, 3)
    server.answers(fault, fault, fault, ITEM)
    with pytest.raises(NoAnswer):
        a_client().get_item(TableName="homes", Key={})


@pytest.mark.parametrize("name", STRICTER)
def test_botocore_takes_it_for_an_answer_or_fails(name: str, server: FaultServer, by_botocore: Any) -> None:
    """If this fails, botocore has become stricter, and the fault belongs to those that end alike."""
    fault, expected = STRICTER[name]
    server.answers(*[fault] * 3)
    assert botocores_end(by_botocore) == expected


def botocores_end(client: Any) -> str:
    try:
        answer = client.get_item(TableName="homes", Key={"pk": {"S": "a home"}})
    except Exception as error:
        assert not isinstance(error, BotoCoreError)
        return type(error).__name__
    return "answered an item" if "Item" in answer else NOTHING


def test_an_answer_of_random_damage_is_the_whole_item_or_an_error(a_client: Clients, server: FaultServer) -> None:
    """One byte is changed, lost or added anywhere, or the rest is lost; the checksum of the body is there."""
    chance = random.Random(14)
    client = a_client(attempts=1)
    server.answers(Reply(raw=WHOLE))
    expected = get(client)
    assert expected[0] == "answered"
    ends = set()
    for _ in range(500):
        damaged = damage(chance)
        server.answers(Reply(raw=damaged))
        try:
            found = client.get_item(TableName="homes", Key={})
        except AwsError as error:
            ends.add(type(error).__name__)
        else:
            ends.add("answered")
            assert ("answered", found["Item"]) == expected, damaged
    assert ends >= {"answered", "NoAnswer"}


def damage(chance: random.Random) -> bytes:
    at = chance.randrange(len(WHOLE))
    changed = chance.choice([b"", bytes([chance.randrange(256)]), WHOLE[at : at + 1] + chance.randbytes(1)])
    return WHOLE[:at] if chance.random() < 0.2 else WHOLE[:at] + changed + WHOLE[at + 1 :]


def test_what_comes_after_a_damaged_answer_is_not_the_next_one(a_client: Clients, server: FaultServer) -> None:
    """Its rest may come late, so the connection is not used again."""
    server.answers(Reply(body=b"{"), ITEM)
    assert get(a_client())[0] == "answered"
    assert len(server.ports) == 2
