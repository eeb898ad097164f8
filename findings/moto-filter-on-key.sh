#!/usr/bin/env bash
# moto 5.2.5: a Query may filter on a key attribute, which DynamoDB refuses.
#
# The guess: ValidationException. DynamoDB's developer guide ("Filter expressions for the Query operation") says that a
# filter expression cannot contain partition key or sort key attributes.
# The behaviour: moto filters by the sort key as by any attribute and returns the matches, so a query that can never run
# passes its tests. The same filter on a Scan is valid on both.
#
# Seen: 29 November 2026, Python 3.11 and 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check "moto[dynamodb]==5.2.5" boto3==1.43.127
"$folder/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import boto3
from moto import mock_aws

with mock_aws():
    client = boto3.client(
        "dynamodb", region_name="eu-central-1", aws_access_key_id="example", aws_secret_access_key="example"
    )
    client.create_table(
        TableName="homes",
        KeySchema=[{"AttributeName": "city", "KeyType": "HASH"}, {"AttributeName": "house", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("city", "house")],
        BillingMode="PAY_PER_REQUEST",
    )
    for house in ("1", "2", "3"):
        client.put_item(TableName="homes", Item={"city": {"S": "anytown"}, "house": {"S": house}})
    try:
        answer = client.query(
            TableName="homes",
            KeyConditionExpression="city = :city",
            FilterExpression="house <> :two",
            ExpressionAttributeValues={":city": {"S": "anytown"}, ":two": {"S": "2"}},
        )
        seen = f"answered: houses {[item['house']['S'] for item in answer['Items']]} of {answer['ScannedCount']}"
    except client.exceptions.ClientError as error:
        seen = error.response["Error"]["Code"]
print(f"moto {version('moto')}")
print("guess:     ValidationException")
print(f"behaviour: {seen}")
sys.exit(0 if seen == "answered: houses ['1', '3'] of 3" else "the behaviour has changed")
PYTHON
