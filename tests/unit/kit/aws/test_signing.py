"""Requests are signed as botocore, AWS's own library, signs them."""

import random
import string
from datetime import UTC, datetime, timedelta

import time_machine
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from unicorn_kit.aws.signing import Credentials, sign

REQUESTS = 2_000
REGIONS = ("us-east-1", "eu-central-1", "cn-north-1", "ap-southeast-5", "us-gov-west-1")
SERVICES = ("dynamodb", "events", "sqs", "states")
HOSTS = ("dynamodb.us-east-1.amazonaws.com", "127.0.0.1:4566", "states.cn-north-1.amazonaws.com.cn", "localhost:8080")
LETTERS = string.ascii_letters + string.digits + "+/=_-"


def text(chance: random.Random, most: int, letters: str = LETTERS) -> str:
    return "".join(chance.choices(letters, k=chance.randint(1, most)))


def by_botocore(
    headers: dict[str, str], body: bytes, host: str, region: str, service: str, credentials: Credentials, at: datetime
) -> dict[str, str]:
    scheme = "https" if host.endswith(("amazonaws.com", ".cn")) else "http"
    request = AWSRequest(method="POST", url=f"{scheme}://{host}/", data=body, headers=headers)
    with time_machine.travel(at, tick=False):
        SigV4Auth(BotocoreCredentials(*credentials), service, region).add_auth(request)
    return dict(request.headers)


def test_every_header_of_random_requests_equals_that_of_botocore() -> None:
    chance = random.Random(14)
    for _ in range(REQUESTS):
        headers = {
            "Content-Type": f"application/x-amz-json-1.{chance.randint(0, 1)}",
            "X-Amz-Target": f"{text(chance, 20, string.ascii_letters)}.{text(chance, 20, string.ascii_letters)}",
        }
        body = chance.randbytes(chance.randint(0, 300))
        host, region, service = chance.choice(HOSTS), chance.choice(REGIONS), chance.choice(SERVICES)
        token = text(chance, 300) if chance.random() < 0.5 else None
        credentials = Credentials(text(chance, 20, string.ascii_uppercase), text(chance, 40), token)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 10**9))
        signed = sign(headers, body, host=host, region=region, service=service, credentials=credentials, at=at)
        expected = by_botocore(headers, body, host, region, service, credentials, at)
        assert signed.pop("Host") == host  # botocore leaves it to the HTTP library, but signs it
        assert signed == expected


def test_a_changed_byte_of_the_body_changes_the_signature() -> None:
    credentials, at = Credentials("AKIDEXAMPLE", "secret"), datetime(2026, 1, 1, tzinfo=UTC)
    signatures = {
        sign({}, body, host="h", region="r", service="s", credentials=credentials, at=at)["Authorization"]
        for body in (b"{}", b"{ }", b"")
    }
    assert len(signatures) == 3


def test_signing_leaves_the_unsigned_headers_as_they_were() -> None:
    headers = {"X-Amz-Target": "AWSEvents.PutEvents"}
    sign(
        headers,
        b"",
        host="h",
        region="r",
        service="s",
        credentials=Credentials("A", "s", "token"),
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert headers == {"X-Amz-Target": "AWSEvents.PutEvents"}
