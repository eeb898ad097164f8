#!/usr/bin/env bash
# moto 5.2.5: an event pattern with `true` matches the number 1, and one with 1 matches `true`.
#
# The guess: a pattern for `true` matches that literal alone. EventBridge's user guide ("Creating Amazon EventBridge event
# patterns") says that it compares numbers, texts, and the unquoted literals true, false and null each as what they are.
# The behaviour: moto compares with Python's `in`, where 1 == True. An event whose producer writes flags as 0 and 1 goes
# through in tests, and meets no rule on AWS.
#
# Seen: 30 November 2026, Python 3.11 and 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check "moto[events,sqs]==5.2.5" boto3==1.43.127
"$folder/bin/python" - <<'PYTHON'
import json
import sys
from importlib.metadata import version

import boto3
from moto import mock_aws

ACCOUNT = {"region_name": "eu-central-1", "aws_access_key_id": "example", "aws_secret_access_key": "example"}


@mock_aws
def delivered(wanted, sent):
    """Return how many events with this value a rule for the other one delivers."""
    events, queues = boto3.client("events", **ACCOUNT), boto3.client("sqs", **ACCOUNT)
    url = queues.create_queue(QueueName="furnished")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="furnished", EventPattern=json.dumps({"detail": {"furnished": [wanted]}}))
    events.put_targets(Rule="furnished", Targets=[{"Id": "queue", "Arn": arn}])
    detail = json.dumps({"furnished": sent})
    events.put_events(Entries=[{"Source": "a.home", "DetailType": "Described", "Detail": detail}])
    return len(queues.receive_message(QueueUrl=url).get("Messages", []))


cases = [(True, True), (True, "true"), (True, 1), (1, True), (False, 0)]
seen = [delivered(*case) for case in cases]
print(f"moto {version('moto')}")
for (wanted, sent), count in zip(cases, seen):
    print(f"pattern {json.dumps(wanted)}, event {json.dumps(sent)}: {count} delivered")
sys.exit(0 if seen == [1, 0, 1, 1, 1] else "the behaviour has changed")
PYTHON
