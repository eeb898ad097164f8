#!/usr/bin/env bash
# moto 5.2.5: an event pattern never matches a field of objects in an array.
#
# The guess: a pattern for detail.images.status matches an event whose images are a list with such an image. EventBridge's
# matcher goes into arrays of objects as it goes into objects (README of aws/event-ruler, "And and Or relationship between
# fields with Ruler" and its array consistency), and its user guide says that a field that is an array matches if one
# element does.
# The behaviour: moto looks into arrays of texts only. The rule gets the event with one object, and not the one with a list
# of it, without a warning: a rule that works on AWS looks dead in tests.
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
PATTERN = {"detail": {"images": {"status": ["APPROVED"]}}}


@mock_aws
def delivered(images):
    """Return how many events a queue gets behind a rule with the pattern."""
    events, queues = boto3.client("events", **ACCOUNT), boto3.client("sqs", **ACCOUNT)
    url = queues.create_queue(QueueName="approved")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="approved", EventPattern=json.dumps(PATTERN))
    events.put_targets(Rule="approved", Targets=[{"Id": "queue", "Arn": arn}])
    detail = json.dumps({"images": images})
    events.put_events(Entries=[{"Source": "a.home", "DetailType": "Judged", "Detail": detail}])
    return len(queues.receive_message(QueueUrl=url).get("Messages", []))


seen = [delivered(images) for images in ({"status": "APPROVED"}, [{"status": "APPROVED"}])]
print(f"moto {version('moto')}: an object: {seen[0]} event, a list of it: {seen[1]} events")
sys.exit(0 if seen == [1, 0] else "the behaviour has changed")
PYTHON
