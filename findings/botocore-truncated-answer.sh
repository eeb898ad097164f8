#!/usr/bin/env bash
# boto3 1.43.127, urllib3 2.8.0, standard retries: a DynamoDB answer that is cut off in the middle is returned as "no item".
#
# The guess: an answer that is shorter than its Content-Length, and whose x-amz-crc32 is wrong, raises after the last
# attempt, as a closed connection does.
# The behaviour: `get_item` tries three times and then returns a successful answer without `Item`, which is how an
# item that does not exist looks. In legacy mode it raises ChecksumError; without the checksum header neither mode
# notices anything, and there is one attempt.
# Whoever takes "no Item" for "not found" should keep the checksum's error, or compare the length of what arrived.
#
# Seen: 29 November 2026, Python 3.11 and 3.13.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check boto3==1.43.127 botocore==1.43.127 urllib3==2.8.0
cat >"$work/cut.py" <<'PYTHON'
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zlib import crc32

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError

BODY = b'{"Item": {"pk": {"S": "a home"}}}'
requests = []


class Cut(BaseHTTPRequestHandler):
    with_checksum = True

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        requests.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        if type(self).with_checksum:
            self.send_header("x-amz-crc32", str(crc32(BODY)))
        self.end_headers()
        self.wfile.write(BODY[: len(BODY) // 2])  # and the connection is closed

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Cut)
threading.Thread(target=server.serve_forever, daemon=True).start()
seen = []
for mode in ("standard", "legacy"):
    for Cut.with_checksum in (True, False):
        client = boto3.client(
            "dynamodb",
            region_name="eu-central-1",
            endpoint_url=f"http://127.0.0.1:{server.server_address[1]}",
            aws_access_key_id="example",
            aws_secret_access_key="example",
            config=Config(retries={"mode": mode, "total_max_attempts": 3}),
        )
        requests.clear()
        try:
            answer = client.get_item(TableName="homes", Key={"pk": {"S": "a home"}})
            ended = f"success {answer['ResponseMetadata']['HTTPStatusCode']}, Item: {answer.get('Item')}"
        except BotoCoreError as error:
            ended = type(error).__name__
        checksum = "checksum" if Cut.with_checksum else "no checksum"
        line = f"{mode}, {checksum}: {ended}, attempts: {len(requests)}"
        print(line)
        seen.append(line)
server.shutdown()
expected = [
    "standard, checksum: success 200, Item: None, attempts: 3",
    "standard, no checksum: success 200, Item: None, attempts: 1",
    "legacy, checksum: ChecksumError, attempts: 3",
    "legacy, no checksum: success 200, Item: None, attempts: 1",
]
sys.exit(0 if seen == expected else "the behaviour has changed")
PYTHON
"$work/venv/bin/python" "$work/cut.py"
