"""Amazon SES in memory: it delivers each mail that it takes, whether or not the caller learns of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

from tests.simulator.aws import NoAnswerCame
from tests.simulator.errors import ServiceError

_LINK = re.compile(r"/alerts/([0-9a-f-]{36})#(\S+)")
_HOME = re.compile(r"/properties/(\S+)")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail that somebody has got; `day` is that of its sender's clock."""

    to: str
    day: str
    text: str
    at: float  # seconds of the history

    @property
    def homes(self) -> list[str]:
        return _HOME.findall(self.text)

    @property
    def link(self) -> tuple[str, str]:
        """The id of the search and the secret."""
        found = _LINK.search(self.text)
        assert found
        return found[1], found[2]


class Mails:
    def __init__(self, now: Callable[[], datetime], seconds: Callable[[], float]) -> None:
        self.delivered: list[Delivered] = []
        self._now, self._seconds = now, seconds

    def call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "send_email", operation
        [to] = given["Destination"]["ToAddresses"]
        text = given["Content"]["Simple"]["Body"]["Text"]["Data"]
        self.delivered.append(Delivered(to, self._now().date().isoformat(), text, self._seconds()))
        return {"MessageId": str(len(self.delivered))}

    def to(self, address: str) -> list[Delivered]:
        return [mail for mail in self.delivered if mail.to == address]


class SesClient:
    """boto3's client, which does not repeat a call; `call` is given a service, an operation and its arguments."""

    def __init__(self, call: Callable[[str, str, Mapping[str, Any]], dict[str, Any]]) -> None:
        self._call = call

    def send_email(self, **given: Any) -> dict[str, Any]:
        try:
            return self._call("ses", "send_email", given)
        except ServiceError as error:
            raise ClientError(error.response(), "SendEmail") from None  # type: ignore[arg-type]
        except NoAnswerCame:
            raise ReadTimeoutError(endpoint_url="ses") from None
