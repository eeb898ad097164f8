"""Mails by Amazon SES. It has no idempotency, so nothing is sent again here: the caller knows what a repeat means."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from web_service.domain.alerts.mails import Mail
from web_service.ports.alerts import MailRefused, MailUncertain

if TYPE_CHECKING:
    from collections.abc import Mapping

UTF8 = "UTF-8"
FAILED = 500  # from this status on, it may have sent the mail


class SesClient(Protocol):
    """What is used of SES's client."""

    def send_email(self, **given: Any) -> Any: ...


class SesMailer:
    """The port `Mailer`. `client` makes SES's client, once there is a mail: it is half of a cold start."""

    def __init__(self, client: Callable[[], SesClient], sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, mail: Mail) -> None:
        from botocore.exceptions import (  # noqa: PLC0415 - with the client
            BotoCoreError,
            ClientError,
            ConnectTimeoutError,
            EndpointConnectionError,
        )

        try:
            self._client().send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [mail.to]},
                Content={"Simple": _content(mail)},
            )
        except ClientError as error:
            code, status = error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status >= FAILED:
                raise MailUncertain(code) from None  # the error's text may name the address
            raise MailRefused(code) from None
        except (ConnectTimeoutError, EndpointConnectionError) as error:  # nothing was sent
            raise MailRefused(type(error).__name__) from None
        except BotoCoreError as error:
            raise MailUncertain(type(error).__name__) from None


def _content(mail: Mail) -> "Mapping[str, Any]":
    content: dict[str, Any] = {
        "Subject": {"Data": mail.subject, "Charset": UTF8},
        "Body": {"Text": {"Data": mail.text, "Charset": UTF8}},
    }
    if mail.unsubscribe:
        content["Headers"] = [
            {"Name": "List-Unsubscribe", "Value": f"<{mail.unsubscribe}>"},
            {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},  # RFC 8058
        ]
    return content
