#!/usr/bin/env bash
# moto 5.2.5: a DynamoDB transaction that is sent again under its ClientRequestToken runs again.
#
# The guess: the second call succeeds and changes nothing. DynamoDB's developer guide says so of TransactWriteItems
# ("Idempotency"): the same token and the same request within ten minutes have the effect of one call.
# The behaviour: moto keeps no tokens. The first write's own condition fails the second one, and an ADD adds twice.
# So a client that sends a transaction again after a lost answer cannot be tested on moto by its token.
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

PUT = {
    "Put": {"TableName": "homes", "Item": {"pk": {"S": "a home"}}, "ConditionExpression": "attribute_not_exists(pk)"}
}
COUNT = {
    "Update": {
        "TableName": "homes",
        "Key": {"pk": {"S": "a count"}},
        "UpdateExpression": "ADD homes :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
}


def twice(client, item, token):
    """Send a transaction of one item twice under one token; return how the second one ended."""
    client.transact_write_items(TransactItems=[item], ClientRequestToken=token)
    try:
        client.transact_write_items(TransactItems=[item], ClientRequestToken=token)
    except client.exceptions.TransactionCanceledException as error:
        return error.response["CancellationReasons"][0]["Code"]
    return "success"


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
    put, added = twice(client, PUT, "token-of-a-put"), twice(client, COUNT, "token-of-a-count")
    count = client.get_item(TableName="homes", Key={"pk": {"S": "a count"}})["Item"]["homes"]["N"]
print(f"moto {version('moto')}")
print(f"a conditional put, sent twice under one token: the second ended in {put}")
print(f"an ADD of 1, sent twice under one token: {added}, and the count is {count}")
sys.exit(0 if (put, added, count) == ("ConditionalCheckFailed", "success", "2") else "the behaviour has changed")
PYTHON
