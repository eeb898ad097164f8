"""The local system's mails as `unicorn inbox` shows them."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from rich.console import Console

from unicorn_cli.bus.notifications import InboxPrinter
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.mails import MESSAGES, SENDER, sent_mails, verify_sender

LINK = "http://127.0.0.1:5173/alerts/01a20f9d-d8c0-7017-891a-07277bdc2d1b#" + "s" * 43


def mail(to: str, at: float, text: str) -> dict[str, Any]:
    return {"To": [to], "Subject": "Confirm your saved search", "BodyText": text, "Timestamp": at}


class Engine(BaseHTTPRequestHandler):
    """Answers as the engine does, by account."""

    mails = (mail("bea@example.com", 1772442060.0, "later"), mail("ada@example.com", 1772442000.0, f"Open\n\n{LINK}\n"))

    def do_GET(self) -> None:
        body = json.dumps({"messages": {"000000000000": self.mails}}).encode() if self.path == MESSAGES else b""
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Engine) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def cloud(endpoint: str | None) -> Cloud:
    return Cloud(stage="local", session=boto3.Session("x", "x", region_name="eu-west-1"), endpoint=endpoint)


def test_the_mails_of_the_engine_are_shown_the_oldest_first_with_whole_links(endpoint: str) -> None:
    found = sent_mails(cloud(endpoint))
    assert [(one.to, one.text) for one in found] == [
        ("ada@example.com", f"Open\n\n{LINK}\n"),
        ("bea@example.com", "later"),
    ]
    output = Console(file=StringIO(), width=60)
    InboxPrinter(output, output).show_mails(found)
    file: Any = output.file
    assert file.getvalue().splitlines() == [
        "",
        "2026-03-02 09:00:00  To ada@example.com: Confirm your saved search",
        "    Open",
        "",
        f"    {LINK}",
        "",
        "2026-03-02 09:01:00  To bea@example.com: Confirm your saved search",
        "    later",
    ]


def test_a_stage_on_aws_keeps_no_mails() -> None:
    assert sent_mails(cloud(None)) == []


def test_the_sender_is_verified_once() -> None:
    class AlreadyThere(Exception):
        pass

    verified: list[str] = []

    def create(*, EmailIdentity: str) -> None:
        if EmailIdentity in verified:
            raise AlreadyThere
        verified.append(EmailIdentity)

    ses = SimpleNamespace(create_email_identity=create, exceptions=SimpleNamespace(AlreadyExistsException=AlreadyThere))
    local: Any = SimpleNamespace(client=lambda _: ses)
    for _ in range(2):
        verify_sender(local)
    assert verified == [SENDER]
