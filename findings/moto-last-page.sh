#!/usr/bin/env bash
# moto 5.2.5: a Query that stops at its Limit names no last key when nothing follows.
#
# The guess: a page that reaches Limit has a LastEvaluatedKey, also the last one. DynamoDB stops where Limit is reached
# and answers with a key to go on from; that nothing follows is known only from the next, empty page ("Query", Limit, in
# the DynamoDB API reference).
# The behaviour: moto looks at what follows, and leaves the key out. Code that takes each key for a promise of more
# items (a "next" link, a count of pages) passes on moto, and shows an empty last page on AWS.
#
# Seen: 30 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check moto[dynamodb]==5.2.5 boto3==1.43.127
AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=eu-west-1 "$folder/bin/python" - <<'PYTHON'
import sys

import boto3
from moto import mock_aws

with mock_aws():
    client = boto3.client("dynamodb")
    client.create_table(
        TableName="homes",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
        BillingMode="PAY_PER_REQUEST",
    )
    for number in "12":
        client.put_item(TableName="homes", Item={"pk": {"S": "city"}, "sk": {"S": number}})
    keys = {}
    for limit in (1, 2):
        answer = client.query(
            TableName="homes",
            Limit=limit,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": "city"}},
        )
        keys[limit] = answer.get("LastEvaluatedKey")
print("moto 5.2.5, two items")
print("guess:     Limit 1 and Limit 2 have a LastEvaluatedKey each")
print(f"behaviour: Limit 1: {keys[1]}; Limit 2: {keys[2]}")
sys.exit(0 if keys[1] and not keys[2] else 1)
PYTHON
