#!/usr/bin/env bash
# ministack 1.5.33: a Step Functions task that reads a metric without data gets an empty text where AWS has an empty list.
#
# The guess: MetricDataResults[0].Values is [], as in the answer of GetMetricData to any other caller ("GetMetricData",
# CloudWatch API reference: Values is an array), so that a JSONata expression may count or filter it.
# The behaviour: through `aws-sdk:cloudwatch:getMetricData` it is "". An expression that compares its first element with
# a number ends in a type error locally, and only where nothing is wrong: when the metric has no data.
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
GATEWAY_PORT=$port BIND_HOST=127.0.0.1 IOT_MTLS_ENABLED=0 bin/ministack > log 2>&1 &
server=$!
PORT=$port bin/python - <<'PYTHON'
import json
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
metric = {"Namespace": "AWS/SQS", "MetricName": "ApproximateAgeOfOldestMessage"}
query = {"Id": "age", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Maximum"}}
times = {"StartTime": "2026-03-02T09:00:00Z", "EndTime": "2026-03-02T10:00:00Z"}
machine = {
    "QueryLanguage": "JSONata",
    "StartAt": "Read",
    "States": {
        "Read": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:cloudwatch:getMetricData",
            "Arguments": {"MetricDataQueries": [query], **times},
            "End": True,
        }
    },
}
states = session.client("stepfunctions", endpoint_url=address)
role = "arn:aws:iam::111122223333:role/machine"
arn = states.create_state_machine(name="read", definition=json.dumps(machine), roleArn=role)["stateMachineArn"]
execution = states.start_execution(stateMachineArn=arn)["executionArn"]
while (ended := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
    if time.monotonic() > deadline:
        sys.exit("the execution does not end")
    time.sleep(0.1)
seen = json.loads(ended["output"])["MetricDataResults"][0].get("Values", "(no such member)")
direct = session.client("cloudwatch", endpoint_url=address).get_metric_data(MetricDataQueries=[query], **times)
print(f"ministack {version('ministack')}")
print("guess:     [], as boto3 reads it: " + json.dumps(direct["MetricDataResults"][0]["Values"]))
print(f"behaviour: {json.dumps(seen)}")
sys.exit(0 if seen == "" else "the behaviour has changed")
PYTHON
