"""The client: boto3's methods for the operations in `services`."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from os import urandom
from typing import Any

from unicorn_kit.aws import retries, wire
from unicorn_kit.aws.answers import RawAnswer
from unicorn_kit.aws.connection import Connection
from unicorn_kit.aws.errors import AwsError, ClientError, Exceptions, NoAnswer
from unicorn_kit.aws.services import SERVICES, api_name, endpoint
from unicorn_kit.aws.signing import Credentials, sign

SECONDS = 5.0  # for each attempt: to connect, and between two pieces of an answer
SKEW_LEAST, SKEW_MOST = timedelta(minutes=1), timedelta(days=36_500)  # beyond is no clock, but a damaged answer


class Client:
    """One service in one region. Calls raise ClientError for the service's errors and NoAnswer for lost answers."""

    def __init__(
        self,
        service: str,
        *,
        region: str,
        credentials: Credentials,
        endpoint_url: str | None = None,
        user_agent: str = "unicorn",
        seconds: float = SECONDS,
        attempts: int = retries.ATTEMPTS,
    ) -> None:
        self.exceptions = Exceptions()
        self._service, self._name = SERVICES[service], service
        self._region, self._credentials = region, credentials
        self._connection = Connection(endpoint_url or endpoint(service, region), seconds=seconds)
        self._user_agent, self._attempts, self._quota = user_agent, attempts, retries.RetryQuota()
        self._skew = timedelta()  # what the service's clock is ahead of ours

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method not in self._service.operations:
            raise AttributeError(f"{self._name} has no {method} here; unicorn_kit/aws/services.py lists what it has")
        call = partial(self._call, method)
        setattr(self, method, call)
        return call

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        self._connection.close()

    def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        if method in self._service.token_operations:
            arguments.setdefault("ClientRequestToken", urandom(18).hex())  # 36 characters, the most there may be
        operation, body = api_name(method), wire.to_body(arguments)
        spent = 0
        for attempt in count(1):
            try:
                answer = self._attempt(operation, body)
            except AwsError as error:
                spent = self._price_of_another(attempt, error)
                if not spent:
                    raise
                time.sleep(retries.pause(attempt, error))
            else:
                self._quota.refill(spent)
                return answer
        raise AssertionError("unreachable")

    def _attempt(self, operation: str, body: bytes) -> dict[str, Any]:
        headers = {
            "Content-Type": f"application/x-amz-json-{self._service.json_version}",
            "X-Amz-Target": f"{self._service.target}.{operation}",
            **self._service.headers,
        }
        signed = sign(
            headers,
            body,
            host=self._connection.host,
            region=self._region,
            service=self._service.signing_name,
            credentials=self._credentials,
            at=datetime.now(UTC) + self._skew,
        )
        answer = self._connection.post(body, signed | {"User-Agent": self._user_agent})
        return self._read(operation, answer)

    def _read(self, operation: str, answer: RawAnswer) -> dict[str, Any]:
        succeeded = answer.status < 300  # noqa: PLR2004
        try:
            found = wire.to_values(answer, with_binary=self._name == "dynamodb")
        except NoAnswer:
            self._connection.close()  # what may still come on it belongs to this answer
            if succeeded:
                raise
            found = {}  # a proxy's page, say: the status is what is known
        if succeeded:
            return found | {"ResponseMetadata": wire.metadata(answer)}
        name = wire.error_type(answer, found)
        raise self.exceptions[name](wire.error_response(answer, found, name), operation)

    def _price_of_another(self, attempt: int, error: AwsError) -> int:
        """Take from the quota what another attempt costs; 0 if there is to be none."""
        if attempt >= self._attempts:
            return 0
        if isinstance(error, ClientError) and error.code in retries.SKEWED:
            worth = self._learn_skew(error)
        else:
            worth = retries.is_transient(error)
        return self._quota.spend(error) if worth else 0

    def _learn_skew(self, error: ClientError) -> bool:
        """Take the service's time for ours; whether that changes anything: a wrong key stays wrong."""
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - clocks are seldom wrong

        try:
            skew = parsedate_to_datetime(error.headers.get("date", "")) - datetime.now(UTC)
        except (TypeError, ValueError):
            return False
        if not SKEW_LEAST < abs(skew - self._skew) < SKEW_MOST:
            return False
        self._skew = skew
        return True
