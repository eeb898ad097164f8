#!/usr/bin/env bash
# moto 5.2.5: a condition that compares a number with a text raises Python's TypeError out of boto3.
#
# The guess: the condition is false and PutItem ends in ConditionalCheckFailedException. That is what DynamoDB's API
# reference says of LT and its like (type Condition): a value of another type than the one in the request does not match.
# The behaviour: `<` on moto ends in a bare TypeError, while `=` and `<>` compare the two types without complaint.
# A guard such as `fact_number < :new` on an item that an older version wrote as text is therefore not testable on moto.
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


def put(client, condition):
    """Put a home again under a condition that compares its number 7 with the text "9"."""
    try:
        client.put_item(
            TableName="homes",
            Item={"pk": {"S": "a home"}, "fact_number": {"N": "8"}},
            ConditionExpression=condition,
            ExpressionAttributeValues={":new": {"S": "9"}},
        )
    except client.exceptions.ConditionalCheckFailedException:
        return "condition failed"
    except TypeError as error:
        return f"TypeError: {error}"
    client.put_item(TableName="homes", Item={"pk": {"S": "a home"}, "fact_number": {"N": "7"}})
    return "written"


with mock_aws():
    client = boto3.client(
        "dynamodb", region_name="eu-central-1", aws_access_key_id="example", aws_secret_access_key="example"
    )
    client.create_table(
        TableName="homes",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    client.put_item(TableName="homes", Item={"pk": {"S": "a home"}, "fact_number": {"N": "7"}})
    seen = [(sign, put(client, f"fact_number {sign} :new")) for sign in ("=", "<>", "<", ">=")]
print(f"moto {version('moto')}")
for sign, ended in seen:
    print(f"number 7 {sign} text 9: {ended}")
expected = ["condition failed", "written", "TypeError", "TypeError"]
sys.exit(0 if [ended.partition(":")[0] for _, ended in seen] == expected else "the behaviour has changed")
PYTHON
