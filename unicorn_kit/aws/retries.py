"""Which failures are worth another attempt, and after how long: botocore's standard mode.

The codes, the statuses and the scale of the pauses are those of botocore 1.43's `retries/standard.py`.
"""

import random

from unicorn_kit.aws.errors import AwsError, ClientError

ATTEMPTS = 3  # in all
PAUSE, PAUSE_THROTTLED, PAUSE_MAX = 0.05, 1.0, 20.0  # seconds
TRANSIENT_STATUSES = frozenset({500, 502, 503, 504})
TRANSIENT = frozenset({"RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete"})
THROTTLED = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "RequestThrottled",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
    }
)
# The service's clock and ours disagree: signed anew by the service's own time, the call may pass.
SKEWED = frozenset(
    {
        "RequestTimeTooSkewed",
        "RequestExpired",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "RequestInTheFuture",
    }
)


def is_transient(error: AwsError) -> bool:
    """Whether the same call may succeed at the next attempt; also where nobody knows if it has had its effect."""
    if not isinstance(error, ClientError):
        return True
    return error.status in TRANSIENT_STATUSES or error.code in TRANSIENT or error.code in THROTTLED


def pause(attempt: int, error: AwsError) -> float:
    """Return the seconds to wait after this attempt, counted from 1: of chance length, so that callers spread out."""
    throttled = isinstance(error, ClientError) and error.code in THROTTLED
    longest = (PAUSE_THROTTLED if throttled else PAUSE) * 2.0 ** (attempt - 1)
    return random.random() * min(longest, PAUSE_MAX)


class RetryQuota:
    """How many attempts a client may still repeat: in an outage each caller then asks once, not three times."""

    CAPACITY, COST, TIMEOUT_COST, REWARD = 500, 5, 10, 1

    def __init__(self) -> None:
        self._left = self.CAPACITY

    def spend(self, error: AwsError) -> int:
        """Take the cost of another attempt; 0 if too little is left for it."""
        cost = self.TIMEOUT_COST if isinstance(error.__cause__, TimeoutError) else self.COST
        if cost > self._left:
            return 0
        self._left -= cost
        return cost

    def refill(self, spent: int) -> None:
        """Give back after a success what its last repetition has cost, or a little if it needed none."""
        self._left = min(self.CAPACITY, self._left + (spent or self.REWARD))
