"""Requests are signed as botocore, AWS's own library, signs them."""

import random
import string
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import botocore.auth
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from tests.generated import NIGHTLY, examples
from tests.unit.kit.aws.fault_server import CLOSED, FaultServer, skewed
from tests.unit.kit.aws.random_calls import calls
from tests.unit.kit.aws.random_values import Names
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.connection import Connection
from unicorn_kit.aws.services import SERVICES as KNOWN
from unicorn_kit.aws.signing import Credentials, sign

REGIONS = ("us-east-1", "eu-central-1", "cn-north-1", "ap-southeast-5", "us-gov-west-1")
ADDED = {"host", "x-amz-date", "x-amz-security-token"}  # by who signs
SERVICES = ("dynamodb", "events", "sqs", "states")
ENDPOINTS = (
    "https://dynamodb.us-east-1.amazonaws.com",
    "https://states.cn-north-1.amazonaws.com.cn/",
    "https://vpce-0a1-b2.dynamodb.eu-west-1.vpce.amazonaws.com:443",
    "https://127.0.0.1:80",
    "http://127.0.0.1:4566",
    "http://localhost:80/",
    "http://LocalHost:443",
    "http://[::1]:4566",
    "https://[fd00::1]",
)
LETTERS = string.ascii_letters + string.digits + "+/=_-"


def text(chance: random.Random, most: int, letters: str = LETTERS) -> str:
    return "".join(chance.choices(letters, k=chance.randint(1, most)))


def by_botocore(
    headers: dict[str, str], body: bytes, url: str, region: str, service: str, credentials: Credentials, at: datetime
) -> dict[str, str]:
    request = AWSRequest(method="POST", url=url, data=body, headers=headers)
    with patch.object(botocore.auth, "get_current_datetime", lambda: at.replace(tzinfo=None)):
        SigV4Auth(BotocoreCredentials(*credentials), service, region).add_auth(request)
    return dict(request.headers)


@pytest.mark.parametrize("count", [500, pytest.param(examples(10_000), marks=pytest.mark.slow)])
def test_every_header_of_random_requests_equals_that_of_botocore(count: int) -> None:
    chance = random.Random(random.randrange(10**6) if NIGHTLY else 14)
    hosts = {endpoint: Connection(endpoint, seconds=1).host for endpoint in ENDPOINTS}
    for _ in range(count):
        headers = {
            "Content-Type": f"application/x-amz-json-1.{chance.randint(0, 1)}",
            "X-Amz-Target": f"{text(chance, 20, string.ascii_letters)}.{text(chance, 20, string.ascii_letters)}",
        }
        if chance.random() < 0.3:
            headers[f"X-{text(chance, 10, string.ascii_letters)}"] = text(chance, 20, LETTERS + "   ")
        body = chance.randbytes(chance.randint(0, 300))
        endpoint, region, service = chance.choice(ENDPOINTS), chance.choice(REGIONS), chance.choice(SERVICES)
        token = text(chance, 300) if chance.random() < 0.5 else None
        credentials = Credentials(text(chance, 20, string.ascii_uppercase), text(chance, 40), token)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 10**9))
        host = hosts[endpoint]
        signed = sign(headers, body, host=host, region=region, service=service, credentials=credentials, at=at)
        expected = by_botocore(headers, body, endpoint, region, service, credentials, at)
        assert signed.pop("Host") == host  # botocore leaves it to the HTTP library, but signs it
        assert signed == expected


@pytest.mark.parametrize("token", [None, "a/session+token=="])
def test_what_arrives_is_signed_at_each_attempt(token: str | None, server: FaultServer) -> None:
    """Sign anew, as a service does, what has arrived: after faults and after a clock was put right, too."""
    credentials = Credentials("AKIDEXAMPLE", "secret", token)
    options: Any = {"region": REGIONS[1], "credentials": credentials, "endpoint_url": server.url}
    clients = {name: Client(name, **options) for name in KNOWN}
    names = Names("homes", "bus", f"{server.url}/1/homes", f"{server.url}/1/homes.fifo")
    ahead = dict.fromkeys(clients, 0)
    for call in calls(14, 100, names):
        ahead[call.service] = 10 - ahead[call.service]
        server.answers(CLOSED, skewed(timedelta(hours=ahead[call.service])))
        getattr(clients[call.service], call.method)(**call.arguments)
        assert len(server.requests) == 3
        for headers, body in zip(server.requests, server.bodies, strict=True):
            assert headers.get("x-amz-security-token") == token
            authorization = headers["authorization"]
            names_signed = authorization.partition("SignedHeaders=")[2].partition(",")[0].split(";")
            unsigned = {name: headers[name] for name in names_signed if name not in ADDED}
            at = datetime.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            service = KNOWN[call.service].signing_name
            expected = by_botocore(unsigned, body, f"http://{headers['host']}/", REGIONS[1], service, credentials, at)
            assert authorization == expected["Authorization"]
        clients[call.service].close()


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
