#!/usr/bin/env bash
# ministack 1.5.33: CloudTrail's LookupEvents answers at most 50 events and never says that there are more.
#
# The guess: NextToken, as on AWS ("LookupEvents", CloudTrail API reference), and boto3's paginator reads all calls: a test
# may compare what functions call with what their roles grant.
# The behaviour: 80 calls give 50 events and no NextToken, so the paginator ends after one page, and the oldest calls are
# missing without a word. Page back with EndTime, the time of the oldest event of the page before.
#
# Seen: 29 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check ministack==1.5.33 boto3==1.43.106
port=$(bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
GATEWAY_PORT=$port BIND_HOST=127.0.0.1 IOT_MTLS_ENABLED=0 CLOUDTRAIL_RECORDING=1 bin/ministack > log 2>&1 &
server=$!
PORT=$port bin/python - <<'PYTHON'
import os
import socket
import sys
import time
from importlib.metadata import version

import boto3

deadline = time.monotonic() + 60
while True:
    try:
        socket.create_connection(("127.0.0.1", int(os.environ["PORT"])), timeout=1).close()
        break
    except OSError:
        if time.monotonic() > deadline:
            sys.exit("the engine does not answer")
        time.sleep(0.2)

session = boto3.Session("111122223333", "example", region_name="eu-central-1")
address = f"http://127.0.0.1:{os.environ['PORT']}"
queues = session.client("sqs", endpoint_url=address)
for _ in range(80):
    queues.list_queues()
pages = list(session.client("cloudtrail", endpoint_url=address).get_paginator("lookup_events").paginate())
seen = [len(page["Events"]) for page in pages]
print(f"ministack {version('ministack')}")
print("guess:     two pages or more, 80 events")
print(f"behaviour: pages of {seen} events, NextToken: {pages[-1].get('NextToken')}")
sys.exit(0 if seen == [50] else "the behaviour has changed")
PYTHON
