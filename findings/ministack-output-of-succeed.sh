#!/usr/bin/env bash
# ministack 1.5.33: a JSONata machine's `Succeed` state ignores its `Output`.
#
# The guess: the execution ends with what `Output` says, as after a `Pass` state. The Amazon States Language lists
# `Output` among the fields of Succeed in JSONata.
# The behaviour: the state's input is the output of the execution.
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

states = boto3.Session("111122223333", "example", region_name="eu-central-1").client(
    "stepfunctions", endpoint_url=f"http://127.0.0.1:{os.environ['PORT']}"
)


def output_of(kind, more):
    """Run a machine of one state that is to end with {"approved": true}; return its output."""
    state = {"Type": kind, "Output": {"approved": "{% $states.input.labels = 0 %}"}, **more}
    machine = {"QueryLanguage": "JSONata", "StartAt": "Decide", "States": {"Decide": state}}
    arn = states.create_state_machine(
        name=f"decide-{kind}", definition=json.dumps(machine), roleArn="arn:aws:iam::111122223333:role/machine"
    )["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=arn, input='{"labels": 0}')["executionArn"]
    while (ended := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
        if time.monotonic() > deadline:
            sys.exit("the execution does not end")
        time.sleep(0.1)
    return json.loads(ended["output"])


passed, succeeded = output_of("Pass", {"End": True}), output_of("Succeed", {})
print(f"ministack {version('ministack')}")
print(f"Output of a Pass state:   {json.dumps(passed)}")
print(f"Output of a Succeed state: {json.dumps(succeeded)}")
sys.exit(0 if (passed, succeeded) == ({"approved": True}, {"labels": 0}) else "the behaviour has changed")
PYTHON
