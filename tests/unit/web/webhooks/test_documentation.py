"""docs/webhooks.md: its receiver verifies what is sent, and its figures are those of the code."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer
from pathlib import Path
from typing import Any

import pytest
from web_service.adapters.webhooks.receiver import HttpReceiver
from web_service.domain.webhooks.delivery import LONGEST_PAUSE, pause
from web_service.domain.webhooks.signature import secret_of, signed_headers
from web_service.domain.webhooks.webhook import OVERLAP, WEBHOOKS_MAX, EventType
from web_service.ports.webhooks import NotDelivered

from tests.node_packages import run_in_node
from tests.templates import PROJECT

PAGE = (PROJECT / "docs" / "webhooks.md").read_text()
SECRET = secret_of(bytes(32))
FOLDER = Path(__file__).with_name("receiver")
BODY = json.dumps({"id": "e", "type": "t", "subject": "usa/anytown/main-street/111"}).encode()
CHANGED = BODY.replace(b"111", b"112")


def test_the_receiver_in_python_takes_what_is_signed_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """And a connection that sends nothing keeps no other waiting."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    start = 'ThreadingHTTPServer(("127.0.0.1", 8000), Hooks).serve_forever()'
    assert start in code
    names: dict[str, Any] = {"SECRET": SECRET}
    exec(code.replace(start, 'server = ThreadingHTTPServer(("127.0.0.1", 0), Hooks)'), names)
    with serving(names["server"]) as port, socket.create_connection(("127.0.0.1", port)):
        receiver, url = HttpReceiver(is_loopback_allowed=True), f"http://127.0.0.1:{port}/hooks"
        receiver.post(url, signed(), BODY)
        with pytest.raises(NotDelivered):
            receiver.post(url, signed(), CHANGED)
    assert capsys.readouterr().out == "e t usa/anytown/main-street/111\n"


@contextmanager
def serving(server: HTTPServer) -> Iterator[int]:
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # what is not ours is refused
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed() -> dict[str, str]:
    return signed_headers("e", BODY, at=datetime.now(UTC), secrets=[secret_of(bytes([1]) * 32), SECRET])


SEND = """async function () {
  const url = `http://127.0.0.1:${this.address().port}/hooks`;
  for (const body of BODIES) console.log((await fetch(url, { method: "POST", headers: HEADERS, body })).status);
  this.close();
  this.closeAllConnections();
}"""


@pytest.mark.slow
def test_the_receiver_in_javascript_takes_what_is_signed_and_nothing_else(tmp_path: Path) -> None:
    [code] = re.findall(r"```js\n(.*?)```", PAGE, re.DOTALL)
    start = '.listen(8000, "127.0.0.1")'
    assert start in code
    given = {"SECRET": SECRET, "HEADERS": signed(), "BODIES": [BODY.decode(), CHANGED.decode()]}
    names = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
    program = names + code.replace(start, f'.listen(0, "127.0.0.1", {SEND})')
    done = run_in_node(FOLDER, ["--input-type=module"], tmp_path, program)
    assert (done.returncode, done.stdout) == (0, "e t usa/anytown/main-street/111\n204\n400\n"), done.stderr


def test_the_table_of_pauses_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| (\d+) \| (a minute|(\d+) minutes) \|$", PAGE, re.MULTILINE)
    stated = {int(attempt): timedelta(minutes=int(minutes or 1)) for attempt, _, minutes in rows}
    assert stated == {attempt: pause(attempt - 1, 0.5) for attempt in range(2, 8)}
    assert pause(7, 0.5) == pause(100, 0.5) == LONGEST_PAUSE == timedelta(hours=1)
    assert (pause(1, 0), pause(1, 1)) == (timedelta(seconds=45), timedelta(seconds=75))


def test_the_page_names_the_types_of_events_and_the_limits() -> None:
    assert re.findall(r"`(\w+)`", PAGE.partition("Event types: ")[2].partition(";")[0]) == list(EventType)
    assert (10, timedelta(hours=24)) == (WEBHOOKS_MAX, OVERLAP)
