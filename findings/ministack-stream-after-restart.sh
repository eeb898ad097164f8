#!/usr/bin/env bash
# ministack 1.5.33 with PERSIST_STATE=1: a table, its items and its stream outlive a restart, the stream's records do not.
#
# The guess: with state that persists, what was written before a stop is read from the stream after it, as DynamoDB keeps
# records for 24 hours.
# The behaviour: after a clean stop and a start, the table has its items and the same stream, whose numbers go on; but
# TRIM_HORIZON begins behind the stop. What no consumer had read before is never delivered, and nothing says so.
#
# Seen: 30 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check ministack==1.5.33 boto3==1.43.106
port=$(bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat > steps.py <<'PYTHON'
import json
import os
import socket
import sys
import time
from importlib.metadata import version
from pathlib import Path

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
tables, streams = (session.client(name, endpoint_url=address) for name in ("dynamodb", "dynamodbstreams"))


def put(name):
    tables.put_item(TableName="things", Item={"pk": {"S": name}})


def seen():
    """Return the stream's address, and the keys and numbers of all its records."""
    stream = tables.describe_table(TableName="things")["Table"]["LatestStreamArn"]
    found = []
    for shard in streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]:
        start = {"StreamArn": stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        read = streams.get_records(ShardIterator=streams.get_shard_iterator(**start)["ShardIterator"])
        found += [(one["dynamodb"]["Keys"]["pk"]["S"], one["dynamodb"]["SequenceNumber"]) for one in read["Records"]]
    return stream, found


if sys.argv[1] == "before":
    tables.create_table(
        TableName="things",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    put("one")
    put("two")
    Path("before.json").write_text(json.dumps(seen()))
else:
    stream, before = json.loads(Path("before.json").read_text())
    items = tables.scan(TableName="things")["Count"]
    put("three")
    same, after = seen()
    print(f"ministack {version('ministack')}")
    print("guess:     one, two and three")
    print(f"behaviour: {items} items and the same stream ({same == stream}); records before {before}, after {after}")
    expected = ["one", "two"] == [key for key, _ in before] and ["three"] == [key for key, _ in after]
    continues = int(after[0][1]) > int(before[-1][1])
    sys.exit(0 if expected and items == 2 and same == stream and continues else "the behaviour has changed")
PYTHON
for step in before after; do
  PERSIST_STATE=1 STATE_DIR=$folder/state GATEWAY_PORT=$port BIND_HOST=127.0.0.1 IOT_MTLS_ENABLED=0 bin/ministack > log 2>&1 &
  server=$!
  PORT=$port bin/python steps.py $step
  kill -TERM "$server"
  wait "$server" || true
  server=
done
