"""How often and how late an attempt is repeated while a service is down, or throttles."""

import random

import pytest

from unicorn_kit.aws.errors import AwsError, ClientError, NoAnswer
from unicorn_kit.aws.retries import PAUSE_MAX, RetryQuota, pause

THROTTLED = ClientError({"Error": {"Code": "ThrottlingException", "Message": ""}}, "PutItem")


@pytest.mark.parametrize(("error", "longest"), [(NoAnswer("lost"), [0.05, 0.1, 0.2]), (THROTTLED, [1, 2, 4])])
def test_a_throttled_call_waits_longer_than_one_whose_answer_was_lost(
    monkeypatch: pytest.MonkeyPatch, error: AwsError, longest: list[float]
) -> None:
    monkeypatch.setattr(random, "random", lambda: 1.0)
    assert [pause(attempt, error) for attempt in (1, 2, 3)] == pytest.approx(longest)
    assert pause(30, error) == PAUSE_MAX


def test_in_a_long_outage_each_call_asks_once_until_something_succeeds() -> None:
    quota, lost = RetryQuota(), NoAnswer("lost")
    repeated = [quota.spend(lost) for _ in range(200)]
    assert repeated == [RetryQuota.COST] * 100 + [0] * 100
    quota.refill(RetryQuota.COST)
    assert [quota.spend(lost), quota.spend(lost)] == [RetryQuota.COST, 0]
