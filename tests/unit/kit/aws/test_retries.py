"""How often an attempt is repeated while a service is down."""

from unicorn_kit.aws.errors import NoAnswer
from unicorn_kit.aws.retries import RetryQuota


def test_in_a_long_outage_each_call_asks_once_until_something_succeeds() -> None:
    quota, lost = RetryQuota(), NoAnswer("lost")
    repeated = [quota.spend(lost) for _ in range(200)]
    assert repeated == [RetryQuota.COST] * 100 + [0] * 100
    quota.refill(RetryQuota.COST)
    assert [quota.spend(lost), quota.spend(lost)] == [RetryQuota.COST, 0]
