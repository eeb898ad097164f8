"""docs/webhooks.md: its receiver verifies what is sent, and its figures are those of the code."""

import json
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer
from typing import Any

import pytest
from web_service.adapters.webhooks.receiver import HttpReceiver
from web_service.domain.webhooks.delivery import LONGEST_PAUSE, pause
from web_service.domain.webhooks.signature import secret_of, signed_headers
from web_service.domain.webhooks.webhook import OVERLAP, WEBHOOKS_MAX, EventType
from web_service.ports.webhooks import NotDelivered

from tests.templates import PROJECT

PAGE = (PROJECT / "docs" / "webhooks.md").read_text()
SECRET = secret_of(bytes(32))


def test_the_receiver_of_the_page_takes_what_is_signed_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {"SECRET": SECRET}
    exec(code.replace('HTTPServer(("127.0.0.1", 8000), Hooks).serve_forever()', ""), names)
    body = json.dumps({"id": "e", "type": "t", "subject": "usa/anytown/main-street/111"}).encode()
    with HTTPServer(("127.0.0.1", 0), names["Hooks"]) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # what is not ours is refused
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/hooks"
        receiver = HttpReceiver(is_loopback_allowed=True)
        try:
            headers = signed_headers("e", body, at=datetime.now(UTC), secrets=[SECRET])
            receiver.post(url, headers, body)
            with pytest.raises(NotDelivered):
                receiver.post(url, headers, body.replace(b"111", b"112"))
        finally:
            server.shutdown()
            thread.join()
    assert capsys.readouterr().out == "e t usa/anytown/main-street/111\n"


def test_the_table_of_pauses_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| (\d+) \| (a minute|(\d+) minutes) \|$", PAGE, re.MULTILINE)
    stated = {int(attempt): timedelta(minutes=int(minutes or 1)) for attempt, _, minutes in rows}
    assert stated == {attempt: pause(attempt - 1, 0.5) for attempt in range(2, 8)}
    assert pause(7, 0.5) == pause(100, 0.5) == LONGEST_PAUSE == timedelta(hours=1)
    assert (pause(1, 0), pause(1, 1)) == (timedelta(seconds=45), timedelta(seconds=75))


def test_the_page_names_the_types_of_events_and_the_limits() -> None:
    assert re.findall(r"`(\w+)`", PAGE.partition("Event types: ")[2].partition(";")[0]) == list(EventType)
    assert (10, timedelta(hours=24)) == (WEBHOOKS_MAX, OVERLAP)
