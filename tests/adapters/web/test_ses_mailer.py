"""Mails as Amazon SES takes them, and what its errors say about who gets a mail."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from botocore.stub import Stubber
from web_service.adapters.alerts.ses_mailer import SesMailer
from web_service.domain.alerts.mails import Mail
from web_service.ports.alerts import MailRefused, MailUncertain

SENDER = "alerts@example.com"
MAIL = Mail(to="ada@example.com", subject="1 new home", text="Küche", unsubscribe="https://site.example/x?secret=s")


def client() -> Any:
    return boto3.client(
        "sesv2",
        region_name="eu-west-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",
        config=Config(retries={"total_max_attempts": 1}),
    )


def sent(mail: Mail) -> Any:
    """Return what SES's own client takes, by its model of the service."""
    ses, given = client(), dict[str, Any]()
    ses.meta.events.register("provide-client-params.sesv2.SendEmail", lambda params, **_: given.update(params))
    with Stubber(ses) as stub:
        stub.add_response("send_email", {"MessageId": "m"})
        SesMailer(lambda: ses, SENDER).send(mail)
    return given


def test_a_mail_of_homes_has_the_headers_of_rfc_8058_and_its_own_text_alone() -> None:
    given = sent(MAIL)
    assert given["FromEmailAddress"] == SENDER
    assert given["Destination"] == {"ToAddresses": [MAIL.to]}
    content = given["Content"]["Simple"]
    assert content["Body"] == {"Text": {"Data": "Küche", "Charset": "UTF-8"}}
    assert content["Headers"] == [
        {"Name": "List-Unsubscribe", "Value": "<https://site.example/x?secret=s>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
    ]


def test_a_mail_that_was_asked_for_has_no_header_to_end_mails() -> None:
    assert "Headers" not in sent(Mail(to="a@example.com", subject="s", text="t"))["Content"]["Simple"]


class Failing:
    def __init__(self, error: Exception) -> None:
        self.send_email: Callable[..., Any] = self._fail
        self._error = error

    def _fail(self, **_: Any) -> None:
        raise self._error


def answer(code: str, status: int) -> ClientError:
    given: Any = {"Error": {"Code": code, "Message": MAIL.to}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(given, "SendEmail")


@pytest.mark.parametrize(
    ("error", "is_uncertain"),
    [
        (answer("MessageRejected", 400), False),
        (answer("TooManyRequestsException", 429), False),
        (answer("AccessDeniedException", 403), False),
        (answer("InternalFailure", 500), True),
        (answer("ServiceUnavailable", 503), True),
        (EndpointConnectionError(endpoint_url="https://x.example"), False),
        (ConnectTimeoutError(endpoint_url="https://x.example"), False),
        (ReadTimeoutError(endpoint_url="https://x.example"), True),
    ],
)
def test_an_error_says_whether_somebody_may_get_the_mail_and_not_who(error: Exception, *, is_uncertain: bool) -> None:
    with pytest.raises(MailUncertain if is_uncertain else MailRefused) as raised:
        SesMailer(lambda: Failing(error), SENDER).send(MAIL)
    assert MAIL.to not in repr(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
